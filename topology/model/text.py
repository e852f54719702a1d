"""Text from files made harmless once, at load.

Every string of a file may hold terminal escapes, bidirectional overrides,
invisible characters or a flood of combining marks. :func:`clean` makes them
visible or replaces them; the original stays available through :func:`raw`, for
export only.
"""

import re
from unicodedata import combining

_MARKS_KEPT = 4
"""Combining marks left on one base character; a cell with more hangs terminals."""

_UNSAFE_RANGES = (
    (0x80, 0x9F),  # C1 controls
    (0x00AD, 0x00AD),  # soft hyphen
    (0x061C, 0x061C),  # Arabic letter mark
    (0x180E, 0x180E),  # Mongolian vowel separator
    (0x200B, 0x200F),  # zero width, LRM, RLM
    (0x2028, 0x202E),  # line and paragraph separators, bidi embeddings
    (0x2060, 0x206F),  # word joiner, isolates, deprecated format characters
    (0xD800, 0xDFFF),  # lone surrogates
    (0xFEFF, 0xFEFF),  # byte order mark inside text
    (0xFFF9, 0xFFFB),  # interlinear annotations
    (0xE0000, 0xE0FFF),  # tags and variation selectors supplement
)
_CLASS = "".join(f"{chr(low)}-{chr(high)}" for low, high in _UNSAFE_RANGES)
_UNSAFE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f{_CLASS}]")
_UNSAFE_LINE = re.compile(f"[\x00-\x1f\x7f{_CLASS}]")
_MARK_FLOOD = re.compile(
    r"[^\W\d_]?[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0e31-\u0e4e"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]{5,}"
)


class Cleaned(str):
    """A string that differs from what the file says; ``raw`` is what it says."""

    __slots__ = ("raw",)
    raw: str

    def __new__(cls, text: str, original: str) -> "Cleaned":
        self = super().__new__(cls, text)
        self.raw = original
        return self


def raw(text: str) -> str:
    """The text as its file has it. For exports that are read by machines only."""
    return text.raw if isinstance(text, Cleaned) else text


def clean(text: str) -> str:
    """``text`` with nothing in it that could steer a terminal.

    Newlines and tabs stay. C0 controls become control pictures, everything else
    unsafe U+FFFD, and at most four combining marks stay on a character.
    Idempotent; returns the same object when nothing had to change.
    """
    return _cleaned(text, _UNSAFE)


def clean_line(text: str) -> str:
    """Like :func:`clean`, for text that must stay on one line: ``\\n`` becomes ``␊``."""
    return _cleaned(text.strip("\n") if "\n" in text else text, _UNSAFE_LINE, text)


def _cleaned(text: str, unsafe: re.Pattern[str], original: str | None = None) -> str:
    result = text
    if not (text.isascii() and text.isprintable()):
        result = unsafe.sub(_visible, text)
        if not result.isascii():
            result = _MARK_FLOOD.sub(_cap_marks, result)
    if result == text and (original is None or original == text):
        return text
    return Cleaned(result, raw(original if original is not None else text))


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "\ufffd"


def _cap_marks(match: re.Match[str]) -> str:
    kept = 0
    result: list[str] = []
    for char in match[0]:
        if combining(char) or "\ufe00" <= char <= "\ufe0f":
            kept += 1
            if kept > _MARKS_KEPT:
                continue
        result.append(char)
    return "".join(result)

"""How wide text is on a terminal, and how to cut and wrap it by that width.

Text is taken as cleaned at load: no control characters, no joiners.
"""

from collections.abc import Iterator, Sequence
from unicodedata import combining, east_asian_width

ELLIPSIS = "…"


def _char_width(char: str) -> int:
    if char < "\u0300":
        return 1
    if combining(char) or "\ufe00" <= char <= "\ufe0f":
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """Cells that ``text`` takes on one line."""
    return len(text) if text.isascii() else sum(map(_char_width, text))


def cut(text: str, cells: int) -> str:
    """``text`` in at most ``cells`` cells; what does not fit is replaced by ``…``."""
    if width(text) <= cells:
        return text
    return _fit(text, cells - 1) + ELLIPSIS if cells > 0 else ""


def cut_left(text: str, cells: int) -> str:
    """Like :func:`cut`, but keeps the end: for paths, whose end says most."""
    if width(text) <= cells:
        return text
    return ELLIPSIS + _fit(text[::-1], cells - 1)[::-1] if cells > 0 else ""


def pad(text: str, cells: int) -> str:
    """``text`` in exactly ``cells`` cells."""
    text = cut(text, cells)
    return text + " " * (cells - width(text))


def wrap(text: str, cells: int, most: int = 0) -> list[str]:
    """``text`` in lines of at most ``cells`` cells, broken at spaces; a longer word is broken anywhere.

    ``most`` is the most lines (0: as many as it takes); all that is left stands on the last one, to be cut.
    """
    cells = max(1, cells)
    words = text.split()
    if len(text) <= cells and width(whole := " ".join(words)) <= cells:
        return [whole]
    lines: list[str] = []
    line = ""
    for word in words:
        joined = f"{line} {word}" if line else word
        if width(joined) <= cells:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, cells)
        lines += full
    lines = [*lines, line] if line or not lines else lines
    if 0 < most < len(lines):
        left = " ".join(text.split())
        for line in lines[: most - 1]:
            left = left[len(line) :].lstrip(" ")
        lines = [*lines[: most - 1], left]
    return lines


def flow(items: Sequence[str], cells: int, separator: str = ", ", lines: int = 0) -> list[str]:
    """Items side by side, broken only between them; one that is longer than a line is cut.

    ``lines`` is the most lines to fill (0: as many as it takes); what does not fit is counted.
    """
    rows: list[list[str]] = []
    for item in items:
        item = cut(item, cells - 1)
        if rows and width(separator.join([*rows[-1], item])) < cells:
            rows[-1].append(item)
        else:
            rows.append([item])
    more = ""
    if lines and len(rows) > lines:
        left = sum(map(len, rows[lines:]))
        last = rows[lines - 1]
        while (more := f" +{left} more") and len(last) > 1 and width(separator.join(last) + more) > cells:
            last.pop()
            left += 1
        rows = [*rows[: lines - 1], [cut(separator.join(last), cells - len(more)) + more]]
    end = separator.rstrip(" ·")
    return [separator.join(row) + (end if row is not rows[-1] else "") for row in rows]


def _fit(text: str, cells: int) -> str:
    used = 0
    for position, char in enumerate(text):
        used += _char_width(char)
        if used > cells:
            return text[:position]
    return text


def _pieces(word: str, cells: int) -> Iterator[str]:
    while width(word) > cells:
        piece = _fit(word, cells) or word[:1]
        yield piece
        word = word[len(piece) :]
    yield word

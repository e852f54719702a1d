"""Bytes to text, with a located problem for everything that is not plain UTF-8.

What YAML forbids raw (control characters) or reads as a line break although no
editor does (U+0085, U+2028, U+2029) would make the parser stop, or count lines
that nobody sees. Such a character is handed to the parser as a stand-in of the
same length, and put back into the scalars that it gives.
"""

import re

from msgspec import Struct

from topology.load.codes_read import file_problem, problem_at
from topology.load.tree import Source
from topology.model.problem import Problem

_HARMLESS = bytes(sorted({*range(0x20, 0x100), 0x09, 0x0A, 0x0D} - {0x7F}))
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_STAND_IN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_SEPARATOR = re.compile("[\x85\u2028\u2029]")
_BOM = "\ufeff"
_PRIVATE_USE = range(0xE000, 0xF900)
_ADVICE = "save the file as UTF-8"


class Decoded(Struct, frozen=True):
    """The text of a file with ``\\n`` as its only line end, and what the parser is to be given.

    ``parsed`` is ``None`` for bytes that are no text at all; ``restore`` is the
    ``str.translate`` table that turns stand-ins back (empty: nothing to do).
    """

    source: Source
    parsed: str | None
    restore: dict[int, str]
    problems: tuple[Problem, ...]


def decode(data: bytes, file: str) -> Decoded:
    """The text that ``data`` holds. Never raises; what cannot be decoded becomes U+FFFD, and a problem."""
    if data[:4] == b"\xff\xfe\x00\x00" or data[:4] == b"\x00\x00\xfe\xff":
        return _refused(file, "", f"this is UTF-32; {_ADVICE}")
    codec, bom = _codec(data)
    payload = memoryview(data)[bom:] if bom else data
    problems: list[Problem] = []
    try:
        text, bad = str(payload, codec), None
    except UnicodeDecodeError as error:
        text, bad = str(payload, codec, "replace"), error
    if "\x00" in text:
        return _refused(file, text[: text.index("\x00")], _why_nul(data, codec))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    marks = text.count(_BOM)
    first_mark = text.find(_BOM)
    if marks:
        text = text.replace(_BOM, "")
    source = Source(file, text)
    if bad is not None:
        problems.append(_undecodable(source, bad, codec, bom))
    if marks:
        message = (
            "a byte order mark in the middle of the text, at line {line}{more}: files were joined here"
            f" (is `---` missing?); {_ADVICE} without it"
        )
        problems.append(_at(source, first_mark, marks - 1, "T005", message))
    if text.isascii() and not data.translate(None, _HARMLESS):
        return Decoded(source, text, {}, tuple(problems))
    return _with_stand_ins(source, problems)


def _codec(data: bytes) -> tuple[str, int]:
    """The codec and how many bytes of byte order mark come first."""
    if data[:3] == b"\xef\xbb\xbf":
        return "utf-8", 3
    if data[:2] == b"\xff\xfe":
        return "utf-16-le", 2
    if data[:2] == b"\xfe\xff":
        return "utf-16-be", 2
    return "utf-8", 0


def _refused(file: str, before: str, message: str) -> Decoded:
    problem = file_problem("T005", file, message, line=before.count("\n") + 1)
    return Decoded(Source(file, ""), None, {}, (problem,))


def _why_nul(data: bytes, codec: str) -> str:
    head = data[:2000]
    low, high = head[0::2].count(0), head[1::2].count(0)
    if (
        codec == "utf-8"
        and len(head) > 3
        and max(low, high) * 3 > len(head)
        and min(low, high) * 10 < len(head)
    ):
        order = "LE" if high > low else "BE"
        return f"this looks like UTF-16-{order} without a byte order mark; {_ADVICE}"
    return f"byte 0x00 at offset {data.index(0)}: this is no text file, or its writing was cut off"


def _undecodable(source: Source, error: UnicodeDecodeError, codec: str, bom: int) -> Problem:
    data, at = error.object, error.start
    before = data[:at].decode(codec, "replace").replace("\r\n", "\n").replace("\r", "\n")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    if codec != "utf-8":
        return problem_at(
            source,
            line,
            column,
            "T005",
            f"not UTF-16 at line {line} (byte {at + bom}): {error.reason}; {_ADVICE}",
        )
    message = (
        f"not UTF-8: byte 0x{data[at]:02X} at line {line}, column {column} (offset {at + bom})"
        f"{_guess(data, at)}; {_ADVICE}"
    )
    return problem_at(source, line, column, "T005", message)


def _guess(data: bytes, at: int) -> str:
    following = data[at + 1 : at + 2]
    continued = bool(following) and 0x80 <= following[0] < 0xC0
    if continued and (data[at] in (0xC0, 0xC1) or (data[at] in (0xE0, 0xF0) and following[0] < 0xA0)):
        return ", an overlong sequence"
    if continued and data[at] == 0xED:
        return ", half of a surrogate pair"
    high = set(data[at : at + 65536]) - set(range(0x80))
    if any(0x80 <= byte < 0xA0 for byte in high):
        return ", perhaps Windows-1252"
    return ", perhaps Latin-1"


def _with_stand_ins(source: Source, problems: list[Problem]) -> Decoded:
    text = source.text
    found = sorted(set(_STAND_IN.findall(text)))
    if not found:
        return Decoded(source, text, {}, tuple(problems))
    problems.extend(
        _first_of(
            source,
            _FORBIDDEN,
            "T014",
            "the raw control character {char} at line {line}{more}:"
            " remove it, or write it as an escape in double quotes",
        )
    )
    problems.extend(
        _first_of(
            source,
            _SEPARATOR,
            "T114",
            "the invisible character {char} at line {line}{more} is a line break for some"
            " YAML tools and for no editor; it is read as text",
        )
    )
    present = set(text)
    free = (code for code in _PRIVATE_USE if chr(code) not in present)
    stand_in, restore = {}, {}
    for char in found:
        code = next(free, 0xFFFD)  # a text that uses all of private use gets U+FFFD
        stand_in[ord(char)] = chr(code)
        if code != 0xFFFD:
            restore[code] = char
    return Decoded(source, text.translate(stand_in), restore, tuple(problems))


def _first_of(source: Source, pattern: re.Pattern[str], code: str, words: str) -> list[Problem]:
    match = pattern.search(source.text)
    if match is None:
        return []
    words = words.replace("{char}", f"U+{ord(match[0]):04X}")
    return [_at(source, match.start(), len(pattern.findall(source.text)) - 1, code, words)]


def _at(source: Source, offset: int, others: int, code: str, words: str) -> Problem:
    """One problem for the first of many, at ``offset``; ``words`` hold {line} and {more}."""
    line = source.text.count("\n", 0, offset) + 1
    column = offset - source.text.rfind("\n", 0, offset)
    more = f" and {others:,} more place{'s' * (others > 1)}" if others else ""
    return problem_at(source, line, column, code, words.format(line=line, more=more))

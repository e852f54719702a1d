"""YAML written by hand: block style, and scalars that every reader takes for the same.

Text that is harmless is written bare, everything else in quotes,
so that ``no``, ``1e3``, ``007`` and ``12:30`` stay text and nothing invisible is
written. Text of several lines becomes a literal block where that is exact.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from topology.load.backstage.keep import Plain, typed

_STEP = "  "
_LONGEST_SIMPLE_KEY = 900
"""YAML allows 1,024 characters up to the colon of a one-line key."""

_BARE = re.compile(r"[^\W\d_](?:[^:#]|:(?![ ]|$)|(?<! )#)*", re.UNICODE)
_WORDS_ONLY = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*")
_LENGTH_OF_TIME = re.compile(r"[0-9]+(?:[dhm]| (?:hour|day|week|month)s?)")
"""Texts that begin with a digit and are no number to anybody: ``5m``, ``1 week``."""

_SHORT_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def documents(values: Sequence[Mapping[str, Any]]) -> str:
    """The values as documents of one file, each after its ``---`` where there are several."""
    texts = [document(value) for value in values]
    return texts[0] if len(texts) == 1 else "".join(f"---\n{text}" for text in texts)


def document(value: Mapping[str, Any]) -> str:
    """One mapping as a block document, ending in a newline.

    Values are mappings, sequences, strings, integers, floats, booleans and ``None``.
    """
    return "".join(f"{line}\n" for line in _mapping(value, "")) if value else "{}\n"


def _mapping(value: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, item in value.items():
        name = _key(key)
        if len(name) > _LONGEST_SIMPLE_KEY:
            yield f"{indent}? {name}"
            yield from _entry(f"{indent}:", item, indent)
        else:
            yield from _entry(f"{indent}{name}:", item, indent)


def _entry(head: str, value: Any, indent: str) -> Iterator[str]:
    """``value`` behind ``head``: on its line, or below it and further in."""
    if isinstance(value, Mapping) and value:
        yield head
        yield from _mapping(value, indent + _STEP)
    elif isinstance(value, list | tuple) and value:
        yield head
        yield from _sequence(value, indent + _STEP)
    else:
        text = _inline(value, indent + _STEP)
        yield f"{head} {text}" if text else head


def _sequence(value: Sequence[Any], indent: str) -> Iterator[str]:
    for item in value:
        if isinstance(item, Mapping | list | tuple) and item:
            inner = indent + _STEP
            lines = _mapping(item, inner) if isinstance(item, Mapping) else _sequence(item, inner)
            first = next(lines)
            yield f"{indent}- {first[len(inner) :]}"
            yield from lines
        else:
            text = _inline(item, indent + _STEP)
            yield f"{indent}- {text}" if text else f"{indent}-"


def _inline(value: Any, indent: str) -> str:
    if isinstance(value, Plain):
        return str(value)
    if isinstance(value, str):
        return _block(value, indent) if "\n" in value and _fits_block(value) else scalar(value)
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, list | tuple):
        return "[]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)


def _key(key: str) -> str:
    return str(key) if isinstance(key, Plain) and key else scalar(key)


def scalar(text: str) -> str:
    """``text`` on one line, bare where no reader can take it for anything else."""
    if _LENGTH_OF_TIME.fullmatch(text) or (_WORDS_ONLY.fullmatch(text) and not typed(text)):
        return text
    if text.isprintable() and _BARE.fullmatch(text) and text[-1] != " " and not typed(text):
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """``text`` in quotes: double ones, with what is not printable escaped, unless single ones read better."""
    if text.isprintable():
        if '"' not in text and "\\" not in text:
            return f'"{text}"'
        if "'" not in text:
            return f"'{text}'"
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[char]
    if char.isprintable():
        return char
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:  # no reader takes a lone surrogate, escaped or not
        return "\\uFFFD"
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def _fits_block(text: str) -> bool:
    """Whether a literal block gives exactly this text back, in every reader."""
    body = text.removesuffix("\n")
    return (
        body[:1] not in ("", " ", "\n")
        and body[-1] != "\n"
        and all(line.isprintable() and not line.endswith(" ") for line in body.split("\n"))
    )


def _block(text: str, indent: str) -> str:
    mark = "|" if text.endswith("\n") else "|-"
    lines = text.removesuffix("\n").split("\n")
    return "\n".join([mark, *(f"{indent}{line}" if line else "" for line in lines)])

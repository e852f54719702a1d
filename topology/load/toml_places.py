"""Where in a TOML file a key stands: the standard reader gives values, and no places.

Reads text that :mod:`tomllib` has accepted; of anything else it finds what it finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from topology.model.place import Place

Key = str | int
Path = tuple[Key, ...]
"""Names of tables and keys from the root down; a number is the position in an array, from 0."""

_TOKEN = re.compile(
    r'"""(?:\\[\s\S]|[^\\])*?"{3,5}|\'\'\'[\s\S]*?\'{3,5}'
    r'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}=,.\n]|[^\s\[\]{}=,.#"\']+'
)
_DEPTH = 40
"""Values nested deeper have no places of their own."""


class TomlPlaces:
    """The places of the keys of one file; ``prefix`` leads to the table that paths begin at."""

    def __init__(self, file: str, text: str, prefix: tuple[str, ...] = ()) -> None:
        self._file = file
        self._text = text
        self._prefix = prefix
        self._places: dict[Path, int] | None = None

    def of(self, *path: Key) -> Place:
        """Where ``path`` is stated, else the nearest table above it, else the first line."""
        if self._places is None:
            self._places = _places(self._text)
        whole: Path = (*self._prefix, *path)
        for length in range(len(whole), 0, -1):
            start = self._places.get(whole[:length])
            if start is not None:
                line_start = self._text.rfind("\n", 0, start) + 1
                return Place(self._file, self._text.count("\n", 0, start) + 1, start - line_start + 1)
        return Place(self._file, 1)


def _places(text: str) -> dict[Path, int]:
    found: dict[Path, int] = {}
    arrays: dict[Path, int] = {}
    tokens = _Tokens(text)
    table: Path = ()
    while tokens.word:
        if tokens.word == "\n" or tokens.word.startswith("#"):
            tokens.next()
        elif tokens.word == "[":
            table = _header(tokens, found, arrays)
        else:
            _statement(tokens, table, found, 0)
    return found


class _Tokens:
    """One token after the other; ``word`` is empty at the end."""

    def __init__(self, text: str) -> None:
        self._matches: Iterator[re.Match[str]] = _TOKEN.finditer(text)
        self.word = ""
        self.start = 0
        self.next()

    def next(self) -> None:
        match = next(self._matches, None)
        self.word = match[0] if match else ""
        self.start = match.start() if match else 0

    def skip(self) -> None:
        """Leave out line ends and comments, which mean nothing inside brackets."""
        while self.word == "\n" or self.word.startswith("#"):
            self.next()


def _names(tokens: _Tokens, end: str) -> tuple[list[str], int]:
    """The names of a dotted key before ``end``, and where the first one stands."""
    names: list[str] = []
    start = tokens.start
    while tokens.word and tokens.word not in (end, "\n"):
        if tokens.word != ".":
            names.append(tokens.word.strip("\"'"))
        tokens.next()
    return names, start


def _header(tokens: _Tokens, found: dict[Path, int], arrays: dict[Path, int]) -> Path:
    start = tokens.start
    tokens.next()
    of_array = tokens.word == "["
    if of_array:
        tokens.next()
    names, _ = _names(tokens, "]")
    while tokens.word and tokens.word != "\n":
        tokens.next()
    path: Path = ()
    for name in names[:-1]:
        path = _inside((*path, name), arrays)
    path = (*path, *names[-1:])
    found.setdefault(path, start)
    if of_array:
        arrays[path] = arrays.get(path, -1) + 1
        path = (*path, arrays[path])
        found.setdefault(path, start)
    return path


def _inside(path: Path, arrays: dict[Path, int]) -> Path:
    """The last table of an array of tables; any other path as it is."""
    return (*path, arrays[path]) if path in arrays else path


def _statement(tokens: _Tokens, table: Path, found: dict[Path, int], depth: int) -> None:
    """``key = value``, up to what follows it."""
    names, start = _names(tokens, "=")
    path: Path = (*table, *names)
    for length in range(len(table) + 1, len(path) + 1):
        found.setdefault(path[:length], start)
    tokens.next()
    _value(tokens, path, found, depth)


def _value(tokens: _Tokens, path: Path, found: dict[Path, int], depth: int) -> None:
    if tokens.word not in ("[", "{"):
        while tokens.word and tokens.word not in ("\n", ",", "]", "}"):
            tokens.next()
        return
    is_table, end = tokens.word == "{", "}" if tokens.word == "{" else "]"
    if depth >= _DEPTH:
        _skip(tokens)
        return
    tokens.next()
    number = 0
    while True:
        tokens.skip()
        if not tokens.word or tokens.word == end:
            break
        if tokens.word == ",":
            tokens.next()
        elif is_table:
            _statement(tokens, path, found, depth + 1)
        else:
            found.setdefault((*path, number), tokens.start)
            before = tokens.start
            _value(tokens, (*path, number), found, depth + 1)
            if tokens.start == before:
                tokens.next()
            number += 1
    tokens.next()


def _skip(tokens: _Tokens) -> None:
    """Past the bracket that closes the one here."""
    open_ = 0
    while tokens.word:
        open_ += (tokens.word in "[{") - (tokens.word in "]}")
        tokens.next()
        if open_ == 0:
            return

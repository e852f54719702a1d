"""From columns to values."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import islice, repeat
from typing import Any

from msgspec import Struct

from topology.load.cache.columns import (
    Atoms,
    Changed,
    Column,
    Lists,
    Mixed,
    Numbers,
    Rows,
    Same,
    Spots,
    Table,
    Texts,
)
from topology.load.cache.types import TYPES
from topology.model.place import Places
from topology.model.text import Cleaned

_ATOMS: dict[str, Callable[[str], Any]] = {
    "NoneType": lambda _: None,
    "bool": lambda text: text == "True",
    "int": int,
    "float": float,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}


def read(table: Table, words: array[int]) -> Any:
    """The value of a table. Raises an exception of some kind for one that nobody has written."""
    return next(_Reader(table, words).values(table.root))


class _Reader:
    """Gives the values of columns one by one: what they are made of is read as they are."""

    def __init__(self, table: Table, words: array[int]) -> None:
        self._words = words
        self._texts = table.texts
        self._atoms = [_ATOMS[kind](text) for kind, text in table.atoms]

    def values(self, column: Column) -> Iterator[Any]:
        match column:
            case Numbers():
                return self._numbers(column)
            case Texts():
                return map(self._texts.__getitem__, self._numbers(column.numbers))
            case Atoms():
                return map(self._atoms.__getitem__, self._numbers(column.numbers))
            case Same():
                return repeat(next(self.values(column.value)), column.count)
            case Rows():
                return self._rows(column)
            case Lists():
                return self._lists(column)
            case Changed():
                return map(Cleaned, self.values(column.texts), self.values(column.raw))
            case Spots():
                return self._places(column)
            case Mixed():
                columns = list(map(self.values, column.columns))
                return map(next, map(columns.__getitem__, self._numbers(column.which)))

    def _numbers(self, column: Numbers) -> Iterator[int]:
        return iter(self._words[column.at : column.at + column.count])

    def _places(self, column: Spots) -> Iterator[Places]:
        start, words = column.spots.at, self._words
        for file, names in zip(
            self.values(column.files), map(column.names.__getitem__, self._numbers(column.which)), strict=True
        ):
            end = start + 2 * len(names)
            yield Places(file, names, words[start:end])
            start = end

    def _rows(self, column: Rows) -> Iterator[Struct]:
        kind = TYPES[column.name]
        names = tuple(column.fields)
        values = list(map(self.values, column.fields.values()))
        if not names:
            return (kind() for _ in range(column.count))
        if kind.__match_args__[: len(names)] == names:  # those that may be given by position
            return map(kind, *values)
        return (kind(**dict(zip(names, row, strict=True))) for row in zip(*values, strict=True))

    def _lists(self, column: Lists) -> Iterator[Any]:
        items = list(map(self.values, column.items))
        lengths = self._numbers(column.lengths)
        if column.kind == "tuple":
            return (tuple(islice(items[0], length)) for length in lengths)
        if column.kind == "list":
            return (list(islice(items[0], length)) for length in lengths)
        keys, values = items
        nothing: dict[str, Any] = {}  # one for all: maps of the model are never changed
        return (
            dict(zip(islice(keys, length), islice(values, length), strict=True)) if length else nothing
            for length in lengths
        )

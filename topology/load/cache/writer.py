"""From values to columns."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import Any

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from topology.load.cache.columns import (
    LIMIT,
    WORD,
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

ATOMS = frozenset({"NoneType", "bool", "int", "float", "date", "datetime"})
"""The names of the types of plain values that are no texts."""


def write(value: Any) -> tuple[Table, array[int]]:
    """One value as a table and the words of its columns.

    Raises TypeError for a value of a type that is not kept.
    """
    writer = _Writer()
    root = writer.column([value])
    return Table(root, list(writer.texts), list(writer.atoms)), writer.words


class _Writer:
    def __init__(self) -> None:
        self.texts: dict[str, int] = {}
        self.atoms: dict[tuple[str, str], int] = {}
        self.words = array(WORD)

    def column(self, values: Sequence[Any]) -> Column:
        kinds = list(dict.fromkeys(map(type, values)))
        if len(kinds) > 1:
            return self._mixed(values, kinds)
        if len(values) > 1 and len(set(map(id, values))) == 1:
            return Same(self.column(values[:1]), len(values))
        kind = kinds[0] if kinds else type(None)
        if kind is str:
            return self._texts(values)
        if kind is int and min(values) >= 0 and max(values) < LIMIT:
            return self._numbers(values)
        if kind is tuple or kind is list:
            return self._lists(kind, values, values)
        if kind is dict:
            return self._lists(kind, values, values, [each.values() for each in values])
        if kind is Cleaned:
            return Changed(
                self._texts([str(each) for each in values]), self._texts([each.raw for each in values])
            )
        if kind is Places:
            return self._places(values)
        if TYPES.get(kind.__name__) is kind:
            return self._rows(kind, values)
        return Atoms(self._numbers([self._atom(value) for value in values]))

    def _mixed(self, values: Sequence[Any], kinds: list[type]) -> Mixed:
        which = {kind: number for number, kind in enumerate(kinds)}
        return Mixed(
            self._numbers([which[type(value)] for value in values]),
            tuple(self.column([value for value in values if type(value) is kind]) for kind in kinds),
        )

    def _lists(self, kind: type, values: Sequence[Any], *items: Sequence[Iterable[Any]]) -> Lists:
        lengths = self._numbers([len(each) for each in values])
        return Lists(
            kind.__name__, lengths, tuple(self.column(list(chain.from_iterable(each))) for each in items)
        )

    def _rows(self, kind: type[Struct], values: Sequence[Any]) -> Rows:
        columns: dict[str, Column] = {}
        for field in fields(kind):
            column = list(map(attrgetter(field.name), values))
            if field.default is NODEFAULT or any(each is not field.default for each in column):
                columns[field.name] = self.column(column)
        return Rows(kind.__name__, columns, len(values))

    def _places(self, values: Sequence[Places]) -> Spots:
        names = {each: number for number, each in enumerate(dict.fromkeys(each.names for each in values))}
        return Spots(
            self.column([each.file for each in values]),
            tuple(names),
            self._numbers([names[each.names] for each in values]),
            self._numbers(list(chain.from_iterable(each.spots for each in values))),
        )

    def _texts(self, values: Iterable[str]) -> Texts:
        texts = self.texts
        return Texts(self._numbers([texts.setdefault(each, len(texts)) for each in values]))

    def _numbers(self, values: Sequence[int]) -> Numbers:
        at = len(self.words)
        self.words.extend(values)
        return Numbers(at, len(values))

    def _atom(self, value: Any) -> int:
        kind = type(value).__name__
        if kind not in ATOMS:
            raise TypeError(f"values of type {kind} are not kept")
        text = value.isoformat() if isinstance(value, date) else repr(value)
        return self.atoms.setdefault((kind, text), len(self.atoms))

"""Columns: how a catalog lies in the cache, a column of numbers for each field of each type.

A catalog is a great many small values of a few types, and most of their texts are the same.
Field by field they are read by the interpreter's own loops, ten thousand components in a
twentieth of a second, and a text that is used often is there once. Nothing here can name
code: a type is one of :data:`~topology.load.cache.types.TYPES`, or cannot be read.
"""

from __future__ import annotations

from array import array
from typing import Literal

from msgspec import Struct

WORD: Literal["I"] = "I"
"""The numbers of columns: unsigned, of four bytes."""

LIMIT = 1 << 8 * array(WORD).itemsize
"""The first number that is too large for a column."""


class Numbers(Struct, frozen=True, array_like=True, tag="number"):
    """Whole numbers from 0 up. ``at`` is the first word of the column, ``count`` how many values it has."""

    at: int
    count: int


class Texts(Struct, frozen=True, array_like=True, tag="text"):
    """Texts: their numbers in the table of texts."""

    numbers: Numbers


class Atoms(Struct, frozen=True, array_like=True, tag="atom"):
    """The few other plain values (none, true, dates, instants, fractions): their numbers in a table."""

    numbers: Numbers


class Same(Struct, frozen=True, array_like=True, tag="same"):
    """One value, so many times."""

    value: Column
    count: int


class Rows(Struct, frozen=True, array_like=True, tag="row"):
    """Values of one type of the model: a column for each field, unless that has its default everywhere."""

    name: str
    fields: dict[str, Column]
    count: int


class Lists(Struct, frozen=True, array_like=True, tag="list"):
    """Tuples, lists or maps (``kind``): how many items each has, and all their items.

    Maps have two columns of items: keys and values.
    """

    kind: str
    lengths: Numbers
    items: tuple[Column, ...]


class Changed(Struct, frozen=True, array_like=True, tag="cleaned"):
    """Texts that differ from what their files say, and what those say."""

    texts: Texts
    raw: Texts


class Spots(Struct, frozen=True, array_like=True, tag="places"):
    """Places by field: files, the sets of names that there are, which of them each has, lines and columns."""

    files: Column
    names: tuple[tuple[str, ...], ...]
    which: Numbers
    spots: Numbers


class Mixed(Struct, frozen=True, array_like=True, tag="mixed"):
    """Values of several types: for each value the number of the column that it is the next one of."""

    which: Numbers
    columns: tuple[Column, ...]


Column = Numbers | Texts | Atoms | Same | Rows | Lists | Changed | Spots | Mixed


class Table(Struct, frozen=True, array_like=True):
    """One value as columns. ``atoms`` are types and texts; the words of the columns lie beside it."""

    root: Column
    texts: list[str]
    atoms: list[tuple[str, str]]

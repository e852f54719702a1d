"""Where in the files a fact stands."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct


class Place(Struct, frozen=True, gc=False, order=True):
    """One position in one file.

    ``file`` is the path as shown to the user: relative to the catalog's root,
    with forward slashes, already cleaned for the screen. ``line`` and
    ``column`` count from 1; a column counts characters, not bytes.
    """

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


NOWHERE = Place("", 0, 0)
"""The place of things that no file states: defaults and ghosts of arguments."""


class Places(Mapping[str, Place]):
    """Where the fields of one thing stand, by the name of the field: all in one file.

    A catalog has more of these than of anything else, and few are ever looked at: so only lines
    and columns are held, in pairs (``spots``), and a place is made when it is asked for.
    """

    __slots__ = ("file", "names", "spots")

    def __init__(self, file: str, names: tuple[str, ...], spots: array[int]) -> None:
        self.file = file
        self.names = names
        self.spots = spots

    def __getitem__(self, name: str) -> Place:
        if name not in self.names:
            raise KeyError(name)
        at = 2 * self.names.index(name)
        return Place(self.file, self.spots[at], self.spots[at + 1])

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __repr__(self) -> str:
        return f"Places({dict(self)!r})"


class Because(Struct, frozen=True, gc=False):
    """One step of a reason: a sentence, and where the fact it rests on stands."""

    text: str
    place: Place | None = None


class Why:
    """Reasons made when first read; equal when what they say is equal."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], tuple[Because, ...]]) -> None:
        self._make = make
        self._made: tuple[Because, ...] | None = None

    def __call__(self) -> tuple[Because, ...]:
        if self._made is None:
            self._made = self._make()
        return self._made

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Why) and self() == other()

    def __hash__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return f"Why({self()!r})"

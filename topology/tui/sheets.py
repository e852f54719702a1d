"""A sheet of rows and columns that is larger than the screen: what stands in it, and where one can stand.

The label of a row stands still while its body moves sideways, the head while the rows move
up and down. Bodies are made of characters of one cell each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from operator import itemgetter

from msgspec import Struct

from topology.tui.line import Span


class Spot(Struct, frozen=True, gc=False):
    """Where somebody can stand in a row: from cell ``start`` of its body to before ``end``."""

    start: int
    end: int
    key: str


class Row(Struct, frozen=True, dict=True):
    """One row. Without ``spots`` it is passed over. ``still``: its body does not move sideways."""

    label: tuple[Span, ...] = ()
    body: tuple[Span, ...] = ()
    spots: tuple[Spot, ...] = ()
    still: bool = False

    @cached_property
    def ends(self) -> list[int]:
        """The cell after each span of the body."""
        return list(accumulate(map(len, map(itemgetter(0), self.body))))


class Sheet(Struct, frozen=True):
    """``left`` cells of labels and ``width`` of bodies.

    ``places`` says in which row each spot stands, ``row`` makes one when it comes into sight.
    A body with ``columns`` (the cells in which they begin) is cut between two of them only.
    ``guides``: whether lines lead from label and head to where
    somebody stands.
    """

    left: int
    width: int
    head: tuple[Row, ...]
    count: int
    row: Callable[[int], Row]
    places: Mapping[str, int]
    columns: tuple[int, ...] = ()
    guides: bool = False


def cropped(row: Row, start: int, cells: int) -> list[Span]:
    """The part of a row's body that is in sight, padded with blanks."""
    found: list[Span] = []
    number = bisect_right(row.ends, start)
    at = row.ends[number - 1] if number else 0
    end = start + cells
    while at < end and number < len(row.body):
        text, role = row.body[number]
        found.append((text[max(0, start - at) : end - at], role))
        at += len(text)
        number += 1
    return [*found, (" " * (end - max(at, start)), "plain")] if at < end else found


def seen(columns: Sequence[int], width: int, start: int, room: int) -> tuple[int, int]:
    """From which cell on, and how many cells, of a body are shown where ``start`` and ``room`` are wanted."""
    if not columns or width <= room:
        return start, room
    first = next((at for at in columns if at >= start), columns[-1])
    last = max((at for at in (*columns, width) if first < at <= first + room), default=first + room)
    return first, last - first

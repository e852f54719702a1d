"""A sheet of rows and columns that is larger than the screen: what stands in it, and where one can stand.

The label of a row stands still while its body moves sideways, the head while the rows move
up and down. Bodies are made of characters of one cell each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from topology.tui.line import Span


class Spot(Struct, frozen=True, gc=False):
    """Where somebody can stand in a row: from cell ``start`` of its body to before ``end``."""

    start: int
    end: int
    key: str


class Row(Struct, frozen=True, gc=False):
    """One row. Without ``spots`` it is passed over. ``still``: its body does not move sideways."""

    label: tuple[Span, ...] = ()
    body: tuple[Span, ...] = ()
    spots: tuple[Spot, ...] = ()
    still: bool = False


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


def cropped(spans: Sequence[Span], start: int, cells: int) -> list[Span]:
    """The part of a body that is in sight, padded with blanks."""
    found: list[Span] = []
    at = 0
    for text, role in spans:
        low, high = max(0, start - at), min(len(text), start + cells - at)
        if low < high:
            found.append((text[low:high], role))
        at += len(text)
    shown = sum(len(text) for text, _ in found)
    return [*found, (" " * (cells - shown), "plain")] if shown < cells else found


def seen(columns: Sequence[int], width: int, start: int, room: int) -> tuple[int, int]:
    """From which cell on, and how many cells, of a body are shown where ``start`` and ``room`` are wanted."""
    if not columns or width <= room:
        return start, room
    first = next((at for at in columns if at >= start), columns[-1])
    last = max((at for at in (*columns, width) if first < at <= first + room), default=first + room)
    return first, last - first

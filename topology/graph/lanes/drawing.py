"""A finished drawing: rows of characters with roles, and what stands where."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from topology.graph.edge import Edge
from topology.graph.lanes.canvas import ASCII, Canvas, Span
from topology.model.reference import Ref


class Chip(Struct, frozen=True, gc=False):
    """One component (or the ``members`` of a folded lane) in its row, from cell ``start`` to before ``end``.

    ``hidden`` counts its edges that lead out of sight, ``inner`` those between its members.
    """

    ref: Ref
    members: tuple[Ref, ...]
    row: int
    start: int
    end: int
    lane: int
    column: int
    role: str
    hidden: int
    inner: int


class Lane(Struct, frozen=True, gc=False):
    """What one owner has (several owners: a lane of their own; none: what nobody owns).

    The cells given are those of its sides, or without a frame (a folded lane, or where
    nothing has an owner) those of what stands in it.
    """

    teams: tuple[Ref, ...]
    title: str
    top: int
    bottom: int
    left: int
    right: int
    framed: bool


class Drawn(Struct, frozen=True, gc=False):
    """One line: the edges that it stands for, from chip to chip (by position), and its corners as (x, y)."""

    edges: tuple[Edge, ...]
    source: int
    target: int
    role: str
    back: bool
    corners: tuple[tuple[int, int], ...]

    def cells(self) -> Iterator[tuple[int, int]]:
        """Every cell of its way, from the source to the target."""
        x, y = self.corners[0]
        yield x, y
        for to_x, to_y in self.corners[1:]:
            step_x, step_y = (to_x > x) - (to_x < x), (to_y > y) - (to_y < y)
            while (x, y) != (to_x, to_y):
                x, y = x + step_x, y + step_y
                yield x, y


class Drawing(Struct, frozen=True):
    """``hidden`` counts the components next to what is drawn that are not drawn themselves.

    ``aside`` counts the dependencies between what is drawn that are left out.
    """

    width: int
    height: int
    chips: tuple[Chip, ...]
    lanes: tuple[Lane, ...]
    edges: tuple[Drawn, ...]
    focus: int
    hidden: int
    aside: int
    canvas: Canvas

    def row(self, y: int, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
        """One row, or some cells of it, put together now: only what is in sight costs anything."""
        return self.canvas.spans(y, start, end)

    def text(self, ascii_only: bool = False) -> str:
        """All rows without roles."""
        lines = ("".join(text for text, _ in self.row(y)).rstrip() for y in range(self.height))
        whole = "\n".join(lines)
        return whole.translate(ASCII) if ascii_only else whole

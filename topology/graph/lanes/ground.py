"""The rows on which lines may run, and more of them where none is free."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from topology.graph.lanes.rows import Rows
from topology.graph.lanes.stack import FREE

BEYOND = 1
NEAR = 3
"""Rows that a line goes out of its way rather than make the drawing higher, and may go out of it at all."""


class Ground:
    """Rows by key: an item's is its own (0 and above), that of a line's middle piece is below zero.

    Rows may be added while lines are routed, so everything is known by key, not by row.
    """

    def __init__(
        self, placed: Rows, lane: Sequence[int], spans: Sequence[tuple[int, int]], border: Sequence[int]
    ) -> None:
        self.item = placed.row
        self.top = placed.top
        self.bottom = placed.bottom
        self.height = placed.height
        self.lane = lane
        self.spans = spans
        self.border = border
        self.middle: list[int] = []
        self._keys: list[int] = []
        self._across: list[int] = []

    def row(self, key: int) -> int:
        """The row of a key, for now."""
        return self.item[key] if key >= 0 else self.middle[-1 - key]

    def lift(self, key: int) -> None:
        """Move a key up by one row."""
        if key >= 0:
            self.item[key] -= 1
        else:
            self.middle[-1 - key] -= 1

    def enter(self, gap: int, pins: Iterable[int]) -> None:
        """Go to a gap: ``pins`` are the items at its walls whose rows are taken."""
        self._keys = list(pins)
        self._across = [
            lane for lane, (first, last) in enumerate(self.spans) if first < gap <= last and self.border[lane]
        ]

    def fresh(self, one: int, other: int) -> int:
        """The key of a row that is all free in this gap: between two keys if possible, near to the second."""
        low, high = sorted((self.row(one), self.row(other)))
        target = self.row(other)
        options = [
            (max(low - row, row - high, 0), foreign, abs(row - target), row)
            for row, foreign in self.open_rows(one, other, {self.row(key) for key in self._keys}).items()
            if low - BEYOND <= row <= high + BEYOND
        ]
        return self.take(min(options)[3] if options else self.insert(one, other))

    def take(self, row: int) -> int:
        """The key of a row on which a line now runs in the middle of this gap."""
        self.middle.append(row)
        key = -len(self.middle)
        self._keys.append(key)
        return key

    def open_rows(self, one: int, other: int, closed: Container[int]) -> dict[int, bool]:
        """The rows between two keys and a little beyond; of each whether it leads through a lane of neither.

        Not those of ``closed``, of lanes' sides, and of other lines' middles.
        """
        low, high = sorted((self.row(one), self.row(other)))
        taken = {self.row(key) for key in self._keys if key < 0}
        for lane in self._across:
            taken.update((self.top[lane], self.bottom[lane]))
        own = {self.lane[key] for key in (one, other) if key >= 0}
        rows = range(max(0, low - NEAR), min(self.height, high + NEAR + 1))
        return {row: self._foreign(row, own) for row in rows if row not in taken and row not in closed}

    def _foreign(self, row: int, own: set[int]) -> bool:
        """Whether a row leads through a lane that neither end of the line belongs to."""
        return any(self.top[lane] < row < self.bottom[lane] for lane in self._across if lane not in own)

    def insert(self, one: int, other: int) -> int:
        """Add a row just before ``other`` is reached, outside of its lane if ``one`` is."""
        down = self.row(one) < self.row(other)
        lane = self.lane[other] if other >= 0 else FREE
        row = self.row(other) + (0 if down else 1)
        if lane != FREE:
            outside = self.top[lane] if down else self.bottom[lane] + 1
            if (outside > self.row(one)) if down else (outside <= self.row(one)):
                row = outside
        self.insert_at(row)
        return row

    def insert_at(self, row: int) -> None:
        """Add a row above this one."""
        self.item[:] = [each + (each >= row) for each in self.item]
        self.middle[:] = [each + (each >= row) for each in self.middle]
        self.top[:] = [each + (each >= row) for each in self.top]
        self.bottom[:] = [each + (each >= row) for each in self.bottom]
        self.height += 1

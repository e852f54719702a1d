"""The trunks of a gap side by side: an order in which few lines cross, then as close as they may stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from topology.graph.lanes.ground import Ground
from topology.graph.lanes.trunks import BACK, Gap, Trunk
from topology.graph.lanes.wires import LEFT, RIGHT

if TYPE_CHECKING:
    from topology.graph.lanes.tracks import Arc

PITCH = 2
"""Cells from one trunk to the next beside it."""

MARGIN = 1
"""Cells between the trunks and the chips (or sides of lanes) left and right of them."""


def pack(gap: Gap, arcs: Sequence[Arc], ground: Ground) -> None:
    """Set the ``x`` of all trunks and the width of the gap. ``arcs`` must be free of circles."""
    _Packing(gap, arcs, ground).pack()


class _Packing:
    def __init__(self, gap: Gap, arcs: Sequence[Arc], ground: Ground) -> None:
        self.gap = gap
        self.trunks = gap.trunks
        index = {id(trunk): place for place, trunk in enumerate(self.trunks)}
        self.arcs: dict[tuple[int, int], int] = {}
        for one, other, by in arcs:
            pair = index[id(one)], index[id(other)]
            self.arcs[pair] = max(self.arcs.get(pair, 1), 1 if by is None else 2)
        self.rows: list[tuple[dict[int, int], dict[int, int]]] = []
        self.extent: list[tuple[int, int]] = []
        for trunk in self.trunks:
            marks: tuple[dict[int, int], dict[int, int]] = ({}, {})
            for spot in trunk.spots:
                row = ground.row(spot.key)
                marks[spot.wall][row] = max(marks[spot.wall].get(row, 0), len(spot.mark))
            self.rows.append(marks)
            rows = [*marks[LEFT], *marks[RIGHT]]
            self.extent.append((min(rows), max(rows)))

    def pack(self) -> None:
        """Order, then place from the left."""
        order = self._ordered()
        widths = [1]
        placed: list[int] = []
        for one in order:
            trunk = self.trunks[one]
            x = max([MARGIN, *self.rows[one][LEFT].values()])
            for other in placed:
                apart = self._apart(other, one)
                if apart:
                    x = max(x, self.trunks[other].x + apart)
            trunk.x = x
            placed.append(one)
            widths.append(x + 1 + max([MARGIN, *self.rows[one][RIGHT].values()]))
        widths += [len(route.mark) for route in self.gap.routes]
        self.gap.width = max(widths)
        self._say_once()

    def _apart(self, left: int, right: int) -> int:
        """How many cells right of the first trunk the second must stand at least; 0: it does not matter."""
        if self.trunks[left].line == self.trunks[right].line:
            return 1
        apart = self.arcs.get((left, right), 0)
        (low, high), (top, bottom) = self.extent[left], self.extent[right]
        # One that ends on the row above that on which another begins would look like one with it.
        if low <= bottom + 1 and top <= high + 1:
            apart = max(apart, PITCH)
            for row, cells in self.rows[left][RIGHT].items():
                if cells and top <= row <= bottom:
                    apart = max(apart, cells + 1)
            for row, cells in self.rows[right][LEFT].items():
                if cells and low <= row <= high:
                    apart = max(apart, cells + 1)
        return apart

    def _ordered(self) -> list[int]:
        """All trunks from left to right: greedily, then each moved to where it is best."""
        size = len(self.trunks)
        gain = [[0] * size for _ in range(size)]
        for one in range(size):
            for other in range(one + 1, size):
                (low, high), (top, bottom) = self.extent[one], self.extent[other]
                if low <= bottom and top <= high:
                    more = self._crossed(one, other) - self._crossed(other, one)
                    gain[one][other], gain[other][one] = more, -more
        before: list[list[int]] = [[] for _ in range(size)]
        waiting = [0] * size
        for one, other in self.arcs:
            before[one].append(other)
            waiting[other] += 1
        total = [sum(each) for each in gain]
        order: list[int] = []
        left = set(range(size))
        while left:
            one = min([(total[each], self.extent[each], each) for each in left if not waiting[each]])[2]
            left.discard(one)
            order.append(one)
            for other in left:
                total[other] -= gain[other][one]
            for other in before[one]:
                waiting[other] -= 1
        self._move(order, gain)
        return order

    def _move(self, order: list[int], gain: list[list[int]]) -> None:
        for _ in range(3):
            moved = False
            for one in list(order):
                place = order.index(one)
                best, to, change = 0, place, 0
                for at in range(place + 1, len(order)):
                    if (one, order[at]) in self.arcs:
                        break
                    change += gain[order[at]][one]
                    if change < best:
                        best, to = change, at
                change = 0
                for at in range(place - 1, -1, -1):
                    if (order[at], one) in self.arcs:
                        break
                    change += gain[one][order[at]]
                    if change < best:
                        best, to = change, at
                if to != place:
                    order.insert(to, order.pop(place))
                    moved = True
            if not moved:
                return

    def _crossed(self, left: int, right: int) -> int:
        """Lines that cross one of two trunks because of how these stand to each other."""
        (low, high), (top, bottom) = self.extent[left], self.extent[right]
        own, others = self.rows[left], self.rows[right]
        found = sum(top < row < bottom and row not in others[LEFT] for row in own[RIGHT])
        return found + sum(low < row < high and row not in own[RIGHT] for row in others[LEFT])

    def _say_once(self) -> None:
        """Of two parts of a trunk, only the one that is reached first says what kind a line is."""
        parts: dict[int, list[Trunk]] = {}
        for trunk in sorted(self.trunks, key=lambda each: each.x):
            parts.setdefault(trunk.line, []).append(trunk)
        for several in parts.values():
            for first, second in pairwise(several):
                for one, wall in ((second, LEFT), (first, RIGHT)):
                    for spot in one.spots:
                        two = first if one is second else second
                        shared = any(each.key == spot.key for each in two.spots)
                        if spot.wall == wall and shared and BACK not in spot.mark:
                            spot.mark = ""

"""Rows that nothing needs are taken out again, each on a way of its own from left to right.

A way passes every column and every gap on a row where nothing runs but trunks, and
changes rows between them only where no line or side of a lane would be torn. What
is below it moves up by one. The order of rows within a column or gap stays the same, so
no line crosses another that it did not cross before.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from topology.graph.lanes.ground import Ground
from topology.graph.lanes.trunks import Gap


def carve(column: list[int], gaps: list[Gap], ground: Ground) -> None:
    """Draw the sides of lanes close to what is in them, then take out all the rows that can be."""
    carving = _Carving(column, gaps, ground)
    carving.tighten()
    while (way := carving.way()) is not None:
        carving.take_out(way)


class _Carving:
    """Blocks are, from left to right, gap 0, column 0, gap 1, column 1, …"""

    def __init__(self, column: list[int], gaps: list[Gap], ground: Ground) -> None:
        self.ground = ground
        count = len(gaps) - 1
        self.keys: list[list[int]] = [[] for _ in range(2 * count + 1)]
        for item, c in enumerate(column):
            self.keys[2 * c + 1].append(item)
        for number, gap in enumerate(gaps):
            seen = dict.fromkeys(gap.wall)
            seen.update(dict.fromkeys(spot.key for trunk in gap.trunks for spot in trunk.spots))
            self.keys[2 * number] += seen
        self.lanes: list[list[int]] = [[] for _ in self.keys]
        for lane, (first, last) in enumerate(ground.spans):
            if ground.border[lane]:
                for block in range(2 * first + 1, 2 * last + 2):
                    self.lanes[block].append(lane)

        # What two neighbouring blocks both hold fast.
        self.shared = [
            (set(keys) & set(more_keys), set(lanes) & set(more_lanes))
            for (keys, lanes), (more_keys, more_lanes) in pairwise(zip(self.keys, self.lanes, strict=True))
        ]

    def _rows(self, keys: Iterable[int], lanes: Iterable[int]) -> set[int]:
        ground = self.ground
        rows = {ground.row(key) for key in keys}
        for lane in lanes:
            rows.update((ground.top[lane], ground.bottom[lane]))
        return rows

    def tighten(self) -> None:
        """Move the sides of lanes inward over empty rows."""
        ground = self.ground
        for lane, (first, last) in enumerate(ground.spans):
            if not ground.border[lane]:
                continue
            rows = [
                ground.row(key)
                for block in range(2 * first + 1, 2 * last + 2, 2)
                for key in self.keys[block]
                if ground.lane[key] == lane
            ]
            gaps = range(2 * first + 2, 2 * last + 1, 2)
            taken = self._rows((key for block in gaps for key in self.keys[block]), ())
            tops = range(ground.top[lane], min(rows))
            bottoms = range(max(rows) + 1, ground.bottom[lane] + 1)
            ground.top[lane] = max(row for row in tops if row == tops.start or row not in taken)
            ground.bottom[lane] = min(row for row in bottoms if row == bottoms.stop - 1 or row not in taken)

    def way(self) -> list[int] | None:
        """A row to take out of each block, as straight a way as there is; ``None`` if there is none."""
        height = self.ground.height
        taken = [self._rows(keys, lanes) for keys, lanes in zip(self.keys, self.lanes, strict=True)]
        costs = {row: 0 for row in range(height) if row not in taken[0]}
        before: list[dict[int, int]] = []
        for block in range(1, len(taken)):
            walls = self._rows(*self.shared[block - 1])
            came = _nearest(costs, [-1, *sorted(walls), height])
            costs = {row: cost for row, (cost, _) in came.items() if row not in taken[block]}
            if not costs:
                return None
            before.append({row: came[row][1] for row in costs})
        if not costs:
            return None
        row = min(costs, key=lambda row: (costs[row], row))
        way = [row]
        for back in reversed(before):
            row = back[row]
            way.append(row)
        return way[::-1]

    def take_out(self, way: list[int]) -> None:
        """Move up what is below a way."""
        ground = self.ground
        moved: set[int] = set()
        lowered: set[int] = set()
        for block, row in enumerate(way):
            for key in self.keys[block]:
                if ground.row(key) > row:
                    moved.add(key)
            for lane in self.lanes[block]:
                if ground.top[lane] > row:
                    lowered.add(lane)
        bottoms = {
            lane for block, row in enumerate(way) for lane in self.lanes[block] if ground.bottom[lane] > row
        }
        for key in moved:
            ground.lift(key)
        for lane in lowered:
            ground.top[lane] -= 1
        for lane in bottoms:
            ground.bottom[lane] -= 1
        ground.height -= 1


def _nearest(costs: dict[int, int], walls: list[int]) -> dict[int, tuple[int, int]]:
    """For every row between two walls the cheapest to come from, if there is any, and what it costs in all.

    Between two things that both blocks hold fast, a row costs as much as it is away.
    """
    found: dict[int, tuple[int, int]] = {}
    for above, below in pairwise(walls):
        for rows in (range(above + 1, below), range(below - 1, above, -1)):
            last: tuple[int, int] | None = None
            for row in rows:
                if last is not None:
                    last = last[0] + 1, last[1]
                if row in costs and (last is None or (costs[row], row) < last):
                    last = costs[row], row
                if last is not None and (row not in found or last < found[row]):
                    found[row] = last
    return found

"""The rows on which lines get from the trunk of their source to the trunk of their target.

Two lines cross left of their middle pieces if they change places between their starts and
these, and right of them if they do so between these and their ends. A row is best
where that happens least.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from topology.graph.lanes.ground import Ground
from topology.graph.lanes.trunks import Connection
from topology.graph.lanes.wires import LEFT, RIGHT

CROSSING = 2
EXTRA = 1
SHARED = 3
INSERT = 3
"""What it costs to cross a line, to take a free row, to take one on which another line ends or
begins at a wall, and to make the drawing a row higher."""


def choose_middles(
    both: Sequence[Connection], direct: Sequence[Connection], wall: dict[int, int], ground: Ground
) -> None:
    """Set the middle of connections that have a fork and a join (``both``), among those that have not."""
    if both:
        _Choice(both, direct, wall, ground).choose()


class _Choice:
    def __init__(
        self, both: Sequence[Connection], direct: Sequence[Connection], wall: dict[int, int], ground: Ground
    ) -> None:
        self.both = both
        self.direct = direct
        self.wall = wall
        self.ground = ground
        self.settled: list[tuple[Connection, int]] = []
        arriving: dict[int, int] = {}
        for each in direct:
            arriving[each.sink] = arriving.get(each.sink, 0) + 1
        for each in direct:
            self.settled.append((each, each.sink if arriving[each.sink] == 1 else each.sources[0]))
        self.left: set[int] = set()
        self.right: set[int] = set()
        self.closed: set[int] = set()

    def choose(self) -> None:
        row = self.ground.row

        def climb(each: Connection) -> tuple[int, int, tuple[int, ...]]:
            return abs(row(each.sources[0]) - row(each.sink)), each.sink, each.sources

        self._look()
        for each in sorted(self.both, key=climb):
            each.middle = self._middle(each)
            self.settled.append((each, each.middle))
            self.closed.add(row(each.middle))

    def _look(self) -> None:
        """Learn which rows are taken, and how."""
        row = self.ground.row
        self.left = {row(key) for key, side in self.wall.items() if side == LEFT}
        self.right = {row(key) for key, side in self.wall.items() if side == RIGHT}
        # On these a line runs from wall to wall, or that of a pin is somebody's middle already.
        self.closed = {row(key) for each, key in self.settled if each.middle is not None}
        for each in self.direct:
            self.closed.update(row(each.sink) for source in each.sources if row(source) == row(each.sink))

    def _middle(self, each: Connection) -> int:
        ground, wall = self.ground, self.wall
        source, sink = each.sources[0], each.sink
        start, end = ground.row(source), ground.row(sink)
        low, high = min(start, end), max(start, end)
        cost = self._crossings(each)
        # (cost, how far from the end, row, key): the row of a pin, a whole one, or one to be made
        options: list[tuple[float, float, float, int | None]] = []
        if (
            len(each.sources) == 1
            and wall.get(source) == LEFT
            and start not in self.closed
            and (start == end or start not in self.right)
        ):
            options.append((cost(start), high - low, start, source))
        if wall.get(sink) == RIGHT and end not in self.closed:
            options.append((cost(end), 0, end, sink))
        if not options or min(options)[0] > 0:
            own = {ground.row(key) for o in (*self.both, *self.direct) if o.sink == sink for key in o.sources}
            own |= {ground.row(o.sink) for o in (*self.both, *self.direct) if o.sources == each.sources}
            for row, foreign in ground.open_rows(source, sink, self.closed | own).items():
                beyond = max(low - row, row - high, 0)
                extra = SHARED if row in self.right or row in self.left else EXTRA
                options.append((cost(row) + extra + beyond + foreign, abs(row - end), row, None))
            for above in range(low + 1, high + 1):
                options.append((cost(above - 0.5) + INSERT, abs(above - 0.5 - end), above - 0.5, None))
        if not options:
            new = ground.insert(source, sink)
            self._look()
            return ground.take(new)
        _, _, best, key = min(options, key=lambda option: option[:3])
        if key is not None:
            return key
        if best != int(best):
            best += 0.5
            ground.insert_at(int(best))
            self._look()
        return ground.take(int(best))

    def _crossings(self, each: Connection) -> Callable[[float], int]:
        """What the crossings cost that each row would bring to a connection."""
        ground = self.ground
        source, sink = ground.row(each.sources[0]), ground.row(each.sink)
        above: list[int] = []
        below: list[int] = []
        for other, middle in self.settled:
            level = ground.row(middle)
            if other.sources != each.sources:
                start = ground.row(other.sources[0])
                if start != source:
                    (above if start < source else below).append(level)
            if other.sink != each.sink:
                end = ground.row(other.sink)
                if end != sink:
                    (above if end < sink else below).append(level)
        above.sort()
        below.sort()
        count = len(above)
        return lambda row: CROSSING * (count - bisect_right(above, row) + bisect_left(below, row))

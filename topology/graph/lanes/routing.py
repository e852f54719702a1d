"""Lines through the gap between two columns: which of them share a trunk.

A line reads from left to right. What leaves one chip may share a trunk (a fork), and so
may all that arrives at one (a join); a trunk with several lines on both sides stands only
where each on the left leads to each on the right. So whoever follows a line to a trunk
may leave it on any line to the right, and is never wrong. Only lines back run to the left.
"""

from __future__ import annotations

from collections.abc import Sequence

from topology.graph.lanes.ground import Ground
from topology.graph.lanes.middles import choose_middles
from topology.graph.lanes.sharing import Mark, connections
from topology.graph.lanes.trunks import BACK, Connection, Gap, Route, Spot, Step, Trunk
from topology.graph.lanes.wires import LEFT, RIGHT, Flow

_MIRRORED = str.maketrans("▶▷", "◀◁")


def gap(number: int, flows: Sequence[Flow], ground: Ground, mark: Mark, tight: bool = True) -> Gap:
    """Connect all flows through a gap. Takes rows from the ground, and adds some where none is left."""
    wall: dict[int, int] = {}
    for flow in flows:
        wall[flow.source], wall[flow.sink] = flow.source_wall, flow.sink_wall
    ground.enter(number, wall)
    return _Routing(wall, connections(flows, ground, mark, tight), ground).gap()


class _Routing:
    def __init__(self, wall: dict[int, int], lines: Sequence[Connection], ground: Ground) -> None:
        self.wall = wall
        self.lines = lines
        self.ground = ground
        self.made = Gap(wall, [], [], [])
        self.forks: dict[tuple[int, ...], Trunk] = {}
        self.joins: dict[int, Trunk] = {}

    def gap(self) -> Gap:
        made, wall = self.made, self.wall
        leaving: dict[tuple[int, ...], int] = {}
        arriving: dict[int, int] = {}
        for line in self.lines:
            leaving[line.sources] = leaving.get(line.sources, 0) + 1
            arriving[line.sink] = arriving.get(line.sink, 0) + 1
        for sources, count in leaving.items():
            if count > 1 or len(sources) > 1:
                spots = [self._source(key) for key in sources]
                self.forks[sources] = Trunk(spots, sources[0], len(sources) > 1)
        for sink, count in arriving.items():
            if count > 1:
                self.joins[sink] = Trunk([self._sink(sink)], sink)
                if sink not in wall:
                    made.after.append((self.joins[sink], self.forks[sink,], sink))
        both = [line for line in self.lines if line.sources in self.forks and line.sink in self.joins]
        direct = [line for line in self.lines if not (line.sources in self.forks and line.sink in self.joins)]
        choose_middles(both, direct, wall, self.ground)
        routes: dict[int, Route] = {}
        for line in self.lines:
            trunks = self._connect(line)
            for flow in line.flows:
                route = routes.setdefault(id(flow), Route(flow, flow.source, flow.sink, []))
                # From a meeting row lines part that came there from several sources.
                enter = flow.source if flow.source in line.sources else line.sources[0]
                for trunk, leave in trunks:
                    route.steps.append(Step(trunk, enter, leave))
                    enter = leave
                if not trunks:
                    route.mark = line.mark
        made.routes += routes.values()
        made.trunks += [*self.forks.values(), *self.joins.values()]
        return made

    def _source(self, key: int, mark: str = "") -> Spot:
        """Where a line comes to a trunk from its start."""
        wall = self.wall.get(key, LEFT)
        return Spot(key, wall, mark + BACK if wall == RIGHT else mark)

    def _sink(self, key: int, mark: str = "") -> Spot:
        """Where a line goes from a trunk to its end."""
        wall = self.wall.get(key, RIGHT)
        return Spot(key, wall, _backward(mark) + BACK if wall == LEFT else mark)

    def _connect(self, line: Connection) -> list[tuple[Trunk, int]]:
        """Put a line on its trunks; gives these, each with the row on which the line leaves it."""
        fork, join, middle = self.forks.get(line.sources), self.joins.get(line.sink), line.middle
        if fork is not None and join is not None and middle is not None:
            fork.spots.append(Spot(middle, RIGHT))
            join.spots.append(Spot(middle, LEFT, line.mark))
            self.made.after.append((fork, join, middle))
            return [(fork, middle), (join, line.sink)]
        if fork is not None:
            fork.spots.append(self._sink(line.sink, line.mark))
            return [(fork, line.sink)]
        start, end = line.sources[0], line.sink
        if join is not None:
            join.spots.append(self._source(start, line.mark))
            return [(join, end)]
        if self.wall[start] != self.wall[end] and self.ground.row(start) == self.ground.row(end):
            return []
        trunk = Trunk([self._source(start), self._sink(end, line.mark)], start)
        self.made.trunks.append(trunk)
        return [(trunk, end)]


def _backward(mark: str) -> str:
    """A mark for a line to the left: everything the other way round, but for figures."""
    line, figures, head = mark[:1], mark[1:].rstrip("?▶▷"), mark[1:].lstrip("0123456789/")
    return head[::-1].translate(_MIRRORED) + figures + line

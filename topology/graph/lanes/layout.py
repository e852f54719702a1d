"""From a scene to a drawing: where everything stands, then every character."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from topology.graph.edge import STRENGTHS
from topology.graph.lanes.carving import carve
from topology.graph.lanes.columns import columns, spread
from topology.graph.lanes.drawing import Drawing
from topology.graph.lanes.ground import Ground
from topology.graph.lanes.look import Look
from topology.graph.lanes.ordering import order
from topology.graph.lanes.painting import Painting
from topology.graph.lanes.routing import gap
from topology.graph.lanes.rows import rows
from topology.graph.lanes.scene import Kind, Scene, scene
from topology.graph.lanes.stack import FREE, Stack
from topology.graph.lanes.tracks import place
from topology.graph.lanes.trunks import Gap
from topology.graph.lanes.view import View
from topology.graph.lanes.wires import Flow, Wires, wires
from topology.graph.order import natural
from topology.graph.topology import Topology


def draw(topology: Topology, view: View, look: Look | None = None) -> Drawing:
    """The drawing of a view; the same whenever it is asked for."""
    look = look or Look()
    shown = scene(topology, view, look.names)
    return Layout(shown, [view.distance.get(node.members[0], 0) for node in shown.nodes]).painted(look)


Told = Callable[[float], None]
"""Is told what share of a layout is done, now and then; what it raises ends the work."""


def _quiet(_: float) -> None:
    pass


ORDERED = 0.4
"""The share of the work that is done when everything is in order."""


class Layout:
    """Where everything of a scene stands, but for the widths of texts."""

    def __init__(self, shown: Scene, distance: Sequence[int] = (), told: Told = _quiet) -> None:
        """``distance`` of each node from the focus, below zero for what needs it."""
        self.scene = shown
        nodes, links = shown.nodes, shown.links
        lanes = [node.lane for node in nodes]
        pairs = sorted({(link.source, link.target) for link in links})
        ends = [(link.source, link.target) for link in links]
        self.column = columns(len(nodes), pairs, distance, shown.focus)
        spread(self.column, lanes, pairs)
        framed = any(band.teams for band in shown.bands)
        self.border = [int(framed and not band.flat) for band in shown.bands]
        kinds: list[set[Kind]] = [set() for _ in nodes]
        for link in links:
            kinds[link.target].add(link.kind)
        self.mixed = [len(each) > 1 for each in kinds]
        self.wires = wires(self.column, ends, self.mixed)
        self.spans = [(0, 0)] * len(shown.bands)
        for lane in range(len(shown.bands)):
            own = [c for c, other in zip(self.column, lanes, strict=True) if other == lane]
            self.spans[lane] = min(own), max(own)
        lines = range(len(nodes), len(self.wires.column))
        self.lane = lanes + [self._lane_of_line(item, lanes) for item in lines]
        before, behind, beside = _neighbours(self.wires)
        stack = Stack(self.wires.column, self.lane, self.spans)
        names = [natural(band.title) for band in shown.bands]
        order(stack, before, behind, beside, self._keys(), names, lambda share: told(share * ORDERED))
        placed = rows(stack, before, behind, ends, self.border)
        self.ground = Ground(placed, self.lane, self.spans, self.border)
        self.gaps: list[Gap] = []
        for number, flows in enumerate(self.wires.gaps):
            told(ORDERED + (1 - ORDERED) * number / len(self.wires.gaps))
            self.gaps.append(self._gap(number, flows))
        carve(self.wires.column, self.gaps, self.ground)

    def _keys(self) -> list[tuple[int, int, str, int]]:
        """The order of what stands alike: hard before soft before async before redundant, then by name."""
        size = len(self.scene.nodes)
        kinds: list[tuple[list[int], list[int]]] = [([], []) for _ in range(size)]
        for link in self.scene.links:
            rank = STRENGTHS.index(link.kind.strength) + (len(STRENGTHS) if link.kind.ratio else 0)
            kinds[link.target][0].append(rank)
            kinds[link.source][1].append(rank)
        keys = [
            (min(into, default=0), min(out, default=0), natural(node.text.removeprefix("? ")), number)
            for number, (node, (into, out)) in enumerate(zip(self.scene.nodes, kinds, strict=True))
        ]
        return [*keys, *((0, 0, "", item) for item in range(size, len(self.wires.column)))]

    def _lane_of_line(self, item: int, lanes: list[int]) -> int:
        """A line passes a column inside its lane if it has something to do with the lane at both ends."""
        made, links = self.wires, self.scene.links
        own = lanes[made.chip[item]]
        first, last = self.spans[own]
        if not first <= made.column[item] <= last:
            return FREE
        others = [links[n].target if made.leaving[item] else links[n].source for n in made.links[item]]
        inside = [lanes[other] == own for other in others]
        return own if (all(inside) if made.backward[item] else any(inside)) else FREE

    def _gap(self, number: int, flows: list[Flow]) -> Gap:
        made = gap(number, flows, self.ground, self._mark)
        if not place(made, self.ground):
            made = gap(number, flows, self.ground, self._mark, tight=False)
            place(made, self.ground)
        return made

    def _mark(self, flow: Flow) -> str:
        """What a line must say of its kind where it joins others of other kinds: nothing, if it is hard."""
        link = self.scene.links[flow.links[0]]
        if not flow.entry or not self.mixed[link.target]:
            return ""
        kind = link.kind
        if kind == Kind("hard"):
            return ""
        return kind.line + kind.ratio + kind.head

    def painted(self, look: Look) -> Drawing:
        """Every character of it."""
        return Painting(self.scene, self, look).drawing()


def _neighbours(made: Wires) -> tuple[list[list[int]], list[list[int]], list[list[int]]]:
    """Of each item those that lines lead to in the column before, in the one behind, and in its own."""
    size = len(made.column)
    before: list[list[int]] = [[] for _ in range(size)]
    behind: list[list[int]] = [[] for _ in range(size)]
    beside: list[list[int]] = [[] for _ in range(size)]
    seen: set[tuple[int, int]] = set()
    for flows in made.gaps:
        for flow in flows:
            one, other = flow.source, flow.sink
            if (one, other) in seen:
                continue
            seen.add((one, other))
            if made.column[one] == made.column[other]:
                beside[one].append(other)
                beside[other].append(one)
            else:
                if made.column[one] > made.column[other]:
                    one, other = other, one
                behind[one].append(other)
                before[other].append(one)
    return before, behind, beside

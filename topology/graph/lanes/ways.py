"""The way of every line over the canvas, corner by corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from topology.graph.lanes.drawing import Drawn
from topology.graph.lanes.scene import Scene
from topology.graph.lanes.widths import Widths

if TYPE_CHECKING:
    from topology.graph.lanes.layout import Layout

Corner = tuple[int, int]


def ways(shown: Scene, layout: Layout, widths: Widths) -> tuple[Drawn, ...]:
    """Every link with its corners, from the cell behind its source to the arrowhead at its target."""
    row = layout.ground.row
    routes = {id(route.flow): (n, route) for n, gap in enumerate(layout.gaps) for route in gap.routes}
    found = []
    for link, flows in zip(shown.links, layout.wires.ways, strict=True):
        corners = [(widths.chip(link.source)[1], row(link.source))]
        for flow in flows:
            number, route = routes[id(flow)]
            for step in route.steps:
                x = widths.gap_at[number] + step.trunk.x
                corners += [(x, row(step.enter)), (x, row(step.leave))]
        target = layout.column[link.target]
        corners.append((widths.chip_at[target] - 1, row(link.target)))
        back = target <= layout.column[link.source]
        found.append(Drawn(link.edges, link.source, link.target, link.kind.role, back, _distinct(corners)))
    return tuple(found)


def _distinct(corners: list[Corner]) -> tuple[Corner, ...]:
    """Corners without those on the straight way between their neighbours."""
    kept: list[Corner] = []
    for corner in corners:
        if kept and kept[-1] == corner:
            continue
        if len(kept) > 1 and any(kept[-2][axis] == kept[-1][axis] == corner[axis] for axis in (0, 1)):
            kept.pop()
        kept.append(corner)
    return tuple(kept)

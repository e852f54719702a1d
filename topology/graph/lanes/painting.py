"""Every character of a drawing, once it is known where everything stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from topology.graph.lanes.canvas import AFTER, BEFORE, DOWN, JOINTS, THROUGH, THROUGH_DOUBLE, UP, Canvas
from topology.graph.lanes.drawing import Chip, Drawing, Lane
from topology.graph.lanes.look import Look
from topology.graph.lanes.measure import fitted
from topology.graph.lanes.scene import Scene
from topology.graph.lanes.stack import FREE
from topology.graph.lanes.trunks import BACK, Gap, Route, Spot, Trunk
from topology.graph.lanes.ways import ways
from topology.graph.lanes.widths import Widths
from topology.graph.lanes.wires import LEFT, RIGHT

if TYPE_CHECKING:
    from topology.graph.lanes.layout import Layout


class Painting:
    """Strokes in order: sides of lanes, lines along rows, trunks, chips, titles."""

    def __init__(self, shown: Scene, layout: Layout, look: Look) -> None:
        self.scene = shown
        self.layout = layout
        self.look = look
        self.widths = Widths(shown, layout, look)
        self.canvas = Canvas(self.widths.width, layout.ground.height, look.measure)

    def drawing(self) -> Drawing:
        """Put everything on the canvas."""
        layout = self.layout
        lanes = self._lanes()
        framed = [lane for lane, border in zip(lanes, layout.border, strict=True) if border]
        self._borders(framed)
        chips = self._places()
        self._lines(chips)
        for number, gap in enumerate(layout.gaps):
            self._gap(number, gap, lanes)
        self._chips(chips)
        self._titles(framed)
        return Drawing(
            width=self.canvas.width,
            height=layout.ground.height,
            chips=tuple(chips),
            lanes=tuple(lanes),
            edges=ways(self.scene, layout, self.widths),
            focus=self.scene.focus,
            hidden=self.scene.hidden,
            aside=self.scene.aside,
            canvas=self.canvas,
        )

    # Lanes and chips

    def _lanes(self) -> list[Lane]:
        ground, widths = self.layout.ground, self.widths
        lanes = []
        for number, (band, (first, last)) in enumerate(zip(self.scene.bands, self.layout.spans, strict=True)):
            left, right = widths.start[first], widths.end[last] - 1
            top, bottom = ground.top[number], ground.bottom[number]
            framed = bool(self.layout.border[number])
            lanes.append(Lane(band.teams, band.title, top, bottom, left, right, framed))
        return lanes

    def _borders(self, framed: list[Lane]) -> None:
        put = self.canvas.put
        for lane in framed:
            role = "border" if lane.teams else "unowned"
            across = "─" * (lane.right - lane.left - 1)
            put(lane.left, lane.top, f"╭{across}╮", role)
            for y in range(lane.top + 1, lane.bottom):
                put(lane.left, y, "│", role)
                put(lane.right, y, "│", role)
            put(lane.left, lane.bottom, f"╰{across}╯", role)

    def _places(self) -> list[Chip]:
        """Where each chip stands."""
        chips = []
        for number, node in enumerate(self.scene.nodes):
            start, end = self.widths.chip(number)
            chips.append(
                Chip(
                    ref=node.ref,
                    members=node.members,
                    row=self.layout.ground.row(number),
                    start=start,
                    end=end,
                    lane=node.lane,
                    column=self.layout.column[number],
                    role=node.role,
                    hidden=node.hidden,
                    inner=node.inner,
                )
            )
        return chips

    def _chips(self, chips: list[Chip]) -> None:
        put, measure = self.canvas.put, self.look.measure
        for chip, pieces in zip(chips, self.widths.pieces, strict=True):
            focus = chip.role == "focus"
            put(chip.start, chip.row, "▐" if focus else " ", "rim" if focus else chip.role)
            x = chip.start + 1
            for text, role in pieces:
                self.canvas.write(x, chip.row, text, role)
                x += measure(text)
            put(x, chip.row, "▌" if focus else " ", "rim" if focus else chip.role)

    def _titles(self, framed: list[Lane]) -> None:
        """Each lane's title on its upper side, as far as no line comes through there."""
        row = self.layout.ground.row
        tops = {lane.top for lane in framed}
        through: dict[int, list[int]] = {}
        for start, gap in zip(self.widths.gap_at, self.layout.gaps, strict=True):
            for trunk in gap.trunks:
                rows = [row(spot.key) for spot in trunk.spots]
                for y in range(min(rows), max(rows) + 1):
                    if y in tops:
                        through.setdefault(y, []).append(start + trunk.x)
        for lane in framed:
            stop = min([x for x in through.get(lane.top, ()) if x > lane.left], default=lane.right)
            room = min(stop, lane.right) - lane.left - 3
            if room > 0:
                title = fitted(lane.title, room, self.look.measure)
                self.canvas.write(lane.left + 1, lane.top, f" {title} ", "title" if lane.teams else "unowned")

    # Lines along rows

    def _look(self, links: Iterable[int]) -> tuple[str, str]:
        """Character and role of a line that carries these links."""
        kinds = {self.scene.links[link].kind for link in links}
        if len(kinds) == 1:
            kind = kinds.pop()
            return kind.line, kind.role
        lines = {kind.line for kind in kinds}
        roles = {kind.role for kind in kinds}
        return lines.pop() if len(lines) == 1 else "─", roles.pop() if len(roles) == 1 else "edge"

    def _lines(self, chips: list[Chip]) -> None:
        """Lines through the columns: to chips, from them, and past them."""
        layout, widths = self.layout, self.widths
        arriving: list[list[int]] = [[] for _ in chips]
        leaving: list[list[int]] = [[] for _ in chips]
        for number, link in enumerate(self.scene.links):
            leaving[link.source].append(number)
            arriving[link.target].append(number)
        for number, chip in enumerate(chips):
            c = chip.column
            if leaving[number]:
                self._along(c, chip.end, widths.end[c], chip.row, leaving[number], chip.lane)
            if arriving[number]:
                self._along(c, widths.start[c], widths.chip_at[c], chip.row, arriving[number], chip.lane)
                self._head(number, chip, arriving[number])
        made = layout.wires
        for item in range(len(chips), len(made.column)):
            c = made.column[item]
            row, lane = layout.ground.row(item), layout.lane[item]
            self._along(c, widths.start[c], widths.end[c], row, made.links[item], lane, made.backward[item])

    def _head(self, number: int, chip: Chip, links: list[int]) -> None:
        final = self.widths.final[number]
        if final is not None:
            at = self.widths.chip_at[chip.column]
            self.canvas.put(at - len(final.head), chip.row, final.head, self._look(links)[1])
            if final.ratio:
                self.canvas.put(at, chip.row, f" {final.ratio}", final.role)

    def _along(
        self, c: int, start: int, end: int, row: int, links: list[int], lane: int, back: bool = False
    ) -> None:
        """A line along a row of a column, from ``start`` to before ``end``, through the sides of its lane."""
        put, widths = self.canvas.put, self.widths
        line, role = self._look(links)
        role = "back" if back else role
        put(start, row, line * (end - start), role)
        if lane == FREE or not self.layout.border[lane]:
            return
        through = THROUGH_DOUBLE if line == "═" else THROUGH
        crossing = self._crossing(links, role)
        first, last = self.layout.spans[lane]
        if first == c and start == widths.start[c]:
            put(start, row, through, crossing)
        if last == c and end == widths.end[c]:
            put(end - 1, row, through, crossing)

    def _crossing(self, links: Iterable[int], role: str) -> str:
        """The role of the cell in which a line passes the side of a lane."""
        return "crossing" if any(self.scene.links[link].crossing for link in links) else role

    # Gaps

    def _gap(self, number: int, gap: Gap, lanes: list[Lane]) -> None:
        """Lines along rows, then the trunks over them."""
        left = self.widths.gap_at[number]
        carried: dict[int, list[int]] = {}
        on_trunk: dict[int, list[int]] = {}
        for route in gap.routes:
            links = route.flow.links
            for key in _keys(route):
                carried.setdefault(key, []).extend(links)
            for step in route.steps:
                on_trunk.setdefault(id(step.trunk), []).extend(links)
            if not route.steps:
                self._straight(left, gap.width, route)
        self._rows(left, gap, carried)
        across = [
            lane
            for lane, (first, last) in enumerate(self.layout.spans)
            if first < number <= last and self.layout.border[lane]
        ]
        for trunk in gap.trunks:
            self._trunk(left + trunk.x, trunk, on_trunk[id(trunk)], [(n, lanes[n]) for n in across])
            for spot in trunk.spots:
                if spot.mark:
                    self._mark(left + trunk.x, spot, carried[spot.key])

    def _straight(self, left: int, width: int, route: Route) -> None:
        line, role = self._look(route.flow.links)
        row = self.layout.ground.row(route.start)
        self.canvas.put(left, row, line * width, role)
        self.canvas.put(left, row, route.mark, role)

    def _rows(self, left: int, gap: Gap, carried: dict[int, list[int]]) -> None:
        """Lines from wall to trunk, trunk to trunk, and trunk to wall."""
        places: dict[int, list[int]] = {}
        backward: set[int] = set()
        for trunk in gap.trunks:
            for spot in trunk.spots:
                places.setdefault(spot.key, []).append(left + trunk.x)
                if BACK in spot.mark:
                    backward.add(spot.key)
        for key, xs in places.items():
            line, role = self._look(carried[key])
            wall = gap.wall.get(key)
            start = left if wall == LEFT else min(xs)
            end = left + gap.width if wall == RIGHT else max(xs) + 1
            row = self.layout.ground.row(key)
            self.canvas.put(start, row, line * (end - start), "back" if key in backward else role)

    def _trunk(self, x: int, trunk: Trunk, links: list[int], across: list[tuple[int, Lane]]) -> None:
        """A trunk, through the sides of lanes that it has to do with, and over those of others."""
        row, put = self.layout.ground.row, self.canvas.put
        role = self._look(links)[1]
        sides: dict[int, int] = {}
        for spot in trunk.spots:
            y = row(spot.key)
            sides[y] = sides.get(y, 0) | (BEFORE if spot.wall == LEFT else AFTER)
        low, high = min(sides), max(sides)
        for y in range(low, high + 1):
            shape = sides.get(y, 0) | (UP if y > low else 0) | (DOWN if y < high else 0)
            put(x, y, JOINTS[shape], role)
        if across:
            nodes = self.scene.nodes
            ends = [end for n in links for end in (self.scene.links[n].source, self.scene.links[n].target)]
            own = {nodes[end].lane for end in ends}
            for number, lane in across:
                if number in own:
                    for y in (lane.top, lane.bottom):
                        if low < y < high:
                            put(x, y, THROUGH, self._crossing(links, role))

    def _mark(self, x: int, spot: Spot, links: list[int]) -> None:
        row, mark = self.layout.ground.row(spot.key), spot.mark
        start = x - len(mark) if spot.wall == LEFT else x + 1
        self.canvas.put(start, row, mark, self._look(links)[1])
        if BACK in mark:
            self.canvas.put(start + mark.index(BACK), row, BACK, "back")


def _keys(route: Route) -> list[int]:
    """The rows along which a route runs."""
    keys = [route.start, route.end]
    for step in route.steps:
        keys += (step.enter, step.leave)
    return list(dict.fromkeys(keys))

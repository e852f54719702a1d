"""Moving from chip to chip: along lines, back again, and to every one of them."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from topology.graph.lanes.drawing import Drawing
from topology.graph.lanes.layout import draw
from topology.graph.lanes.view import around, everything
from topology.graph.lanes.walk import NEEDS, USERS, Walk
from topology.model.reference import Ref

PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=24)


def drawn(graph_of: Any, pairs: list[tuple[int, int]], focused: bool) -> Drawing:
    topology = graph_of(10, [pair for pair in pairs if pair[0] != pair[1]])
    start = Ref("component:n0")
    return draw(topology, around(topology, start, 2, lean=True) if focused else everything(topology))


@settings(max_examples=60, deadline=None)
@given(pairs=PAIRS, focused=st.booleans())
def test_every_chip_is_reached_and_down_leads_back_up(
    graph_of: Any, pairs: list[tuple[int, int]], focused: bool
) -> None:
    drawing = drawn(graph_of, pairs, focused)
    walk = Walk(drawing)
    at = first = walk.along(0, -len(drawing.chips))
    seen = [first]
    while (below := walk.along(at, 1)) != at:
        assert walk.along(below, -1) == at
        one, other = drawing.chips[at], drawing.chips[below]
        assert (one.column, one.row) < (other.column, other.row)
        at = below
        seen.append(at)
    assert sorted(seen) == list(range(len(drawing.chips)))


@settings(max_examples=60, deadline=None)
@given(pairs=PAIRS, focused=st.booleans(), way=st.sampled_from([USERS, NEEDS]), first=st.integers(0, 9))
def test_sideways_follows_a_line_and_leads_back(
    graph_of: Any, pairs: list[tuple[int, int]], focused: bool, way: int, first: int
) -> None:
    drawing = drawn(graph_of, pairs, focused)
    walk = Walk(drawing)
    lines = {(line.source, line.target) for line in drawing.edges}
    at = first % len(drawing.chips)
    for _ in range(6):
        to = walk.aside(at, way)
        if to is None:
            assert at not in {line[0 if way == NEEDS else 1] for line in lines}
            return
        assert ((at, to) if way == NEEDS else (to, at)) in lines
        assert walk.aside(to, -way) == at
        assert walk.aside(at, way) == to
        at = to


def test_the_nearest_comes_first_and_lines_that_run_back_last(graph_of: Any) -> None:
    topology = graph_of(4, [(0, 1), (0, 2), (2, 3), (3, 0)])
    drawing = draw(topology, around(topology, Ref("component:n0"), 3))
    walk = Walk(drawing)
    at = drawing.focus
    to = walk.aside(at, NEEDS)
    assert to is not None
    here = drawing.chips[at]
    assert drawing.chips[to].column > here.column
    rows = [abs(drawing.chips[each.target].row - here.row) for each in drawing.edges if each.source == at]
    assert abs(drawing.chips[to].row - here.row) == min(rows)


def test_pages_and_ends_stay_in_the_column_first(org: Any) -> None:
    written = org()
    written.component("core", owner="core")
    for number in range(12):
        written.component(f"u{number:02}", "core", owner=f"t{number % 4}")
    topology = written.topology()
    drawing = draw(topology, around(topology, Ref("component:core"), 1))
    walk = Walk(drawing)
    users = sorted((chip.row, at) for at, chip in enumerate(drawing.chips) if chip.column == 0)
    top, bottom = users[0][1], users[-1][1]
    assert walk.end(users[4][1], -1) == top
    assert walk.end(users[4][1], 1) == bottom
    assert walk.end(bottom, 1) == drawing.focus
    assert walk.page(top, 8) not in (top, bottom)
    assert drawing.chips[walk.page(top, 8)].column == 0
    assert walk.page(top, 1000) == bottom
    assert walk.page(bottom, 8) == drawing.focus
    assert walk.page(drawing.focus, -8) == bottom

"""How far things are, how strongly they are tied, and by how many ways: also in circles and diamonds."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import topology.graph.counting as counting
from topology.graph.counting import Count, strongest, way_counts
from topology.graph.neighbours import TIES, neighbours
from topology.graph.reach import between
from topology.model.reference import Ref

Graph = list[list[int]]


@st.composite
def graphs(draw: Any) -> Graph:
    size = draw(st.integers(2, 7))
    pairs = draw(st.sets(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=20))
    return [sorted({b for a, b in pairs if a == node and a != b}) for node in range(size)]


def simple_ways(graph: Graph, starts: set[int]) -> dict[int, int]:
    """Every way, walked."""
    found: dict[int, int] = {}

    def walk(way: list[int]) -> None:
        for other in graph[way[-1]]:
            if other not in way and other not in starts:
                found[other] = found.get(other, 0) + 1
                walk([*way, other])

    for start in starts:
        walk([start])
    return found


@given(graphs(), st.sets(st.integers(0, 1), min_size=1))
def test_ways_are_those_that_visit_nothing_twice(graph: Graph, starts: set[int]) -> None:
    assert way_counts(graph, starts) == {n: Count(ways) for n, ways in simple_ways(graph, starts).items()}


@given(graphs(), st.sets(st.integers(0, 1), min_size=1), st.sets(st.integers(0, 6)))
def test_what_lies_on_ways_to_somewhere_is_all_that_their_number_and_strength_need(
    graph: Graph, starts: set[int], ends: set[int]
) -> None:
    back = [[node for node, others in enumerate(graph) if at in others] for at in range(len(graph))]
    among = between(graph, back, starts, ends)
    links = [[(other, (node + other) % 4) for other in others] for node, others in enumerate(graph)]
    every, best = way_counts(graph, starts), strongest(links.__getitem__, starts)
    assert ends & every.keys() == ends & among
    for node in ends & among:
        assert way_counts(graph, starts, among)[node] == every[node]
        assert strongest(links.__getitem__, starts, among)[node] == best[node]


def test_what_is_near_is_the_same_however_far_one_looks(graph_of: Any) -> None:
    topology = graph_of(6, [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (4, 1), (3, 5), (4, 5)])
    far = neighbours(topology, [Ref("component:n0")], "needs")
    for depth in range(4):
        near = neighbours(topology, [Ref("component:n0")], "needs", depth)
        assert near == tuple(each for each in far if each.steps <= depth)


def test_diamonds_multiply_and_circles_do_not_go_on_for_ever() -> None:
    diamonds = [[3 * n + 1, 3 * n + 2] if at == 0 else [3 * n + 3] for n in range(40) for at in range(3)]
    assert way_counts([*diamonds, []], [0])[120] == Count(2**40)
    ring = [[(n + 1) % 40, (n - 1) % 40] for n in range(40)]
    assert set(way_counts(ring, [0]).values()) == {Count(2)}


def test_what_takes_too_long_is_counted_as_at_least_so_many(monkeypatch: Any) -> None:
    monkeypatch.setattr(counting, "STEPS", 50)
    dense = [[other for other in range(12) if other != node] for node in range(12)]
    dense[11].append(12)
    counts = way_counts([*dense, []], [0])
    assert all(count.more and count.ways >= 1 for count in counts.values())
    assert set(counts) == set(range(1, 13))


@given(graphs(), st.data())
def test_the_strongest_way_is_as_strong_as_its_weakest_link(graph: Graph, data: Any) -> None:
    rank = st.integers(0, 3)
    ranks = {(n, other): data.draw(rank) for n, others in enumerate(graph) for other in others}
    best: dict[int, int] = {}

    def walk(way: list[int], weakest: int) -> None:
        for other in graph[way[-1]]:
            if other not in way:
                now = max(weakest, ranks[way[-1], other])
                best[other] = min(best.get(other, 9), now)
                walk([*way, other], now)

    walk([0], 0)
    links = [[(other, ranks[n, other]) for other in others] for n, others in enumerate(graph)]
    assert strongest(links.__getitem__, [0]) == best


def test_neighbours_of_a_component_and_of_a_team(org: Any) -> None:
    written = org()
    written.component("web", "api", owner="front")
    written.component("app", "api soft", "web", owner="front")
    written.component("api", "db", written.any_of("p1", "p2"), "mail async", owner="back")
    written.component("db", "disk soft", owner="back")
    for name in ("p1", "p2", "mail", "disk"):
        written.component(name)
    topology = written.topology()

    def around(starts: list[str], way: Any, depth: int | None = None) -> list[tuple[str, int, str, int]]:
        found = neighbours(topology, [Ref(f"component:{name}") for name in starts], way, depth)
        return [(each.ref.partition(":")[2], each.steps, each.tie, each.ways.ways) for each in found]

    assert around(["api"], "users") == [("app", 1, "hard", 2), ("web", 1, "hard", 1)]
    assert around(["api"], "needs") == [
        ("db", 1, "hard", 1), ("mail", 1, "async", 1), ("p1", 1, "redundant", 1), ("p2", 1, "redundant", 1),
        ("disk", 2, "soft", 1),
    ]  # fmt: skip
    assert around(["app"], "needs", 1) == [("api", 1, "hard", 2), ("web", 1, "hard", 1)]
    assert around(["app"], "needs")[-1] == ("disk", 3, "soft", 2)
    assert around(["web", "app"], "needs", 1) == [("api", 1, "hard", 2)]
    assert around(["nobody"], "needs") == []
    assert TIES.index("hard") < TIES.index("redundant") < TIES.index("soft") < TIES.index("async")


def test_ways_agree_with_the_ways_that_are_shown(graph_of: Any) -> None:
    topology = graph_of(6, [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (4, 1), (3, 5), (4, 5)])
    start = Ref("component:n0")
    for each in neighbours(topology, [start], "needs"):
        assert len(list(topology.all_paths(start, each.ref))) == each.ways.ways

"""Closures, ways and cycles against networkx, and at sizes and shapes that hurt."""

from itertools import islice, pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.length import WHOLE

SIZES = st.integers(1, 12)


@st.composite
def graphs(draw):
    size = draw(SIZES)
    node = st.integers(0, size - 1)
    pairs = draw(st.lists(st.tuples(node, node), max_size=40))
    return size, pairs


def _oracle(size, pairs):
    graph = nx.DiGraph()
    graph.add_nodes_from(f"component:n{node}" for node in range(size))
    graph.add_edges_from((f"component:n{a}", f"component:n{b}") for a, b in pairs if a != b)
    return graph


def _nodes(way):
    return [edge.source for edge in way] + [way[-1].target]


@given(graphs(), st.integers(0, 4))
@settings(max_examples=150, deadline=None)
def test_reach_is_what_networkx_finds(graph_of, graph, depth):
    topology, oracle = graph_of(*graph), _oracle(*graph)
    for ref in topology.nodes:
        needs = nx.single_source_shortest_path_length(oracle, ref)
        users = nx.single_target_shortest_path_length(oracle, ref)
        del needs[ref], users[ref]
        assert topology.reach(ref, "needs") == needs
        assert topology.reach(ref) == dict(users)
        assert list(topology.reach(ref).values()) == sorted(users.values())
        assert set(topology.blast_radius(ref)) == nx.ancestors(oracle, ref)
        assert topology.reach(ref, "needs", depth) == {n: d for n, d in needs.items() if d <= depth}


@given(graphs())
@settings(max_examples=150, deadline=None)
def test_cycles_are_what_networkx_finds(graph_of, graph):
    topology, oracle = graph_of(*graph), _oracle(*graph)
    strong = {frozenset(each) for each in nx.strongly_connected_components(oracle) if len(each) > 1}
    selfs = {frozenset([f"component:n{a}"]) for a, b in graph[1] if a == b}
    selfs = {each for each in selfs if not any(each <= cycle for cycle in strong)}
    found = topology.cycles()
    assert {frozenset(cycle) for cycle in found} == strong | selfs
    assert len(found) == len(strong | selfs)
    assert list(found) == sorted(found)


@given(graphs(), st.integers(1, 5))
@settings(max_examples=100, deadline=None)
def test_teams_reached_is_the_union_over_the_blast_radius(org, graph, team_count):
    size, pairs = graph
    o = org()
    for node in range(size):
        needs = [f"n{b}" for a, b in pairs if a == node]
        o.component(f"n{node}", *needs, owner=f"t{node % team_count}" if node % 4 else ())
    topology = o.topology()
    masks = topology.teams_reached()
    for position, ref in enumerate(topology.nodes):
        hit = {team for each in (ref, *topology.blast_radius(ref)) for team in topology.owner(each).teams}
        assert topology.teams_hit(ref) == tuple(sorted(hit))
        assert masks[position] == sum(1 << topology.owner_teams.index(team) for team in hit)


@given(graphs())
@settings(max_examples=100, deadline=None)
def test_ways_are_all_simple_paths_shortest_first(graph_of, graph):
    size, pairs = graph
    size = min(size, 7)
    pairs = [(a % size, b % size) for a, b in pairs]
    topology, oracle = graph_of(size, pairs), _oracle(size, pairs)
    a, b = topology.nodes[0], topology.nodes[-1]
    expected = [] if a == b else list(nx.all_simple_paths(oracle, a, b))
    expected.sort(key=lambda way: (len(way), way))
    ways = topology.all_paths(a, b, limit=10_000)
    found = [_nodes(way) for way in ways]
    assert found == expected
    assert not ways.cut
    shortest = topology.shortest_path(a, b)
    if a == b:
        assert shortest == ()
    else:
        assert (shortest and _nodes(shortest)) == (expected[0] if expected else None)


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_edges_of_a_way_hang_together_and_are_edges(graph_of, graph):
    topology = graph_of(*graph)
    for way in islice(topology.all_paths(topology.nodes[0], topology.nodes[-1]), 5):
        assert all(one.target == other.source for one, other in pairwise(way))
        assert set(way) <= set(topology.edges)


def test_ways_stop_at_limit_and_length_and_say_so(graph_of):
    topology = graph_of(5, [(0, 1), (0, 2), (0, 3), (1, 4), (2, 4), (3, 1), (0, 4)])
    a, b = topology.nodes[0], topology.nodes[4]
    assert [len(way) for way in topology.all_paths(a, b)] == [1, 2, 2, 3]
    for limit, cut in ((3, True), (4, False)):
        ways = topology.all_paths(a, b, limit=limit)
        assert len(list(ways)) == limit
        assert ways.cut is cut
    short = topology.all_paths(a, b, max_length=2)
    assert [len(way) for way in short] == [1, 2, 2]
    assert short.cut
    assert list(topology.all_paths(b, a)) == []


def test_of_equally_short_ways_the_first_in_canonical_order_is_taken(graph_of):
    topology = graph_of(6, [(0, 3), (0, 1), (0, 2), (1, 5), (2, 5), (3, 5), (0, 4)])
    way = topology.shortest_path("component:n0", "component:n5")
    assert _nodes(way) == ["component:n0", "component:n1", "component:n5"]
    ways = topology.all_paths("component:n0", "component:n5")
    assert [_nodes(each)[1] for each in ways] == ["component:n1", "component:n2", "component:n3"]


def test_a_detour_that_only_leads_back_is_not_taken_for_more_ways(graph_of):
    topology = graph_of(5, [(0, 1), (1, 2), (2, 4), (2, 3), (3, 0)])
    ways = topology.all_paths("component:n0", "component:n4", max_length=4)
    assert [len(way) for way in ways] == [3]
    assert not ways.cut


def test_ways_are_made_as_they_are_read(graph_of):
    size = 60
    clique = graph_of(size, [(a, b) for a in range(size) for b in range(size)])
    ways = clique.all_paths("component:n0", "component:n59", limit=10**9)
    assert [len(way) for way in islice(ways, 60)] == [1] + [2] * 58 + [3]


def test_a_dense_clique_ends_and_says_that_it_was_cut(graph_of):
    size = 40
    clique = graph_of(size, [(a, b) for a in range(size) for b in range(size)])
    ways = clique.all_paths("component:n0", "component:n39", limit=10**9)
    assert sum(1 for _ in ways) > 1000
    assert ways.cut
    # Nothing to find, and all of it to search: the only way in is behind the start itself.
    trap = graph_of(40, [(a, b) for a in range(1, 39) for b in range(39) if a != b] + [(0, 1), (0, 39)])
    ways = trap.all_paths("component:n0", "component:n39")
    assert [len(way) for way in ways] == [1]


@pytest.mark.parametrize("size", [1500, 100_000 if WHOLE else 20_000])
def test_a_chain_of_any_length_is_no_recursion(graph_of, size):
    chain = graph_of(size, [(node, node + 1) for node in range(size - 1)])
    first, last = "component:n0", f"component:n{size - 1}"
    assert chain.reach(first, "needs")[last] == size - 1
    assert len(chain.blast_radius(last)) == size - 1
    assert chain.cycles() == ()
    assert len(chain.shortest_path(first, last)) == size - 1
    assert [len(way) for way in chain.all_paths(first, last)] == [size - 1]
    assert chain.teams_reached() == [0] * size


def test_a_ring_is_one_cycle(graph_of):
    size = 1500
    ring = graph_of(size, [(node, (node + 1) % size) for node in range(size)])
    assert [len(cycle) for cycle in ring.cycles()] == [size]
    assert len(ring.blast_radius("component:n0")) == size - 1


def test_a_redundant_member_counts_as_reached_and_a_direct_edge_explains_first(org):
    o = org()
    o.component("a", o.any_of("b", "c"), "b soft")
    o.component("b")
    o.component("c")
    t = o.topology()
    assert t.reach("component:a", "needs") == {"component:b": 1, "component:c": 1}
    ((edge,),) = list(t.all_paths("component:a", "component:b"))
    assert (edge.group, edge.strength) == (-1, "soft")


def _everything(topology):
    return (
        topology.nodes,
        topology.edges,
        [topology.adjacency.needs[node] for node in range(len(topology.nodes))],
        [topology.adjacency.users[node] for node in range(len(topology.nodes))],
        topology.adjacency.redundancies,
        topology.cycles(),
        topology.cross_team_cycles(),
        topology.crossings(),
        topology.unjudged(),
        topology.owner_teams,
        topology.teams_reached(),
        [
            (
                topology.needs(ref), topology.users(ref), topology.redundancies(ref), topology.owner(ref),
                topology.tier(ref), topology.policy_of(ref), topology.parts_of(ref), topology.boundary(ref),
                list(topology.reach(ref).items()), topology.blast_radius(ref),
                topology.shortest_path(topology.nodes[0], ref),
                list(topology.all_paths(topology.nodes[0], ref)),
            )
            for ref in topology.nodes
        ],
        [
            (topology.members(team), topology.owned_by(team), topology.interactions_of(team))
            for team in topology.owner_teams
        ],
    )  # fmt: skip


@given(graphs(), st.integers(0, 10**6), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_files_and_lists_changes_nothing(org, graph, seed, random):
    size, pairs = graph
    o = org()
    teams = ["web", "pay", "data"]
    for team in teams:
        members, others = random.sample(["ada", "lin", "kai"], 2), random.sample(teams, 1)
        o.team(team, members=members, on_call=team, works_with=others)
    o.group("platform:base", owner="data")
    for node in range(size):
        needs = [f"n{b} {random.choice(['hard', 'soft', 'async 5'])}" for a, b in pairs if a == node]
        if node % 3 == 0:
            needs += ["platform:base", o.any_of("n0", f"n{size - 1}"), o.any_of("n1", "n2", f"N{size}")]
        o.component(
            f"n{node}",
            *needs,
            owner=random.sample(teams, random.randint(0, 2)),
            part_of="platform:base" if node % 4 == 1 else None,
            used_by=[f"n{b}" for a, b in pairs if a == node and b % 5 == 0],
            tier=random.choice([None, 1, 3]),
        )
    assert _everything(o.topology()) == _everything(o.topology(shuffle=seed))

"""Which edges stand between what, and what they say."""

import subprocess
import sys


def _pairs(edges):
    return [(edge.source, edge.target) for edge in edges]


def test_needs_and_users_are_two_sides_of_the_same_edges(org):
    o = org()
    o.component("web", "api", "queue async 240", "cache soft")
    o.component("api", "db hard")
    for name in ("db", "queue", "cache"):
        o.component(name)
    t = o.topology()
    assert [(e.target, e.strength, e.assumed, e.buffer_minutes) for e in t.needs("component:web")] == [
        ("component:api", "hard", True, 0),
        ("component:cache", "soft", False, 0),
        ("component:queue", "async", False, 240),
    ]
    assert t.users("component:db") == t.needs("component:api")
    assert t.needs("component:db") == () == t.users("component:nowhere")
    assert t.dependency_count() == 4
    assert t.assumed_count() == 1


def test_nodes_come_in_canonical_order_where_case_does_not_count(org):
    o = org()
    for name in ("beta", "Alpha", "gamma", "resource:Beta", "api:x"):
        o.component(name)
    assert o.topology().nodes == (
        "api:x", "component:Alpha", "component:beta", "component:gamma", "resource:Beta",
    )  # fmt: skip


def test_of_several_statements_the_strongest_stays_at_its_first_place(org):
    o = org()
    o.component("a", "b async 5", "b soft", "b", "b hard", "b hard", "c async 60", "c async 10")
    o.component("b", used_by="a")
    o.component("c")
    t = o.topology()
    to_b, to_c = t.needs("component:a")
    hard = [each.to.place for each in o.entities["component:a"].depends_on if each.strength == "hard"]
    assert (to_b.strength, to_b.assumed, to_b.place) == ("hard", False, hard[1])
    assert (to_c.strength, to_c.buffer_minutes) == ("async", 10)
    assert t.dependency_count() == 2


def test_dependency_of_is_a_dependency_from_the_other_side(org):
    o = org()
    o.component("db", used_by=["api", "web"])
    o.component("api", "db soft")
    t = o.topology()
    assert [e.source for e in t.users("component:db")] == ["component:api", "component:web"]
    assert [e.via for e in t.users("component:db")] == ["dependencyOf", "dependencyOf"]
    assert t.dependency_count() == 1, "web is a ghost, and api is named by both sides"


def test_a_consumer_needs_the_api_and_the_api_its_provider(org):
    o = org()
    o.component("shop", consumes="orders")
    o.component("order-service", provides="orders")
    o.component("api:orders")
    t = o.topology()
    (consumed,), (provided,) = t.needs("component:shop"), t.needs("api:orders")
    assert (consumed.target, consumed.via, consumed.assumed) == ("api:orders", "consumesApis", True)
    assert (provided.target, provided.via) == ("component:order-service", "providesApis")
    assert not provided.assumed, "an API is what its provider answers"
    assert t.blast_radius("component:order-service") == ("api:orders", "component:shop")
    assert t.dependency_count() == 0


def test_redundant_members_carry_their_group_and_do_not_merge_with_direct_edges(org):
    o = org()
    o.component("pay", o.any_of("south", "north"), "north soft", o.any_of("z1", "z3", "z2", at_least=2))
    for name in ("north", "south", "z1", "z2", "z3"):
        o.component(name)
    t = o.topology()
    assert [(e.target, e.group, e.strength) for e in t.needs("component:pay")] == [
        ("component:north", -1, "soft"),
        ("component:north", 0, "hard"),
        ("component:south", 0, "hard"),
        ("component:z1", 1, "hard"),
        ("component:z2", 1, "hard"),
        ("component:z3", 1, "hard"),
    ]
    first, second = t.redundancies("component:pay")
    assert (first.members, first.at_least) == (("component:north", "component:south"), 1)
    assert (second.members, second.at_least) == (("component:z1", "component:z2", "component:z3"), 2)


def test_redundancy_without_sense_is_read_as_the_nearest_that_has_some(org):
    o = org()
    o.component("a", o.any_of("b", "b", "c", at_least=9), o.any_of("c", "b", at_least=2), o.any_of("a"))
    o.component("b")
    o.component("c")
    t = o.topology()
    (only,) = t.redundancies("component:a")
    assert (only.members, only.at_least) == (("component:b", "component:c"), 2)
    assert _pairs(t.needs("component:a")) == [("component:a", "component:b"), ("component:a", "component:c")]
    assert t.cycles() == (("component:a",),)


def test_a_redundancy_stated_twice_stands_where_it_is_stated_first(org):
    o = org()
    first = o.any_of("b", "c")
    o.component("a", o.any_of("c", "b"), first)
    (only,) = o.topology().redundancies("component:a")
    assert only.place == first.place


def test_adjacency_says_the_same_in_integers(org):
    o = org()
    o.component("a", "d soft", o.any_of("b", "c"))
    o.component("b", "d async 30")
    o.component("c", o.any_of("d", "e", at_least=2))
    o.component("d")
    o.component("e")
    t = o.topology()
    a, b, c, d, e = (t.index[f"component:{name}"] for name in "abcde")
    assert t.adjacency.size == 5
    assert t.adjacency.redundancies == [(a, (b, c), 1), (c, (d, e), 2)]
    assert t.adjacency.needs[a] == ((b, 0, 0, 0), (c, 0, 0, 0), (d, 1, 0, -1))
    assert t.adjacency.users[d] == ((a, 1, 0, -1), (b, 2, 30, -1), (c, 0, 0, 1))


def test_a_platform_that_is_depended_on_is_a_node_that_needs_its_tier_1_components(org):
    o = org()
    o.group("platform:data")
    o.component("pg", part_of="platform:data", tier=1)
    o.component("wiki", part_of="platform:data", tier=3)
    o.component("api", "platform:data")
    t = o.topology()
    (edge,) = t.needs("platform:data")
    assert (edge.target, edge.via, edge.strength) == ("component:pg", "contains", "hard")
    assert t.blast_radius("component:pg") == ("component:api", "platform:data")
    assert t.blast_radius("component:wiki") == ()


def test_a_product_without_tier_1_components_needs_them_all_nested_ones_too(org):
    o = org()
    o.group("product:shop")
    o.group("product:basket", part_of="product:shop")
    o.component("a", part_of="product:shop", tier=2)
    o.component("b", part_of="product:basket", tier=4)
    o.component("report", "product:shop soft")
    t = o.topology()
    assert [e.target for e in t.needs("product:shop")] == ["component:a", "component:b"]
    assert "product:basket" not in t.index, "nobody depends on it"


def test_a_tier_of_the_group_counts_for_its_components(org):
    o = org()
    o.group("product:shop", tier=1)
    o.component("a", part_of="product:shop")
    o.component("b", part_of="product:shop", tier=2)
    o.component("report", "product:shop")
    assert [e.target for e in o.topology().needs("product:shop")] == ["component:a"]


def test_groups_that_contain_each_other_end(org):
    o = org()
    o.group("product:p", part_of="product:q")
    o.group("product:q", part_of="product:p")
    o.component("a", part_of="product:p")
    o.component("b", "product:q")
    t = o.topology()
    assert t.parts_of("product:q") == ("component:a",) == t.parts_of("product:p")
    assert t.owner("component:a").provenance == "none"


def test_ghosts_are_nodes(org):
    o = org()
    o.component("a", "missing", "platform:nowhere")
    t = o.topology()
    assert t.nodes == ("component:a", "component:missing", "platform:nowhere")
    assert t.blast_radius("component:missing") == ("component:a",)
    assert t.dependency_count() == 0


def test_a_catalog_without_components_has_an_empty_graph(org):
    o = org()
    o.team("lonely")
    t = o.topology()
    assert (t.nodes, t.edges, t.cycles(), t.crossings(), t.teams_reached()) == ((), (), (), (), [])
    assert t.networkx().number_of_nodes() == 0


def test_networkx_view_carries_what_the_graph_knows(org):
    o = org()
    o.component("a", "b soft", "ghost", o.any_of("b", "c"), owner=["x", "w"], tier=1)
    o.component("b")
    o.component("c")
    view = o.topology().networkx()
    assert view.nodes["component:a"]["owner"] == ("team:w", "team:x")
    assert view.nodes["component:a"]["tier"] == 1
    assert (view.nodes["component:a"]["kind"], view.nodes["component:a"]["ghost"]) == ("component", False)
    assert view.nodes["component:ghost"]["ghost"] is True
    assert view.edges["component:a", "component:b"]["strength"] == "soft"
    assert view.edges["component:a", "component:c"]["redundant"] is True
    assert view.number_of_edges() == 3


def test_networkx_is_imported_only_when_asked_for():
    code = (
        "import sys;"
        "from topology.graph.topology import Topology;"
        "from topology.model.catalog import Catalog;"
        "t = Topology.of(Catalog(entities={}, by_key={})); t.cycles(); t.crossings(); t.teams_reached();"
        "assert 'networkx' not in sys.modules; t.networkx(); assert 'networkx' in sys.modules;"
        "assert not {'yaml', 'textual', 'rich'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=30)

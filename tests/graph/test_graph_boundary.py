"""Where dependencies cross ownership, and which of the crossings are grey."""

import pytest


@pytest.fixture
def shop(org):
    o = org()
    o.component("web", "pay hard", "search soft", "mail async 60", "orphan", "missing", owner="web")
    o.component("pay", "ledger", owner="pay")
    o.component("ledger", owner="pay")
    o.component("search", owner="find")
    o.component("mail", owner="post")
    o.component("orphan")
    return o


def _ends(crossings):
    return [(c.edge.source.partition(":")[2], c.edge.target.partition(":")[2]) for c in crossings]


def test_an_edge_crosses_when_the_owners_differ(shop):
    t = shop.topology()
    assert _ends(t.crossings()) == [("web", "mail"), ("web", "pay"), ("web", "search")]
    assert [(c.from_team, c.to_team) for c in t.crossings()][1] == ("team:web", "team:pay")


def test_only_hard_crossings_without_interaction_are_grey(shop):
    t = shop.topology()
    assert _ends(t.grey_edges()) == [("web", "pay")]
    assert [edge for edge in t.edges if t.is_grey(edge)] == [each.edge for each in t.grey_edges()]


def test_of_edges_to_ghosts_and_the_unowned_nothing_is_said(shop):
    t = shop.topology()
    assert [edge.target for edge in t.unjudged()] == ["component:missing", "component:orphan"]


@pytest.mark.parametrize("side", ["needing", "providing", "list"])
def test_an_interaction_covers_a_crossing_whoever_declares_it(shop, side):
    if side == "needing":
        shop.team("web", works_with=["pay"])
    elif side == "providing":
        shop.team("pay", works_with=["web"])
    else:
        shop.interactions.append(shop.interaction("pay", "web"))
    t = shop.topology()
    assert t.grey_edges() == ()
    interaction = next(c.interaction for c in t.crossings() if c.edge.target == "component:pay")
    assert interaction == t.interaction("team:web", "team:pay") == t.interaction("team:pay", "team:web")
    assert t.interactions_of("team:web") == (interaction,) == t.interactions_of("team:pay")
    assert t.interaction("team:web", "team:find") is None


def test_several_owners_cross_only_if_they_share_none(org):
    o = org()
    o.component("a", "b", "c", owner=["x", "y"])
    o.component("b", owner=["y", "z"])
    o.component("c", owner=["u", "z"])
    o.interactions.append(o.interaction("y", "u"))
    (crossing,) = o.topology().crossings()
    assert (crossing.from_teams, crossing.to_teams) == (("team:x", "team:y"), ("team:u", "team:z"))
    assert not crossing.grey, "one pair of their teams has agreed"


def test_of_several_interactions_the_first_in_the_files_is_named(org):
    o = org()
    o.component("a", "b", owner=["x", "y"])
    o.component("b", owner=["u", "z"])
    first, later = o.interaction("y", "z"), o.interaction("u", "x")
    again = o.interaction("z", "y")
    o.interactions += [again, later, first]
    (crossing,) = o.topology().crossings()
    assert crossing.interaction == first
    assert o.topology().interactions_of("team:y") == (first, again)


def test_a_vendor_is_judged_by_its_liaison(org):
    o = org()
    o.component("pay", "psp", owner="pay")
    o.component("web", "psp", owner="web")
    o.component("psp", type="vendor", liaison="pay")
    assert _ends(o.topology().crossings()) == [("web", "psp")]


def test_an_edge_to_a_platform_is_judged_by_its_owner_and_its_parts_cross_nothing(org):
    o = org()
    o.group("platform:data", owner="data")
    o.component("pg", part_of="platform:data", owner="pg-people")
    o.component("api", "platform:data", owner="web")
    t = o.topology()
    assert _ends(t.crossings()) == [("api", "data")]
    boundary = t.boundary("platform:data")
    assert _ends(boundary.crossing_in) == [("api", "data")]
    assert (boundary.inside, boundary.crossing_out, boundary.unknown) == ((), (), ())


def test_the_boundary_of_a_component(shop):
    boundary = shop.topology().boundary("component:pay")
    assert [edge.target for edge in boundary.inside] == ["component:ledger"]
    assert _ends(boundary.crossing_in) == [("web", "pay")]
    assert boundary.crossing_out == ()


def test_the_boundary_of_a_team_is_that_of_all_it_owns(shop):
    t = shop.topology()
    web, pay = t.boundary("team:web"), t.boundary("team:pay")
    assert _ends(web.crossing_out) == [("web", "mail"), ("web", "pay"), ("web", "search")]
    assert [edge.target for edge in web.unknown] == ["component:missing", "component:orphan"]
    assert [edge.target for edge in pay.inside] == ["component:ledger"]
    assert _ends(pay.crossing_in) == [("web", "pay")]


def test_a_boundary_between_slices_of_one_product_goes_out(org):
    o = org()
    o.group("product:shop", owner="web")
    o.component("basket", "pay", part_of="product:shop")
    o.component("pay", part_of="product:shop", owner="pay")
    boundary = o.topology().boundary("product:shop")
    assert _ends(boundary.crossing_out) == [("basket", "pay")]
    assert boundary.crossing_in == ()


def test_every_edge_at_a_team_is_in_exactly_one_part_of_its_boundary(shop):
    t = shop.topology()
    for team in ("team:web", "team:pay", "team:find", "team:post"):
        owned = set(t.owned_by(team))
        boundary = t.boundary(team)
        listed = [*boundary.inside, *boundary.unknown]
        listed += [c.edge for c in (*boundary.crossing_in, *boundary.crossing_out)]
        assert sorted(listed, key=t.edges.index) == [e for e in t.edges if owned & {e.source, e.target}]


def test_cycles_between_teams_are_told_from_those_within_one(org):
    o = org()
    o.component("a", "b", owner="x")
    o.component("b", "a", owner="x")
    o.component("c", "d soft", owner="x")
    o.component("d", "c", "a", owner="y")
    t = o.topology()
    assert t.cycles() == (("component:a", "component:b"), ("component:c", "component:d"))
    assert t.cross_team_cycles() == (("component:c", "component:d"),)


def test_the_crossings_of_a_team_are_those_out_of_what_it_owns_and_those_into_it(shop):
    t = shop.topology()
    for team in ("web", "pay", "find", "post", "nobody"):
        ref = f"team:{team}"
        out, into = t.crossings_of(ref)
        assert list(out) == [each for each in t.crossings() if ref in each.from_teams]
        assert list(into) == [each for each in t.crossings() if ref in each.to_teams]

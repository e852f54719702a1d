"""Owners, tiers, people and policies, each with where it comes from."""

import pytest


def test_an_explicit_owner_is_found_with_its_place(org):
    o = org()
    o.component("db", owner="data")
    owner = o.topology().owner("component:db")
    assert (owner.teams, owner.provenance, owner.via) == (("team:data",), "explicit", None)
    assert owner.place == o.entities["component:db"].owners[0].place
    assert o.topology().owned_by("team:data") == ("component:db",), "a ghost team owns too"


def test_several_owners_stay_several_in_canonical_order(org):
    o = org()
    o.component("db", owner=["web", "Data", "web"])
    owner = o.topology().owner("component:db")
    assert owner.teams == ("team:Data", "team:web")
    assert owner.place == o.entities["component:db"].owners[0].place


def test_an_owner_is_inherited_from_what_a_component_is_part_of(org):
    o = org()
    o.group("product:shop", owner="web")
    o.component("basket", part_of="product:shop")
    o.component("payments", part_of="product:shop", owner="pay")
    t = o.topology()
    owner = t.owner("component:basket")
    assert (owner.teams, owner.provenance, owner.via) == (("team:web",), "inherited", "product:shop")
    assert owner.place == o.entities["product:shop"].owners[0].place
    assert t.owner("component:payments").teams == ("team:pay",)
    assert t.part_of("component:basket") == "product:shop"
    assert t.parts_of("product:shop") == ("component:basket", "component:payments")
    assert t.owned_by("team:web") == ("component:basket", "product:shop")


def test_inheritance_passes_groups_without_an_owner_and_names_the_one_that_has_it(org):
    o = org()
    o.group("platform:cloud", owner="ops", tier=1)
    o.group("product:shop", part_of="platform:cloud")
    o.component("basket", part_of="product:shop")
    t = o.topology()
    owner = t.owner("component:basket")
    assert (owner.teams, owner.via) == (("team:ops",), "platform:cloud")
    assert t.owner("product:shop").provenance == "inherited"
    assert t.tier("component:basket") == 1


def test_a_domain_hands_down_nothing(org):
    o = org()
    o.add("domain:commerce", owners=o.many("web", "team"))
    o.group("product:shop", domain="commerce")
    o.group("product:odd", part_of="domain:commerce")
    o.component("basket", part_of="product:shop")
    o.component("box", part_of="product:odd")
    t = o.topology()
    assert t.owner("domain:commerce").teams == ("team:web",)
    for ref in ("product:shop", "product:odd", "component:basket", "component:box"):
        assert t.owner(ref).provenance == "none"


def test_subcomponents_inherit_nothing(org):
    o = org()
    o.component("engine", owner="web", tier=1)
    o.component("part", subcomponent_of=o.to("engine", "component"))
    t = o.topology()
    assert t.owner("component:part").provenance == "none"
    assert t.tier("component:part") == 2


def test_a_vendors_liaison_counts_as_its_owner_unless_it_has_one(org):
    o = org()
    o.group("product:shop", owner="web")
    o.component("psp", type="vendor", liaison="pay", part_of="product:shop")
    o.component("cdn", vendor="Fast Co", liaison="pay", owner="edge")
    o.component("own", type="service", liaison="pay")
    t = o.topology()
    psp = t.owner("component:psp")
    assert (psp.teams, psp.provenance) == (("team:pay",), "assumed")
    assert psp.place == o.entities["component:psp"].liaison.place
    assert t.owner("component:cdn").provenance == "explicit"
    assert t.owner("component:own").provenance == "none", "only a vendor has a liaison"


def test_a_person_as_owner_is_a_team_of_one(org):
    o = org()
    o.component("script", owner="person:ada")
    o.person("ada", member_of="data")
    t = o.topology()
    assert t.owner("component:script").teams == ("person:ada",)
    assert t.members("person:ada") == ("person:ada",)
    assert t.owned_by("person:ada") == ("component:script",)
    assert t.policy_of("component:script").via == "none"


def test_what_the_catalog_does_not_have_is_owned_by_nobody(org):
    t = org().topology()
    assert t.owner("component:nope").teams == ()
    assert t.tier("component:nope") == 2
    assert (t.part_of("component:nope"), t.tier_stated("component:nope")) == (None, None)
    assert t.reach("component:nope") == {}
    assert t.blast_radius("component:nope") == () == t.teams_hit("component:nope")
    assert t.shortest_path("component:nope", "component:nope") is None
    assert list(t.all_paths("component:nope", "component:no")) == []


def test_tier_is_its_own_else_the_groups_else_the_default(org):
    o = org()
    o.defaults["tier"] = 3
    o.group("product:shop", tier=1)
    o.component("own", part_of="product:shop", tier=4)
    o.component("inherits", part_of="product:shop")
    o.component("plain")
    t = o.topology()
    assert [t.tier(f"component:{name}") for name in ("own", "inherits", "plain")] == [4, 1, 3]
    assert t.tier("product:shop") == 1
    assert t.tier_stated("component:inherits") == o.entities["product:shop"].place
    assert t.tier_stated("component:plain") is None


def test_membership_is_read_from_both_sides(org):
    o = org()
    o.team("pay", members=["lin", "ada"])
    o.person("ada", member_of=["web", "pay"])
    o.person("kai", member_of="pay")
    t = o.topology()
    assert t.members("team:pay") == ("person:ada", "person:kai", "person:lin")
    assert t.team_of_person("person:ada") == ("team:pay", "team:web")
    assert t.team_of_person("person:lin") == ("team:pay",)
    assert t.members("team:nobody") == () == t.team_of_person("person:nobody")


@pytest.fixture
def routed(org):
    o = org()
    o.defaults["on_call"] = o.to("duty", "policy")
    for policy in ("duty", "pay", "web", "special"):
        o.policy(policy)
    o.team("pay", on_call="pay")
    o.team("web", on_call="web")
    o.team("mute")
    o.team("hopeful", on_call="unwritten")
    return o


@pytest.mark.parametrize(
    ("facts", "policies", "via", "declared", "teams"),
    [
        ({"owner": "pay", "on_call": "special"}, ["special"], "component", True, []),
        ({"owner": "pay"}, ["pay"], "team", True, ["pay"]),
        ({"owner": "mute"}, ["duty"], "default", True, []),
        ({}, ["duty"], "default", True, []),
        ({"owner": ["web", "pay"]}, ["pay", "web"], "team", True, ["pay", "web"]),
        ({"owner": ["web", "mute"]}, ["web"], "team", True, ["web"]),
        ({"owner": "hopeful"}, ["unwritten"], "team", False, ["hopeful"]),
        ({"owner": "person:ada"}, ["duty"], "default", True, []),
        ({"type": "vendor", "liaison": "pay"}, ["pay"], "liaison", True, ["pay"]),
        ({"type": "vendor", "liaison": "pay", "owner": "mute"}, ["pay"], "liaison", True, ["pay"]),
        ({"type": "vendor", "liaison": "pay", "owner": "web"}, ["web"], "team", True, ["web"]),
        ({"liaison": "pay"}, ["duty"], "default", True, []),
        ({"owner": "nobody-declared"}, ["duty"], "default", True, []),
    ],
)
def test_a_page_goes_to_the_first_policy_that_somebody_stated(routed, facts, policies, via, declared, teams):
    routed.component("x", **facts)
    route = routed.topology().policy_of("component:x")
    assert route.policies == tuple(f"policy:{policy}" for policy in policies)
    assert (route.via, route.declared) == (via, declared)
    assert route.teams == tuple(f"team:{team}" for team in teams)
    assert route.policy == route.policies[0]
    assert route.place is not None


def test_a_route_says_where_its_policy_is_stated(routed):
    routed.component("x", owner="pay")
    routed.component("y", owner="pay", on_call="special")
    routed.component("z")
    t = routed.topology()
    assert t.policy_of("component:x").place == routed.entities["team:pay"].on_call.place
    assert t.policy_of("component:y").place == routed.entities["component:y"].on_call.place
    assert t.policy_of("component:z").place == routed.defaults["on_call"].place
    assert t.team_policy("team:pay") == "policy:pay"
    assert t.team_policy("team:mute") is None


def test_without_any_policy_there_is_no_route(org):
    o = org()
    o.component("x", owner="pay")
    route = o.topology().policy_of("component:x")
    assert (route.policy, route.policies, route.via, route.place) == (None, (), "none", None)

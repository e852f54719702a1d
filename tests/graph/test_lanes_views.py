"""What is shown: around something, inside of something, everything; what is folded, cut off and counted."""

from __future__ import annotations

from typing import Any

import pytest

from topology.graph.lanes.layout import draw
from topology.graph.lanes.look import Look
from topology.graph.lanes.view import around, by_team, chips, everything, fold, inside, side
from topology.graph.topology import Topology
from topology.model.reference import Ref

API = Ref("component:api")


def refs(*names: str) -> tuple[Ref, ...]:
    return tuple(Ref(f"component:{name}") for name in names)


@pytest.fixture(scope="session")
def shop(org: Any) -> Topology:
    written = org()
    written.component("app", "web", owner="front")
    written.component("web", "api", owner="front", part_of="shop")
    written.component("api", "db", "cache soft", owner="back", part_of="shop")
    written.component("db", "disk", owner="data")
    written.component("cache", owner="data")
    written.component("disk", owner="infra")
    written.group("product:shop", owner="front")
    for team in ("front", "back", "data", "infra"):
        written.team(team)
    topology: Topology = written.topology()
    return topology


def test_around_goes_so_many_steps_both_ways(shop: Topology) -> None:
    one = around(shop, API, 1)
    assert one.refs == refs("api", "cache", "db", "web")
    assert {ref: one.distance[ref] for ref in one.refs} == dict(zip(one.refs, (0, 1, 1, -1), strict=True))
    assert around(shop, API, 0).refs == (API,)
    assert around(shop, API, 2).refs == refs("api", "app", "cache", "db", "disk", "web")
    assert around(shop, API, None).refs == around(shop, API, 2).refs
    assert around(shop, Ref("component:nobody")).refs == ()


def test_inside_shows_a_team_or_product_and_its_neighbours(shop: Topology) -> None:
    assert inside(shop, Ref("team:data"), 0).refs == refs("cache", "db")
    assert inside(shop, Ref("team:data"), 1).refs == refs("api", "cache", "db", "disk")
    assert inside(shop, Ref("product:shop"), 0).refs == refs("api", "web")
    assert inside(shop, Ref("product:shop"), None).refs == refs("api", "app", "cache", "db", "disk", "web")
    assert inside(shop, Ref("team:nobody")).refs == ()


def test_what_is_not_shown_is_counted(shop: Topology) -> None:
    drawing = draw(shop, around(shop, API, 1))
    hidden = {chip.ref: chip.hidden for chip in drawing.chips}
    assert hidden == dict(zip(refs("api", "cache", "db", "web"), (0, 0, 1, 1), strict=True))
    assert drawing.hidden == 2
    assert draw(shop, everything(shop)).hidden == 0


def test_a_circle_through_the_focus_is_cut_where_it_is_far_away(graph_of: Any) -> None:
    circle = graph_of(6, [(n, (n + 1) % 6) for n in range(6)])
    view = around(circle, Ref("component:n0"), None)
    assert [view.distance[ref] for ref in view.refs] == [0, 1, 2, 3, -2, -1]
    columns = [chip.column for chip in draw(circle, view).chips]
    assert columns == [2, 3, 4, 5, 0, 1]
    assert [line.back for line in draw(circle, view).edges] == [False, False, False, True, False, False]


def test_what_is_around_a_team_is_folded_before_what_it_has_itself(org: Any) -> None:
    written = org()
    for number in range(30):
        written.component(f"own-{number}", f"need-{number}", owner="own")
        written.component(f"need-{number}", owner=f"other-{number % 9}")
    topology = written.topology()
    groups = chips(topology, inside(topology, Ref("team:own"), 1))
    assert [len(group.members) for group in groups if group.owners == ("team:own",)] == [1] * 30
    assert sum(group.folded for group in groups) == 9
    closed = chips(topology, inside(topology, Ref("team:own"), 1, folded=[(Ref("team:own"),)]))
    assert sum(group.folded for group in closed) == 1
    opened = chips(topology, inside(topology, Ref("team:own"), 1, opened=[(Ref("team:other-1"),)]))
    assert [group.folded for group in opened if group.owners == ("team:other-1",)] == [False] * 4


def test_of_one_large_lane_what_is_nearest_is_seen(org: Any) -> None:
    written = org()
    for number in range(200):
        written.component(f"c{number:03}", f"c{number + 1:03}", owner="own")
    written.component("c200", "other", owner="own")
    written.component("other", owner="other")
    topology = written.topology()
    near = Ref("component:c100")
    names = {Ref(f"component:c{number:03}") for number in range(26, 175)}
    assert names < set(inside(topology, Ref("team:own"), 1, near=near).refs)
    alone = inside(topology, Ref("team:own"), 1)
    assert set(alone.refs) == {Ref(f"component:c{number:03}") for number in range(150)}


def test_folding_keeps_users_and_needs_apart(org: Any) -> None:
    written = org()
    written.component("focus", "n1", "n2", "own", owner="own")
    written.component("own", owner="own")
    for name in ("n1", "n2"):
        written.component(name, owner="both")
    for name in ("u1", "u2", "u3"):
        written.component(name, "focus", "own", owner="both")
    topology = written.topology()
    view = around(topology, Ref("component:focus"), 1, folded=[(Ref("team:both"),)])
    groups = [(group.members, group.folded) for group in chips(topology, view)]
    assert groups == [
        (refs("focus"), False),
        (refs("n1", "n2"), True),
        (refs("own"), False),
        (refs("u1", "u2", "u3"), True),
    ]
    assert [side(view, group[0][0]) for group in groups] == [0, 1, 1, -1]
    drawing = draw(topology, view)
    texts = "".join(text for y in range(drawing.height) for text, _ in drawing.row(y))
    assert "▸ both · 3" in texts
    assert "▸ both · 2" in texts
    assert [len(line.edges) for line in drawing.edges] == [2, 1, 3, 3]
    own = Ref("team:own")
    folded = [(own,), (Ref("team:both"),)]
    closed = draw(topology, around(topology, Ref("component:focus"), 1, folded=folded))
    assert [chip.members for chip in closed.chips if chip.role == "focus"] == [refs("focus")]
    assert [chip.ref for chip in closed.chips if chip.role == "team"] == ["team:both", own, "team:both"]


def test_lanes_are_folded_largest_first_and_equals_together(org: Any) -> None:
    written = org()
    for team, size in (("a", 5), ("b", 3), ("c", 3), ("d", 1)):
        for number in range(size):
            written.component(f"{team}{number}", owner=team)
    topology = written.topology()
    view = everything(topology)
    assert len(chips(topology, view)) == 12
    assert fold(topology, view, 12).folded == ()
    assert fold(topology, view, 11).folded == ((Ref("team:a"),),)
    assert fold(topology, view, 7).folded == tuple((Ref(f"team:{name}"),) for name in "abc")
    assert fold(topology, view, 1).folded == tuple((Ref(f"team:{name}"),) for name in "abc")


def test_more_than_fits_is_folded_then_cut_and_counted(org: Any) -> None:
    written = org()
    written.component("core", owner="core")
    for number in range(60):
        written.component(f"user-{number:02}", "core", owner=f"team-{number:02}")
    topology = written.topology()
    view = around(topology, Ref("component:core"), 1, limit=40)
    drawing = draw(topology, view)
    assert len(drawing.chips) == 40
    assert drawing.hidden == 21
    assert next(chip.hidden for chip in drawing.chips if chip.role == "focus") == 21


def test_a_large_organisation_is_drawn_by_team(org: Any) -> None:
    written = org()
    for number in range(200):
        written.component(f"c{number:03}", f"c{(number * 7 + 1) % 200:03}", owner=f"team-{number % 9}")
    topology = written.topology()
    drawing = draw(topology, everything(topology))
    assert len(drawing.chips) == 9
    assert {chip.role for chip in drawing.chips} == {"team"}
    assert sum(len(line.edges) for line in drawing.edges) + sum(chip.inner for chip in drawing.chips) == 200


def test_what_is_too_large_to_be_seen_whole_is_seen_from_one_team(org: Any) -> None:
    """Of teams in a row: those that need the one in the middle before it, those that it needs behind it."""
    written = org()
    for number in range(40):
        written.component(f"a{number:02}", f"b{number:02}", f"a{number + 1:02}", owner=f"team-{number:02}")
        written.component(f"b{number:02}", owner=f"team-{number:02}")
    written.component("a40", owner="team-40")
    topology = written.topology()
    for depth, seen in ((1, "19 20 21"), (2, "18 19 20 21 22")):
        drawing = draw(topology, by_team(topology, (Ref("team:team-20"),), depth, lean=True))
        chips_ = sorted(drawing.chips, key=lambda chip: chip.column)
        assert [chip.ref for chip in chips_] == [f"team:team-{number}" for number in seen.split()]
        assert {(chip.role, len(chip.members), chip.inner) for chip in chips_} == {("team", 2, 1)}
        assert len(drawing.edges) == 2 * depth
        assert drawing.hidden == 2  # the next to the left and to the right
    view = by_team(topology, (Ref("team:team-20"),), 1, opened=[(Ref("team:team-21"),)])
    assert [len(group.members) for group in chips(topology, view)] == [2, 2, 1, 1]
    assert len(chips(topology, by_team(topology, (Ref("team:team-20"),), 30, limit=9))) == 9


@pytest.mark.parametrize("folded", [False, True])
@pytest.mark.parametrize("owned", [1, 2])
def test_what_stands_alike_stands_in_the_order_in_which_people_count(
    org: Any, folded: bool, owned: int
) -> None:
    written = org()
    for team in range(25):
        for number in (*range(owned), 10):
            written.component(f"u{team}-{number}", "core", owner=f"team-{team}")
    for number in range(12):
        written.component(f"n{number}", owner="needed")
    written.component("core", *(f"n{number}" for number in range(12)), owner="mine")
    topology = written.topology()
    owners = {topology.owner(ref).teams for ref in topology.nodes}
    view = around(topology, Ref("component:core"), 1, 1000, owners if folded else ())
    drawing = draw(topology, view)
    users = [(chip.row, topology.owner(chip.members[0]).teams) for chip in drawing.chips if not chip.column]
    teams = list(dict.fromkeys(team for _, (team,) in sorted(users)))
    assert teams == [f"team:team-{number}" for number in range(25)]
    if not folded:
        needs = sorted((chip.row, chip.ref) for chip in drawing.chips if chip.column == 2)
        assert [ref for _, ref in needs] == [f"component:n{number}" for number in range(12)]


def test_where_there_is_little_room_a_folded_lane_keeps_its_name_before_its_number(org: Any) -> None:
    written = org()
    for name in ("mine-1", "mine-2"):
        written.component(name, "theirs", owner="a-long-team-name")
    written.component("theirs", owner="other")
    topology = written.topology()
    view = everything(topology, 2)
    texts = [draw(topology, view, Look(longest=longest)).text() for longest in (28, 20)]
    assert ["▸ a-long-team-name · 2" in text for text in texts] == [True, False]
    assert "▸ a-long-team-name " in texts[1]


def test_a_folded_lane_is_as_strong_as_the_strongest_of_its_lines(org: Any) -> None:
    written = org()
    written.component("a1", "b1 soft", "b2", owner="a")
    written.component("a2", "b1 async", owner="a")
    written.component("a3", "c1 soft", "c2 async", owner="a")
    for name in ("b1", "b2"):
        written.component(name, owner="b")
    for name in ("c1", "c2"):
        written.component(name, owner="c")
    written.team("a", works_with=["b", "c"])
    topology = written.topology()
    drawing = draw(topology, everything(topology, limit=3))
    assert [(len(line.edges), line.role) for line in drawing.edges] == [(3, "hard"), (2, "soft")]

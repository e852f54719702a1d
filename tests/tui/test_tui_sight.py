"""How the middle pane looks at the catalog: depth, wholes, forms, lanes; and the view that comes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from topology.graph.lanes.view import chips
from topology.model.reference import Ref
from topology.tui import outlook
from topology.tui.entries import around
from topology.tui.outlook import caption, least_depth, view_of, wholes
from topology.tui.sight import ALL, FORMS, Sight
from topology.tui.world import read

START = Ref("component:checkout-api")


def test_a_whole_is_seen_until_something_else_is_looked_at() -> None:
    sight = Sight()
    assert sight.whole(START) is None
    sight.see_whole(START, ALL)
    assert sight.whole(START) == ALL
    assert sight.whole(Ref("component:other")) is None
    sight.see_whole(START, None)
    assert sight.whole(START) is None


def test_forms_go_round_and_lanes_are_folded_or_opened_never_both() -> None:
    sight = Sight()
    assert [sight.next_form() for _ in FORMS] == ["tree", "table", "graph"]
    lane = (Ref("team:web"),)
    sight.toggle(lane, folded=False)
    assert (sight.folded, sight.opened) == ({lane}, set())
    sight.toggle(lane, folded=True)
    assert (sight.folded, sight.opened) == (set(), {lane})


def test_another_depth_forgets_what_was_unfolded_by_hand() -> None:
    sight = Sight()
    sight.unfolded["a"] = True
    sight.go_to(3)
    assert (sight.depth, sight.unfolded) == (3, {})


def test_what_can_be_seen_whole_from_where(world: Any) -> None:
    assert wholes(world, START) == ["product:shop", "team:checkout", ALL]
    assert wholes(world, Ref("component:report-job")) == [ALL]
    assert wholes(world, Ref("team:payments")) == [ALL]


def test_views_and_their_captions(world: Any) -> None:
    sight = Sight()
    assert least_depth(world, START, sight) == 1
    assert caption(world, START, sight) == ("checkout-api", "uses 4", "used by 1", "depth 1")
    around = view_of(world, START, sight)
    assert around is not None
    assert (around.focus, around.lean) == (START, True)
    sight.see_whole(START, Ref("team:payments"))
    assert least_depth(world, START, sight) == 0
    assert caption(world, START, sight) == ("Payments", "all 4 of the team", "depth 1")
    sight.see_whole(START, ALL)
    everything = view_of(world, START, sight)
    assert everything is not None
    assert everything.refs == world.topology.nodes
    assert caption(world, START, sight)[0] == "Everything"
    assert view_of(world, Ref("person:ada"), sight) is None


def test_what_fills_a_screen_is_seen_without_what_is_around_it_at_first(tmp_path: Any) -> None:
    lines = "".join(f"  c{n}: {{owner: t, dependsOn: [d{n}]}}\n  d{n}: {{owner: u}}\n" for n in range(25))
    (tmp_path / "catalog.yaml").write_text(f"teams: {{t: {{}}, u: {{}}}}\ncomponents:\n{lines}")
    world = read((str(tmp_path),))
    sight, team = Sight(), Ref("team:t")
    for depth, steps, seen in ((0, 0, 25), (1, 0, 25), (2, 1, 50)):
        sight.go_to(depth)
        view = view_of(world, team, sight)
        assert view is not None
        assert len(view.refs) == seen == len(around(world, team, sight))
        assert caption(world, team, sight, view)[-1] == f"depth {steps}"
    assert least_depth(world, team, sight) == 1
    sight.go_to(0)  # a component is never seen alone
    assert caption(world, Ref("component:c1"), sight)[-1] == "depth 1"


def test_captions_of_teams_of_none_and_of_one(tmp_path: Any) -> None:
    (tmp_path / "catalog.yaml").write_text("teams: {a: {}, b: {}}\ncomponents: {one: {owner: a}}\n")
    world = read((str(tmp_path),))
    assert caption(world, Ref("team:a"), Sight())[1] == "the one of the team"
    assert caption(world, Ref("team:b"), Sight())[1] == "nothing of the team"


def test_a_large_organisation_is_seen_by_team_from_where_one_stands(tmp_path: Any) -> None:
    lines = [f"  c{n}: {{owner: t{n // 8}, dependsOn: [c{(n + 8) % 240}]}}\n" for n in range(240)]
    teams = ", ".join(f"t{n}: {{members: [ann]}}" for n in range(31))
    text = f"people: {{ann: {{}}}}\nteams: {{{teams}}}\ncomponents:\n{''.join(lines)}"
    (tmp_path / "catalog.yaml").write_text(text)
    world = read((str(tmp_path),))
    for name, middle in (
        ("component:c85", "t10"),
        ("team:t7", "t7"),
        ("team:t30", "t0"),
        ("person:ann", "t0"),
    ):
        sight, focus = Sight(), Ref(name)
        sight.see_whole(focus, ALL)
        for depth, shown in ((1, 3), (2, 5)):
            sight.go_to(depth)
            view = view_of(world, focus, sight)
            assert view is not None
            assert len(view.refs) == shown * 8
            said = (f"Everything around {middle}", f"{shown} of 30 teams", f"depth {depth}")
            assert caption(world, focus, sight, view) == said
        assert caption(world, focus, sight) == ("Everything", "240 components")  # tree and table have all


def test_of_a_team_that_is_too_large_the_nearest_is_seen(tmp_path: Any) -> None:
    lines = "".join(f"  c{n}: {{owner: t, dependsOn: [c{n + 1}]}}\n" for n in range(199))
    (tmp_path / "catalog.yaml").write_text(f"teams: {{t: {{}}}}\ncomponents:\n{lines}  c199: {{owner: t}}\n")
    world = read((str(tmp_path),))
    sight, focus = Sight(), Ref("component:c150")
    sight.see_whole(focus, Ref("team:t"))
    view = view_of(world, focus, sight)
    assert view is not None
    assert set(view.refs) == {Ref(f"component:c{n}") for n in range(50, 200)}
    assert caption(world, focus, sight, view) == ("t", "150 of 200 of the team", "depth 0")
    assert caption(world, focus, sight)[1] == "all 200 of the team"


@pytest.mark.parametrize(
    ("size", "teams", "drawn", "seen"),
    [
        (60, 9, 9, 60),
        (60, 2, 2, 60),
        (60, 0, 60, 60),
        (60, 1, 60, 60),
        (40, 40, 40, 40),
        (200, 0, 150, 150),
    ],
    ids=["by team", "two teams", "no teams", "one team", "small", "large without teams"],
)
def test_everything_is_seen_by_team_where_it_is_large_and_there_are_teams(
    tmp_path: Any, size: int, teams: int, drawn: int, seen: int
) -> None:
    owned = [f"owner: t{n % teams}, " if teams else "" for n in range(size)]
    lines = [f"  c{n}: {{{owned[n]}dependsOn: [c{n + 1}]}}\n" for n in range(size - 1)]
    names = ", ".join(f"t{n}: {{}}" for n in range(teams))
    text = f"teams: {{{names}}}\ncomponents:\n{''.join(lines)}  c{size - 1}: {{{owned[-1].rstrip(', ')}}}\n"
    (tmp_path / "catalog.yaml").write_text(text)
    world = read((str(tmp_path),))
    sight, focus = Sight(), Ref(f"component:c{size // 2}")
    sight.see_whole(focus, ALL)
    view = view_of(world, focus, sight)
    assert view is not None
    assert len(chips(world.topology, view)) == drawn
    said = f"{size} components" if seen == size else f"{seen} of {size} components"
    assert caption(world, focus, sight, view) == ("Everything", said)
    near = sorted(world.topology.nodes, key=lambda ref: abs(int(ref[11:]) - size / 2))[:seen]
    assert set(view.refs) == set(near)


def test_a_view_is_made_once_and_let_go_of_with_its_catalog(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    make = outlook._view_of

    def counted(world: Any, focus: Any, sight: Any) -> Any:
        made.append(sight.depth)
        return make(world, focus, sight)

    monkeypatch.setattr(outlook, "_view_of", counted)
    sight = Sight()
    first = view_of(world, START, sight)
    sight.go_to(2)
    deeper = view_of(world, START, sight)
    assert view_of(world, START, sight) is deeper
    sight.go_to(1)
    assert view_of(world, START, sight) is first
    assert made == [1, 2]
    assert first is not None
    for change in (
        lambda: setattr(sight, "crossing", True),
        lambda: sight.toggle((Ref("team:data"),), folded=False),
        lambda: sight.toggle((Ref("team:data"),), folded=True),
        lambda: sight.see_whole(START, ALL),
    ):
        before = view_of(world, START, sight)
        change()
        assert view_of(world, START, sight) == make(world, START, sight) != before
    other = read((str(Path(__file__).parent / "shop"),))
    view_of(other, START, sight)
    assert {asked[0] for asked in sight.views} == {other.topology}

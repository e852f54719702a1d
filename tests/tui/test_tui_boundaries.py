"""The mode of boundaries: its sheets, and every one of its keys."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from topology.insight.matrix import matrix
from topology.insight.team_map import team_map
from topology.model.reference import Ref
from topology.tui.boundaries.boundary_lines import boundary_lines
from topology.tui.boundaries.map_sheet import MapSheet
from topology.tui.boundaries.matrix_sheet import MatrixSheet
from topology.tui.boundaries.state import Boundaries
from topology.tui.commands import of
from topology.tui.line import text_of
from topology.tui.screens.boundaries import BoundariesScreen
from topology.tui.screens.explore import ExploreScreen
from topology.tui.screens.page import PageScreen
from topology.tui.sheets import Row, Sheet, cropped, seen
from topology.tui.world import World, read

Run = Callable[..., Any]
TESTED: set[str] = set()
GREY = "|team:payments||team:data"


def keys(*ids: str) -> Any:
    """Marks a test as the one of these commands; gives every key of the first to the test."""
    TESTED.update(f"boundaries.{each}" for each in ids)
    command = next(each for each in of("boundaries") if each.action == ids[0])
    return pytest.mark.parametrize("key", command.keys)


def rows(sheet: Sheet) -> list[str]:
    """Every row of a sheet as text."""
    made = [*sheet.head, *map(sheet.row, range(sheet.count))]
    return ["".join(text for text, _ in (*row.label, *row.body)) for row in made]


# Sheets


def test_the_matrix_numbers_rows_and_columns_alike(world: World) -> None:
    found = rows(MatrixSheet(world, matrix(world.topology)).sheet())
    names = [re.sub(r"^ *\d+ ", "", line).partition("  ")[0] for line in found[2:]]
    assert sorted(names) == ["Checkout", "Data Platform", "Payments", "Storefront Web"]
    assert found[1].split() == ["1", "2", "3", "4"]
    assert "2? some grey" in found[0]


def test_a_cell_says_how_many_and_of_which_kind(world: World) -> None:
    made = MatrixSheet(world, matrix(world.topology))
    assert made.says("|team:web||team:checkout") == ("Storefront Web needs Checkout: 1 hard", "strong")
    words, role = made.says("|team:checkout||team:payments")
    assert words == "Checkout needs Payments: 1 hard, grey"
    assert role == "warn"
    assert made.says("|team:data||team:data")[0].startswith("Data Platform needs nobody; 3 dependencies")


def test_the_map_draws_streams_across_and_what_carries_them_beneath(world: World, now: Any) -> None:
    found = rows(MapSheet(world, team_map(world.topology, now)).sheet())
    names = [line.strip().split("  ")[0] for line in found]
    assert names[1] == "Stream-aligned"
    platform = found.index(next(line for line in found if "[ Data Platform ]" in line))
    streams = [line for line in found[2:] if line.rstrip().endswith("▶")]
    assert len(streams) == 3
    assert all(found.index(line) < platform for line in streams)
    across = found[platform].index("┴")
    assert {line[across] for line in streams} == {"x", "╪"}
    assert sum("c" in line[22:] for line in streams) == 2, "a collaboration has two ends"
    assert sum("?" in line[22:] for line in streams) == 2, "so has what is grey"


def test_a_team_whose_ties_all_stand_on_other_rows_has_ties(world: World, now: Any) -> None:
    made = MapSheet(world, team_map(world.topology, now))
    alone = [name for name, about in made.spots.items() if isinstance(about, str)]
    said = {made.says(name)[0] for name in alone}
    tied = {team for tie in made.made.ties for team in tie.teams}
    assert "team:data" in tied
    assert any(line.startswith("Data Platform: works with ") for line in said)
    for name in alone:
        assert ("no interaction" in made.says(name)[0]) == (made.spots[name] not in tied)


def test_the_map_has_room_for_its_headings_and_says_when_it_is_empty(tmp_path: Path, now: Any) -> None:
    (tmp_path / "c.yaml").write_text(
        "teams: {a: {type: complicated-subsystem}}\ncomponents: {c: {owner: a}}\n"
    )
    small = read([str(tmp_path)])
    assert "Complicated subsystem" in rows(MapSheet(small, team_map(small.topology, now)).sheet())[1]
    (tmp_path / "c.yaml").write_text("components: {c: {}}\n")
    none = read([str(tmp_path)])
    assert "No team to draw" in rows(MapSheet(none, team_map(none.topology, now)).sheet())[0]


def test_the_map_of_many_teams_is_as_long_as_there_are_teams(tmp_path: Path, now: Any) -> None:
    types = ["platform", *["stream-aligned"] * 4]
    teams = "\n".join(f"  t{n}: {{type: {types[n % 5]}}}" for n in range(200))
    ties = ", ".join(f"{{between: [t{n}, t{n // 5 * 5 + 5}], mode: x-as-a-service}}" for n in range(1, 195))
    text = f"teams:\n{teams}\ninteractions: [{ties}]\ncomponents: {{a: {{owner: t1}}}}\n"
    (tmp_path / "all.yaml").write_text(text, encoding="utf-8")
    big = read([str(tmp_path)])
    sheet = MapSheet(big, team_map(big.topology, now)).sheet()
    found = rows(sheet)
    assert sheet.count == 202
    assert len({len(line) for line in found[1:] if line.startswith(" ")}) == 1
    assert sum(line.rstrip().endswith("▶") for line in found) == 160


def test_the_boundary_of_a_component_has_four_sides_and_a_contract(world: World, now: Any) -> None:
    text = text_of(boundary_lines(world, Ref("component:checkout-api"), now, 76))
    assert re.search(r"Crosses in: others need it +1 · 1 team", text)
    assert re.search(r"Crosses out: it needs others +2 · 2 teams", text)
    assert re.search(r"Payments +no interaction declared", text)
    assert "checkout-api ─?▶ payments-api" in text
    assert "Inside: the same owner" in text
    assert "outage down: its owner answers" in text
    assert "Checkout leads" in text
    unknown = text_of(boundary_lines(world, Ref("component:report-job"), now, 76))
    assert "unknown: no file says who" in unknown
    assert "Unknown: an end has no owner" in unknown


def test_bodies_are_cut_between_columns_only() -> None:
    columns = (0, 3, 6, 10, 13)
    assert seen(columns, 16, 2, 8) == (3, 7)
    assert seen(columns, 16, 0, 20) == (0, 20)
    assert seen((), 16, 2, 8) == (2, 8)
    row = Row(body=(("abc", "plain"), ("def", "warn")))
    assert cropped(row, 2, 6) == [("c", "plain"), ("def", "warn"), ("  ", "plain")]
    assert cropped(row, 3, 2) == [("de", "warn")]
    assert cropped(row, 9, 2) == [("  ", "plain")]
    assert cropped(Row(), 0, 2) == [("  ", "plain")]


def test_a_filter_keeps_what_is_found_and_what_has_to_do_with_it(world: World, now: Any) -> None:
    state = Boundaries()
    state.query = "psp-north"
    assert not any("Storefront Web" in line for line in rows(state.sheet(world, now)))
    state.query = "zzz"
    assert state.sheet(world, now).count == 0
    assert state.says("") == ("", "quiet")


# Keys


async def enter(pilot: Any, press: Any) -> BoundariesScreen:
    await press(pilot, "2")
    screen = pilot.app.screen
    assert isinstance(screen, BoundariesScreen)
    return screen


@keys("next_view")
async def test_views_follow_each_other(run: Run, press: Any, key: str, screen: Any) -> None:
    async with run() as pilot:
        await enter(pilot, press)
        for title in ("Team map", "One boundary › checkout-api", "Matrix"):
            await press(pilot, key)
            assert f"Boundaries › {title}" in screen(pilot.app)[0]


async def test_moving_goes_from_one_dependency_to_the_next(run: Run, press: Any, screen: Any) -> None:
    async with run() as pilot:
        mode = await enter(pilot, press)
        await press(pilot, "g")
        first = mode.board.key
        await press(pilot, "j")
        assert mode.board.key != first
        await press(pilot, "k")
        assert mode.board.key == first
        await press(pilot, "G")
        last = mode.board.key
        await press(pilot, "pageup", "pageup")
        assert mode.board.key.split("|")[1] == first.split("|")[1]
        await press(pilot, "pagedown", "pagedown")
        assert mode.board.key.split("|")[1] == last.split("|")[1]
        mode.board.stand_on("|team:checkout||team:payments")
        await press(pilot, "l")
        beside = mode.board.key
        await press(pilot, "h")
        assert {beside, mode.board.key} == {"|team:checkout||team:payments", "|team:checkout||team:data"}


async def test_a_cell_opens_what_crosses_who_leads_and_what_was_agreed(
    run: Run, press: Any, screen: Any
) -> None:
    for size in ((120, 40), (80, 24)):
        async with run(size=size) as pilot:
            mode = await enter(pilot, press)
            mode.board.stand_on(GREY)
            await press(pilot, "enter")
            assert mode.held.has_focus
            text = "\n".join(screen(pilot.app))
            assert "Payments needs Data Platform" in text
            assert "x-as-a-service, no date" in text
            assert "payments-db ──▶ pg-cluster" in text
            assert "Data Platform leads, after 1m" in text
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, ExploreScreen)
            assert pilot.app.session.focus == "component:pg-cluster"


@keys("other_pane")
async def test_tab_goes_to_what_the_cell_holds_and_back(run: Run, press: Any, key: str) -> None:
    async with run(size=(80, 24)) as pilot:
        mode = await enter(pilot, press)
        assert not mode.held.display
        await press(pilot, key)
        assert mode.held.has_focus
        await press(pilot, key)
        assert mode.board.body.has_focus
        assert not mode.held.display
        await press(pilot, key, "escape")
        assert mode.board.body.has_focus


@keys("next_grey", "previous_grey")
async def test_grey_cells_are_found_round_and_round(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        mode = await enter(pilot, press)
        await press(pilot, "g", key)
        first = mode.board.key
        assert "grey" in mode.state.says(first)[0]
        await press(pilot, "n", "N")
        assert mode.board.key == first


@keys("fold")
async def test_the_matrix_folds_by_type_and_by_product(run: Run, press: Any, key: str, screen: Any) -> None:
    async with run() as pilot:
        mode = await enter(pilot, press)
        await press(pilot, key)
        assert mode.state.fold == "type"
        assert "▸ Stream-aligned" in "\n".join(screen(pilot.app))
        await press(pilot, key)
        assert "▸ Shop" in "\n".join(screen(pilot.app))
        await press(pilot, key)
        assert mode.state.fold == "team"
        await press(pilot, "v", key)
        assert "Only the matrix folds" in mode.query_one("KeyBar").said  # type: ignore[attr-defined]


@keys("unfold")
async def test_a_group_opens_into_its_teams_and_closes_again(
    run: Run, press: Any, key: str, screen: Any
) -> None:
    async with run() as pilot:
        mode = await enter(pilot, press)
        await press(pilot, "f", "g", key)
        assert "Checkout" in "\n".join(screen(pilot.app))
        assert "▸ Stream-aligned" not in "\n".join(screen(pilot.app))
        await press(pilot, key)
        assert "▸ Stream-aligned" in "\n".join(screen(pilot.app))
        await press(pilot, "f", "f", key)
        assert "Nothing to open" in mode.query_one("KeyBar").said  # type: ignore[attr-defined]


async def test_a_large_matrix_is_counted_aside_and_the_next_keys_are_about_it(
    run: Run, press: Any, screen: Any, settled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from topology.insight import matrix as counting
    from topology.tui.screens import counting as aside

    threads: list[str] = []

    def counted(*asked: Any) -> Any:
        threads.append(threading.current_thread().name)
        return counting.matrix(*asked)

    monkeypatch.setattr(aside, "LARGE", 1)
    monkeypatch.setattr(aside, "matrix", counted)
    monkeypatch.setattr("topology.tui.boundaries.state.matrix", counted)
    async with run() as pilot:
        pilot.app.world = structs.replace(pilot.app.world, matrix=None)  # findings are still looked for
        await press(pilot, "2", "tab", "tab", "n")
        await settled(pilot)
        assert "Checkout" in "\n".join(screen(pilot.app))
        await press(pilot, "f", "g", "space")
        await settled(pilot)
        assert "Checkout" in "\n".join(screen(pilot.app))
        assert "▸ Stream-aligned" not in "\n".join(screen(pilot.app))
        assert len(threads) == 3
        assert "MainThread" not in threads


async def test_a_cell_of_groups_lists_pairs_of_teams_and_leads_to_their_cell(
    run: Run, press: Any, screen: Any
) -> None:
    async with run() as pilot:
        mode = await enter(pilot, press)
        await press(pilot, "f", "g", "enter")
        text = "\n".join(screen(pilot.app))
        assert re.search(r"(Checkout|Storefront Web|Payments) needs", text)
        await press(pilot, "enter")
        assert mode.state.fold == "team"
        assert mode.board.body.has_focus
        assert mode.board.key.count("team:") == 2


@keys("filter")
async def test_the_filter_narrows_while_one_types(run: Run, press: Any, key: str, screen: Any) -> None:
    async with run() as pilot:
        mode = await enter(pilot, press)
        await press(pilot, key, *"psp-north")
        assert not any("Storefront Web" in line for line in screen(pilot.app))
        await press(pilot, "enter")
        assert mode.board.body.has_focus
        await press(pilot, "escape")
        assert any("Storefront Web" in line for line in screen(pilot.app))
        assert isinstance(pilot.app.screen, BoundariesScreen)


async def test_the_filter_narrows_one_boundary_too(run: Run, press: Any, screen: Any) -> None:
    async with run() as pilot:
        await enter(pilot, press)
        await press(pilot, "v", "v", "slash", *"cart", "enter")
        text = "\n".join(screen(pilot.app))
        assert "checkout-api ──▶ cart-api" in text
        assert "payments-api" not in text
        await press(pilot, "escape")
        assert "payments-api" in "\n".join(screen(pilot.app))


@keys("boundary")
async def test_the_boundary_of_what_one_stands_on(run: Run, press: Any, key: str, screen: Any) -> None:
    async with run() as pilot:
        mode = await enter(pilot, press)
        mode.board.stand_on(GREY)
        await press(pilot, key)
        assert "One boundary › Payments" in screen(pilot.app)[0]
        mode.one.stand_on(next(line.key for line in mode.one.lines if "pg-cluster" in line.text))
        await press(pilot, key)
        assert "One boundary › pg-cluster" in screen(pilot.app)[0]
        await press(pilot, "escape")
        assert mode.state.view == "matrix"


@keys("page")
async def test_what_if_what_is_needed_here_fails(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        mode = await enter(pilot, press)
        mode.board.stand_on("|team:data||team:data")
        await press(pilot, key)
        assert "Open the cell" in mode.query_one("KeyBar").said  # type: ignore[attr-defined]
        mode.board.stand_on(GREY)
        await press(pilot, key)
        assert isinstance(pilot.app.screen, PageScreen)
        assert pilot.app.session.faults == ("component:pg-cluster",)
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, BoundariesScreen)


async def test_owner_edit_and_copy_are_about_what_one_stands_on(run: Run, press: Any) -> None:
    async with run() as pilot:
        mode = await enter(pilot, press)
        mode.board.stand_on(GREY)
        await press(pilot, "c", "enter")
        assert pilot.app.clipboard == "team:payments"
        assert str(mode.place()).endswith("shop.yaml:13")
        await press(pilot, "enter")
        assert str(mode.place()) == "shop.yaml:60"
        await press(pilot, "o")
        assert pilot.app.session.focus == "team:data"


async def test_every_view_at_every_size_without_colour(run: Run, press: Any, screen: Any) -> None:
    async with run(size=(60, 20), ascii_encoding="ascii", environ={"NO_COLOR": "1"}) as pilot:
        await enter(pilot, press)
        for size in ((60, 20), (80, 24), (120, 40), (200, 60)):
            await pilot.resize_terminal(*size)
            for shows in ("Checkout", "Data Platform ]", "Contract"):
                lines = screen(pilot.app)
                assert any(shows in line for line in lines), (size, shows, lines)
                assert all(line.isascii() for line in lines if "João" not in line)
                await press(pilot, "v")


async def test_a_catalog_without_teams_says_so_and_lives(
    run: Run, press: Any, screen: Any, tmp_path: Path
) -> None:
    (tmp_path / "c.yaml").write_text("components: {a: {dependsOn: [b]}, b: {}}\n")
    async with run(str(tmp_path)) as pilot:
        await enter(pilot, press)
        assert "1 unknown" in "\n".join(screen(pilot.app))
        assert "No dependency here crosses" in "\n".join(screen(pilot.app))
        assert "1 dependency with no owner on a side" in "\n".join(screen(pilot.app))
        await press(
            pilot, "j", "l", "enter", "n", "v", "j", "enter", "v", "enter", "f", "slash", *"x", "escape"
        )
        assert pilot.app.is_running


def test_every_key_of_the_mode_has_its_test() -> None:
    assert {command.id for command in of("boundaries")} == TESTED


async def test_the_matrix_is_there_before_its_key(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the rules' worker has made is not made again while somebody waits for the screen."""
    from topology.tui.boundaries import state

    async with run() as pilot:
        monkeypatch.delattr(state, "matrix")
        await pilot.press("2")
        await pilot.pause()
        assert pilot.app.page_in_front.state.title(pilot.app.world).startswith("Needs by team")


def test_a_filter_takes_near_spellings_only_where_nothing_is_spelled_so(tmp_path: Path) -> None:
    """Of two hundred teams with numbers, one number keeps one team and what it has to do with."""
    lines = [f"  team-{n:03}: {{}}" for n in range(12)]
    needs = [f"  part-{n:03}: {{owner: team-{n:03}, dependsOn: [part-{(n + 1) % 12:03}]}}" for n in range(12)]
    (tmp_path / "all.yaml").write_text("\n".join(["teams:", *lines, "components:", *needs]) + "\n")
    there = read((str(tmp_path),))
    state = Boundaries()
    state.query = "team-007"
    found = state._found(there)
    assert [ref for ref in found if ref.startswith("team:")] == ["team:team-007"]
    state.query = "tem-007"
    assert "team:team-007" in state._found(there)


def test_a_filter_takes_what_is_said_only_where_no_name_holds_it(tmp_path: Path) -> None:
    text = "teams: {pay-in: {}, web: {focus: People pay for baskets}}\ncomponents: {one: {owner: web}}\n"
    (tmp_path / "catalog.yaml").write_text(text)
    state, there = Boundaries(), read((str(tmp_path),))
    for query, team in (("pay", "team:pay-in"), ("basket", "team:web")):
        state.query = query
        assert state._found(there) == {team}


def test_a_filter_that_is_a_name_is_that_name_alone(tmp_path: Path, now: Any) -> None:
    teams = "".join(f"  team-{number}: {{type: stream-aligned}}\n" for number in (1, 7, 17, 70, 71))
    parts = "".join(f"  part-{number}: {{owner: team-{number}, dependsOn: [base-{number}]}}\n"
                    f"  base-{number}: {{owner: team-1}}\n" for number in (7, 17, 70, 71))  # fmt: skip
    (tmp_path / "c.yaml").write_text(f"teams:\n{teams}components:\n{parts}")
    world = read([str(tmp_path)])
    state = Boundaries()
    for query, shown in (
        ("team-7", ["team-1", "team-7"]),
        ("Team-70", ["team-1", "team-70"]),
        ("team-", ["team-1", "team-17", "team-7", "team-70", "team-71"]),
        ("part-7", ["team-1", "team-7"]),
    ):
        state.query = query
        assert sorted(re.findall(r"team-\d+", "\n".join(rows(state.sheet(world, now))))) == shown

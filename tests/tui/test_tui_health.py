"""The mode of health: findings, figures, the week; and every one of its keys."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec import structs

from tests.tui.conftest import NOW
from topology.model.entity import Component
from topology.model.problem import Occurrence, Problem
from topology.model.reference import Ref
from topology.tui.commands import of
from topology.tui.health.figure_lines import behind_lines, figure_lines
from topology.tui.health.finding_lines import counted, explained, finding_lines, groups
from topology.tui.health.heat_sheet import HeatSheet, level, rank, step_for
from topology.tui.health.judged import judge
from topology.tui.health.state import Health
from topology.tui.health.weeks import week as week_of
from topology.tui.health.work import at_work
from topology.tui.line import text_of
from topology.tui.progress import Progress, Stopped
from topology.tui.screens.explore import ExploreScreen
from topology.tui.screens.health import HealthScreen
from topology.tui.screens.page import PageScreen
from topology.tui.world import World, read, with_judged

Run = Callable[..., Any]
TESTED: set[str] = set()


def keys(*ids: str) -> Any:
    """Marks a test as the one of these commands; gives every key of the first to the test."""
    TESTED.update(f"health.{each}" for each in ids)
    command = next(each for each in of("health") if each.action == ids[0])
    return pytest.mark.parametrize("key", command.keys)


@pytest.fixture(scope="module")
def judged(world: World) -> World:
    from tests.tui.conftest import NOW

    return with_judged(world, judge(world.engine, world.result, NOW))


def problem(world: World, ref: str, severity: Any = "warning", rule: str = "grey-edge") -> Problem:
    entity = world.catalog.entities[Ref(ref)]
    return Problem(
        code="T511", rule=rule, severity=severity, place=entity.place, message=f"{ref} is odd", entity=ref
    )


# Lines and sheets


def test_findings_stand_by_rule_or_by_team_the_worst_first(world: World) -> None:
    found = [
        problem(world, "component:checkout-api"),
        problem(world, "schedule:payments-rota", rule="small-rota"),
        problem(world, "component:payments-db", "error"),
        problem(world, "component:report-job", "info"),
    ]
    by_rule = groups(world, found, "rule")
    assert [(group.title, len(group.items)) for group in by_rule] == [
        ("grey-edge T511", 3), ("small-rota T511", 1),
    ]  # fmt: skip
    by_team = groups(world, found, "team")
    assert [group.title for group in by_team] == ["Payments", "Checkout", "Of no team"]
    text = text_of(finding_lines(world, by_team, 76))
    assert re.search(r"Payments +2 findings\n! schedule .* is odd.*\n✖ payments-db is odd", text)
    assert "shop.yaml:60" in text


def test_notes_are_counted_beside_findings_as_the_first_line_and_check_count_them(world: World) -> None:
    found = (
        problem(world, "component:checkout-api"),
        problem(world, "component:payments-db", "error"),
        problem(world, "component:report-job", "info"),
        problem(world, "component:report-job", "info", "small-rota"),
    )
    judged = judge(world.engine, world.result, NOW)
    world = with_judged(world, structs.replace(judged, findings=found))
    assert world.counts[-1][0] == "2 findings"
    state = Health()
    text = text_of(state.lines(world, 76))
    assert state.title(world) == "Findings by rule · 2 findings · 2 notes"
    assert "2 findings · 1 note" in text
    assert re.search(r"small-rota T511 +1 note\n", text)


def test_a_list_without_findings_says_whether_rules_or_the_filter_found_none(world: World) -> None:
    judged = judge(world.engine, world.result, NOW)
    clean = with_judged(world, structs.replace(judged, findings=()))
    state = Health()
    assert text_of(state.lines(clean, 76)).startswith("Nothing found")
    found = with_judged(world, structs.replace(judged, findings=(problem(world, "component:checkout-api"),)))
    state.query = "zzz"
    assert text_of(state.lines(found, 76)).startswith("No finding fits")


def test_many_findings_told_as_one_are_of_each_team_that_they_are_of(world: World) -> None:
    refs = ["component:checkout-api", *["component:payments-db"] * 20]
    one = problem(world, refs[0])
    many = structs.replace(
        one,
        message="21 are odd; the first: …",
        many="are odd",
        references=tuple(Occurrence(one.place, ref) for ref in refs),
    )
    assert [len(group.items) for group in groups(world, [many], "rule")] == [1]
    assert {group.title: len(group.items) for group in groups(world, [many], "team")} == {
        "Checkout": 1, "Payments": 20,
    }  # fmt: skip
    text = text_of(explained(world, many, 76))
    assert re.search(r"All of them +21", text)


def test_a_filter_keeps_what_holds_all_its_words(world: World) -> None:
    found = [problem(world, "component:checkout-api"), problem(world, "component:payments-db")]
    assert [len(group.items) for group in groups(world, found, "rule", "payments odd")] == [1]
    assert [len(group.items) for group in groups(world, found, "rule", "GREY")] == [2]
    assert groups(world, found, "team", "nothing such") == []


def test_a_finding_is_explained_with_its_rule_and_what_to_do(world: World) -> None:
    text = text_of(explained(world, problem(world, "component:checkout-api"), 60))
    assert "shop.yaml:" in text
    assert "Fix: Declare an interaction" in text
    assert "Source: Team Topologies" in text


def test_figures_are_read_with_their_whole_and_what_is_unknown(judged: World) -> None:
    assert judged.judged is not None
    text = text_of(figure_lines(judged, judged.judged, None, 76))
    assert re.search(r"Boundary is clear +\d+% [█·]{10}  \d+ of 12", text)
    assert re.search(r"Exactly one owner +92% [█·]{10}  11 of 12", text)
    assert re.search(r"Needs that cross a boundary .* of \d+, \d unknown", text)
    assert "enter works out the week" in text
    assert "proxies of cognitive load, not the load itself" in text
    assert re.search(r"Payments +2 +4 +2 +3 +1 +1 +2", text)


def test_of_a_finding_of_many_a_team_has_one_in_several_places(tmp_path: Path, now: Any) -> None:
    teams = "".join(f"  team-{number}: {{onCall: p-{number}}}\n" for number in range(12))
    ends = "".join(
        f"  p-{number}: {{team: team-{number}, steps: [{{page: ann, wait: 5m}}]}}\n" for number in range(12)
    )
    parts = "".join(
        f"  {name}-{number}: {{owner: team-{number}}}\n" for number in range(12) for name in ("a", "b", "c")
    )
    (tmp_path / "c.yaml").write_text(
        f"people: {{ann: {{}}}}\nteams:\n{teams}escalationPolicies:\n{ends}components:\n{parts}"
    )
    world = read([str(tmp_path)])
    judged = judge(world.engine, world.result, now)
    each = tuple(Occurrence(entity.place, entity.ref) for entity in world.catalog.of(Component))
    one = structs.replace(problem(world, "component:a-1"), many=True, references=each)
    world = with_judged(world, structs.replace(judged, findings=(one, problem(world, "component:a-7"))))
    assert world.judged is not None
    found = {group.title: group for group in groups(world, world.judged.findings, "team")}
    assert counted(found["team-7"].items) == "2 findings · 4 places"
    assert counted(found["team-2"].items) == "1 finding · 3 places"
    assert list(found) == ["team-7", *(f"team-{number}" for number in range(12) if number != 7)]
    rows = HeatSheet(world, week_of(world.engine, world.result, now), 200).sheet()
    labels = [rows.row(number).label[0][0].strip() for number in range(rows.count)]
    assert labels == [f"team-{number}" for number in range(12)]
    assert [each.team for each in world.judged.carried] == [f"team:team-{number}" for number in range(12)]


def test_behind_a_figure_stand_its_failures_or_those_of_each_team(judged: World) -> None:
    assert judged.judged is not None
    owned = next(figure for figure in judged.judged.figures if figure.id == "owned")
    assert "T3 report-job (no owner)" in text_of(behind_lines(judged, owned, 60, False))
    assert re.search(r"Of no team +1\nT3 report-job\n", text_of(behind_lines(judged, owned, 60, True)))


def test_without_on_call_data_figures_say_what_no_file_states(tmp_path: Path, now: Any) -> None:
    (tmp_path / "c.yaml").write_text("teams: {a: {}}\ncomponents: {one: {owner: a}, two: {owner: a}}\n")
    world = read([str(tmp_path)])
    world = with_judged(world, judge(world.engine, world.result, now))
    assert world.judged is not None
    text = text_of(figure_lines(world, world.judged, None, 100))
    assert re.search(r"Boundary is clear +unknown  no file states escalation policies", text)
    assert re.search(r"a +\? +2", text)
    clarity = world.judged.figures[0]
    assert "Nothing could be judged." in text_of(behind_lines(world, clarity, 60, False))


def test_without_teams_there_is_no_table_of_what_they_carry(tmp_path: Path, now: Any) -> None:
    (tmp_path / "c.yaml").write_text("components: {one: {}}\n")
    world = read([str(tmp_path)])
    world = with_judged(world, judge(world.engine, world.result, now))
    assert world.judged is not None
    text = text_of(figure_lines(world, world.judged, None, 100))
    assert "What teams carry: no file declares a team" in text
    assert "people comps" not in text


def test_the_heat_map_shows_numbers_and_fits_its_hours_to_the_width(judged: World) -> None:
    assert judged.judged is not None
    load = week_of(judged.engine, judged.result, judged.judged.at)
    wide, narrow = HeatSheet(judged, load, 230), HeatSheet(judged, load, 70)
    assert (wide.step, narrow.step) == (1, 4)
    assert narrow.sheet().width == 7 * 6 + 6
    row = next(wide.sheet().row(n) for n in range(5) if "Storefront" in wide.sheet().row(n).label[0][0])
    days = "".join(text for text, _ in row.body).split(" ")
    assert re.fullmatch("·{9}[1-9]{9}·{6}", days[0])
    assert days[5] == "·" * 24
    assert "1-9 ninths" not in wide.sheet().head[0].label[0][0]
    assert [level(number, 20) for number in (0, 1, 20)] == ["·", "1", "9"]
    assert rank(3, 0) == 0
    assert [step_for(room) for room in (174, 173, 48, 5)] == [1, 2, 4, 12]


CLOCKS = """
defaults: {timezone: Europe/Lisbon}
people: {ann: {}}
teams: {a: {members: [ann], onCall: a}}
components: {one: {owner: a}}
schedules:
  a: {layers: [{hours: "Sun 03:00-05:00", roster: [{since: 2026-01-05, people: [ann]}]}]}
escalationPolicies: {a: {team: a, steps: [{page: a, wait: 5m}]}}
"""


@pytest.mark.parametrize(
    ("at", "hours", "bare"),
    [
        (datetime(2026, 3, 25, 12, tzinfo=UTC), 167, "! !11!!!!!!!!!!!!!!!!!!!"),
        (datetime(2026, 10, 21, 12, tzinfo=UTC), 169, "!!!11!!!!!!!!!!!!!!!!!!!"),
        (datetime(2026, 11, 18, 12, tzinfo=UTC), 168, "!!!11!!!!!!!!!!!!!!!!!!!"),
    ],
)
def test_the_hours_of_the_heat_map_are_those_of_the_clock_on_the_wall(
    tmp_path: Path, at: datetime, hours: int, bare: str
) -> None:
    (tmp_path / "c.yaml").write_text(CLOCKS)
    world = read([str(tmp_path)])
    load = week_of(world.engine, world.result, at)
    assert load.hours == hours
    for columns, step in ((230, 1), (70, 3)):
        sheet = HeatSheet(world, load, columns)
        assert sheet.step == step
        row = sheet.sheet().row(0)
        text = "".join(text for text, _ in row.body)
        assert sheet.sheet().width == len(text) == 7 * 24 // step + 6
        assert step > 1 or text[-24:] == bare
        ((label, _),) = sheet.sheet().head[1].body
        assert len(label.split(" ")) >= 7
        last = row.spots[-1]
        found = sheet.hours(last.key)
        assert found is not None
        assert found[1][-1] == hours - 1
        assert sheet.says(last.key)[0].split(": ")[0].endswith("-00:00")
    seen = HeatSheet(world, load, 230)
    sunday = local_instant(at, 3)
    key = seen.spot_at(sunday)
    assert "Sun 03:00-04:00" in seen.says(key)[0]
    assert seen.worst(key) == sunday


def local_instant(at: datetime, hour: int) -> datetime:
    """The Sunday of a week at an hour in Lisbon."""
    sunday = (at + timedelta(days=6 - at.weekday())).date()
    there = datetime(sunday.year, sunday.month, sunday.day, hour, tzinfo=ZoneInfo("Europe/Lisbon"))
    return there.astimezone(UTC)


def test_progress_is_told_and_stops_the_work() -> None:
    progress = Progress()
    progress.told(3, 12)
    line = at_work(progress, None, "", 76, weekly=False)[0]
    assert "Every failure is simulated: 3 of 12 " in line.text
    assert line.text.count("█") == 5
    assert at_work(None, progress, "", 76, weekly=False) == []
    assert "hour by hour: 3 of 12" in at_work(None, progress, "", 76, weekly=True)[0].text
    progress.stop()
    with pytest.raises(Stopped):
        progress.told(4, 12)
    assert "enter" in at_work(None, None, "The week", 76, weekly=False)[0].text


# Keys


async def enter(pilot: Any, press: Any, settled: Any) -> HealthScreen:
    await press(pilot, "4")
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, HealthScreen)
    return screen


@keys("next_view")
async def test_views_follow_each_other_and_the_week_is_worked_out(
    run: Run, press: Any, settled: Any, key: str, screen: Any
) -> None:
    async with run() as pilot:
        await enter(pilot, press, settled)
        assert "nobody owns report-job" in "\n".join(screen(pilot.app))
        await press(pilot, key)
        assert "Boundary is clear" in "\n".join(screen(pilot.app))
        await press(pilot, key)
        await settled(pilot)
        text = "\n".join(screen(pilot.app))
        assert "· none" in text
        assert re.search(r"Payments +\d{6,}", text)
        await press(pilot, key)
        assert "Health › Findings" in screen(pilot.app)[0]


@keys("why", "other_pane")
async def test_why_explains_a_finding_also_where_there_is_one_pane(
    run: Run, press: Any, settled: Any, key: str, screen: Any
) -> None:
    async with run(size=(80, 24)) as pilot:
        mode = await enter(pilot, press, settled)
        await press(pilot, "G", key)
        assert mode.at_held
        assert "The rule" in "\n".join(screen(pilot.app))
        await press(pilot, "tab")
        assert not mode.at_held
        await press(pilot, "tab", "escape")
        assert not mode.at_held


async def test_enter_on_a_finding_goes_to_its_entity_and_e_to_its_line(
    run: Run, press: Any, settled: Any
) -> None:
    async with run() as pilot:
        mode = await enter(pilot, press, settled)
        mode.rows.stand_on(next(line.key for line in mode.rows.lines if "report-job" in line.text))
        assert str(mode.place()) == "shop.yaml:63"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ExploreScreen)
        assert pilot.app.session.focus == "component:report-job"


@keys("sort")
async def test_findings_and_failures_by_team(
    run: Run, press: Any, settled: Any, key: str, screen: Any
) -> None:
    async with run() as pilot:
        await enter(pilot, press, settled)
        await press(pilot, key)
        assert "Of no team" in "\n".join(screen(pilot.app))
        await press(pilot, "v", "j", "enter")
        assert "Of no team" in "\n".join(screen(pilot.app))
        await press(pilot, key)
        assert "Of no team" not in "\n".join(screen(pilot.app))


@keys("next_group", "previous_group")
async def test_groups(run: Run, press: Any, settled: Any, key: str) -> None:
    async with run() as pilot:
        mode = await enter(pilot, press, settled)
        first = mode.rows.here
        await press(pilot, "n")
        assert mode.rows.here is not first
        await press(pilot, "N", "N")
        assert mode.rows.here == first
        await press(pilot, key)


@keys("filter")
async def test_the_filter_narrows_findings_and_the_week(
    run: Run, press: Any, settled: Any, key: str, screen: Any
) -> None:
    async with run() as pilot:
        mode = await enter(pilot, press, settled)
        await press(pilot, key, *"report-job", "enter")
        assert mode.rows.has_focus
        assert all("report-job" in line.text for line in mode.rows.lines if line.key)
        few = mode.rows.length
        await press(pilot, "escape")
        assert mode.rows.length > few
        await press(pilot, "v", "v")
        await settled(pilot)
        await press(pilot, key, *"paym", "enter")
        assert mode.board.body.length == 1
        assert mode.board.body.has_focus


@keys("page")
async def test_page_asks_of_the_failure_and_in_the_week_at_its_hour(
    run: Run, press: Any, settled: Any, key: str, now: Any
) -> None:
    async with run() as pilot:
        mode = await enter(pilot, press, settled)
        await press(pilot, "v", key)
        assert "enter opens the failures" in mode.query_one("KeyBar").said  # type: ignore[attr-defined]
        await press(pilot, "j", "enter")
        mode.held.stand_on(next(line.key for line in mode.held.lines if "report-job" in line.text))
        await press(pilot, key)
        assert isinstance(pilot.app.screen, PageScreen)
        assert pilot.app.session.faults == ("component:report-job",)
        await press(pilot, "q", "escape", "v")
        await settled(pilot)
        mode.board.stand_on("team:payments 0")
        await press(pilot, "enter", key)
        assert isinstance(pilot.app.screen, PageScreen)
        assert pilot.app.session.instant == now.replace(hour=0, minute=0) - timedelta(days=6)


async def test_the_week_stops_by_escape_and_begins_again_by_enter(
    run: Run, press: Any, settled: Any, screen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from topology.tui.health import weeks

    begun, go = threading.Event(), threading.Event()

    def slow(engine: Any, result: Any, at: Any, told: Any) -> Any:
        told(5, 12)
        begun.set()
        assert go.wait(10)
        return week_of(engine, result, at, told)

    monkeypatch.setattr(weeks, "week", slow)
    async with run() as pilot:
        mode = await enter(pilot, press, settled)
        await press(pilot, "v", "v")
        assert begun.wait(10)
        mode.show_progress()
        await pilot.pause()
        assert "5 of 12" in "\n".join(screen(pilot.app))
        await press(pilot, "escape")
        go.set()
        await settled(pilot)
        assert mode.state.view == "week"
        assert "not worked out" in "\n".join(screen(pilot.app))
        await press(pilot, "enter")
        await settled(pilot)
        assert "· none" in "\n".join(screen(pilot.app))


async def test_rules_and_figures_stop_by_escape_and_begin_again_by_enter(
    app_of: Any, press: Any, settled: Any, screen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from topology.tui.health import judged

    begun, go = threading.Event(), threading.Event()

    def slow(engine: Any, result: Any, at: Any, told: Any) -> Any:
        begun.set()
        assert go.wait(10)
        return judge(engine, result, at, told)

    monkeypatch.setattr(judged, "judge", slow)
    app = app_of()
    async with app.run_test(size=(100, 30)) as pilot:
        while not begun.is_set():
            await pilot.pause()
        await press(pilot, "4")
        assert "Every failure is simulated" in "\n".join(screen(app))
        await press(pilot, "escape")
        go.set()
        await settled(pilot)
        assert app.world.judged is None
        assert "Rules and figures: not worked out" in "\n".join(screen(app))
        await press(pilot, "g", "enter")
        await settled(pilot)
        assert app.world.judged is not None
        assert "nobody owns report-job" in "\n".join(screen(app))


async def test_another_instant_is_judged_anew(run: Run, press: Any, settled: Any, now: Any) -> None:
    async with run() as pilot:
        await enter(pilot, press, settled)
        pilot.app.set_instant(now + timedelta(hours=9))
        await settled(pilot)
        assert pilot.app.world.judged.at == now + timedelta(hours=9)
        before = pilot.app.world.judged
        pilot.app.set_instant(now + timedelta(hours=9))
        await settled(pilot)
        assert pilot.app.world.judged is before


async def test_every_view_at_every_size_without_colour(
    run: Run, press: Any, settled: Any, screen: Any
) -> None:
    async with run(size=(60, 20), ascii_encoding="ascii", environ={"NO_COLOR": "1"}) as pilot:
        await enter(pilot, press, settled)
        for size in ((60, 20), (80, 24), (120, 40), (200, 60)):
            await pilot.resize_terminal(*size)
            for shows in ("unowned", "Boundary is clear", "Payments"):
                lines = screen(pilot.app)
                assert any(shows in line for line in lines), (size, shows, lines)
                assert all(line.isascii() for line in lines if "Jo" not in line)
                await press(pilot, "v")
                await settled(pilot)


async def test_a_catalog_of_nearly_nothing_lives(
    run: Run, press: Any, settled: Any, tmp_path: Path, screen: Any
) -> None:
    (tmp_path / "c.yaml").write_text("components: {a: {dependsOn: [b]}, b: {}}\n")
    async with run(str(tmp_path)) as pilot:
        await enter(pilot, press, settled)
        await press(
            pilot, "w", "tab", "n", "S", "v", "j", "enter", "escape", "v", "enter", "n", "p", "slash", "x"
        )
        await settled(pilot)
        await press(pilot, "escape", "c", "escape")
        assert pilot.app.is_running


def test_every_key_of_the_mode_has_its_test() -> None:
    assert {command.id for command in of("health")} == TESTED

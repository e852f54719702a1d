"""Every key of the mode that asks what if does what its help says, and says what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from topology.incident.situation import Acknowledgement, Fault
from topology.model.reference import Ref
from topology.present.page_changes import Turn, turned
from topology.tui.commands import COMMANDS
from topology.tui.screens.explore import ExploreScreen
from topology.tui.screens.page import PageScreen
from topology.tui.screens.page_choose import ChooseScreen
from topology.tui.screens.page_read import ReadScreen

Run = Callable[..., Any]
TESTED: set[str] = set()
DB = "component:payments-db"
PG = "component:pg-cluster"


def keys(*ids: str) -> Any:
    """Marks a test as the one of these commands; gives every key of the first to the test."""
    TESTED.update(ids)
    command = next(each for each in COMMANDS if each.id == ids[0])
    return pytest.mark.parametrize("key", command.keys)


async def ask(pilot: Any, press: Any, name: str = "payments-db") -> Any:
    """Ask what if something fails, from Explore; gives the session."""
    await press(pilot, "slash", *name, "enter", "p")
    assert isinstance(pilot.app.screen, PageScreen)
    return pilot.app.session


def text(pilot: Any, screen: Any) -> str:
    return "\n".join(screen(pilot.app))


def said(pilot: Any) -> str:
    return str(pilot.app.screen.query_one("KeyBar").said)


@keys("page.next_pane", "page.previous_pane")
async def test_panes(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await ask(pilot, press)
        assert pilot.app.focused.id == "answer"
        seen = []
        for _ in pilot.app.screen.panes:
            await press(pilot, key)
            seen.append(pilot.app.focused.id)
        assert seen == [*seen[:-1], "answer"]
        assert len(set(seen)) == len(pilot.app.screen.panes)
        await press(pilot, "shift+tab")
        assert pilot.app.focused.id == seen[-2]


@keys("fault")
async def test_something_else_fails_too_and_works_again(run: Run, press: Any, key: str, screen: Any) -> None:
    async with run() as pilot:
        session = await ask(pilot, press)
        await press(pilot, key)
        assert isinstance(pilot.app.screen, ChooseScreen)
        await press(pilot, *"pg-cl")
        assert "MULTI, lead" in text(pilot, screen)
        await press(pilot, "enter")
        assert session.faults == (DB, PG)
        shown = text(pilot, screen)
        assert "pg-cluster fails too" in shown
        assert "CLEAR → MULTI" in shown
        await press(pilot, key, *"payments-db", "enter")
        assert session.faults == (PG,)


@keys("way")
async def test_how_it_fails_is_chosen_and_compared(run: Run, press: Any, key: str, screen: Any) -> None:
    async with run() as pilot:
        session = await ask(pilot, press)
        await press(pilot, key)
        assert "[x] down" in text(pilot, screen)
        await press(pilot, "j")
        assert "it works, badly" in text(pilot, screen)
        await press(pilot, "enter")
        assert session.asked.faults == (Fault(Ref(DB), None, "degraded"),)
        assert "payments-db fails: degraded" in text(pilot, screen)
        await press(pilot, "tab", "g", "space")
        assert session.faults == (DB,), "nothing would be left that fails"
        assert "Something has to fail" in said(pilot)


@pytest.mark.parametrize("key", ["f", "slash"])
async def test_where_nothing_fails_what_is_typed_names_what_does(
    run: Run, press: Any, key: str, screen: Any
) -> None:
    async with run() as pilot:
        await press(pilot, "3", key, *"quotas")
        assert isinstance(pilot.app.screen, ChooseScreen)
        assert "What fails?" in text(pilot, screen)
        await press(pilot, *["backspace"] * 6, *"payments-db", "enter")
        assert isinstance(pilot.app.screen, PageScreen)
        assert pilot.app.session.faults == (DB,)


def many(folder: Path) -> str:
    """A catalog in which one failure hits thirty teams, and the one who is paged has a long name."""
    needs = "dependsOn: [base]"
    teams = "".join(f"  team-{number}: {{}}\n" for number in range(30))
    parts = "".join(f"  part-{number}: {{owner: team-{number}, {needs}}}\n" for number in range(30))
    folder.joinpath("c.yaml").write_text(
        f"teams:\n  low: {{onCall: p, members: [x]}}\n{teams}people: {{x: {{title: {'X' * 250}}}}}\n"
        f"escalationPolicies: {{p: {{team: low, steps: [{{page: x, wait: 5m}}]}}}}\n"
        f"components:\n  base: {{owner: low, tier: 1}}\n{parts}"
    )
    return str(folder)


async def test_many_informed_teams_are_counted_and_all_listed_where_they_are_explained(
    run: Run, press: Any, screen: Any, tmp_path: Path
) -> None:
    async with run(many(tmp_path), size=(80, 24)) as pilot:
        await ask(pilot, press, "base")
        shown = text(pilot, screen)
        assert "30 teams: team-0, team-1" in shown
        assert "Timeline" in shown
        told = pilot.app.screen.told
        while told.here is None or not told.here.key.startswith("Informed"):
            before = told.here
            await press(pilot, "j")
            assert told.here != before, "the line can be stood on"
        await press(pilot, "enter")
        assert "team-0 owns part-0, which is down" in text(pilot, screen)
        assert "team-29 owns part-29" in "\n".join(line.text for line in pilot.app.screen.choices.lines)


async def test_a_long_name_does_not_fill_the_timeline(
    run: Run, press: Any, screen: Any, tmp_path: Path
) -> None:
    async with run(many(tmp_path), size=(80, 24)) as pilot:
        await ask(pilot, press, "base")
        lines = pilot.app.screen.told.lines
        at = next(number for number, line in enumerate(lines) if "event page" in line.key)
        long = [line for line in lines[at:] if "XXX" in line.text]
        assert len(long) <= 4
        assert long[-1].text.rstrip().endswith("…")


@keys("away")
async def test_who_would_be_paged_is_away(run: Run, press: Any, key: str, screen: Any) -> None:
    async with run() as pilot:
        session = await ask(pilot, press)
        first = pilot.app.screen.incident.first_contact.person
        await press(pilot, key, "enter")
        assert session.asked.away == {first}
        shown = text(pilot, screen)
        assert "is away" in shown
        assert "(worse)" in shown
        await press(pilot, key, *"zola", "enter")
        assert session.asked.away == {first, "person:zola"}
        assert "same verdict, lead, first human and time" in text(pilot, screen)


@keys("silent")
async def test_an_alert_does_not_come(run: Run, press: Any, key: str, screen: Any) -> None:
    async with run() as pilot:
        session = await ask(pilot, press)
        await press(pilot, key)
        assert "alerts at +2m" in text(pilot, screen)
        await press(pilot, *"payments-db", "enter")
        assert session.asked.silent == {DB}
        assert "payments-db is silent" in text(pilot, screen)


@keys("tool")
async def test_the_pager_is_down(run: Run, press: Any, key: str, screen: Any) -> None:
    async with run() as pilot:
        session = await ask(pilot, press)
        await press(pilot, key)
        assert "no file says what it runs on" in text(pilot, screen)
        await press(pilot, "j", "enter")
        assert session.asked.down == {"pager"}
        assert "CLEAR → NOBODY (worse)" in text(pilot, screen)


@keys("acknowledge")
async def test_somebody_answers(run: Run, press: Any, key: str, screen: Any) -> None:
    async with run() as pilot:
        session = await ask(pilot, press)
        contact = pilot.app.screen.incident.first_contact
        await press(pilot, key, "enter")
        assert session.asked.acks == (Acknowledgement(contact.person, contact.minute),)
        assert "answers at +2m" in text(pilot, screen)


@keys("page.mark")
async def test_space_takes_back_what_the_line_says(run: Run, press: Any, key: str, screen: Any) -> None:
    async with run() as pilot:
        session = await ask(pilot, press)
        await press(pilot, "d", "j", "enter", "s", *"payments-db", "enter", "a", *"zola", "enter")
        await press(pilot, "tab")
        lines = pilot.app.screen.asked
        for line in ("down pager", "away person:zola"):
            lines.stand_on(line)
            await press(pilot, key)
        assert not session.asked.down
        assert not session.asked.away
        assert session.asked.silent == {DB}
        assert "Zola Mbeki is back" in text(pilot, screen)


async def test_space_on_what_breaks_makes_it_fail_by_itself(run: Run, press: Any) -> None:
    async with run() as pilot:
        session = await ask(pilot, press)
        told = pilot.app.screen.told
        told.stand_on("state component:payments-api")
        await press(pilot, "space")
        assert session.faults == (DB, "component:payments-api")
        told.stand_on("lead component:payments-db")
        await press(pilot, "space")
        assert "space: on a component" in said(pilot)


@keys("page.page")
async def test_only_this_fails(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        session = await ask(pilot, press)
        pilot.app.screen.told.stand_on("state component:payments-api")
        await press(pilot, key)
        assert session.faults == ("component:payments-api",)
        await press(pilot, "left_square_bracket")
        assert session.faults == (DB,)


@keys("why")
async def test_why_lists_numbered_reasons_with_their_places(
    run: Run, press: Any, key: str, screen: Any
) -> None:
    async with run() as pilot:
        await ask(pilot, press)
        pilot.app.screen.told.stand_on("lead component:payments-db")
        await press(pilot, key)
        assert isinstance(pilot.app.screen, ReadScreen)
        shown = text(pilot, screen)
        assert "Lead Payments (stream-aligned)" in shown
        assert "shop.yaml:" in shown
        assert pilot.app.screen.choices.here.key == "lead component:payments-db"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PageScreen)


@keys("read.go")
async def test_a_reason_leads_to_its_line(
    run: Run, press: Any, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    places: list[str] = []
    async with run() as pilot:
        monkeypatch.setattr(pilot.app, "edit", lambda place: places.append(str(place)))
        await ask(pilot, press)
        for pressed in (key, "enter"):
            await press(pilot, "w", *"jj", pressed)
            assert isinstance(pilot.app.screen, PageScreen)
        await press(pilot, "e")
    assert len(places) == 3
    assert all(place.startswith("shop.yaml:") for place in places)
    assert places[0] == places[1]


@keys("why_not")
async def test_why_a_team_is_not_paged(run: Run, press: Any, key: str, screen: Any) -> None:
    async with run() as pilot:
        await ask(pilot, press)
        await press(pilot, key)
        assert "owns something that is hit" in text(pilot, screen)
        await press(pilot, *"data pl", "enter")
        await pilot.pause()
        shown = text(pilot, screen)
        assert "Why not Data Platform?" in shown
        assert "nothing that Data Platform owns is hit by this failure" in shown


@keys("compare")
async def test_compare_puts_first_contact_policies_side_by_side(
    run: Run, press: Any, key: str, screen: Any
) -> None:
    async with run() as pilot:
        await ask(pilot, press)
        await press(pilot, key)
        shown = text(pilot, screen)
        for policy in ("declared", "cause", "symptom", "both", "switchboard", "office hours"):
            assert policy in shown
        assert "woken" in shown
        assert "right team" in shown


@keys("beat", "beat_before")
async def test_the_timeline_is_walked_minute_by_minute(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await ask(pilot, press)
        screen = pilot.app.screen
        minutes = sorted({event.minute for event in screen.incident.timeline if event.event != "timeout"})
        for minute in minutes[:3]:
            await press(pilot, key)
            assert screen.written().minutes[screen.told.here.key] == minute
        await press(pilot, "N")
        assert screen.written().minutes[screen.told.here.key] == minutes[1]
        await press(pilot, "N", "N")
        assert "Nothing happens before this" in said(pilot)


@keys("records")
async def test_records_of_the_leading_team(
    run: Run, press: Any, key: str, screen: Any, tmp_path: Path
) -> None:
    (tmp_path / "c.yaml").write_text(
        """
teams: {ops: {title: Operations, members: [ann], onCall: ops}}
people: {ann: {}}
components: {web: {owner: ops, tier: 1, alerts: {}}, job: {tier: 1}}
escalationPolicies: {ops: {team: ops, steps: [{page: ann, wait: 5m}]}}
incidents:
  - {component: web, started: 2026-10-01T10:00, detected: 2026-10-01T10:02, acknowledged: 2026-10-01T10:09,
     resolved: 2026-10-01T11:00, responders: [ann]}
"""
    )
    async with run(str(tmp_path)) as pilot:
        await ask(pilot, press, "web")
        assert "Recorded Operations: 7 min from alert to answer, 1 incident" in text(pilot, screen)
        await press(pilot, key)
        shown = text(pilot, screen)
        assert "Recorded incidents of Operations" in shown
        assert "60 min" in shown
    async with run() as pilot:
        await ask(pilot, press)
        await press(pilot, key)
        assert "No file holds records" in said(pilot)


@keys("week")
async def test_the_week(run: Run, press: Any, key: str, settled: Any, screen: Any) -> None:
    async with run(size=(80, 24)) as pilot:
        await ask(pilot, press, "storefront")
        await press(pilot, key)
        await settled(pilot)
        assert pilot.app.focused.id == "week"
        shown = text(pilot, screen)
        assert all(f"│{day} " in shown for day in ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"))
        assert "Week · W" in shown


@keys("page.zoom")
async def test_one_pane_takes_the_whole_screen(run: Run, press: Any, key: str, screen: Any) -> None:
    async with run() as pilot:
        await ask(pilot, press)
        await press(pilot, key)
        shown = text(pilot, screen)
        assert "What if" not in shown
        assert "Timeline" in shown
        await press(pilot, "shift+tab")
        assert "hit in the end" in text(pilot, screen)
        await press(pilot, "escape")
        assert "What if" in text(pilot, screen)


@keys("earlier", "later")
async def test_hours(run: Run, press: Any, key: str, now: datetime, screen: Any) -> None:
    async with run() as pilot:
        session = await ask(pilot, press)
        await press(pilot, key)
        assert session.instant == now - timedelta(hours=1)
        await press(pilot, "full_stop", "full_stop")
        assert session.instant == now + timedelta(hours=1)
        assert "Sun 22 Nov 2026 04:12 Lisbon" in text(pilot, screen)
        await press(pilot, "left_square_bracket")
        assert session.instant == now, "steps in time that follow one another are one"
        assert isinstance(pilot.app.screen, PageScreen)


@keys("day_before", "day_after")
async def test_days(run: Run, press: Any, key: str, now: datetime) -> None:
    async with run() as pilot:
        session = await ask(pilot, press)
        await press(pilot, key)
        assert session.instant == now - timedelta(days=1)
        await press(pilot, "greater_than_sign", "greater_than_sign")
        assert session.instant == now + timedelta(days=1)


async def test_time_that_goes_by_is_no_change(run: Run, press: Any, screen: Any, now: datetime) -> None:
    async with run() as pilot:
        session = await ask(pilot, press)
        session._now = lambda: now + timedelta(minutes=5)
        await press(pilot, "a", "enter")
        assert "is away" in text(pilot, screen)
        assert "Now      Sun 22 Nov" not in text(pilot, screen)
        assert pilot.app.screen.incident.situation.at == now + timedelta(minutes=5)


async def test_a_day_is_a_day_on_the_wall(run: Run, press: Any) -> None:
    async with run() as pilot:
        session = await ask(pilot, press)
        pilot.app.set_instant(datetime(2026, 10, 24, 11, 0, tzinfo=UTC))
        await press(pilot, "greater_than_sign")
        assert session.instant == datetime(2026, 10, 25, 12, 0, tzinfo=UTC)


@keys("hand_off", "hand_off_before")
async def test_hand_offs(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        session = await ask(pilot, press)
        await press(pilot, key)
        assert session.instant == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
        assert said(pilot) == "Hand-off in Payments, first: Ada Obi"
        assert "person:lin" in {event.person for event in pilot.app.screen.incident.timeline}
        await press(pilot, "left_curly_bracket")
        assert session.instant == datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


@keys("gap")
async def test_the_next_gap(run: Run, press: Any, key: str, tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text(
        """
teams: {ops: {members: [ann], onCall: ops}}
people: {ann: {}}
components: {web: {owner: ops, tier: 1, alerts: {}}, job: {tier: 1}}
schedules:
  day: {timezone: UTC, layers: [{roster: [{since: 2026-01-05, people: [ann]}], hours: "Mon-Sun 00:00-18:00"}]}
escalationPolicies: {ops: {team: ops, steps: [{page: day, wait: 5m}]}}
"""
    )
    async with run(str(tmp_path)) as pilot:
        session = await ask(pilot, press, "web")
        await press(pilot, key)
        assert session.instant == datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
        assert "Nobody is on call in day" in said(pilot)
        assert pilot.app.screen.incident.verdict == "NOBODY"
        await press(pilot, "f", *"job", "enter", "left_square_bracket", "left_square_bracket")
        assert session.instant == datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
    async with run() as pilot:
        await ask(pilot, press)
        await press(pilot, key)
        assert "No rota that this failure pages has a gap" in said(pilot)


async def test_enter_on_a_line_of_the_situation_does_what_its_key_does(run: Run, press: Any) -> None:
    async with run() as pilot:
        await ask(pilot, press)
        await press(pilot, "tab")
        lines = pilot.app.screen.asked
        hints = {line.key: line.end[0][0] for line in lines.lines if line.key and line.end}
        assert set("".join(hints.values()).replace(" ", "")) >= set("fmt,.asdA")
        for key in hints:
            lines.stand_on(key)
            await press(pilot, "enter")
            assert not isinstance(pilot.app.screen, PageScreen), key
            await press(pilot, "escape")
            assert isinstance(pilot.app.screen, PageScreen)


async def test_leaving_leads_back_and_the_situation_stays(run: Run, press: Any) -> None:
    async with run() as pilot:
        session = await ask(pilot, press)
        await press(pilot, "d", "j", "enter")
        assert session.asked.down == {"pager"}
        await press(pilot, "left_square_bracket")
        assert not session.asked.down
        assert pilot.app.screen.incident.verdict == "CLEAR"
        await press(pilot, "right_square_bracket")
        assert session.asked.down == {"pager"}
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, ExploreScreen)
        await press(pilot, "3")
        assert session.asked.down == {"pager"}
        assert pilot.app.screen.incident.verdict == "NOBODY"


async def test_a_new_reading_is_simulated_again(
    run: Run, press: Any, settled: Any, tmp_path: Path, screen: Any
) -> None:
    file = tmp_path / "c.yaml"
    base = (
        "people: {ann: {}, bob: {}}\n"
        "teams: {ops: {members: [ann], onCall: ops}}\n"
        "components: {web: {owner: ops, tier: 1, alerts: {}}, db: {owner: ops, tier: 1, alerts: {}}}\n"
    )
    file.write_text(base + "escalationPolicies: {ops: {team: ops, steps: [{page: ann, wait: 5m}]}}\n")
    async with run(str(tmp_path)) as pilot:
        session = await ask(pilot, press, "web")
        await press(pilot, "f", *"db", "enter")
        assert pilot.app.screen.incident.first_contact.person == "person:ann"
        changed = base.replace(", db: {owner: ops, tier: 1, alerts: {}}", "")
        file.write_text(changed + "escalationPolicies: {ops: {team: ops, steps: [{page: bob, wait: 5m}]}}\n")
        await press(pilot, "ctrl+r")
        await settled(pilot)
        assert session.faults == ("component:web", "component:db")  # it may come back
        pilot.app.lay_ghosts()
        await settled(pilot)
        assert session.faults == ("component:web",)
        assert pilot.app.screen.incident.first_contact.person == "person:bob"
        assert "bob" in text(pilot, screen)


def test_how_many_are_paged_is_said_in_words() -> None:
    found = [Turn("verdict", "JOINT", "CLEAR"), Turn("people", "3 paged", "2"), Turn("paged", "", "Web")]
    assert turned(found) == "CLEAR, 2 people paged, paged Web"
    assert turned([Turn("people", "3 paged", "1")]) == "1 person paged"


async def test_a_key_that_can_do_nothing_says_so(run: Run, press: Any) -> None:
    async with run() as pilot:
        await press(pilot, "3", "p")
        assert "choose with f" in pilot.app.screen.query_one("KeyBar").said
        await press(pilot, "4", "g", "N")
        assert pilot.app.screen.query_one("KeyBar").said == "Nothing more above"


async def test_where_nothing_fails_yet_there_is_something_to_choose(
    run: Run, press: Any, screen: Any
) -> None:
    async with run() as pilot:
        await press(pilot, "3", "f")
        text = "\n".join(screen(pilot.app))
        assert "What fails?" in text
        assert "nothing fits" not in text
        await press(pilot, "down", "enter")
        assert len(pilot.app.page_in_front.what_if.faults) == 1


async def test_what_has_no_answer_says_so(run: Run, press: Any, tmp_path: Path, screen: Any) -> None:
    (tmp_path / "c.yaml").write_text("components: {web: {failureModes: {outage: {scope: consumer}}}}\n")
    async with run(str(tmp_path)) as pilot:
        await ask(pilot, press, "web")
        assert "lives at one consumer, but nothing uses" in text(pilot, screen).replace("\n", " ")
        await press(pilot, "w")
        assert "Nothing fails" in said(pilot)


def test_every_command_of_this_mode_has_its_test() -> None:
    assert {command.id for command in COMMANDS if command.where in ("page", "read")} == TESTED


async def test_that_somebody_who_is_paged_will_not_answer_is_not_cut_off(
    run: Run, press: Any, screen: Any
) -> None:
    async with run(size=(80, 24)) as pilot:
        await press(pilot, "p")
        told = " ".join(line.text.strip() for line in pilot.app.screen.told.lines)
        assert "away: will not answer" in " ".join(told.split())

"""Going somewhere and coming back, across screens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from topology.model.reference import Ref
from topology.tui.screens.explore import ExploreScreen
from topology.tui.screens.page import PageScreen
from topology.tui.screens.roster import RosterScreen
from topology.tui.session import Session

Run = Callable[..., Any]
START = "component:checkout-api"
A, B, C = Ref("component:a"), Ref("component:b"), Ref("component:c")


def said(pilot: Any) -> str:
    return str(pilot.app.screen.query_one("KeyBar").said)


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_who_followed_a_line_of_the_roster_comes_back_to_it(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await press(pilot, "O", "j", "enter")
        assert isinstance(pilot.app.screen, ExploreScreen)
        assert pilot.app.session.focus == "team:data"
        await press(pilot, "j", key)
        assert isinstance(pilot.app.screen, RosterScreen)
        assert pilot.app.screen.subject() == "team:data"
        await press(pilot, key)
        assert isinstance(pilot.app.screen, ExploreScreen)
        assert pilot.app.session.focus == START
        assert pilot.app.screen.catalog.here.ref == START


async def test_history_leads_back_and_forward_over_screens(run: Run, press: Any) -> None:
    async with run() as pilot:
        await press(pilot, "p", "O", "enter", "o")
        assert "is a team" in said(pilot)
        kinds = []
        for _ in range(3):
            await press(pilot, "left_square_bracket")
            kinds.append(type(pilot.app.screen))
        assert kinds == [RosterScreen, PageScreen, ExploreScreen]
        assert pilot.app.session.focus == START
        await press(pilot, "left_square_bracket")
        assert "Nothing before" in said(pilot)
        kinds = []
        for _ in range(3):
            await press(pilot, "right_square_bracket")
            kinds.append(type(pilot.app.screen))
        assert kinds == [PageScreen, RosterScreen, ExploreScreen]
        assert pilot.app.session.focus == "team:checkout"


async def test_who_chose_another_mode_is_not_led_back_on_the_way_out(run: Run, press: Any) -> None:
    async with run() as pilot:
        await press(pilot, "p", "1", "3", "1", "q")
        assert pilot.app._exit


async def test_the_answer_to_an_older_question_comes_back(run: Run, press: Any) -> None:
    async with run() as pilot:
        await press(pilot, "p", "1", "j", "j", "p")
        assert pilot.app.session.faults != (START,)
        await press(pilot, "left_square_bracket", "left_square_bracket")
        assert isinstance(pilot.app.screen, PageScreen)
        assert pilot.app.session.faults == (START,)


@pytest.mark.parametrize(
    ("of", "team"),
    [
        ("schedule:payments-rota", "team:payments"),
        ("policy:data", "team:data"),
        ("person:ada", "team:payments"),
        ("component:psp-north", "team:payments"),
        ("platform:data", "team:data"),
    ],
)
async def test_the_owner_key_finds_the_team_behind_anything(run: Run, press: Any, of: str, team: str) -> None:
    async with run() as pilot:
        pilot.app.visit(Ref(of))
        await press(pilot, "o")
        assert pilot.app.session.focus == team


async def test_the_owner_key_says_what_no_file_says(run: Run, press: Any) -> None:
    async with run() as pilot:
        pilot.app.visit(Ref("policy:duty"))
        await press(pilot, "o")
        assert "No file says" in said(pilot)


def session_in(mode: str) -> Session:
    session = Session(lambda: datetime(2026, 11, 22, 3, 12, tzinfo=UTC))
    session.visit(A)
    session.enter(mode, followed=True)
    return session


def test_up_leads_to_the_mode_that_led_here_with_what_stood_there() -> None:
    session = session_in("oncall")
    session.visit(B)
    session.visit(C)
    assert session.up() == A
    assert session.mode == "oncall"
    assert session.up() == A
    assert session.mode == "explore"
    assert session.up() is None


def test_a_vanished_stop_is_no_stop_any_more() -> None:
    session = session_in("oncall")
    session.visit(B)
    session.visit(C)
    session.settle({B, C})
    assert session.back() == B
    assert session.back() is None


def test_recent_places_come_last_first_and_once() -> None:
    session = session_in("explore")
    for ref in (B, A, C):
        session.visit(ref)
    assert session.recent == (A, B)


async def test_the_palette_offers_what_was_seen_before_and_commands_of_other_modes(
    run: Run, press: Any, screen: Any
) -> None:
    async with run() as pilot:
        await press(pilot, "o", "colon")
        assert pilot.app.screen.choices.lines[0].text.startswith("checkout-api")
        assert "seen before" in pilot.app.screen.choices.lines[0].text
        await press(pilot, "enter")
        assert pilot.app.session.focus == START
        await press(pilot, "colon", *"reasons")
        choices = pilot.app.screen.choices
        choices.stand_on(next(line.key for line in choices.lines if "goes to Page" in line.text))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PageScreen)


async def test_the_boundary_that_the_palette_leads_to_is_that_of_what_was_stood_on(
    run: Run, press: Any, screen: Any
) -> None:
    async with run() as pilot:
        await press(pilot, "slash", *"payments-db", "enter", "colon", *"contract", "enter")
        assert pilot.app.screen.state.about == "component:payments-db"
        assert "One boundary › payments-db" in screen(pilot.app)[0]


async def test_the_first_line_answers_to_the_mouse(run: Run, press: Any, screen: Any) -> None:
    from topology.tui.screens.ask import AskScreen
    from topology.tui.screens.palette import PaletteScreen

    async with run() as pilot:
        await pilot.click("TopLine", offset=(3, 0))
        assert isinstance(pilot.app.screen, PaletteScreen)
        await press(pilot, "escape", "o")
        await pilot.click("TopLine", offset=(12, 0))
        assert pilot.app.session.focus == START
        await pilot.click("TopLine", offset=(screen(pilot.app)[0].index("03:12"), 0))
        assert isinstance(pilot.app.screen, AskScreen)
        await press(pilot, "escape")
        await pilot.click("TopLine", offset=(screen(pilot.app)[0].index("3 findings"), 0))
        assert pilot.app.session.mode == "health" or pilot.app.session.focus in pilot.app.world.found


async def test_help_stands_in_two_columns_where_there_is_room(run: Run, press: Any, screen: Any) -> None:
    async with run(size=(200, 60)) as pilot:
        await press(pilot, "question_mark")
        text = screen(pilot.app)
        assert "Help · Explore" in "\n".join(text)
        wide = pilot.app.screen.choices
        assert max(len(line.text) for line in wide.lines) > 90
        assert wide.length < len(pilot.app.screen.lines()) - 10


async def test_the_roster_holds_everybody_also_what_is_closed_or_unknown(
    run: Run, press: Any, screen: Any, tmp_path: Any
) -> None:
    (tmp_path / "a.yaml").write_text(
        "people: {ann: {title: Ann}, bob: {title: Bob}}\n"
        "teams: {x: {title: Ex, onCall: p}, y: {title: Why}, z: {title: Zed, onCall: gone}}\n"
        "escalationPolicies: {p: {hours: 'Mon-Fri 09:00-17:00',\n"
        "  steps: [{page: [person:ann, person:bob], wait: 5m}]}}\n"
        "components: {a: {owner: x}}\n"
    )
    async with run(str(tmp_path)) as pilot:
        await press(pilot, "O")
        text = "\n".join(screen(pilot.app))
        assert "nobody: outside support hours" in text
        assert "until Mon 09:00" in text
        assert "unknown: no file says who" in text
        assert "unknown: nobody declared it" in text
        await press(pilot, "t", *"Mon 10:00", "enter")
        assert "Ann, Bob" in "\n".join(screen(pilot.app))
        await press(pilot, "l", "l", "enter")
        assert pilot.app.session.focus == "person:bob"


async def test_on_a_narrow_screen_everybody_on_call_has_a_place_on_the_list(
    run: Run, press: Any, screen: Any, tmp_path: Any
) -> None:
    people = {"ada": "Adelheid von Hohenstein", "lin": "Lin Katharina Park", "sam": "Samuel Okonkwo"}
    titles = ", ".join(f"{name}: {{title: {title}}}" for name, title in people.items())
    (tmp_path / "c.yaml").write_text(
        f"people: {{{titles}}}\n"
        "teams: {pay: {title: Payments and everything else, onCall: pay}}\n"
        "components: {api: {owner: pay}}\n"
        "schedules:\n"
        "  pay: {combine: all, layers: [{roster: [{since: 2026-01-05, people: [ada]}]},\n"
        "    {roster: [{since: 2026-01-05, people: [lin]}]},\n"
        "    {every: 1 week, handoff: 'Mon 09:00', roster: [{since: 2026-01-05, people: [sam, sam]}]}]}\n"
        "escalationPolicies: {pay: {team: pay, steps: [{page: pay, wait: 5m}]}}\n"
    )
    async with run(str(tmp_path), size=(60, 20)) as pilot:
        await press(pilot, "O")
        shown = "\n".join(screen(pilot.app))
        assert all(title in shown for title in people.values())
        await press(pilot, "g", "l")
        seen = [pilot.app.screen.subject()]
        for _ in range(2):
            await press(pilot, "j")
            seen.append(pilot.app.screen.subject())
        assert seen == ["person:ada", "person:lin", "person:sam"]


async def test_what_was_said_in_passing_is_not_said_of_the_next_place(run: Run, press: Any) -> None:
    async with run() as pilot:
        bar = pilot.app.screen.query_one("KeyBar")
        await press(pilot, "o", "left_square_bracket", "left_square_bracket")
        assert bar.said == "Nothing before this"
        await press(pilot, "right_square_bracket")
        assert bar.said == ""
        await press(pilot, "right_square_bracket")
        assert bar.said == "Nothing after this"
        pilot.app.visit(Ref("team:web"))
        assert bar.said == ""


async def test_the_way_is_shortened_before_the_name_that_it_leads_to(
    run: Run, screen: Any, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(
        "products: {p: {title: Everything that anybody buys}}\n"
        "components: {recommendations: {partOf: p}, x: {partOf: p}}\n"
    )
    async with run(str(tmp_path), size=(60, 20)) as pilot:
        pilot.app.visit(Ref("component:recommendations"))
        await pilot.pause()
        assert screen(pilot.app)[0].startswith(" topology  Everyth… › recommendations  ")
        pilot.app.visit(Ref("component:x"))
        await pilot.pause()
        assert "Everything that any… › x  " in screen(pilot.app)[0]


async def test_a_click_on_the_banner_tells_all_that_it_stands_for(run: Run, tmp_path: Path) -> None:
    from topology.tui.screens.help import HelpScreen
    from topology.tui.settings.reading import read_choices

    file = tmp_path / "settings.toml"
    file.write_text('theme = "purple"\n')
    async with run(choices=read_choices(str(file))) as pilot:
        await pilot.click("TopLine", offset=(20, 1))
        await pilot.pause()
        assert isinstance(pilot.app.screen, HelpScreen)

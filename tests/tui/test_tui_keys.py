"""Every key of the registry does what its help says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from topology.model.reference import Ref
from topology.tui.commands import COMMANDS
from topology.tui.keys import graph
from topology.tui.screens.boundaries import BoundariesScreen
from topology.tui.screens.explore import ExploreScreen
from topology.tui.screens.game import GameScreen
from topology.tui.screens.health import HealthScreen
from topology.tui.screens.help import HelpScreen
from topology.tui.screens.page import PageScreen
from topology.tui.screens.palette import PaletteScreen
from topology.tui.screens.roster import RosterScreen

Run = Callable[..., Any]
TESTED: set[str] = set()
START = "component:checkout-api"


def keys(*ids: str) -> Any:
    """Marks a test as the one of these commands; gives every key of the first to the test."""
    TESTED.update(ids)
    command = next(each for each in COMMANDS if each.id == ids[0])
    return pytest.mark.parametrize("key", command.keys)


def here(pilot: Any) -> Any:
    return pilot.app.screen.catalog.here


@keys("down", "up")
async def test_down_and_up_walk_the_tree_and_the_other_panes_follow(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        session = pilot.app.session
        assert session.focus == START
        await press(pilot, key)
        assert here(pilot).ref == session.focus == session.cursor != START
        await press(pilot, {"j": "k", "down": "up"}[key])
        assert session.focus == START


@keys("left", "right")
async def test_left_folds_and_right_unfolds(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        session = pilot.app.session
        await press(pilot, key)
        assert here(pilot).ref == "product:shop"
        await press(pilot, key)
        assert not any(key.endswith("product:shop") for key in session.opened)
        await press(pilot, {"h": "l", "left": "right"}[key])
        assert any(key.endswith("product:shop") for key in session.opened)


@keys("first", "last")
async def test_first_and_last(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await press(pilot, {"g": "G", "home": "end"}[key])
        assert pilot.app.screen.catalog.cursor == pilot.app.screen.catalog.length - 1
        await press(pilot, key)
        assert pilot.app.screen.catalog.cursor == 0


@keys("page_down", "page_up")
async def test_pages(run: Run, press: Any, key: str) -> None:
    async with run(size=(120, 20)) as pilot:
        await press(pilot, "g")
        await press(pilot, key)
        assert pilot.app.screen.catalog.cursor > 5
        await press(pilot, {"pagedown": "pageup", "ctrl+f": "ctrl+b"}[key])
        assert pilot.app.screen.catalog.cursor == 0


@keys("choose")
async def test_enter_opens_and_in_the_middle_refocuses(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await press(pilot, key)
        screen, session = pilot.app.screen, pilot.app.session
        assert screen.middle.has_focus
        await press(pilot, "l", key)
        assert session.focus != START
        assert session.back() == START


async def test_enter_on_the_card_follows_what_the_line_leads_to(run: Run, press: Any) -> None:
    async with run() as pilot:
        await press(pilot, "tab", "tab", "enter")
        assert pilot.app.session.focus == "team:checkout"


@keys("next_pane", "previous_pane")
async def test_tab_goes_round_the_panes(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        for pane in ("graph", "card", "catalog"):
            await press(pilot, key)
            assert pilot.app.focused.id == pane
        await press(pilot, "shift+tab")
        assert pilot.app.focused.id == "card"


@keys("zoom")
async def test_zoom_gives_one_pane_the_whole_screen(run: Run, press: Any, key: str, screen: Any) -> None:
    async with run(size=(80, 24)) as pilot:
        await press(pilot, key)
        explore = pilot.app.screen
        assert explore.card.outer_size.width == 80
        assert explore.card.outer_size.height == 22
        assert not explore.catalog.size.width
        await press(pilot, "enter")
        assert pilot.app.session.focus == "team:checkout"
        assert explore.card.outer_size.width == 80
        await press(pilot, "left_square_bracket", key, "escape")
        assert "T1" in "\n".join(line[:30] for line in screen(pilot.app))  # made for its width again
        await press(pilot, "u", key)
        assert explore.around.outer_size.width == 80
        for leave in ("escape", "q"):
            await press(pilot, leave)
            assert not explore.has_class("-zoomed")
            await press(pilot, key)
        await press(pilot, "tab", "tab")
        assert explore.catalog.has_focus
        assert explore.catalog.size.width


@keys("back", "forward")
async def test_history(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await press(pilot, "o")
        assert pilot.app.session.focus == "team:checkout"
        await press(pilot, key)
        assert pilot.app.session.focus == START
        await press(pilot, key)
        assert "Nothing before" in pilot.app.screen.query_one("KeyBar").said
        await press(pilot, "right_square_bracket")
        assert pilot.app.session.focus == "team:checkout"


@keys("filter")
async def test_the_filter_finds_while_one_types_and_enter_goes_there(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await press(pilot, key, *"billing")
        assert here(pilot).ref == pilot.app.session.focus == "team:payments"
        await press(pilot, "enter")
        assert pilot.app.screen.catalog.has_focus
        assert pilot.app.session.back() == START


async def test_what_is_typed_in_one_go_is_looked_for_once(
    run: Run, press: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from topology.tui.search import Finder

    asked: list[str] = []
    find = Finder.find

    def asking(self: Finder, query: str, limit: int) -> Any:
        asked.append(query)
        return find(self, query, limit)

    monkeypatch.setattr(Finder, "find", asking)
    async with run() as pilot:
        await press(pilot, "slash", *"billing")
        assert asked == ["billing"]
        await press(pilot, "x", "down", "y", "enter")
        assert asked[1:] == ["billingx", "billingxy"]


async def test_down_moves_through_the_matches_while_one_types(run: Run, press: Any) -> None:
    async with run() as pilot:
        await press(pilot, "slash", *"pay", "down")
        second = here(pilot).ref
        await press(pilot, "enter")
        assert pilot.app.session.focus == second


async def test_escape_ends_the_filter_at_what_was_found(run: Run, press: Any) -> None:
    async with run() as pilot:
        await press(pilot, "slash", *"pg-clu", "enter", "escape")
        assert pilot.app.session.filter == ""
        assert here(pilot).ref == "component:pg-cluster"
        assert "platforms" in pilot.app.session.opened


async def test_where_nothing_is_found_the_card_is_of_what_one_looked_at_before(
    run: Run, press: Any, settled: Any
) -> None:
    async with run() as pilot:
        before = pilot.app.session.focus
        await press(pilot, "slash", *"pay")
        await settled(pilot)
        assert pilot.app.session.focus != before
        await press(pilot, *"qqqq")
        await settled(pilot)
        assert pilot.app.session.focus == before
        await press(pilot, *["backspace"] * 4)
        await settled(pilot)
        assert pilot.app.session.focus != before


@pytest.mark.parametrize("key", ["p", "o", "u", "U", "w", "space", "n", "N", "e", "c"])
async def test_every_question_about_nothing_is_answered(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await press(pilot, "slash", *"zzqq", "enter", key)
        assert isinstance(pilot.app.screen, ExploreScreen)
        assert pilot.app.screen.query_one("KeyBar").said


async def test_the_old_place_comes_back_when_nothing_was_found(run: Run, press: Any) -> None:
    async with run() as pilot:
        await press(pilot, "slash", *"zzzzzz", "escape")
        assert here(pilot).ref == START
        assert pilot.app.session.focus == START


@keys("next_match", "previous_match")
async def test_matches(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await press(pilot, "slash", *"pay", "enter")
        assert pilot.app.screen.query_one("#left").border_subtitle == "5 of 35"
        first = here(pilot).ref
        await press(pilot, key)
        assert here(pilot).ref != first
        await press(pilot, "N")
        assert here(pilot).ref == first


@pytest.mark.parametrize("key", ["n", "N"])
async def test_without_a_filter_the_same_keys_lead_through_the_findings(
    run: Run, press: Any, key: str
) -> None:
    async with run() as pilot:
        session, seen = pilot.app.session, []
        for _ in range(2):
            await press(pilot, key)
            seen.append(here(pilot).ref)
            assert "of 2 with findings: " in pilot.app.screen.query_one("KeyBar").said
        assert set(seen) == set(pilot.app.world.found)
        await press(pilot, key)
        assert session.focus == seen[0]
        assert any(line.text.startswith("Findings") for line in pilot.app.screen.card.lines)


@keys("palette")
async def test_the_palette_goes_to_entities(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await press(pilot, key)
        assert isinstance(pilot.app.screen, PaletteScreen)
        await press(pilot, *"ada obi", "enter")
        assert isinstance(pilot.app.screen, ExploreScreen)
        assert pilot.app.session.focus == "person:ada"


async def test_the_palette_runs_commands(run: Run, press: Any) -> None:
    async with run() as pilot:
        await press(pilot, "colon", *"on call", "enter")
        assert isinstance(pilot.app.screen, RosterScreen)
        await press(pilot, "escape", "colon", *"theme", "enter")
        assert pilot.app.theme == "topology-light"


@keys("page")
async def test_page_asks_what_if_this_fails(run: Run, press: Any, key: str, screen: Any) -> None:
    async with run() as pilot:
        await press(pilot, key)
        assert isinstance(pilot.app.screen, PageScreen)
        text = "\n".join(screen(pilot.app))
        for words in ("checkout-api fails", "CLEAR", "Checkout (stream-aligned)", "Timeline", "João Almeida"):
            assert words in text


async def test_page_of_what_cannot_fail_says_so(run: Run, press: Any) -> None:
    async with run() as pilot:
        await press(pilot, "o", "p")
        assert isinstance(pilot.app.screen, ExploreScreen)
        assert "something that can fail" in pilot.app.screen.query_one("KeyBar").said


@keys("mark")
async def test_marked_components_fail_together(run: Run, press: Any, key: str, screen: Any) -> None:
    async with run() as pilot:
        await press(pilot, key, "j", "j", key)
        assert pilot.app.session.marks == (START, "component:payments-api")
        assert "2 marked" in screen(pilot.app)[0]
        await press(pilot, "p")
        assert "checkout-api and payments-api fail" in screen(pilot.app)[1]
        assert all(ref.partition(":")[2] in "\n".join(screen(pilot.app)) for ref in pilot.app.session.marks)
        await press(pilot, "escape", "escape")
        assert pilot.app.session.marks == ()


@keys("owner")
async def test_owner(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await press(pilot, key)
        assert pilot.app.session.focus == here(pilot).ref == "team:checkout"
        pilot.app.visit(Ref("component:report-job"))
        await press(pilot, key)
        assert "No file says who owns" in pilot.app.screen.query_one("KeyBar").said


@keys("users", "needs")
async def test_users_and_needs_stand_on_the_first_of_their_side(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await press(pilot, key)
        assert pilot.app.session.cursor == "component:storefront"
        assert pilot.app.session.focus == START
        await press(pilot, "escape", "U")
        assert pilot.app.screen.middle.here.column == 2


@keys("on_call")
async def test_on_call_lists_teams_and_leads_to_them(run: Run, press: Any, key: str, screen: Any) -> None:
    async with run() as pilot:
        await press(pilot, key)
        text = "\n".join(screen(pilot.app))
        assert "João Almeida (away)" in text
        assert "Siti Rahayu" in text or "Jun Watanabe" in text
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ExploreScreen)
        assert pilot.app.session.focus == "team:checkout"


@keys("instant")
async def test_an_instant_is_asked_for_and_a_wrong_one_explained(
    run: Run, press: Any, key: str, screen: Any
) -> None:
    async with run() as pilot:
        await press(pilot, key, *"soon", "enter")
        assert "no instant" in "\n".join(screen(pilot.app))
        await press(pilot, *["backspace"] * 4, *"+2h", "enter")
        assert pilot.app.session.at is not None
        assert "22 Nov 2026 05:12 Lisbon" in screen(pilot.app)[0]
        await press(pilot, key, *"now", "enter")
        assert pilot.app.session.at is None


@keys("copy")
async def test_copy_offers_reference_name_and_card(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await press(pilot, key, "enter")
        assert pilot.app.clipboard == START
        await press(pilot, key, "j", "j", "enter")
        assert pilot.app.clipboard == "Checkout (#checkout)"
        await press(pilot, key, "j", "j", "j", "j", "enter")
        assert pilot.app.clipboard.startswith("checkout-api")
        assert "Owner" in pilot.app.clipboard
        await press(pilot, "p", key, "enter")
        assert pilot.app.clipboard.startswith("checkout-api fails: CLEAR")


@keys("edit", "reload")
async def test_edit_opens_the_editor_at_the_line_and_reads_again(
    run: Run, press: Any, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settled: Any
) -> None:
    from contextlib import nullcontext

    catalog = tmp_path / "c.yaml"
    catalog.write_text("components:\n  a: {owner: x}\n  b: {dependsOn: [a]}\nteams: {x: {}}\n")
    script = tmp_path / "edit"
    script.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/seen\nsed -i s/b:/changed:/ {catalog}\n')
    script.chmod(0o755)
    async with run(str(catalog), environ={"EDITOR": str(script), "PATH": "/usr/bin:/bin"}) as pilot:
        monkeypatch.setattr(pilot.app, "suspend", nullcontext)
        await press(pilot, "slash", *"b", "enter", key)
        await settled(pilot)
        assert (tmp_path / "seen").read_text() == f"+3 {catalog}\n"
        assert "component:changed" in pilot.app.world.catalog.entities
        catalog.write_text("components: {z: {owner: x}}\nteams: {x: {}}\n")
        await press(pilot, "ctrl+r")
        await settled(pilot)
        assert "component:z" in pilot.app.world.catalog.entities


@keys("theme")
async def test_theme(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        for look in ("dark", "light", "contrast", "terminal", "dark"):
            assert pilot.app.theme == f"topology-{look}"
            await press(pilot, key)
            assert "Theme: " in pilot.app.screen.query_one("KeyBar").said


@keys("settings")
async def test_settings_open_in_the_editor_and_hold_at_once(
    run: Run, press: Any, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screen: Any
) -> None:
    from contextlib import nullcontext

    from topology.tui.settings.choices import Choices

    file = tmp_path / "topology" / "settings.toml"
    script = tmp_path / "edit"
    script.write_text(
        f'#!/bin/sh\necho "$@" > {tmp_path}/seen\n'
        f'printf \'theme = "light"\\n[keys]\\npage = "ctrl+k"\\n\' > {file}\n'
    )
    script.chmod(0o755)
    environ = {"EDITOR": str(script), "PATH": "/usr/bin:/bin"}
    async with run(environ=environ, choices=Choices(file=str(file))) as pilot:
        monkeypatch.setattr(pilot.app, "suspend", nullcontext)
        await press(pilot, key)
        assert (tmp_path / "seen").read_text() == f"+1 {file}\n"
        assert pilot.app.theme == "topology-light"
        pilot.app.screen.query_one("KeyBar").hush()
        await pilot.pause()
        assert screen(pilot.app)[-1].startswith(" ctrl+k page")
        await press(pilot, "p")
        assert isinstance(pilot.app.screen, ExploreScreen)
        await press(pilot, "ctrl+k")
        assert isinstance(pilot.app.screen, PageScreen)


@keys("help")
async def test_help_is_for_where_one_stands(run: Run, press: Any, key: str, screen: Any) -> None:
    async with run(size=(120, 70)) as pilot:
        await press(pilot, key)
        assert isinstance(pilot.app.screen, HelpScreen)
        assert "To what uses it" in "\n".join(screen(pilot.app))
        await press(pilot, "escape", "p", key)
        text = "\n".join(screen(pilot.app))
        assert "The reasons, numbered" in text
        assert "To what uses it" not in text


@keys("close")
async def test_overlays_close(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await press(pilot, "question_mark", key)
        assert isinstance(pilot.app.screen, ExploreScreen)
        await press(pilot, "colon", "escape")
        assert isinstance(pilot.app.screen, ExploreScreen)


@keys("escape")
async def test_escape_goes_up_and_never_quits(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await press(pilot, "tab", key)
        assert pilot.app.screen.catalog.has_focus
        await press(pilot, "p", key, key, key)
        assert isinstance(pilot.app.screen, ExploreScreen)
        assert pilot.app.is_running


@keys("leave")
async def test_q_goes_up_and_at_the_root_quits(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await press(pilot, "p", key)
        assert isinstance(pilot.app.screen, ExploreScreen)
        await press(pilot, key)
        assert pilot.app._exit
        assert pilot.app.return_code == 0


@keys("suspend")
async def test_where_it_cannot_be_stopped_it_says_so(run: Run, press: Any, key: str) -> None:
    """In a terminal it can: see the tests of the process."""
    async with run() as pilot:
        await press(pilot, key)
        assert "cannot be stopped" in pilot.app.screen.query_one("KeyBar").said


@keys("quit")
async def test_quit_from_anywhere(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await press(pilot, "p", "colon", *"abc", key)
        assert pilot.app._exit


async def test_letters_are_text_while_one_types(run: Run, press: Any) -> None:
    async with run() as pilot:
        await press(pilot, "slash", *"qpocetuw?:/")
        assert pilot.app.session.filter == "qpocetuw?:/"
        assert pilot.app.is_running


async def test_keys_that_come_all_at_once_take_effect_in_their_order(run: Run, press: Any) -> None:
    """As on a slow line: nobody waits for the app between them."""
    async with run() as pilot:
        await press(pilot, "slash", *"billinx", "backspace", "g", "enter", "escape", "tab", "U")
        session = pilot.app.session
        assert session.focus == "team:payments"
        assert session.filter == ""
        assert session.cursor == "component:pg-cluster"


@keys("mode_explore", "mode_page")
async def test_modes_keep_their_place(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        session = pilot.app.session
        await press(pilot, "3")
        assert isinstance(pilot.app.screen, PageScreen)
        await press(pilot, key)
        assert isinstance(pilot.app.screen, ExploreScreen)
        await press(pilot, "p")
        assert session.faults == (START,)
        await press(pilot, key, "j", "3")
        assert isinstance(pilot.app.screen, PageScreen)
        assert session.faults == (START,) != (session.focus,)


@keys("mode_boundaries")
async def test_boundaries_are_one_key_away_from_any_mode(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await press(pilot, key)
        boundaries = pilot.app.screen
        assert isinstance(boundaries, BoundariesScreen)
        await press(pilot, "v", "3", key)
        assert pilot.app.screen is boundaries
        assert boundaries.state.view == "map"


@keys("mode_game")
async def test_five_is_the_mode_of_game_days(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await press(pilot, key)
        assert isinstance(pilot.app.screen, GameScreen)
        assert "no scenario yet" in "\n".join(line.text for line in pilot.app.screen.stage.lines)


@keys("mode_health")
async def test_health_is_one_key_away_from_any_mode(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await press(pilot, "2", key)
        health = pilot.app.screen
        assert isinstance(health, HealthScreen)
        await press(pilot, "v", "1", key)
        assert pilot.app.screen is health
        assert health.state.view == "figures"


ELSEWHERE = ("boundaries", "health", "page", "read", "diff", "game", "room")
"""Modes whose keys have a file of tests of their own; the graph's too."""


@keys("roster.filter")
async def test_everybody_on_call_is_narrowed_to_what_is_typed(
    run: Run, press: Any, key: str, screen: Any
) -> None:
    async with run() as pilot:
        await press(pilot, "O", key, *"payq")
        assert "nobody fits" in "\n".join(screen(pilot.app))
        await press(pilot, "backspace")
        shown = "\n".join(screen(pilot.app))
        assert "Payments" in shown
        assert "Checkout" not in shown
        assert re.search(r"On call · \d of \d", shown)
        await press(pilot, "enter", "l", "enter")
        assert pilot.app.session.focus == "team:payments" or pilot.app.session.focus.startswith("person:")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, RosterScreen)
        await press(pilot, "escape")
        assert "Checkout" in "\n".join(screen(pilot.app))
        assert isinstance(pilot.app.screen, RosterScreen)


@keys("tour")
async def test_a_key_shows_somebody_around(run: Run, press: Any, key: str) -> None:
    from topology.tui.screens.ask import AskScreen

    async with run() as pilot:
        await press(pilot, key)
        assert isinstance(pilot.app.screen, AskScreen)


@keys("versions")
async def test_a_key_asks_what_to_compare_with(run: Run, press: Any, settled: Any, key: str) -> None:
    from topology.tui.screens.ask import AskScreen

    async with run() as pilot:
        await press(pilot, key)
        await settled(pilot)
        assert isinstance(pilot.app.screen, AskScreen)


def test_every_command_of_the_registry_has_its_test() -> None:
    others = {command.id for command in graph.COMMANDS}
    assert {command.id for command in COMMANDS if command.where not in ELSEWHERE} - others == TESTED

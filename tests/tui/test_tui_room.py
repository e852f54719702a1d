"""The programs of a room: the projector, large and silent about what is not revealed; and a player's seat."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.gameday.conftest import SHOP
from tests.gameday.playing import engine_at
from tests.gameday.test_gameday_room import SECRET, Table
from topology.gameday.prediction import Prediction
from topology.gameday.seat import Seat, Watching
from topology.tui.game.digits import large
from topology.tui.game.public_lines import projected
from topology.tui.keymap import Keymap
from topology.tui.room.program import RoomApp
from topology.tui.screens.game_join import JoinScreen
from topology.tui.screens.game_project import ProjectScreen
from topology.tui.screens.pick import PickScreen


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return Table(tmp_path, SECRET)


@asynccontextmanager
async def program(
    table: Table, watching: Watching, first: Callable[[], Any], size: tuple[int, int], **more: Any
) -> AsyncIterator[Any]:
    """A pilot of a program of the room."""
    app = RoomApp(watching, first, now=table.hand.clocks().wall, environ=more.pop("environ", {}), **more)
    async with app.run_test(size=size) as pilot:
        await look(pilot)
        yield pilot


async def look(pilot: Any) -> None:
    """See what is new."""
    await pilot.pause()
    pilot.app.look()
    await pilot.pause()


def go(table: Table, phase: str) -> None:
    while table.game.state.phase != phase:
        table.game.next()


async def test_the_projector_follows_and_never_knows_more_than_the_room(table: Table, screen: Any) -> None:
    table.game.join("p", "P")
    watching = Watching(table.path)
    async with program(table, watching, ProjectScreen, (80, 24)) as pilot:
        assert "1 player so far" in "\n".join(screen(pilot.app))
        go(table, "predict")
        table.game.predict("p", Prediction(lead=("team:pay",)))
        await look(pilot)
        lines = screen(pilot.app)
        assert len(lines) == 24
        shown = "\n".join(lines)
        assert "Something is wrong." in shown
        assert "The first alert comes at 03:02: orders" in shown
        assert "1 of 1 predicted" in shown
        assert "quiet-db" not in shown
        assert all(line in "\n".join(screen(pilot.app)) for line in large("03:00"))
        go(table, "locked")
        await look(pilot)
        assert "Payments team" in "\n".join(screen(pilot.app))
        go(table, "reveal")
        for _ in range(3):
            table.game.next()
        await look(pilot)
        shown = "\n".join(screen(pilot.app))
        assert "quiet-db" in shown
        assert "Wim Maas (Web shop team)" in shown
        assert "MISROUTED" not in shown
        go(table, "discuss")
        await look(pilot)
        shown = "\n".join(screen(pilot.app))
        assert "MISROUTED" in shown
        assert "What now?" in shown
        await pilot.press("q")
        assert pilot.app._exit


async def test_a_blank_projector_shows_nothing_at_all(table: Table, screen: Any) -> None:
    watching = Watching(table.path)
    async with program(table, watching, ProjectScreen, (80, 24)) as pilot:
        go(table, "brief")
        table.game.blank()
        await look(pilot)
        assert not "".join(screen(pilot.app)).strip()
        table.game.blank()
        await look(pilot)
        assert "Something is wrong." in "\n".join(screen(pilot.app))


async def test_time_runs_out_on_the_projector_by_its_own_clock(tmp_path: Path, screen: Any) -> None:
    table = Table(tmp_path, SECRET.replace("lasts: 25m", "lasts: 25m\n        timer: 3m"))
    watching = Watching(table.path)
    async with program(table, watching, ProjectScreen, (80, 24)) as pilot:
        go(table, "predict")
        await look(pilot)
        assert "Predict: 3:00 left" in "\n".join(screen(pilot.app))
        table.hand.seconds += 65
        await look(pilot)
        assert "Predict: 1:55 left" in "\n".join(screen(pilot.app))
        table.game.pause()
        table.hand.seconds += 30
        await look(pilot)
        assert "1:55 left, the clock stands" in "\n".join(screen(pilot.app))


@pytest.mark.parametrize("seated", [False, True])
async def test_a_look_before_anything_is_there_ends_no_program(table: Table, seated: bool) -> None:
    seat = Seat(table.path, "kim")
    async with program(
        table, seat, partial(JoinScreen, seat) if seated else ProjectScreen, (80, 24)
    ) as pilot:
        await pilot.app.screen.remove_children()
        await look(pilot)
        assert pilot.app.crashed is None


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
def test_every_picture_fits_and_says_what_it_leaves_out(table: Table, size: tuple[int, int]) -> None:
    for number in range(12):
        table.game.join(f"p{number}", f"P {number}")
    watching = Watching(table.path)
    go(table, "predict")
    for number in range(12):
        table.game.predict(f"p{number}", Prediction(minutes=number, lead=(), sure=50))
    while table.game.state.phase != "over":
        table.game.next()
        view = watching.look()
        assert view is not None
        lines = projected(view, size[0] - 1, size[1], view.at)
        assert len(lines) <= size[1]


async def test_without_a_stream_yet_it_waits(tmp_path: Path, table: Table, screen: Any) -> None:
    (tmp_path / "empty").mkdir()
    async with program(table, Watching(str(tmp_path / "empty")), ProjectScreen, (80, 24)) as pilot:
        assert "Waiting for the facilitator" in "\n".join(screen(pilot.app))


async def test_a_player_predicts_by_keys_and_sees_how_near_it_came(table: Table, screen: Any) -> None:
    seat = Seat(table.path, "Kim")
    async with program(table, seat, lambda: JoinScreen(seat), (80, 24)) as pilot:
        table.door.hear()
        await look(pilot)
        assert "You are in" in "\n".join(screen(pilot.app))
        await pilot.press("p")
        assert not isinstance(pilot.app.screen, PickScreen)
        go(table, "predict")
        await look(pilot)
        assert "Predict now: press p" in "\n".join(screen(pilot.app))
        await pilot.press("p", *"web", "enter")
        await pilot.press("down", "enter", "enter")  # one team marked, and that is all
        await pilot.press(*"wim", "enter")
        await pilot.press(*"9", "enter")
        await pilot.press(*"misr", "enter")
        await pilot.press("down", "enter")
        await look(pilot)
        assert "Sent: waiting until the facilitator has it" in "\n".join(screen(pilot.app))
        table.door.hear()
        await look(pilot)
        assert "Your prediction counts" in "\n".join(screen(pilot.app))
        said = table.game.state.now.predictions["kim"]  # type: ignore[union-attr]
        assert (said.lead, said.first, said.minutes, said.verdict, said.sure) == (
            ("team:web",), "person:wim", 9, "MISROUTED", 60,
        )  # fmt: skip
        assert said.paged is not None
        assert len(said.paged) == 1
        go(table, "discuss")
        await look(pilot)
        shown = "\n".join(screen(pilot.app))
        assert "Web shop team  ✓ right" in shown
        assert "9 min  ✗ 7 min off" in shown
        assert "Brier 0.16" in shown
        await pilot.press("q")
    assert table.room.present(0.0) == {"kim"}


async def test_ones_own_keys_hold_in_a_room_too(table: Table, screen: Any) -> None:
    seat = Seat(table.path, "Kim")
    own = Keymap({"room.answer": ("f5",)})
    async with program(table, seat, lambda: JoinScreen(seat), (80, 24), keymap=own) as pilot:
        table.door.hear()
        go(table, "predict")
        await look(pilot)
        assert "Predict now: press f5" in "\n".join(screen(pilot.app))
        await pilot.press("p")
        assert not isinstance(pilot.app.screen, PickScreen)
        await pilot.press("f5")
        assert isinstance(pilot.app.screen, PickScreen)


async def test_a_round_that_begins_anew_is_asked_anew(table: Table, screen: Any, tmp_path: Path) -> None:
    seat = Seat(table.path, "Kim")
    async with program(table, seat, lambda: JoinScreen(seat), (80, 24)) as pilot:
        table.door.hear()
        go(table, "brief")
        await look(pilot)
        table.game.undo()
        await look(pilot)
        text = SHOP.replace("teams:", "teams:\n  new: {title: A new team}", 1)
        table.game.engine = engine_at(tmp_path / "shop", text, script=SECRET)
        go(table, "predict")
        await look(pilot)
        await pilot.press("p")
        await pilot.pause()
        assert "A new team" in "\n".join(screen(pilot.app))


async def test_who_leaves_the_questions_has_sent_nothing(table: Table, screen: Any) -> None:
    seat = Seat(table.path, "Kim")
    async with program(table, seat, lambda: JoinScreen(seat), (80, 24)) as pilot:
        table.door.hear()
        go(table, "predict")
        await look(pilot)
        await pilot.press("p", "enter", "escape")
        table.door.hear()
        assert not table.game.state.now.predictions  # type: ignore[union-attr]
        table.game.lock()
        await look(pilot)
        assert "You have not predicted this time" in "\n".join(screen(pilot.app))


async def test_what_comes_too_late_is_told(table: Table, screen: Any) -> None:
    seat = Seat(table.path, "Kim")
    async with program(table, seat, lambda: JoinScreen(seat), (80, 24)) as pilot:
        table.door.hear()
        go(table, "predict")
        await look(pilot)
        await pilot.press("p", "enter", "enter", "enter", *"9", "enter", "enter")
        table.game.lock()
        await pilot.press("enter")
        await look(pilot)
        shown = "\n".join(screen(pilot.app))
        assert "was not sent" in shown or "too late" in shown
        assert not table.game.state.now.predictions  # type: ignore[union-attr]


async def test_texts_of_players_and_scripts_steer_no_terminal(tmp_path: Path, screen: Any) -> None:
    table = Table(tmp_path, SECRET.replace("Something is wrong.", '"a\\eb [red]c[/red]"'))
    seat = Seat(table.path, "Kim \x1b]0;x\x07 [b]")
    table.door.hear()
    async with program(table, Watching(table.path), ProjectScreen, (80, 24)) as pilot:
        go(table, "brief")
        await look(pilot)
        shown = "\n".join(screen(pilot.app))
        assert "\x1b" not in shown
        assert "[red]c[/red]" in shown
    assert "\x1b" not in table.game.state.players[0].name
    os.close(seat._handle)


@pytest.mark.parametrize("more", [{"environ": {"NO_COLOR": "1"}}, {"ascii_encoding": "ascii"}])
async def test_a_room_without_colour_or_in_ascii(table: Table, screen: Any, more: Any) -> None:
    async with program(table, Watching(table.path), ProjectScreen, (80, 24), **more) as pilot:
        go(table, "reveal")
        table.game.next()
        await look(pilot)
        assert "impact" in "\n".join(screen(pilot.app))

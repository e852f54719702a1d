"""The facilitator's screen: every one of its keys, what it hides, and what it keeps before it shows it."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events

from tests.gameday.conftest import SHOP
from tests.gameday.playing import SCRIPT
from topology.cli.game_project import last_room
from topology.gameday.prediction import Prediction
from topology.gameday.room import Folder, RoomError
from topology.gameday.shelf import kept
from topology.gameday.store import Store
from topology.gameday.trouble import Unwritten
from topology.tui.commands import of
from topology.tui.game.stage import HINTS, hint
from topology.tui.game.wish import Wish
from topology.tui.keymap import AS_REGISTERED, Keymap
from topology.tui.screens.confirm import ConfirmScreen
from topology.tui.screens.curtain import CurtainScreen
from topology.tui.screens.game import GameScreen

Run = Callable[..., Any]
TESTED: set[str] = set()


def keys(*ids: str) -> Any:
    """Marks a test as the one of these commands; gives every key of the first to the test."""
    TESTED.update(f"game.{each}" for each in ids)
    command = next(each for each in of("game") if each.action == ids[0])
    return pytest.mark.parametrize("key", command.keys)


@pytest.fixture
def press(press: Any) -> Callable[..., Any]:
    """Press keys, and wait until the app has done with the last of them, however busy the machine is."""

    async def press_and_wait(pilot: Any, *pressed: str) -> None:
        await press(pilot, *pressed)
        if pilot.app._exit:
            return
        done = asyncio.Event()

        async def reached() -> None:
            done.set()

        pilot.app.post_message(events.Callback(callback=reached))
        while not done.is_set() and not pilot.app._exit and pilot.app.crashed is None:
            await pilot.pause(0.005)
        await pilot.pause()

    return press_and_wait


@pytest.fixture
def thread() -> None:
    """The disk is waited for as it is in life."""


@pytest.fixture(autouse=True)
def at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is waited for in the test's own thread: a key is done when the next one comes."""
    if "thread" in request.fixturenames:
        return

    async def inline(command: Callable[[], Any]) -> Any:
        return command()

    monkeypatch.setattr("topology.tui.game.table.in_thread", inline)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "shop.yaml").write_text(SHOP + SCRIPT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def play(run: Run, folder: Path) -> Callable[..., Any]:
    """The app in the middle of a game: ``play("reveal")`` is the first round at its reveal."""
    environ = {"TOPOLOGY_GAMES": str(folder / "games")}
    wish = Wish(scenario="scenario:night")

    @asynccontextmanager
    async def make(
        *, size: tuple[int, int] = (120, 40), game: Wish | None = wish, **more: Any
    ) -> AsyncIterator[Any]:
        around = {**environ, **more.pop("environ", {})}
        async with run(str(folder / "shop"), size=size, environ=around, game=game, **more) as pilot:
            for _ in range(500):
                screen = pilot.app.screen
                wrong = isinstance(screen, GameScreen) and screen._wrong
                if game is None or pilot.app.table is not None or wrong:
                    break
                await pilot.pause(0.01)
            else:
                raise AssertionError("the game that was asked for has not begun")
            yield pilot

    return make


async def until(pilot: Any, press: Any, phase: str) -> Any:
    """Go on to a phase; the table."""
    for _ in range(60):
        table = pilot.app.table
        if table is not None and table.state.phase == phase:
            return table
        await press(pilot, "n")
    raise AssertionError(phase)


def text(pilot: Any) -> str:
    screen = pilot.app.screen
    return "\n".join(line.text for pane in (screen.stage, screen.desk) for line in pane.lines)


def offered(pilot: Any) -> set[str]:
    from topology.tui.widgets.keybar import KeyBar

    return {command.title for command in pilot.app.page_in_front.query_one(KeyBar).commands}


def said(pilot: Any) -> str:
    from topology.tui.widgets.keybar import KeyBar

    return str(pilot.app.page_in_front.query_one(KeyBar).said)


async def test_the_scenarios_are_listed_and_one_is_begun(play: Any, press: Any) -> None:
    async with play(game=None) as pilot:
        await press(pilot, "5")
        assert "A night at the shop" in text(pilot)
        assert pilot.app.table is None
        assert not offered(pilot) & {"next", "lock", "undo"}
        await press(pilot, "n")
        assert said(pilot) == "No game is played: enter begins the one you stand on"
        await press(pilot, "enter")
        table = pilot.app.table
        assert offered(pilot) >= {"next", "lock", "undo"}
        assert table.state.phase == "lobby"
        assert [type(entry.event).__name__ for entry in table.store.entries] == ["Opened"]


async def test_where_there_is_no_scenario_no_key_is_offered_that_needs_one(
    play: Any, press: Any, folder: Path
) -> None:
    (folder / "shop" / "shop.yaml").write_text(SHOP, encoding="utf-8")
    async with play(game=None) as pilot:
        await press(pilot, "5")
        assert "This catalog has no scenario yet" in text(pilot)
        assert not offered(pilot) & {"next", "lock", "undo"}
        await press(pilot, "n")
        assert said(pilot) == "No game is played: topology game new writes a first script"


@keys("next")
async def test_next_goes_through_a_whole_game(play: Any, press: Any, key: str) -> None:
    async with play() as pilot:
        assert isinstance(pilot.app.screen, GameScreen)
        seen = []
        while pilot.app.table.state.phase != "over":
            await press(pilot, key)
            seen.append(pilot.app.table.state.phase)
        assert list(dict.fromkeys(seen)) == ["brief", "predict", "locked", "reveal", "discuss", "over"]
        assert "topology game report" in text(pilot)


@pytest.mark.usefixtures("thread")
async def test_keys_wait_for_the_disk_in_a_thread_and_in_their_order(play: Any, press: Any) -> None:
    async with play() as pilot:
        await press(pilot, *["n"] * 6)
        for _ in range(200):
            if pilot.app.table.state.now is not None and pilot.app.table.state.now.shown == 2:
                break
            await pilot.pause(0.01)
        kinds = [type(entry.event).__name__ for entry in pilot.app.table.store.entries]
        assert kinds == ["Opened", "Begun", "Asked", "Locked", "Revealing", "Shown", "Shown"]


async def test_what_is_shown_is_on_disk(play: Any, press: Any) -> None:
    async with play() as pilot:
        for _ in range(8):
            await press(pilot, "n")
            table = pilot.app.table
            assert table.store.entries[-1].seq == table.state.seq


async def test_what_cannot_be_kept_is_not_shown(
    play: Any, press: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with play() as pilot:
        table = await until(pilot, press, "reveal")
        before = (table.state, text(pilot))

        def full(*_: Any) -> None:
            raise Unwritten("the disk is full")

        monkeypatch.setattr(Store, "append", full)
        await press(pilot, "n")
        assert (table.state, text(pilot)) == before
        assert "the disk is full" in said(pilot)
        monkeypatch.undo()
        await press(pilot, "n")
        assert table.state.now.shown == before[0].now.shown + 1


async def test_a_deleted_file_is_written_again_and_the_game_goes_on(play: Any, press: Any) -> None:
    async with play() as pilot:
        table = await until(pilot, press, "reveal")
        os.unlink(table.store.path)
        await press(pilot, "n")
        assert "was deleted" in said(pilot)
        await press(pilot, "n")
        assert table.state.now.shown == 1
        path, entries = table.store.path, table.store.entries
        assert path.endswith("-saved-1.game")
        assert "was deleted" in text(pilot)
    store = Store.open(path)
    assert store.entries == entries
    store.close()


@keys("lock")
async def test_lock(play: Any, press: Any, key: str) -> None:
    async with play() as pilot:
        await until(pilot, press, "predict")
        await press(pilot, key)
        assert pilot.app.table.state.phase == "locked"
        await press(pilot, key)
        assert "nothing to lock" in said(pilot)


@keys("pause", "faster", "slower")
async def test_the_clock_stands_runs_and_changes_its_speed(play: Any, press: Any, key: str) -> None:
    async with play() as pilot:
        table = await until(pilot, press, "predict")
        assert table.state.running
        await press(pilot, key)
        assert not table.state.running
        await until(pilot, press, "reveal")
        await press(pilot, key)
        assert table.state.running
        await press(pilot, "greater_than_sign")
        assert table.state.speed == 20
        await press(pilot, "less_than_sign", "less_than_sign")
        assert table.state.speed == 5


@keys("undo")
async def test_undo_takes_a_beat_back(play: Any, press: Any, key: str) -> None:
    async with play() as pilot:
        table = await until(pilot, press, "reveal")
        await press(pilot, "n", "n", key)
        assert table.state.now.shown == 1
        await press(pilot, key, key)
        assert table.state.phase == "locked"
        await press(pilot, key)
        assert "locked stays locked" in said(pilot)


@keys("blank")
async def test_blank(play: Any, press: Any, key: str) -> None:
    async with play() as pilot:
        await press(pilot, key)
        assert pilot.app.table.state.blank
        await press(pilot, key)
        assert not pilot.app.table.state.blank


@keys("inject")
async def test_an_inject_of_the_script_comes_now_one_is_left_out_and_one_is_made_up(
    play: Any, press: Any, key: str
) -> None:
    async with play() as pilot:
        table = await until(pilot, press, "reveal")
        await press(pilot, key, *"Is it you", "enter")
        first = table.state.now.happenings[0]
        assert (first.kind, first.minute) == ("card", 0)
        await press(pilot, key, *"Leave", "enter")
        assert len(table.state.now.happenings) == 2
        await press(pilot, key, *"Say", "enter", *"press: So?", "enter")
        card = next(each for each in table.state.now.happenings if each.text == "So?")
        assert (card.sender, card.script) == ("press", -1)
        await press(pilot, key, *"Something else fails", "enter", *"orders", "enter")
        assert any(
            cause.component == "component:orders"
            for each in table.state.now.happenings
            for cause in each.causes
        )
        await press(pilot, key, *"Something works", "enter", *"pay-db", "enter")
        await press(pilot, key, *"Somebody does", "enter", *"Lin", "enter")
        await press(pilot, key, *"Somebody answers", "enter", *"Ada", "enter")
        kinds = [each.kind for each in table.state.now.happenings]
        assert {"recover", "unreachable", "answered"} <= set(kinds)
        await press(pilot, "z")
        assert len(table.state.now.happenings) == len(kinds) - 1


@keys("finding", "note", "todo")
async def test_findings_notes_and_actions_are_written_down(play: Any, press: Any, key: str) -> None:
    async with play() as pilot:
        table = pilot.app.table
        await press(pilot, key, *"nobody knew", "enter")
        await press(pilot, key, *"+they met at once", "enter")
        await press(pilot, "m", *"coffee", "enter")
        await press(pilot, "a", *"an alert", "enter", *"Data team", "enter")
        await press(pilot, *"2026-13-01", "enter")
        assert table.state.notes[-1].kind == "note"
        await press(pilot, *(["backspace"] * 10), *"2026-12-24", "enter", "enter")
        kinds = [(note.kind, note.text) for note in table.state.notes]
        assert kinds == [
            ("finding", "nobody knew"), ("strength", "they met at once"), ("note", "coffee"),
            ("action", "an alert"),
        ]  # fmt: skip
        assert (table.state.notes[-1].owner, table.state.notes[-1].due) == ("Data team", "2026-12-24")
        assert "an alert (Data team, 2026-12-24)" in text(pilot)
        await press(pilot, "a", "escape")
        assert len(table.state.notes) == 4


@keys("rerun", "agree")
async def test_a_round_runs_again_beside_its_first_result_on_the_catalog_that_was_mended(
    play: Any, press: Any, settled: Any, folder: Path, key: str
) -> None:
    async with play() as pilot:
        while len(pilot.app.table.state.rounds) < 2:
            await press(pilot, "n")
        await until(pilot, press, "discuss")
        mended = SHOP.replace("alerts: none}\n  orders", "alerts: {on: down}}\n  orders")
        (folder / "shop" / "shop.yaml").write_text(mended + SCRIPT, encoding="utf-8")
        await press(pilot, "ctrl+r")
        await settled(pilot)
        await press(pilot, key)
        assert "On the catalog as it is now: CLEAR" in said(pilot)
        shown = text(pilot)
        assert "On the catalog as it is now" in shown
        assert "MISROUTED" in shown
        assert "CLEAR: one team leads" in shown
        await press(pilot, "y")
        assert pilot.app.table.state.now.agreed == "rerun"


@keys("seat")
async def test_the_hot_seat_shows_nothing_of_the_truth_from_its_first_key_to_its_last(
    play: Any, press: Any, screen: Any, key: str
) -> None:
    async with play() as pilot:
        table = await until(pilot, press, "predict")
        assert "Ada Obi" in text(pilot)
        hidden = ("JOINT", "products", "shop.yaml", "by the engine", "Ada Obi (Payments team)")
        answers = ("enter", "enter", "enter", *"7", "enter", "down", "enter", "enter")
        for pressed in (key, *"Kim", "enter", *answers):
            await press(pilot, pressed)
            shown = "\n".join(screen(pilot.app))
            if "What is the verdict" not in shown:
                assert not [word for word in hidden if word in shown]
        assert isinstance(pilot.app.screen, CurtainScreen)
        assert "Kim: your prediction is taken down" in "\n".join(screen(pilot.app))
        made = table.state.now.predictions["seat-kim"]
        assert (made.minutes, made.lead is not None, made.sure) == (7, True, 50)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, GameScreen)
        await press(pilot, key, *"Lee", "enter", "escape")
        assert "nothing was taken down" in "\n".join(screen(pilot.app))


@keys("other_pane")
async def test_where_there_is_room_for_one_pane_tab_goes_to_the_other(
    play: Any, press: Any, screen: Any, key: str
) -> None:
    async with play(size=(80, 24)) as pilot:
        await press(pilot, "n")
        assert "by the engine" not in "\n".join(screen(pilot.app))
        await press(pilot, key)
        assert "by the engine" in "\n".join(screen(pilot.app))
        await press(pilot, "escape")
        assert "by the engine" not in "\n".join(screen(pilot.app))


async def test_what_is_wrong_is_told_where_the_pane_that_says_it_is_not_in_sight(
    play: Any, press: Any, screen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with play(size=(80, 24)) as pilot:

        def full(*_: Any) -> None:
            raise RoomError("the room cannot be shown anything: the disk is full")

        monkeypatch.setattr(Folder, "append", full)
        await press(pilot, "n")
        assert "the room cannot be shown anything" in said(pilot)
        assert "! tab · Round 1" in "\n".join(screen(pilot.app))
        await press(pilot, "tab")
        assert "the room cannot be shown anything" in "\n".join(screen(pilot.app))
        monkeypatch.undo()
        await press(pilot, "n", "tab")
        assert "! tab" not in "\n".join(screen(pilot.app))


@keys("end")
async def test_end(play: Any, press: Any, key: str) -> None:
    async with play() as pilot:
        await press(pilot, key)
        assert pilot.app.table.state.phase == "over"


def test_what_comes_next_is_told_with_ones_own_keys() -> None:
    own = Keymap({"game.next": ("f5",), "game.lock": ("ctrl+l",)})
    assert hint("predict", own) == "f5 or ctrl+l locks the predictions"
    for phase, words in HINTS.items():
        assert hint(phase, AS_REGISTERED).count("{") == 0
        assert set(re.findall(r"{(\w+)}", words)) <= {command.id.partition(".")[2] for command in of("game")}


def test_every_key_of_the_mode_has_a_test() -> None:
    assert {command.id for command in of("game")} == TESTED


@pytest.mark.parametrize("pressed", ["ctrl+c", "q"])
async def test_leaving_asks_in_a_live_game_and_nowhere_else(play: Any, press: Any, pressed: str) -> None:
    async with play() as pilot:
        if pressed == "q":
            await press(pilot, "1")
        await press(pilot, pressed)
        assert isinstance(pilot.app.screen, ConfirmScreen)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, ConfirmScreen)
        await press(pilot, pressed, "y")
        assert pilot.app._exit
    async with play(game=None) as pilot:
        await press(pilot, "ctrl+c")
        assert pilot.app._exit


async def test_a_game_keeps_running_in_other_modes_and_its_file_is_let_go_at_the_end(
    play: Any, press: Any
) -> None:
    async with play() as pilot:
        table = await until(pilot, press, "predict")
        await press(pilot, "1")
        await table.do(lambda: table.game.join("p", "P"))
        await table.do(lambda: table.game.predict("p", Prediction(lead=("team:pay",))))
        await press(pilot, "5")
        assert "Payments team ×1" in text(pilot)
        path = table.store.path
    Store.open(path).close()


async def test_a_game_that_was_left_goes_on_at_the_same_beat(play: Any, press: Any) -> None:
    async with play() as pilot:
        table = await until(pilot, press, "reveal")
        await press(pilot, "n", "n")
        path, shown = table.store.path, table.state.now.shown
    async with play(game=None) as pilot:
        await press(pilot, "5", "j", "enter")
        table = pilot.app.table
        assert (table.store.path, table.state.phase, table.state.now.shown) == (path, "reveal", shown)
        assert not table.state.running
        await press(pilot, "n")
        assert table.state.now.shown == shown + 1
    async with play(game=Wish(path=path)) as pilot:
        assert pilot.app.table.state.now.shown == shown + 1


async def test_a_game_that_was_left_goes_on_in_its_room(play: Any, press: Any, tmp_path: Path) -> None:
    room = tmp_path / "room"
    async with play(game=Wish(scenario="scenario:night", room=str(room))) as pilot:
        path = (await until(pilot, press, "brief")).store.path
    async with play(game=Wish(path=path)) as pilot:
        assert pilot.app.table.shared == str(room)
    room.rename(tmp_path / "elsewhere")
    async with play(game=Wish(path=path)) as pilot:
        assert pilot.app.table.shared == "", "where the room has gone, one plays at this terminal"


async def test_a_projector_finds_the_room_of_the_last_game(
    play: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOPOLOGY_GAMES", str(tmp_path / "games"))
    for room in (None, str(tmp_path / "one"), str(tmp_path / "two"), None):
        async with play(game=Wish(scenario="scenario:night", room=room)) as pilot:
            assert os.path.realpath(last_room()) == os.path.realpath(pilot.app.table.room.path)


async def test_where_the_room_is_anothers_no_game_is_left_behind(
    play: Any, press: Any, tmp_path: Path
) -> None:
    wish = Wish(scenario="scenario:night", room=str(tmp_path / "room"))
    async with play(game=wish) as pilot:
        session = pilot.app.table.state.session
        async with play(game=wish) as other:
            assert other.app.table is None
            assert "the room of another game" in " ".join(text(other).split())
    assert [each.session for each in kept(str(tmp_path / "games"))] == [session]


async def test_a_second_facilitator_is_told(play: Any, press: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("topology.gameday.store.PATIENCE", 0.01)
    async with play() as pilot:
        path = pilot.app.table.store.path
        async with play(game=Wish(path=path)) as other:
            assert other.app.table is None
            assert "one facilitator at a time" in " ".join(text(other).split())


@pytest.mark.parametrize(
    ("size", "environ"), [((60, 20), {}), ((80, 24), {"NO_COLOR": "1"}), ((200, 60), {})]
)
async def test_every_phase_fits_every_size(
    play: Any, press: Any, screen: Any, size: Any, environ: Any
) -> None:
    async with play(size=size, environ=environ) as pilot:
        for _ in range(70):
            lines = screen(pilot.app)
            assert len(lines) == size[1]
            assert all(len(line) <= size[0] for line in lines)
            if pilot.app.table.state.phase == "over":
                break
            await press(pilot, "n")
        assert pilot.app.table.state.phase == "over"

"""Loading, failing to load, reading again, and every size of screen."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Callable
from pathlib import Path
from time import thread_time
from typing import Any

import pytest
from textual import events

from tests.tui.conftest import PARSE, SHOP
from topology.tui.screens.explore import ExploreScreen
from topology.tui.screens.notice import NoticeScreen
from topology.tui.screens.small import TooSmallScreen
from topology.tui.screens.turns import LONG
from topology.tui.widgets.keybar import KeyBar
from topology.tui.world import read

Run = Callable[..., Any]

BROKEN = "components:\n  a: [unclosed\n"
NONE = "teams: {x: {title: X}}\n"


def text(pilot: Any, screen: Any) -> str:
    return "\n".join(screen(pilot.app))


# Nothing to show


@pytest.mark.parametrize(
    ("files", "says", "advises"),
    [
        (None, "there is no such file or folder", "Check the path"),
        ({}, "no YAML file", "topology init"),
        ({"notes.txt": "hello"}, "no YAML file", "topology init"),
        ({"a.yaml": BROKEN}, "a.yaml", "or by ctrl+r"),
        ({"a.yaml": NONE}, "component", "Three fields are enough"),
    ],
    ids=["missing path", "empty folder", "no yaml", "only broken files", "no components"],
)
async def test_a_catalog_with_nothing_in_it_is_explained(
    run: Run, screen: Any, press: Any, tmp_path: Path, files: dict[str, str] | None, says: str, advises: str
) -> None:
    folder = tmp_path / "catalog"
    if files is not None:
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_text(content)
    async with run(str(folder)) as pilot:
        assert isinstance(pilot.app.screen, NoticeScreen)
        shown = text(pilot, screen)
        assert says.casefold() in shown.casefold()
        assert advises in shown
        assert str(folder)[:30] in shown
        assert "Traceback" not in shown
        offered = {command.id for command in pilot.app.screen.query_one(KeyBar).commands}
        assert not offered & {"owner", "back", "on_call", "page"}
        assert ("edit" in offered) == (files == {"a.yaml": BROKEN})
        assert ("choose" in offered) == ("all the same" in shown)
        await press(pilot, "question_mark", "escape", "escape")
        assert isinstance(pilot.app.screen, NoticeScreen)
        await press(pilot, "q")
        assert pilot.app._exit


async def test_where_there_is_nothing_every_mode_says_so_and_the_explanation_stays(
    run: Run, press: Any, settled: Any, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(BROKEN)
    async with run(str(tmp_path)) as pilot:
        for key in ("1", "2", "3", "4", "O", "D", "T"):
            await press(pilot, key)
            await settled(pilot)
            assert isinstance(pilot.app.screen, NoticeScreen), key
            assert "no catalog to show" in pilot.app.screen.query_one("KeyBar").said, key
            pilot.app.screen.query_one("KeyBar").hush()
        (tmp_path / "a.yaml").write_text("components: {a: {owner: x}}\nteams: {x: {}}\n")
        await press(pilot, "ctrl+r")
        await settled(pilot)
        await press(pilot, "2")
        assert pilot.app.current_mode == "boundaries"


async def test_after_mending_the_files_reading_again_shows_them(
    run: Run, screen: Any, press: Any, settled: Any, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(BROKEN)
    async with run(str(tmp_path)) as pilot:
        assert isinstance(pilot.app.screen, NoticeScreen)
        (tmp_path / "a.yaml").write_text("components: {a: {owner: x}}\nteams: {x: {}}\n")
        await press(pilot, "ctrl+r")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ExploreScreen)
        assert "component:a" in pilot.app.world.catalog.entities


async def test_what_is_there_without_components_can_be_looked_at_all_the_same(
    run: Run, press: Any, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(NONE)
    async with run(str(tmp_path)) as pilot:
        await press(pilot, "G", "enter")
        assert isinstance(pilot.app.screen, ExploreScreen)
        assert pilot.app.session.focus == "team:x"


async def test_a_reading_that_fails_keeps_the_last_good_one(
    run: Run, press: Any, settled: Any, screen: Any, tmp_path: Path
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("components: {a: {owner: x}, b: {owner: x}}\nteams: {x: {}}\n")
    async with run(str(tmp_path)) as pilot:
        before = pilot.app.world
        file.write_text(BROKEN)
        await press(pilot, "ctrl+r")
        await settled(pilot)
        assert pilot.app.world is before
        assert "a.yaml:" in text(pilot, screen).splitlines()[1]
        assert "last good shown" in text(pilot, screen).splitlines()[1]


async def test_what_vanished_is_told_and_the_place_is_kept(
    run: Run, press: Any, settled: Any, tmp_path: Path
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("components: {a: {owner: x}, b: {owner: x}, c: {owner: x}}\nteams: {x: {}}\n")
    async with run(str(tmp_path)) as pilot:
        await press(pilot, "slash", "b", "enter", "space", "escape", "k")
        assert pilot.app.session.focus == "component:a"
        file.write_text("components: {a: {owner: x}, c: {owner: x}}\nteams: {x: {}}\n")
        await press(pilot, "ctrl+r")
        await settled(pilot)
        assert "Gone from the files: b" in pilot.app.screen.query_one("KeyBar").said
        assert pilot.app.session.marks == ("component:b",)
        await press(pilot, "2")
        assert "Gone from the files: b" in pilot.app.screen.query_one("KeyBar").said
        await press(pilot, "question_mark", "escape", "1")
        assert "Gone from the files: b" in pilot.app.screen.query_one("KeyBar").said
        pilot.app.lay_ghosts()
        await settled(pilot)
        assert "Not there any more: component:b" in pilot.app.screen.query_one("KeyBar").said
        assert pilot.app.session.marks == ()
        assert pilot.app.session.focus == "component:a"
        assert pilot.app.screen.catalog.here.ref == "component:a"


# Threads


async def test_the_first_paint_comes_before_the_files_are_read(
    app_of: Any, screen: Any, settled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import topology.tui.world as world

    gate, read = threading.Event(), world.read
    monkeypatch.setattr(world, "read", lambda *asked: (gate.wait(5), read(*asked))[1])
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        while app.reader is None:
            await pilot.pause()
        await pilot.pause()
        shown = text(pilot, screen)
        assert "Sun 22 Nov 03:12 UTC" in shown
        assert "Catalog" in shown
        assert "? help" in shown
        assert "reading …" in shown
        await pilot.press(
            "j", "p", "u", "o", "e", "c", "enter", "slash"
        )  # nothing there yet, and no harm done
        gate.set()
        await settled(pilot)
        assert "checkout-api" in text(pilot, screen)


async def test_a_stale_reading_is_dropped(
    app_of: Any, settled: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import topology.tui.world as world

    gate, read, calls = threading.Event(), world.read, []
    (tmp_path / "a.yaml").write_text("components: {old: {owner: x}}\n")

    def slow(*asked: Any) -> Any:
        result = read(*asked)
        calls.append(1)
        if len(calls) == 1:
            gate.wait(5)
        return result

    monkeypatch.setattr(world, "read", slow)
    app = app_of(str(tmp_path))
    async with app.run_test(size=(120, 40)) as pilot:
        while not calls:
            await pilot.pause(0.01)
        (tmp_path / "a.yaml").write_text("components: {new: {owner: x}}\n")
        app.read()
        while len(calls) < 2:
            await pilot.pause(0.01)
        await pilot.pause(0.05)
        gate.set()
        await settled(pilot)
        assert "component:new" in app.world.catalog.entities


async def test_escape_cancels_a_reading(
    app_of: Any, press: Any, settled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import topology.tui.world as world

    gate, read = threading.Event(), world.read
    monkeypatch.setattr(world, "read", lambda *asked: (gate.wait(5), read(*asked))[1])
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        while app.reader is None or not app.reader.reading:
            await pilot.pause(0.01)
        await press(pilot, "escape")
        assert "cancelled" in app.screen.query_one("KeyBar").said
        gate.set()
        await pilot.pause(0.05)
        assert app.world is None
        await press(pilot, "ctrl+r")
        await settled(pilot)
        assert app.world is not None


async def test_findings_arrive_after_the_first_look(app_of: Any, settled: Any, screen: Any) -> None:
    flow: list[str] = []
    app = app_of()
    async with app.run_test(
        size=(120, 40), message_hook=lambda message: flow.append(type(message).__name__)
    ) as pilot:
        await settled(pilot)
        assert "3 findings" in screen(app)[0]
        assert "so far" not in screen(app)[0]
        assert read([SHOP]).counts[-1][0] == "2 findings so far"
        assert app.world.found["component:report-job"] == 2
        assert "StateChanged" in flow


async def test_a_mistake_in_a_rule_is_told_and_takes_nothing_away(
    run: Run, screen: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import topology.insight.check as check

    def wrong(*_: Any) -> Any:
        raise RuntimeError("secret 'name'")

    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(check, "each_in", wrong)
    async with run() as pilot:
        assert "could not be worked out" in pilot.app.screen.query_one("KeyBar").said
        assert "checkout-api" in text(pilot, screen)
        (report,) = tmp_path.glob("topology-crash-*.txt")
        assert "RuntimeError" in report.read_text()
        assert "name" not in report.read_text().partition("RuntimeError")[2].splitlines()[0]
        assert report.stat().st_mode & 0o777 == 0o600


async def test_a_mistake_in_the_thread_ends_the_app_and_is_kept(
    app_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import topology.tui.world as world

    def wrong(*asked: Any) -> Any:
        raise RuntimeError("secret")

    monkeypatch.setattr(world, "read", wrong)
    app = app_of()

    async def live() -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            for _ in range(20):
                await pilot.pause(0.02)

    with pytest.raises(RuntimeError):
        await live()
    assert isinstance(app.crashed, RuntimeError)
    assert app.return_code == 1


# Sizes


async def test_one_pane_and_a_hint_where_it_is_low(run: Run, press: Any, screen: Any) -> None:
    async with run(size=(60, 17)) as pilot:
        assert pilot.app.screen.catalog.size.width > 50
        assert "tab: next pane" in text(pilot, screen)
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert "tab: next pane" not in str(pilot.app.screen.query_one("#left").border_subtitle)
        await pilot.resize_terminal(60, 17)
        await pilot.pause()
        await press(pilot, "tab", "tab")
        assert "tab: next pane" in text(pilot, screen)


@pytest.mark.parametrize(
    "size", [(59, 24), (80, 15), (20, 5), (3, 2)], ids=lambda size: f"{size[0]}x{size[1]}"
)
async def test_too_small_is_said_and_passes(run: Run, press: Any, screen: Any, size: tuple[int, int]) -> None:
    async with run(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"pay")
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert isinstance(pilot.app.screen, TooSmallScreen)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert isinstance(pilot.app.screen, ExploreScreen)
        assert pilot.app.session.filter == "pay"


async def test_too_small_from_the_start(run: Run, screen: Any) -> None:
    async with run(size=(40, 12)) as pilot:
        assert isinstance(pilot.app.screen, TooSmallScreen)
        assert "40×12, needed 60×16" in text(pilot, screen)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "checkout-api" in text(pilot, screen)


async def test_resizing_keeps_place_and_focus(run: Run, press: Any) -> None:
    async with run(size=(120, 40)) as pilot:
        await press(pilot, "tab", "l", "j")
        before = pilot.app.session.cursor
        for size in ((80, 24), (60, 20), (200, 60), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert pilot.app.session.cursor == before
            assert pilot.app.screen.middle.has_focus
            assert pilot.app.screen.middle.here.ref == before


async def test_what_is_not_seen_yet_can_be_stood_on(run: Run, press: Any) -> None:
    """At 80×24 the middle is hidden until somebody goes there."""
    async with run(size=(80, 24)) as pilot:
        await press(pilot, "u")
        assert pilot.app.session.cursor == "component:storefront"
        await press(pilot, "escape", "p", "escape")
        await pilot.resize_terminal(120, 40)
        await press(pilot, "p")
        await pilot.resize_terminal(80, 24)
        await press(pilot, "escape", "U", "enter")
        assert pilot.app.session.focus != "component:checkout-api"


# Mouse


async def test_the_mouse_selects_folds_and_scrolls(run: Run) -> None:
    async with run(size=(120, 24)) as pilot:
        catalog = pilot.app.screen.catalog
        row = next(row for row, line in enumerate(catalog.lines) if line.ref == "component:payments-db")
        await pilot.click("#catalog", offset=(6, row - catalog.top))
        assert pilot.app.session.focus == "component:payments-db"
        sections = next(row for row, line in enumerate(catalog.lines) if line.key == "teams")
        await pilot.click("#catalog", offset=(3, sections - catalog.top))
        assert "teams" in pilot.app.session.opened
        before = catalog.top
        catalog.post_message(_wheel(catalog))
        await pilot.pause()
        assert catalog.top > before


def _wheel(widget: Any) -> Any:
    from textual import events

    return events.MouseScrollDown(widget, 2, 2, 0, 1, 0, False, False, False, 2, 2)


async def test_a_click_on_the_footer_does_what_the_key_does(run: Run) -> None:
    async with run() as pilot:
        await pilot.click("KeyBar", offset=(1, 0))
        await pilot.pause()
        assert "page" in type(pilot.app.screen).__name__.casefold()


async def test_without_colour_the_place_is_marked_by_reversal(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with run(environ={"NO_COLOR": "1"}) as pilot:
        strips = pilot.app.screen._compositor.render_strips()
        styles = [segment.style for strip in strips for segment in strip if segment.style]
        assert all(style.color is None or style.color.is_default for style in styles)
        assert any(style.reverse for style in styles)


async def test_ascii_screens_hold_nothing_else(run: Run, press: Any, screen: Any) -> None:
    async with run(ascii_encoding="ascii") as pilot:
        await press(pilot, "p", "w")
        shown = text(pilot, screen)
        assert shown.isascii()
        assert "[" in shown


async def test_what_is_drawn_in_parts_is_what_would_be_drawn_anew(run: Run, press: Any, screen: Any) -> None:
    """Only lines that differ are drawn: none may be forgotten."""
    import random

    chance = random.Random(7)
    keys = [
        "j",
        "k",
        "l",
        "h",
        "tab",
        "enter",
        "o",
        "u",
        "U",
        "left_square_bracket",
        "G",
        "g",
        "pagedown",
        "space",
    ]
    async with run(size=(110, 26)) as pilot:
        for step in range(40):
            key = chance.choice(keys)
            if step % 8 == 7:
                await pilot.resize_terminal(*chance.choice([(60, 16), (80, 24), (120, 40), (200, 60)]))
            await press(pilot, key)
            drawn = screen(pilot.app)
            for widget in pilot.app.screen.query("*"):
                widget._styles_cache.clear()
            assert screen(pilot.app) == drawn, key
            for strip in pilot.app.screen._compositor.render_strips():
                assert sum(segment.cell_length for segment in strip) == pilot.app.size.width


async def test_a_new_screen_brings_its_own_styles_and_leaves_those_of_others(
    run: Run, press: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from textual.css import stylesheet

    parsed: list[str] = []
    parse = stylesheet.parse

    def counted(scope: str, css: str, *args: Any, **options: Any) -> Any:
        parsed.append(css)
        return parse(scope, css, *args, **options)

    monkeypatch.setattr(stylesheet.Stylesheet, "_parse_rules", PARSE)
    async with run() as pilot:
        app = pilot.app
        monkeypatch.setattr(stylesheet, "parse", counted)
        for key in ("2", "4", "5", "1", "question_mark", "escape", "colon", "escape", "O"):
            await press(pilot, key)
        assert "boundaries" in "".join(parsed).casefold()
        assert len(parsed) == len(set(parsed))
        app.theme = "topology-light"
        await pilot.pause()
        assert app.screen.styles.background.hex.casefold() == "#fbfaf6"


async def test_lines_that_were_on_the_screen_are_let_go_of(run: Run, press: Any) -> None:
    async with run() as pilot:
        await press(pilot, "j", "k")
        gc.collect()
        gc.disable()
        try:
            for key in "jkjkjkjkjk":
                await press(pilot, key)
            assert gc.collect() < 1_500  # ten times as many, if they held themselves
        finally:
            gc.enable()


async def test_a_screen_lets_others_go_on_between_two_messages_that_take_long(run: Run) -> None:
    came: list[str] = []

    def hold() -> None:
        came.append("message")
        end = thread_time() + 2 * LONG
        while thread_time() < end:
            pass

    async with run(str(SHOP)) as pilot:
        for _ in range(2):
            pilot.app.screen.post_message(events.Callback(callback=hold))
        asyncio.get_running_loop().call_soon(came.append, "other")
        await pilot.pause()
    assert came == ["message", "other", "message"]

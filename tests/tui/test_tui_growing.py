"""What takes longer than a key may wait comes bit by bit, and keys find their way meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from topology.tui import hidden
from topology.tui.page.answer import answer
from topology.tui.page.reasons import why
from topology.tui.widgets import growing

Run = Callable[..., Any]


class Door:
    """Lets one more line come at a time, while it is closed; all of them once it is open."""

    def __init__(self) -> None:
        self.opened = True
        self._one = asyncio.Event()

    def close(self) -> None:
        self.opened = False
        self._one.clear()

    def open(self) -> None:
        self.opened = True
        self._one.set()

    async def pass_(self, _: float) -> None:
        if not self.opened:
            await self._one.wait()


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Door:
    """No line is made at once but the first one; the others wait behind this."""
    door = Door()
    monkeypatch.setattr(growing, "SLICE", -1.0)
    monkeypatch.setattr(growing, "sleep", door.pass_)
    return door


async def open_(pilot: Any, door: Door) -> None:
    door.open()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def ask(pilot: Any, press: Any, name: str = "payments-db") -> Any:
    await press(pilot, "slash", *name, "enter", "p")
    return pilot.app.screen


def keys(lines: Any) -> list[str]:
    return [line.key for line in lines if line.key]


def whole(page: Any) -> list[str]:
    said = answer(page.home.world, page.incident, 80, headed=False, change=page.change)
    return keys(said.lines)


async def test_an_answer_that_takes_long_comes_line_by_line(run: Run, press: Any, door: Door) -> None:
    async with run() as pilot:
        door.close()
        page = await ask(pilot, press)
        assert keys(page.told.lines) == ["verdict"]
        assert page.told.growing
        await open_(pilot, door)
        assert not page.told.growing
        assert keys(page.told.lines) == whole(page)
        assert page.told.here.key == "verdict"


async def test_an_answer_that_nobody_wants_any_more_never_comes(run: Run, press: Any, door: Door) -> None:
    async with run() as pilot:
        door.close()
        page = await ask(pilot, press)
        await pilot.app.ask(("component:cdn",))
        await pilot.pause()
        wanted = whole(page)
        await open_(pilot, door)
        assert keys(page.told.lines) == wanted
        assert page.incident.situation.faults[0].component == "component:cdn"


async def test_nothing_comes_after_what_is_shown_at_once(run: Run, press: Any, door: Door) -> None:
    async with run() as pilot:
        page = await ask(pilot, press)
        door.close()
        page.told.grow(lambda _: iter(page.whole().lines))
        page.told.show(lambda _: [])
        await open_(pilot, door)
        assert not page.told.lines


async def test_who_stands_on_a_line_that_is_still_to_come_sees_what_there_was(
    run: Run, press: Any, door: Door
) -> None:
    async with run() as pilot:
        page = await ask(pilot, press)
        await press(pilot, "G")
        stood, before = page.told.here.key, page.told.lines
        assert stood != "verdict"
        door.close()
        await press(pilot, "comma")
        assert page.told.lines is before
        await press(pilot, "k", "k", "j")
        moved = page.told.here.key
        assert moved not in (stood, "verdict")
        await open_(pilot, door)
        assert page.told.lines is not before
        assert keys(page.told.lines) == whole(page)
        assert page.told.here.key == moved


async def test_the_last_line_is_the_last_one_of_all(run: Run, press: Any, door: Door) -> None:
    async with run() as pilot:
        door.close()
        page = await ask(pilot, press)
        await press(pilot, "G")
        assert page.told.here.key == "verdict"
        await open_(pilot, door)
        assert page.told.here.key == keys(page.told.lines)[-1]


async def test_who_moves_on_is_not_taken_to_the_last_line(run: Run, press: Any, door: Door) -> None:
    async with run() as pilot:
        page = await ask(pilot, press)
        door.close()
        page.told.grow(lambda _: iter(page.written().lines), "verdict")
        for _ in range(2):  # two more lines to move to
            door.open()
            await asyncio.sleep(0)
            door.close()
        await press(pilot, "G", "k", "j", "k", "g")
        await open_(pilot, door)
        assert page.told.here.key == "verdict"


async def test_reasons_take_up_the_answer_where_it_is(run: Run, press: Any, door: Door) -> None:
    async with run() as pilot:
        door.close()
        page = await ask(pilot, press)
        await press(pilot, "w")
        assert keys(page.told.lines) == whole(page)
        reasons = pilot.app.screen.choices
        assert reasons.growing
        assert reasons.here.key == "verdict"
        await open_(pilot, door)
        assert list(reasons.lines) == list(why(page.written(), reasons.room))


async def test_reasons_begin_with_those_of_the_line_as_soon_as_they_are_there(
    run: Run, press: Any, door: Door, screen: Any
) -> None:
    async with run() as pilot:
        page = await ask(pilot, press)
        await press(pilot, "G")
        key = next(key for key in reversed(keys(page.told.lines)) if key in page.written().why)
        page.told.stand_on(key)
        door.close()
        await press(pilot, "w")
        reasons = pilot.app.screen.choices
        assert any("looking up" in row for row in screen(pilot.app))
        assert not keys(reasons.lines)
        await press(pilot, "j", "k", "enter")  # nothing to stand on, nothing to follow
        await open_(pilot, door)
        assert reasons.here.key == key


async def test_nothing_is_made_for_a_list_that_was_closed(run: Run, press: Any, door: Door) -> None:
    async with run() as pilot:
        await ask(pilot, press)
        door.close()
        await press(pilot, "w")
        reasons = pilot.app.screen.choices
        await press(pilot, "escape")
        there = len(reasons.lines)
        await open_(pilot, door)
        assert len(reasons.lines) == there


async def test_another_width_makes_the_lines_anew(run: Run, press: Any, door: Door) -> None:
    async with run() as pilot:
        door.close()
        page = await ask(pilot, press)
        await pilot.resize_terminal(160, 44)
        await open_(pilot, door)
        said = answer(page.home.world, page.incident, page.told.room, headed=False).lines
        assert [line.text for line in page.told.lines] == [line.text for line in said]


async def test_what_is_hidden_comes_line_by_line_each_made_once(
    run: Run, press: Any, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    line = hidden._line

    def counted(world: Any, ref: Any, *more: Any) -> Any:
        made.append(ref)
        return line(world, ref, *more)

    monkeypatch.setattr(hidden, "_line", counted)
    async with run() as pilot:
        door.close()
        await press(pilot, "H")
        shown = pilot.app.screen.choices
        assert shown.growing
        assert len(shown.lines) < 3
        await pilot.resize_terminal(70, 30)
        await open_(pilot, door)
        refs = [line.ref for line in shown.lines if line.ref is not None]
        assert refs == made
        assert len(refs) > 3
        await press(pilot, "G", "enter")
        assert pilot.app.session.focus == refs[-1]

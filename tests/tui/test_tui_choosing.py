"""What would come of a choice is worked out between keys where it takes long; so are texts to copy."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest
from textual import events

from topology.tui.page.copies import copies
from topology.tui.screens import page, page_choose
from topology.tui.screens.page import PageScreen
from topology.tui.screens.page_choose import ChooseScreen

Run = Callable[..., Any]


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """No outcome is worked out at once; all of them wait for this."""
    door = asyncio.Event()

    async def wait(_: float) -> None:
        await door.wait()

    monkeypatch.setattr(page_choose, "SLICE", -1.0)
    monkeypatch.setattr(page_choose, "sleep", wait)
    return door


async def asked(pilot: Any, press: Any, key: str) -> ChooseScreen:
    await press(pilot, "slash", *"payments-db", "enter", "p", key)
    assert isinstance(pilot.app.screen, ChooseScreen)
    return pilot.app.screen


def outcomes(choose: Any) -> list[str]:
    return ["".join(text for text, _ in line.end).strip() for line in choose.choices.lines]


async def come(pilot: Any, door: asyncio.Event) -> None:
    door.set()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def test_choices_are_there_before_what_would_come_of_them(
    run: Run, press: Any, door: asyncio.Event
) -> None:
    async with run() as pilot:
        choose = await asked(pilot, press, "f")
        names = [line.key for line in choose.choices.lines]
        assert len(names) > 2
        assert not any(outcomes(choose))
        await press(pilot, "down")
        stood = choose.choices.here.key
        await come(pilot, door)
        assert [line.key for line in choose.choices.lines] == names
        assert choose.choices.here.key == stood
        assert all(outcomes(choose)[1 : page_choose.LOOKED_AT])  # the first fails as it is: nothing to ask


async def test_of_the_choice_that_is_stood_on_one_is_told_what_would_come(
    run: Run, press: Any, door: asyncio.Event, screen: Any
) -> None:
    async with run() as pilot:
        choose = await asked(pilot, press, "f")
        await press(pilot, "down")
        detail = choose.query_one("#detail").lines[0].text
        assert " → " in detail
        await come(pilot, door)
        assert choose.query_one("#detail").lines[0].text == detail


async def test_what_would_come_of_choices_that_were_typed_away_is_not_shown(
    run: Run, press: Any, door: asyncio.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run() as pilot:
        looked: list[str] = []
        simulated = PageScreen.simulated

        def noted(self: Any, what_if: Any) -> Any:
            looked.extend(fault.component for fault in what_if.faults)
            return simulated(self, what_if)

        choose = await asked(pilot, press, "f")
        monkeypatch.setattr(PageScreen, "simulated", noted)
        await press(pilot, *"cdn")
        assert [line.key for line in choose.choices.lines] == ["component:cdn"]
        await come(pilot, door)
        assert [line.key for line in choose.choices.lines] == ["component:cdn"]
        assert all(outcomes(choose))
        assert set(looked) == {"component:cdn", "component:payments-db"}


async def test_what_would_come_is_worked_out_once(
    run: Run, press: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run() as pilot:
        choose = await asked(pilot, press, "f")
        before = outcomes(choose)
        monkeypatch.setattr(PageScreen, "simulated", lambda *_: pytest.fail("is known"))
        await press(pilot, "x", "backspace")
        assert outcomes(choose) == before


async def test_choices_may_be_left_while_outcomes_are_worked_out(
    run: Run, press: Any, door: asyncio.Event
) -> None:
    async with run() as pilot:
        choose = await asked(pilot, press, "f")
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, PageScreen)
        assert len(pilot.app.session.faults) == 2
        door.set()
        await pilot.pause()
        assert not choose.is_attached


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Texts of any answer take until this is set."""
    open_ = threading.Event()

    def made(*about: Any) -> list[tuple[str, str]]:
        assert threading.current_thread() is not threading.main_thread()
        open_.wait(30)
        return copies(*about)

    monkeypatch.setattr(page, "LARGE", 0)
    monkeypatch.setattr("topology.tui.page.copies.copies", made)
    return open_


async def pressed(pilot: Any, *keys: str) -> None:
    """Press keys without waiting for what they do."""
    for key in keys:
        pilot.app.post_message(events.Key(key, None))
    await asyncio.sleep(0.1)


async def test_texts_of_a_large_answer_are_made_while_other_things_go_on(
    run: Run, press: Any, slow: threading.Event
) -> None:
    async with run() as pilot:
        await press(pilot, "slash", *"payments-db", "enter", "p")
        await pressed(pilot, "c", "down", "enter")
        assert isinstance(pilot.app.screen, PageScreen)
        slow.set()
        for _ in range(200):
            if pilot.app.clipboard:
                break
            await pilot.pause(0.01)
        assert pilot.app.clipboard.startswith("payments-db fails")
        assert pilot.app.clipboard.count("\n") > 9  # the keys meant the second line: the whole text


async def test_texts_that_come_late_are_not_offered_on_another_screen(
    run: Run, press: Any, slow: threading.Event
) -> None:
    async with run() as pilot:
        await press(pilot, "slash", *"payments-db", "enter", "p")
        await pressed(pilot, "c")
        pilot.app.visit("component:cdn")
        slow.set()
        for _ in range(20):
            await pilot.pause(0.01)
        assert pilot.app.screen is pilot.app.explore

"""The week of a situation: by the clock on the wall, worked out aside, the same answer as everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from topology.incident.week import Weeks
from topology.model.reference import Ref
from topology.present.week import hour_words, sign
from topology.tui.page.week import Range, cell, range_around, told
from topology.tui.screens.page import PageScreen
from topology.tui.what_if import WhatIf
from topology.tui.world import read

Run = Callable[..., Any]
HOURS = """
teams: {ops: {members: [ann], onCall: ops}}
people: {ann: {}, bob: {}}
components: {web: {owner: ops, tier: 1, alerts: {}}}
schedules:
  day:
    timezone: Europe/Lisbon
    layers: [{hours: "Mon-Fri 08:00-18:00", roster: [{since: 2026-01-05, people: [ann]}]}]
escalationPolicies: {ops: {team: ops, steps: [{page: day, wait: 5m}]}}
defaults: {timezone: Europe/Lisbon}
"""


@pytest.mark.parametrize(
    ("first", "zone", "count", "hours"),
    [
        (date(2026, 11, 22), "Europe/Lisbon", 168, [24] * 7),
        (date(2026, 10, 23), "Europe/Lisbon", 169, [24, 24, 25, 24, 24, 24, 24]),
        (date(2026, 3, 27), "Europe/Lisbon", 167, [24, 24, 23, 24, 24, 24, 24]),
        (date(2026, 11, 22), "Asia/Kathmandu", 168, [24] * 7),
    ],
)
def test_a_day_is_a_day_on_the_wall(first: date, zone: str, count: int, hours: list[int]) -> None:
    found = Range(first, zone)
    assert found.count == count
    days = found.days()
    assert [len(day.hours) for day in days] == hours
    assert [number for day in days for number in day.hours] == list(range(count))
    for day, of in zip(days, hours, strict=True):
        missing, twice = of == 23, of == 25
        assert day.columns == tuple(each for each in range(24 + twice) if not (missing and each == 1))
    assert found.stamp(0).endswith("00:00")


def test_a_week_stays_while_the_instant_lies_in_it(now: datetime) -> None:
    week = range_around(now, "Europe/Lisbon")
    assert week.first == date(2026, 11, 22)
    assert week.number(now) == 3
    later = now + timedelta(days=6, hours=20)
    assert range_around(later, "Europe/Lisbon", week) == week
    beyond = now + timedelta(days=7)
    assert range_around(beyond, "Europe/Lisbon", week).first == date(2026, 11, 29)
    assert range_around(now, "Asia/Tokyo", week).timezone == "Asia/Tokyo"


def test_bad_hours_stand_out_by_sign_and_role(world: Any, now: datetime) -> None:
    asked = WhatIf.of([Ref("component:storefront")])
    range_ = range_around(now, "Europe/Lisbon")
    weeks = Weeks(world.topology, world.engine.rota, range_.start, range_.count)
    week = weeks.of(asked.situation(now))
    signs = {number: cell(week, number) for number in range(range_.count)}
    good = ("CLEAR", "JOINT", "MULTI")
    for number, (char, role) in signs.items():
        hour = week.hours[number]
        assert char == sign(hour)
        assert (role == "ok") == (hour.verdict in good and not hour.empty)
    assert len(set(signs.values())) > 1
    assert "Sun 22 03:00" in told(world.names, week, range_, 3)


def test_an_hour_of_which_nothing_is_declared_is_unknown_and_not_nobody(tmp_path: Any, now: datetime) -> None:
    (tmp_path / "c.yaml").write_text("teams: {shop: {}}\ncomponents: {web: {owner: shop}}\n")
    world = read([str(tmp_path)])
    range_ = range_around(now, "UTC")
    weeks = Weeks(world.topology, world.engine.rota, range_.start, range_.count)
    week = weeks.of(WhatIf.of([Ref("component:web")]).situation(now))
    assert "UNKNOWN: no file says who is paged" in told(world.names, week, range_, 3)
    assert hour_words(world.names, week.hours[3]) == "no file says who is paged"


@pytest.fixture
def hours(tmp_path: Any) -> str:
    (tmp_path / "c.yaml").write_text(HOURS)
    return str(tmp_path)


async def asked(pilot: Any, press: Any, settled: Any) -> Any:
    await press(pilot, "slash", *"web", "enter", "p")
    await settled(pilot)
    assert isinstance(pilot.app.screen, PageScreen)
    return pilot.app.screen


async def test_choosing_an_hour_goes_there_and_the_answer_is_that_of_the_strip(
    run: Run, press: Any, settled: Any, screen: Any, hours: str
) -> None:
    async with run(hours) as pilot:
        page = await asked(pilot, press, settled)
        text = "\n".join(screen(pilot.app))
        assert "Su XXXXXXXXXXXXXXXXXXXXXXXX" in text
        assert "Mo XXXXXXXX··········XXXXXX" in text
        assert "X nobody" in text
        assert "· clear" in text
        await press(pilot, "W", "g", "pagedown")
        assert "Mon 23 08:00 CLEAR: ann" in "\n".join(screen(pilot.app))
        await press(pilot, "enter")
        assert pilot.app.session.instant == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
        assert page.incident.verdict == "CLEAR"
        await press(pilot, "pageup", "right", "j", "enter")
        assert pilot.app.session.instant == datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
        assert page.incident.verdict == "NOBODY"


async def test_a_week_is_worked_out_once_for_a_situation(
    run: Run, press: Any, settled: Any, hours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []
    each = Weeks.each
    monkeypatch.setattr(
        Weeks, "each", lambda self, situation: made.append(situation) or each(self, situation)
    )
    async with run(hours) as pilot:
        await asked(pilot, press, settled)
        assert len(made) == 1
        await press(pilot, "full_stop", "full_stop", "greater_than_sign")
        await settled(pilot)
        assert len(made) == 1, "another hour of the same week"
        await press(pilot, "a", *"ann", "enter")
        await settled(pilot)
        assert len(made) == 2
        await press(pilot, "a", *"ann", "enter")
        await settled(pilot)
        assert len(made) == 2, "the same situation again"
        await press(pilot, *["greater_than_sign"] * 7)
        await settled(pilot)
        assert len(made) == 3, "another week"
        await press(pilot, "ctrl+r")
        await settled(pilot)
        assert len(made) == 4, "other files"


async def test_escape_gives_up_a_week_and_its_key_asks_again(
    run: Run, press: Any, settled: Any, screen: Any, hours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event

    going, go_on = Event(), Event()
    each = Weeks.each

    def slow(self: Weeks, situation: Any) -> Iterator[Any]:
        for number, hour in enumerate(each(self, situation)):
            if number == 60:
                going.set()
                go_on.wait(5)
            yield hour

    monkeypatch.setattr(Weeks, "each", slow)
    async with run(hours) as pilot:
        await press(pilot, "slash", *"web", "enter", "p")
        while not going.is_set():
            await pilot.pause()
        await pilot.pause()
        assert "Week 28% · esc" in "\n".join(screen(pilot.app))
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PageScreen)
        assert "Week given up · W" in "\n".join(screen(pilot.app))
        go_on.set()
        await settled(pilot)
        assert "Week given up · W" in "\n".join(screen(pilot.app))
        await press(pilot, "W")
        await settled(pilot)
        assert "Mo XXXXXXXX··········XXXXXX" in "\n".join(screen(pilot.app))


async def test_a_week_that_nobody_wants_any_more_is_dropped(
    run: Run, press: Any, settled: Any, screen: Any, hours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event

    going, go_on = Event(), Event()
    each = Weeks.each

    def slow(self: Weeks, situation: Any) -> Iterator[Any]:
        if not situation.away:
            going.set()
            go_on.wait(5)
        yield from each(self, situation)

    monkeypatch.setattr(Weeks, "each", slow)
    async with run(hours) as pilot:
        await press(pilot, "slash", *"web", "enter", "p")
        while not going.is_set():
            await pilot.pause()
        await press(pilot, "a", *"ann", "enter")
        go_on.set()
        await settled(pilot)
        assert "Mo XXXXXXXXXXXXXXXXXXXXXXXX" in "\n".join(screen(pilot.app))

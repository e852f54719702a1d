"""Turns of rotations, and counting the open ones."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oncall_builders import handoff, hours, roster, utc

from topology.model.duty import Hours, Period, Window
from topology.oncall.clock import instant, seconds, wall, zone
from topology.oncall.counting import Counted, OpenTurns
from topology.oncall.rotation import Turns, first_handoff, month_day, rotation
from topology.oncall.window import weekly

ZONES = st.sampled_from(("UTC", "Europe/Lisbon", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"))
PERIODS = st.builds(Period, st.integers(1, 30), st.sampled_from(("hour", "day", "week", "month")))
MOMENTS = st.datetimes(datetime(2005, 1, 1), datetime(2040, 1, 1)).map(
    lambda value: value.replace(microsecond=0)
)


def turns(name: str, anchor: str, every: Period, day: int | None = None) -> Turns:
    return Turns(zone(name), wall(datetime.fromisoformat(anchor)), every, day)


def shift(found: Turns, text: str) -> tuple[str, str]:
    start, end = found.shift(seconds(utc(text)))
    return instant(start).strftime("%Y-%m-%d %H:%M"), instant(end).strftime("%Y-%m-%d %H:%M")


def test_a_week_over_a_clock_change_has_167_or_169_hours() -> None:
    weeks = turns("Europe/Lisbon", "2026-01-05 09:00", Period(1, "week"))
    for text, length in (("2026-03-25 12:00", 167), ("2026-10-21 12:00", 169), ("2026-07-01 12:00", 168)):
        start, end = weeks.shift(seconds(utc(text)))
        assert (end - start) == length * 3600


def test_boundaries_lie_before_the_anchor_too() -> None:
    tens = turns("UTC", "2026-06-01 03:00", Period(10, "hour"))
    assert shift(tens, "2026-05-30 21:00") == ("2026-05-30 21:00", "2026-05-31 07:00")
    assert tens.number(seconds(utc("2026-05-31 20:00"))) == -1


def test_an_hourly_turn_inside_the_gap_is_passed_over() -> None:
    hourly = turns("America/New_York", "2026-03-07 00:00", Period(1, "hour"))
    assert shift(hourly, "2026-03-08 06:30") == ("2026-03-08 06:00", "2026-03-08 07:00")
    assert shift(hourly, "2026-03-08 07:00") == ("2026-03-08 07:00", "2026-03-08 08:00")
    # Turns 25 (01:00) and 27 (03:00); 26 has no minute.
    assert [hourly.number(seconds(utc(f"2026-03-08 0{hour}:59"))) for hour in (6, 7)] == [25, 27]
    count = OpenTurns(hourly, weekly(None, "UTC"))
    assert count.before(27) - count.before(25) == 1


def test_an_hourly_turn_over_a_repeated_hour_lasts_two() -> None:
    hourly = turns("America/New_York", "2026-01-01 00:00", Period(1, "hour"))
    assert shift(hourly, "2026-11-01 06:30") == ("2026-11-01 05:00", "2026-11-01 07:00")


@pytest.mark.parametrize(
    ("anchor", "count", "at", "expected"),
    [
        ("2026-01-31 09:00", 1, "2026-02-15", ("2026-01-31 09:00", "2026-02-28 09:00")),
        ("2026-01-31 09:00", 1, "2026-03-15", ("2026-02-28 09:00", "2026-03-31 09:00")),
        ("2027-12-31 09:00", 2, "2028-02-29 10:00", ("2028-02-29 09:00", "2028-04-30 09:00")),
        ("2026-03-15 00:00", 1, "2025-12-31", ("2025-12-15 00:00", "2026-01-15 00:00")),
        ("2024-02-29 00:00", 12, "2024-02-29", ("2024-02-29 00:00", "2025-02-28 00:00")),
    ],
)
def test_months_clamp_to_their_last_day_from_the_anchor(
    anchor: str, count: int, at: str, expected: tuple[str, str]
) -> None:
    assert shift(turns("UTC", anchor, Period(count, "month")), at) == expected


def test_a_month_day_is_right_in_every_century() -> None:
    assert month_day(1970 * 12, 1) == 0
    assert month_day(2000 * 12 + 1, 31) - month_day(2000 * 12 + 1, 1) == 28
    assert month_day(1900 * 12 + 1, 31) - month_day(1900 * 12 + 1, 1) == 27
    assert month_day(12_000 * 12, 1) - month_day(11_600 * 12, 1) == 146_097


@pytest.mark.parametrize(
    ("since", "every", "at", "expected"),
    [
        ("2026-01-05", Period(1, "week"), "Mon 09:00", "2026-01-05 09:00"),
        ("2026-01-06", Period(1, "week"), "Mon 09:00", "2026-01-12 09:00"),
        ("2026-01-05", Period(1, "day"), "17:00", "2026-01-05 17:00"),
        ("2026-01-05", Period(4, "hour"), ":30", "2026-01-05 00:30"),
        ("2026-02-10", Period(1, "month"), "31 09:00", "2026-02-28 09:00"),
        ("2026-02-10", Period(1, "month"), "5 09:00", "2026-03-05 09:00"),
        ("2026-12-31", Period(1, "month"), "30 09:00", "2027-01-30 09:00"),
        ("2026-01-06 11:00", Period(1, "week"), "Mon 09:00", "2026-01-06 11:00"),
    ],
)
def test_the_first_hand_off_is_at_or_after_since(since: str, every: Period, at: str, expected: str) -> None:
    found = first_handoff(roster(since, "ada"), every, handoff(at))
    assert instant(found).strftime("%Y-%m-%d %H:%M") == expected


def test_a_clamped_first_hand_off_still_aims_at_the_stated_day() -> None:
    monthly = rotation(zone("UTC"), roster("2026-02-10", "ada"), Period(1, "month"), handoff("31 09:00"))
    assert shift(monthly, "2026-03-15") == ("2026-02-28 09:00", "2026-03-31 09:00")


@given(ZONES, MOMENTS, PERIODS, MOMENTS)
def test_every_instant_is_in_one_turn(name: str, anchor: datetime, every: Period, at: datetime) -> None:
    found = Turns(zone(name), wall(anchor), every)
    second = wall(at)
    number = found.number(second)
    assert found.start(number) <= second < found.start(number + 1)


@given(ZONES, MOMENTS, PERIODS, st.integers(-5000, 5000))
def test_a_turn_starts_where_its_number_says(name: str, anchor: datetime, every: Period, number: int) -> None:
    found = Turns(zone(name), wall(anchor), every)
    start, end = found.start(number), found.start(number + 1)
    assert start <= end
    if start < end:
        assert found.number(start) == number
        assert found.number(end - 1) == number


SHORT = st.builds(Period, st.integers(1, 40), st.just("hour")) | st.builds(
    Period, st.integers(1, 9), st.sampled_from(("day", "week"))
)
HOURS = st.lists(
    st.builds(
        lambda day, start, length: Window(day, start, start + length),
        st.integers(0, 6),
        st.sampled_from((0, 60, 90, 120, 150, 540, 1320, 1410)),
        st.sampled_from((1, 15, 30, 60, 120, 300, 540, 2000)),
    ),
    max_size=4,
).map(lambda windows: Hours(windows=tuple(windows)))
ANCHORS = st.datetimes(datetime(2011, 6, 1), datetime(2026, 6, 1)).map(
    lambda value: value.replace(minute=value.minute // 30 * 30, second=0, microsecond=0)
)


@settings(max_examples=150, deadline=None)
@given(ZONES, ZONES, ANCHORS, SHORT, HOURS, st.lists(st.integers(0, 700), min_size=1, max_size=4))
def test_counting_open_turns_is_looking_at_each(
    name: str, other: str, anchor: datetime, every: Period, opening: Hours, numbers: list[int]
) -> None:
    found = Turns(zone(name), wall(anchor), every)
    hours_ = weekly(opening, other)
    count, counted = OpenTurns(found, hours_), Counted(found, hours_)
    expected = [0]
    for number in range(max(numbers)):
        expected.append(expected[-1] + hours_.any_open(found.start(number), found.start(number + 1)))
    wanted = [expected[number] for number in numbers]
    assert [count.before(number) for number in numbers] == wanted
    assert [counted.before(number) for number in numbers] == wanted


def test_counting_is_exact_far_from_the_anchor() -> None:
    """Two months of hourly office turns, twenty years on, against looking at each."""
    hourly = turns("America/New_York", "2006-01-02 09:30", Period(1, "hour"))
    office = weekly(hours("Mon-Fri 09:00-18:00", zone="Europe/Lisbon"), "UTC")
    count = OpenTurns(hourly, office)
    start = hourly.number(seconds(utc("2026-02-20")))
    seen = count.before(start)
    for number in range(start, start + 1500):
        assert count.before(number) == seen
        seen += count.open(number)


def test_no_matter_how_long_ago_or_ahead() -> None:
    for every in (Period(1, "hour"), Period(1, "day"), Period(1, "month")):
        found = turns("Europe/Lisbon", "2026-01-05 09:00", every)
        for moment in (utc("0001-01-01"), utc("9999-12-31 23:59")):
            start, end = found.shift(seconds(moment))
            assert start < end
            assert end - start < timedelta(days=32).total_seconds()

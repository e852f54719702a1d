"""Weekly opening hours."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from oncall_builders import hours, utc

from topology.model.duty import Hours, Window
from topology.oncall.clock import DAY, WEEK, instant, seconds, week_of, zone
from topology.oncall.window import FOREVER, Weekly, merge_week, weekly


def period(opening: Weekly, text: str) -> tuple[str, str] | None:
    found = opening.period(seconds(utc(text)))
    return None if found is None else tuple(instant(each).strftime("%a %H:%M") for each in found)  # type: ignore[return-value]


def test_office_hours_over_a_weekend() -> None:
    office = weekly(hours("Mon-Fri 09:00-18:00"), "UTC")
    assert period(office, "2026-11-20 17:59") == ("Fri 09:00", "Fri 18:00")
    assert period(office, "2026-11-20 18:00") == ("Mon 09:00", "Mon 18:00")
    assert not office.open(seconds(utc("2026-11-22 12:00")))


def test_windows_over_midnight_and_over_days() -> None:
    night = weekly(hours("Fri 22:00-06:00"), "UTC")
    assert night.open(seconds(utc("2026-11-21 05:59")))
    assert not night.open(seconds(utc("2026-11-21 06:00")))
    weekend = weekly(hours("Fri 18:00-Mon 09:00"), "UTC")
    assert period(weekend, "2026-11-22 03:00") == ("Fri 18:00", "Mon 09:00")
    # Over the end of the week as it is counted.
    assert period(weekend, "2026-11-23 08:59") == ("Fri 18:00", "Mon 09:00")


def test_touching_windows_are_one_and_a_full_week_never_ends() -> None:
    split = weekly(hours("Mon 09:00-12:00", "Mon 12:00-18:00", "Mon 17:00-20:00"), "UTC")
    assert period(split, "2026-11-23 10:00") == ("Mon 09:00", "Mon 20:00")
    halves = hours("08:00-20:00", "20:00-08:00")
    for whole in (hours("00:00-00:00"), hours("Mon 09:00-Mon 09:00"), halves, None):
        opening = weekly(whole, "Europe/Berlin")
        assert opening.always
        assert opening.around(0) == (True, -FOREVER, FOREVER)


def test_no_windows_are_never_open() -> None:
    never = weekly(Hours(windows=()), "UTC")
    assert never.next_open(0) is None
    assert never.period(0) is None
    assert not never.any_open(0, 10 * WEEK)


def test_hours_keep_the_clock_of_their_own_zone() -> None:
    tokyo = weekly(hours("09:00-17:00", zone="Asia/Tokyo"), "Europe/Lisbon")
    assert tokyo.open(seconds(utc("2026-11-20 00:00")))
    assert not tokyo.open(seconds(utc("2026-11-20 08:00")))


def test_an_end_takes_the_last_occurrence_of_a_repeated_time_and_a_start_the_first() -> None:
    ends = weekly(hours("00:00-01:30"), "Europe/Lisbon")
    assert ends.around(seconds(utc("2026-10-25 00:45"))) == (
        True,
        seconds(utc("2026-10-24 23:00")),
        seconds(utc("2026-10-25 01:30")),
    )
    starts = weekly(hours("01:30-03:00"), "Europe/Lisbon")
    assert starts.open(seconds(utc("2026-10-25 00:30")))


def test_a_window_inside_the_gap_has_no_minute() -> None:
    gap = weekly(hours("Sun 01:15-01:45"), "Europe/Lisbon")
    sunday = seconds(utc("2026-03-29 00:00"))
    assert not gap.any_open(sunday, sunday + DAY)
    assert gap.next_open(sunday) == seconds(utc("2026-04-05 00:15"))


WINDOWS = st.lists(
    st.builds(
        lambda day, start, length: Window(day, start, start + length),
        st.integers(0, 6),
        st.integers(0, 1439),
        st.integers(1, 10080),
    ),
    max_size=5,
).map(tuple)
ZONES = st.sampled_from(("UTC", "Europe/Lisbon", "America/New_York", "Australia/Lord_Howe"))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(
    lambda value: utc(str(value.replace(microsecond=0)))
)


def by_hand(windows: tuple[Window, ...], name: str, second: int) -> bool:
    """Whether any window, resolved by itself, holds an instant."""
    clock = zone(name)
    for days in range(-9, 3):
        day = (clock.local(second) // DAY + days) * DAY
        for window in windows:
            if week_of(day)[1] // DAY == window.weekday:
                start = clock.second(day + window.start * 60)
                end = clock.second(day + window.end * 60, last=True)
                if start <= second < end:
                    return True
    return False


@given(WINDOWS, ZONES, MOMENTS)
def test_open_is_inside_some_window(windows: tuple[Window, ...], name: str, moment: datetime) -> None:
    opening = Weekly(windows, zone(name))
    assert opening.open(seconds(moment)) == by_hand(windows, name, seconds(moment))


@given(WINDOWS, ZONES, MOMENTS)
def test_a_stretch_holds_its_instant_and_nothing_changes_in_it(
    windows: tuple[Window, ...], name: str, moment: datetime
) -> None:
    opening = Weekly(windows, zone(name))
    open_, start, end = opening.around(seconds(moment))
    assert start <= seconds(moment) < end
    near, far = seconds(moment - timedelta(days=9)), seconds(moment + timedelta(days=9))
    for second in (max(start, near), min(end - 1, far)):
        assert opening.open(second) == open_


@given(WINDOWS)
def test_merged_windows_are_apart(windows: tuple[Window, ...]) -> None:
    merged = merge_week(windows)
    assert merged == ((0, WEEK),) or all(0 <= start < WEEK and start < end for start, end in merged)
    assert all(one[1] < other[0] for one, other in pairwise(merged))

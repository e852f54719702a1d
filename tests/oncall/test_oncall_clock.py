"""Wall clock and instants: gaps, repeated times, far years."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topology.oncall.clock import DAY, instant, seconds, wall, zone

ZONES = (
    "UTC",
    "Europe/Lisbon",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Casablanca",
    "Pacific/Apia",
    "America/Sao_Paulo",
)


def resolve(name: str, local: str, last: bool = False) -> str:
    found = instant(zone(name).second(wall(datetime.fromisoformat(local)), last))
    return found.strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("name", "local", "first", "last"),
    [
        ("Europe/Lisbon", "2026-03-29 00:59", "2026-03-29 00:59", None),
        ("Europe/Lisbon", "2026-03-29 01:00", "2026-03-29 01:00", None),
        ("Europe/Lisbon", "2026-03-29 01:30", "2026-03-29 01:00", None),
        ("Europe/Lisbon", "2026-03-29 02:00", "2026-03-29 01:00", None),
        ("Europe/Lisbon", "2026-10-25 01:30", "2026-10-25 00:30", "2026-10-25 01:30"),
        ("Europe/Lisbon", "2026-10-25 02:00", "2026-10-25 02:00", None),
        ("Australia/Lord_Howe", "2026-10-04 02:10", "2026-10-03 15:30", None),
        ("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04 14:45", "2026-04-04 15:15"),
        ("Pacific/Apia", "2011-12-30 12:00", "2011-12-30 10:00", None),
    ],
)
def test_missing_times_are_the_end_of_the_gap_and_repeated_ones_the_first(
    name: str, local: str, first: str, last: str | None
) -> None:
    assert resolve(name, local) == first
    assert resolve(name, local, last=True) == (last or first)


@given(st.sampled_from(ZONES), st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)))
def test_offsets_are_those_of_the_time_zone_database(name: str, naive: datetime) -> None:
    moment = naive.replace(tzinfo=UTC, microsecond=0)
    local = moment.astimezone(ZoneInfo(name)).replace(tzinfo=None)
    assert zone(name).local(seconds(moment)) == wall(local)


@given(st.sampled_from(ZONES), st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)))
def test_a_wall_clock_time_comes_back_or_was_in_a_gap(name: str, naive: datetime) -> None:
    local = wall(naive.replace(microsecond=0))
    clock = zone(name)
    first, last = clock.second(local), clock.second(local, last=True)
    assert first <= last
    if clock.local(first) != local:
        assert first == last
        assert clock.local(first - 1) < local < clock.local(first)


@given(st.sampled_from(ZONES), st.integers(0, 4_000_000_000), st.integers(1, 3 * DAY))
def test_later_on_the_wall_clock_is_never_earlier(name: str, local: int, more: int) -> None:
    clock = zone(name)
    assert clock.second(local) <= clock.second(local + more)


def test_changes_do_not_depend_on_what_was_asked_before() -> None:
    ranges = [(1_700_000_000, 1_800_000_000), (100_000_000, 200_000_000), (0, 1_900_000_000)]
    found = []
    for order in (ranges, ranges[::-1]):
        zone.cache_clear()
        berlin = zone("Europe/Berlin")
        found.append({span: berlin.changes(*span) for span in order})
    assert found[0] == found[1]
    assert len(found[0][ranges[0]]) == 6
    assert set(found[0][ranges[0]]) < set(found[0][ranges[2]])


def test_the_ends_of_the_calendar_do_not_raise() -> None:
    for moment in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        for name in ZONES:
            clock = zone(name)
            assert abs(clock.local(seconds(moment)) - seconds(moment)) < 2 * DAY
            assert abs(instant(clock.second(seconds(moment))) - moment) < timedelta(days=5)
    assert instant(10**15).year == 9999
    assert instant(-(10**15)).year == 1


def test_an_unknown_zone_reads_as_utc() -> None:
    for name in ("Nowhere/City", "../../etc/passwd", "", "America"):
        assert zone(name).offset(1_800_000_000) == 0

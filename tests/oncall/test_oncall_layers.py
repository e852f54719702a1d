"""Layers: roster versions, hours, closed periods, a life of their own, following the sun."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from oncall_builders import hours, layer, names, on, roster, rota, schedule, spells, utc

from topology.model.reference import canonical

WEEKLY = {"every": "1 week", "at": "Mon 09:00"}


def test_the_first_name_is_on_from_the_first_hand_off() -> None:
    found = rota(schedule(layer(roster("2026-01-07", "ada", "lin", "sam"), **WEEKLY)))
    assert on(found, "2026-01-12 08:59") == []
    assert on(found, "2026-01-12 09:00") == ["ada"]
    assert on(found, "2026-01-19 09:00") == ["lin"]
    assert on(found, "2026-02-02 09:00") == ["ada"]


def test_a_new_version_takes_over_at_its_first_hand_off_and_history_stays() -> None:
    old, new = roster("2026-01-05", "ada", "lin", "sam", line=10), roster("2026-06-03", "kai", "lin", line=11)
    found = rota(schedule(layer(old, new, **WEEKLY)))
    alone = rota(schedule(layer(old, **WEEKLY)))
    assert spells(found, "2026-01-01", "2026-06-08 09:00") == spells(alone, "2026-01-01", "2026-06-08 09:00")
    assert on(found, "2026-06-08 08:59") == on(alone, "2026-06-08 08:59")
    assert on(found, "2026-06-08 09:00") == ["kai"]
    assert on(found, "2026-06-15 09:00") == ["lin"]


def test_the_order_in_which_versions_are_listed_does_not_matter() -> None:
    versions = [roster("2026-01-05", "ada", "lin"), roster("2026-06-01", "kai"), roster("2026-03-02", "eve")]
    one = rota(schedule(layer(*versions, **WEEKLY)))
    other = rota(schedule(layer(*versions[::-1], **WEEKLY)))
    assert spells(one, "2026-01-01", "2026-09-01") == spells(other, "2026-01-01", "2026-09-01")


def test_of_two_versions_that_begin_with_one_hand_off_the_later_counts() -> None:
    versions = [roster("2026-03-03", "ada"), roster("2026-03-05", "lin")]
    for listed in (versions, versions[::-1]):
        assert on(rota(schedule(layer(*listed, **WEEKLY))), "2026-03-09 09:00") == ["lin"]


def test_a_since_with_a_time_is_the_anchor() -> None:
    timed = roster("2026-01-07T14:00", "ada", "lin")
    found = rota(schedule(layer(timed, every="1 day"), zone="Europe/Berlin"))
    assert on(found, "2026-01-07 12:59") == []
    assert on(found, "2026-01-07 13:00") == ["ada"]
    assert on(found, "2026-07-07 11:59") == on(found, "2026-07-06 12:00")
    assert on(found, "2026-07-07 12:00") != on(found, "2026-07-07 11:59")


def test_a_roster_of_one_needs_no_turns() -> None:
    found = rota(schedule(layer(roster("2026-01-05", "ada")), zone="America/New_York"))
    assert spells(found, "2026-01-01", "2027-01-01") == [("01-05 05:00", "01-01 00:00", "ada")]
    duty = found.at(canonical("schedule", "rota"), utc("2026-05-01")).duties[0]
    assert (duty.turn, duty.of, duty.start, duty.end) == (1, 1, utc("2026-01-05 05:00"), None)


def test_an_empty_roster_and_no_layers_are_nobody_with_a_reason() -> None:
    for found in (rota(schedule(layer(roster("2026-01-05"), **WEEKLY))), rota(schedule(layer(**WEEKLY)))):
        roll = found.at(canonical("schedule", "rota"), utc("2026-05-01"))
        assert roll.people == ()
        assert len(roll.empty) == 1
        assert roll.unknown == ()


def test_closed_periods_use_up_no_turn_unless_they_are_to() -> None:
    weekdays = hours("Mon-Fri 00:00-00:00")
    daily = {"every": "1 day", "at": "00:00", "hours": weekdays}
    active = rota(schedule(layer(roster("2026-01-05", "a", "b", "c"), **daily)))
    calendar = rota(schedule(layer(roster("2026-01-05", "a", "b", "c"), turn="calendar", **daily)))
    friday, monday = "2026-01-09 12:00", "2026-01-12 12:00"
    assert (on(active, friday), on(active, monday)) == (["b"], ["c"])
    assert (on(calendar, friday), on(calendar, monday)) == (["b"], ["b"])
    assert on(active, "2026-01-10 12:00") == []


def test_a_period_that_is_open_for_a_minute_uses_up_a_turn() -> None:
    barely = hours("Mon-Fri 09:00-18:00", "Sat 12:00-12:01")
    trio = roster("2026-01-05", "a", "b", "c")
    found = rota(schedule(layer(trio, every="1 day", at="00:00", hours=barely)))
    assert [on(found, f"2026-01-{day:02} 12:00") for day in (9, 10, 12)] == [["b"], ["c"], ["a"]]


def test_a_layer_has_a_life_of_its_own() -> None:
    found = rota(
        schedule(
            layer(roster("2026-01-05", "ada"), start=datetime(2026, 2, 1), end=datetime(2026, 3, 1)),
            layer(roster("2026-01-05", "lin")),
        )
    )
    assert spells(found, "2026-01-20", "2026-03-10") == [
        ("01-20 00:00", "02-01 00:00", "lin"),
        ("02-01 00:00", "03-01 00:00", "ada"),
        ("03-01 00:00", "03-10 00:00", "lin"),
    ]


def test_first_takes_one_layer_and_all_takes_everybody_once() -> None:
    layers = (
        layer(roster("2026-01-05", "ada"), hours=hours("Mon-Fri 09:00-18:00")),
        layer(roster("2026-01-05", "lin")),
        layer(roster("2026-01-05", "ada")),
    )
    assert on(rota(schedule(*layers)), "2026-01-07 12:00") == ["ada"]
    assert on(rota(schedule(*layers)), "2026-01-07 20:00") == ["lin"]
    everybody = rota(schedule(*layers, combine="all"))
    assert on(everybody, "2026-01-07 12:00") == ["ada", "lin"]
    assert on(everybody, "2026-01-07 20:00") == ["lin", "ada"]


@pytest.mark.parametrize(
    ("zone", "spring", "autumn"),
    [
        ("Europe/Lisbon", ("2026-03-29", 1), ("2026-10-25", 1)),
        ("America/New_York", ("2026-03-08", 7), ("2026-11-01", 6)),
        ("Australia/Lord_Howe", ("2026-10-04", None), ("2026-04-05", None)),
    ],
)
def test_daily_hand_offs_keep_the_wall_clock_over_both_changes(
    zone: str, spring: tuple[str, int | None], autumn: tuple[str, int | None]
) -> None:
    found = rota(schedule(layer(roster("2026-01-01", "a", "b"), every="1 day", at="09:00"), zone=zone))
    for day, _ in (spring, autumn):
        start = utc(day) - timedelta(days=4)
        shifts = found.shifts(canonical("schedule", "rota"), start, start + timedelta(days=8))
        lengths = {shift.end - shift.start for shift in shifts[1:-1]}
        assert len(lengths) == 2
        for one, other in pairwise(shifts):
            assert one.end == other.start
            assert one.people != other.people


def test_a_hand_off_in_the_gap_is_at_its_end_and_a_repeated_one_at_the_first() -> None:
    pair = layer(roster("2026-01-01", "a", "b"), every="1 day", at="01:30")
    lisbon = rota(schedule(pair, zone="Europe/Lisbon"))
    assert spells(lisbon, "2026-03-28 12:00", "2026-03-30 12:00") == [
        ("03-28 12:00", "03-29 01:00", "a"),
        ("03-29 01:00", "03-30 00:30", "b"),
        ("03-30 00:30", "03-30 12:00", "a"),
    ]
    assert [start for start, _, _ in spells(lisbon, "2026-10-24 12:00", "2026-10-27")][1:] == [
        "10-25 00:30",
        "10-26 01:30",
    ]


def test_following_the_sun_when_regions_disagree_about_the_clock() -> None:
    """New York changes three weeks before Lisbon in spring and one week after it in autumn."""
    americas = layer(roster("2026-01-01", "nia"), hours=hours("08:00-16:00", zone="America/New_York"))
    europe = layer(roster("2026-01-01", "lia"), hours=hours("08:00-16:00", zone="Europe/Lisbon"))
    found = rota(schedule(europe, americas))

    def day(text: str) -> list[tuple[str, str, str]]:
        found_ = spells(found, f"{text} 05:00", f"{text} 23:59")
        return [(start[6:], end[6:], who) for start, end, who in found_]

    assert day("2026-02-18") == [("08:00", "16:00", "lia"), ("16:00", "21:00", "nia")]
    assert day("2026-03-18") == [("08:00", "16:00", "lia"), ("16:00", "20:00", "nia")]
    assert day("2026-04-18") == [("07:00", "15:00", "lia"), ("15:00", "20:00", "nia")]
    assert day("2026-10-28") == [("08:00", "16:00", "lia"), ("16:00", "20:00", "nia")]
    assert day("2026-11-18") == [("08:00", "16:00", "lia"), ("16:00", "21:00", "nia")]
    both = rota(schedule(europe, americas, combine="all"))

    def together(text: str) -> list[str]:
        found_ = spells(both, f"{text} 05:00", f"{text} 23:59")
        return [f"{start[6:8]}-{end[6:8]}" for start, end, who in found_ if "+" in who]

    assert [together(text) for text in ("2026-02-18", "2026-03-18", "2026-10-28")] == [
        ["13-16"],
        ["12-16"],
        ["12-16"],
    ]


def test_the_far_ends_of_time_answer() -> None:
    found = rota(schedule(layer(roster("2026-01-05", "ada", "lin"), **WEEKLY), zone="Europe/Lisbon"))
    ref = canonical("schedule", "rota")
    assert names(found.at(ref, utc("9999-12-31 23:59")).people) in (["ada"], ["lin"])
    assert found.at(ref, utc("0001-01-01")).people == ()

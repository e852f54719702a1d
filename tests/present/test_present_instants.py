"""Instants as typed and as shown."""

from datetime import UTC, datetime

import pytest

from topology.oncall.instants import InstantError, parse_instant
from topology.present.instants import iso, short, span, spelled

NOW = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)  # a Sunday


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("now", NOW),
        ("NOW", NOW),
        ("+2h", at(2026, 11, 22, 5, 12)),
        ("-1d12h", at(2026, 11, 20, 15, 12)),
        ("+90m", at(2026, 11, 22, 4, 42)),
        ("+1w", at(2026, 11, 29, 3, 12)),
        ("2026-11-22", at(2026, 11, 22)),
        ("2026-11-22T03:00", at(2026, 11, 22, 3)),
        ("2026-11-22 03:00", at(2026, 11, 22, 3)),
        ("2026-11-22T03:00Z", at(2026, 11, 22, 3)),
        ("2026-11-22T03:00+02:00", at(2026, 11, 22, 1)),
        ("Mon 03:00", at(2026, 11, 23, 3)),
        ("monday 03:00", at(2026, 11, 23, 3)),
        ("Sun 03:12", NOW),
        ("Sun 03:11", at(2026, 11, 29, 3, 11)),
        ("04:00", at(2026, 11, 22, 4)),
        ("03:00", at(2026, 11, 23, 3)),
    ],
)
def test_instants_as_typed(text: str, meant: datetime) -> None:
    assert parse_instant(text, NOW) == meant


def test_wall_clock_times_are_those_of_the_zone() -> None:
    assert parse_instant("2026-07-01T09:00", NOW, "Europe/Lisbon") == at(2026, 7, 1, 8)
    assert parse_instant("Mon 09:00", NOW, "America/New_York") == at(2026, 11, 23, 14)


def test_the_hour_that_is_missing_in_spring_is_the_first_instant_after() -> None:
    assert parse_instant("2026-03-29T02:30", NOW, "Europe/Berlin") == at(2026, 3, 29, 1)


def test_the_hour_that_is_repeated_in_autumn_is_the_first_one() -> None:
    assert parse_instant("2026-10-25T02:30", NOW, "Europe/Berlin") == at(2026, 10, 25, 0, 30)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "Foo 03:00",
        "25:00",
        "+",
        "+2",
        "+2y",
        "2026-13-01",
        "+99999999999w",
        "\x1b[2J",
        "9" * 400,
    ],
)
def test_anything_else_says_what_to_write(text: str) -> None:
    with pytest.raises(InstantError, match="now, \\+2h or Mon 03:00"):
        parse_instant(text, NOW)


def test_instants_as_shown() -> None:
    assert iso(NOW) == "2026-11-22T03:12:00Z"
    assert spelled(NOW, "Europe/Lisbon") == "Sun 22 Nov 2026 03:12 Lisbon"
    assert spelled(NOW, "America/New_York") == "Sat 21 Nov 2026 22:12 New York"
    assert short(at(2026, 11, 22, 9), "UTC", NOW) == "09:00"
    assert short(at(2026, 11, 23, 9), "UTC", NOW) == "Mon 09:00"
    assert short(at(2026, 12, 23, 9), "UTC", NOW) == "Wed 23 Dec 09:00"
    assert short(at(2027, 1, 4, 9), "UTC", NOW) == "Mon 4 Jan 2027 09:00"
    assert short(at(2026, 11, 21, 9), "UTC", NOW) == "Sat 21 Nov 09:00"


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "0m"), (5, "5m"), (60, "1h"), (90, "1h30m"), (1500, "1d1h")]
)
def test_spans(minutes: int, text: str) -> None:
    assert span(minutes) == text

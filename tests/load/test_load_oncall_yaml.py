"""On-call YAML to the letter: every form of turns, hours, rosters, overrides and policies."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from topology.model.duty import Handoff, Hours, Period, Window

PEOPLE = "people: {ada: {}, lin: {}, kai: {}}\n"
MINIMAL = "components: {z: {}}\n"


def refs(values: Any) -> list[str]:
    return [value.target for value in values]


def everyday(*days: int, start: int, end: int) -> tuple[Window, ...]:
    return tuple(Window(day, start, end) for day in days)


WORKDAYS = everyday(0, 1, 2, 3, 4, start=540, end=1080)
NIGHTS = everyday(0, 5, 6, start=1320, end=1800)

TURNS: list[tuple[str, str, Period, Handoff]] = [
    ("1 hour", "':30'", Period(1, "hour"), Handoff(30)),
    ("12 hours", "':00'", Period(12, "hour"), Handoff(0)),
    ("1 day", "'09:00'", Period(1, "day"), Handoff(540)),
    ("2 days", "09:00", Period(2, "day"), Handoff(540)),
    ("1 week", "Mon 09:00", Period(1, "week"), Handoff(540, weekday=0)),
    ("2 weeks", "'sun 23:59'", Period(2, "week"), Handoff(1439, weekday=6)),
    ("1 month", "1 09:00", Period(1, "month"), Handoff(540, day=1)),
    ("3 months", "31 00:00", Period(3, "month"), Handoff(0, day=31)),
]

LAYER = """\
people: {{ada: {{}}, lin: {{}}, kai: {{}}}}
schedules:
  s:
    layers:
      - {0}
"""
ROSTER = "roster: [{since: 2026-01-05, people: [ada, lin]}]"


def layer_of(loaded: Any, text: str, *problems: str) -> Any:
    result = loaded(LAYER.format(text) + MINIMAL)
    assert tuple(problem.code for problem in result.problems) == problems
    return result.catalog.entities["schedule:s"].layers[0]


@pytest.mark.parametrize(("every", "handoff", "period", "moment"), TURNS, ids=[row[0] for row in TURNS])
def test_turns(loaded: Any, every: str, handoff: str, period: Period, moment: Handoff) -> None:
    layer = layer_of(loaded, f"{{every: {every}, handoff: {handoff}, {ROSTER}}}")
    assert (layer.every, layer.handoff, layer.turn, layer.hours) == (period, moment, "active", None)


HOURS: list[tuple[str, Hours | None]] = [
    ("24x7", None),
    ("[24x7, 09:00-10:00]", None),
    ("{timezone: Asia/Tokyo, windows: 24x7}", None),
    ("09:00-18:00", Hours(windows=everyday(*range(7), start=540, end=1080), text="09:00-18:00")),
    ("Mon-Fri 09:00-18:00", Hours(windows=WORKDAYS, text="Mon-Fri 09:00-18:00")),
    ("'Mon,Wed-Thu 09:00-24:00'", Hours(windows=everyday(0, 2, 3, start=540, end=1440),
                                        text="Mon,Wed-Thu 09:00-24:00")),
    ("Sat-Mon 22:00-06:00", Hours(windows=NIGHTS, text="Sat-Mon 22:00-06:00")),
    ("Fri 18:00-Mon 09:00", Hours(windows=(Window(4, 1080, 4860),), text="Fri 18:00-Mon 09:00")),
    ("Mon 09:00-Mon 09:00", Hours(windows=(Window(0, 540, 540 + 7 * 1440),), text="Mon 09:00-Mon 09:00")),
    ("[Sun 10:00-12:00, Mon-Fri 09:00-18:00]", Hours(windows=(*WORKDAYS, Window(6, 600, 720)),
                                                     text="Sun 10:00-12:00, Mon-Fri 09:00-18:00")),
    ("{timezone: Asia/Tokyo, windows: [Mon-Fri 09:00-18:00]}",
     Hours(windows=WORKDAYS, timezone="Asia/Tokyo", text="Mon-Fri 09:00-18:00 Asia/Tokyo")),
    ("[]", Hours(windows=())),
]  # fmt: skip


@pytest.mark.parametrize(("written", "hours"), HOURS, ids=[row[0] for row in HOURS])
def test_hours_of_layers_and_policies(loaded: Any, written: str, hours: Hours | None) -> None:
    layer = layer_of(loaded, f"{{every: 1 day, handoff: 09:00, hours: {written}, {ROSTER}}}")
    policies = loaded(
        f"{PEOPLE}escalationPolicies: {{p: {{hours: {written}, steps: [{{page: ada}}]}}}}\n{MINIMAL}"
    )
    assert layer.hours == hours
    assert policies.catalog.entities["policy:p"].hours == hours


def test_rosters_and_the_life_of_a_layer(loaded: Any) -> None:
    layer = layer_of(
        loaded,
        "{every: 1 week, handoff: Mon 09:00, turn: calendar, from: 2026-01-01, to: 2027-01-01T12:00,"
        " roster: [{since: 2026-01-05, people: [ada, lin]}, {since: 2026-06-01T09:00, people: lin}]}",
    )
    first, second = layer.rosters
    assert (first.since, first.timed, refs(first.people)) == (
        datetime(2026, 1, 5), False, ["person:ada", "person:lin"],
    )  # fmt: skip
    assert (second.since, second.timed, refs(second.people)) == (
        datetime(2026, 6, 1, 9),
        True,
        ["person:lin"],
    )
    assert (layer.start, layer.end, layer.turn) == (
        datetime(2026, 1, 1),
        datetime(2027, 1, 1, 12),
        "calendar",
    )


@pytest.mark.parametrize(
    "text",
    [
        "{roster: [{since: 2026-01-05, people: [ada]}]}",
        "{every: 1 week, roster: [{since: 2026-01-05, people: [ada]}]}",
        "{every: 1 week, roster: [{since: 2026-01-05T09:00, people: [ada, lin]}]}",
        "{every: 1 week, handoff: Mon 09:00, roster: [{since: 2026-01-05T09:00, people: [ada, lin]}]}",
        "{every: 1 month, handoff: 31 09:00, roster: [{since: 2026-02-28T09:00, people: [ada, lin]}]}",
    ],
)
def test_what_a_rotation_may_leave_out(loaded: Any, text: str) -> None:
    assert layer_of(loaded, text).place.line == 5


OVERRIDES: list[tuple[str, dict[str, Any]]] = [
    ("replace: lin, with: ada", {"replace": "person:lin", "by": "person:ada"}),
    ("add: kai", {"add": "person:kai"}),
    ("remove: kai", {"remove": "person:kai"}),
    ("only: [ada, kai]", {"only": ["person:ada", "person:kai"]}),
    ("only: []", {"only": []}),
]


@pytest.mark.parametrize(("action", "expected"), OVERRIDES, ids=[row[0] for row in OVERRIDES])
def test_overrides(loaded: Any, action: str, expected: dict[str, Any]) -> None:
    result = loaded(
        f"{PEOPLE}{MINIMAL}schedules: {{s: {{ical: a.ics, combine: all, overrides: ["
        f"{{from: 2026-03-29T18:00, to: 2026-03-30T09:00+01:00, {action}}}]}}}}"
    )
    assert result.problems == ()
    schedule = result.catalog.entities["schedule:s"]
    (override,) = schedule.overrides
    assert (override.start, override.end) == (datetime(2026, 3, 29, 18), datetime(2026, 3, 30, 8, tzinfo=UTC))
    assert schedule.combine == "all"
    found = {name: getattr(override, name) for name in ("add", "remove", "replace", "by", "only")}
    assert {
        name: value.target if hasattr(value, "target") else refs(value)
        for name, value in found.items()
        if value is not None
    } == expected


def test_policies(loaded: Any) -> None:
    result = loaded(
        """\
teams: {pay: {}}
people: {kai: {}}
schedules: {rota: {ical: a.ics}, second: {ical: b.ics}}
escalationPolicies:
  pay:
    team: pay
    timezone: Europe/Lisbon
    steps:
      - {page: rota, wait: 5m}
      - {page: [second, person:kai], wait: 1h 30m}
      - {page: kai}
    repeat: 1
    whenEmpty: wait
    fallback: duty
  duty: {steps: [{page: kai}]}
components: {z: {}}
"""
    )
    assert result.problems == ()
    policy = result.catalog.entities["policy:pay"]
    assert [(refs(step.page), step.wait_minutes) for step in policy.steps] == [
        (["schedule:rota"], 5), (["schedule:second", "person:kai"], 90), (["person:kai"], 5),
    ]  # fmt: skip
    assert (policy.team.target, policy.timezone, policy.repeat, policy.when_empty) == (
        "team:pay", "Europe/Lisbon", 1, "wait",
    )  # fmt: skip
    assert policy.fallback.target == "policy:duty"
    duty = result.catalog.entities["policy:duty"]
    assert (duty.repeat, duty.when_empty, duty.fallback, duty.hours) == (0, "skip", None, None)

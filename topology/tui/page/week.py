"""The week of a situation by the clock on the wall: which hours it has, and what stands for each of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

from topology.incident.result import BAD_VERDICTS
from topology.incident.week import Week
from topology.oncall.instants import DAYS, local, resolve
from topology.present.names import Names
from topology.present.page_words import after
from topology.present.week import legend, sign, unreached
from topology.present.words import VERDICT_STYLES
from topology.tui.line import Role

LENGTH = 7
"""Days of it."""
HOUR = timedelta(hours=1)


class Day(Struct, frozen=True):
    """One row: what the day is called, and the numbers of its hours; not 24 where clocks change.

    ``columns`` say where each hour stands: under its own number, with a hole where there is none of
    that number, and one further on after one that comes twice.
    """

    name: str
    hours: tuple[int, ...]
    columns: tuple[int, ...]


class Range(Struct, frozen=True):
    """The hours from the midnight on which a day begins, seven days long."""

    first: date
    timezone: str

    @property
    def start(self) -> datetime:
        """The instant of the first hour."""
        return resolve(datetime(self.first.year, self.first.month, self.first.day), self.timezone)

    @property
    def count(self) -> int:
        """How many hours: 168, but for weeks in which clocks change."""
        last = self.first + timedelta(days=LENGTH)
        end = resolve(datetime(last.year, last.month, last.day), self.timezone)
        return -((self.start - end) // HOUR)

    def holds(self, at: datetime) -> bool:
        """Whether an instant lies in it."""
        return self.start <= at < self.start + self.count * HOUR

    def number(self, at: datetime) -> int:
        """The hour that an instant lies in; below zero or too great outside of them."""
        return (at - self.start) // HOUR

    def days(self) -> tuple[Day, ...]:
        """Its days in order."""
        found: dict[date, list[tuple[int, int]]] = {}
        for number in range(self.count):
            shown = local(self.start + number * HOUR, self.timezone)
            hours = found.setdefault(shown.date(), [])
            column = shown.hour if not hours or shown.hour > hours[-1][1] else hours[-1][1] + 1
            hours.append((number, column))
        return tuple(
            Day(DAYS[day.weekday()][:2], *map(tuple, zip(*hours, strict=True)))
            for day, hours in found.items()
        )

    def stamp(self, number: int) -> str:
        """``Tue 24 09:00``."""
        shown = local(self.start + number * HOUR, self.timezone)
        return f"{DAYS[shown.weekday()]} {shown.day} {shown:%H:%M}"


def range_around(at: datetime, timezone: str, before: Range | None = None) -> Range:
    """The week to show for an instant: the one before while the instant lies in it, else from its day on."""
    if before is not None and before.timezone == timezone and before.holds(at):
        return before
    return Range(local(at.astimezone(UTC), timezone).date(), timezone)


def cell(week: Week, number: int) -> tuple[str, Role]:
    """The sign of an hour, and its role: bad hours stand out by both."""
    hour = week.hours[number]
    if hour.verdict in BAD_VERDICTS:
        return sign(hour), "down"
    if hour.empty or VERDICT_STYLES[hour.verdict] == "warn":
        return sign(hour), "warn"
    return sign(hour), "ok"


def told(names: Names, week: Week, range_: Range, number: int) -> str:
    """How an hour is answered, in words."""
    hour = week.hours[number]
    first = hour.first_contact
    who = unreached(hour) if first is None else f"{names(first.person)} +{after(first.minute)}"
    more = f"{', held' * hour.held}{', a step is empty' * hour.empty}"
    return f"{range_.stamp(number)} {hour.verdict}: {who}{more}"


def signs_said(week: Week) -> str:
    """What the signs of the week mean."""
    return legend(week.hours)


def turns_at(week: Week) -> Iterable[int]:
    """The hours from which on it is answered otherwise."""
    return [stretch.first for stretch in week.stretches()]

"""The turns of one rotation: boundaries on the local wall clock, in both directions from an anchor.

A boundary is the anchor plus whole periods of local time, given its instant
afterwards; so a week has 167 to 169 hours. Months keep the anchor's day of
month and clamp it to the last day of a shorter one. Every question is answered
by arithmetic, however far from the anchor.
"""

from __future__ import annotations

from datetime import date

from topology.model.duty import Handoff, Period, Roster
from topology.oncall.clock import DAY, HOUR, MINUTE, WEEK, Zone, wall

STEP = {"hour": HOUR, "day": DAY, "week": WEEK}
"""Seconds of local time in the units that always have as many."""

_CYCLE_YEARS = 400
_CYCLE_DAYS = 146_097
"""The Gregorian calendar repeats after so many years and days."""
_EPOCH_DAY = date(1970, 1, 1).toordinal()


class Turns:
    """Numbered stretches of one rotation; number 0 starts at the anchor.

    ``anchor`` is local; ``day`` is the day of month that monthly turns aim at.
    """

    __slots__ = ("_day", "_month", "_time", "anchor", "count", "step", "zone")

    def __init__(self, zone: Zone, anchor: int, every: Period, day: int | None = None) -> None:
        self.zone = zone
        self.anchor = anchor
        self.count = max(1, every.count)
        self.step = self.count * STEP.get(every.unit, 0)
        self._month = self._day = self._time = 0
        if not self.step:
            days, self._time = divmod(anchor, DAY)
            self._month, anchor_day = month_of(days)
            self._day = day or anchor_day

    def start(self, number: int) -> int:
        """The instant at which a turn starts, which is that at which the one before it ends."""
        if self.step:
            return self.zone.second(self.anchor + number * self.step)
        day = month_day(self._month + number * self.count, self._day)
        return self.zone.second(day * DAY + self._time)

    def number(self, second: int) -> int:
        """The number of the turn that holds an instant."""
        return self.turn(second)[0]

    def turn(self, second: int) -> tuple[int, int, int]:
        """Number, start and end of the turn that holds an instant."""
        local = self.zone.local(second)
        if self.step:
            number = (local - self.anchor) // self.step
        else:
            number = (month_of(local // DAY)[0] - self._month) // self.count
        start, end = self.start(number), self.start(number + 1)
        while start > second:
            number -= 1
            start, end = self.start(number), start
        while end <= second:
            number += 1
            start, end = end, self.start(number + 1)
        return number, start, end

    def shift(self, second: int) -> tuple[int, int]:
        """Start and end of the turn that holds an instant."""
        return self.turn(second)[1:]


def month_of(day: int) -> tuple[int, int]:
    """Months since year 0 and day of month of a day counted from 1970-01-01."""
    cycle, rest = divmod(day + _EPOCH_DAY - 1, _CYCLE_DAYS)
    found = date.fromordinal(rest + 1)
    return (cycle * _CYCLE_YEARS + found.year) * 12 + found.month - 1, found.day


def month_day(month: int, day: int) -> int:
    """Day ``day`` of a month counted from year 0, or the month's last, as days from 1970-01-01."""
    first = _first_of(month)
    return min(first + day - 1, _first_of(month + 1) - 1)


def _first_of(month: int) -> int:
    year, index = divmod(month, 12)
    cycle, rest = divmod(year - 1, _CYCLE_YEARS)
    return cycle * _CYCLE_DAYS + date(rest + 1, index + 1, 1).toordinal() - _EPOCH_DAY


def first_handoff(roster: Roster, every: Period | None, handoff: Handoff | None) -> int:
    """The local time at which the first person of a roster version starts.

    That is ``since`` itself if it has a time of day or nothing says when turns
    change, else the first hand-off at or after its midnight.
    """
    since = wall(roster.since)
    if roster.timed or handoff is None:
        return since
    time = handoff.minute * MINUTE
    if every is not None and every.unit == "month":
        month, _ = month_of(since // DAY)
        day = handoff.day or 1
        found = month_day(month, day) * DAY + time
        return found if found >= since else month_day(month + 1, day) * DAY + time
    if every is not None and every.unit == "week" and handoff.weekday is not None:
        ahead = (handoff.weekday - roster.since.weekday()) % 7
        return since + ahead * DAY + time
    return since + time


def rotation(
    zone: Zone, roster: Roster, every: Period, handoff: Handoff | None, anchor: int | None = None
) -> Turns:
    """The turns of one roster version; number 0 begins with its first hand-off.

    ``anchor`` is that hand-off's local time, where it is known already.
    """
    if anchor is None:
        anchor = first_handoff(roster, every, handoff)
    if every.unit != "month":
        return Turns(zone, anchor, every)
    day = handoff.day if handoff is not None and handoff.day is not None else None
    if roster.timed and day is not None and month_day(month_of(anchor // DAY)[0], day) != anchor // DAY:
        day = None
    return Turns(zone, anchor, every, day)

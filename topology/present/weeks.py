"""Four weeks of a schedule: who is on call in each part of a day, gaps, overrides, changes of the clocks."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Literal

from msgspec import Struct

from topology.model.duty import Override, Schedule
from topology.model.reference import Ref
from topology.oncall.clock import DAY, Zone, instant, seconds, wall, zone
from topology.oncall.duty import Shift
from topology.oncall.rota import Rota

DAYS = 28
AHEAD = timedelta(days=90)
"""How far ahead the next gap is looked for, as the rule on gaps does."""

_YEAR = 366 * DAY

Slot = Literal["none", "whole", "begins", "ends", "within"]
"""A part of a day: on call in all of it, from some time in it on, up to some time in it, or in between."""


class Turn(Struct, frozen=True, gc=False):
    """A day on which the clocks of a zone change, by so many minutes, at an instant (UTC)."""

    at: datetime
    minutes: int


class Track(Struct, frozen=True, gc=False):
    """One person over the days: a slot for each part of each day, and the slots that an override makes."""

    person: Ref
    slots: tuple[Slot, ...]
    overridden: frozenset[int]


class Weeks(Struct, frozen=True, kw_only=True):
    """What four weeks of a schedule hold. Instants are in UTC, ``first`` is a day of the schedule's zone.

    ``shifts`` begin with the one that runs now. ``gaps`` are those of the weeks; where there are none
    ``next_gap`` is the next one within 90 days. ``turns`` are the next two changes of the clocks within
    a year, ``overrides`` those that touch the weeks.
    """

    first: date
    start: datetime
    end: datetime
    parts: int
    tracks: tuple[Track, ...]
    empty: tuple[Slot, ...]
    shifts: tuple[Shift, ...]
    gaps: tuple[tuple[datetime, datetime], ...]
    next_gap: tuple[datetime, datetime] | None
    turns: tuple[Turn, ...]
    overrides: tuple[Override, ...]


def weeks(rota: Rota, schedule: Schedule, at: datetime, parts: int) -> Weeks:
    """The four weeks from the local day of an instant on, each day in ``parts`` parts."""
    local = zone(schedule.timezone)
    midnight = local.local(seconds(at)) // DAY * DAY
    edges = [local.second(midnight + step * DAY // parts) for step in range(DAYS * parts + 1)]
    start, end = instant(edges[0]), instant(edges[-1])
    shifts = rota.shifts(schedule.ref, start, end)
    gaps = rota.gaps(schedule.ref, start, end)
    ahead = tuple(gap for gap in gaps if gap[1] > at)
    later = () if ahead else rota.gaps(schedule.ref, end, max(end, at + AHEAD))
    people = dict.fromkeys(person for shift in shifts for person in shift.people)
    return Weeks(
        first=instant(midnight).date(),
        start=start,
        end=end,
        parts=parts,
        tracks=tuple(_track(person, shifts, edges) for person in people),
        empty=_slots(((seconds(since), seconds(until)) for since, until in gaps), edges),
        shifts=tuple(shift for shift in shifts if shift.end > at),
        gaps=ahead,
        next_gap=later[0] if later else None,
        turns=tuple(_turns(local, edges[0])),
        overrides=tuple(_touching(local, schedule, seconds(at), edges[-1])),
    )


def _track(person: Ref, shifts: Iterable[Shift], edges: list[int]) -> Track:
    mine = [shift for shift in shifts if person in shift.people]
    spans = [(seconds(shift.start), seconds(shift.end)) for shift in mine]
    changed = [
        (seconds(shift.start), seconds(shift.end))
        for shift in mine
        if any(duty.person == person and duty.change is not None for duty in shift.duties)
    ]
    over = _slots(changed, edges)
    return Track(
        person, _slots(_joined(spans), edges), frozenset(n for n, slot in enumerate(over) if slot != "none")
    )


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans that touch as one: somebody stays when others come and go."""
    before: tuple[int, int] | None = None
    for span in spans:
        if before is not None and before[1] >= span[0]:
            before = before[0], span[1]
            continue
        if before is not None:
            yield before
        before = span
    if before is not None:
        yield before


def _slots(spans: Iterable[tuple[int, int]], edges: list[int]) -> tuple[Slot, ...]:
    slots: list[Slot] = ["none"] * (len(edges) - 1)
    for start, end in spans:
        for number in range(len(slots)):
            low, high = edges[number], edges[number + 1]
            if start >= high or end <= low:
                continue
            if start <= low and end >= high:
                slots[number] = "whole"
            elif slots[number] != "none" or (start > low and end < high):
                slots[number] = "within"
            else:
                slots[number] = "begins" if start > low else "ends"
    return tuple(slots)


def _turns(local: Zone, start: int) -> Iterator[Turn]:
    for at, before, after in local.changes(start, start + _YEAR)[:2]:
        yield Turn(instant(at), (after - before) // 60)


def _touching(local: Zone, schedule: Schedule, start: int, end: int) -> Iterator[Override]:
    found = [
        (local.moment(each.start), each)
        for each in schedule.overrides
        if local.moment(each.start) < end and local.moment(each.end) > start
    ]
    yield from (each for _, each in sorted(found, key=lambda entry: (entry[0], entry[1].place)))


def day_of(schedule: Schedule, first: date, at: datetime) -> int:
    """Which of the days from ``first`` on an instant lies on, by the schedule's clock."""
    midnight = wall(datetime.combine(first, datetime.min.time()))
    return (zone(schedule.timezone).local(seconds(at)) - midnight) // DAY

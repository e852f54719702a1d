"""All schedules and policies of a catalog as one facade: who is on call, when, and why."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from topology.model.catalog import Catalog
from topology.model.duty import Override, Policy, Schedule, Step
from topology.model.entity import Away
from topology.model.place import Because, Why
from topology.model.reference import Ref, kind_of, name_of
from topology.oncall.absence import Absences
from topology.oncall.base import BaseSource, Layers, Read
from topology.oncall.clock import instant as instant_of
from topology.oncall.clock import seconds, zone
from topology.oncall.duty import NO_REASON, Duty, Roll, Shift, moment
from topology.oncall.escalation import Ack, Escalated, walk
from topology.oncall.schedule import Timeline
from topology.oncall.window import Weekly, weekly

if TYPE_CHECKING:
    from topology.oncall.calendar import People

_WALKS_KEPT = 20_000

HORIZON = timedelta(days=400)
"""How far ahead the next shifts of somebody are looked for."""


class Idle(Struct, frozen=True):
    """An override that does nothing: whom it takes off call is not on call in all its time."""

    schedule: Ref
    override: Override
    because: Because


class Rota:
    """Answers from one catalog. Keeps what it worked out; answers never change.

    ``read`` gives the bytes of calendar files; without it schedules from calendars are
    unknown. All instants are aware, in UTC, and count in whole seconds: fractions are cut.
    """

    def __init__(self, catalog: Catalog, read: Read | None = None) -> None:
        self.catalog = catalog
        self._read = read
        self._lines: dict[Ref, Timeline | None] = {}
        self._walks: dict[tuple[Ref, datetime, bool], tuple[Escalated, ...]] = {}
        self._hours: dict[Ref, Weekly] = {}
        self._absences = Absences(catalog)
        self._people: People | None = None

    def forget(self) -> None:
        """Let go of what was worked out: what nobody else holds goes away without the collector."""
        for line in list(self._lines.values()):
            if line is not None:
                line.forget()

    def at(self, schedule: Ref, instant: datetime) -> Roll:
        """Who is on call in a schedule at an instant."""
        line = self._line(schedule)
        if line is None:
            return _nobody(Because(f"schedule {name_of(schedule)} is not declared"), schedule)
        return line.segment(seconds(instant)).roll

    def shifts(self, schedule: Ref, start: datetime, end: datetime) -> tuple[Shift, ...]:
        """Ordered shifts in ``[start, end)``; neighbours with the same people are one. Gaps have none."""
        line = self._line(schedule)
        if line is None:
            return ()
        runs = line.runs(seconds(start), seconds(end))
        return tuple(_shift(schedule, *run) for run in runs if run[2])

    def stints(self, schedule: Ref, person: Ref, start: datetime, end: datetime) -> tuple[Shift, ...]:
        """The stretches of ``[start, end)`` in which one person is on call, whoever else is."""
        line = self._line(schedule)
        if line is None:
            return ()
        stints = line.stints(person, seconds(start), seconds(end))
        return tuple(_shift(schedule, *stint) for stint in stints)

    def gaps(self, schedule: Ref, start: datetime, end: datetime) -> tuple[tuple[datetime, datetime], ...]:
        """The stretches of ``[start, end)`` in which nobody is on call.

        What is not known is no gap: an undeclared schedule, a calendar that cannot be used.
        """
        line = self._line(schedule)
        if line is None:
            return ()
        gaps = line.gaps(seconds(start), seconds(end))
        return tuple((instant_of(since), instant_of(until)) for since, until in gaps)

    def next_shifts(self, person: Ref, start: datetime, count: int) -> tuple[Shift, ...]:
        """The next ``count`` stretches on call of somebody in any schedule, a running one first.

        Looked for in the next 400 days; a stretch that goes on beyond them is cut there, and endless.
        """
        first, last = seconds(start), seconds(start) + int(HORIZON.total_seconds())
        found: list[Shift] = []
        for schedule in self.catalog.of(Schedule):
            line = self._line(schedule.ref)
            if line is None or not _mentions(schedule, person):
                continue
            stints = islice(line.stints(person, first, last), count)
            found += (_shift(schedule.ref, *stint, endless=stint[1] >= last) for stint in stints)
        found.sort(key=lambda shift: (shift.start, shift.schedule))
        return tuple(found[:count])

    def away(self, person: Ref, instant: datetime) -> Away | None:
        """The absence that covers an instant, if any."""
        return self._absences.around(person, seconds(instant))[2]

    def open(self, policy: Ref, instant: datetime) -> bool:
        """Whether a policy pages at an instant: its support hours. An undeclared one does not close."""
        return self._support(policy).open(seconds(instant))

    def next_open(self, policy: Ref, instant: datetime) -> datetime | None:
        """The first instant not before ``instant`` inside support hours; ``None``: never."""
        opening = self._support(policy).next_open(seconds(instant))
        return moment(opening) if opening is not None else None

    def zone_of(self, policy: Ref) -> str:
        """The IANA zone whose wall clock a policy works by."""
        return self._policy_zone(self.catalog.get(policy, Policy))

    def page(self, policy: Ref, step: int, instant: datetime) -> Roll:
        """Whom a step reaches at an instant, each person once. Steps count from 0.

        People who are away are in it. Support hours are not asked here.
        """
        found = self.catalog.get(policy, Policy)
        if found is None or found.ghost:
            return _nobody(Because(f"policy {name_of(policy)} is not declared"), policy)
        if not 0 <= step < len(found.steps):
            return _nobody(Because(f"policy {name_of(policy)} has no step {step + 1}", found.place))
        return self._page(found.steps[step], instant)

    def escalate(
        self, policy: Ref, start: datetime, *, acks: tuple[Ack, ...] = (), follow_fallback: bool = True
    ) -> tuple[Escalated, ...]:
        """The whole walk of a page through a policy from an instant on. See :mod:`.escalation`.

        Many failures of one instant page the same policy in the same minute: walks are kept.
        """
        if acks:
            return walk(self, policy, start, acks=acks, follow_fallback=follow_fallback)
        asked = (policy, start, follow_fallback)
        found = self._walks.get(asked)
        if found is None:
            if len(self._walks) >= _WALKS_KEPT:
                self._walks.clear()
            found = self._walks[asked] = walk(self, policy, start, follow_fallback=follow_fallback)
        return found

    def idle_overrides(self) -> tuple[Idle, ...]:
        """Overrides that replace or remove somebody who is not on call then."""
        found: list[Idle] = []
        for schedule in self.catalog.of(Schedule):
            line = self._line(schedule.ref)
            for change in line.idle() if line is not None else ():
                who = name_of(change.leaves) if change.leaves else "nobody"
                because = Because(f"{who} is not on call then", change.override.place)
                found.append(Idle(schedule.ref, change.override, because))
        return tuple(found)

    def faults(self) -> tuple[tuple[Ref, Because], ...]:
        """Schedules whose calendar file cannot be used, and why: nothing is known of who is on call."""
        lines = [self._line(schedule.ref) for schedule in self.catalog.of(Schedule)]
        return tuple((line.schedule.ref, line.base.fault) for line in lines if line and line.base.fault)

    def _line(self, ref: Ref) -> Timeline | None:
        if ref not in self._lines:
            schedule = self.catalog.get(ref, Schedule)
            declared = schedule is not None and not schedule.ghost
            self._lines[ref] = self._timeline(schedule) if schedule is not None and declared else None
        return self._lines[ref]

    def _timeline(self, schedule: Schedule) -> Timeline:
        base: BaseSource
        if schedule.ical is None:
            base = Layers(schedule, zone(schedule.timezone))
        else:
            from topology.oncall.calendar import CalendarBase, People

            self._people = self._people or People(self.catalog)
            base = CalendarBase(schedule, self._people, self._read)
        return Timeline(schedule, base, self._absences.around, self._named)

    def _named(self, person: Ref) -> str:
        """What people call somebody."""
        entity = self.catalog.entities.get(person)
        return entity.title if entity is not None else name_of(person)

    def _page(self, step: Step, instant: datetime) -> Roll:
        duties: dict[Ref, Duty] = {}
        empty: list[Why] = []
        unknown: list[Ref] = []
        for reference in step.page:
            if kind_of(reference.target) == "schedule":
                roll = self.at(reference.target, instant)
                for duty in roll.duties:
                    duties.setdefault(duty.person, duty)
                empty.append(roll.why)
                unknown += roll.unknown
            else:
                second = seconds(instant)
                duty = Duty(
                    person=reference.target,
                    schedule=None,
                    place=reference.place,
                    at=second,
                    absence=self._absences.around(reference.target, second)[2],
                )
                duties.setdefault(duty.person, duty)
        if not step.page:
            return _nobody(Because("the step pages nobody", step.place))
        why = NO_REASON if duties else Why(lambda: tuple(because for each in empty for because in each()))
        return Roll(tuple(duties.values()), why, tuple(dict.fromkeys(unknown)))

    def _support(self, policy: Ref) -> Weekly:
        hours = self._hours.get(policy)
        if hours is None:
            found = self.catalog.get(policy, Policy)
            hours = self._hours[policy] = weekly(found.hours if found else None, self._policy_zone(found))
        return hours

    def _policy_zone(self, policy: Policy | None) -> str:
        """The policy's own zone, else that of the first schedule it pages, else the catalog's."""
        if policy is not None and policy.timezone:
            return policy.timezone
        for step in policy.steps if policy is not None else ():
            for reference in step.page:
                schedule = self.catalog.get(reference.target, Schedule)
                if schedule is not None and not schedule.ghost:
                    return schedule.timezone
        return self.catalog.defaults.timezone


def _nobody(because: Because, *unknown: Ref) -> Roll:
    return Roll((), Why(lambda: (because,)), unknown)


def _shift(schedule: Ref, start: int, end: int, duties: tuple[Duty, ...], *, endless: bool = False) -> Shift:
    people = tuple(duty.person for duty in duties)
    return Shift(instant_of(start), instant_of(end), people, duties, schedule, endless)


def _mentions(schedule: Schedule, person: Ref) -> bool:
    if schedule.ical:
        return True
    rosters = (roster for layer in schedule.layers for roster in layer.rosters)
    if any(reference.target == person for roster in rosters for reference in roster.people):
        return True
    named = (
        reference
        for override in schedule.overrides
        for reference in (override.add, override.by, *(override.only or ()))
    )
    return any(reference is not None and reference.target == person for reference in named)


__all__ = ["Ack", "Duty", "Escalated", "Idle", "Read", "Roll", "Rota", "Shift"]

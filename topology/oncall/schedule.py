"""One schedule over time: base people from layers or a calendar, then overrides in one pass.

Everything is derived from one question, :meth:`Timeline.segment`: who is on call
at an instant, and between which instants that does not change. So shifts,
gaps and the answer at an instant cannot disagree.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

from msgspec import Struct

from topology.model.duty import Schedule
from topology.model.entity import Away
from topology.model.place import Because, Why
from topology.model.reference import Ref, name_of
from topology.oncall.base import BaseSource, Entry
from topology.oncall.clock import zone
from topology.oncall.duty import NO_REASON, Duty, Roll
from topology.oncall.override import Change, Changes, Outcome, apply
from topology.oncall.window import FOREVER

_KEPT = 8192
"""Segments remembered of one schedule before it starts afresh."""
_SIGHT = 500
"""Segments looked at for the end of a stretch; after that there is no end in sight."""

Absence = Callable[[Ref, int], tuple[int, int, Away | None]]
"""Whether a person is away at an instant, and how long before and after it the same holds."""


class Segment(Struct, frozen=True):
    """Between two instants: who is on call, and who would be without overrides."""

    start: int
    end: int
    roll: Roll
    people: tuple[Ref, ...]
    base: tuple[Ref, ...]


class Timeline:
    """A schedule as a question about instants. Remembers the segments it was asked for."""

    __slots__ = ("_absence", "_changes", "_named", "_segments", "base", "schedule", "zone")

    def __init__(
        self, schedule: Schedule, base: BaseSource, absence: Absence, named: Callable[[Ref], str] = name_of
    ) -> None:
        self.schedule = schedule
        self.zone = zone(schedule.timezone)
        self.base = base
        self._absence = absence
        self._named = named
        self._changes = Changes(schedule.overrides, self.zone)
        self._segments: list[Segment] = []

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Timeline) and other.schedule.ref == self.schedule.ref

    def __hash__(self) -> int:
        return hash(self.schedule.ref)

    def forget(self) -> None:
        """Let go of the segments: their duties hold on to this, so that both would stay for ever."""
        self._segments = []

    def segment(self, second: int) -> Segment:
        """Who is on call at an instant, and between which instants."""
        segments = self._segments
        if segments:
            index = bisect_right(segments, second, key=_start) - 1
            if index >= 0 and second < segments[index].end:
                return segments[index]
        segment = self._segment(second)
        if len(segments) >= _KEPT:
            segments = self._segments = []
        insort(segments, segment, key=_start)
        return segment

    def segments(self, start: int, end: int) -> Iterator[Segment]:
        """The segments that meet ``[start, end)``, in order."""
        while start < end:
            segment = self.segment(start)
            yield segment
            start = segment.end

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, tuple[Duty, ...]]]:
        """Segments cut to ``[start, end)``, neighbours with the same people joined; gaps have no duties."""
        since = until = start
        people: tuple[Ref, ...] = ()
        duties: tuple[Duty, ...] | None = None
        for segment in self.segments(start, end):
            if duties is None:
                duties, people = segment.roll.duties, segment.people
            elif people != segment.people:
                yield since, until, duties
                since, duties, people = until, segment.roll.duties, segment.people
            until = min(segment.end, end)
        if duties is not None:
            yield since, until, duties

    def gaps(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretches of ``[start, end)`` of which it is known that nobody is on call."""
        since: int | None = None
        for segment in self.segments(start, end):
            if segment.roll.duties or segment.roll.unknown:
                if since is not None:
                    yield since, segment.start
                since = None
            elif since is None:
                since = max(segment.start, start)
        if since is not None:
            yield since, end

    def stints(self, person: Ref, start: int, end: int) -> Iterator[tuple[int, int, tuple[Duty, ...]]]:
        """The stretches of ``[start, end)`` in which one person is on call, whoever else is."""
        since = until = start
        mine: tuple[Duty, ...] = ()
        for segment in self.segments(start, end):
            if person not in segment.people:
                if mine:
                    yield since, until, mine
                mine = ()
            elif not mine:
                since = max(segment.start, start)
                mine = tuple(duty for duty in segment.roll.duties if duty.person == person)
            until = min(segment.end, end)
        if mine:
            yield since, until, mine

    def stretch(self, person: Ref, second: int) -> tuple[int, int]:
        """From when to when somebody is on call without a break around an instant."""
        here = self.segment(second)
        start, end = here.start, here.end
        for _ in range(_SIGHT):
            if start <= -FOREVER:
                break
            earlier = self.segment(start - 1)
            if person not in earlier.people:
                break
            start = earlier.start
        else:
            start = -FOREVER
        for _ in range(_SIGHT):
            if end >= FOREVER:
                break
            later = self.segment(end)
            if person not in later.people:
                break
            end = later.end
        else:
            end = FOREVER
        return start, end

    def explain(self, duty: Duty) -> tuple[Because, ...]:
        """Why somebody is on call here."""
        name = self._named(duty.person)
        steps = self._explain_change(duty) if duty.change is not None else self.base.explain(duty, name)
        if duty.absence is not None:
            away = duty.absence
            text = f"{name} is away until {away.end:%Y-%m-%d %H:%M}, and paged all the same"
            steps = (*steps, Because(text, away.place))
        return steps

    def idle(self) -> Iterator[Change]:
        """Overrides that take somebody off call who is not on call at any time of them."""
        for change in self._changes.all():
            if change.leaves is not None and all(
                change.leaves not in segment.base for segment in self.segments(change.start, change.end)
            ):
                yield change

    def _explain_change(self, duty: Duty) -> tuple[Because, ...]:
        change = duty.change
        assert change is not None
        override, name = change.override, self._named(duty.person)
        if override.only is not None:
            how = "temporary schedule"
        elif override.replace is not None:
            how = f"replaces {self._named(override.replace.target)}"
        else:
            how = "added"
        span = f"from {self.zone.show(change.start)} to {self.zone.show(change.end)} {self.zone.name}"
        return (Because(f"{name}: override, {how}, {span}", override.place),)

    def _segment(self, second: int) -> Segment:
        base = self.base.at(second)
        low, high, active = self._changes.at(second)
        start, end = max(base.start, low), min(base.end, high)
        people = base_people = tuple([entry.person for entry in base.entries])
        entries: Sequence[Entry] = base.entries
        come: Sequence[tuple[Ref, Change]] = ()
        empty = base.empty
        if active:
            outcome = apply(people, active)
            entries = [entry for entry in entries if entry.person in outcome.stay]
            come = outcome.come
            people = (*outcome.stay, *(person for person, _ in come))
            empty = NO_REASON if people else self._emptied(base.empty, outcome)
        duties: list[Duty] = []
        for entry in entries:
            since, until, absence = self._absence(entry.person, second)
            start, end = max(start, since), min(end, until)
            stand = entry.stand
            duties.append(
                Duty(
                    person=entry.person,
                    schedule=self.schedule.ref,
                    place=entry.place,
                    layer=entry.layer,
                    turn=stand.turn,
                    of=stand.of,
                    absence=absence,
                    at=second,
                    shift=(stand.shift_start, stand.shift_end),
                    source=self,
                )
            )
        for person, change in come:
            since, until, absence = self._absence(person, second)
            start, end = max(start, since), min(end, until)
            duties.append(
                Duty(
                    person=person,
                    schedule=self.schedule.ref,
                    place=change.override.place,
                    absence=absence,
                    change=change,
                    at=second,
                    shift=(change.start, change.end),
                    source=self,
                )
            )
        unknown = (self.schedule.ref,) if base.unknown and not duties else ()
        return Segment(start, end, Roll(tuple(duties), empty, unknown), people, base_people)

    def _emptied(self, before: Why, outcome: Outcome) -> Why:
        return Why(lambda: (*before(), *_emptied(outcome, self._named)))


_start = attrgetter("start")


def _emptied(outcome: Outcome, named: Callable[[Ref], str]) -> Sequence[Because]:
    if outcome.only:
        return [Because("the temporary schedule is empty", change.override.place) for change in outcome.only]
    return [
        Because(f"an override takes {named(person)} off call", change.override.place)
        for person, change in outcome.gone
    ]

"""A round as questions to the engine: each holds from one minute to another.

A round begins with one question. What is injected later is asked of the engine too, never
worked out here:

- A second fault is asked by itself at its own minute where it is independent of what is
  broken already: nothing is hit by both, and the same people are paged for the two together
  as for each alone. Else both are asked together from that minute on.
- Somebody who stops answering, answers, or something that recovers, leaves the clock
  running: the same question with that in it, from its minute on. Where that would lose a
  page that somebody must have had by then, it is asked anew from that minute.
- When a tool on the way to a human stops or comes back, everything is asked anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from topology.gameday.happening import Happening, paths
from topology.incident.result import STATES, Event, Incident, State
from topology.incident.situation import Acknowledgement, Fault, Situation
from topology.model.reference import Ref

Simulate = Callable[[Situation], Incident]
"""The engine: the only one who knows who is paged."""


class Stretch(Struct, frozen=True):
    """One question to the engine and its answer.

    ``asked`` is the minute of the round at which its faults are asked about, ``since`` the
    first and ``until`` the first no more of those that it speaks for (``None``: to the end).
    """

    asked: int
    since: int
    situation: Situation
    incident: Incident
    until: int | None = None

    def speaks_for(self, minute: int) -> bool:
        """Whether its answer counts at a minute of the round."""
        return self.since <= minute and (self.until is None or minute < self.until)

    def events(self) -> Iterable[tuple[int, Event]]:
        """Its events that count, each with its minute of the round."""
        for event in self.incident.timeline:
            minute = self.asked + event.minute
            if self.speaks_for(minute):
                yield minute, event


def stretches(simulate: Simulate, first: Situation, happenings: Iterable[Happening]) -> tuple[Stretch, ...]:
    """All questions of a round and their answers, in the order in which they begin.

    Raises :class:`~topology.incident.situation.SituationError` for one without an answer.
    """
    course = _Course(simulate, first)
    for happening in sorted(happenings, key=lambda each: each.minute):  # stable: as they were told
        course.take(happening)
    return tuple(course.all)


class _Course:
    """The questions so far, and what holds now."""

    def __init__(self, simulate: Simulate, first: Situation) -> None:
        self._simulate = simulate
        self._start = first.at
        self._now = replace(first, faults=(), acks=())
        self.all: list[Stretch] = []
        self._ask(0, first)

    @property
    def _live(self) -> list[Stretch]:
        return [each for each in self.all if each.until is None]

    def take(self, happening: Happening) -> None:
        minute, kind = happening.minute, happening.kind
        if kind in ("fail", "degrade"):
            impact = "degraded" if kind == "degrade" else ""
            self._fail(minute, tuple(cause.fault(impact) for cause in happening.causes))
        elif kind == "recover":
            self._recover(minute, frozenset(map(Ref, happening.components)))
        elif kind == "silence":
            silenced = frozenset(map(Ref, happening.components))
            self._hold(silent=self._now.silent | silenced)
            for each in self._live:
                if not silenced <= _alerted(each, minute):
                    self._go_on(minute, each, replace(each.situation, silent=self._now.silent))
        elif kind == "unreachable":
            self._hold(away=self._now.away | frozenset(map(Ref, happening.people)))
            for each in self._live:
                self._go_on(minute, each, replace(each.situation, away=self._now.away))
        elif kind == "answered":
            for each in self._live:
                acks = [Acknowledgement(Ref(ref), minute - each.asked) for ref in happening.people]
                self._go_on(minute, each, replace(each.situation, acks=(*each.situation.acks, *acks)))
        elif kind in ("down", "up"):
            tools = paths(happening.tools)
            self._hold(down=self._now.down | tools if kind == "down" else self._now.down - tools)
            for each in self._live:
                self._close(each, minute)
                self._ask(minute, replace(self._now, faults=each.situation.faults))

    def _hold(self, **changed: object) -> None:
        self._now = replace(self._now, **changed)

    def _ask(self, minute: int, situation: Situation) -> None:
        asked = replace(situation, at=self._start + timedelta(minutes=minute))
        self.all.append(Stretch(minute, minute, asked, self._simulate(asked)))

    def _close(self, stretch: Stretch, minute: int) -> None:
        self.all[self.all.index(stretch)] = replace(stretch, until=minute)

    def _fail(self, minute: int, faults: tuple[Fault, ...]) -> None:
        at = self._start + timedelta(minutes=minute)
        alone = self._simulate(replace(self._now, faults=faults, at=at))
        joined = faults
        for each in self._live:
            known = replace(self._now, faults=each.situation.faults, at=at)
            both = replace(known, faults=tuple(dict.fromkeys((*known.faults, *faults))))
            if not _independent(self._simulate(known), alone, self._simulate(both)):
                self._close(each, minute)
                joined = (*each.situation.faults, *joined)
        worst = {fault.component: fault for fault in joined if fault.mode is None and fault.consumer is None}
        kept = [fault for fault in joined if worst.get(fault.component, fault) is fault]
        self._ask(minute, replace(self._now, faults=tuple(dict.fromkeys(kept))))

    def _recover(self, minute: int, components: frozenset[Ref]) -> None:
        for each in self._live:
            left = tuple(fault for fault in each.situation.faults if fault.component not in components)
            if len(left) == len(each.situation.faults):
                continue
            if left:
                self._go_on(minute, each, replace(each.situation, faults=left))
            else:
                self._close(each, minute)

    def _go_on(self, minute: int, stretch: Stretch, changed: Situation) -> None:
        """The same question with something else in it, from a minute on; the clock goes on."""
        incident = self._simulate(changed)
        self._close(stretch, minute)
        before = minute - stretch.asked
        if _pages(incident, before) <= _pages(stretch.incident, before):
            self.all.append(Stretch(stretch.asked, minute, changed, incident))
        else:  # somebody would have been paged by now who was not: it starts here
            self._ask(minute, replace(changed, acks=()))


def _pages(incident: Incident, before: int | None = None) -> set[tuple[int, Ref | None, Ref | None]]:
    """Who is paged when, by which policy; only what comes before a minute, where one is given."""
    return {
        (event.minute, event.policy, event.person)
        for event in incident.timeline
        if event.event in ("page", "heartbeat") and (before is None or event.minute < before)
    }


def _alerted(stretch: Stretch, minute: int) -> frozenset[Ref]:
    """Components whose alert has come by a minute of the round."""
    return frozenset(
        event.component
        for event in stretch.incident.timeline
        if event.event == "alert" and event.component is not None and stretch.asked + event.minute <= minute
    )


def hit(incident: Incident) -> dict[Ref, State]:
    """The worst state of everything that a failure ever reaches."""
    worst = dict(incident.states)
    for change in incident.changes:
        if STATES.index(change.state) > STATES.index(worst.get(change.component, "ok")):
            worst[change.component] = change.state
    return worst


def _independent(one: Incident, other: Incident, both: Incident) -> bool:
    """Whether two failures of the same minute touch nothing in common, and page as each does alone."""
    return hit(one).keys().isdisjoint(hit(other)) and _pages(both) == _pages(one) | _pages(other)

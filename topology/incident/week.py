"""One failure over a week: how each hour would answer it.

What is wrong and who notices does not depend on the hour and is worked out once. What
does depend on it are the ways of the pages; answers are filed under them (see
:mod:`.filed`). An hour whose pages find what those of no other hour find is simulated in
full, by the one simulator.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from topology.graph.topology import Topology
from topology.incident.alerts import Watch
from topology.incident.answer import answer
from topology.incident.case import Case
from topology.incident.delivery import Delivery
from topology.incident.filed import Asked, Filed, Ways
from topology.incident.hour import Hour
from topology.incident.simulate import work_out
from topology.incident.situation import Situation
from topology.incident.trouble import Trouble, trouble
from topology.model.reference import Ref
from topology.oncall.escalation import after
from topology.oncall.rota import Rota

HOURS = 168
"""Hours of a week."""


class Stretch(Struct, frozen=True, gc=False):
    """Hours in a row that are answered alike: the numbers of the first, and of the first after it.

    ``steady``: the first contact is reached after the same minutes in all of them.
    """

    first: int
    end: int
    hour: Hour
    steady: bool


class Week(Struct, frozen=True):
    """The answers from ``start`` on, hour by hour."""

    start: datetime
    hours: tuple[Hour, ...]

    def instant(self, number: int) -> datetime:
        """The instant of an hour, counted from 0."""
        return self.start + timedelta(hours=number)

    def stretches(self) -> Iterator[Stretch]:
        """The week as stretches of hours that are answered alike, in order."""
        first = 0
        for number in range(1, len(self.hours) + 1):
            if number == len(self.hours) or not self.hours[number].alike(self.hours[first]):
                hour = self.hours[first]
                contacts = {each.first_contact for each in self.hours[first:number]}
                yield Stretch(first, number, hour, len(contacts) == 1)
                first = number


class Weeks:
    """The weeks of many failures of one catalog, over the same hours; what they share is kept."""

    def __init__(self, topology: Topology, rota: Rota, start: datetime, hours: int = HOURS) -> None:
        self._topology = topology
        self._rota = rota
        self._instants = [start + timedelta(hours=number) for number in range(hours)]
        self._ways: dict[tuple[frozenset[Ref], bool], Ways] = {}

    def of(self, situation: Situation) -> Week:
        """The week of one situation; its own instant is not looked at.

        Raises :class:`~topology.incident.situation.SituationError` as a simulation does.
        """
        return Week(self._instants[0], tuple(self.each(situation)))

    def each(self, situation: Situation) -> Iterator[Hour]:
        """The hours of one situation, one after the other, for somebody who may lose interest.

        Raises :class:`~topology.incident.situation.SituationError` before the first.
        """
        known = trouble(self._topology, situation)
        ways = self._ways_of(situation, known.watch)
        filed = Filed(self._topology.catalog.defaults.grace_minutes)
        for number, instant in enumerate(self._instants):
            found = filed.find(ways, number)
            if found is None:
                found = self._simulate(replace(situation, at=instant), known, ways.couriers[number])
                filed.keep(found, ways, number)
            yield found

    def _ways_of(self, situation: Situation, watch: Watch) -> Ways:
        """Pages go the same ways for all who leave the same people away, and have a pager or none."""
        key = (situation.away, watch.pager is None)
        found = self._ways.get(key)
        if found is None:
            couriers = [
                Asked(self._topology, self._rota, replace(situation, at=instant), watch)
                for instant in self._instants
            ]
            found = self._ways[key] = Ways(couriers)
        return found

    def _simulate(self, situation: Situation, known: Trouble, courier: Asked) -> Hour:
        courier.questions = {}
        case = work_out(self._topology, self._rota, situation, known=known, courier=courier)
        incident = answer(case)
        return Hour(
            incident.verdict,
            incident.first_contact,
            incident.engage,
            incident.minutes_to_right_team,
            bool(incident.held),
            any(self._runs_empty(case, sent) for page in case.pages for sent in page.deliveries),
            incident.paged,
        )

    def _runs_empty(self, case: Case, sent: Delivery) -> bool:
        start = after(case.situation.at, sent.starts)
        for step in sent.walk:
            if step.event == "page" and sent.starts + step.minute == sent.engaged:
                return False
            if step.event in ("skip", "wait"):
                roll = self._rota.page(step.policy, step.step, after(start, step.minute))
                if not roll.unknown:
                    return True
        return False


def week(topology: Topology, rota: Rota, situation: Situation, hours: int = HOURS) -> Week:
    """How a failure would be answered at the instant of ``situation`` and in each hour after it.

    For several failures, or the same one with something changed, :class:`Weeks` shares more.
    """
    return Weeks(topology, rota, situation.at, hours).of(situation)

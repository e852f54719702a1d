"""Answers filed under what was asked on the way to them, and what was found.

A simulation depends on the hour by nothing but the pages it sends. So its answer is
filed under them, in order: the page, then what it finds (who, when, whether they are
there). An hour in which the same pages find the same has the same answer. A page that is
held until hours begin finds the same in each hour before, only ever sooner: the wait is
kept apart, and the answer moves with it while all waits end after everything that does
not wait.
"""

from __future__ import annotations

from topology.graph.topology import Topology
from topology.incident.alerts import Watch
from topology.incident.delivery import Courier, Delivery, Via
from topology.incident.hour import Hour
from topology.incident.situation import Situation
from topology.model.reference import Ref
from topology.oncall.duty import Duty
from topology.oncall.rota import Rota

Question = tuple[Ref, int, Via, Ref | None, tuple[Ref, ...]]
"""One page, as :meth:`~topology.incident.delivery.Courier.to_policy` is asked for it."""

Found = tuple[int, int | None]
"""What a page finds, as a number, and the minute until which it is held (``None``: it is not)."""


class Asked(Courier):
    """A courier that keeps what it is asked, each question once, in order."""

    __slots__ = ("questions",)

    def __init__(self, topology: Topology, rota: Rota, situation: Situation, watch: Watch) -> None:
        super().__init__(topology, rota, situation, watch)
        self.questions: dict[Question, Delivery] = {}

    def to_policy(
        self, policy: Ref, minute: int, via: Via, team: Ref | None = None, owners: tuple[Ref, ...] = ()
    ) -> Delivery:
        sent = super().to_policy(policy, minute, via, team, owners)
        self.questions[policy, minute, via, team, owners] = sent
        return sent


class Ways:
    """What each page finds in each hour. Numbers are equal where no answer could tell two apart."""

    def __init__(self, couriers: list[Asked]) -> None:
        self.couriers = couriers
        self._found: dict[Question, list[Found | None]] = {}
        self._numbers: dict[tuple[object, ...], int] = {}

    def found(self, question: Question) -> list[Found | None]:
        """What one page finds, by hour; ``None`` where nobody has looked yet."""
        found = self._found.get(question)
        if found is None:
            found = self._found[question] = [None] * len(self.couriers)
        return found

    def look(self, question: Question, number: int) -> Found:
        """What a page finds in one hour."""
        courier = self.couriers[number]
        sent = courier.to_policy(*question)
        held = sent.starts > sent.minute
        zero = sent.starts if held else 0
        steps = tuple(
            (step.minute, step.event, step.policy, step.step, _there(courier, sent, step.minute, step.duties))
            for step in sent.walk
        )
        way = (
            None if held else sent.starts,
            None if sent.engaged is None else sent.engaged - zero,
            None if sent.first is None else sent.first - zero,
            sent.hold.policy if sent.hold is not None else None,
            sent.failure is None,
            sent.unknown,
            sent.team,
            steps,
        )
        sign = self._numbers.setdefault(way, len(self._numbers))
        result = self.found(question)[number] = (sign, zero if held else None)
        return result


def _there(courier: Courier, sent: Delivery, minute: int, duties: tuple[Duty, ...]) -> tuple[object, ...]:
    """Whom one event of a page reaches, and whether they are there."""
    return tuple((duty.person, courier.present(duty.person, sent.starts + minute)) for duty in duties)


class _Page:
    """One page on the way to answers, and where each thing that it can find leads."""

    __slots__ = ("_found", "leads_to", "question")

    def __init__(self, question: Question, ways: Ways) -> None:
        self.question = question
        self._found = ways.found(question)
        self.leads_to: dict[Found, _Page | _Answer] = {}

    def find(self, ways: Ways, number: int) -> Found:
        """What it finds in one hour."""
        return self._found[number] or ways.look(self.question, number)


class _Answer:
    """One answer, by the minute until which the first of its pages that wait is held."""

    __slots__ = ("_beyond", "_by_wait", "_earlier", "_known")

    def __init__(self, beyond: int, earlier: int) -> None:
        self._beyond = beyond
        self._earlier = earlier
        self._by_wait: dict[int | None, Hour] = {}
        self._known: tuple[int, Hour] | None = None

    def put(self, hour: Hour, wait: int | None) -> None:
        self._by_wait[wait] = hour
        if wait is not None and self._is_clear(wait):
            self._known = (wait, hour)

    def at(self, wait: int | None) -> Hour | None:
        """The answer for a wait: known, or moved from another one; ``None``: it must be worked out."""
        found = self._by_wait.get(wait)
        if found is None and wait is not None and self._known is not None and self._is_clear(wait):
            known, hour = self._known
            found = self._by_wait[wait] = hour.moved(self._beyond, wait - known)
        return found

    def _is_clear(self, wait: int) -> bool:
        """Whether all waits end after everything that does not wait."""
        return wait + self._earlier > self._beyond


class Filed:
    """The answers of one situation."""

    def __init__(self, grace: int) -> None:
        self._grace = grace
        self._first: _Page | _Answer | None = None

    def find(self, ways: Ways, number: int) -> Hour | None:
        """The answer of an hour, if one is filed under what its pages find."""
        here = self._first
        first: int | None = None
        while isinstance(here, _Page):
            found = here.find(ways, number)
            wait = found[1]
            if wait is not None:
                if first is None:
                    first = wait
                found = (found[0], wait - first)
            here = here.leads_to.get(found)
        return here.at(first) if here is not None else None

    def keep(self, hour: Hour, ways: Ways, number: int) -> None:
        """File the answer that was just worked out for an hour.

        What is asked next depends on nothing but what was found so far: a known way never
        goes on with another page.
        """
        sent = dict(ways.couriers[number].questions)
        first: int | None = None
        place: _Page | None = None
        key: Found = (0, None)
        beyond = earlier = 0
        for question, delivery in sent.items():
            place = self._page(place, key, question, ways)
            key = place.find(ways, number)
            wait = key[1]
            if wait is None:
                last = delivery.starts + (delivery.walk[-1].minute if delivery.walk else 0)
                beyond = max(beyond, delivery.minute, last)
            else:
                first = wait if first is None else first
                key = (key[0], wait - first)
                earlier = min(earlier, wait - first)
                beyond = max(beyond, delivery.minute)
        answer = self._first if place is None else place.leads_to.get(key)
        if not isinstance(answer, _Answer):
            answer = _Answer(beyond + self._grace, earlier)
            self._put(place, key, answer)
        answer.put(hour, first)

    def _page(self, place: _Page | None, key: Found, question: Question, ways: Ways) -> _Page:
        following = self._first if place is None else place.leads_to.get(key)
        if not isinstance(following, _Page):
            following = _Page(question, ways)
            self._put(place, key, following)
        return following

    def _put(self, place: _Page | None, key: Found, what: _Page | _Answer) -> None:
        if place is None:
            self._first = what
        else:
            place.leads_to[key] = what

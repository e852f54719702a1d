"""The walk of a page through an escalation policy, minute by minute.

A step is paged, its wait passes, the next one is paged; after the last step the
policy repeats, then its fallback takes over. Each step is resolved at its own
minute. An acknowledgement by somebody whom the policy has paged stops the walk.
"""

from __future__ import annotations

from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol

from msgspec import Struct

from topology.model.catalog import Catalog
from topology.model.duty import Policy
from topology.model.place import Because
from topology.model.reference import Ref, name_of
from topology.oncall.clock import seconds, zone
from topology.oncall.duty import Duty, Roll, reasons

Event = Literal[
    "page", "timeout", "repeat", "fallback", "exhausted", "skip", "wait", "held", "ack", "close", "escalate"
]

_MOST = 2000
"""Events of one walk; a policy that would go on longer is cut, without being exhausted."""


class Ack(Struct, frozen=True, gc=False):
    """What somebody does about a page, so many minutes after its start.

    ``ack`` counts only from a person whom the walk has paged by then (``person``
    ``None``: whoever was paged). ``close`` ends the walk whoever does it. ``escalate``
    pages the next step at once, after an acknowledgement too.
    """

    minute: int
    person: Ref | None = None
    do: Literal["ack", "close", "escalate"] = "ack"


class Escalated(Struct, frozen=True):
    """One event of a walk, ``minute`` minutes after its start.

    ``step`` and ``pass_`` count from 0. ``duties`` are whom a page reaches, away or not.
    ``until`` is set for ``held``: when support hours begin (``None``: never).
    """

    minute: int
    event: Event
    policy: Ref
    step: int = 0
    pass_: int = 0
    duties: tuple[Duty, ...] = ()
    rule: tuple[Because, ...] = ()
    until: datetime | None = None

    @property
    def because(self) -> tuple[Because, ...]:
        """Why: the rule that made the event, and why each person is on call. Made when read."""
        return (*self.rule, *reasons(self.duties))


class Pager(Protocol):
    """What a walk needs to know: the facade of :mod:`topology.oncall.rota`."""

    catalog: Catalog

    def open(self, policy: Ref, instant: datetime) -> bool: ...
    def next_open(self, policy: Ref, instant: datetime) -> datetime | None: ...
    def zone_of(self, policy: Ref) -> str: ...
    def page(self, policy: Ref, step: int, instant: datetime) -> Roll: ...


def walk(
    pager: Pager, policy: Ref, start: datetime, *, acks: tuple[Ack, ...] = (), follow_fallback: bool = True
) -> tuple[Escalated, ...]:
    """All events from ``start`` until somebody acknowledges or the policies are exhausted.

    Outside support hours a page is held until they begin. An empty step is skipped at
    once unless the policy waits. A pass that took no time is not repeated: nobody new
    could be there.
    """
    events: list[Escalated] = []
    for event in _Walk(pager, start, acks, follow_fallback).policies(policy):
        events.append(event)
        if len(events) >= _MOST:
            break
    return tuple(events)


class _Walk:
    """The state of one walk: the minute it is, whom it has paged, and what people do."""

    def __init__(self, pager: Pager, start: datetime, acks: tuple[Ack, ...], follow_fallback: bool) -> None:
        self._pager = pager
        self._start = start
        self._acks = sorted(acks, key=lambda ack: (ack.minute, ack.do, ack.person or ""))
        self._follow = follow_fallback
        self._minute = 0
        self._paged: dict[Ref, int] = {}

    def policies(self, ref: Ref) -> Generator[Escalated, None, None]:
        """Walk one policy and then its fallbacks, each at most once."""
        seen: set[Ref] = set()
        while True:
            seen.add(ref)
            policy = self._pager.catalog.get(ref, Policy)
            if policy is None or policy.ghost:
                why = _said(f"policy {name_of(ref)} is not declared")
                yield Escalated(self._minute, "exhausted", ref, rule=(why,))
                return
            if (yield from self._passes(policy)):
                return
            fallback = policy.fallback
            if fallback is None or not self._follow or fallback.target in seen:
                yield Escalated(self._minute, "exhausted", ref, rule=(_end(policy, self._follow),))
                return
            text = f"{policy.title}: nobody answered, {name_of(fallback.target)} takes over"
            why = Because(text, fallback.place)
            yield Escalated(self._minute, "fallback", fallback.target, rule=(why,))
            ref = fallback.target

    def _passes(self, policy: Policy) -> Generator[Escalated, None, bool]:
        """All passes of one policy. True: somebody has stopped the walk."""
        for number in range(policy.repeat + 1):
            begun = self._minute
            if number:
                why = _said(f"pass {number + 1} of {policy.repeat + 1}", policy, "repeat")
                yield Escalated(self._minute, "repeat", policy.ref, 0, number, rule=(why,))
            for step in range(len(policy.steps)):
                if not self._pager.open(policy.ref, self._now()):
                    opens = yield from self._hold(policy, step, number)
                    if opens is not False:
                        return opens is True
                if (yield from self._step(policy, step, number)):
                    return True
            if self._minute == begun:
                break
        return False

    def _hold(self, policy: Policy, step: int, number: int) -> Generator[Escalated, None, bool | None]:
        """Hold a page until support hours. True: stopped meanwhile; ``None``: they never begin."""
        until = self._pager.next_open(policy.ref, self._now())
        clock = zone(self._pager.zone_of(policy.ref))
        when = f"until {clock.told(seconds(until))}" if until else "for ever: the hours never begin"
        why = _said(f"outside the support hours of {policy.title}, held {when}", policy, "hours")
        yield Escalated(self._minute, "held", policy.ref, step, number, (), (why,), until)
        if until is None:
            return None
        minute = -((self._start - until) // timedelta(minutes=1))
        return (yield from self._wait(policy, step, number, minute)) == "stop"

    def _step(self, policy: Policy, step: int, number: int) -> Generator[Escalated, None, bool]:
        """Page one step and wait. True: somebody has stopped the walk."""
        roll = self._pager.page(policy.ref, step, self._now())
        current = policy.steps[step]
        why = Because(f"step {step + 1} of {policy.title}, wait {current.wait_minutes} min", current.place)
        if roll.duties:
            for duty in roll.duties:
                self._paged.setdefault(duty.person, self._minute)
            yield Escalated(self._minute, "page", policy.ref, step, number, roll.duties, (why,))
        elif policy.when_empty == "skip":
            yield Escalated(self._minute, "skip", policy.ref, step, number, (), (why, *roll.empty))
            return False
        else:
            rule = _said("the policy waits when a step is empty", policy, "whenEmpty")
            yield Escalated(self._minute, "wait", policy.ref, step, number, (), (why, rule, *roll.empty))
        outcome = yield from self._wait(policy, step, number, self._minute + current.wait_minutes)
        if outcome == "timeout":
            over = Because(f"nobody answered within {current.wait_minutes} min", current.place)
            yield Escalated(self._minute, "timeout", policy.ref, step, number, (), (over,))
        return outcome == "stop"

    def _wait(
        self, policy: Policy, step: int, number: int, until: int
    ) -> Generator[Escalated, None, Literal["timeout", "next", "stop"]]:
        """Let time pass up to a minute, or to what somebody does by then."""
        answered = False
        while self._acks and (answered or self._acks[0].minute <= until):
            ack = self._acks.pop(0)
            if ack.do == "ack" and not self._reached(ack):
                continue
            self._minute = max(self._minute, ack.minute)
            who = name_of(ack.person) if ack.person else "somebody"
            did = {"ack": "acknowledges", "close": "closes it", "escalate": "escalates"}[ack.do]
            yield Escalated(self._minute, ack.do, policy.ref, step, number, rule=(_said(f"{who} {did}"),))
            if ack.do == "close":
                return "stop"
            if ack.do == "escalate":
                return "next"
            answered = True
        if answered:
            return "stop"
        self._minute = until
        return "timeout"

    def _reached(self, ack: Ack) -> bool:
        if ack.person is None:
            return any(minute <= ack.minute for minute in self._paged.values())
        return self._paged.get(ack.person, ack.minute + 1) <= ack.minute

    def _now(self) -> datetime:
        return after(self._start, self._minute)


def after(start: datetime, minutes: int) -> datetime:
    """An instant so many minutes later; the last one there is, if that is beyond it."""
    try:
        return start + timedelta(minutes=minutes)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def _end(policy: Policy, follow: bool) -> Because:
    if policy.fallback is None:
        return _said(f"{policy.title} ends here: no fallback", policy)
    if not follow:
        return Because(f"{policy.title} ends here", policy.fallback.place)
    name = name_of(policy.fallback.target)
    return Because(f"{policy.title} falls back to {name}, which was asked already", policy.fallback.place)


def _said(text: str, policy: Policy | None = None, field: str = "") -> Because:
    return Because(text, policy.places.get(field, policy.place) if policy is not None else None)

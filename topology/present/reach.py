"""Whom an escalation policy reaches at an instant, now and while nobody answers."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from topology.model.reference import Ref
from topology.oncall.escalation import Escalated
from topology.oncall.rota import Rota


class OnCall(Struct, frozen=True, kw_only=True):
    """Somebody who would be paged at once. ``step`` counts from 1."""

    person: Ref
    policy: Ref
    step: int
    until: datetime | None
    away: bool


class Next(Struct, frozen=True, kw_only=True):
    """What happens if nobody answers, so many minutes after the first page.

    ``people`` are paged by a step; ``repeat`` begins again at the first step,
    ``fallback`` hands over to ``policy``.
    """

    after_minutes: int
    event: str
    policy: Ref
    step: int
    people: tuple[Ref, ...]


class Reach(Struct, frozen=True, kw_only=True):
    """Who answers for a policy at an instant.

    ``declared``: somebody wrote the policy down. ``held_until`` is set outside its
    support hours (``held``); it is ``None`` when they never begin.
    """

    policy: Ref
    declared: bool
    now: tuple[OnCall, ...] = ()
    next: tuple[Next, ...] = ()
    held: bool = False
    held_until: datetime | None = None
    unknown: tuple[Ref, ...] = ()


def reach(rota: Rota, policy: Ref, at: datetime) -> Reach:
    """Who a policy pages at an instant, and what it does while nobody answers."""
    entity = rota.catalog.entities.get(policy)
    if entity is None or entity.ghost:
        return Reach(policy=policy, declared=False, unknown=(policy,))
    if not rota.open(policy, at):
        return Reach(policy=policy, declared=True, held=True, held_until=rota.next_open(policy, at))
    walk = rota.escalate(policy, at)
    first = next((event for event in walk if event.event == "page"), None)
    unknown = rota.page(policy, 0, at).unknown if first is None else ()
    if first is None or first.minute:
        return Reach(policy=policy, declared=True, next=tuple(_next(walk)), unknown=unknown)
    now = tuple(
        OnCall(person=duty.person, policy=first.policy, step=first.step + 1, until=duty.end, away=duty.away)
        for duty in first.duties
    )
    rest = walk[walk.index(first) + 1 :]
    return Reach(policy=policy, declared=True, now=now, next=tuple(_next(rest)))


def _next(walk: Iterable[Escalated]) -> Iterable[Next]:
    """Pages of the first pass, then the fact of repeating, then that of the fallback."""
    repeated = False
    for event in walk:
        if event.event == "repeat":
            if not repeated:
                yield _one(event)
            repeated = True
        elif event.event == "fallback":
            yield _one(event)
            return
        elif event.event == "page" and not repeated:
            yield _one(event)


def _one(event: Escalated) -> Next:
    return Next(
        after_minutes=event.minute,
        event=event.event,
        policy=event.policy,
        step=event.step + 1,
        people=tuple(duty.person for duty in event.duties),
    )

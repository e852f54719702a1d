"""Instants at which an answer may turn: hand-offs and gaps of the schedules that its pages go to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from topology.graph.order import in_order
from topology.incident.result import Incident
from topology.model.catalog import Catalog
from topology.model.duty import Policy
from topology.model.reference import Ref, kind_of
from topology.oncall.rota import Rota

SIGHTS = (timedelta(days=9), timedelta(days=40), timedelta(days=400))
"""How far is looked, a little further each time that nothing was found."""


def schedules_of(catalog: Catalog, incident: Incident) -> tuple[Ref, ...]:
    """The schedules in the steps of every policy that the answer walks, or holds a page for."""
    policies = {event.policy for event in incident.timeline} | {held.policy for held in incident.held}
    found: set[Ref] = set()
    for ref in policies:
        policy = catalog.get(ref, Policy) if ref is not None else None
        for step in policy.steps if policy is not None else ():
            found.update(each.target for each in step.page if kind_of(each.target) == "schedule")
    return in_order(found)


Turning = tuple[datetime, Ref]
"""When something turns, and in which schedule."""


def next_hand_off(rota: Rota, schedules: Iterable[Ref], at: datetime) -> Turning | None:
    """The first instant after ``at`` at which other people are on call; ``None``: none in 400 days."""
    known = tuple(schedules)
    for sight in SIGHTS:
        end = at + sight
        found = [turn for turn in _turns(rota, known, at, end) if at < turn[0] < end]
        if found:
            return min(found)
    return None


def previous_hand_off(rota: Rota, schedules: Iterable[Ref], at: datetime) -> Turning | None:
    """The last instant before ``at`` at which other people came on call; ``None``: none in 400 days."""
    known = tuple(schedules)
    for sight in SIGHTS:
        start = at - sight
        found = [turn for turn in _turns(rota, known, start, at) if start < turn[0] < at]
        if found:
            last = max(turn[0] for turn in found)
            return min(turn for turn in found if turn[0] == last)
    return None


def next_gap(rota: Rota, schedules: Iterable[Ref], at: datetime) -> Turning | None:
    """When after ``at`` one of the schedules next begins to have nobody; ``None``: not in 400 days."""
    known = tuple(schedules)
    for sight in SIGHTS:
        gaps = [(since, ref) for ref in known for since, _ in rota.gaps(ref, at, at + sight) if since > at]
        if gaps:
            return min(gaps)
    return None


def _turns(rota: Rota, schedules: Iterable[Ref], start: datetime, end: datetime) -> Iterator[Turning]:
    for ref in schedules:
        for shift in rota.shifts(ref, start, end):
            yield shift.start, ref
            yield shift.end, ref

"""One need across a boundary: who leads when its provider fails, and what the two teams have agreed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from msgspec import Struct

from topology.graph.topology import Crossing, Topology
from topology.incident.result import Incident, LeadReason, Verdict
from topology.incident.simulate import simulate
from topology.incident.situation import Fault, Situation, SituationError
from topology.model.entity import Component, Interaction
from topology.model.reference import Ref
from topology.oncall.rota import Rota

Hears = Literal["leads", "paged", "informed", "nothing"]


class Led(Struct, frozen=True, gc=False):
    """Who answers for one failure at an instant. ``first`` is the team of the first human reached."""

    verdict: Verdict
    reason: LeadReason
    lead: Ref | None
    hand_over_to: Ref | None
    first: Ref | None
    minute: int | None


class Answer(Struct, frozen=True, gc=False):
    """What the users of a crossing dependency meet when its provider fails.

    ``led`` is ``None`` where the provider is a product or platform as a whole: which part of it
    fails decides. ``hears`` is what the user's team gets to hear.
    """

    crossing: Crossing
    led: Led | None
    hears: Hears


class Agreed(Struct, frozen=True, gc=False):
    """An interaction at an instant.

    ``age_days`` counts from the day it began, and is ``None`` where no file says; ``overdue``: it
    should have been looked at again before that instant.
    """

    interaction: Interaction
    age_days: int | None
    overdue: bool


def agreed(interaction: Interaction, at: datetime) -> Agreed:
    """An interaction with its age."""
    since, review = interaction.since, interaction.review_by
    age = (at.date() - since).days if since is not None else None
    return Agreed(interaction, age, review is not None and review < at.date())


def answers(
    topology: Topology, rota: Rota, crossings: Iterable[Crossing], at: datetime
) -> tuple[Answer, ...]:
    """The answer for each crossing, in their order. The same failure is simulated once."""
    failures = _Failures(topology, rota, at)
    found = []
    for crossing in crossings:
        incident = failures.of(crossing.edge.target, crossing.edge.source)
        if incident is None:
            found.append(Answer(crossing, None, "nothing"))
        else:
            found.append(Answer(crossing, led(incident), _hears(incident, crossing.from_teams)))
    return tuple(found)


def led(incident: Incident) -> Led:
    """Who leads, of an incident with one fault."""
    lead, first = incident.leads[0], incident.first_contact
    return Led(
        incident.verdict,
        lead.reason,
        lead.team,
        lead.hand_over_to,
        first.team if first is not None else None,
        first.minute if first is not None else None,
    )


class _Failures:
    """Failures at an instant, each worked out once."""

    def __init__(self, topology: Topology, rota: Rota, at: datetime) -> None:
        self._topology = topology
        self._rota = rota
        self._at = at
        self._known: dict[tuple[Ref, Ref | None], Incident | None] = {}

    def of(self, provider: Ref, user: Ref) -> Incident | None:
        """The failure of a provider; one that lives at a single user is that of this user."""
        if self._topology.catalog.get(provider, Component) is None:
            return None
        return self._simulated(provider, None) or self._simulated(provider, user)

    def _simulated(self, provider: Ref, user: Ref | None) -> Incident | None:
        asked = provider, user
        if asked not in self._known:
            situation = Situation(faults=(Fault(provider, consumer=user),), at=self._at)
            try:
                self._known[asked] = simulate(self._topology, self._rota, situation)
            except SituationError:
                self._known[asked] = None
        return self._known[asked]


def _hears(incident: Incident, teams: tuple[Ref, ...]) -> Hears:
    mine = frozenset(teams)
    if any(lead.team in mine for lead in incident.leads):
        return "leads"
    if mine.intersection(incident.paged):
        return "paged"
    return "informed" if mine.intersection(incident.informed) else "nothing"

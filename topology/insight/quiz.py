"""Failures worth predicting: who leads, and whose human is first? The engine knows the answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import chain, zip_longest

from msgspec import Struct

from topology.graph.order import in_order
from topology.graph.topology import Topology
from topology.incident.result import Incident
from topology.incident.simulate import simulate
from topology.incident.situation import Fault, Situation, SituationError
from topology.model.entity import Component
from topology.model.reference import Ref
from topology.oncall.rota import Rota

MOST = 10
"""Questions of one tour."""

CHOICES = 4
"""Teams that somebody chooses from, besides nobody."""

NEAR = 60
"""Components around a team that are looked at: more would not be better."""


class Question(Struct, frozen=True, kw_only=True):
    """The failure of one component. ``teams`` are to choose from; ``lead`` and ``first`` are right.

    ``first`` is the team of the first human paged; ``None`` in both is nobody. ``known``: files say enough of
    who is paged to ask for it.
    """

    ref: Ref
    teams: tuple[Ref, ...]
    lead: Ref | None
    first: Ref | None
    known: bool
    incident: Incident


def quiz(
    topology: Topology,
    rota: Rota,
    at: datetime,
    team: Ref | None,
    most: int = MOST,
    asked: Collection[Ref] = (),
) -> tuple[Question, ...]:
    """Failures in and around a team (without one: anywhere), as different from each other as can be.

    Those that are ``asked`` anyway are left out, and those with but one team to choose.
    """
    groups: dict[tuple[str, str], list[Question]] = {}
    for ref in _candidates(topology, team):
        question = ask(topology, rota, at, ref) if ref not in asked else None
        if question is not None and len(question.teams) > 1:
            incident = question.incident
            groups.setdefault((incident.verdict, incident.leads[0].reason), []).append(question)
    turns = zip_longest(*(groups[key] for key in sorted(groups)))
    varied = [question for question in chain.from_iterable(turns) if question is not None]
    return tuple(varied[:most])


def ask(topology: Topology, rota: Rota, at: datetime, ref: Ref) -> Question | None:
    """The question about one component; ``None`` where it cannot fail by itself."""
    try:
        incident = simulate(topology, rota, Situation(faults=(Fault(ref),), at=at))
    except SituationError:
        return None
    (lead,) = incident.leads
    contact = incident.first_contact
    first = contact.team if contact is not None else None
    teams = _choices(topology, ref, [team for team in (lead.team, first) if team is not None])
    return Question(
        ref=ref,
        teams=teams,
        lead=lead.team,
        first=first,
        known=incident.verdict != "UNKNOWN",
        incident=incident,
    )


def _candidates(topology: Topology, team: Ref | None) -> Iterator[Ref]:
    """What a team owns, then what it is paged for, needs and serves; the most critical first."""
    declared = {each.ref for each in topology.components if each is not None and not each.ghost}
    if team is None:
        rings: list[Iterable[Ref]] = [declared]
    else:
        own = [ref for ref in topology.owned_by(team) if ref in declared]
        policy = topology.team_policy(team)
        rings = [
            own,
            topology.paged_through(policy) if policy is not None else (),
            {edge.target for ref in own for edge in topology.needs(ref)},
            {edge.source for ref in own for edge in topology.users(ref)},
        ]
    found: dict[Ref, None] = {}
    for ring in rings:
        for ref in sorted(in_order(set(ring) & declared), key=topology.tier):
            found.setdefault(ref)
    yield from list(found)[:NEAR]


def _choices(topology: Topology, ref: Ref, right: list[Ref]) -> tuple[Ref, ...]:
    """The right teams among those that somebody might think of: owners, users' and providers' teams."""
    near = chain(
        topology.owner(ref).teams,
        (team for edge in topology.needs(ref) for team in topology.owner(edge.target).teams),
        (team for edge in topology.users(ref) for team in topology.owner(edge.source).teams),
    )
    found = dict.fromkeys(right)
    for team in near:
        if len(found) < CHOICES:
            found.setdefault(team)
    return in_order(found)


def components_of(topology: Topology, team: Ref) -> tuple[Component, ...]:
    """The declared components that a team owns."""
    found = (topology.catalog.get(ref, Component) for ref in topology.owned_by(team))
    return tuple(each for each in found if each is not None and not each.ghost)

"""The card of one thing that can fail: owner, on call now and next, what it drags down."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from msgspec import Struct

from topology.graph.topology import Ownership, Route, Topology
from topology.incident.engine import Engine
from topology.incident.result import Incident
from topology.incident.situation import Fault, Situation, SituationError
from topology.model.entity import Channel, Component, Entity, Group, Link, Team
from topology.model.reference import Ref
from topology.present.instants import iso
from topology.present.parts_json import (
    channels_json,
    instant_json,
    links_json,
    next_json,
    on_call_json,
    place_json,
)
from topology.present.reach import Reach, reach


class WhoCard(Struct, frozen=True, kw_only=True):
    """All that ``who`` answers. ``incident`` is what follows if it fails; ``None`` for what cannot fail.

    ``joins`` pairs each other team with what it owns among the things that take this down.
    """

    entity: Entity
    at: datetime
    tier: int | None
    part_of: Ref | None
    ownership: Ownership
    route: Route
    reaches: tuple[Reach, ...]
    channels: tuple[Channel, ...]
    links: tuple[Link, ...]
    needs: tuple[Ref, ...]
    users: tuple[Ref, ...]
    parts: tuple[Ref, ...]
    joins: tuple[tuple[Ref, tuple[Ref, ...]], ...]
    incident: Incident | None
    unanswerable: str = ""


def who(engine: Engine, entity: Entity, at: datetime) -> WhoCard:
    """The card of a component, product, platform or team at an instant."""
    topology, ref = engine.topology, entity.ref
    incident, unanswerable = None, ""
    if isinstance(entity, Component):
        try:
            incident = engine.simulate(Situation(faults=(Fault(ref),), at=at))
        except SituationError as error:
            unanswerable = str(error)
    ownership = (
        Ownership((ref,), "explicit", entity.place) if isinstance(entity, Team) else topology.owner(ref)
    )
    route = _route(topology, entity)
    teams = [team for team in map(topology.catalog.entities.get, ownership.teams) if isinstance(team, Team)]
    return WhoCard(
        entity=entity,
        at=at,
        tier=topology.tier(ref) if isinstance(entity, Component | Group) else None,
        part_of=topology.part_of(ref),
        ownership=ownership,
        route=route,
        reaches=tuple(reach(engine.rota, policy, at) for policy in dict.fromkeys(route.policies)),
        channels=tuple(channel for team in teams for channel in team.channels),
        links=entity.links,
        needs=_distinct(edge.target for edge in topology.needs(ref)),
        users=_distinct(edge.source for edge in topology.users(ref)),
        parts=topology.parts_of(ref),
        joins=_joins(topology, ref, ownership),
        incident=incident,
        unanswerable=unanswerable,
    )


def _route(topology: Topology, entity: Entity) -> Route:
    if not isinstance(entity, Team):
        return topology.policy_of(entity.ref)
    if entity.on_call is None:
        return Route()
    policy = topology.catalog.entities.get(entity.on_call.target)
    declared = policy is not None and not policy.ghost
    return Route((entity.on_call.target,), "team", entity.on_call.place, declared, (entity.ref,))


def _joins(topology: Topology, ref: Ref, ownership: Ownership) -> tuple[tuple[Ref, tuple[Ref, ...]], ...]:
    """Other teams whose component takes this down when it fails, by what it hard-depends on."""
    joins: dict[Ref, list[Ref]] = {}
    for edge in topology.needs(ref):
        owners = topology.owner(edge.target).teams
        if edge.strength == "hard" and edge.group < 0 and not set(owners) & set(ownership.teams):
            for team in owners:
                joins.setdefault(team, []).append(edge.target)
    return tuple((team, _distinct(targets)) for team, targets in sorted(joins.items()))


def _distinct(refs: Iterable[Ref]) -> tuple[Ref, ...]:
    return tuple(dict.fromkeys(refs))


def who_json(card: WhoCard) -> dict[str, Any]:
    """The card as data for JSON; ``owner`` is ``null`` where nobody is known to own it."""
    incident = card.incident
    ref = card.entity.ref
    return {
        "entity": ref,
        "kind": card.entity.kind,
        "title": card.entity.title,
        "description": card.entity.description,
        "ghost": card.entity.ghost,
        "at": iso(card.at),
        "tier": card.tier,
        "partOf": card.part_of,
        "owner": _owner(card.ownership),
        "onCall": on_call_json(card.reaches),
        "next": next_json(card.reaches),
        "held": [
            {"policy": each.policy, "until": instant_json(each.held_until)}
            for each in card.reaches
            if each.held
        ],
        "unknown": [each for reach_ in card.reaches for each in reach_.unknown],
        "channels": channels_json(card.channels),
        "links": links_json(card.links),
        "needs": list(card.needs),
        "users": list(card.users),
        "parts": list(card.parts),
        "joins": [{"team": team, "causes": list(causes)} for team, causes in card.joins],
        "impact": []
        if incident is None
        else [{"component": each, "state": state} for each, state in incident.states.items() if each != ref],
        "informed": [] if incident is None else list(incident.informed),
        "timeToEngageMinutes": None
        if incident is None
        else {"earliest": incident.engage.earliest, "latest": incident.engage.latest},
        "assumed": {"hardDependencies": 0 if incident is None else incident.assumed_hard},
        "verdict": None if incident is None else incident.verdict,
        "flags": [] if incident is None else list(incident.flags),
    }


def _owner(ownership: Ownership) -> dict[str, Any] | None:
    if not ownership.teams:
        return None
    return {
        "team": ownership.teams[0],
        "teams": list(ownership.teams),
        "provenance": ownership.provenance,
        "via": ownership.via,
        **place_json(ownership.place),
    }

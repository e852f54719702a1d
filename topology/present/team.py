"""The card of a team: what it is for, owns, needs and provides, and where to ask."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from msgspec import Struct

from topology.graph.topology import Crossing, Topology
from topology.incident.engine import Engine
from topology.model.entity import Component, Group, Interaction, Person, Team
from topology.model.reference import Ref
from topology.present.instants import iso
from topology.present.parts_json import channels_json, links_json, next_json, on_call_json
from topology.present.reach import Reach, reach


class Neighbour(Struct, frozen=True, kw_only=True):
    """Another team across the boundary: how many dependencies, how many of them hard, and in which mode."""

    team: Ref
    edges: int
    hard: int
    mode: str | None


class TeamCard(Struct, frozen=True, kw_only=True):
    """All that ``team`` answers. ``owns`` holds products and platforms before components."""

    team: Team | Person
    at: datetime
    members: tuple[Ref, ...]
    owns: tuple[Ref, ...]
    tiers: dict[Ref, int]
    reach: Reach | None
    needs: tuple[Neighbour, ...]
    provides: tuple[Neighbour, ...]
    interactions: tuple[Interaction, ...]


def team_card(engine: Engine, team: Team | Person, at: datetime) -> TeamCard:
    """The card of a team, or of a person who stands for one, at an instant."""
    topology = engine.topology
    owned = topology.owned_by(team.ref)
    groups = [ref for ref in owned if isinstance(topology.catalog.entities[ref], Group)]
    components = [ref for ref in owned if isinstance(topology.catalog.entities[ref], Component)]
    tiers = {ref: topology.tier(ref) for ref in owned}
    policy = topology.team_policy(team.ref)
    out, into = _crossings(topology, team.ref)
    return TeamCard(
        team=team,
        at=at,
        members=topology.members(team.ref),
        owns=(*groups, *sorted(components, key=lambda ref: (tiers[ref], ref))),
        tiers=tiers,
        reach=reach(engine.rota, policy, at) if policy is not None else None,
        needs=_neighbours(topology, team.ref, ((each, each.to_teams) for each in out)),
        provides=_neighbours(topology, team.ref, ((each, each.from_teams) for each in into)),
        interactions=topology.interactions_of(team.ref),
    )


def _crossings(topology: Topology, team: Ref) -> tuple[list[Crossing], list[Crossing]]:
    every = topology.crossings()
    return [each for each in every if team in each.from_teams], [
        each for each in every if team in each.to_teams
    ]


def _neighbours(
    topology: Topology, team: Ref, crossings: Iterable[tuple[Crossing, tuple[Ref, ...]]]
) -> tuple[Neighbour, ...]:
    edges: Counter[Ref] = Counter()
    hard: Counter[Ref] = Counter()
    for crossing, others in crossings:
        for other in others:
            edges[other] += 1
            hard[other] += crossing.edge.strength == "hard"
    found = []
    for other, number in edges.items():
        declared = topology.interaction(team, other)
        mode = declared.mode if declared is not None else None
        found.append(Neighbour(team=other, edges=number, hard=hard[other], mode=mode))
    return tuple(sorted(found, key=lambda each: (-each.hard, -each.edges, each.team)))


def team_json(card: TeamCard) -> dict[str, Any]:
    """The card as data for JSON."""
    team = card.team
    declared = team if isinstance(team, Team) else None
    reaches = () if card.reach is None else (card.reach,)
    return {
        "entity": team.ref,
        "kind": team.kind,
        "title": team.title,
        "description": team.description,
        "ghost": team.ghost,
        "at": iso(card.at),
        "type": declared.type if declared is not None else None,
        "focus": declared.focus if declared is not None else "",
        "parent": declared.parent.target if declared is not None and declared.parent is not None else None,
        "members": list(card.members),
        "owns": [{"entity": ref, "tier": card.tiers[ref]} for ref in card.owns],
        "policy": None if card.reach is None else card.reach.policy,
        "onCall": on_call_json(reaches),
        "next": next_json(reaches),
        "needs": [_neighbour(each) for each in card.needs],
        "provides": [_neighbour(each) for each in card.provides],
        "interactions": [
            {
                "teams": [reference.target for reference in each.teams],
                "mode": each.mode,
                "purpose": each.purpose,
                "since": None if each.since is None else each.since.isoformat(),
                "reviewBy": None if each.review_by is None else each.review_by.isoformat(),
            }
            for each in card.interactions
        ],
        "channels": channels_json(declared.channels if declared is not None else ()),
        "links": links_json(team.links),
    }


def _neighbour(neighbour: Neighbour) -> dict[str, Any]:
    return {
        "team": neighbour.team,
        "dependencies": neighbour.edges,
        "hard": neighbour.hard,
        "interaction": neighbour.mode,
    }

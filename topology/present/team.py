"""The card of a team: what it is for, owns, needs and provides, and where to ask."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from topology.graph.order import in_order, natural
from topology.graph.topology import Crossing, Topology
from topology.incident.engine import Engine
from topology.insight.answers import Agreed, agreed
from topology.model.duty import Policy, Schedule
from topology.model.entity import Component, Group, Person, Team
from topology.model.record import Decision
from topology.model.reference import Ref
from topology.present.instants import iso
from topology.present.parts_json import channels_json, links_json, next_json, on_call_json, place_json
from topology.present.reach import Reach, reach


class Neighbour(Struct, frozen=True, kw_only=True):
    """Another team across the boundary: how many dependencies, how many of them hard, and what was agreed."""

    team: Ref
    edges: int
    hard: int
    agreed: Agreed | None

    @property
    def mode(self) -> str | None:
        """The mode of the interaction, if there is one."""
        return self.agreed.interaction.mode if self.agreed is not None else None


class TeamCard(Struct, frozen=True, kw_only=True):
    """All that ``team`` answers. ``owns`` holds products and platforms before components.

    ``pages`` are the components whose failure pages the team's policy, ``foreign`` those of
    them that the team does not own. ``rota`` are the people whom the policy can page at all.
    """

    team: Team | Person
    at: datetime
    members: tuple[Ref, ...]
    owns: tuple[Ref, ...]
    tiers: dict[Ref, int]
    reach: Reach | None
    needs: tuple[Neighbour, ...]
    provides: tuple[Neighbour, ...]
    interactions: tuple[Agreed, ...]
    pages: tuple[Ref, ...]
    foreign: tuple[Ref, ...]
    rota: tuple[Ref, ...]
    decisions: tuple[Decision, ...]


def team_card(engine: Engine, team: Team | Person, at: datetime) -> TeamCard:
    """The card of a team, or of a person who stands for one, at an instant."""
    topology = engine.topology
    owned = topology.owned_by(team.ref)
    groups = [ref for ref in owned if isinstance(topology.catalog.entities[ref], Group)]
    components = [ref for ref in owned if isinstance(topology.catalog.entities[ref], Component)]
    tiers = {ref: topology.tier(ref) for ref in owned}
    policy = topology.team_policy(team.ref)
    out, into = topology.crossings_of(team.ref)
    pages = topology.paged_through(policy) if policy is not None else ()
    return TeamCard(
        team=team,
        at=at,
        members=topology.members(team.ref),
        owns=(*groups, *sorted(components, key=lambda ref: (tiers[ref], ref))),
        tiers=tiers,
        reach=reach(engine.rota, policy, at) if policy is not None else None,
        needs=_neighbours(topology, team.ref, at, ((each, each.to_teams) for each in out)),
        provides=_neighbours(topology, team.ref, at, ((each, each.from_teams) for each in into)),
        interactions=tuple(agreed(each, at) for each in topology.interactions_of(team.ref)),
        pages=pages,
        foreign=tuple(ref for ref in pages if ref not in tiers),
        rota=_rota(topology, policy),
        decisions=_decisions(topology, team.ref, frozenset(owned)),
    )


def _rota(topology: Topology, policy: Ref | None) -> tuple[Ref, ...]:
    """Everybody whom the steps of a policy can page: by a schedule's rosters, or by name."""
    found = topology.catalog.get(policy, Policy) if policy is not None else None
    people: list[Ref] = []
    for page in (page for step in (found.steps if found is not None else ()) for page in step.page):
        schedule = topology.catalog.get(page.target, Schedule)
        if schedule is None:
            people.append(page.target)
        for roster in (roster for layer in (schedule.layers if schedule else ()) for roster in layer.rosters):
            people += [person.target for person in roster.people]
    return in_order(people)


def _decisions(topology: Topology, team: Ref, owned: frozenset[Ref]) -> tuple[Decision, ...]:
    """Decisions about the team or something it owns, the newest first."""
    about = [
        each
        for each in topology.catalog.decisions
        if any(reference.target == team or reference.target in owned for reference in each.about)
    ]
    return tuple(sorted(about, key=lambda each: (each.date or date.min, each.id), reverse=True))


def _neighbours(
    topology: Topology, team: Ref, at: datetime, crossings: Iterable[tuple[Crossing, tuple[Ref, ...]]]
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
        how = agreed(declared, at) if declared is not None else None
        found.append(Neighbour(team=other, edges=number, hard=hard[other], agreed=how))
    return tuple(sorted(found, key=lambda each: (-each.hard, -each.edges, natural(each.team))))


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
        "interactions": [_interaction(each) for each in card.interactions],
        "pages": list(card.pages),
        "pagesOfOthers": list(card.foreign),
        "rota": list(card.rota),
        "decisions": [
            {
                "id": each.id,
                "title": each.title,
                "date": None if each.date is None else each.date.isoformat(),
                "url": each.url,
                **place_json(each.place),
            }
            for each in card.decisions
        ],
        "channels": channels_json(declared.channels if declared is not None else ()),
        "links": links_json(team.links),
    }


def _interaction(each: Agreed) -> dict[str, Any]:
    found = each.interaction
    return {
        "teams": [reference.target for reference in found.teams],
        "mode": found.mode,
        "purpose": found.purpose,
        "since": None if found.since is None else found.since.isoformat(),
        "ageDays": each.age_days,
        "reviewBy": None if found.review_by is None else found.review_by.isoformat(),
        "overdue": each.overdue,
    }


def _neighbour(neighbour: Neighbour) -> dict[str, Any]:
    return {
        "team": neighbour.team,
        "dependencies": neighbour.edges,
        "hard": neighbour.hard,
        "interaction": neighbour.mode,
    }

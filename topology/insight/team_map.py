"""The teams of an organisation by type, and what ties them: declared interactions, and needs without one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct

from topology.graph.order import natural, place_in_order
from topology.graph.topology import Crossing, Topology
from topology.insight.answers import Agreed, agreed
from topology.insight.seriation import seriate
from topology.model.entity import Team, TeamType
from topology.model.reference import Ref

Shape = TeamType | Literal["untyped"]

SHAPES: tuple[Shape, ...] = ("enabling", "stream-aligned", "untyped", "complicated-subsystem", "platform")
"""From top to bottom: who helps, who serves users, and beneath what carries them."""


class Tie(Struct, frozen=True, gc=False):
    """What two teams have to do with each other; the first one stands above the second.

    ``agreed`` is the interaction that one of them declares. Without one, ``grey`` holds the hard
    dependencies between them, in either direction.
    """

    teams: tuple[Ref, Ref]
    agreed: Agreed | None
    grey: tuple[Crossing, ...]


class TeamMap(Struct, frozen=True, gc=False):
    """Every team once, from top to bottom, with its shape; ``ties`` by their upper, then lower team."""

    rows: tuple[tuple[Ref, Shape], ...]
    ties: tuple[Tie, ...]


def team_map(topology: Topology, at: datetime) -> TeamMap:
    """The map at an instant: teams of a type that have to do with each other stand together."""
    grey: dict[tuple[Ref, Ref], list[Crossing]] = {}
    if any(crossing.interaction is not None for crossing in topology.crossings()):
        for crossing in topology.grey_edges():
            grey.setdefault(_pair(crossing.from_team, crossing.to_team), []).append(crossing)
    declared: dict[tuple[Ref, Ref], Agreed] = {}
    known = [team for team in topology.catalog.of(Team) if not team.ghost]
    for team in known:
        for interaction in topology.interactions_of(team.ref):
            one, other = (reference.target for reference in interaction.teams)
            if one != other:
                declared.setdefault(_pair(one, other), agreed(interaction, at))
    pairs = sorted({*grey, *declared}, key=lambda pair: (place_in_order(pair[0]), place_in_order(pair[1])))
    teams = {team.ref for team in known} | {team for pair in pairs for team in pair}
    rows = _rows(topology, teams, pairs)
    place = {team: number for number, (team, _) in enumerate(rows)}
    ties = []
    for pair in pairs:
        upper, lower = sorted(pair, key=place.__getitem__)
        ties.append(Tie((upper, lower), declared.get(pair), tuple(grey.get(pair, ()))))
    ties.sort(key=lambda tie: (place[tie.teams[0]], place[tie.teams[1]]))
    return TeamMap(rows, tuple(ties))


def _pair(one: Ref, other: Ref) -> tuple[Ref, Ref]:
    return (one, other) if place_in_order(one) <= place_in_order(other) else (other, one)


def _rows(topology: Topology, teams: set[Ref], pairs: list[tuple[Ref, Ref]]) -> tuple[tuple[Ref, Shape], ...]:
    by_shape: Mapping[Shape, list[Ref]] = {shape: [] for shape in SHAPES}
    for ref in sorted(teams, key=natural):
        team = topology.catalog.get(ref, Team)
        by_shape[(team.type if team is not None else None) or "untyped"].append(ref)
    rows: list[tuple[Ref, Shape]] = []
    for shape, refs in by_shape.items():
        place = {ref: number for number, ref in enumerate(refs)}
        ties: dict[tuple[int, int], int] = {}
        for one, other in pairs:
            if one in place and other in place:
                low, high = sorted((place[one], place[other]))
                ties[low, high] = 1
        rows += [(refs[position], shape) for position in seriate(len(refs), ties).positions]
    return tuple(rows)

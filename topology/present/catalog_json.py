"""A whole catalog, or a part of it, as data for JSON: entities, dependencies, interactions."""

from collections.abc import Collection
from typing import Any

from topology.graph.topology import Edge, Topology
from topology.model.entity import Interaction, Team
from topology.model.reference import Ref
from topology.present.listing import entity_json
from topology.present.parts_json import channels_json, links_json, place_json


def catalog_json(topology: Topology, only: Collection[Ref] | None = None) -> dict[str, Any]:
    """Everything, or the entities of ``only`` and what holds between them."""
    catalog = topology.catalog
    entities = [entity for entity in catalog.entities.values() if only is None or entity.ref in only]
    interactions = dict.fromkeys(
        interaction
        for team in catalog.of(Team)
        for interaction in topology.interactions_of(team.ref)
        if only is None or all(reference.target in only for reference in interaction.teams)
    )
    return {
        "entities": [
            {
                **entity_json(topology, entity),
                "links": links_json(entity.links),
                **(_team(topology, entity) if isinstance(entity, Team) else {}),
            }
            for entity in entities
        ],
        "dependencies": [
            _edge(topology, edge)
            for edge in topology.edges
            if only is None or (edge.source in only and edge.target in only)
        ],
        "interactions": [_interaction(each) for each in sorted(interactions, key=lambda each: each.place)],
    }


def _team(topology: Topology, team: Team) -> dict[str, Any]:
    return {
        "members": list(topology.members(team.ref)),
        "channels": channels_json(team.channels),
        "onCall": topology.team_policy(team.ref),
    }


def _edge(topology: Topology, edge: Edge) -> dict[str, Any]:
    redundancy = topology.redundancies(edge.source)[edge.group] if edge.group >= 0 else None
    return {
        "source": edge.source,
        "target": edge.target,
        "strength": edge.strength,
        "assumed": edge.assumed,
        "bufferMinutes": edge.buffer_minutes,
        "via": edge.via,
        "redundancy": None
        if redundancy is None
        else {"members": list(redundancy.members), "atLeast": redundancy.at_least},
        **place_json(edge.place),
    }


def _interaction(interaction: Interaction) -> dict[str, Any]:
    return {
        "teams": [reference.target for reference in interaction.teams],
        "mode": interaction.mode,
        "purpose": interaction.purpose,
        "since": None if interaction.since is None else interaction.since.isoformat(),
        "reviewBy": None if interaction.review_by is None else interaction.review_by.isoformat(),
        **place_json(interaction.place),
    }

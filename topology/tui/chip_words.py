"""Words of the glossary for what is drawn of an entity, and for what a card is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from topology.graph.lanes.drawing import Drawn
from topology.model.entity import Component, Team
from topology.model.place import Because
from topology.model.reference import Ref
from topology.present.glossary import find
from topology.tui.line import Gloss
from topology.tui.world import World

TIES = {"grey": "grey edge", "redundant": "redundant", "async": "async", "soft": "soft", "hard": "hard"}
"""Words for the roles of lines, the ones that somebody wonders about first."""

FEW = 2
"""Kinds of lines of one chip that are explained: what it is itself has room too."""

KINDS = {"platform": "platform team", "policy": "escalation policy"}
"""Words for types of teams and kinds of entities that are called otherwise; the others are such words."""


def chip_gloss(world: World, ref: Ref, lines: Sequence[Drawn]) -> Gloss:
    """What the lines of a chip mean, with the dependencies that are meant by the first word; what it is."""
    meant = {line.role for line in lines if line.edges}  # who is paged by what needs nothing
    roles = [role for role in TIES if role in meant][:FEW]

    def because() -> tuple[Because, ...]:
        return tuple(
            Because(f"{world.title(edge.source)} needs {world.title(edge.target)}", edge.place)
            for line in lines
            for edge in line.edges
            if line.role in roles[:1]
        )

    return Gloss((*(TIES[role] for role in roles), *entity_words(world, ref)), because)


def entity_words(world: World, ref: Ref) -> Iterator[str]:
    """What is odd about an entity, and what it is; nothing of kinds that only others have words for."""
    entity = world.catalog.entities[ref]
    if entity.ghost:
        yield "ghost"
    elif isinstance(entity, Component):
        if not world.topology.owner(ref).teams:
            yield "UNOWNED"
        yield "vendor" if entity.type == "vendor" else "component"
        yield "tier"
    elif isinstance(entity, Team):
        yield KINDS.get(entity.type or "", entity.type or "team")
    elif find(KINDS.get(entity.kind, entity.kind)):
        yield KINDS.get(entity.kind, entity.kind)

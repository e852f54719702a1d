"""What the middle pane shows of the catalog: the view of it that was asked for, and words for that."""

from __future__ import annotations

from collections.abc import Iterable

from topology.graph.lanes.view import AROUND, MOST, View, around, everything, inside
from topology.model.entity import Component, Group, Team
from topology.model.reference import Ref
from topology.present.words import count
from topology.tui.sight import ALL, Sight
from topology.tui.world import World


def wholes(world: World, focus: Ref) -> list[Ref]:
    """What can be seen whole from ``focus``, from the nearest: product or platform, team, everything."""
    topology = world.topology
    part_of = topology.part_of(focus)
    found = [part_of] if part_of is not None else []
    if isinstance(world.catalog.entities.get(focus), Component | Group):
        found += topology.owner(focus).teams[:1]
    return [ref for ref in found if ref in world.catalog.entities] + [ALL]


def view_of(world: World, focus: Ref, sight: Sight) -> View | None:
    """What is drawn; ``None``: people, policies and the like, around which there are no dependencies."""
    topology = world.topology
    whole = sight.whole(focus)
    lean, folded, opened = not sight.crossing, sight.folded, sight.opened
    if whole == ALL:
        return everything(topology, MOST, folded, opened)
    subject = whole or focus
    entity = world.catalog.entities[subject]
    if isinstance(entity, Group | Team):
        return inside(topology, subject, sight.depth, MOST, folded, opened, lean)
    if isinstance(entity, Component):
        return around(topology, subject, max(1, sight.depth), AROUND, folded, opened, lean)
    return None


def caption(world: World, focus: Ref, sight: Sight) -> tuple[str, ...]:
    """What the middle pane shows, in a few words."""
    topology = world.topology
    whole = sight.whole(focus)
    if whole == ALL:
        return "Everything", count(len(topology.nodes), "component")
    subject = whole or focus
    entity = world.catalog.entities[subject]
    name = world.title(subject)
    steps = f"depth {sight.depth}"
    if isinstance(entity, Component):
        users, needs = _distinct(e.source for e in topology.users(focus)), topology.needs(focus)
        return name, f"uses {_distinct(e.target for e in needs)}", f"used by {users}", steps
    if isinstance(entity, Group | Team):
        within = sum(ref in topology.index for ref in _within(world, subject))
        return name, f"all {within} of the {entity.kind}", steps
    return name, entity.kind


def _within(world: World, group: Ref) -> set[Ref]:
    return {*world.topology.parts_of(group), *world.topology.owned_by(group)}


def _distinct(refs: Iterable[Ref]) -> int:
    return len(set(refs))

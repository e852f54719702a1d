"""People, policies, schedules, domains as a scene: what leads to them, and where they lead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from topology.graph.lanes.scene import Band, Kind, Link, Node, Scene
from topology.model.duty import Policy, Schedule
from topology.model.entity import Component, Entity, Group, Person, Team
from topology.model.reference import Ref
from topology.tui import text
from topology.tui.world import World

Side = tuple[str, tuple[Ref, ...]]
"""What the lane is called, and what stands in it."""


def duty_scene(world: World, ref: Ref, called: Callable[[Ref], str]) -> tuple[Scene, tuple[int, ...]]:
    """The scene around an entity that has no dependencies, and on which side of it each node stands."""
    entity = world.catalog.entities[ref]
    before, behind = _sides(world, entity)
    nodes = [_node(world, ref, 0, "focus", called)]
    bands = [Band((ref,), text.safe(world.names.kind(ref)), False)]
    links: list[Link] = []
    distance = [0]
    for sides, way in ((before, -1), (behind, 1)):
        for title, refs in sides:
            for other in dict.fromkeys(refs):
                here = len(nodes)
                nodes.append(_node(world, other, len(bands), "chip", called))
                distance.append(way)
                ends = (here, 0) if way < 0 else (0, here)
                links.append(Link(*ends, Kind("hard"), (), False))
            bands.append(Band((ref,), title, False))
    links.sort(key=lambda link: (link.source, link.target))
    return Scene(tuple(nodes), tuple(bands), tuple(links), 0, 0), tuple(distance)


def _node(world: World, ref: Ref, lane: int, role: str, called: Callable[[Ref], str]) -> Node:
    entity = world.catalog.entities.get(ref)
    if entity is None or entity.ghost:
        return Node(ref, lane, f"? {called(ref)}", "ghost" if role == "chip" else role, (ref,), 0, 0)
    return Node(ref, lane, called(ref), role, (ref,), 0, 0)


def _sides(world: World, entity: Entity) -> tuple[list[Side], list[Side]]:
    catalog, topology, ref = world.catalog, world.topology, entity.ref
    if isinstance(entity, Person):
        known = (c.ref for c in catalog.of(Component) if any(each.target == ref for each in c.known_by))
        return _some([("Teams", topology.team_of_person(ref))]), _some([("Can repair", known)])
    if isinstance(entity, Policy):
        teams = (t.ref for t in catalog.of(Team) if t.on_call is not None and t.on_call.target == ref)
        own = (c.ref for c in catalog.of(Component) if c.on_call is not None and c.on_call.target == ref)
        return _some([("Teams", teams), ("Components", own)]), _some(_steps(entity))
    if isinstance(entity, Schedule):
        policies = (
            policy.ref
            for policy in catalog.of(Policy)
            if any(each.target == ref for step in policy.steps for each in step.page)
        )
        rosters = (roster for layer in entity.layers for roster in layer.rosters[-1:])
        people = (each.target for roster in rosters for each in roster.people)
        return _some([("Policies", policies)]), _some([("Roster", people)])
    within = (g.ref for g in catalog.of(Group) if g.domain is not None and g.domain.target == ref)
    return [], _some([("Holds", within)])


def _steps(policy: Policy) -> Iterator[tuple[str, Iterable[Ref]]]:
    for number, step in enumerate(policy.steps, 1):
        yield f"Step {number}, wait {step.wait_minutes} min", [each.target for each in step.page]
    if policy.fallback is not None:
        yield "Then", [policy.fallback.target]


def _some(sides: Iterable[tuple[str, Iterable[Ref]]]) -> list[Side]:
    found = [(title, tuple(refs)) for title, refs in sides]
    return [side for side in found if side[1]]

"""The neighbourhood of something as entries, one for each thing and direction: for tree and table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from topology.graph.counting import Count
from topology.graph.neighbours import TIES, Neighbour, Tie, neighbours
from topology.graph.order import natural
from topology.incident.result import STATES, State
from topology.model.entity import Component, Group, Team
from topology.model.reference import Ref
from topology.tui.outlook import least_depth
from topology.tui.sight import ALL, Sight
from topology.tui.world import World

Way = Literal["users", "inside", "needs"]

WAYS: tuple[Way, ...] = ("users", "inside", "needs")


class Entry(Struct, frozen=True, gc=False):
    """One thing: on which side of what is looked at, how far, how strongly tied, by how many ways.

    What runs in a circle is there twice, as a user and as a need. ``tie`` and ``ways`` are
    those of the graph, whatever the depth; what is inside has none.
    """

    ref: Ref
    name: str
    owner: str
    way: Way
    steps: int
    tie: Tie | None
    ways: Count | None
    tier: int
    state: State | None
    marked: bool
    ghost: bool
    found: int


def within(world: World, focus: Ref, sight: Sight) -> tuple[Ref, ...]:
    """What is looked at: a component, what a team, product or platform has, everything; or nothing."""
    subject = sight.whole(focus) or focus
    if subject == ALL:
        return world.topology.nodes
    entity = world.catalog.entities.get(subject)
    if isinstance(entity, Component):
        return (subject,)
    if not isinstance(entity, Group | Team):
        return ()
    topology = world.topology
    held = dict.fromkeys((*topology.parts_of(subject), *topology.owned_by(subject)))
    return tuple(sorted((ref for ref in held if ref in topology.index), key=topology.index.__getitem__))


def entries(
    world: World, focus: Ref, sight: Sight, marks: tuple[Ref, ...], states: Mapping[Ref, State]
) -> list[Entry]:
    """All that stands within the depth; the nearest first, users before what is inside before needs."""
    inside = within(world, focus, sight)
    depth = max(sight.depth, least_depth(world, focus, sight))
    marked = frozenset(marks)

    def entry(ref: Ref, way: Way, tied: Neighbour | None) -> Entry:
        entity = world.catalog.entities.get(ref)
        return Entry(
            ref=ref,
            name=world.title(ref),
            owner=", ".join(map(world.title, world.topology.owner(ref).teams)),
            way=way,
            steps=tied.steps if tied is not None else 0,
            tie=tied.tie if tied is not None else None,
            ways=tied.ways if tied is not None else None,
            tier=world.topology.tier(ref),
            state=states.get(ref, "ok") if marks else None,
            marked=ref in marked,
            ghost=entity is None or entity.ghost,
            found=world.found.get(ref, 0),
        )

    def made() -> Iterator[Entry]:
        for each in neighbours(world.topology, inside, "users", depth):
            yield entry(each.ref, "users", each)
        for ref in inside:
            yield entry(ref, "inside", None)
        for each in neighbours(world.topology, inside, "needs", depth):
            yield entry(each.ref, "needs", each)

    return list(made())


COLUMNS = ("distance", "name", "owner", "direction", "strength", "ways", "tier", "state")
"""What a table can be sorted by; the first: as it stands."""


def ordered(found: list[Entry], column: str) -> list[Entry]:
    """Entries sorted by a column: the nearest, strongest, most critical, worst first; equals by name."""

    def near(entry: Entry) -> tuple[int, int, str, Ref]:
        return entry.steps, WAYS.index(entry.way), natural(entry.name), entry.ref

    def rank(entry: Entry) -> tuple[object, ...]:
        match column:
            case "name":
                return (natural(entry.name),)
            case "owner":
                return not entry.owner, natural(entry.owner)
            case "direction":
                return (WAYS.index(entry.way),)
            case "strength":
                return (TIES.index(entry.tie) if entry.tie is not None else -1,)
            case "ways":
                return (-entry.ways.ways if entry.ways is not None else 0,)
            case "tier":
                return (entry.tier,)
            case "state":
                state = STATES.index(entry.state) if entry.state is not None else -1
                return not entry.marked, -state, not entry.ghost, -entry.found
        return ()

    return sorted(found, key=lambda entry: (rank(entry), near(entry)))

"""The neighbourhood of something as entries, one for each thing and direction: for tree and table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Literal

from msgspec import Struct

from topology.graph.counting import Count
from topology.graph.lanes.scene import itself
from topology.graph.neighbours import TIES, Neighbour, Tie, neighbours, steps
from topology.graph.order import natural
from topology.graph.topology import Direction
from topology.incident.result import STATES, State
from topology.model.entity import Component, Group, Team
from topology.model.reference import Ref
from topology.tui.outlook import steps_of
from topology.tui.sight import ALL, Sight
from topology.tui.world import World

Way = Literal["users", "inside", "needs"]

SIDES: tuple[Direction, ...] = ("users", "needs")
SMALL = 2_000
"""Components up to which everything is known at once."""

WAYS: tuple[Way, ...] = ("users", "inside", "needs")


class Entry(Struct, frozen=True, gc=False):
    """One thing: on which side of what is looked at, how far, how strongly tied, by how many ways.

    What runs in a circle is there twice, as a user and as a need. ``tie`` and ``ways`` are
    those of the graph, whatever the depth; what is inside has none, and nobody while they are worked out.
    ``grey``: the tie is one step long, and nobody declared how the teams work together.
    """

    ref: Ref
    name: str
    owner: str
    way: Way
    steps: int
    tie: Tie | None
    grey: bool
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


class Spot(Struct, frozen=True, gc=False):
    """Where one thing stands: on which side of what is looked at, and how far."""

    ref: Ref
    way: Way
    steps: int = 0


class Entries:
    """All that stands within the depth: ``spots``, the nearest first; users, what is inside, needs.

    An entry is made when it is asked for: of ten thousand a screen shows forty. How strongly things are
    tied, and by how many ways, is a question to the whole graph: where that is large, somebody calls
    :meth:`tie` in a thread, and until then it is not known.
    """

    def __init__(
        self, world: World, focus: Ref, sight: Sight, marks: tuple[Ref, ...], states: Mapping[Ref, State]
    ) -> None:
        self._of = focus, sight.whole(focus), sight.depth, marks, states
        self._world = world
        self._states = states if marks else None
        self._marked = frozenset(marks)
        self._inside = inside = within(world, focus, sight)
        self._own = frozenset(inside)
        self._depth = depth = steps_of(world, focus, sight)
        self._tied: Mapping[tuple[Way, Ref], Neighbour] | None = None
        users, needs = (beside(world, inside, side, depth).items() for side in SIDES)
        self.spots: list[Spot] = [
            *(Spot(ref, "users", far) for ref, far in users),
            *(Spot(ref, "inside") for ref in inside),
            *(Spot(ref, "needs", far) for ref, far in needs),
        ]
        if len(world.topology.nodes) <= SMALL:
            self.tie()

    @property
    def tied(self) -> bool:
        """Whether it is known how strongly everything is tied."""
        return self._tied is not None

    def tie(self) -> None:
        """Work out how strongly everything is tied, and by how many ways."""
        self._tied = {
            (side, each.ref): each
            for side in SIDES
            for each in neighbours(self._world.topology, self._inside, side, self._depth)
        }

    def holds(
        self, world: World, focus: Ref, sight: Sight, marks: tuple[Ref, ...], states: Mapping[Ref, State]
    ) -> bool:
        """Whether the same would be found again."""
        asked = focus, sight.whole(focus), sight.depth, marks, states
        return self._world is world and self._of == asked

    def entry(self, spot: Spot) -> Entry:
        """Everything about one of them."""
        world, ref, tied = self._world, spot.ref, self._tie_of(spot)
        return Entry(
            ref=ref,
            name=f"{world.title(ref)}{itself(world.topology, ref)}",
            owner=self._owner(ref),
            way=spot.way,
            steps=spot.steps,
            tie=tied.tie if tied is not None else None,
            grey=spot.steps == 1 and self._grey(spot),
            ways=tied.ways if tied is not None else None,
            tier=world.topology.tier(ref),
            state=self._states.get(ref, "ok") if self._states is not None else None,
            marked=ref in self._marked,
            ghost=self._ghost(ref),
            found=world.found.get(ref, 0),
        )

    def _tie_of(self, spot: Spot) -> Neighbour | None:
        return self._tied.get((spot.way, spot.ref)) if self._tied is not None else None

    def _grey(self, spot: Spot) -> bool:
        topology = self._world.topology
        edges = topology.needs(spot.ref) if spot.way == "users" else topology.users(spot.ref)
        return any(
            topology.is_grey(edge)
            for edge in edges
            if (edge.target if spot.way == "users" else edge.source) in self._own
        )

    def _owner(self, ref: Ref) -> str:
        return ", ".join(map(self._world.title, self._world.topology.owner(ref).teams))

    def _ghost(self, ref: Ref) -> bool:
        entity = self._world.catalog.entities.get(ref)
        return entity is None or entity.ghost

    def ordered(self, column: str) -> list[Spot]:
        """Sorted by a column: the nearest, strongest, most critical, worst first; equals by name."""
        if column == COLUMNS[0]:
            return [self.spots[near[-1]] for near in sorted(self._near)]
        rank = self._rank(column)
        keys = [(rank(spot), near) for spot, near in zip(self.spots, self._near, strict=True)]
        return [self.spots[near[-1]] for _, near in sorted(keys)]

    @cached_property
    def _near(self) -> list[tuple[int, int, tuple[str, Ref], int]]:
        """The order of equals: the nearest first, then by name; last where it stands now."""
        place = self._world.names.place
        return [(spot.steps, WAYS.index(spot.way), place(spot.ref), at) for at, spot in enumerate(self.spots)]

    def _rank(self, column: str) -> Callable[[Spot], object]:
        """What a column sorts by, before what is near."""
        world = self._world

        folded: dict[tuple[Ref, ...], object] = {}

        def owner(spot: Spot) -> object:
            teams = world.topology.owner(spot.ref).teams
            if teams not in folded:
                folded[teams] = not teams, natural(self._owner(spot.ref))
            return folded[teams]

        def state(spot: Spot) -> object:
            state = self._states.get(spot.ref, "ok") if self._states is not None else None
            bad = STATES.index(state) if state is not None else -1
            marked, ghost = spot.ref in self._marked, self._ghost(spot.ref)
            return not marked, -bad, not ghost, -world.found.get(spot.ref, 0)

        def tie(spot: Spot) -> int:
            tied = self._tie_of(spot)
            return TIES.index(tied.tie) if tied is not None else -1

        def ways(spot: Spot) -> int:
            tied = self._tie_of(spot)
            return -tied.ways.ways if tied is not None else 0

        ranks: dict[str, Callable[[Spot], object]] = {
            "name": lambda spot: world.names.place(spot.ref)[0],
            "owner": owner,
            "direction": lambda spot: WAYS.index(spot.way),
            "strength": tie,
            "ways": ways,
            "tier": lambda spot: world.topology.tier(spot.ref),
            "state": state,
        }
        return ranks.get(column, lambda _: 0)


def around(world: World, focus: Ref, sight: Sight) -> frozenset[Ref]:
    """Everything that stands within the depth."""
    inside = within(world, focus, sight)
    depth = steps_of(world, focus, sight)
    return frozenset(inside).union(*(beside(world, inside, side, depth) for side in SIDES))


def beside(world: World, inside: tuple[Ref, ...], side: Direction, depth: int) -> dict[Ref, int]:
    """How far everything is from what is inside, on one side of it; nothing is outside of everything."""
    return {} if inside == world.topology.nodes else steps(world.topology, inside, side, depth)


COLUMNS = ("distance", "name", "owner", "direction", "strength", "ways", "tier", "state")
"""What a table can be sorted by; the first: as it stands."""

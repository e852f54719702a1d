"""The shape of an organisation in the words of its people: needs, users, owners, boundaries.

Built once from a catalog and immutable; what takes work is done when first asked
for and kept. All answers are in canonical order and do not depend on the order of
files, keys or lists. Questions about a reference that the catalog does not have
get the empty answer, never an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from topology.graph.adjacency import Adjacency, Lazily, adjacency
from topology.graph.best_hit import best_hit
from topology.graph.boundary import Boundary, Crossing, Interactions, by_team, crossings
from topology.graph.cycles import strong_components
from topology.graph.edge import Edge, Redundancy
from topology.graph.order import in_order
from topology.graph.ownership import Owners, Ownership
from topology.graph.paging import Paging
from topology.graph.paths import Paths, Ways, shortest
from topology.graph.people import People
from topology.graph.reach import Around, Neighbours, distances, marks_reached, set_bits
from topology.graph.route import Route, Routes, team_policy
from topology.graph.wiring import stated, wire
from topology.model.catalog import Catalog
from topology.model.entity import Component, Group, Interaction
from topology.model.place import Place
from topology.model.reference import Ref

if TYPE_CHECKING:
    from networkx import DiGraph

LEAST_CRITICAL = 4
"""The worst of the tiers."""

Direction = Literal["users", "needs"]

PATHS = 100
"""How many ways :meth:`Topology.all_paths` gives unless it is told."""


class Topology:
    """What a catalog says about who needs what and who owns it."""

    def __init__(self, catalog: Catalog) -> None:
        """Wire up a catalog; :meth:`of` reads better."""
        self.catalog = catalog
        self._owners = Owners(catalog)
        wiring = wire(catalog, self._owners)
        self.nodes: tuple[Ref, ...] = wiring.nodes
        self.index: dict[Ref, int] = wiring.index
        self.edges: tuple[Edge, ...] = wiring.edges
        self._wiring = wiring
        self._routes = Routes(catalog, self._owners)
        self.best_hit: list[int] | None = None
        """See :mod:`.best_hit`; ``None`` as long as few failures are asked about."""

    @classmethod
    def of(cls, catalog: Catalog) -> Topology:
        """The topology of a catalog."""
        return cls(catalog)

    # Dependencies

    def needs(self, ref: Ref) -> tuple[Edge, ...]:
        """What ``ref`` needs itself, redundant members included."""
        return self._wiring.needs.get(ref, ())

    def users(self, ref: Ref) -> tuple[Edge, ...]:
        """What needs ``ref`` itself."""
        return self._users.get(ref, ())

    def redundancies(self, ref: Ref) -> tuple[Redundancy, ...]:
        """The redundancies among the needs of ``ref``; an edge's ``group`` counts in them."""
        return self._redundancies.get(ref, ())

    def dependency_count(self) -> int:
        """Distinct pairs in dependsOn and dependencyOf of which both ends are declared."""
        return stated(self.catalog)

    def assumed_count(self) -> int:
        """How many edges are taken to be hard because no file says."""
        return sum(edge.assumed for edge in self.edges)

    @cached_property
    def _users(self) -> dict[Ref, tuple[Edge, ...]]:
        found: dict[Ref, list[Edge]] = {}
        for edge in self.edges:
            found.setdefault(edge.target, []).append(edge)
        return {ref: tuple(edges) for ref, edges in found.items()}

    @cached_property
    def _redundancies(self) -> dict[Ref, tuple[Redundancy, ...]]:
        found: dict[Ref, list[Redundancy]] = {}
        for redundancy in self._wiring.redundancies:
            found.setdefault(redundancy.source, []).append(redundancy)
        return {ref: tuple(each) for ref, each in found.items()}

    # Facts by position, for what runs over the adjacency

    @cached_property
    def adjacency(self) -> Adjacency:
        """The dependencies as integers."""
        return adjacency(self._wiring, self._users)

    @cached_property
    def tiers(self) -> list[int]:
        """The tier of each node; a product or platform that states none adds nothing to its components'."""
        return [
            self.tier(ref) if component is not None or self.tier_stated(ref) is not None else LEAST_CRITICAL
            for ref, component in zip(self.nodes, self.components, strict=True)
        ]

    @cached_property
    def components(self) -> list[Component | None]:
        """The component at each node; ``None`` for a product or platform that somebody depends on."""
        return [self.catalog.get(ref, Component) for ref in self.nodes]

    @cached_property
    def alert_when_degraded(self) -> frozenset[int]:
        """The nodes whose components alert before they are down."""
        return frozenset(
            node
            for node, each in enumerate(self.components)
            if each is not None and each.alerts is not None and each.alerts.on == "degraded"
        )

    def expect_many(self) -> None:
        """Somebody is about to ask about the failure of every node: work out now what all of them share."""
        if self.best_hit is None:
            self.best_hit = best_hit(self.adjacency, self.tiers)

    # Ownership

    def owner(self, ref: Ref) -> Ownership:
        """Who owns ``ref``: its own owner, else a vendor's liaison, else that of what it is part of."""
        return self._owners.owner(ref)

    @cached_property
    def by_owners(self) -> dict[tuple[Ref, ...], list[Ref]]:
        """The nodes that the same owners have; those that nobody owns under the empty tuple."""
        held: dict[tuple[Ref, ...], list[Ref]] = {}
        for ref in self.nodes:
            held.setdefault(self.owner(ref).teams, []).append(ref)
        return held

    def owned_by(self, team: Ref) -> tuple[Ref, ...]:
        """The components, products and platforms that a team (or a person) owns, however that is known."""
        return self._owners.owned_by(team)

    def tier(self, ref: Ref) -> int:
        """1 (most critical) to 4: its own, else that of what it is part of, else the catalog's default."""
        return self._owners.tier(ref)

    def tier_stated(self, ref: Ref) -> Place | None:
        """Where the tier of ``ref`` is written; ``None`` where it is the default."""
        return self._owners.tier_stated(ref)

    def part_of(self, ref: Ref) -> Ref | None:
        """What ``ref`` says it is part of, declared or not."""
        return self._owners.part_of(ref)

    def parts_of(self, group: Ref) -> tuple[Ref, ...]:
        """The components that are part of a product or platform, or of a group that is part of it."""
        return self._owners.parts_of(group)

    # People and policies

    @cached_property
    def _people(self) -> People:
        return People(self.catalog)

    def members(self, team: Ref) -> tuple[Ref, ...]:
        """The people of a team; a person who stands for a team is a team of one."""
        return self._people.members(team)

    def team_of_person(self, person: Ref) -> tuple[Ref, ...]:
        """The teams that a person is a member of."""
        return self._people.teams_of(person)

    def policy_of(self, ref: Ref) -> Route:
        """Where a page goes: the component's own policy, its owner team's, a liaison's, or the default."""
        return self._routes.of(ref)

    def team_policy(self, team: Ref) -> Ref | None:
        """The policy that pages a team, declared or not."""
        found = team_policy(self.catalog, team)
        return found.target if found is not None else None

    @cached_property
    def _paging(self) -> Paging:
        return Paging(self.catalog, self.nodes, self.policy_of)

    def paged_through(self, policy: Ref) -> tuple[Ref, ...]:
        """The things whose failure pages a policy, whoever owns them; what only the default pages too."""
        return self._paging.components.get(policy, ())

    def teams_paged_by(self, policy: Ref) -> tuple[Ref, ...]:
        """The teams that name a policy as what pages them."""
        return self._paging.teams.get(policy, ())

    def policies_with(self, paged: Ref) -> tuple[Ref, ...]:
        """The policies with a step that pages a schedule or a person."""
        return self._paging.policies.get(paged, ())

    # Reach

    def reach(self, ref: Ref, direction: Direction = "users", depth: int | None = None) -> dict[Ref, int]:
        """All that ``ref`` leads to, itself left out, with its distance in steps; nearest first.

        ``users`` follows who needs it, ``needs`` what it needs; redundant members count.
        """
        start = self.index.get(ref)
        if start is None:
            return {}
        found = sorted((steps, n) for n, steps in distances(self.positions(direction), start, depth).items())
        return {self.nodes[node]: steps for steps, node in found}

    def blast_radius(self, ref: Ref) -> tuple[Ref, ...]:
        """All that a failure of ``ref`` could hit, whatever softens it on the way."""
        start = self.index.get(ref)
        if start is None:
            return ()
        return tuple(self.nodes[node] for node in sorted(distances(self._user_positions, start)))

    def teams_reached(self) -> list[int]:
        """For every node the teams that its failure could reach, its own among them.

        By position of the node; bit ``i`` stands for ``self.owner_teams[i]``.
        """
        return marks_reached(self._all(self._user_positions), self._owner_marks)

    def teams_hit(self, ref: Ref) -> tuple[Ref, ...]:
        """The teams that a failure of ``ref`` could reach, its own among them."""
        position = self.index.get(ref)
        if position is None:
            return ()
        return tuple(self.owner_teams[bit] for bit in set_bits(self._teams_reached[position]))

    @cached_property
    def _teams_reached(self) -> list[int]:
        return self.teams_reached()

    @cached_property
    def owner_teams(self) -> tuple[Ref, ...]:
        """Every team (or person) that owns a node of the graph."""
        return in_order(team for ref in self.nodes for team in self.owner(ref).teams)

    @cached_property
    def _owner_marks(self) -> list[int]:
        bits = {team: 1 << position for position, team in enumerate(self.owner_teams)}
        return [sum(bits[team] for team in self.owner(ref).teams) for ref in self.nodes]

    def positions(self, direction: Direction) -> Around:
        """The distinct users, or needs, of each node by position; treat it as read-only."""
        return self._user_positions if direction == "users" else self._need_positions

    @cached_property
    def _user_positions(self) -> Around:
        index, nodes, users = self.index, self.nodes, self._users
        return Lazily(lambda node: tuple({index[edge.source]: 0 for edge in users.get(nodes[node], ())}))

    @cached_property
    def _need_positions(self) -> Around:
        index, nodes, needs = self.index, self.nodes, self._wiring.needs
        return Lazily(lambda node: tuple({index[edge.target]: 0 for edge in needs.get(nodes[node], ())}))

    def _all(self, neighbours: Around) -> Neighbours:
        return [neighbours[node] for node in range(len(self.nodes))]

    # Ways and circles

    def shortest_path(self, a: Ref, b: Ref) -> tuple[Edge, ...] | None:
        """A shortest way along which ``a`` needs ``b``, always the same one; ``None``: it does not."""
        if a not in self.index or b not in self.index:
            return None
        way = shortest(self._need_positions, self._user_positions, self.index[a], self.index[b])
        return self._edges_along(way) if way else None

    def all_paths(self, a: Ref, b: Ref, limit: int = PATHS, max_length: int | None = None) -> Paths:
        """The ways along which ``a`` needs ``b``, shortest first, no node twice, made as they are read."""
        if a not in self.index or b not in self.index:
            return Paths(None, self._edges_along)
        forward, backward = self._need_positions, self._user_positions
        ways = Ways(forward, backward, self.index[a], self.index[b], limit, max_length)
        return Paths(ways, self._edges_along)

    def _edges_along(self, way: Sequence[int]) -> tuple[Edge, ...]:
        """The edges between neighbours of ``way`` (positions of nodes), direct before redundant ones."""
        return tuple(
            next(edge for edge in self.needs(self.nodes[source]) if edge.target == self.nodes[target])
            for source, target in pairwise(way)
        )

    def cycles(self) -> tuple[tuple[Ref, ...], ...]:
        """Sets of nodes that all need each other, and nodes that name themselves."""
        return self._cycles

    @cached_property
    def _cycles(self) -> tuple[tuple[Ref, ...], ...]:
        found = [
            tuple(self.nodes[node] for node in sorted(component))
            for component in strong_components(self._all(self._need_positions))
            if len(component) > 1
        ]
        circular = {ref for cycle in found for ref in cycle}
        found += [(ref,) for ref in self._wiring.selfs if ref not in circular]
        return tuple(sorted(found, key=lambda cycle: self.index[cycle[0]]))

    def cross_team_cycles(self) -> tuple[tuple[Ref, ...], ...]:
        """The cycles with an edge in them that crosses an ownership boundary."""
        number = {ref: position for position, cycle in enumerate(self.cycles()) for ref in cycle}
        crossed = {
            number[each.edge.source]
            for each in self.crossings()
            if number.get(each.edge.source, -1) == number.get(each.edge.target, -2)
        }
        return tuple(cycle for position, cycle in enumerate(self.cycles()) if position in crossed)

    # Boundaries

    @cached_property
    def _interactions(self) -> Interactions:
        return Interactions(self.catalog)

    @cached_property
    def _judged(self) -> tuple[tuple[Crossing, ...], tuple[Edge, ...]]:
        return crossings(self.edges, self.owner, self._interactions)

    def crossings(self) -> tuple[Crossing, ...]:
        """The edges whose ends have different owners."""
        return self._judged[0]

    def crossings_of(self, team: Ref) -> tuple[tuple[Crossing, ...], tuple[Crossing, ...]]:
        """The crossings out of what a team owns, and those into it."""
        return self._crossings_by_team.get(team, ((), ()))

    @cached_property
    def _crossings_by_team(self) -> dict[Ref, tuple[tuple[Crossing, ...], tuple[Crossing, ...]]]:
        return by_team(self.crossings())

    def unjudged(self) -> tuple[Edge, ...]:
        """The edges of which an end has no owner, so that nobody can say whether they cross."""
        return self._judged[1]

    def grey_edges(self) -> tuple[Crossing, ...]:
        """The hard dependencies across a boundary for which no interaction is declared."""
        return tuple(crossing for crossing in self.crossings() if crossing.grey)

    def is_grey(self, edge: Edge) -> bool:
        """Whether an edge is one of :meth:`grey_edges`; the others need not be looked at."""
        return any(crossing.grey for crossing in crossings((edge,), self.owner, self._interactions)[0])

    def interaction(self, one: Ref, other: Ref) -> Interaction | None:
        """The interaction of two teams in either direction; of several the first in the files."""
        return self._interactions.between(one, other)

    def interactions_of(self, team: Ref) -> tuple[Interaction, ...]:
        """All interactions of a team, whoever declared them, in the order of the files."""
        return self._interactions.of(team)

    def boundary(self, ref: Ref) -> Boundary:
        """The edges at a component, a product, a platform or all that a team owns."""
        if ref in self.index and not isinstance(self.catalog.entities.get(ref), Group):
            within = {ref}
        else:
            within = {ref, *self.parts_of(ref), *self.owned_by(ref)}
        touching = dict.fromkeys(
            edge
            for node in within
            for edge in (*self.needs(node), *self.users(node))
            if edge.via != "contains"
        )
        edges = sorted(touching, key=lambda e: (self.index[e.source], self.index[e.target], e.group))
        crossing, unknown = crossings(edges, self.owner, self._interactions)
        beyond = {*unknown, *(each.edge for each in crossing)}
        return Boundary(
            ref,
            tuple(edge for edge in edges if edge not in beyond),
            tuple(each for each in crossing if each.edge.source not in within),
            tuple(each for each in crossing if each.edge.source in within),
            unknown,
        )

    def networkx(self) -> DiGraph[Any]:
        """The graph for anybody's algorithms, built when first asked for; treat it as read-only."""
        return self._networkx

    @cached_property
    def _networkx(self) -> DiGraph[Any]:
        from topology.graph.networkx_view import networkx_view

        return networkx_view(self)


__all__ = ["Boundary", "Crossing", "Edge", "Ownership", "Paths", "Redundancy", "Route", "Topology"]

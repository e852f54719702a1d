"""The dependencies that a catalog states, read from every field that can state one.

One edge stays of several statements about the same two things: the strongest,
stated before assumed, and of equal ones the first in the files. So the result is
the same whatever the order of files, keys and lists.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from msgspec import Struct

from topology.graph.edge import STRENGTHS, Edge, Redundancy, Via
from topology.graph.order import in_order, place_in_order
from topology.graph.ownership import Owners
from topology.model.catalog import Catalog
from topology.model.entity import AnyOf, Component, Entity, Group
from topology.model.place import Place
from topology.model.reference import Ref

_RANK = {strength: rank for rank, strength in enumerate(STRENGTHS)}


class Wiring(Struct, frozen=True, gc=False):
    """What stands between the nodes of a graph, in canonical order of source, then target.

    ``needs`` are the edges by their source. ``selfs`` are the nodes that state a dependency
    on themselves: no edge, but a cycle.
    """

    nodes: tuple[Ref, ...]
    index: dict[Ref, int]
    edges: tuple[Edge, ...]
    needs: dict[Ref, tuple[Edge, ...]]
    redundancies: tuple[Redundancy, ...]
    selfs: tuple[Ref, ...]


def wire(catalog: Catalog, owners: Owners) -> Wiring:
    """Collect nodes, edges and redundancies of a catalog."""
    entities = catalog.entities
    components = list(catalog.of(Component))
    said: dict[Ref, list[Edge]] = {}
    redundancies: dict[Ref, list[Redundancy]] = {}
    refs = {component.ref for component in components}
    selfs: set[Ref] = set()

    def add(edges: Iterable[Edge]) -> None:
        for edge in edges:
            source = edge.source
            if source == edge.target:
                selfs.add(source)
            elif source in said:
                said[source].append(edge)
            else:
                said[source] = [edge]

    for component in components:
        if AnyOf in map(type, component.depends_on):
            redundancies[component.ref], member_edges = _redundancies(component)
            add(member_edges)
        add(_edges(component))
    for edges in said.values():
        refs.update([edge.target for edge in edges])
    refs.update(said, selfs)
    # Members are looked up after the last dependency is known: only groups that
    # somebody depends on are nodes.
    for ref in in_order(ref for ref in refs if isinstance(entities.get(ref), Group)):
        add(_contains(entities[ref], owners))

    nodes = tuple(sorted(refs, key=place_in_order))
    index = {ref: position for position, ref in enumerate(nodes)}
    needs = {ref: _each_once(said[ref], index) for ref in nodes if ref in said}
    return Wiring(
        nodes,
        index,
        tuple(chain.from_iterable(needs.values())),
        needs,
        tuple(redundancy for ref in nodes for redundancy in redundancies.get(ref, ())),
        in_order(selfs),
    )


def _each_once(edges: list[Edge], index: Mapping[Ref, int]) -> tuple[Edge, ...]:
    """The edges of one source by target; of several statements about the same, the strongest."""
    if len(edges) == 1:
        return (edges[0],)
    alone = {index[edge.target]: edge for edge in edges}
    if len(alone) == len(edges):
        return tuple([alone[target] for target in sorted(alone)])
    best: dict[tuple[int, int], Edge] = {}
    for edge in edges:
        where = (index[edge.target], edge.group)
        other = best.get(where)
        if other is None or _strength_first(edge) < _strength_first(other):
            best[where] = edge
    return tuple([best[where] for where in sorted(best)])


def stated(catalog: Catalog) -> int:
    """How many distinct pairs of declared entities a dependsOn or dependencyOf names."""
    pairs: set[tuple[Ref, Ref]] = set()
    for component in catalog.of(Component):
        pairs.update((edge.source, edge.target) for edge in _edges(component) if edge.via in _COUNTED)
        pairs.update((component.ref, edge.target) for edge in _redundancies(component)[1])
    declared = {entity.ref for entity in catalog.entities.values() if not entity.ghost}
    return sum(source in declared and target in declared for source, target in pairs)


_COUNTED = ("dependsOn", "dependencyOf")


def _strength_first(edge: Edge) -> tuple[int, bool, int, Place, Via]:
    return _RANK[edge.strength], edge.assumed, edge.buffer_minutes, edge.place, edge.via


def _edges(component: Component) -> list[Edge]:
    """What a component says of its dependencies, but for redundant ones."""
    ref = component.ref
    edges = [
        Edge(
            ref,
            entry.to.target,
            entry.strength,
            entry.assumed,
            entry.buffer_minutes,
            -1,
            "dependsOn",
            entry.to.place,
        )
        for entry in component.depends_on
        if not isinstance(entry, AnyOf)
    ]
    for user in component.dependency_of:
        edges.append(Edge(user.target, ref, "hard", True, 0, -1, "dependencyOf", user.place))
    for api in component.consumes:
        edges.append(Edge(ref, api.target, "hard", True, 0, -1, "consumesApis", api.place))
    for api in component.provides:
        # Not an assumption: an API is what its provider answers.
        edges.append(Edge(api.target, ref, "hard", False, 0, -1, "providesApis", api.place))
    return edges


def _redundancies(component: Component) -> tuple[list[Redundancy], list[Edge]]:
    """The component's anyOf entries, numbered in an order of their own: a list's order means nothing."""
    ref = component.ref
    entries = []
    for entry in component.depends_on:
        if isinstance(entry, AnyOf):
            members = in_order(member.target for member in entry.members if member.target != ref)
            # More than there are could never be met: the component would be down without any fault.
            entries.append((members, max(1, min(entry.at_least, len(members))), entry))
    entries.sort(key=lambda each: ([place_in_order(member) for member in each[0]], each[1], each[2].place))
    redundancies: list[Redundancy] = []
    edges: list[Edge] = []
    for members, at_least, entry in entries:
        last = redundancies[-1] if redundancies else None
        if members and (last is None or (last.members, last.at_least) != (members, at_least)):
            redundancies.append(Redundancy(ref, members, at_least, entry.place))
        group = len(redundancies) - 1
        for member in entry.members:
            edges.append(Edge(ref, member.target, "hard", False, 0, group, "dependsOn", member.place))
    return redundancies, edges


def _contains(group: Entity, owners: Owners) -> Iterator[Edge]:
    """A product or platform is as its worst tier 1 component is; as its worst of all, if none is tier 1."""
    parts = owners.parts_of(group.ref)
    vital = [part for part in parts if owners.tier(part) == 1]
    for part in vital or parts:
        yield Edge(group.ref, part, "hard", False, 0, -1, "contains", group.place)

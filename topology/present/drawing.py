"""Which part of the graph an export draws: lanes of owners, nodes in them, arrows between.

Every node gets an id of our own (``n1``, ``n2`` …), so that no text of a file is ever
part of a diagram's syntax. What a limit leaves out is counted.
"""

from collections.abc import Iterable

from msgspec import Struct

from topology.graph.order import in_order
from topology.graph.topology import Edge, Topology
from topology.model.entity import Component
from topology.model.reference import Ref
from topology.present.names import Names
from topology.present.words import listed


class Node(Struct, frozen=True, gc=False):
    """One thing that can fail. ``ghost``: nobody declared it; ``focus``: what was asked for."""

    id: str
    ref: Ref
    label: str
    ghost: bool
    focus: bool


class Lane(Struct, frozen=True, gc=False):
    """What one owner (or one set of owners) has of the drawing."""

    id: str
    label: str
    nodes: tuple[Node, ...]


class Arrow(Struct, frozen=True, gc=False):
    """``source`` needs ``target``; ``label`` says how, where that is not simply hard."""

    source: str
    target: str
    label: str
    solid: bool


class Drawing(Struct, frozen=True, gc=False):
    """What is drawn, and how many nodes were left out."""

    lanes: tuple[Lane, ...]
    arrows: tuple[Arrow, ...]
    hidden: int


def draw(topology: Topology, ref: Ref | None = None, depth: int | None = None) -> Drawing:
    """The whole graph, or what ``ref`` needs and what needs it up to ``depth`` steps (``None``: all).

    A team, product or platform is drawn as what belongs to it and its neighbours.
    """
    focus, shown, hidden = _chosen(topology, ref, depth)
    ids = {node: f"n{number}" for number, node in enumerate(shown, 1)}
    names = Names(topology.catalog)
    lanes: dict[tuple[Ref, ...], list[Node]] = {}
    for node, id_ in ids.items():
        entity = topology.catalog.entities[node]
        lane = lanes.setdefault(topology.owner(node).teams, [])
        lane.append(Node(id_, node, names(node), entity.ghost, node in focus))
    labels = {teams: listed(names.all(teams)) or "no owner" for teams in lanes}
    ordered = sorted(lanes, key=lambda teams: (not teams, teams))
    grey = {crossing.edge for crossing in topology.grey_edges()}
    return Drawing(
        tuple(Lane(f"t{n}", labels[teams], tuple(lanes[teams])) for n, teams in enumerate(ordered, 1)),
        tuple(
            _arrow(topology, edge, ids, edge in grey)
            for edge in topology.edges
            if edge.source in ids and edge.target in ids
        ),
        hidden,
    )


def _chosen(
    topology: Topology, ref: Ref | None, depth: int | None
) -> tuple[frozenset[Ref], tuple[Ref, ...], int]:
    if ref is None:
        return frozenset(), topology.nodes, 0
    own = _own(topology, ref)
    steps = depth if depth is not None or own == (ref,) else 1
    near = _around(topology, own, steps)
    every = near if steps is None else _around(topology, own, None)
    return frozenset(own), near, len(every) - len(near)


def _own(topology: Topology, ref: Ref) -> tuple[Ref, ...]:
    if isinstance(topology.catalog.entities.get(ref), Component):
        return (ref,)
    parts = {*topology.parts_of(ref), *topology.owned_by(ref), ref}
    return in_order(part for part in parts if part in topology.index)


def _around(topology: Topology, own: Iterable[Ref], steps: int | None) -> tuple[Ref, ...]:
    found = set(own)
    for node in own:
        found.update(topology.reach(node, "users", steps))
        found.update(topology.reach(node, "needs", steps))
    return in_order(found)


def _arrow(topology: Topology, edge: Edge, ids: dict[Ref, str], grey: bool) -> Arrow:
    words: list[str] = []
    if edge.group >= 0:
        redundancy = topology.redundancies(edge.source)[edge.group]
        words.append(f"{redundancy.at_least} of {len(redundancy.members)}")
    if edge.strength != "hard":
        words.append(edge.strength)
    if grey:
        words.append("grey")
    solid = edge.strength == "hard" and edge.group < 0
    return Arrow(ids[edge.source], ids[edge.target], " ".join(words), solid)

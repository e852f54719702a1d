"""All that stands around something: how far, how strongly it is tied, and by how many ways."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from topology.graph.adjacency import Link
from topology.graph.counting import Count, strongest, way_counts
from topology.graph.reach import between
from topology.graph.topology import Direction, Topology
from topology.model.reference import Ref

Tie = Literal["hard", "redundant", "soft", "async"]

TIES: tuple[Tie, ...] = ("hard", "redundant", "soft", "async")
"""From strongest to weakest: what is redundant hits hard, but only if the others fail too."""


class Neighbour(Struct, frozen=True, gc=False):
    """Something that is reached: after how many steps, and the weakest link on its strongest way.

    ``ways`` are all ways to it, also longer ones than ``steps``; see
    :func:`topology.graph.counting.way_counts` for what is one way.
    """

    ref: Ref
    steps: int
    tie: Tie
    ways: Count


def steps(
    topology: Topology, starts: Iterable[Ref], direction: Direction, depth: int | None = None
) -> dict[Ref, int]:
    """How many steps away from the nearest of ``starts`` everything is that is reached, the nearest first."""
    found, _ = _steps(topology, _positions(topology, starts), direction, depth)
    return {topology.nodes[node]: far for node, far in found.items()}


def neighbours(
    topology: Topology, starts: Iterable[Ref], direction: Direction, depth: int | None = None
) -> tuple[Neighbour, ...]:
    """What needs any of ``starts``, or what they need, up to ``depth`` steps; the nearest first."""
    begin = _positions(topology, starts)
    found, more = _steps(topology, begin, direction, depth)
    if not found:
        return ()
    links = topology.adjacency.users if direction == "users" else topology.adjacency.needs
    plain = topology.positions(direction)
    back = topology.positions("needs" if direction == "users" else "users")
    # Ways to what is near may be long, but few of all things lie on one.
    among = between(plain, back, begin, found) if more else None
    ways = way_counts(plain, begin, among)
    ties = strongest(lambda node: [(link[0], _rank(link)) for link in links[node]], begin, among)
    return tuple(
        Neighbour(topology.nodes[node], far, TIES[ties[node]], ways[node]) for node, far in found.items()
    )


def _positions(topology: Topology, refs: Iterable[Ref]) -> list[int]:
    return sorted({topology.index[ref] for ref in refs if ref in topology.index})


def _steps(
    topology: Topology, begin: list[int], direction: Direction, depth: int | None
) -> tuple[dict[int, int], bool]:
    """Steps to everything within the depth, and whether there may be more beyond it."""
    if len(begin) == len(topology.nodes):
        return {}, False
    plain = topology.positions(direction)
    seen = set(begin)
    found: dict[int, int] = {}
    layer, far = begin, 0
    while layer and (depth is None or far < depth):
        far += 1
        layer = sorted({other for node in layer for other in plain[node]} - seen)
        seen.update(layer)
        found |= dict.fromkeys(layer, far)
    return found, bool(layer)


def _rank(link: Link) -> int:
    _, strength, _, redundancy = link
    return 1 if redundancy >= 0 else (0, 2, 3)[strength]

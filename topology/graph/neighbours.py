"""All that stands around something: how far, how strongly it is tied, and by how many ways."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from topology.graph.adjacency import Link
from topology.graph.counting import Count, strongest, way_counts
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


def neighbours(
    topology: Topology, starts: Iterable[Ref], direction: Direction, depth: int | None = None
) -> tuple[Neighbour, ...]:
    """What needs any of ``starts``, or what they need, up to ``depth`` steps; the nearest first."""
    begin = sorted({topology.index[ref] for ref in starts if ref in topology.index})
    links = topology.adjacency.users if direction == "users" else topology.adjacency.needs
    plain = topology.positions(direction)
    ways = way_counts(plain, begin)
    ties = strongest(lambda node: [(link[0], _rank(link)) for link in links[node]], begin)
    found: dict[int, int] = {}
    layer, steps = begin, 0
    while layer and (depth is None or steps < depth):
        steps += 1
        layer = sorted({other for node in layer for other in plain[node]} - found.keys() - set(begin))
        found |= dict.fromkeys(layer, steps)
    return tuple(
        Neighbour(topology.nodes[node], far, TIES[ties[node]], ways[node]) for node, far in found.items()
    )


def _rank(link: Link) -> int:
    _, strength, _, redundancy = link
    return 1 if redundancy >= 0 else (0, 2, 3)[strength]

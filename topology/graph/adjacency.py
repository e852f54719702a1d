"""The graph as integers: for what runs over all of it."""

from msgspec import Struct

from topology.graph.edge import STRENGTHS
from topology.graph.wiring import Wiring

Link = tuple[int, int, int, int]
"""The other node, strength (0 hard, 1 soft, 2 async), buffer in minutes, redundancy index or -1."""


class Adjacency(Struct, frozen=True, gc=False):
    """Nodes are their positions in canonical order.

    ``users[i]`` says who is hit when ``i`` fails, ``needs[i]`` what ``i`` needs, each
    sorted. A link that is part of a redundancy does not spread by itself;
    ``redundancies`` holds (source, members, how many of them must work).
    """

    size: int
    users: list[tuple[Link, ...]]
    needs: list[tuple[Link, ...]]
    redundancies: list[tuple[int, tuple[int, ...], int]]


def adjacency(wiring: Wiring) -> Adjacency:
    """The compact form of a catalog's dependencies."""
    index = wiring.index
    size = len(wiring.nodes)
    ranks: dict[str, int] = {strength: rank for rank, strength in enumerate(STRENGTHS)}
    first: dict[int, int] = {}
    redundancies = []
    for position, redundancy in enumerate(wiring.redundancies):
        source = index[redundancy.source]
        first.setdefault(source, position)
        redundancies.append((source, tuple(index[each] for each in redundancy.members), redundancy.at_least))
    users: list[list[Link]] = [[] for _ in range(size)]
    needs: list[list[Link]] = [[] for _ in range(size)]
    for edge in wiring.edges:
        source, target, rank = index[edge.source], index[edge.target], ranks[edge.strength]
        redundant = -1 if edge.group < 0 else first[source] + edge.group
        needs[source].append((target, rank, edge.buffer_minutes, redundant))
        users[target].append((source, rank, edge.buffer_minutes, redundant))
    # Edges come sorted by source, then target: so do both lists.
    return Adjacency(size, [tuple(each) for each in users], [tuple(each) for each in needs], redundancies)

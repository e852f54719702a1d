"""The graph as integers: for what runs over all of it."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from msgspec import Struct

from topology.graph.edge import STRENGTHS, Edge
from topology.graph.wiring import Wiring
from topology.model.reference import Ref

Link = tuple[int, int, int, int]
"""The other node, strength (0 hard, 1 soft, 2 async), buffer in minutes, redundancy index or -1."""

HARD, SOFT = 0, 1

T = TypeVar("T")


class Lazily(dict[int, T]):
    """What belongs to each node, made when it is first asked for: most questions are about few nodes."""

    def __init__(self, make: Callable[[int], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, node: int) -> T:
        made = self[node] = self._make(node)
        return made


Effect = tuple[tuple[int, ...], tuple[int, ...], tuple[tuple[int, int], ...]]
"""Whom a node hits: the users who need it hard, those who need it soft (or async with no buffer), and
those who need it async after a buffer (minutes, user). Users of a redundancy are not among them."""


class Adjacency(Struct, frozen=True, gc=False):
    """Nodes are their positions in canonical order, from 0 to ``size``.

    ``users[i]`` says who is hit when ``i`` fails, ``needs[i]`` what ``i`` needs, each
    sorted. A link that is part of a redundancy does not spread by itself;
    ``redundancies`` holds (source, members, how many of them must work), ``shared`` all
    members. ``effects`` are the ``users`` by what becomes of them, ``stands_on`` those of the
    ``needs`` that are hard.
    """

    size: int
    users: Mapping[int, tuple[Link, ...]]
    needs: Mapping[int, tuple[Link, ...]]
    redundancies: list[tuple[int, tuple[int, ...], int]]
    shared: frozenset[int]
    effects: Mapping[int, Effect]
    stands_on: Mapping[int, tuple[int, ...]]

    def fill(self) -> None:
        """Make now what belongs to each node: there is time, and the next question may have none."""
        for node in range(self.size):
            _ = self.effects[node], self.stands_on[node]


def adjacency(wiring: Wiring, users: Mapping[Ref, tuple[Edge, ...]]) -> Adjacency:
    """The compact form of a catalog's dependencies; ``users`` are the edges by what is needed."""
    nodes, index = wiring.nodes, wiring.index
    ranks: dict[str, int] = {strength: rank for rank, strength in enumerate(STRENGTHS)}
    first: dict[Ref, int] = {}
    redundancies = []
    for position, redundancy in enumerate(wiring.redundancies):
        first.setdefault(redundancy.source, position)
        members = tuple(index[each] for each in redundancy.members)
        redundancies.append((index[redundancy.source], members, redundancy.at_least))

    def links(edges: Iterable[Edge], to_user: bool) -> tuple[Link, ...]:
        return tuple(
            [
                (
                    index[edge.source if to_user else edge.target],
                    ranks[edge.strength],
                    edge.buffer_minutes,
                    -1 if edge.group < 0 else first[edge.source] + edge.group,
                )
                for edge in edges
            ]
        )

    # Edges come sorted by source, then target: so do both lists.
    hit = Lazily(lambda node: links(users.get(nodes[node], ()), True))
    needs = Lazily(lambda node: links(wiring.needs.get(nodes[node], ()), False))
    return Adjacency(
        len(nodes),
        hit,
        needs,
        redundancies,
        frozenset(member for _, members, _ in redundancies for member in members),
        Lazily(lambda node: _effect(hit[node])),
        Lazily(lambda node: tuple([need for need, strength, _, _ in needs[node] if strength == HARD])),
    )


def _effect(users: Iterable[Link]) -> Effect:
    hard: list[int] = []
    soft: list[int] = []
    buffered: list[tuple[int, int]] = []
    for user, strength, buffer, redundancy in users:
        if redundancy >= 0:
            continue
        if strength == HARD:
            hard.append(user)
        elif strength == SOFT or not buffer:
            soft.append(user)
        else:
            buffered.append((buffer, user))
    return tuple(hard), tuple(soft), tuple(buffered)

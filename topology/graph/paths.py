"""Ways from one node to another: the why of a dependency."""

from collections.abc import Callable, Iterator

from topology.graph.edge import Edge
from topology.graph.reach import Around, distances

EXPANSIONS = 200_000
"""Steps that one search for ways may take in all: about a fifth of a second."""


def shortest(forward: Around, backward: Around, a: int, b: int) -> list[int]:
    """The nodes of a shortest way; of several the first in canonical order. Empty: there is none."""
    left = distances(backward, b)
    left[b] = 0
    if a not in left:
        return []
    way = [a]
    while way[-1] != b:
        steps = left[way[-1]] - 1
        way.append(min(other for other in forward[way[-1]] if left.get(other) == steps))
    return way


class Ways:
    """All simple ways from ``a`` to another node ``b``, shortest first, made as they are asked for.

    Once it is used up, ``cut`` says whether there may be more than were given:
    ``limit`` ways, ``max_length`` steps or :data:`EXPANSIONS` were reached.

    It searches in depth under a bound on the length that is raised to the next one
    possible (iterative deepening, Korf 1985) and enters nothing that does not lead
    to ``b``. Memory grows with the length of one way, not with their number.
    """

    __slots__ = ("_a", "_b", "_forward", "_left", "_limit", "_longer", "_max_length", "_steps", "cut")

    def __init__(
        self, forward: Around, backward: Around, a: int, b: int, limit: int, max_length: int | None
    ) -> None:
        self.cut = False
        self._forward, self._a, self._b = forward, a, b
        self._limit = limit
        self._max_length = max_length
        self._left = distances(backward, b)
        self._left[b] = 0
        self._longer: int | None = None
        self._steps = 0

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        given = 0
        bound = self._left.get(self._a) or None
        # A bound is the least that a way could have, not a promise: there may be none of that
        # length, and there is none that visits more nodes than can reach the end.
        while bound is not None and bound < len(self._left):
            if self._max_length is not None and bound > self._max_length:
                self.cut = True
                return
            self._longer = None
            for way in self._of_length(bound):
                if given == self._limit:
                    self.cut = True
                    return
                given += 1
                yield way
            bound = None if self.cut else self._longer

    def _of_length(self, bound: int) -> Iterator[tuple[int, ...]]:
        way = [self._a]
        on_way = {self._a}
        walk = [iter(self._forward[self._a])]
        while walk:
            for other in walk[-1]:
                self._steps += 1
                if self._steps > EXPANSIONS:
                    self.cut = True
                    return
                left = self._left.get(other)
                if left is None or other in on_way:
                    continue
                length = len(way) + left
                if length > bound:
                    if self._longer is None or length < self._longer:
                        self._longer = length
                elif other != self._b:
                    way.append(other)
                    on_way.add(other)
                    walk.append(iter(self._forward[other]))
                    break
                elif length == bound:
                    yield (*way, other)
            else:
                walk.pop()
                on_way.remove(way.pop())


class Paths:
    """Ways as tuples of edges, made while they are read; ``cut`` then says whether there may be more."""

    __slots__ = ("_edges_along", "_ways")

    def __init__(self, ways: Ways | None, edges_along: Callable[[tuple[int, ...]], tuple[Edge, ...]]) -> None:
        self._ways = ways
        self._edges_along = edges_along

    def __iter__(self) -> Iterator[tuple[Edge, ...]]:
        for way in self._ways or ():
            yield self._edges_along(way)

    @property
    def cut(self) -> bool:
        """Not all ways were given: there were too many, too long ones, or the search took too long."""
        return self._ways is not None and self._ways.cut

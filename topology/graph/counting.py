"""How many ways lead from where one stands to everything else, and how strong the strongest of them is."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence

from msgspec import Struct

from topology.graph.cycles import strong_components
from topology.graph.reach import Around

Links = Callable[[int], Iterable[tuple[int, int]]]

STEPS = 50_000
"""Steps that counting may take inside circles, all of them together: about 20 ms."""


class Count(Struct, frozen=True, gc=False):
    """``ways`` that visit nothing twice; with ``more`` there are at least so many: circles hold others."""

    ways: int
    more: bool = False


def way_counts(
    neighbours: Around, starts: Iterable[int], among: Container[int] | None = None
) -> dict[int, Count]:
    """For everything that is reached from ``starts`` the number of simple ways to it.

    ``among`` is all that ways may pass, and end at; see :func:`topology.graph.reach.between`.

    A way begins at a start, passes no other one, and visits nothing twice; what is joined by
    several links is one step. Outside of circles ways add up along the links in one pass. A
    way never comes back into a circle that it has left, so that inside of one they are walked
    (:data:`STEPS`) from each place where it is entered.
    """
    begin = dict.fromkeys(starts)
    order = _reached(neighbours, begin, among)
    place = {node: at for at, node in enumerate(order)}
    inner = [[place[other] for other in neighbours[node] if other in place] for node in order]
    entries = [0] * len(order)
    for start in begin:
        for other in neighbours[start]:
            if other in place:
                entries[place[other]] += 1
    counts = [0] * len(order)
    unsure = [False] * len(order)
    left = STEPS
    for circle in reversed(list(strong_components(inner))):
        if len(circle) == 1:
            counts[circle[0]] = entries[circle[0]]
        else:
            left = _walk(circle, inner, entries, counts, unsure, left)
        members = set(circle)
        for node in circle:
            for other in inner[node]:
                if other not in members:
                    entries[other] += counts[node]
                    unsure[other] = unsure[other] or unsure[node]
    return {node: Count(counts[at], unsure[at]) for at, node in enumerate(order)}


def _reached(neighbours: Around, begin: dict[int, None], among: Container[int] | None) -> list[int]:
    found: dict[int, None] = {}
    todo = list(begin)
    for node in todo:
        for other in neighbours[node]:
            if other not in found and other not in begin and (among is None or other in among):
                found[other] = None
                todo.append(other)
    return list(found)


def _walk(
    circle: Sequence[int],
    inner: Sequence[Sequence[int]],
    entries: Sequence[int],
    counts: list[int],
    unsure: list[bool],
    left: int,
) -> int:
    """Count the ways inside of a circle from all its entries; gives the steps that are left."""
    members = set(circle)
    sure = True
    for entry in sorted(circle):
        times = entries[entry]
        if not times:
            continue
        sure = sure and not unsure[entry]
        counts[entry] += times
        on_way = {entry}
        way = [entry]
        walk = [iter(inner[entry])]
        while walk and left:
            for other in walk[-1]:
                if other not in members or other in on_way:
                    continue
                left -= 1
                counts[other] += times
                on_way.add(other)
                way.append(other)
                walk.append(iter(inner[other]))
                break
            else:
                walk.pop()
                on_way.discard(way.pop())
        sure = sure and not walk
    for node in circle:
        # A way there is to every member, whether it was walked or not.
        counts[node] = max(counts[node], 1)
        unsure[node] = not sure
    return left


def strongest(links: Links, starts: Iterable[int], among: Container[int] | None = None) -> dict[int, int]:
    """For everything that is reached the rank of its strongest way: that of the weakest link on it.

    ``links`` gives (other node, rank) of a node, the least rank the strongest; ``among`` as in
    :func:`way_counts`.
    """
    begin = dict.fromkeys(starts)
    waiting: dict[int, list[int]] = {}
    found: dict[int, int] = {}

    def look(node: int, rank: int) -> None:
        for other, own in links(node):
            if other not in begin and other not in found and (among is None or other in among):
                waiting.setdefault(max(rank, own), []).append(other)

    for start in begin:
        look(start, 0)
    while waiting:
        rank = min(waiting)
        for node in waiting.pop(rank):
            if node not in found:
                found[node] = rank
                look(node, rank)
    return found

"""An order in which things that have much to do with each other stand together.

For a matrix in which clusters show. What nearly everybody is tied to would tear every
cluster apart, so it is taken out first and stands at the end, as the buses of a design
structure matrix do (Steward 1981, Browning 2001). The rest is joined greedily by
modularity (Clauset, Newman and Moore, 2004), in whole numbers and with ties broken by
position, so that the same ties always give the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

from msgspec import Struct

Ties = Mapping[tuple[int, int], int]
"""How strongly two positions are tied, the lower one first. All numbers are positive."""

Near = Mapping[int, Mapping[int, int]]
"""How strongly each of some positions is tied to the others of them."""

HUB_SHARE = (1, 3)
"""Tied to more than this part of all others, a thing is a hub (a numerator and a denominator)."""

HUB_LEAST = 4
"""Fewer ties than this make no hub, however few others there are."""

ROUNDS = 8
"""How often a cluster is gone through for a better order: it settles in three or four."""


class Order(Struct, frozen=True, gc=False):
    """Positions in an order: clusters one after the other, then the hubs, most ties last."""

    clusters: tuple[tuple[int, ...], ...]
    hubs: tuple[int, ...]

    @property
    def positions(self) -> tuple[int, ...]:
        """All of them, in order."""
        return (*(each for cluster in self.clusters for each in cluster), *self.hubs)


def seriate(size: int, ties: Ties) -> Order:
    """An order for ``size`` things. Positions should be in canonical order: they decide between equals."""
    near = _neighbours(size, ties)
    hubs = _hubs(near)
    around = [
        {} if one in hubs else {k: v for k, v in near[one].items() if k not in hubs} for one in range(size)
    ]
    clusters = _clusters([one for one in range(size) if one not in hubs], around)
    inside = [_arranged(cluster, around) for cluster in clusters]
    chained = _chained(inside, near)
    return Order(
        tuple(tuple(cluster) for cluster in chained),
        tuple(sorted(hubs, key=lambda one: (len(near[one]), sum(near[one].values()), one))),
    )


def _neighbours(size: int, ties: Ties) -> list[dict[int, int]]:
    near: list[dict[int, int]] = [{} for _ in range(size)]
    for (one, other), weight in sorted(ties.items()):
        near[one][other] = near[other][one] = weight
    return near


def _hubs(near: Sequence[Mapping[int, int]]) -> frozenset[int]:
    tied = sum(1 for each in near if each)
    part, whole = HUB_SHARE
    return frozenset(
        one
        for one, each in enumerate(near)
        if len(each) >= HUB_LEAST and len(each) * whole > (tied - 1) * part
    )


def _clusters(members: Sequence[int], near: Sequence[Mapping[int, int]]) -> list[list[int]]:
    """Join what gains most modularity, until nothing gains any more."""
    held: dict[int, list[int]] = {one: [one] for one in members}
    links = {one: dict(near[one]) for one in members}
    degree = {one: sum(near[one].values()) for one in members}
    total = sum(degree.values())
    heap = [
        (degree[one] * degree[other] - weight * total, one, other)
        for one in members
        for other, weight in links[one].items()
        if one < other
    ]
    heapify(heap)
    while heap:
        loss, one, other = heappop(heap)
        if loss >= 0:
            break
        if one not in held or other not in held:
            continue
        if loss != degree[one] * degree[other] - links[one].get(other, 0) * total:
            continue
        held[one] += held.pop(other)
        degree[one] += degree.pop(other)
        for third, weight in links.pop(other).items():
            del links[third][other]
            if third != one:
                links[one][third] = links[third][one] = links[one].get(third, 0) + weight
        for third, weight in links[one].items():
            loss = degree[one] * degree[third] - weight * total
            heappush(heap, (loss, min(one, third), max(one, third)))
    return [sorted(cluster) for cluster in held.values()]


def _arranged(cluster: Sequence[int], around: Sequence[Mapping[int, int]]) -> list[int]:
    """The cluster with tied things next to each other.

    Each is put where it is drawn to, while that helps; then neighbours change places, while that does.
    """
    members = frozenset(cluster)
    near = {one: {k: v for k, v in around[one].items() if k in members} for one in cluster}
    order = list(cluster)
    for _ in range(ROUNDS):
        place = {one: position for position, one in enumerate(order)}
        drawn = sorted(order, key=lambda one: (_centre(one, place, near[one]), place[one]))
        if _length(drawn, near) >= _length(order, near):
            break
        order = drawn
    place = {one: position for position, one in enumerate(order)}
    for _ in range(ROUNDS):
        before = list(order)
        for left in range(len(order) - 1):
            one, other = order[left], order[left + 1]
            if _pull(one, other, left, place, near) + _pull(other, one, left, place, near, -1) > 0:
                order[left : left + 2] = other, one
                place[one], place[other] = left + 1, left
        if order == before:
            break
    return order


def _pull(
    one: int,
    other: int,
    left: int,
    place: Mapping[int, int],
    near: Near,
    towards: int = 1,
) -> int:
    """How much more ``one`` is tied to what lies ahead (``towards``: 1 right, -1 left) than behind."""
    return towards * sum(
        weight if place[third] > left else -weight for third, weight in near[one].items() if third != other
    )


def _centre(one: int, place: Mapping[int, int], near: Mapping[int, int]) -> float:
    total = sum(near.values())
    return sum(place[other] * weight for other, weight in near.items()) / total if total else place[one]


def _length(order: Sequence[int], near: Near) -> int:
    place = {one: position for position, one in enumerate(order)}
    return sum(
        weight * abs(place[one] - place[other]) for one in order for other, weight in near[one].items()
    )


def _chained(clusters: list[list[int]], near: Sequence[Mapping[int, int]]) -> list[list[int]]:
    """Clusters from the largest on, each followed by the one most tied to it; things without ties last."""
    left = sorted(clusters, key=lambda each: (-len(each), each))
    number = {one: cluster for cluster, each in enumerate(left) for one in each}
    between: list[dict[int, int]] = [{} for _ in left]
    for one, cluster in number.items():
        for other, weight in near[one].items():
            across = number.get(other, cluster)
            if across != cluster:
                between[cluster][across] = between[cluster].get(across, 0) + weight
    order: list[int] = []
    open_ = dict.fromkeys(range(len(left)))
    while open_:
        last = between[order[-1]] if order else {}
        following = min(open_, key=lambda each: (-last.get(each, 0), each))
        order.append(following)
        del open_[following]
    return _turned([left[each] for each in order], near)


def _turned(clusters: list[list[int]], near: Sequence[Mapping[int, int]]) -> list[list[int]]:
    """Each cluster with the end to the front that is tied to what stands before it (the first: behind)."""
    turned: list[list[int]] = []
    for cluster in clusters:
        if turned:
            backwards = _weight(cluster, turned[-1], near) > 0
        else:
            following = clusters[1] if len(clusters) > 1 else []
            backwards = _weight(cluster, following, near) < 0
        turned.append(cluster[::-1] if backwards else cluster)
    return turned


def _weight(cluster: Sequence[int], other: Iterable[int], near: Sequence[Mapping[int, int]]) -> int:
    """Below zero: rather the front of a cluster is tied to the other one; above: rather its end."""
    return sum(
        (2 * position - len(cluster) + 1) * near[one].get(each, 0)
        for position, one in enumerate(cluster)
        for each in other
    )

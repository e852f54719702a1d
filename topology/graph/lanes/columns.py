"""Which column each chip stands in: right of what needs it, but for a few in circles."""

from __future__ import annotations

import math
from collections.abc import Sequence

from topology.graph.cycles import strong_components

Pairs = Sequence[tuple[int, int]]
"""Who needs whom, by position."""


def columns(size: int, pairs: Pairs, distance: Sequence[int] = (), focus: int = -1) -> list[int]:
    """The column of every node, from 0.

    Every pair leads to the right, but for those that close a circle. ``distance`` (below
    zero: needs the focus) decides where the circle through the focus is cut.
    """
    needs: list[list[int]] = [[] for _ in range(size)]
    users: list[list[int]] = [[] for _ in range(size)]
    for source, target in pairs:
        needs[source].append(target)
        users[target].append(source)
    for source, target in _closing(needs, distance, focus):
        needs[source].remove(target)
        users[target].remove(source)
    order = _topological(needs, users)
    column = [0] * size
    for node in order:
        if users[node]:
            column[node] = max(column[user] for user in users[node]) + 1
    _tighten(column, order, needs, users)
    first = min(column, default=0)
    return [each - first for each in column]


def _closing(needs: list[list[int]], distance: Sequence[int], focus: int) -> list[tuple[int, int]]:
    """The pairs to leave out so that no circle is left."""
    found = []
    for component in strong_components(needs):
        if len(component) == 1:
            continue
        members = set(component)
        within = {node: [other for other in needs[node] if other in members] for node in sorted(members)}
        rank = {node: place for place, node in enumerate(_unrolled(within))}
        if focus in members and distance:
            order = sorted(rank, key=lambda node: (distance[node], rank[node]))
            rank = {node: place for place, node in enumerate(order)}
        found += [(node, other) for node in within for other in within[node] if rank[other] < rank[node]]
    return found


def _unrolled(within: dict[int, list[int]]) -> list[int]:
    """The members of a circle in an order with few pairs backward.

    The heuristic of Eades, Lin and Smyth (1993): sinks go last, sources first, and
    else first what is needed by fewest and needs most.
    """
    out = {node: len(others) for node, others in within.items()}
    users: dict[int, list[int]] = {node: [] for node in within}
    for node, others in within.items():
        for other in others:
            users[other].append(node)
    into = {node: len(others) for node, others in users.items()}
    first: list[int] = []
    last: list[int] = []
    left = dict.fromkeys(within)
    while left:
        sink = next((node for node in left if not out[node]), None)
        if sink is not None:
            last.append(sink)
            node = sink
        else:
            # A source has the best balance of all that are left, or one as good as any.
            node = max(left, key=lambda node: (not into[node], out[node] - into[node], -node))
            first.append(node)
        del left[node]
        for other in within[node]:
            into[other] -= 1
        for other in users[node]:
            out[other] -= 1
    return first + last[::-1]


def _topological(needs: list[list[int]], users: list[list[int]]) -> list[int]:
    waiting = [len(each) for each in users]
    order = [node for node, count in enumerate(waiting) if not count]
    for node in order:
        for other in needs[node]:
            waiting[other] -= 1
            if not waiting[other]:
                order.append(other)
    return order


def _tighten(column: list[int], order: list[int], needs: list[list[int]], users: list[list[int]]) -> None:
    """Move nodes between their neighbours while that makes lines shorter."""
    for _ in range(8):
        moved = False
        for node in reversed(order):
            if len(needs[node]) > len(users[node]):
                to = min(column[other] for other in needs[node]) - 1
                moved = moved or to != column[node]
                column[node] = to
        for node in order:
            if len(users[node]) > len(needs[node]):
                to = max(column[other] for other in users[node]) + 1
                moved = moved or to != column[node]
                column[node] = to
        if not moved:
            return


def spread(column: list[int], lanes: Sequence[int], pairs: Pairs) -> None:
    """Give what has no lines a column, so that its lane is filled evenly and gets no wider."""
    tied = {node for pair in pairs for node in pair}
    loose: dict[int, list[int]] = {}
    taken: dict[int, dict[int, int]] = {}
    for node, lane in enumerate(lanes):
        if node in tied:
            counts = taken.setdefault(lane, {})
            counts[column[node]] = counts.get(column[node], 0) + 1
        else:
            loose.setdefault(lane, []).append(node)
    for lane, nodes in loose.items():
        counts = taken.get(lane, {})
        first, last = (min(counts), max(counts)) if counts else (0, math.isqrt(len(nodes) - 1))
        for node in nodes:
            column[node] = min(range(first, last + 1), key=lambda c: (counts.get(c, 0), c))
            counts[column[node]] = counts.get(column[node], 0) + 1

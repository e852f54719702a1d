"""How critical what goes down with a node is: the same for all failures, worked out once for many."""

from __future__ import annotations

from collections.abc import Sequence

from topology.graph.adjacency import Adjacency


def best_hit(adjacency: Adjacency, tiers: Sequence[int]) -> list[int]:
    """The best tier of each node and of whatever needs it hard, over any number of needs.

    What is redundant is not hit by one node alone.
    """
    best = list(tiers)
    stands_on: list[list[int]] = [[] for _ in best]
    for node in range(len(best)):
        for user in adjacency.effects[node][0]:
            stands_on[user].append(node)
    reached: set[int] = set()
    for start in sorted(range(len(best)), key=tiers.__getitem__):
        open_ = [start] if start not in reached else []  # else something of a tier as good stands on it
        while open_:
            for node in stands_on[open_.pop()]:
                if node not in reached:
                    reached.add(node)
                    open_.append(node)
                    best[node] = min(best[node], tiers[start])
    return best

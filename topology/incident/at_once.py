"""What a failure does at once, where no redundancy is touched: who is down, then who is degraded.

Down makes down along hard dependencies, and degraded along soft ones; degraded makes degraded
along hard ones. So who is down is known without looking at anybody who is degraded, and every edge that
leads to what it makes explains it. Most failures need nothing else; :mod:`.spread` has all the rules.
"""

from __future__ import annotations

from msgspec import Struct

from topology.graph.adjacency import Adjacency
from topology.incident.breakage import DEGRADED, DOWN, Root


class AtOnce(Struct, frozen=True, gc=False):
    """States at minute 0, and who is down; ``steps`` as :class:`~.spread.Spread` has them for one root.

    ``waiting`` are those hit later, each with its minute.
    """

    state: dict[int, int]
    down: set[int]
    steps: dict[int, int]
    waiting: list[tuple[int, int]]


def at_once(adjacency: Adjacency, roots: tuple[Root, ...]) -> AtOnce | None:
    """What roots do at minute 0; ``None`` where a redundancy or a single consumer's fault has a say."""
    if any(root.consumer is not None for root in roots):
        return None
    effects = adjacency.effects
    down = {root.node: DOWN for root in roots if root.impact == DOWN}
    open_ = list(down)
    for node in open_:
        for user in effects[node][0]:
            if user not in down:
                down[user] = DOWN
                open_.append(user)
    steps = {root.node: 0 for root in roots}
    buffered: list[tuple[int, int]] = []
    open_ = list(steps)
    for node in open_:
        hard, soft, after = effects[node]
        step = steps[node] + 1
        if node in down:
            for user in hard:
                if user not in steps:
                    steps[user] = step
                    open_.append(user)
            buffered += after
        for user in soft if node in down else hard:
            if user not in steps and user not in down:
                steps[user] = step
                open_.append(user)
    if not adjacency.shared.isdisjoint(steps):
        return None
    state = dict.fromkeys(steps, DEGRADED)
    state.update(down)
    return AtOnce(state, set(down), steps, [each for each in buffered if each[1] not in state])

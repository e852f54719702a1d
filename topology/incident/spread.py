"""How a failure spreads: the least fixpoint of states, and which edge raised what.

States are numbers: 0 ok, 1 at risk, 2 degraded, 3 down. Hard: down makes down,
degraded makes degraded. Soft: down makes degraded. Async: as soft, after its
buffer. A redundancy loses the members that are down; too few left up make its
source down, too few left healthy degraded, any lost at risk. At risk goes no
further. States only get worse, so cycles are safe and the order does not matter.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from topology.graph.adjacency import HARD, SOFT, Adjacency
from topology.incident.at_once import at_once
from topology.incident.breakage import DEGRADED, DOWN, Root

AT_RISK = 1


class Spread:
    """Who is hit, since when, because of which root, how far out.

    ``state`` is the final one, ``since[node]`` the minutes at which it reached at
    risk, degraded and down (``None`` where it passed over one). ``causes`` gives for
    every node the bits of the roots that explain its state (a root's own included, but
    for one that only a consumer feels while something else hits its component),
    ``steps`` its distance from the faults along explaining edges, ``causal`` the
    nodes whose state explains its own, nearest first. ``down`` are those that are down.
    """

    __slots__ = (
        "_adjacency",
        "_causal",
        "_edge_faults",
        "_roots",
        "_since",
        "alone",
        "causes",
        "down",
        "state",
        "steps",
    )

    def __init__(self, adjacency: Adjacency, roots: tuple[Root, ...]) -> None:
        self._adjacency = adjacency
        self._roots = roots
        self._edge_faults = {
            (root.consumer, root.node): root.impact for root in roots if root.consumer is not None
        }
        self.state: dict[int, int] = {}
        self.causes: dict[int, int] = {}
        self.steps: dict[int, int] = {}
        self.down: set[int] = set()
        self._since: dict[int, list[int | None]] | None = None
        self._causal: dict[int, list[int]] | None = None
        self.alone = False
        found = at_once(adjacency, roots)
        if found is None:
            self._run()
            self._explain()
            return
        self.state = found.state
        if len(roots) == 1 and not found.waiting:
            self.steps = found.steps
            self.causes = dict.fromkeys(found.steps, 1)
            self.down = found.down
            self.alone = True
            return
        self._wait(found.waiting)
        self._explain()

    @property
    def since(self) -> dict[int, list[int | None]]:
        """The minutes at which each node reached at risk, degraded and down."""
        if self._since is None:
            self._since = {
                node: [None, None, 0] if level == DOWN else [None, 0, None]
                for node, level in self.state.items()
            }
        return self._since

    @property
    def causal(self) -> dict[int, list[int]]:
        """The nodes whose state explains that of each other one, nearest first."""
        if self._causal is None:
            self._causal = {}
            self._explaining_edges(self._causal)
            self._nearest_first(self._causal)
        return self._causal

    @property
    def one_sided(self) -> bool:
        """Whether some fault is felt by one consumer only."""
        return bool(self._edge_faults)

    def causes_of_down(self, node: int) -> Sequence[int]:
        """The nodes whose state explains that this one is down, in no order."""
        if self._causal is not None:
            return [cause for cause in self._causal.get(node, ()) if cause in self.down]
        # All at once, and no redundancy: only what is needed hard and is down makes down.
        return [cause for cause in self._adjacency.stands_on[node] if cause in self.down]

    # The fixpoint

    def _run(self) -> None:
        later: list[tuple[int, int]] = []
        open_: deque[int] = deque()
        for root in self._roots:
            if root.consumer is None:
                self._raise(root.node, root.impact, 0, open_)
            else:
                self._raise_edge(root.consumer, root.node, root.impact, open_, later)
        self._settle(0, open_, later)
        self._wait(later)

    def _wait(self, later: list[tuple[int, int]]) -> None:
        """Let time pass: who is hit after a buffer, and whom that hits at once."""
        heapify(later)
        open_: deque[int] = deque()
        while later:
            minute, node = heappop(later)
            self._raise(node, DEGRADED, minute, open_)
            self._settle(minute, open_, later)

    def _raise(self, node: int, level: int, minute: int, open_: deque[int]) -> None:
        state = self.state.get(node, 0)
        if level <= state:
            return
        if state == 0:
            self.since[node] = [None, None, None]
        self.since[node][level - 1] = minute
        self.state[node] = level
        open_.append(node)

    def _settle(self, minute: int, open_: deque[int], later: list[tuple[int, int]]) -> None:
        users = self._adjacency.users
        state = self.state
        while open_:
            node = open_.popleft()
            level = state[node]
            if level < DEGRADED:
                continue
            for user, strength, buffer, redundancy in users[node]:
                reached = state.get(user, 0)
                if redundancy >= 0:
                    self._raise(user, self._redundancy_level(redundancy), minute, open_)
                elif strength == HARD:
                    if reached < level:
                        self._raise(user, level, minute, open_)
                elif level == DOWN and reached < DEGRADED:
                    if strength == SOFT or not buffer:
                        self._raise(user, DEGRADED, minute, open_)
                    else:
                        heappush(later, (minute + buffer, user))

    def _raise_edge(
        self, user: int, node: int, impact: int, open_: deque[int], later: list[tuple[int, int]]
    ) -> None:
        """A fault that only this user feels: the edge acts as if its target were hit."""
        for other, strength, buffer, redundancy in self._adjacency.needs[user]:
            if other != node:
                continue
            if redundancy >= 0:
                self._raise(user, self._redundancy_level(redundancy), 0, open_)
            elif strength == HARD:
                self._raise(user, impact, 0, open_)
            elif impact == DOWN:
                if strength == SOFT or not buffer:
                    self._raise(user, DEGRADED, 0, open_)
                else:
                    heappush(later, (buffer, user))

    def _redundancy_level(self, redundancy: int) -> int:
        source, members, at_least = self._adjacency.redundancies[redundancy]
        up = healthy = 0
        for member in members:
            level = self._felt(source, member)
            up += level < DOWN
            healthy += level < DEGRADED
        if up < at_least:
            return DOWN
        if healthy < at_least:
            return DEGRADED
        return AT_RISK if up < len(members) else 0

    def _felt(self, user: int, node: int) -> int:
        """The state of ``node`` as ``user`` sees it."""
        level = self.state.get(node, 0)
        return max(level, self._edge_faults.get((user, node), 0)) if self._edge_faults else level

    # The explanation

    def _explain(self) -> None:
        """Find the edges that explain final states, and what they say about the roots."""
        own: dict[int, int] = {}
        felt: list[int] = []
        causal: dict[int, list[int]] = {}
        self._explaining_edges(causal)
        explained: dict[int, list[int]] = {}
        for user, nodes in causal.items():
            for node in nodes:
                explained.setdefault(node, []).append(user)
        for bit, root in enumerate(self._roots):
            if root.consumer is None or root.node not in self.state:
                own[root.node] = own.get(root.node, 0) | 1 << bit
            if root.consumer is not None and self._edge_explains(root):
                felt.append(root.consumer)
                nodes = causal.setdefault(root.consumer, [])
                if root.node not in nodes:
                    nodes.append(root.node)
        self._walk_outward(list(own), felt, explained)
        self._nearest_first(causal)
        self._causal = causal
        if len(self._roots) == 1:
            self.causes = dict.fromkeys(self.steps, 1)
        else:
            self._pass_on(own, explained)
        self.down = {node for node in self.steps if self.state.get(node, 0) == DOWN}

    def _edge_explains(self, root: Root) -> bool:
        assert root.consumer is not None
        return self._explains(root.node, root.consumer, root.impact, 0)

    def _explains(self, node: int, user: int, level: int, minute: int) -> bool:
        """Whether ``node`` at ``level`` since ``minute`` explains the state of ``user``."""
        reached = self.state.get(user, 0)
        if not reached:
            return False
        at = self.since[user][reached - 1]
        assert at is not None
        for other, strength, buffer, redundancy in self._adjacency.needs[user]:
            if other != node:
                continue
            if redundancy >= 0:
                lost = level == DOWN or (level == DEGRADED and reached == DEGRADED)
                if lost and minute <= at and self._redundancy_level(redundancy) == reached:
                    return True
            elif strength == HARD:
                if level == reached and minute <= at:
                    return True
            elif level == DOWN and reached == DEGRADED:
                delay = buffer if strength > SOFT else 0
                if minute + delay <= at:
                    return True
        return False

    def _explaining_edges(self, causal: dict[int, list[int]]) -> None:
        users, states, since = self._adjacency.users, self.state, self.since
        for node, level in states.items():
            if level < DEGRADED:
                continue
            minute = since[node][level - 1] or 0
            for user, strength, buffer, redundancy in users[node]:
                reached = states.get(user, 0)
                if not reached:
                    continue
                if redundancy >= 0:
                    explains = self._explains(node, user, level, minute)
                elif strength == HARD:
                    explains = level == reached and minute <= (since[user][level - 1] or 0)
                else:
                    delay = buffer if strength > SOFT else 0
                    explains = (
                        level == DOWN and reached == DEGRADED and minute + delay <= (since[user][1] or 0)
                    )
                if explains:
                    nodes = causal.get(user)
                    if nodes is None:
                        causal[user] = [node]
                    elif nodes[-1] != node and node not in nodes:
                        nodes.append(node)

    def _walk_outward(self, starts: list[int], felt: list[int], explained: dict[int, list[int]]) -> None:
        """``felt``: one step from a fault that is theirs alone."""
        steps = self.steps = {**dict.fromkeys(felt, 1), **dict.fromkeys(starts, 0)}
        open_ = deque(sorted(steps, key=steps.__getitem__))
        while open_:
            node = open_.popleft()
            for user in explained.get(node, ()):
                if user not in steps:
                    steps[user] = steps[node] + 1
                    open_.append(user)

    def _nearest_first(self, causal: dict[int, list[int]]) -> None:
        steps = self.steps
        for nodes in causal.values():
            if len(nodes) > 1:
                nodes.sort(key=lambda node: (steps[node], node))

    def _pass_on(self, own: dict[int, int], explained: dict[int, list[int]]) -> None:
        """Carry root bits along explaining edges; a fault explains no worse state than its impact."""
        passed: dict[int, int] = {}
        for bit, root in enumerate(self._roots):
            start = root.node if root.consumer is None else root.consumer
            if self._edge_explains(root) if root.consumer is not None else root.impact == self.state[start]:
                passed[start] = passed.get(start, 0) | 1 << bit
        open_ = deque(sorted(passed))
        while open_:
            node = open_.popleft()
            bits = passed[node] if node in self.state else 0
            for user in explained.get(node, ()):
                if bits & ~passed.get(user, 0):
                    passed[user] = passed.get(user, 0) | bits
                    open_.append(user)
        self.causes = {node: passed.get(node, 0) | own.get(node, 0) for node in self.steps}

    # Questions

    def at_start(self) -> dict[int, int]:
        """The states at minute 0, of what is not ok then."""
        if self._since is None:
            return self.state
        found: dict[int, int] = {}
        for node, reached in self.since.items():
            for level in (DOWN, DEGRADED, AT_RISK):
                if reached[level - 1] == 0:
                    found[node] = level
                    break
        return found

    def later(self) -> list[tuple[int, int, int]]:
        """(minute, node, state) of every change after minute 0, in that order."""
        if self._since is None:
            return []
        return sorted(
            (minute, node, level)
            for node, reached in self.since.items()
            for level, minute in enumerate(reached, start=1)
            if minute
        )

    def first_reached(self, node: int, level: int) -> int | None:
        """The minute at which ``node`` was first degraded (2) or worse, or down (3)."""
        if self._since is None:
            return 0 if self.state[node] >= level else None
        _, degraded, down = self.since[node]
        return degraded if level == DEGRADED and degraded is not None else down

"""Pairs of lines that cross between neighbouring columns, and moves of single items that make them fewer."""

from __future__ import annotations

from bisect import bisect_right

from topology.graph.lanes.stack import Stack


class Crossings:
    """Counts and avoids crossings in a stack. ``position`` is each item's place in its column."""

    def __init__(self, stack: Stack, before: list[list[int]], behind: list[list[int]]) -> None:
        self.stack = stack
        self.before = before
        self.behind = behind
        self.position = [0] * len(stack.column)

    def number(self) -> None:
        """Learn all positions, after the order has changed."""
        for c in range(len(self.stack.groups)):
            self.number_column(c)

    def number_column(self, c: int) -> None:
        """Learn the positions in one column."""
        position = self.position
        place = 0
        for group in self.stack.groups[c]:
            for item in group:
                position[item] = place
                place += 1

    def count(self) -> int:
        """All crossings."""
        return sum([self.count_behind(c) for c in range(len(self.stack.groups) - 1)])

    def count_behind(self, c: int) -> int:
        """Crossings between a column and the next one."""
        position, behind = self.position, self.behind
        seen: list[int] = []
        found = 0
        for group in self.stack.groups[c]:
            for item in group:
                others = behind[item]
                if len(others) == 1:
                    place = position[others[0]]
                    at = bisect_right(seen, place)
                    found += len(seen) - at
                    seen.insert(at, place)
                elif others:
                    places = sorted([position[other] for other in others])
                    for place in places:
                        found += len(seen) - bisect_right(seen, place)
                    seen += places
                    seen.sort()
        return found

    def _between(self, upper: int, lower: int) -> int:
        """How many more lines at two items of one column cross in this order than in the other."""
        position = self.position
        found = 0
        for near in (self.before, self.behind):
            others = near[lower]
            if others:
                for one in near[upper]:
                    place = position[one]
                    for other in others:
                        if position[other] < place:
                            found += 1
                        elif position[other] > place:
                            found -= 1
        return found

    def exchange(self, ties: bool) -> bool:
        """Exchange neighbours where that is better (``ties``: no worse); says whether any was better."""
        improved = False
        position = self.position
        for groups in self.stack.groups:
            for group in groups:
                for place in range(len(group) - 1):
                    upper, lower = group[place], group[place + 1]
                    more = self._between(upper, lower)
                    if more > 0 or (ties and more == 0):
                        group[place], group[place + 1] = lower, upper
                        position[upper] += 1
                        position[lower] -= 1
                        improved |= more > 0
        return improved

    def sift(self) -> bool:
        """Move every item to the best place that it may have in its column; says whether any moved."""
        improved = False
        for c, groups in enumerate(self.stack.groups):
            if len(groups) == 1 and len(groups[0]) < 2:
                continue
            for item in [item for group in groups[::2] for item in group]:
                improved |= self._sift(c, item, range(len(groups)))
            for i in range(1, len(groups), 2):
                if len(groups[i]) > 1:
                    for item in groups[i][:]:
                        improved |= self._sift(c, item, range(i, i + 1))
        return improved

    def _sift(self, c: int, item: int, allowed: range) -> bool:
        """Try all places in the groups ``allowed``; inside a lane only if that is the only group."""
        groups = self.stack.groups[c]
        here = next(i for i in allowed if item in groups[i])
        place = groups[here].index(item)
        best = 0
        to: tuple[int, int] | None = None
        inside = len(allowed) == 1
        for down in (True, False):
            change = 0
            for i in range(here, allowed.stop) if down else range(here, allowed.start - 1, -1):
                group = groups[i]
                if i == here:
                    passed = group[place + 1 :] if down else group[:place][::-1]
                else:
                    passed = group if down else group[::-1]
                stops = inside or i % 2 == 0
                for step, other in enumerate(passed, 1):
                    change -= self._between(item, other) if down else self._between(other, item)
                    if stops and change < best:
                        best = change
                        first = place + step if i == here else step
                        to = (i, first) if down else (i, place - step if i == here else len(group) - step)
                if not stops and change < best:
                    best = change
                    to = (i + 1, 0) if down else (i - 1, len(groups[i - 1]))
        if to is None:
            return False
        del groups[here][place]
        groups[to[0]].insert(to[1], item)
        self.number_column(c)
        return True

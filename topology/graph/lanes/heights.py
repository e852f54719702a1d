"""How high each item of a stack would like to stand: real numbers, for means and for comparing orders."""

from __future__ import annotations

from topology.graph.lanes.stack import FREE, Stack

FAR = 1e9


class Heights:
    """``y`` of each item, all lanes piled up in their order.

    ``before`` and ``behind`` are the neighbours of each item in the columns next to it,
    ``beside`` those in its own column, which it would like to be near.
    """

    def __init__(
        self, stack: Stack, before: list[list[int]], behind: list[list[int]], beside: list[list[int]]
    ) -> None:
        self.stack = stack
        self.before = before
        self.behind = behind
        self.beside = beside
        self.y = [0.0] * len(stack.column)
        self.tops: list[float] = []
        self.sizes: list[int] = []
        self._begin()

    def _begin(self) -> None:
        """Start with what is connected close together: in the order of a walk from neighbour to neighbour."""
        stack, y = self.stack, self.y
        place = 0
        seen = [False] * len(y)
        for start in range(len(y)):
            waiting = [start]
            while waiting:
                item = waiting.pop()
                if not seen[item]:
                    seen[item] = True
                    y[item] = float(place)
                    place += 1
                    waiting += reversed(self.before[item] + self.behind[item] + self.beside[item])
        for groups in stack.groups:
            for group in groups:
                group.sort(key=y.__getitem__)
        pulls: list[list[float]] = [[] for _ in stack.rank]
        for item, lane in enumerate(stack.lane):
            if lane != FREE:
                pulls[lane].append(y[item])
        self._order_lanes(pulls)

    def order_lanes(self) -> None:
        """Sort the lanes by the means of what their chips are connected with elsewhere."""
        stack, y, lane = self.stack, self.y, self.stack.lane
        pulls: list[list[float]] = [[] for _ in stack.rank]
        for item, own in enumerate(lane):
            if own != FREE:
                pulls[own] += [y[other] for other in self.before[item] if lane[other] != own]
                pulls[own] += [y[other] for other in self.behind[item] if lane[other] != own]
        self._order_lanes(pulls)

    def _order_lanes(self, pulls: list[list[float]]) -> None:
        middle = [
            sum(each) / len(each) if each else (self.tops[lane] + self.sizes[lane] / 2 if self.tops else 0.0)
            for lane, each in enumerate(pulls)
        ]
        self.stack.reorder(sorted(self.stack.ranked(), key=middle.__getitem__))
        self.pile()

    def pile(self) -> None:
        """Where each lane and everything else is, after the order has changed."""
        stack = self.stack
        sizes = [1] * len(stack.rank)
        above = [0] * len(stack.rank)
        for cover, groups in zip(stack.cover, stack.groups, strict=True):
            for i, lane in enumerate(cover):
                sizes[lane] = max(sizes[lane], len(groups[2 * i + 1]))
                above[lane] = max(above[lane], len(groups[2 * i]))
        self.sizes = sizes
        self.tops = [0.0] * len(sizes)
        y = 0.0
        for lane in stack.ranked():
            y += above[lane] + 1
            self.tops[lane] = y
            y += sizes[lane] + 1
        for c in range(len(stack.groups)):
            self.settle(c)

    def settle(self, c: int) -> None:
        """Keep the items of a column in bounds: in lanes one apart at least, the others outside of lanes."""
        stack, y = self.stack, self.y
        cover = stack.cover[c]
        low = -FAR
        for i, group in enumerate(stack.groups[c]):
            if i % 2:
                top, size = self.tops[cover[i // 2]], self.sizes[cover[i // 2]]
                if len(group) == size:
                    limit = top
                    for item in group:
                        y[item] = limit
                        limit += 1
                elif group:
                    limit = top + size - 1
                    for item in reversed(group):
                        if y[item] > limit:
                            y[item] = limit
                        limit = y[item] - 1
                    limit = top
                    for item in group:
                        if y[item] < limit:
                            y[item] = limit
                        limit = y[item] + 1
                low = top + size + 0.5
            elif group:
                high = self.tops[cover[i // 2]] - 0.5 if i // 2 < len(cover) else FAR
                for item in group:
                    if y[item] < low:
                        y[item] = low
                    elif y[item] > high:
                        y[item] = high

    def climb(self) -> float:
        """How far all lines between columns go up and down."""
        y = self.y
        total = 0.0
        for here, others in zip(y, self.behind, strict=True):
            for other in others:
                total += abs(here - y[other])
        return total

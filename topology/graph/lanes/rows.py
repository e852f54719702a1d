"""The row of everything: lanes side by side where they share no column, lines straight where possible."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from topology.graph.lanes.stack import FREE, Stack

PASSES = 4
"""How often lanes are moved towards what they are connected with."""


class Rows(Struct):
    """``row`` of each item; ``top`` and ``bottom`` of each lane with its border; ``height`` of it all."""

    row: list[int]
    top: list[int]
    bottom: list[int]
    height: int


def rows(
    stack: Stack,
    before: list[list[int]],
    behind: list[list[int]],
    links: Sequence[tuple[int, int]],
    border: Sequence[int],
) -> Rows:
    """Place an ordered stack. ``border`` is 1 for lanes that have one, else 0."""
    placing = _Placing(stack, before, behind, border)
    placing.slots()
    placing.pile(links)
    placing.straighten()
    return Rows(placing.row, placing.top, placing.bottom, placing.height)


class _Placing:
    def __init__(
        self, stack: Stack, before: list[list[int]], behind: list[list[int]], border: Sequence[int]
    ) -> None:
        self.stack = stack
        self.before = before
        self.behind = behind
        self.border = border
        lanes = len(stack.rank)
        self.inner = [1] * lanes
        for c, cover in enumerate(stack.cover):
            for i, lane in enumerate(cover):
                self.inner[lane] = max(self.inner[lane], len(stack.groups[c][2 * i + 1]))
        self.row = [0] * len(stack.column)
        self.top = [0] * lanes
        self.bottom = [0] * lanes
        self.height = 0

        self.placed: list[bool] = []

    def slots(self) -> None:
        """Rows in each lane as if it began at 0, so that lines inside it are straight where they can be."""
        groups, lane = self.stack.groups, self.stack.lane
        for c, cover in enumerate(self.stack.cover):
            for i in range(len(cover)):
                for place, item in enumerate(groups[c][2 * i + 1]):
                    self.row[item] = place
        columns = range(len(groups))
        for order in (columns, columns[::-1], columns):
            near = self.behind if order.step < 0 else self.before
            for c in order:
                for i, each in enumerate(self.stack.cover[c]):
                    group = groups[c][2 * i + 1]
                    if group and len(group) < self.inner[each]:
                        own = [[other for other in near[item] if lane[other] == each] for item in group]
                        self._settle(group, own, 0, self.inner[each] - 1)

    def pile(self, links: Sequence[tuple[int, int]]) -> None:
        """Give every lane its top: as high as it goes, then as near to its neighbours as there is room."""
        stack, top = self.stack, self.top
        lanes = sorted(range(len(top)), key=stack.rank.__getitem__)
        above: list[dict[int, int]] = [{} for _ in top]
        below: list[dict[int, int]] = [{} for _ in top]
        first = [0] * len(top)
        last = [0] * len(top)
        for c, cover in enumerate(stack.cover):
            groups = stack.groups[c]
            for i, lane in enumerate(cover):
                between = len(groups[2 * i])
                if i:
                    other = cover[i - 1]
                    above[lane][other] = max(above[lane].get(other, 0), between)
                    below[other][lane] = above[lane][other]
                else:
                    first[lane] = max(first[lane], between)
            if cover:
                last[cover[-1]] = max(last[cover[-1]], len(groups[-1]))
            else:
                self.height = max(self.height, len(groups[0]))
        size = [inner + 2 * border for inner, border in zip(self.inner, self.border, strict=True)]
        for lane in lanes:
            top[lane] = max([first[lane], *(top[o] + size[o] + room for o, room in above[lane].items())])
            self.height = max(self.height, top[lane] + size[lane] + last[lane])
        for lane in reversed(lanes):
            lowest = self.height - last[lane] - size[lane]
            lowest = min([lowest, *(top[o] - room - size[lane] for o, room in below[lane].items())])
            # Halfway between as high and as low as it goes, to begin with.
            top[lane] = (top[lane] + lowest) // 2 if lowest > top[lane] else top[lane]
        pulls: list[list[tuple[int, int]]] = [[] for _ in top]
        for source, target in links:
            one, other = stack.lane[source], stack.lane[target]
            if one != other:
                weight = 3 if abs(stack.column[source] - stack.column[target]) == 1 else 1
                pulls[one] += [(source, target)] * weight
                pulls[other] += [(target, source)] * weight
        for number in range(PASSES):
            for lane in reversed(lanes) if number % 2 else lanes:
                if not pulls[lane]:
                    continue
                wanted = sorted(
                    top[stack.lane[other]] + self.row[other] - self.row[mine] for mine, other in pulls[lane]
                )
                highest = max([first[lane], *(top[o] + size[o] + room for o, room in above[lane].items())])
                lowest = self.height - last[lane] - size[lane]
                lowest = min([lowest, *(top[o] - room - size[lane] for o, room in below[lane].items())])
                top[lane] = min(max(wanted[len(wanted) // 2], highest), lowest)
        for lane in lanes:
            self.bottom[lane] = top[lane] + size[lane] - 1
        for item, lane in enumerate(stack.lane):
            if lane != FREE:
                self.row[item] += top[lane] + self.border[lane]

    def straighten(self) -> None:
        """Place what passes between lanes, and move what has room beside what it is connected with."""
        groups = self.stack.groups
        columns = range(len(groups))
        self.placed = [lane != FREE for lane in self.stack.lane]
        both = [one + other for one, other in zip(self.before, self.behind, strict=True)]
        for order, near in (
            (columns, self.before), (columns[::-1], self.behind), (columns, both), (columns[::-1], both)
        ):  # fmt: skip
            for c in order:
                self._straighten(c, near, both)

    def _straighten(self, c: int, near: list[list[int]], both: list[list[int]]) -> None:
        cover = self.stack.cover[c]
        placed = self.placed
        for i, group in enumerate(self.stack.groups[c]):
            if not group:
                continue
            if i % 2:
                lane = cover[i // 2]
                low, high = self.top[lane] + self.border[lane], self.bottom[lane] - self.border[lane]
            else:
                low = self.bottom[cover[i // 2 - 1]] + 1 if i else 0
                high = self.top[cover[i // 2]] - 1 if i // 2 < len(cover) else self.height - 1
            if len(group) == high - low + 1:
                for place, item in enumerate(group):
                    self.row[item] = low + place
            else:
                wishes = [
                    [other for other in near[item] if placed[other]]
                    or [other for other in both[item] if placed[other]]
                    for item in group
                ]
                self._settle(group, wishes, low, high)
            for item in group:
                placed[item] = True

    def _settle(self, group: list[int], wishes: list[list[int]], low: int, high: int) -> None:
        """Rows for a group in its order, each as near as it gets to the middle of what it wishes to be near.

        Least sum of distances under an order: neighbours that collide are merged, and
        the merged take the median (the pool of adjacent violators).
        """
        row = self.row
        blocks: list[list[int]] = []
        for place, item in enumerate(group):
            near = sorted([row[other] for other in wishes[place]])
            wish = row[item]
            if near:
                # Between the two in the middle one place is as good as another: stay.
                wish = min(max(wish, near[(len(near) - 1) // 2]), near[len(near) // 2])
            block = [min(max(wish, low), high) - place]
            while blocks and _median(blocks[-1]) > _median(block):
                block = sorted(blocks.pop() + block)
            blocks.append(block)
        place = 0
        most = high - len(group) + 1
        for block in blocks:
            start = min(max(_median(block), low), most)
            for _ in block:
                row[group[place]] = start + place
                place += 1


def _median(values: list[int]) -> int:
    return values[(len(values) - 1) // 2]

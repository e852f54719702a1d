"""What stands above what: lanes in one order for all columns, chips and passing lines within.

The method of Sugiyama: means and medians of neighbours, to and fro, and exchanges in
between; lines that pass a column count like chips. The number of crossings is made
small; of equal orders the one with shorter lines is better.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from topology.graph.lanes.crossings import Crossings
from topology.graph.lanes.heights import Heights
from topology.graph.lanes.stack import Stack

SWEEPS = 12
PATIENCE = 4
ROUNDS = 3
"""Sweeps to and fro at most, how many in vain before giving up, and rounds of exchanges after each."""

NOTHING = 1e-6
"""Differences in length below this come from adding up real numbers."""


def order(
    stack: Stack,
    before: list[list[int]],
    behind: list[list[int]],
    beside: list[list[int]],
    keys: Sequence[tuple[int, int, str, int]],
    names: Sequence[str],
    told: Callable[[float], None],
) -> None:
    """Improve the order of a stack; the neighbours are those of :class:`Heights`.

    Items of one lane that are connected with all the same are in the order of ``keys``, lanes
    of such items in that of ``names``. ``told`` hears what share is done, and may raise to end it.
    """
    crossings = Crossings(stack, before, behind)
    ordering = _Ordering(stack, Heights(stack, before, behind, beside), crossings, told)
    ordering.improve()
    ordering.tidy(keys)
    ordering.tidy_lanes(names)


class _Ordering:
    def __init__(
        self, stack: Stack, heights: Heights, crossings: Crossings, told: Callable[[float], None]
    ) -> None:
        self.stack = stack
        self.heights = heights
        self.crossings = crossings
        self.told = told

    def improve(self) -> None:
        stack, crossings = self.stack, self.crossings
        best: tuple[float, float] | None = None
        kept = stack.state()
        idle = 0
        for sweep in range(SWEEPS):
            self.told(sweep / SWEEPS / 2)
            self._sweep(sweep)
            crossings.number()
            for turn in range(ROUNDS):
                # Now and then an exchange that costs nothing leads out of a dead end.
                if not crossings.exchange(ties=sweep % 2 == 1 and turn == 0):
                    break
            cost = self._cost()
            if best is None or cost < best:
                best, kept, idle = cost, stack.state(), 0
                if not cost[0] and sweep:
                    break
            elif (idle := idle + 1) > PATIENCE:
                break
        stack.restore(kept)
        crossings.number()
        for _ in range(ROUNDS):
            if not (crossings.sift() | self._exchange_lanes()):
                break

    def tidy(self, keys: Sequence[tuple[int, int, str, int]]) -> None:
        """Exchange what makes no difference, so that it is where people look for it."""
        before, behind = self.heights.before, self.heights.behind
        for groups in self.stack.groups:
            for group in groups:
                alike: dict[tuple[tuple[int, ...], tuple[int, ...]], list[int]] = {}
                for place, item in enumerate(group):
                    near = tuple(sorted(before[item])), tuple(sorted(behind[item]))
                    alike.setdefault(near, []).append(place)
                for places in alike.values():
                    items = sorted([group[place] for place in places], key=keys.__getitem__)
                    for place, item in zip(places, items, strict=True):
                        group[place] = item

    def tidy_lanes(self, names: Sequence[str]) -> None:
        """The same for whole lanes of which each holds what the other holds, connected with all the same."""
        stack, before, behind = self.stack, self.heights.before, self.heights.behind
        held: list[list[tuple[tuple[int, ...], tuple[int, ...]]]] = [[] for _ in names]
        for cover, groups in zip(stack.cover, stack.groups, strict=True):
            for i, lane in enumerate(cover):
                group = groups[2 * i + 1]
                held[lane] += [(tuple(sorted(before[item])), tuple(sorted(behind[item]))) for item in group]
                held[lane].append(((), ()))
        alike: dict[tuple[object, ...], list[int]] = {}
        lanes = stack.ranked()
        for place, lane in enumerate(lanes):
            alike.setdefault((stack.spans[lane], *held[lane]), []).append(place)
        for places in alike.values():
            some = sorted([lanes[place] for place in places], key=lambda lane: (names[lane], lane))
            for place, lane in zip(places, some, strict=True):
                lanes[place] = lane
        stack.reorder(lanes)

    def _sweep(self, number: int) -> None:
        """To the right and back, or first to the left."""
        heights = self.heights
        columns = range(len(self.stack.groups))
        right = (columns, heights.before, heights.behind)
        left = (columns[::-1], heights.behind, heights.before)
        for order, first, second in (right, left) if number % 4 < 2 else (left, right):
            for c in order:
                self._sort(c, first, second, number % 3)
        if number % 2 == 0:
            heights.order_lanes()

    def _sort(self, c: int, first: list[list[int]], second: list[list[int]], mode: int) -> None:
        """Sort a column by its neighbours on one side (failing these, on the other), or by all of them."""
        heights, stack = self.heights, self.stack
        y, beside = heights.y, heights.beside
        cover, groups = stack.cover[c], stack.groups[c]
        free: list[int] = []
        for i, group in enumerate(groups):
            wishes = []
            for item in group:
                near = first[item] + second[item] if mode == 2 else first[item] or second[item]
                values = [y[other] for other in near]
                values += [y[other] for other in beside[item]]
                if values:
                    wishes.append((_median(values) if mode == 1 else sum(values) / len(values), item))
                else:
                    wishes.append((y[item], item))
            for wish, item in wishes:
                y[item] = wish
            if i % 2:
                group.sort(key=y.__getitem__)
            else:
                free += group
        if free:
            free.sort(key=y.__getitem__)
            middles = [heights.tops[lane] + heights.sizes[lane] / 2 for lane in cover]
            for i in range(0, len(groups), 2):
                groups[i] = []
            for item in free:
                groups[2 * bisect_right(middles, y[item])].append(item)
        heights.settle(c)

    def _cost(self) -> tuple[float, float]:
        """Crossings, then how far lines climb."""
        self.heights.pile()
        self.crossings.number()
        return self.crossings.count(), self.heights.climb()

    def _exchange_lanes(self) -> bool:
        """Exchange neighbouring lanes where fewer lines cross then, or as many shorter ones; says if any."""
        stack, crossings, heights = self.stack, self.crossings, self.heights
        improved = False
        heights.pile()
        climb = heights.climb()
        lanes = stack.ranked()
        for place in range(len(lanes) - 1):
            self.told(0.5 + place / len(lanes) / 2)
            upper, lower = lanes[place : place + 2]
            (first, last), (start, end) = stack.spans[upper], stack.spans[lower]
            columns = range(max(first, start), min(last, end) + 1)
            # The gaps on both sides of all columns in which both lanes are.
            stop = min(columns.stop, len(stack.groups) - 1) if columns else 0
            gaps = range(max(0, columns.start - 1), stop)
            change = -sum([crossings.count_behind(c) for c in gaps])
            kept = stack.state()
            lanes[place : place + 2] = lower, upper
            stack.reorder(lanes)
            for c in columns:
                crossings.number_column(c)
            change += sum([crossings.count_behind(c) for c in gaps])
            better = change < 0
            if change <= 0:
                heights.pile()
                shorter = heights.climb()
                same = abs(shorter - climb) < NOTHING
                better = better or (shorter < climb if not same else lower < upper)
                climb = shorter if better else climb
            if better:
                improved = True
            else:
                lanes[place : place + 2] = upper, lower
                stack.restore(kept)
                for c in columns:
                    crossings.number_column(c)
        return improved


def _median(values: list[float]) -> float:
    """The middle; of an even number the two in the middle, weighed by how close together each side is."""
    if len(values) == 1:
        return values[0]
    values.sort()
    half = len(values) // 2
    if len(values) % 2:
        return values[half]
    before, behind = values[half - 1] - values[0], values[-1] - values[half]
    if not before + behind:
        return (values[half - 1] + values[half]) / 2
    return (values[half - 1] * behind + values[half] * before) / (before + behind)

"""The items of every column from top to bottom, kept by lane."""

from __future__ import annotations

from collections.abc import Sequence

FREE = -1
"""The lane of what runs between lanes."""

State = tuple[list[int], list[list[int]], list[list[list[int]]]]


class Stack:
    """Items in groups: between lanes, in the first lane, between, in the second lane, and so on.

    ``groups[c][2 * i + 1]`` are the items in lane ``cover[c][i]`` at column ``c``; even
    positions hold what passes between lanes. ``rank`` is the place of each lane from
    the top, the same in all columns; ``spans`` are the first and last column of each.
    """

    def __init__(self, column: Sequence[int], lane: Sequence[int], spans: Sequence[tuple[int, int]]) -> None:
        """``column`` and ``lane`` of each item."""
        self.column = column
        self.lane = lane
        self.spans = spans
        self.rank = list(range(len(spans)))
        count = max(column, default=-1) + 1
        self.cover: list[list[int]] = [
            [each for each, (first, last) in enumerate(spans) if first <= c <= last] for c in range(count)
        ]
        self.groups: list[list[list[int]]] = [[[] for _ in range(2 * len(each) + 1)] for each in self.cover]
        for item, c in enumerate(column):
            place = 0 if lane[item] == FREE else 2 * self.cover[c].index(lane[item]) + 1
            self.groups[c][place].append(item)

    def ranked(self) -> list[int]:
        """The lanes from top to bottom."""
        return sorted(range(len(self.rank)), key=self.rank.__getitem__)

    def state(self) -> State:
        """A copy of the order for :meth:`restore`."""
        groups = [[group[:] for group in each] for each in self.groups]
        return self.rank[:], [each[:] for each in self.cover], groups

    def restore(self, state: State) -> None:
        """Go back to an earlier order; the state must not be used again."""
        self.rank, self.cover, self.groups = state

    def reorder(self, lanes: Sequence[int]) -> None:
        """Put the lanes into this order from the top; what is in them stays as it is."""
        for place, lane in enumerate(lanes):
            self.rank[lane] = place
        for c, cover in enumerate(self.cover):
            groups = self.groups[c]
            kept = {lane: groups[2 * i + 1] for i, lane in enumerate(cover)}
            cover.sort(key=self.rank.__getitem__)
            for i, lane in enumerate(cover):
                groups[2 * i + 1] = kept[lane]

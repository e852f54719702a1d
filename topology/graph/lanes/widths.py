"""Where columns, gaps and chips begin and end, in cells, once it is known what stands in them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from topology.graph.lanes.look import MIDDLE, SHORTER, Look, Piece
from topology.graph.lanes.scene import Kind, Scene

if TYPE_CHECKING:
    from topology.graph.lanes.layout import Layout

HARD = Kind("hard")
Cut = tuple[int, bool, int]

NO_FIT: Cut = (14, False, MIDDLE)
"""How long names are, and whether they are counted behind, where nothing is short enough."""

TITLE = 18
"""Cells of a lane's title for which a column is made wider, and never for more of it than for a name."""


class Widths:
    """A column is the side of lanes, arrowheads, chips, lines that leave, the side of lanes.

    ``gap_at`` is where each gap begins, ``start`` and ``end`` (exclusive) are those of each column,
    ``chip_at`` is the first cell behind the arrowheads, ``room`` what there is for chips without
    their sides. ``final`` is what the arrowhead at
    each chip says: the kind of all lines there if it is one, else just that they arrive.
    """

    def __init__(self, shown: Scene, layout: Layout, look: Look) -> None:
        self.scene = shown
        self.layout = layout
        self.look = look
        self.final: list[Kind | None] = [None] * len(shown.nodes)
        for link in shown.links:
            self.final[link.target] = HARD if layout.mixed[link.target] else link.kind
        self._place(look.longest, True, MIDDLE)
        if look.width and self.width > look.width:
            self._fit()

    def _fit(self) -> None:
        """Cut names, the longest first, until the drawing is narrow enough; then let some be longer again."""
        for part in SHORTER:
            cuts = [cut for cut in part if cut[0] < self.look.longest]
            if cuts and self._fits(cuts[-1]):
                cut = cuts[bisect_left(cuts, True, hi=len(cuts) - 1, key=self._fits)]
                break
        else:
            cut = NO_FIT
        self._place(*cut)
        self._place(*cut, self._offered(cut[0], cut[2]))

    def _fits(self, cut: Cut) -> bool:
        """Whether the drawing is narrow enough with names that are cut so."""
        self._place(*cut)
        return self.width <= self.look.width

    def _offered(self, longest: int, middle: int) -> list[int]:
        """How long each name may be: what its column offers for nothing, and of cells that are left over
        one for each column in which a name is cut, in turn."""
        look, column = self.look, self.layout.column
        beside, wanted = [], list(self.room)
        for node, each in enumerate(self.scene.nodes):
            name = look.name(each, longest, middle)
            beside.append(self._indent(node) + self.cells[node] - look.measure(name))
            full = min(look.longest, look.measure(each.text)) + beside[node]
            wanted[column[node]] = max(wanted[column[node]], full)
        room, left = list(self.room), look.width - self.width
        while left > 0 and room != wanted:
            for c in [c for c in range(len(room)) if room[c] < wanted[c]][:left]:
                room[c] += 1
                left -= 1
        return [max(longest, room[column[node]] - cells) for node, cells in enumerate(beside)]

    def _place(self, longest: int, counts: bool, middle: int, offered: Sequence[int] = ()) -> None:
        layout, measure = self.layout, self.look.measure
        self.pieces: list[list[Piece]] = [
            self.look.pieces(each, offered[node] if offered else longest, self.look.counts and counts, middle)
            for node, each in enumerate(self.scene.nodes)
        ]
        self.cells = [sum([measure(text) for text, _ in pieces]) for pieces in self.pieces]
        count = len(layout.gaps) - 1
        first = [False] * count
        last = [False] * count
        titles = [0] * count
        for lane, (one, other) in enumerate(layout.spans):
            if layout.border[lane]:
                first[one] = last[other] = True
                titles[one] = max(
                    titles[one], min(TITLE, longest + 2, measure(self.scene.bands[lane].title)) + 3
                )
        heads = [0] * count
        chips = [0] * count
        tails = [0] * count
        leaving = {link.source for link in self.scene.links}
        for node, final in enumerate(self.final):
            c = layout.column[node]
            if final is not None:
                heads[c] = max(heads[c], len(final.head) + 1)
            chips[c] = max(chips[c], self._indent(node) + self.cells[node] + 2)
            if node in leaving:
                tails[c] = 1
        self.start = [0] * count
        self.chip_at = [0] * count
        self.end = [0] * count
        self.gap_at = [0] * (count + 1)
        self.room = [max(chips[c], titles[c] - heads[c] - tails[c]) - 2 for c in range(count)]
        x = 0
        for c in range(count):
            self.gap_at[c] = x
            x += layout.gaps[c].width if c or layout.gaps[c].trunks else 0
            self.start[c] = x
            self.chip_at[c] = x + first[c] + heads[c]
            x += first[c] + max(heads[c] + chips[c] + tails[c], titles[c]) + last[c]
            self.end[c] = x
        self.gap_at[count] = x
        self.width = x + (layout.gaps[count].width if layout.gaps[count].trunks else 0)

    def _indent(self, node: int) -> int:
        """Cells that the ratio of a redundancy takes before a chip."""
        final = self.final[node]
        return len(final.ratio) + 1 if final is not None and final.ratio else 0

    def chip(self, node: int) -> tuple[int, int]:
        """The first cell of a chip and the one behind its last."""
        start = self.chip_at[self.layout.column[node]] + self._indent(node)
        return start, start + self.cells[node] + 2

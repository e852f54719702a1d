"""The neighbourhood as lines: the tree that folds, the table with its head."""

from __future__ import annotations

from collections.abc import Callable, Container

from rich.segment import Segment

from topology.model.reference import Ref
from topology.tui.line import BLANK, Line
from topology.tui.widgets.canvas import Canvas
from topology.tui.widgets.lines import Lines, Tell

Fold = Callable[[str, bool], None]


class Head(Canvas, can_focus=False):
    """The line over a table that stands still."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._make: Callable[[int], Line] = lambda _: BLANK
        self.length = 1

    def show(self, make: Callable[[int], Line]) -> None:
        """Show the head that this makes for a width."""
        self._make = make
        self.refresh()

    def row(self, number: int) -> list[Segment]:
        """The line."""
        return self.drawn(self._make(self.room).spans, (), self.room)


class Listing(Lines):
    """Lines of which some can be folded. ``fold`` is told the key of one, and whether to unfold it."""

    CLICK_CHOOSES = False

    def __init__(self, *, moved: Tell, chosen: Tell, fold: Fold, id: str) -> None:
        super().__init__(moved=moved, chosen=chosen, id=id)
        self._fold = fold
        self._unfoldable: Container[str] = ()
        self._above: Callable[[str], str] = lambda key: ""

    def folds(self, unfoldable: Container[str], parent: Callable[[str], str]) -> None:
        """What can be folded of the lines that are shown, and which line each lies under."""
        self._unfoldable = unfoldable
        self._above = parent

    def stand_at(self, ref: Ref | None) -> None:
        """Stand on the first line of an entity, without a word; where there is none, stay."""
        for row, key in enumerate(self._keys):  # of many thousand lines, the fewest are made
            if ref is not None and key.endswith(ref) and self.lines[row].ref == ref:
                self.stand(row)
                return

    def enter(self, way: str) -> bool:
        """Stand on the first line of a side, in the tree or in the table; says whether there is any."""
        for key in self._keys:
            if key.startswith(f"{way} ") or f"\t{way}\t" in key:
                self.stand_on(key)
                self.tell()
                return True
        return False

    def _is_open(self, key: str) -> bool:
        after = self.lines[self.cursor + 1 : self.cursor + 2]
        return bool(after) and self._above(after[0].key) == key

    def action_right(self) -> None:
        """Unfold; where it is unfolded, to the first line in it."""
        here = self.here
        if here is None:
            return
        if self._is_open(here.key):
            self.step(1)
        elif here.key in self._unfoldable:
            self._fold(here.key, True)

    def action_left(self) -> None:
        """Fold; where it is folded, to the line that it lies under."""
        here = self.here
        if here is None:
            return
        if self._is_open(here.key):
            self._fold(here.key, False)
        else:
            self.stand_on(self._above(here.key))

    def action_choose(self) -> None:
        """Follow the line; a heading is folded or unfolded."""
        here = self.here
        if here is not None and here.ref is None and here.key in self._unfoldable:
            self._fold(here.key, not self._is_open(here.key))
        else:
            super().action_choose()

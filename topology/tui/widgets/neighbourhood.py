"""The middle pane: an entity between what uses it and what it uses. Moving follows the edges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.geometry import Offset

from topology.model.reference import Ref
from topology.tui import text
from topology.tui.commands import bindings
from topology.tui.widgets.canvas import Canvas

if TYPE_CHECKING:
    from topology.tui.line import Span
    from topology.tui.picture import Picture, Spot

TITLE = "Around it"

Tell = Callable[[Ref], None]
Draw = Callable[[int], "Picture"]
"""Draws a picture for a width in cells."""


class Neighbourhood(Canvas):
    """Shows a picture.

    ``moved`` is told on which entity somebody stands now, ``chosen`` which one they want
    in the middle.
    """

    BINDINGS = bindings("view")

    def __init__(self, *, moved: Tell, chosen: Tell, id: str, classes: str) -> None:
        super().__init__(id=id, classes=classes)
        self._moved = moved
        self._chosen = chosen
        self._draw: Draw | None = None
        self._spots: Sequence[Spot] = ()
        self._rows: Sequence[Sequence[Span]] = ()
        self._at = 0
        self._entering: Callable[[], None] | None = None

    def show(self, draw: Draw) -> None:
        """Show another picture and stand in its middle."""
        self._draw = draw
        rows, before, stood, same = self._rows, self.top, self.here, self._width == self.room
        self._build(None)
        if not same:
            self.refresh()
            return
        self.replaced(rows, self._rows, before)
        for spot in (stood, self.here):
            if spot is not None:
                self.refresh_row(spot.row)

    def _build(self, here: Spot | None) -> None:
        self._width = self.room
        if self._draw is None:
            return
        from topology.tui.picture import legend

        picture = self._draw(self._width)
        spots = self._spots = picture.spots
        self._rows = picture.rows
        self.length = len(self._rows)
        same = (
            at for at, spot in enumerate(spots) if here and (spot.ref, spot.column) == (here.ref, here.column)
        )
        middle = (at for at, spot in enumerate(spots) if spot.column == 1)
        self._at = next(same, next(middle, 0))
        self.top = self.within(self.top)
        self.entitle(TITLE, legend(picture))
        if self.here is not None:
            self.keep_in_sight(self.here.row, 3)

    def fit(self) -> None:
        """Draw for another width; for another height, keep the place in sight."""
        if self.room != self._width:
            self._build(self.here)
        self.settle(self.here.row if self.here is not None else 0, 3)

    @property
    def here(self) -> Spot | None:
        """The spot that is stood on."""
        return self._spots[self._at] if self._at < len(self._spots) else None

    def row(self, number: int) -> list[Segment]:
        """One row of the picture."""
        segments = self.drawn(self._rows[number], (), self._width)
        here = self.here
        if here is None or here.row != number or here.column == 1 or not self.has_focus:
            return segments
        return text.lit(segments, here.start - 1, here.start + here.cells + 1, self.under(True))

    # Moving

    def _go(self, at: int) -> None:
        if at != self._at and 0 <= at < len(self._spots):
            self._at = at
            spot = self._spots[at]
            self.keep_in_sight(spot.row, 2)
            self.refresh()
            self._moved(spot.ref)

    def _column(self, column: int) -> list[int]:
        return [at for at, spot in enumerate(self._spots) if spot.column == column]

    def _vertical(self, by: int) -> None:
        here = self.here
        if here is None:
            return
        column = self._column(here.column)
        to = column.index(self._at) + by
        if 0 <= to < len(column):
            self._go(column[to])
        elif here.column == 1:
            self._go(next(iter(self._column(2) or self._column(0)), self._at) if by > 0 else self._at)
        elif to < 0:
            self._go(self._column(1)[0])

    def enter_side(self, column: int, nothing: Callable[[], None]) -> None:
        """Stand on the first entity of a side (0 users, 2 needs); ``nothing`` is told that there is none.

        A pane that was hidden until now does so as soon as it is drawn.
        """
        if not self._spots or self.room != self._width:
            self._entering = partial(self.enter_side, column, nothing)
            return
        spots = self._column(column)
        if spots:
            self._go(spots[0])
        else:
            nothing()

    def _sideways(self, by: int) -> None:
        here = self.here
        if here is None:
            return
        for column in range(here.column + by, -1 if by < 0 else 3, by):
            spots = self._column(column)
            if not spots:
                continue
            nearest = min(spots, key=lambda at: abs(self._spots[at].row - here.row))
            # From side to side one passes through the middle only where that is above both.
            if column == 1 and self._column(1 + by) and here.column != 1:
                other = self._column(1 + by)
                nearest = min(other, key=lambda at: abs(self._spots[at].row - here.row))
            self._go(nearest)
            return

    def action_down(self) -> None:
        """To the next entity on this side."""
        self._vertical(1)

    def action_up(self) -> None:
        """To the one before; from the first to the middle."""
        self._vertical(-1)

    def action_left(self) -> None:
        """Towards what uses it."""
        self._sideways(-1)

    def action_right(self) -> None:
        """Towards what it uses."""
        self._sideways(1)

    def action_first(self) -> None:
        """To the first entity on this side."""
        if self.here is not None:
            self._go(self._column(self.here.column)[0])

    def action_last(self) -> None:
        """To the last entity on this side."""
        if self.here is not None:
            self._go(self._column(self.here.column)[-1])

    def action_page_down(self) -> None:
        """One page down."""
        self._page(1)

    def action_page_up(self) -> None:
        """One page up."""
        self._page(-1)

    def _page(self, direction: int) -> None:
        here = self.here
        if here is None:
            return
        wanted = here.row + direction * max(1, self.content_size.height - 2)
        column = self._column(here.column)
        self._go(min(column, key=lambda at: abs(self._spots[at].row - wanted)))

    def action_choose(self) -> None:
        """Put what is stood on in the middle."""
        if self.here is not None:
            self._chosen(self.here.ref)

    def on_click(self, event: events.Click) -> None:
        """Stand on what is clicked; the second click puts it in the middle."""
        offset = event.get_content_offset_capture(self) + Offset(0, self.top)
        for at, spot in enumerate(self._spots):
            if spot.row == offset.y and spot.start <= offset.x < spot.start + spot.cells:
                again = at == self._at
                self._go(at)
                if again or event.chain > 1:
                    self.action_choose()

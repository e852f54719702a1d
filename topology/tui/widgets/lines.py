"""A view of lines that can be moved through: tree, cards, answers, help, the palette's choices."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from msgspec import structs
from rich.segment import Segment
from textual import events

from topology.tui import text
from topology.tui.commands import bindings
from topology.tui.line import Line, Part, keys_of
from topology.tui.widgets.canvas import Canvas

Make = Callable[[int], Sequence[Line]]
"""Makes the lines of a view for a width in cells."""

Tell = Callable[[Line], None]

MARGIN = 2
"""Lines that stay in sight above and below the one that is stood on."""


class Lines(Canvas):
    """Shows lines. Those without a key are passed over.

    ``moved`` is told on which line somebody stands now, ``chosen`` which one they follow:
    at once, so that the next key finds everything done. ``CLICK_CHOOSES``: one click is
    enough to follow. ``shy``: where somebody stands shows only while the view has the focus.
    """

    BINDINGS = bindings("view")
    CLICK_CHOOSES = True

    def __init__(
        self,
        *,
        moved: Tell | None = None,
        chosen: Tell | None = None,
        shy: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.lines: Sequence[Line] = ()
        self.cursor = -1
        self.part = 0
        self._moved = moved
        self._chosen = chosen
        self._shy = shy
        self._keys: Sequence[str] = ()
        self._stops: list[int] = []
        self._make: Make | None = None
        self._drawn: dict[tuple[int, int], list[Segment]] = {}

    # What is shown

    def show(self, make: Make, key: str | None = None) -> None:
        """Show other lines; stand on the line with ``key``, else keep the place as well as can be."""
        self._make = make
        self._rebuild(self.here.key if key is None and self.here is not None else key)

    def start_with(self, make: Make) -> None:
        """Show other lines from the first one on."""
        self.cursor, self.part = -1, 0
        self._make = make
        self._rebuild(None, 0)

    def _rebuild(self, key: str | None, top: int | None = None) -> None:
        lines, stood, before = self.lines, self.cursor, self.top
        same = self._width == self.room
        self._build(key, top)
        if not same:
            self.refresh()
            return
        self.replaced(lines, self.lines, before)
        if stood != self.cursor:
            self.refresh_row(stood)
            self.refresh_row(self.cursor)

    def _build(self, key: str | None, top: int | None) -> None:
        self._width = self.room
        if self._make is None:
            return
        self.lines = self._make(self._width)
        self.length = len(self.lines)
        self._keys = keys_of(self.lines)
        self._stops = [row for row, key in enumerate(self._keys) if key]
        self._drawn.clear()
        self.cursor = self._keys.index(key) if key and key in self._keys else self._nearest(self.cursor)
        self.part = min(self.part, max(0, len(self.lines[self.cursor].parts) - 1)) if self.cursor >= 0 else 0
        self.top = self.within(self.top if top is None else top)
        if self.cursor >= 0 and top is None:
            self.keep_in_sight(self.cursor, MARGIN)

    def _nearest(self, row: int) -> int:
        """The row that can be stood on nearest to another one; of two the one above."""
        at = bisect_left(self._stops, max(row, 0))
        return min(self._stops[max(at - 1, 0) : at + 1], key=lambda stop: abs(stop - max(row, 0)), default=-1)

    def fit(self) -> None:
        """Make the lines for another width; for another height, keep the place in sight."""
        if self.room != self._width:
            self._build(self.here.key if self.here is not None else None, None)
        self.settle(self.cursor, MARGIN)

    def notify_style_update(self) -> None:
        """Draw anew: the theme or a pseudo-class has changed."""
        self._drawn.clear()
        super().notify_style_update()

    def row(self, number: int) -> list[Segment]:
        """One line; kept until the lines or the looks change."""
        stood = number == self.cursor and (self.has_focus or not self._shy)
        at = (number, self.part if stood else -1)
        segments = self._drawn.get(at)
        if segments is None:
            segments = self._drawn[at] = self._draw(self.lines[number], stood)
        return segments

    def _draw(self, line: Line, stood: bool) -> list[Segment]:
        part = self._part(line) if stood else None
        segments = self.drawn(line.spans, line.end, self._width, stood and part is None)
        if part is None:
            return segments
        return text.lit(segments, part.start, part.start + part.cells, self.under(True))

    # Where somebody stands

    @property
    def here(self) -> Line | None:
        """The line that is stood on; of several things on it the one that is."""
        line = self.lines[self.cursor] if 0 <= self.cursor < len(self.lines) else None
        part = self._part(line) if line is not None else None
        if line is None or part is None:
            return line
        return structs.replace(line, ref=part.ref, url=part.url, place=part.place or line.place)

    def _part(self, line: Line) -> Part | None:
        return line.parts[min(self.part, len(line.parts) - 1)] if line.parts else None

    def go(self, row: int) -> None:
        """Stand on a line, and say so."""
        if row != self.cursor:
            self.stand(row)
            self.tell()

    def stand(self, row: int) -> None:
        """Stand on a line without a word."""
        self.refresh_row(self.cursor)
        self.part = self._below(row)
        self.cursor = row
        self.refresh_row(row)
        self.keep_in_sight(row, MARGIN)

    def _below(self, row: int) -> int:
        """The thing on another line that is nearest to the one that is stood on."""
        parts = self.lines[row].parts
        before = self._part(self.lines[self.cursor]) if 0 <= self.cursor < len(self.lines) else None
        if before is None or not parts:
            return 0
        return min(range(len(parts)), key=lambda number: abs(parts[number].start - before.start))

    def _beside(self, part: int) -> None:
        line = self.lines[self.cursor] if self.cursor >= 0 else None
        if line is not None and part != self.part and 0 <= part < len(line.parts):
            self.part = part
            self.refresh_row(self.cursor)
            self.tell()

    def action_left(self) -> None:
        """To the thing before, where several on a line lead somewhere."""
        self._beside(self.part - 1)

    def action_right(self) -> None:
        """To the next thing on the line."""
        self._beside(self.part + 1)

    def tell(self) -> None:
        """Say where somebody stands."""
        if self.here is not None and self._moved is not None:
            self._moved(self.here)

    def stand_on(self, key: str) -> None:
        """Move to the line with this key, if there is one."""
        if key and key in self._keys:
            self.go(self._keys.index(key))

    def step(self, by: int) -> None:
        """Move over so many lines that can be stood on; where there are no more, scroll."""
        at = bisect_left(self._stops, self.cursor)
        if self._stops[at : at + 1] != [self.cursor]:
            at = -1
        to = min(max(at + by, 0), len(self._stops) - 1)
        if to == at or not self._stops:
            self.scroll_rows(self.top + by)
        else:
            self.go(self._stops[to])

    def action_down(self) -> None:
        """To the next line."""
        self.step(1)

    def action_up(self) -> None:
        """To the line before."""
        self.step(-1)

    def action_first(self) -> None:
        """To the first line."""
        self.step(-self.length)
        self.scroll_rows(0)

    def action_last(self) -> None:
        """To the last line."""
        self.step(self.length)
        self.scroll_rows(self.length)

    def action_page_down(self) -> None:
        """One page down."""
        self._page(1)

    def action_page_up(self) -> None:
        """One page up."""
        self._page(-1)

    def _page(self, direction: int) -> None:
        height = max(1, self.content_size.height - 1)
        row = self._nearest(self.cursor + direction * height)
        if (row - self.cursor) * direction > 0:
            self.go(row)
        elif self._beyond(direction):
            self.step(direction)
        else:
            self.scroll_rows(self.top + direction * height)

    def _beyond(self, direction: int) -> bool:
        """Whether there is anything further on to stand on."""
        return bool(self._stops) and (self._stops[-1 if direction > 0 else 0] - self.cursor) * direction > 0

    def action_choose(self) -> None:
        """Follow the line that is stood on."""
        if self.here is not None and self._chosen is not None:
            self._chosen(self.here)

    def on_click(self, event: events.Click) -> None:
        """Stand on the line under the pointer; follow it where one click is enough, or at the second."""
        at = event.get_content_offset_capture(self)
        row = at.y + self.top
        if row in self._stops:
            again = row == self.cursor
            self.go(row)
            parts = enumerate(self.lines[row].parts)
            self._beside(next((n for n, each in parts if 0 <= at.x - each.start < each.cells), self.part))
            if self.CLICK_CHOOSES or (again and event.chain > 1):
                self.action_choose()

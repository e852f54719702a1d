"""A view of a sheet: labels and head stand still, bodies move, and one goes from spot to spot."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.geometry import Region

from topology.tui import text
from topology.tui.commands import bindings
from topology.tui.line import Span
from topology.tui.sheets import Row, Sheet, Spot, cropped, seen
from topology.tui.widgets.canvas import Canvas

Tell = Callable[[str], None]

BEYOND = 6
"""Cells that stay in sight beside the one that is stood on."""


class Head(Canvas, can_focus=False):
    """The rows that stand still above."""

    def __init__(self, board: Board) -> None:
        super().__init__(id="head")
        self._board = board

    def row(self, number: int) -> list[Segment]:
        """One of them."""
        return self._board.row(self._board.sheet.head[number] if self._board.sheet else Row(), self, -1)


class Body(Canvas):
    """The rows that move. Knows where somebody stands."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("view")

    def __init__(self, board: Board) -> None:
        super().__init__(id="body")
        self._board = board
        self.at = (0, 0)
        self._wanted = 0

    # What is shown

    def row(self, number: int) -> list[Segment]:
        """One row."""
        sheet = self._board.sheet
        where = (number > self.at[0]) - (number < self.at[0])
        return self._board.row(sheet.row(number) if sheet is not None else Row(), self, where)

    def fit(self) -> None:
        """Another size: keep the place in sight."""
        self._board.anew()
        self.settle(self.at[0], 2)
        self._board.look()

    @property
    def here(self) -> Spot | None:
        """Where somebody stands."""
        sheet = self._board.sheet
        if sheet is None or not 0 <= self.at[0] < sheet.count:
            return None
        spots = sheet.row(self.at[0]).spots
        return spots[self.at[1]] if self.at[1] < len(spots) else None

    # Moving

    def stand(self, row: int, spot: int, wanted: int | None = None) -> None:
        """Stand there, and say so."""
        self.at = (row, spot)
        here = self.here
        if here is not None:
            self._wanted = here.start if wanted is None else wanted
        self.keep_in_sight(row, 1)
        self._board.look()
        self._board.tell()

    def _step(self, by: int) -> None:
        sheet = self._board.sheet
        if sheet is None:
            return
        number = self.at[0] + (1 if by > 0 else -1)
        last, left = None, abs(by)
        while 0 <= number < sheet.count and left:
            if sheet.row(number).spots:
                last, left = number, left - 1
            number += 1 if by > 0 else -1
        if last is None:
            self.scroll_rows(self.top + by)
            return
        spots = sheet.row(last).spots
        nearest = min(range(len(spots)), key=lambda each: abs(spots[each].start - self._wanted))
        self.stand(last, nearest, self._wanted)

    def _aside(self, by: int) -> None:
        sheet = self._board.sheet
        if sheet is not None and self.here is not None:
            spot = min(max(self.at[1] + by, 0), len(sheet.row(self.at[0]).spots) - 1)
            self.stand(self.at[0], spot)

    def action_down(self) -> None:
        """To the row below."""
        self._step(1)

    def action_up(self) -> None:
        """To the row above."""
        self._step(-1)

    def action_left(self) -> None:
        """To the spot on the left."""
        self._aside(-1)

    def action_right(self) -> None:
        """To the spot on the right."""
        self._aside(1)

    def action_first(self) -> None:
        """To the first row."""
        self._step(-self.length)

    def action_last(self) -> None:
        """To the last row."""
        self._step(self.length)

    def action_page_down(self) -> None:
        """One page down."""
        self._step(max(1, self.content_size.height - 1))

    def action_page_up(self) -> None:
        """One page up."""
        self._step(-max(1, self.content_size.height - 1))

    def action_choose(self) -> None:
        """Open what is stood on."""
        self._board.choose()

    def on_click(self, event: events.Click) -> None:
        """Stand on what is clicked; the second click opens it."""
        sheet, offset = self._board.sheet, event.get_content_offset_capture(self)
        number = offset.y + self.top
        if sheet is None or number >= sheet.count or not sheet.row(number).spots:
            return
        spots = sheet.row(number).spots
        cell = offset.x - sheet.left + self._board.x
        nearest = min(range(len(spots)), key=lambda each: abs(spots[each].start - cell))
        again = self.at == (number, nearest)
        self.stand(number, nearest)
        if again and event.chain > 1:
            self.action_choose()


class Board(Vertical):
    """Shows a sheet. ``moved`` is told on which spot somebody stands, ``chosen`` which one they open."""

    DEFAULT_CSS = "Board #head { height: auto; } Board #body { height: 1fr; }"

    def __init__(self, *, moved: Tell, chosen: Tell, id: str, classes: str = "") -> None:
        super().__init__(id=id, classes=classes)
        self.sheet: Sheet | None = None
        self.x = 0
        self._moved = moved
        self._chosen = chosen
        self._titles = ("", "")
        self._drawn: tuple[int, int, int] | None = None
        self.head, self.body = Head(self), Body(self)

    def compose(self) -> ComposeResult:
        """What stands still, and what moves."""
        yield self.head
        yield self.body

    def show(self, sheet: Sheet, key: str | None = None) -> None:
        """Show another sheet; stand where somebody stood, as well as can be."""
        wanted = key if key is not None else self.key
        self.sheet = sheet
        self.head.length, self.body.length = len(sheet.head), sheet.count
        self.head.styles.height = len(sheet.head)
        row = sheet.places.get(wanted, -1)
        if row < 0:
            row = min(self.body.at[0], sheet.count - 1)
            rows = [*range(max(row, 0), sheet.count), *range(row - 1, -1, -1)]
            row = next((each for each in rows if sheet.row(each).spots), 0)
        spots = sheet.row(row).spots if sheet.count else ()
        spot = next((number for number, each in enumerate(spots) if each.key == wanted), 0)
        self.body.top = self.body.within(self.body.top)
        self._drawn = None
        self.body.stand(row, spot)

    @property
    def key(self) -> str:
        """What is stood on; empty: nothing is."""
        here = self.body.here
        return here.key if here is not None else ""

    def entitle(self, title: str, subtitle: str = "") -> None:
        """Put words on the frame."""
        if (title, subtitle) != self._titles:
            self._titles = (title, subtitle)
            self.border_title = text.content(title)
            self.border_subtitle = text.content(subtitle) if subtitle else None

    def stand_on(self, key: str) -> None:
        """Go to a spot."""
        row = self.sheet.places.get(key) if self.sheet is not None else None
        if self.sheet is not None and row is not None:
            spots = self.sheet.row(row).spots
            self.body.stand(row, next(number for number, each in enumerate(spots) if each.key == key))

    def anew(self) -> None:
        """Nothing of what is drawn can be kept."""
        self._drawn = None

    def look(self) -> None:
        """Bring the spot into sight sideways, and draw."""
        sheet, here = self.sheet, self.body.here
        if sheet is None:
            return
        room = max(1, self.body.room - sheet.left)
        beyond = min(BEYOND, max(0, room // 3))
        if here is not None:
            if here.start - beyond < self.x:
                self.x = here.start - beyond
            elif here.end + beyond > self.x + room:
                self.x = here.end + beyond - room
        self.x = max(0, min(self.x, sheet.width - room))
        self.x = seen(sheet.columns, sheet.width, self.x, room)[0]
        self._draw()

    def _draw(self) -> None:
        """Draw what differs: the rows between two spots of a column, what leads to it, or everything."""
        here, row = self.body.here, self.body.at[0]
        before, self._drawn = self._drawn, (self.x, here.start if here is not None else -1, row)
        if before is None or before[0] != self.x:
            self.head.refresh()
            self.body.refresh()
            return
        first = min(before[2], row) if before[1] == self._drawn[1] else 0
        if before[1] != self._drawn[1]:
            self.head.refresh()
        top = self.body.top
        width, height = self.body.content_size
        low, high = max(first - top, 0), min(max(before[2], row) - top + 1, height)
        if low < high:
            self.body.refresh(Region(0, low, width, high - low))

    def tell(self) -> None:
        """Say where somebody stands."""
        if self.key:
            self._moved(self.key)

    def choose(self) -> None:
        """Somebody opens what they stand on."""
        if self.key:
            self._chosen(self.key)

    # Drawing

    def row(self, row: Row, canvas: Canvas, where: int) -> list[Segment]:
        """One row in what is in sight of it, with what leads to where somebody stands.

        ``where``: -1 above the row that is stood on, 0 in it, 1 below.
        """
        sheet = self.sheet
        if sheet is None:
            return canvas.drawn((), (), canvas.room)
        if row.still:
            return canvas.drawn((*row.label, *row.body), (), canvas.room)
        room = max(1, canvas.room - sheet.left)
        body = cropped(row, self.x, seen(sheet.columns, sheet.width, self.x, room)[1])
        here, current = self.body.here, where == 0
        if here is not None and sheet.guides:
            body = self._guided(body, here, canvas, where)
        label = canvas.drawn(row.label, (), sheet.left, current and self.body.has_focus)
        segments = [*label, *canvas.drawn(body, (), room)]
        if here is None or not (current or (canvas is self.head and row.spots)):
            return segments
        start = sheet.left + here.start - self.x
        return text.lit(segments, start, start + here.end - here.start, canvas.under(True))

    def _guided(self, body: list[Span], here: Spot, canvas: Canvas, where: int) -> list[Span]:
        """Blanks between the label, or the head, and the spot become lines that lead there."""
        first, middle = here.start - self.x, (here.start + here.end) // 2 - self.x
        if where == 0:
            return list(_over(body, 0, first, " .", "─"))
        if canvas is self.body and where < 0:
            return list(_over(body, middle, middle + 1, " .", "│"))
        return body


def _over(body: list[Span], start: int, end: int, blanks: str, line: str) -> list[Span]:
    """The body with a line over what is blank between two cells."""
    found: list[Span] = []
    at = 0
    for shown, role in body:
        for char in shown:
            guide = start <= at < end and char in blanks
            found.append((line, "frame") if guide else (char, role))
            at += 1
    return found

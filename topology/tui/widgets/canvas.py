"""The base of every view: it draws its own lines from spans that say what they mean, and scrolls them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from topology.tui import text
from topology.tui.line import Role, Span
from topology.tui.theme import cursor, looks

THUMB = "┃"
UNSEEN = 60
"""Cells of a line while the view has no size: what stands in it is asked for before it is seen."""

WHEEL = 3
ASIDE = 8
"""Lines, and cells to the side, that one notch of the mouse's wheel is worth."""


class Seen(Strip):
    """A line on the screen. Textual's keeps what it is cut into: uncut, it would hold itself.

    Such lines are garbage only to a full look of the cyclic collector: a hundred at every key, and a look
    that takes longer than a key may.
    """

    __slots__ = ()

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """The line cut at some cells."""
        wanted = [cut for cut in cuts if cut <= self.cell_length]
        return (self,) if wanted == [self.cell_length] else super().divide(wanted)


class Canvas(Widget, can_focus=True):
    """A view of any number of lines of which it draws those in sight.

    Two things are not Textual's, each for the time it takes. How a role looks is asked
    of the theme: component classes are worked out anew for every view at every change of
    a style, a third of the time to the first paint. And the place in the lines is a
    number here: a scrolling widget lays out the whole screen when its length changes,
    which here is at every key. ``breadth``: how many cells wide the lines are where that may
    be more than there is room for; ``left`` is the first of them in sight.

    ``_width`` is the room that lines were made for, 0 for views that need none: a view that was
    hidden meanwhile has made them for a guess.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._looks: dict[str, Style] = {}
        self._inner = Size(0, 0)
        self._width = 0
        self._mark = range(0)
        self._seen: tuple[Region, Size, list[Strip]] | None = None
        self._titles = ("", "")
        self.top = 0
        self.length = 0
        self.left = 0
        self.breadth = 0

    # Looks

    def looks(self, role: Role) -> Style:
        """The style of a role, to be laid over the line's own."""
        style = self._looks.get(role)
        if style is None:
            style = self._looks[role] = looks(self.app.current_theme, role, not self.app.no_color)
        return style

    def under(self, cursor: bool = False) -> Style:
        """The style that a line lies on."""
        name = "under cursor" if cursor else "under"
        style = self._looks.get(name)
        if style is None:
            style = self._looks[name] = self.rich_style + (self._cursor() if cursor else Style.null())
        return style

    def _cursor(self) -> Style:
        return cursor(self.app.current_theme, not self.app.no_color, self.has_focus)

    def notify_style_update(self) -> None:
        """Forget every style that was worked out: the theme or a pseudo-class has changed."""
        self._looks.clear()
        super().notify_style_update()

    def on_focus(self) -> None:
        """Draw anew: what is stood on looks different now."""
        self.notify_style_update()
        self.refresh()

    def on_blur(self) -> None:
        """Draw anew: what was stood on looks different now."""
        self.notify_style_update()
        self.refresh()

    # Lines

    @property
    def room(self) -> int:
        """Cells of a line: the width without the column of the scroll mark; a guess where there is none."""
        width = self.content_size.width
        return width - 1 if width > 1 else UNSEEN

    def drawn(
        self, spans: Sequence[Span], end: Sequence[Span], width: int, cursor: bool = False
    ) -> list[Segment]:
        """One line of this view, ``width`` cells wide."""
        return text.drawn(spans, end, width, self.looks, self.under(cursor))

    def row(self, number: int) -> list[Segment]:
        """One line, :attr:`room` cells wide."""
        raise NotImplementedError

    def fit(self) -> None:
        """Make the lines for the size that the view has now, without drawing them."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in sight, made for the size in which they are drawn; measured once for all of them."""
        if self.content_size != self._inner or self._width not in (0, self.room):
            self._inner = self.content_size
            self.fit()
        kept, drawn = self._seen, self._styles_cache
        if kept is not None and kept[:2] == (crop, self.size) and drawn._cache and not drawn._dirty_lines:
            return kept[2]  # another view is drawn anew: Textual asks every one for all of its lines
        self._mark = self._marks(self.length, self.top)
        strips = super().render_lines(crop)
        for strip in strips:
            strip.__class__ = Seen
        self._seen = crop, self.size, strips
        return strips

    def render_line(self, y: int) -> Strip:
        """One line of what is in sight, and its part of the scroll mark."""
        number, width = y + self.top, self._inner.width
        marked = y in self._mark
        if number >= self.length and not marked:
            return Strip.blank(width, self.under())
        segments = self.row(number) if number < self.length else [Segment(" " * (width - 1), self.under())]
        mark = Segment(THUMB if marked else " ", self.under() + self.looks("frame"))
        return Strip([*segments, mark], width)

    def _marks(self, length: int, top: int) -> range:
        """The rows of the pane that the scroll mark takes."""
        height = self.content_size.height
        if length <= height or not height:
            return range(0)
        thumb = max(1, height * height // length)
        start = round((height - thumb) * top / (length - height))
        return range(start, start + thumb)

    # The place in them

    def replaced(self, before: Sequence[object], after: Sequence[object], top: int) -> None:
        """The lines are others now; ``top`` was the first in sight. Draws only those that differ."""
        width, height = self.content_size
        if self.top != top or self._marks(len(before), top) != self._marks(len(after), top):
            self.refresh()
            return
        changed = [
            Region(0, y, width, 1)
            for y in range(height)
            if before[y + top : y + top + 1] != after[y + top : y + top + 1]
        ]
        if changed:
            self.refresh(*changed)

    def entitle(self, title: str, subtitle: str = "") -> None:
        """Put words on the frame; the same words again cost nothing."""
        if (title, subtitle) != self._titles:
            self._titles = (title, subtitle)
            self.border_title = text.content(title)
            self.border_subtitle = text.content(subtitle) if subtitle else None

    def scroll_rows(self, top: int) -> None:
        """Show the lines from ``top`` on, or as near to it as can be."""
        before, self.top = self.top, self.within(top)
        if self.top != before:
            self.refresh()

    def within(self, top: int) -> int:
        """The nearest to ``top`` that leaves no room empty for which there are lines."""
        return max(0, min(top, self.length - self.content_size.height))

    def keep_in_sight(self, row: int, margin: int = 0) -> None:
        """Scroll just as far as it takes to see a row, with some rows around it."""
        height = self.content_size.height
        if height < 1:
            return
        margin = max(0, min(margin, (height - 1) // 2))
        if row < self.top + margin:
            self.scroll_rows(row - margin)
        elif row >= self.top + height - margin:
            self.scroll_rows(row - height + 1 + margin)

    def settle(self, row: int, margin: int) -> None:
        """After a change of size: from the first line on if ``row`` is in sight so, else just so far down."""
        self.top = 0 if row < self.content_size.height - margin else self.within(self.top)
        self.keep_in_sight(row, margin)

    def refresh_row(self, row: int) -> None:
        """Draw one line anew."""
        y = row - self.top
        if 0 <= y < self.content_size.height:
            self.refresh(Region(0, y, self.content_size.width, 1))

    def scroll_columns(self, left: int) -> None:
        """Show the cells from ``left`` on, or as near to it as can be."""
        before, self.left = self.left, max(0, min(left, self.breadth - self.room))
        if self.left != before:
            self.refresh()

    def wheel(self, by: int, sideways: bool) -> None:
        """Scroll, and leave alone where somebody stands."""
        if sideways:
            self.scroll_columns(self.left + by * ASIDE)
        else:
            self.scroll_rows(self.top + by * WHEEL)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Down; with shift to the right."""
        event.stop()
        self.wheel(1, event.shift)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Up; with shift to the left."""
        event.stop()
        self.wheel(-1, event.shift)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """To the right."""
        event.stop()
        self.wheel(1, True)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """To the left."""
        event.stop()
        self.wheel(-1, True)

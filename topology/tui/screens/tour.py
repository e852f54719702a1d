"""A step of a tour, over the real screen that it speaks of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Literal

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from topology.present.names import Names
from topology.tui import text
from topology.tui.line import Line
from topology.tui.screens.base import BaseScreen
from topology.tui.screens.overlay import Overlay
from topology.tui.tour.guide import Guide
from topology.tui.tour.step_lines import AGAIN, CHOICE, DONE, NEXT, step_lines, title
from topology.tui.widgets.lines import Lines

Went = Literal["moved", "left"]
Told = Callable[[Went], Awaitable[None]]

HINT = "enter: choose   ← →: back, next   any other key: leave"


LEAST, MOST = 7, 55
"""Lines of a step that has little to say; the share of the screen, in percent, of one that has much."""


class TourLines(Lines):
    """The lines of a step: left and right go to the steps before and behind."""

    def __init__(self, guide: Guide, chosen: Callable[[Line], None], moved: Callable[[], None]) -> None:
        super().__init__(chosen=chosen, id="choices")
        self._guide = guide
        self._went = moved

    def action_left(self) -> None:
        """To the step before."""
        if self._guide.back():
            self._went()

    def action_right(self) -> None:
        """To the next step."""
        if self._guide.next():
            self._went()


class TourScreen(Overlay[None]):
    """Shows a step at the bottom; a question covers everything, so that no screen tells its answer.

    ``told`` hears that somebody went to another step, or left.
    """

    CSS = """
    TourScreen { align: center bottom; background: $background 0%; }
    TourScreen #frame { width: 100%; max-width: 100%; max-height: 100%; }
    TourScreen.-asking #frame { height: 100%; }
    """

    def __init__(self, guide: Guide, names: Names, told: Told) -> None:
        super().__init__()
        self._guide = guide
        self._names = names
        self._told = told
        self._below: BaseScreen | None = None

    def compose(self) -> ComposeResult:
        """The frame and the lines."""
        lines = TourLines(self._guide, self.choose, self._moved)
        yield Vertical(lines, id="frame", classes="pane")

    def on_mount(self) -> None:
        """Show the step."""
        self.show()

    def show(self) -> None:
        """Write it anew; stand on the first way on."""
        self.set_class(bool(self._guide.choices), "-asking")
        frame = self.query_one("#frame", Vertical)
        frame.border_title = text.content(title(self._guide))
        frame.border_subtitle = text.content(HINT)
        self.choices.start_with(self._lines)
        self._make_room()

    def _make_room(self) -> None:
        """As high as the step is; the screen below has the rest: what is spoken of is to be seen on it."""
        if self._guide.choices:
            return
        width, height = self.app.size
        wanted = len(self._lines(max(1, width - 4))) + 2
        covered = max(LEAST, min(wanted, height * MOST // 100))
        self.query_one("#frame").styles.height = covered
        self._below = self.home.page_in_front
        self._below.styles.padding = (0, 0, covered - 1, 0)

    def on_resize(self) -> None:
        """Make room anew."""
        self._make_room()

    def on_unmount(self) -> None:
        """Give the screen below its room back."""
        if self._below is not None:
            self._below.styles.padding = 0

    def _lines(self, columns: int) -> list[Line]:
        return step_lines(self._guide, self._names, columns, self.home.keymap)

    def choose(self, line: Line) -> None:
        """Predict, or go on."""
        if line.key.startswith(CHOICE):
            self._guide.choose(self._guide.choices[int(line.key.removeprefix(CHOICE))])
            self.show()
        elif line.key == NEXT and self._guide.next():
            self._moved()
        elif line.key == AGAIN:
            self._guide.again()
            self._moved()
        elif line.key == DONE:
            self.action_close()

    def action_close(self) -> None:
        """Leave; the place is kept."""
        self.dismiss(None)
        self.app.call_later(self._told, "left")

    def _moved(self) -> None:
        self.app.call_later(self._told, "moved")

    def on_key(self, event: events.Key) -> None:
        """Any key that is none of ours leaves, and does what it does there."""
        event.stop()
        self.action_close()
        self.app.post_message(events.Key(event.key, event.character))

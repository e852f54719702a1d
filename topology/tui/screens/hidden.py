"""What the graph does not show, to go there."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.app import ComposeResult
from textual.containers import Vertical

from topology.model.reference import Ref
from topology.tui import text
from topology.tui.line import Line
from topology.tui.screens.overlay import Overlay
from topology.tui.widgets.growing import Growing


class HiddenScreen(Overlay[Ref]):
    """Lists what is hidden, as ``make`` gives it bit by bit; gives what was chosen."""

    TITLE_TEXT = "Not drawn here: enter goes there"

    def __init__(self, make: Callable[[], Iterable[Line | None]]) -> None:
        super().__init__()
        self._make = make

    def compose(self) -> ComposeResult:
        """The frame and the list, which may be long."""
        frame = Vertical(Growing(chosen=self.choose, id="choices"), id="frame", classes="pane")
        frame.border_title = text.content(self.TITLE_TEXT)
        yield frame

    def on_mount(self) -> None:
        """Show the list."""
        self.query_one("#choices", Growing).grow(lambda _: self._make())

    def choose(self, line: Line) -> None:
        """Give what was chosen."""
        if line.ref is not None:
            self.dismiss(line.ref)

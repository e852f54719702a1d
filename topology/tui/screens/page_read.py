"""Something to read over the answer: reasons, a comparison. A reason leads to its place in the files."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from topology.model.place import Place
from topology.model.reference import Ref
from topology.tui import text
from topology.tui.commands import bindings
from topology.tui.line import Line, plain
from topology.tui.screens.overlay import Overlay
from topology.tui.widgets.growing import Growing, Source


class ReadScreen(Overlay[Place | Ref]):
    """Gives the place or the entity that somebody wants to go to."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("read")

    def __init__(self, title: str, make: Source, start: str = "") -> None:
        super().__init__()
        self._title = title
        self._make = make
        self._start = start

    def compose(self) -> ComposeResult:
        """The frame and the list."""
        frame = Vertical(Growing(chosen=self.choose, id="choices"), id="frame", classes="pane")
        frame.border_title = text.content(self._title)
        yield frame

    def on_mount(self) -> None:
        """Show it, from where somebody stood on."""
        self.choices.show(lambda _: [plain("looking up …", "quiet")])
        self.query_one("#choices", Growing).grow(self._make, self._start or None)

    def choose(self, line: Line) -> None:
        """Go to the place behind the line, else to what it is about."""
        if line.place is not None:
            self.dismiss(line.place)
        elif line.ref is not None:
            self.dismiss(line.ref)

    def action_go(self) -> None:
        """Go to the place behind the line that is stood on."""
        here = self.choices.here
        if here is not None and here.place is not None:
            self.dismiss(here.place)

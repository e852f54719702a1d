"""The projector: one picture, large, made from the redacted stream."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from topology.tui.commands import bindings
from topology.tui.game.public_lines import projected
from topology.tui.line import Line, plain
from topology.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from topology.tui.room.program import RoomApp

WAITING = "Waiting for the facilitator"


class ProjectScreen(Screen[None]):
    """Shows the newest view; there is nothing to do here but to leave."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in bindings("room") if "leave" in str(getattr(binding, "action", ""))
    ]

    def compose(self) -> ComposeResult:
        """The picture."""
        yield Lines(id="picture")

    def on_mount(self) -> None:
        """Show it."""
        self.show()

    def show(self) -> None:
        """Show what is to be seen now."""
        app = cast("RoomApp", self.app)
        rows = self.size.height

        def make(columns: int) -> list[Line]:
            view = app.view
            return (
                [plain(f"  {WAITING} …", "quiet")]
                if view is None
                else projected(view, columns, rows, app.now())
            )

        for picture in self.query("#picture").results(Lines):  # there is none yet, or none any more
            picture.show(make)

    def on_resize(self) -> None:
        """Another size, another picture."""
        self.show()

    def action_leave(self) -> None:
        """Leave."""
        self.app.exit()

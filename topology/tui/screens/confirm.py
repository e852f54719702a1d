"""The one question that the program asks before it leaves: only while a game is live."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from topology.tui.line import BLANK, Line, plain
from topology.tui.screens.overlay import Overlay


class ConfirmScreen(Overlay[bool]):
    """Gives whether to leave."""

    TITLE_TEXT = "A game is live"
    BINDINGS: ClassVar[list[BindingType]] = [
        *Overlay.BINDINGS,
        Binding("y", "leave_game", "leave", show=False),
    ]
    CSS = "ConfirmScreen #frame { width: 68; height: auto; } ConfirmScreen #choices { height: 6; }"

    def on_mount(self) -> None:
        """Say what leaving means."""
        lines = [
            plain("People are in the middle of it. Everything so far is on disk:"),
            plain("topology game resume goes on at the same beat.", "quiet"),
            BLANK,
            Line((("y  leave", "strong"),), (), "leave"),
            Line((("esc  stay", "plain"),), (), "stay"),
        ]
        self.choices.show(lambda _: lines)
        self.choices.stand_on("stay")

    def choose(self, line: Line) -> None:
        """Leave, or stay."""
        self.dismiss(line.key == "leave")

    def action_leave_game(self) -> None:
        """Leave."""
        self.dismiss(True)

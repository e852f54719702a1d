"""What is shown where there is no room for anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from topology.tui.line import plain
from topology.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from topology.tui.application import TopologyApp

WIDTH, HEIGHT = 60, 16
"""The smallest screen that the app draws itself on."""


class TooSmallScreen(ModalScreen[None]):
    """Says so, and goes away when there is room."""

    CSS = "TooSmallScreen { align: center middle; background: $background; }"

    def compose(self) -> ComposeResult:
        """The message."""
        yield Lines()

    def on_resize(self, event: events.Resize) -> None:
        """Say how small, or leave."""
        if event.size.width >= WIDTH and event.size.height >= HEIGHT:
            if self.is_current:  # once: more than one resize may come
                self.dismiss()
            return
        size = f"{event.size.width}×{event.size.height}"
        needed = plain(f"{size}, needed {WIDTH}×{HEIGHT}")
        key = cast("TopologyApp", self.app).keymap.shown("quit")
        lines = [plain("too small", "warn"), needed, plain(f"{key}: quit", "quiet")]
        self.query_one(Lines).show(lambda _: lines)

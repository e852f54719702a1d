"""What to copy."""

from __future__ import annotations

from collections.abc import Sequence

from topology.tui.line import Line
from topology.tui.screens.overlay import Overlay

LOOKED_AT = 300
"""Characters of a text whose beginning is shown."""


class CopyScreen(Overlay[str]):
    """Gives the text that was chosen."""

    TITLE_TEXT = "Copy"

    def __init__(self, copies: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._copies = copies

    def on_mount(self) -> None:
        """Show what there is, each with its beginning."""
        lines = [
            Line(((f"{word:<11}", "strong"), (" ".join(content[:LOOKED_AT].split()), "quiet")), (), word)
            for word, content in self._copies
        ]
        self.choices.styles.height = len(lines)
        self.choices.show(lambda _: lines)

    def choose(self, line: Line) -> None:
        """Give the text of the line."""
        self.dismiss(dict(self._copies)[line.key])

"""What the graph does not show, to go there."""

from __future__ import annotations

from collections.abc import Sequence

from topology.model.reference import Ref
from topology.tui.line import Line
from topology.tui.screens.overlay import Overlay


class HiddenScreen(Overlay[Ref]):
    """Lists what is hidden; gives what was chosen."""

    TITLE_TEXT = "Not drawn here: enter goes there"

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self._lines = tuple(lines)

    def on_mount(self) -> None:
        """Show the list."""
        self.choices.show(lambda _: self._lines)

    def choose(self, line: Line) -> None:
        """Give what was chosen."""
        if line.ref is not None:
            self.dismiss(line.ref)

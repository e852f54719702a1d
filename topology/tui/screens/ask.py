"""A question that is answered in one line, at the bottom of the screen."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical

from topology.present.cells import wrap
from topology.tui import text
from topology.tui.line import plain
from topology.tui.screens.overlay import Overlay
from topology.tui.widgets.lines import Lines
from topology.tui.widgets.prompt import Prompt


class AskScreen(Overlay[str]):
    """Gives what was typed, once ``complaint`` has nothing against it."""

    def __init__(self, title: str, hint: str, complaint: Callable[[str], str]) -> None:
        super().__init__()
        self._title = title
        self._hint = hint
        self._complaint = complaint

    def compose(self) -> ComposeResult:
        """A line to type on, and one for what is wrong with it."""
        frame = Vertical(
            Prompt(hint=self._hint, submitted=self._answer), Lines(id="choices"), id="frame", classes="pane"
        )
        frame.border_title = text.content(self._title)
        yield frame

    def _answer(self, value: str) -> None:
        wrong = self._complaint(value)
        if wrong:
            self.choices.show(lambda columns: [plain(line, "warn") for line in wrap(wrong, columns)])
        else:
            self.dismiss(value)

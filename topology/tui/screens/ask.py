"""A question that is answered in one line, at the bottom of the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.suggester import SuggestFromList

from topology.present.cells import wrap
from topology.tui import text
from topology.tui.line import plain
from topology.tui.screens.overlay import Overlay
from topology.tui.widgets.lines import Lines
from topology.tui.widgets.prompt import Prompt

MOST = 20
"""Answers that are listed: more are never in sight."""


class AskScreen(Overlay[str]):
    """Gives what was typed, once ``complaint`` has nothing against it.

    ``known`` are answers that there are: those that fit are listed, and the right arrow completes the first.
    """

    def __init__(
        self, title: str, hint: str, complaint: Callable[[str], str], known: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._known = tuple(known)
        self._title = title
        self._hint = hint
        self._complaint = complaint

    def compose(self) -> ComposeResult:
        """A line to type on, and one for what is wrong with it."""
        prompt = Prompt(hint=self._hint, submitted=self._answer, changed=self._list)
        if self._known:
            prompt.suggester = SuggestFromList(self._known)
        frame = Vertical(prompt, Lines(id="choices"), id="frame", classes="pane")
        frame.border_title = text.content(self._title)
        yield frame

    def on_mount(self) -> None:
        """List what is known."""
        self._list("")

    def _list(self, value: str) -> None:
        fits = [name for name in self._known if value in name]
        fits.sort(key=lambda name: not name.startswith(value))
        shown = " · ".join(fits[:MOST])
        self.choices.show(
            lambda columns: [plain(line, "quiet") for line in wrap(shown, columns)] if fits else []
        )

    def _answer(self, value: str) -> None:
        wrong = self._complaint(value)
        if wrong:
            self.choices.show(lambda columns: [plain(line, "warn") for line in wrap(wrong, columns)])
        else:
            self.dismiss(value)

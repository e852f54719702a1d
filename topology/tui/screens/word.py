"""A word of the glossary, explained."""

from __future__ import annotations

from topology.present.glossary import Word
from topology.tui import text
from topology.tui.glossing import word_lines
from topology.tui.screens.overlay import Overlay


class WordScreen(Overlay[None]):
    """Says what a word means."""

    def __init__(self, word: Word) -> None:
        super().__init__()
        self._word = word

    def on_mount(self) -> None:
        """Show it."""
        self.query_one("#frame").border_title = text.content(f"Explain · {self._word.term}")
        self.choices.show(lambda columns: list(word_lines(self._word, columns)))

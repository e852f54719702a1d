"""A pane with a line to type a filter on, when there is one."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from topology.tui.widgets.prompt import Prompt


class NarrowPane(Vertical):
    """``narrowed`` is told what is typed, ``used`` that somebody goes back to what is narrowed."""

    def __init__(
        self,
        *content: Widget,
        hint: str,
        narrowed: Callable[[str], None],
        used: Callable[[], None],
        id: str,
    ) -> None:
        super().__init__(id=id)
        self._content = content
        self._used = used
        self._prompt = Prompt(hint=hint, changed=narrowed, submitted=lambda _: used(), id="narrow")
        self._prompt.display = False

    def compose(self) -> ComposeResult:
        """The line, out of sight, and what it narrows."""
        yield self._prompt
        yield from self._content

    def start(self) -> None:
        """Give somebody a line to type on."""
        self._prompt.display = True
        self.screen.set_focus(self._prompt)

    def end(self) -> bool:
        """Show everything again; says whether anything was left out."""
        if not self._prompt.display:
            return False
        self._prompt.clear()
        self._prompt.display = False
        self._used()
        return True

"""A board, and the line to type a filter on when there is one."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical

from topology.tui.widgets.board import Board, Tell
from topology.tui.widgets.prompt import Prompt


class NarrowPane(Vertical):
    """``narrowed`` is told what is typed."""

    def __init__(
        self, *, hint: str, narrowed: Callable[[str], None], moved: Tell, chosen: Tell, id: str
    ) -> None:
        super().__init__(id=id)
        self.board = Board(moved=moved, chosen=chosen, id="board", classes="pane")
        self._prompt = Prompt(hint=hint, changed=narrowed, submitted=lambda _: self.use(), id="narrow")
        self._prompt.display = False

    def compose(self) -> ComposeResult:
        """The line, out of sight, and the board."""
        yield self._prompt
        yield self.board

    def use(self) -> None:
        """Go to the board."""
        self.screen.set_focus(self.board.body)

    def start(self) -> None:
        """Give somebody a line to type on."""
        self._prompt.display = True
        self.screen.set_focus(self._prompt)

    def end(self) -> bool:
        """Show everything again; says whether anything was left out."""
        if not self._prompt.display:
            return False
        self._prompt.value, self._prompt.display = "", False
        self.use()
        return True

"""What hides the facilitator's screen while somebody else sits at it: down first, and up last."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from topology.tui.line import BLANK, plain
from topology.tui.screens.ask import AskScreen
from topology.tui.widgets.lines import Lines


class CurtainScreen(ModalScreen[None]):
    """Nothing but a word, until somebody says that the facilitator is back."""

    CSS = "CurtainScreen { background: $background; } CurtainScreen Lines { padding: 2 4; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "raise_it", "go on", show=False)]

    def compose(self) -> ComposeResult:
        """The word."""
        word = Lines(id="word")
        word.can_focus = False
        yield word

    def on_mount(self) -> None:
        """Nothing yet: questions lie over it."""
        self.tell("…")

    def tell(self, word: str) -> None:
        """Say how it went."""
        back = plain("Hand the keyboard back. enter: the facilitator goes on")
        lines = [plain(word, "strong"), BLANK, back]
        self.query_one("#word", Lines).show(lambda _: lines)

    def action_raise_it(self) -> None:
        """The facilitator is back."""
        self.dismiss(None)


class HiddenAskScreen(AskScreen):
    """A question that hides everything behind it."""

    CSS = "HiddenAskScreen { background: $background; }"

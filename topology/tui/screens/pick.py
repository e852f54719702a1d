"""One question on a screen of its own: typing narrows, enter chooses."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from topology.tui import text
from topology.tui.game.questions import Asking, Item, fitting
from topology.tui.line import Line
from topology.tui.screens.overlay import Overlay
from topology.tui.widgets.lines import Lines
from topology.tui.widgets.prompt import Prompt

DONE = "\0done"


class PickScreen(Overlay[tuple[str, ...]]):
    """Gives what was chosen. It hides everything behind it: whoever answers must not see it."""

    CSS = """
    PickScreen { background: $background; }
    PickScreen #frame { width: 76; max-width: 100%; height: 100%; max-height: 100%; }
    """

    def __init__(self, asking: Asking, above: str, chosen: Sequence[str] = ()) -> None:
        super().__init__()
        self._asking = asking
        self._above = above
        self._chosen = dict.fromkeys(chosen)
        self._query = ""

    def compose(self) -> ComposeResult:
        """A line to type on, and what there is to choose."""
        choices = Lines(chosen=self.choose, id="choices")
        hint = "a number, or choose" if self._asking.typed else "type to find"
        prompt = Prompt(hint=hint, changed=self._find, submitted=self._take, beside=choices)
        frame = Vertical(prompt, choices, id="frame", classes="pane")
        frame.border_title = text.content(self._asking.title)
        several = "enter: mark, again: unmark · " if self._asking.several else "enter: choose · "
        frame.border_subtitle = text.content(f"{several}esc: leave · {self._above}")
        yield frame

    def on_mount(self) -> None:
        """Show everything."""
        self._find("")

    def _find(self, query: str) -> None:
        self._query = query
        self.choices.start_with(lambda _: self._lines())

    def _lines(self) -> list[Line]:
        found = [self._line(item) for item in fitting(self._asking, self._query)]
        if self._asking.several and not self._query:
            marked = len(self._chosen)
            words = f"That is all: {marked} marked" if marked else "Nobody else"
            found.insert(0, Line(((words, "strong"),), (), DONE))
        return found or [Line((("nothing fits: clear it and look through the list", "quiet"),))]

    def _line(self, item: Item) -> Line:
        key = item.key or "\0nobody"
        mark = ("[x] " if item.key in self._chosen else "[ ] ") if self._asking.several else ""
        note = f"  {item.note}" if item.note else ""
        return Line(((mark, "key"), (item.text, "plain"), (note, "quiet")), (), key)

    def _take(self, _: str) -> None:
        self.choices.action_choose()

    def choose(self, line: Line) -> None:
        """Take it; of several, go on until that is all."""
        if not line.key:
            return
        if line.key == DONE:
            self.dismiss(tuple(self._chosen))
            return
        key = "" if line.key == "\0nobody" else line.key
        if not self._asking.several:
            self.dismiss((key,))
            return
        if key in self._chosen:
            del self._chosen[key]
        else:
            self._chosen[key] = None
        prompt = self.query_one(Prompt)
        if prompt.value:
            prompt.clear()
        else:
            self._find("")

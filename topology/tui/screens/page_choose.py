"""A choice that changes the situation, each with what would come of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.app import ComposeResult
from textual.containers import Vertical

from topology.present.cells import pad, width, wrap
from topology.tui import text
from topology.tui.line import Line, Role, Span, plain
from topology.tui.page.choices import Choice, Offer, fitting
from topology.tui.screens.overlay import Overlay
from topology.tui.widgets.lines import Lines
from topology.tui.widgets.prompt import Prompt

Outcome = Callable[[Choice], str]
"""What would come of a choice, in a few words; empty: nobody can say."""

LOOKED_AT = 12
"""Choices whose outcome is worked out before anybody stands on them."""
NAME = 40
"""Cells of a name at most."""
NOTE = 18
"""Cells of a note that stands beside its name; a longer one shows where somebody stands."""
MOST = 14
"""Choices in sight at once."""


class ChooseScreen(Overlay[Choice]):
    """Lists what there is to choose, the likely first; typing finds the rest. Gives what was chosen."""

    def __init__(self, offer: Offer, outcome: Outcome | None = None) -> None:
        super().__init__()
        self._offer = offer
        self._outcome = outcome
        self._choices: dict[str, Choice] = {}

    def compose(self) -> ComposeResult:
        """A line to type on where there is more to find, and the list."""
        choices = Lines(moved=self._tell, chosen=self.choose, id="choices")
        detail = Lines(id="detail")
        detail.can_focus = False
        parts: list[Prompt | Lines] = [choices, detail]
        if self._offer.find is not None:
            hint = f"{self._offer.hint}: type to find"
            parts.insert(0, Prompt(hint=hint, changed=self._find, submitted=self._take, beside=choices))
        frame = Vertical(*parts, id="frame", classes="pane")
        frame.border_title = text.content(self._offer.title)
        shown = self.home.keymap.shown
        hint = f"{shown('choose')}: choose · {shown('close')}: leave it as it is"
        frame.border_subtitle = text.content(hint)
        yield frame

    def on_mount(self) -> None:
        """Begin with what is likely."""
        self._find("")

    def _find(self, query: str) -> None:
        found = fitting(self._offer, query)
        self._choices = {choice.key: choice for choice in found}
        lines = list(self._lines(found)) or [Line((("nothing fits", "quiet"),))]
        self.choices.styles.height = min(max(len(lines), len(self._offer.choices), 1), MOST)
        self.choices.start_with(lambda _: lines)
        self._tell(self.choices.here or Line())

    def _lines(self, found: list[Choice]) -> Iterator[Line]:
        cells = min(NAME, max((width(choice.what) for choice in found), default=0))
        brief = all(width(choice.note) <= NOTE for choice in self._offer.choices)
        for number, choice in enumerate(found):
            outcome = self._look(choice) if number < LOOKED_AT else ""
            mark: Span = ("[x] ", "strong") if choice.on else ("[ ] ", "quiet")
            role: Role = "strong" if choice.on else "plain"
            note = f"  {choice.note}" if brief and choice.note else ""
            name: Span = (pad(choice.what, cells) if note or outcome else choice.what, role)
            spans: tuple[Span, ...] = (mark, name, (note, "quiet"))
            if self._outcome is None:
                spans = spans[1:]
            yield Line(spans, ((f" {outcome}", "hot"),) if outcome else (), choice.key)

    def _look(self, choice: Choice) -> str:
        return self._outcome(choice) if self._outcome is not None else ""

    def _tell(self, line: Line) -> None:
        """Say in full what the choice is that somebody stands on, and what would come of it."""
        choice = self._choices.get(line.key)
        words = [] if choice is None else [choice.note, self._look(choice)]
        said = " → ".join(word for word in words if word)
        self.query_one("#detail", Lines).show(lambda columns: [plain(each) for each in wrap(said, columns)])

    def _take(self, _: str) -> None:
        self.choices.action_choose()

    def choose(self, line: Line) -> None:
        """Give what was chosen."""
        if line.key in self._choices:
            self.dismiss(self._choices[line.key])

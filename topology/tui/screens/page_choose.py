"""A choice that changes the situation, each with what would come of it."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import thread_time

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.worker import Worker

from topology.present.cells import pad, width, wrap
from topology.tui import text
from topology.tui.line import Line, Role, Span, plain
from topology.tui.page.choices import Choice, Offer, fitting
from topology.tui.screens.overlay import Overlay
from topology.tui.widgets.growing import SLICE
from topology.tui.widgets.lines import Lines
from topology.tui.widgets.prompt import Prompt
from topology.tui.world import World

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
        self._found: Sequence[Choice] = ()
        self._known: dict[str, str] = {}
        self._of: World | None = None

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
        until = thread_time() + SLICE
        found = self._found = fitting(self._offer, query)
        self._choices = {choice.key: choice for choice in found}
        if self.home.world is not self._of:
            self._of = self.home.world
            self._known.clear()
        waiting = self._unknown()
        while waiting and thread_time() < until:
            self._look(waiting.pop(0))
        lines = self._made()
        self.choices.styles.height = min(max(len(lines), len(self._offer.choices), 1), MOST)
        self.choices.start_with(lambda _: lines)
        self._detail()
        if waiting:
            _: Worker[None] = self.run_worker(partial(self._go_on, found), group="outcomes")

    def _unknown(self) -> list[Choice]:
        """The first choices of which nobody knows what would come."""
        looked_at = self._found[:LOOKED_AT] if self._outcome is not None else ()
        return [choice for choice in looked_at if choice.key not in self._known]

    async def _go_on(self, found: Sequence[Choice]) -> None:
        """Work out one outcome after the other, as long as nothing else was typed."""
        while waiting := self._unknown():
            await sleep(0)
            if self._found is not found or not self.query("#choices"):
                return
            self._look(waiting[0])
            lines = self._made()
            self.choices.show(partial(_same, lines))
            self._detail()

    def _made(self) -> list[Line]:
        return list(self._lines(self._found)) or [Line((("nothing fits", "quiet"),))]

    def _lines(self, found: Sequence[Choice]) -> Iterator[Line]:
        cells = min(NAME, max((width(choice.what) for choice in found), default=0))
        brief = all(width(choice.note) <= NOTE for choice in self._offer.choices)
        for number, choice in enumerate(found):
            outcome = self._known.get(choice.key, "") if number < LOOKED_AT else ""
            mark: Span = ("[x] ", "strong") if choice.on else ("[ ] ", "quiet")
            role: Role = "strong" if choice.on else "plain"
            note = f"  {choice.note}" if brief and choice.note else ""
            name: Span = (pad(choice.what, cells) if note or outcome else choice.what, role)
            spans: tuple[Span, ...] = (mark, name, (note, "quiet"))
            if self._outcome is None:
                spans = spans[1:]
            yield Line(spans, ((f" {outcome}", "hot"),) if outcome else (), choice.key)

    def _look(self, choice: Choice) -> str:
        said = self._known.get(choice.key)
        if said is None:
            said = self._known[choice.key] = self._outcome(choice) if self._outcome is not None else ""
        return said

    def _tell(self, line: Line) -> None:
        """Somebody stands on another choice: work out what would come of it."""
        if line.key in self._choices:
            self._look(self._choices[line.key])
        self._detail()

    def _detail(self) -> None:
        """Say in full what the choice is that somebody stands on, and what would come of it."""
        here = self.choices.here
        choice = self._choices.get(here.key) if here is not None else None
        words = [] if choice is None else [choice.note, self._known.get(choice.key, "")]
        said = " → ".join(word for word in words if word)
        self.query_one("#detail", Lines).show(lambda columns: [plain(each) for each in wrap(said, columns)])

    def _take(self, _: str) -> None:
        self.choices.action_choose()

    def choose(self, line: Line) -> None:
        """Give what was chosen."""
        if line.key in self._choices:
            self.dismiss(self._choices[line.key])


def _same(lines: list[Line], _: int) -> list[Line]:
    return lines

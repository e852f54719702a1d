"""What if this fails: verdict, lead, timeline, reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.widget import Widget

from topology.incident.result import Incident
from topology.model.place import Place
from topology.model.reference import Ref
from topology.present.cells import wrap
from topology.present.words import VERDICT_WORDS
from topology.tui import text
from topology.tui.answer import halves, whole
from topology.tui.commands import bindings
from topology.tui.line import Line, plain, text_of
from topology.tui.screens.base import WIDE, BaseScreen
from topology.tui.widgets.lines import Lines

HOUR = timedelta(hours=1)
NOTHING_FAILS = "Nothing fails yet. In Explore, p asks it of what you stand on; space marks several."


class PageScreen(BaseScreen):
    """Shows the answer for the session's faults; the instant can be moved, the reasons shown."""

    CSS_PATH = "page.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("page")
    WHERE = ("page", "view", "app")
    AUTO_FOCUS = "#answer"

    def __init__(self, size: Size | None = None) -> None:
        super().__init__(size)
        self._incident: Incident | None = None
        self._two = size is not None and size.width >= WIDE

    def body(self) -> Iterable[Widget]:
        """The answer, and beside it, where there is room, how it goes on."""
        answer = Lines(chosen=self._follow, shy=True, id="answer", classes="pane")
        course = Lines(chosen=self._follow, shy=True, id="course", classes="pane")
        answer.border_title = text.content("What if this fails?")
        course.border_title = text.content("Minute by minute")
        yield Horizontal(answer, course, id="halves")

    @property
    def answer(self) -> Lines:
        """The left or only list."""
        return self.query_one("#answer", Lines)

    @property
    def course(self) -> Lines:
        """The right list."""
        return self.query_one("#course", Lines)

    def on_resize(self, event: events.Resize) -> None:
        """One column or two."""
        if (event.size.width >= WIDE) != self._two:
            self._two = event.size.width >= WIDE
            self.show()

    def show(self) -> None:
        """Write the answer anew."""
        world, incident, reasons = self.home.world, self._incident, self.home.session.reasons
        if world is None:
            return
        if incident is None:
            self.answer.show(lambda columns: [plain(line, "quiet") for line in wrap(NOTHING_FAILS, columns)])
            self.course.show(lambda _: [])
            return
        if not self._two:
            self.answer.show(lambda columns: whole(world, incident, columns, reasons))
            return
        course = self.course

        def left(columns: int) -> list[Line]:
            return halves(world, incident, columns, course.size.width - 3, reasons)[0]

        def right(columns: int) -> list[Line]:
            return halves(world, incident, self.answer.size.width - 3, columns, reasons)[1]

        self.answer.show(left)
        course.show(right)

    @property
    def _faults(self) -> tuple[Ref, ...]:
        return self.home.session.faults

    def renew(self) -> None:
        """Simulate again: the faults, the instant or the catalog have changed."""
        self._incident = self.home.simulate(self._faults) if self._faults else None
        self.show_top()
        self.show()

    def crumbs(self) -> Sequence[str]:
        """What is asked."""
        world = self.home.world
        return ("page",) if world is None or not self._faults else (*world.crumbs(self._faults[0]), "page")

    def action_why(self) -> None:
        """Show the reasons, or hide them."""
        self.home.session.reasons = not self.home.session.reasons
        self.show()

    def action_next_half(self) -> None:
        """To the other half."""
        if self._two:
            self.set_focus(self.course if self.answer.has_focus else self.answer)

    def action_earlier(self) -> None:
        """The same an hour earlier."""
        self.home.set_instant(self.home.session.instant - HOUR)

    def action_later(self) -> None:
        """The same an hour later."""
        self.home.set_instant(self.home.session.instant + HOUR)

    def _follow(self, line: Line) -> None:
        if line.ref is not None:
            self.home.visit(line.ref)
        elif line.place is not None:
            self.home.edit(line.place)

    def subject(self) -> Ref | None:
        """What the line is about, else what fails."""
        here = self._here()
        return here.ref if here is not None and here.ref is not None else next(iter(self._faults), None)

    def _here(self) -> Line | None:
        return (self.course if self.course.has_focus else self.answer).here

    def place(self) -> Place | None:
        """Where the fact behind the line stands, else what fails."""
        here, world = self._here(), self.home.world
        if here is not None and here.place is not None:
            return here.place
        return world.catalog.entities[self._faults[0]].place if world is not None and self._faults else None

    def copies(self) -> list[tuple[str, str]]:
        """The answer, short and whole."""
        world = self.home.world
        if world is None or self._incident is None:
            return []
        names = ", ".join(map(world.title, self._faults))
        short = f"{names}: {self._incident.verdict}, {VERDICT_WORDS[self._incident.verdict]}"
        return [
            ("Verdict", short),
            ("Answer", text_of(whole(world, self._incident, 78, self.home.session.reasons))),
            ("Reference", self._faults[0]),
        ]

"""What if this fails: the situation, the answer, and how it goes on minute by minute."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.geometry import Size
from textual.widget import Widget

from topology.model.place import Place
from topology.model.reference import Ref
from topology.present.cells import wrap
from topology.present.page_words import fails
from topology.tui import text
from topology.tui.commands import bindings
from topology.tui.line import Gloss, Line, plain
from topology.tui.page.answer import CHANGED, Writing
from topology.tui.page.sheet import Written
from topology.tui.page.situation import situation
from topology.tui.page.spread import gloss_at
from topology.tui.screens.page_graph import GraphScreen
from topology.tui.screens.page_state import recorded_of
from topology.tui.widgets.graph import Graph
from topology.tui.widgets.growing import Growing
from topology.tui.widgets.lines import Lines
from topology.tui.widgets.week_strip import WeekStrip

NOTHING_FAILS = (
    "Nothing fails yet. {fault} names what does. "
    "In Explore, {page} asks it of what you stand on; {mark} marks several."
)
LARGE = 200
"""Components hit from which on texts of the answer take longer than a key may wait."""

PANES = ("situation", "week", "graph", "answer")


class PageScreen(GraphScreen):
    """Wiring between what is asked, what comes of it, and the panes."""

    CSS_PATH = "page.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("page")
    WHERE = ("page", "view", "app")
    AUTO_FOCUS = "#answer"

    def __init__(self, size: Size | None = None) -> None:
        super().__init__(size)
        self.add_class("-at-answer")
        self.fit_panes(size)
        self._written: Written | None = None

    def body(self) -> Iterable[Widget]:
        """The situation at the left, the answer at the right."""
        asked = Lines(chosen=self._change, shy=True, id="situation", classes="pane")
        told = Growing(moved=self._moved, chosen=self._follow, shy=True, id="answer", classes="pane")
        asked.border_title = text.content("What if")
        told.border_title = text.content("Who is paged")
        strip = WeekStrip(self.go_to_hour, id="week", classes="pane")
        graph = Graph(chosen=self.home.visit, id="graph", classes="pane")
        yield Horizontal(Vertical(asked, strip, id="left"), Container(graph, told, id="right"), id="panes")

    @property
    def asked(self) -> Lines:
        """The left pane."""
        return self.query_one("#situation", Lines)

    @property
    def panes(self) -> Sequence[str]:
        """The panes there are, from the left."""
        return PANES

    @property
    def pane(self) -> str:
        """The pane in use."""
        focused = self.focused.id if self.focused is not None else None
        return focused if focused in PANES else "answer"

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say which pane is in use, for the style sheet."""
        for pane in PANES:
            self.set_class(pane == self.pane, f"-at-{pane}")
        self.call_after_refresh(self.show_graph)

    def on_resize(self, event: events.Resize) -> None:
        """Say at the top of the answer what fails, where nothing beside it does."""
        super().on_resize(event)
        self.fit_panes(event.size)
        self.sized = True
        self.call_after_refresh(self.show)

    # What is shown

    def show(self) -> None:
        """Write both panes anew."""
        world, session = self.home.world, self.home.session
        if world is None:
            return
        what_if, at, keymap = self.what_if, session.instant, self.home.keymap
        self.asked.show(lambda columns: situation(world, what_if, at, columns, keymap))
        self.show_week()
        if self.incident is None:
            shown = self.home.keymap.shown
            nothing = NOTHING_FAILS.format(fault=shown("fault"), page=shown("page"), mark=shown("mark"))
            words = self.wrong or nothing
            self.told.show(lambda columns: [plain(line, "quiet") for line in wrap(words, columns)])
            self.show_graph()
            self.told.entitle("Who is paged")
            self._written = None
            return
        self.told.entitle(fails(world.names, self.incident.situation))
        self.told.grow(self._write, CHANGED if self.change is not None else None)
        self.minute = None
        if len(self.incident.states) > LARGE:
            self.call_after_refresh(self.show_graph)  # the answer is painted before
        else:
            self.show_graph()

    def _write(self, columns: int) -> Iterable[Line | None]:
        world, incident = self.home.world, self.incident
        if world is None or incident is None:
            return ()
        writing = Writing(world, incident, columns)
        self._written = writing.written
        headed = self.has_class("-single")
        return writing.lines(headed=headed, change=self.change, recorded=recorded_of(world, incident))

    def written(self) -> Written | None:
        """The answer as it is shown, as far as it is written."""
        return self._written

    def whole(self) -> Written | None:
        """All of the answer."""
        self.told.finish()
        return self._written

    def crumbs(self) -> Sequence[str]:
        """What is asked."""
        world, broken = self.home.world, self.what_if.broken
        return ("Page",) if world is None or not broken else (*world.crumbs(broken[0]), "page")

    # Moving

    def action_next_pane(self) -> None:
        """To the next pane."""
        self._use(1)

    def action_previous_pane(self) -> None:
        """To the pane before."""
        self._use(-1)

    def _use(self, by: int) -> None:
        to = PANES[(PANES.index(self.pane) + by) % len(PANES)]
        self.set_focus(self.query_one(f"#{to}"), scroll_visible=False)

    def _moved(self, line: Line) -> None:
        self.stand_in(self._written.minutes.get(line.key) if self._written is not None else None)

    def _follow(self, line: Line) -> None:
        if line.ref is not None:
            self.home.visit(line.ref)
        elif line.gloss is not None:
            self.call_next(self.home.action_help)

    def _change(self, line: Line) -> None:
        self.call_next(self.follow_situation, line)

    # What the app asks

    @property
    def here(self) -> Line | None:
        """The line that is stood on in the pane in use."""
        if self.pane == "graph":
            chip = self.graph.here
            return Line(ref=chip.ref) if chip is not None else None
        return {"situation": self.asked, "answer": self.told}[self.pane].here if self.pane != "week" else None

    def subject(self) -> Ref | None:
        """What the line is about, else what fails."""
        here = self.here
        return (
            here.ref if here is not None and here.ref is not None else next(iter(self.what_if.broken), None)
        )

    def gloss(self) -> Gloss | None:
        """The words of the line, or of the chip, that is stood on."""
        here, incident = self.here, self.incident
        if self.pane == "graph" and here is not None and here.ref is not None and incident is not None:
            return gloss_at(incident, self.minute, here.ref)
        return super().gloss()

    async def copied(self) -> list[tuple[str, str]]:
        """The answer in all the forms in which it can be taken away."""
        from topology.tui.page.copies import copies

        world, incident, app = self.home.world, self.incident, self.home
        if world is None or incident is None:
            return []
        known = recorded_of(world, incident)
        make = partial(copies, world, incident, known, () if app.example else app.paths)
        return await to_thread(make) if len(incident.states) > LARGE else make()

    def place(self) -> Place | None:
        """Where the fact behind the line stands, else what it is about, else what fails."""
        world, here = self.home.world, self.here
        if world is None:
            return None
        make = self._written.why.get(here.key) if self._written is not None and here is not None else None
        for because in make() if make is not None else ():
            if because.place is not None and because.place.file:
                return because.place
        ref = self.subject()
        return world.catalog.entities[ref].place if ref is not None else None

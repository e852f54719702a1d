"""The mode of boundaries: who needs whom, the team map, and what crosses one boundary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from topology.model.reference import COMPONENT_KINDS, Ref, kind_of
from topology.tui.boundaries.boundary_lines import boundary_lines
from topology.tui.boundaries.cell_lines import PAIR
from topology.tui.commands import bindings
from topology.tui.line import Gloss, Line, text_of
from topology.tui.screens.counting import CountingScreen
from topology.tui.widgets.board import Board
from topology.tui.widgets.lines import Lines
from topology.tui.widgets.narrow import NarrowPane
from topology.tui.world import World

HINT = "team, component, product, owner: type:"
TITLES = {"matrix": "Matrix", "map": "Team map", "one": "One boundary"}


class BoundariesScreen(CountingScreen):
    """Wiring between what is shown of the boundaries and the panes."""

    CSS_PATH = "boundaries.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("boundaries")
    WHERE = ("boundaries", "view", "app")
    AUTO_FOCUS = "#body"

    def body(self) -> Iterable[Widget]:
        """The sheet with its filter, what a spot of it holds, and the lines of one boundary."""
        board = Board(
            moved=lambda _: self.fill(), chosen=lambda _: self.open_held(), id="board", classes="pane"
        )
        one = Lines(chosen=self._follow, id="one", classes="pane")
        yield Horizontal(
            NarrowPane(board, one, hint=HINT, narrowed=self._narrow, used=self.use, id="left"),
            Lines(chosen=self._follow, shy=True, id="held", classes="pane"),
            id="views",
        )

    @property
    def front(self) -> Widget:
        """The sheet, or the lines of one boundary."""
        return self.one if self.state.view == "one" else self.board.body

    @property
    def one(self) -> Lines:
        """The boundary of one entity."""
        return self.query_one("#one", Lines)

    # What is shown

    def show_world(self, world: World) -> None:
        """Another reading: the same view of it."""
        if self.state.about is None or self.state.about not in world.catalog.entities:
            self.state.about = self.home.session.focus
        self.renew()

    def arrive_at(self, ref: Ref) -> None:
        """Show its boundary."""
        self.state.about, self.state.view = ref, "one"
        self.renew()

    def renew(self) -> None:
        """Show what holds now."""
        self.state.forget()
        self.show_top()
        self.show()

    def show(self) -> None:
        """Show the view."""
        world, at = self.home.world, self.home.session.instant
        if world is None:
            return
        one = self.state.view == "one"
        self.set_class(one, "-at-one")
        if one:
            about = self.state.about
            self.one.entitle("Boundary")
            query = self.state.query
            self.one.show(lambda columns: boundary_lines(world, about, at, columns, query) if about else [])
            return
        if not self.counts():
            self.board.show(self.state.sheet(world, at))
            if not self.board.key:
                self.fill()

    def fill(self) -> None:
        """What the spot holds, and its words on the frame."""
        world, at, key = self.home.world, self.home.session.instant, self.board.key
        if world is None:
            return
        self.board.entitle(self.state.title(world), self.state.says(key)[0])
        if self.held.display or self.has_class("-open"):
            self.answer(world, key, at)
            self.held.entitle("What crosses here")
            self.keep_held(key, lambda columns: self.state.held(world, key, at, columns))

    def crumbs(self) -> Sequence[str]:
        """Which view, and of what."""
        world, about = self.home.world, self.state.about
        words = ["Boundaries", TITLES[self.state.view]]
        if self.state.view == "one" and world is not None and about is not None:
            words.append(world.title(about))
        return words

    # What the panes say

    def _follow(self, line: Line) -> None:
        if line.key.startswith(PAIR):
            key = self.state.open_pair(line.key)
            self.left.end()
            self.close_held()
            self.show()
            self.board.stand_on(key)
        else:
            self.follow(line)

    # Keys

    def action_next_view(self) -> None:
        """Matrix, map, one boundary."""
        self.state.turn(self.home.session.focus)
        self.arrive()

    def action_boundary(self) -> None:
        """The boundary of what somebody stands on."""
        subject = self.subject()
        if subject is None:
            self.say("Stand on a team or a dependency", "quiet")
            return
        self.state.view, self.state.about = "one", subject
        self.arrive()

    def action_other_pane(self) -> None:
        """To what the spot holds, and back; one boundary holds all of it."""
        if self.state.view != "one":
            super().action_other_pane()

    async def action_fold(self) -> None:
        """By team, by type of team, by product."""
        if self.state.view != "matrix":
            self.say(
                f"Only the matrix folds: {self.home.keymap.shown('boundaries.next_view')} shows it", "quiet"
            )
            return
        self.state.turn_fold()
        await self.counted()
        self.show()

    async def action_unfold(self) -> None:
        """Open or close the group of this line."""
        if self.state.toggle(self.board.key):
            await self.counted()
            self.show()
        else:
            self.say("Nothing to open: f puts teams together", "quiet")

    def action_next_grey(self) -> None:
        """To the next grey cell."""
        self._grey(1)

    def action_previous_grey(self) -> None:
        """To the grey cell before."""
        self._grey(-1)

    def _grey(self, by: int) -> None:
        key = self.state.grey_after(self.board.key, by) if self.state.view != "one" else ""
        if key:
            self.board.stand_on(key)
        else:
            self.say("Nothing is grey here", "quiet")

    async def action_page(self) -> None:
        """What if what is needed here fails."""
        ref = self.subject() if self.at_held or self.state.view == "one" else None
        needed = self.state.needed(self.board.key) if self.state.view == "matrix" else ()
        if ref is not None and kind_of(ref) in COMPONENT_KINDS:
            await self.home.ask((ref,))
        elif len(needed) == 1:
            await self.home.ask(needed)
        else:
            self.say("Open the cell with enter and stand on a dependency", "quiet")

    # The filter

    def _narrow(self, query: str) -> None:
        self.state.query = query
        self.show()

    def escape(self) -> bool:
        """Close what was opened, else clear the filter, else back to the matrix."""
        if self.close_held() or self.left.end():
            return True
        if self.state.view == "matrix":
            return False
        self.state.view = "matrix"
        self.arrive()
        return True

    # Questions

    def here(self) -> Line | None:
        """The line that is stood on; on a sheet there is none."""
        return self.one.here if self.state.view == "one" else super().here()

    def subject(self) -> Ref | None:
        """What the line leads to, else the team or product of the row."""
        here = self.here()
        if here is not None and here.ref is not None:
            return here.ref
        return self.state.about if self.state.view == "one" else self.state.team(self.board.key)

    def gloss(self) -> Gloss | None:
        """The words of the line, or of the spot, that is stood on."""
        return super().gloss() if self.here() is not None else self.state.gloss(self.board.key)

    def copies(self) -> list[tuple[str, str]]:
        """What is stood on, and the lines beside."""
        ref, lines = self.subject(), self.one if self.state.view == "one" else self.held
        found = [("Reference", str(ref))] if ref is not None else []
        found += [("Sentence", self.state.says(self.board.key)[0])] if self.state.view != "one" else []
        return [*found, ("Lines", text_of(lines.lines))] if lines.lines else found

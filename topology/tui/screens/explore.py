"""The first mode: the catalog, what stands around one entity, and its card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType

from topology.model.entity import Component
from topology.model.place import Place
from topology.model.reference import Ref
from topology.tui import views
from topology.tui.commands import bindings
from topology.tui.line import Gloss, Line
from topology.tui.screens.middle import MiddleScreen
from topology.tui.widgets.catalog_pane import CatalogPane

if TYPE_CHECKING:
    from topology.tui.world import World


class ExploreScreen(MiddleScreen):
    """Wiring between the session and the panes."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("explore")
    WHERE = ("explore", "view", "app")
    ROOT = True
    _on_card: Ref | None = None
    _behind: tuple[Callable[[], None], ...] = ()

    # What is shown

    def show_world(self, world: World) -> None:
        """Show another reading of the catalog; whoever stood somewhere stays there."""
        session = self.home.session
        first = session.focus is None
        start = world.start if first else session.focus
        if first and start is not None:
            session.look(start)
        self.catalog.load(world, start)
        self.query_one(CatalogPane).count()
        self.show_top()
        self.call_after_refresh(self.query_one(CatalogPane).get_ready)
        self.call_after_refresh(self.renew)  # what takes its time: the tree is there before

    def judged(self) -> None:
        """Count the findings in the tree, list them on the card."""
        super().judged()
        if self.home.world is not None:
            self.catalog.load(self.home.world)
            self.show_middle()
            self._show_card()

    def on_resize(self, event: events.Resize) -> None:
        """Say on the card whether there is more than fits."""
        self._show_card()

    def renew(self) -> None:
        """Show what holds now: the session or the instant has changed."""
        self.show_top()
        self.show_middle()
        self._show_card()

    def _show_card(self) -> None:
        world, cursor, at = self.home.world, self.home.session.cursor, self.home.session.instant
        if world is not None and cursor is not None:
            self.card.entitle(world.catalog.entities[cursor].kind, self.hint)
            # Of the same entity, whatever has changed about it, nobody loses their place.
            show = self.card.show if cursor == self._on_card else self.card.start_with
            self._on_card = cursor
            show(lambda columns: views.card_of(world, cursor, at, columns, self.key))

    def crumbs(self) -> Sequence[str]:
        """What it is part of, and what it is."""
        world, focus = self.home.world, self.home.session.focus
        return world.crumbs(focus) if world is not None and focus is not None else ()

    def go(self, ref: Ref) -> None:
        """Put an entity in the middle, with a way back."""
        self.home.session.visit(ref)
        self.arrive()

    def arrive_at(self, ref: Ref) -> None:
        """What is in the middle is chosen by the session already: stand on it, in the graph too."""
        self.catalog.reveal(ref)
        self.show_top()
        self.show_middle(ref)
        self._show_card()

    def arrive(self) -> None:
        """Show what is in the middle now, and stand on it in the tree."""
        if self.home.session.focus is not None:
            self.catalog.reveal(self.home.session.focus)
        self.renew()

    # What the panes say

    def walk(self, line: Line) -> None:
        """Look at what the line is of, in passing."""
        if line.ref is not None and line.ref != self.home.session.focus:
            self.home.session.look(line.ref)
            self.show_top()
            waiting, self._behind = self._behind, (self._show_card, self.show_middle)
            if not waiting:  # the tree is painted first: keys and letters come fast
                self.call_after_refresh(self._keep_up)

    def _keep_up(self) -> None:
        """One pane after the other, each painted before the next is made: no key waits for both."""
        if self._behind:
            show, *rest = self._behind
            self._behind = tuple(rest)
            show()
        if self._behind:
            self.card.call_after_refresh(self._keep_up)

    def use(self, pane: str) -> None:
        """Go to a pane, which shows what holds now."""
        while self._behind:
            self._behind, (show, *_) = self._behind[1:], self._behind
            show()
        super().use(pane)

    def open(self, line: Line) -> None:
        """Go there; fold or unfold what can be."""
        if line.ref is not None:
            self.go(line.ref)
        if self.catalog.can_fold(line):
            self.catalog.toggle(line)
        else:
            self.use("middle" if self.around.display else "card")

    def point(self, ref: Ref) -> None:
        """Show the card of a neighbour."""
        self.home.session.point(ref)
        self._show_card()

    def follow(self, line: Line) -> None:
        """To the entity, the page or the file that a line of the card leads to."""
        if line.ref is not None:
            self.go(line.ref)
        elif line.url:
            self.home.open_page(line.url)
        elif line.place is not None:
            self.home.edit(line.place)
        elif line.gloss is not None:
            self.call_next(self.home.action_help)

    def gloss(self) -> Gloss | None:
        """The words of the line; where it has none, of the chip, or of what the card is of."""
        from topology.tui.chip_words import chip_gloss

        said, world, chip = super().gloss(), self.home.world, self.middle.here
        if said is None and world is not None and self.pane == 1 and self.sight.form == "graph":
            return chip_gloss(world, chip.ref, self.middle.ties) if chip is not None else None
        if said is None and world is not None and self.pane == 2 and self._on_card is not None:
            return chip_gloss(world, self._on_card, ())
        return said

    # The filter

    def action_filter(self) -> None:
        """Type to find."""
        self.query_one(CatalogPane).start_filter()

    def action_next_match(self) -> None:
        """To the next match of the filter, else to the next finding."""
        self._match(1)

    def action_previous_match(self) -> None:
        """To the match or the finding before."""
        self._match(-1)

    def _match(self, by: int) -> None:
        if self.home.session.filter.strip():
            self.catalog.step(by if self.asked() is not None else 0)
        elif self.home.world is not None:
            found = views.beside(self.home.world, self.subject(), by)
            if found is not None:
                self.go(found[0])
            self.say(found[1] if found is not None else "Nothing is found wrong with anything", "quiet")

    def escape(self) -> bool:
        """Give up work, see less, show all panes, clear the filter, the marks, go back to the catalog."""
        if self.escape_middle() or self.unzoom():
            return True
        if self.query_one(CatalogPane).end_filter():
            self.renew()
            return True
        if self.home.session.marks:
            self.home.session.clear_marks()
            self.catalog.rebuild()
            self.show_top()
            self.show_middle()
            return True
        if self.pane:
            self.use("catalog")
            return True
        return False

    # Questions

    def subject(self) -> Ref | None:
        """What somebody stands on in the pane that they use."""
        line = self.catalog.here if self.pane == 0 else None
        if line is not None and line.ref is not None:
            return line.ref
        if self.pane == 0 and line is None and self.home.session.filter.strip():
            return None  # a filter that finds nothing asks about nothing
        here = self.around.here if self.around.front.has_focus else None
        return here if here is not None else self.home.session.cursor

    def place(self) -> Place | None:
        """The place of the card's line, else of the entity."""
        here = self.card.here if self.card.has_focus else None
        if here is not None and here.place is not None:
            return here.place
        world, ref = self.home.world, self.subject()
        return world.catalog.entities[ref].place if world is not None and ref is not None else None

    def copies(self) -> list[tuple[str, str]]:
        """How it is called, its owner, its file, its card."""
        from topology.tui.copies import copies

        world, ref = self.home.world, self.subject()
        if world is None or ref is None:
            return []
        here = self.card.here if self.card.has_focus else None
        link = [("Link" if ":" in here.url else "Channel", here.url)] if here is not None and here.url else []
        return link + copies(world, ref, self.home.session.instant)

    def action_mark(self) -> None:
        """Mark what somebody stands on, or take the mark away."""
        world, ref = self.home.world, self.asked()
        if world is None or ref is None:
            return
        if not isinstance(world.catalog.entities[ref], Component):
            self.say("Only what can fail can be marked: a component", "quiet")
            return
        self.home.session.toggle_mark(ref)
        self.catalog.rebuild()
        self.show_top()
        self.show_middle()

    async def action_page(self) -> None:
        """What if this fails, or all that is marked."""
        if faults := self.home.session.marks or [ref for ref in (self.asked(),) if ref is not None]:
            await self.home.ask(faults)

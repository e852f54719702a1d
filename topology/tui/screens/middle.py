"""What is done in the middle pane of Explore: moving along the graph, asking about what is in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events

from topology.model.reference import Ref
from topology.tui import views
from topology.tui.commands import Command, named
from topology.tui.screens.offers import IN_PANE, pointless
from topology.tui.screens.seeing import SeeingScreen

if TYPE_CHECKING:
    from topology.graph.lanes.drawing import Chip


class MiddleScreen(SeeingScreen):
    """The graph of what is in the middle, and the same as tree and table."""

    _about: Ref | None = None
    _pointless: frozenset[str] = frozenset()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Offer the keys of the pane that is in use."""
        super().on_descendant_focus(event)
        self.rekeyed()

    def offered(self) -> list[Command]:
        """What can be done in the pane that is in use, with what somebody stands on."""
        here = IN_PANE.get(self.pane)
        mine = [self.home.keymap.mine(named(id_)) for id_ in here] if here else super().offered()
        return [each for each in mine if each.id not in self._pointless]

    def show_top(self) -> None:
        """Where somebody is, and what can be done there."""
        super().show_top()
        marked, cursor = self.home.session.marks, self.home.session.cursor
        beside = pointless(None if marked else cursor)
        if beside != self._pointless:
            self._pointless = beside
            self.rekeyed()

    def show_middle(self, stand: Ref | None = None) -> None:
        """Show what holds now as graph, tree or table; stand on an entity, if it is in it.

        Of something else one stands on that: the card is of it, and so are the next keys.
        """
        world, session = self.home.world, self.home.session
        if world is None or session.focus is None:
            return
        before, self._about = self._about, session.focus
        if stand is None and before != session.focus:
            stand = session.cursor
        self.around.bring(self.sight.form)
        if self.sight.form == "graph":
            self.found = None
            self.middle.show(views.subject_of(world, session, self.key), stand)
            self.middle.label()
        else:
            self.middle.cancel()
            listed = views.listing_of(world, session, self.key, self.found)
            self.found = listed.found
            self.around.show_lines(listed, stand or session.cursor)
            self.tie()

    def asked(self) -> Ref | None:
        """What a question is about; where it is about nothing, that is said."""
        ref = self.subject()
        if ref is None and self.home.world is not None:
            self.say(f"The filter finds nothing to ask about: {self.key('escape')} ends it", "quiet")
        return ref

    # Moving

    def nothing(self, chip: Chip, way: int) -> None:
        """Say why there was nothing to go to."""
        world = self.home.world
        if world is None:
            return
        name, topology = world.title(chip.ref), world.topology
        nodes = [ref for ref in chip.members if ref in topology.index]
        if way < 0:
            others = {edge.source for ref in nodes for edge in topology.users(ref)}
        else:
            others = {edge.target for ref in nodes for edge in topology.needs(ref)}
        others.difference_update(nodes)
        what = f"What uses {name}" if way < 0 else f"What {name} uses"
        if others - self._drawn_refs():
            keys = f"{self.key('deeper')} widens, {self.key('hidden')} lists it"
            self.say(f"{what} is not drawn: {keys}", "quiet")
        elif others:
            self.say(f"{what} is drawn without the lines to it: {self.key('cross')} draws them", "quiet")
        elif not nodes:
            self.say("Nothing leads further on this side", "quiet")
        else:
            self.say(f"Nothing uses {name}" if way < 0 else f"No file says what {name} uses", "quiet")

    def action_users(self) -> None:
        """To the first thing that uses what is in the middle."""
        self._side(-1)

    def action_needs(self) -> None:
        """To the first thing that it uses."""
        self._side(1)

    def _side(self, way: int) -> None:
        ref = self.asked()
        if ref is None:
            return
        if ref != self.home.session.focus:
            self.go(ref)
        self.use("middle")
        if self.sight.form == "graph":
            self.middle.enter(way)
        elif not self.around.enter("users" if way < 0 else "needs"):
            world = self.home.world
            name = world.title(ref) if world is not None else ref
            self.say(f"Nothing uses {name}" if way < 0 else f"No file says what {name} uses", "quiet")

    def unfold(self, key: str, opened: bool) -> None:
        """Unfold a line of the tree, or fold it."""
        self.sight.unfolded[key] = opened
        self.show_middle()

    def action_form(self) -> None:
        """From graph to tree to table, and round."""
        self.sight.next_form()
        self.show_middle(self.home.session.cursor)
        self.use("middle")
        if self.sight.form == "table":
            self.say(f"{self.key('sort')} sorts; ways visit nothing twice, whatever their length", "quiet")

    def action_sort(self) -> None:
        """Sort the table by its next column."""
        if self.sight.form != "table":
            self.say(f"{self.key('sort')} sorts the table: {self.key('form')} shows it", "quiet")
            return
        from topology.tui.entries import COLUMNS

        self.sight.sort = (self.sight.sort + 1) % len(COLUMNS)
        self.show_middle()
        self.say(f"Sorted by {COLUMNS[self.sight.sort]}", "quiet")

    async def action_ways(self) -> None:
        """All ways between what was marked last, or what is in the middle, and what is stood on."""
        from topology.tui.screens.ways import WaysScreen

        world, ref, session = self.home.world, self.asked(), self.home.session
        if world is None or ref is None:
            return
        others = [*reversed(session.marks), *([session.focus] if session.focus is not None else [])]
        other = next((each for each in others if each != ref), None)
        if other is None:
            mark = self.key("mark")
            self.say(f"Ways lead between two: {mark} marks one, then stand on the other", "quiet")
            return
        strange = next((each for each in (ref, other) if each not in world.topology.index), None)
        if strange is not None:
            self.say(f"Ways lead between things that can fail: {world.title(strange)} is none", "quiet")
            return

        def chosen(way: Ref | None) -> None:
            if way is not None:
                self.go(way)

        await self.home.push_screen(WaysScreen(world, other, ref), chosen)

    async def action_hidden(self) -> None:
        """List what is hidden: beyond the depth, and in folded lanes."""
        from topology.tui.hidden import hidden_lines, is_hidden
        from topology.tui.screens.hidden import HiddenScreen

        world = self.home.world
        if world is None or not is_hidden(world, *self.around.seen):
            self.say("Nothing is hidden", "quiet")
            return

        def chosen(ref: Ref | None) -> None:
            if ref is not None:
                self.go(ref)

        make = partial(hidden_lines, world, *self.around.seen)
        await self.home.push_screen(HiddenScreen(make), chosen)

    def escape_middle(self) -> bool:
        """Give up a drawing that takes long, else see less again; says whether there was anything to do."""
        focus = self.home.session.focus
        if self.middle.cancel():
            if focus is not None:
                self.sight.see_whole(focus, None)
            self.say("Drawing was given up", "quiet")
            return True
        if self.pane == 1 and focus is not None and self.sight.whole(focus) is not None:
            self.sight.see_whole(focus, None)
            self.show_middle()
            return True
        return False

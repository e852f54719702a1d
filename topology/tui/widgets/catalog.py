"""The tree on the left, and what the filter finds in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events

from topology.model.reference import Ref
from topology.tui.line import Line
from topology.tui.session import Session
from topology.tui.widgets.lines import Lines, Tell

if TYPE_CHECKING:
    from topology.tui.shelves import Shelves
    from topology.tui.world import World

MOST = 200
"""Matches that are listed: nobody reads more, they type on."""


class Catalog(Lines):
    """Unfolds, folds and filters the catalog of a world. ``matches`` says how many a filter has found."""

    CLICK_CHOOSES = False

    def __init__(self, session: Session, moved: Tell, chosen: Tell, *, id: str | None = None) -> None:
        super().__init__(moved=moved, chosen=chosen, id=id)
        self._session = session
        self._shelves: Shelves | None = None
        self._place = ""
        self.matches = ""

    def load(self, world: World, ref: Ref | None = None) -> None:
        """Show another world; what was unfolded stays so, and the way to ``ref`` is unfolded."""
        from topology.tui.shelves import Shelves

        self._shelves = Shelves(world, self._session)
        if not self._session.opened:
            self._shelves.start()
        if ref is None or (self.here is not None and self.here.ref == ref):
            self.rebuild()
        if ref is not None:
            self.reveal(ref)

    def rebuild(self, key: str | None = None) -> None:
        """Make the lines anew: something was folded, marked or filtered."""
        if self._shelves is None:
            return
        lines: Sequence[Line]
        if self._session.filter.strip():
            lines = self._matches()
        else:
            lines, self.matches = self._shelves.lines(), ""
        self.show(lambda _: lines, key)

    def _matches(self) -> list[Line]:
        assert self._shelves is not None
        world = self._shelves.world
        found = world.finder.find(self._session.filter, MOST)
        self.matches = f"{found.total} of {len(world.catalog.entities)}"
        return self._shelves.matches(found)

    def filtered(self, before: str) -> None:
        """The filter has changed: the best match comes first; without a filter the old place comes back."""
        if not before and self.here is not None:
            self._place = self.here.key
        if self._session.filter.strip():
            lines = self._matches()
            self.start_with(lambda _: lines)
            self.tell()
            return
        cursor = self._session.cursor
        if self._shelves is None or cursor is None or self._shelves.leads(self._place, cursor):
            self.rebuild(self._place)
        else:
            self.rebuild(self._shelves.reveal(cursor) or self._place)

    def reveal(self, ref: Ref) -> None:
        """Stand on an entity, unfolding the way to it."""
        if self._shelves is None or (self.here is not None and self.here.ref == ref):
            return
        if self._session.filter.strip():
            self.rebuild(self._shelves.match(ref))
            return
        self.rebuild(self._shelves.reveal(ref))

    def fold(self, key: str, opened: bool) -> None:
        """Unfold or fold one line."""
        (self._session.opened.add if opened else self._session.opened.discard)(key)
        self.rebuild(key)

    def can_fold(self, line: Line) -> bool:
        """Whether something lies, or could lie, under a line."""
        return self._shelves is not None and self._shelves.can_unfold(line)

    def action_right(self) -> None:
        """Unfold; a line that is unfolded already: to the first one in it."""
        here = self.here
        if here is None or not self.can_fold(here):
            return
        if here.key in self._session.opened:
            self.step(1)
        else:
            self.fold(here.key, True)

    def action_left(self) -> None:
        """Fold; a line that is folded already: to the one it lies in."""
        here = self.here
        if here is None or self._shelves is None:
            return
        if here.key in self._session.opened and self.can_fold(here):
            self.fold(here.key, False)
        else:
            self.stand_on(self._shelves.parent(here.key))

    def toggle(self, line: Line) -> None:
        """Fold what is unfolded, unfold what is folded."""
        self.fold(line.key, line.key not in self._session.opened)

    def on_click(self, event: events.Click) -> None:
        """A click on a heading folds it."""
        super().on_click(event)
        here = self.here
        if here is not None and here.ref is None and event.chain == 1:
            self.toggle(here)

"""A screen of two panes: one to move in, and what its spot or line holds beside it, or instead of it."""

from __future__ import annotations

from textual.geometry import Size
from textual.widget import Widget

from topology.model.place import Place
from topology.tui.line import Line
from topology.tui.screens.base import BaseScreen
from topology.tui.widgets.lines import Lines, Make
from topology.tui.widgets.narrow import NarrowPane

FIRST = 50
"""Lines among which the first entity is looked for."""


class HeldScreen(BaseScreen):
    """Where there is no room for both panes, ``-open`` shows the second one in place of the first."""

    def __init__(self, size: Size | None = None) -> None:
        super().__init__(size)
        self._held = ""

    @property
    def held(self) -> Lines:
        """What the spot or line that is stood on holds."""
        return self.query_one("#held", Lines)

    @property
    def front(self) -> Widget:
        """What is moved in."""
        raise NotImplementedError

    @property
    def at_held(self) -> bool:
        """Whether somebody is in what is held."""
        return self.focused is self.held

    @property
    def left(self) -> NarrowPane:
        """The pane of what is moved in, with its filter."""
        return self.query_one("#left", NarrowPane)

    def show(self) -> None:
        """Show the view."""
        raise NotImplementedError

    def fill(self) -> None:
        """Write what is held, where it can be seen."""
        raise NotImplementedError

    def arrive(self) -> None:
        """Show another view, and go there."""
        self._show(False)
        self.show()
        self.show_top()
        self.use()

    def action_filter(self) -> None:
        """Type to narrow what is moved in."""
        self.left.start()

    def use(self) -> None:
        """Go to what is moved in."""
        self.set_focus(self.front)

    def keep_held(self, key: str, make: Make) -> None:
        """Write what ``key`` holds: from its first entity on, or where somebody is in it already."""
        before, self._held = self._held, key
        if before == key:
            self.held.show(make)
            return
        self.held.start_with(make)
        first = self.held.lines[:FIRST]
        self.held.stand_on(next((line.key for line in first if line.ref is not None), ""))

    def open_held(self) -> None:
        """Go to what is held."""
        self._show(True)
        self.fill()
        self.set_focus(self.held)

    def close_held(self) -> bool:
        """Go back from what is held; says whether somebody was there."""
        there = self.at_held
        self._show(False)
        if there:
            self.use()
        return there

    def _show(self, opened: bool) -> None:
        """At once, not when there is time: what is typed next must land there."""
        self.set_class(opened, "-open")
        self.app.stylesheet.update_nodes(set(self.query("*")))

    def action_other_pane(self) -> None:
        """To what is held, and back."""
        if not self.close_held():
            self.open_held()

    def follow(self, line: Line) -> None:
        """To the entity, or else to the place in the files, that a line leads to."""
        if line.ref is not None:
            self.home.visit(line.ref)
        elif line.place is not None:
            self.home.edit(line.place)

    def here(self) -> Line | None:
        """The line that is stood on, if it is a line."""
        return self.held.here if self.at_held else None

    def place(self) -> Place | None:
        """Where the fact of the line stands, else the entity."""
        here, world, ref = self.here(), self.home.world, self.subject()
        if here is not None and here.place is not None:
            return here.place
        entity = world.catalog.entities.get(ref) if world is not None and ref is not None else None
        return entity.place if entity is not None else None

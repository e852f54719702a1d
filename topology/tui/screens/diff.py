"""The mode that compares two versions: the list of changes, and one change in full."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from topology.insight.diff.values import Change
from topology.model.place import Place
from topology.model.reference import COMPONENT_KINDS, Ref, kind_of
from topology.tui.commands import bindings
from topology.tui.diff.list_lines import ALL
from topology.tui.line import Line
from topology.tui.screens.diff_work import DiffWork
from topology.tui.widgets.lines import Lines
from topology.tui.widgets.narrow import NarrowPane


class DiffScreen(DiffWork):
    """Wiring between a comparison and the panes."""

    CSS_PATH = "diff.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("diff")
    WHERE = ("diff", "view", "app")
    CALLED = "Changes"
    AUTO_FOCUS = "#list"

    def body(self) -> Iterable[Widget]:
        """The list with its filter, and the change that is stood on."""
        lines = Lines(moved=lambda _: self.fill(), chosen=self._chosen, id="list", classes="pane")
        hint = "worse, a name, a team, a rule"
        yield Container(
            NarrowPane(lines, hint=hint, narrowed=self._narrow, used=self.use, id="left"),
            Lines(chosen=self.follow, shy=True, id="held", classes="pane"),
            id="views",
        )

    @property
    def rows(self) -> Lines:
        """The list."""
        return self.query_one("#list", Lines)

    @property
    def front(self) -> Widget:
        """The list."""
        return self.rows

    @property
    def key(self) -> str:
        """The key of the line of the list that is stood on."""
        return self.rows.here.key if self.rows.here is not None else ""

    @property
    def change(self) -> Change | None:
        """The change that is stood on."""
        return self.state.change(self.key)

    # What is shown

    def show(self) -> None:
        """Show the list, and the change that is stood on."""
        self.show_list()
        self.fill()

    def show_list(self) -> None:
        """Show the list, and how far the work is."""
        self.rows.entitle(self.state.title)
        self.rows.show(self.state.lines)

    def fill(self) -> None:
        """The change in full."""
        key, again = self.key, self.home.keymap.shown("versions")
        self.held.entitle(self.state.counted(key))
        self.held.start_with(lambda columns: self.state.detail(key, again, columns))

    def stand_on(self, key: str) -> None:
        """Stand on a line of the list."""
        self.rows.stand_on(key)

    def crumbs(self) -> Sequence[str]:
        """What is compared with what."""
        return "Diff", self.state.title

    # Keys

    def _chosen(self, line: Line) -> None:
        """To the entity; from the line of all changes to the first one."""
        if line.key == ALL:
            self.action_next_change()
        elif line.ref is not None and self._there(line.ref):
            self.home.visit(line.ref)
        elif line.ref is not None or line.place is None:
            self.say("It is not in the catalog that is open", "quiet")
        else:
            self.say(f"It is about no entity: {self.home.keymap.shown('edit')} opens the file", "quiet")

    def follow(self, line: Line) -> None:
        """To what a line of the change leads to."""
        if line.ref is not None and not self._there(line.ref):
            self.say("It is not in the catalog that is open", "quiet")
        else:
            super().follow(line)

    def _there(self, ref: Ref) -> bool:
        return self.home.world is not None and ref in self.home.world.catalog.entities

    def action_next_change(self) -> None:
        """To the next change."""
        self._step(1)

    def action_previous_change(self) -> None:
        """To the change before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        key, again = self.state.after(self.key, by)
        if not key:
            self.say("There is no change here", "quiet")
            return
        self.rows.stand_on(key)
        if again:
            self.say("From the first one again" if by > 0 else "From the last one again", "quiet")

    async def action_page(self) -> None:
        """What if this fails, as the catalog is now."""
        ref = self.subject()
        if ref is None or kind_of(ref) not in COMPONENT_KINDS:
            self.say("Stand on a component that is still there", "quiet")
        else:
            await self.home.ask((ref,))

    def _narrow(self, query: str) -> None:
        self.state.query = query
        self.show()

    def escape(self) -> bool:
        """Stop the work, else close what was opened, else clear the filter."""
        if self.stop():
            if self.state.found is None:
                self.state.wrong = "It was stopped."
            self.say("Stopped", "warn")
            self.show()
            return True
        return self.close_held() or self.left.end()

    # Questions

    def subject(self) -> Ref | None:
        """What the line of the change leads to, else what the change is about, if it is there."""
        here = self.here()
        ref = here.ref if here is not None else None
        if ref is None and self.change is not None:
            ref = self.change.ref
        return ref if ref is not None and self._there(ref) else None

    def place(self) -> Place | None:
        """The place of the change in the files that are open."""
        found, change = self.state.found, self.change
        if found is None or change is None:
            return None
        if found.is_open:
            return change.after
        world, ref = self.home.world, self.subject()
        return world.catalog.entities[ref].place if world is not None and ref is not None else None

    def copies(self) -> list[tuple[str, str]]:
        """The change as text, all of them as Markdown, the reference."""
        from topology.present.diff_markdown import diff_markdown
        from topology.present.diff_text import change_text

        found, change, ref = self.state.found, self.change, self.subject()
        if found is None:
            return []
        made = [("Reference", str(ref))] if ref is not None else []
        if change is not None:
            made.insert(0, ("Change", change_text(found.difference, found.words, change, found.zone)))
        return [*made, ("Markdown", diff_markdown(found.difference, found.words, found.zone))]

"""The left pane: the tree, and the line to type a filter on when there is one."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical

from topology.model.reference import Ref
from topology.tui import text
from topology.tui.line import Line
from topology.tui.session import Session
from topology.tui.widgets.catalog import Catalog
from topology.tui.widgets.lines import Tell

HINT = "name #channel owner:x tier:1"


class CatalogPane(Vertical):
    """Filters the tree while somebody types; ``accepted`` is told what they want of it."""

    def __init__(
        self, session: Session, moved: Tell, chosen: Tell, accepted: Callable[[Ref], None], *, id: str
    ) -> None:
        super().__init__(id=id, classes="pane")
        self._accepted = accepted
        self._moved = moved
        self.hint = ""
        self._session = session
        self._before: Ref | None = None
        self._tree = Catalog(session, moved, chosen, id="catalog")
        self.border_title = text.content("Catalog")

    def compose(self) -> ComposeResult:
        """The tree; the prompt comes when it is asked for."""
        yield self._tree

    @property
    def catalog(self) -> Catalog:
        """The tree."""
        return self._tree

    def get_ready(self) -> None:
        """Have the line to type on at hand, out of sight: what follows ``/`` at once must land on it."""
        if not self.query("#filter"):
            from topology.tui.widgets.prompt import Prompt

            prompt = Prompt(
                hint=HINT, changed=self._find, submitted=self._accept, beside=self.catalog, id="filter"
            )
            prompt.display = False
            self.mount(prompt, before=self.catalog)

    def start_filter(self) -> None:
        """Give somebody a line to type on, with what is on it already."""
        for prompt in self.query("#filter"):
            if not prompt.display:
                self._before = self._session.focus
            prompt.display = True
            self.screen.set_focus(prompt, scroll_visible=False)

    def end_filter(self) -> bool:
        """Show the whole tree again; says whether there was a filter.

        Somebody who took nothing of what was found is back where they were.
        """
        from topology.tui.widgets.prompt import Prompt

        for prompt in self.query("#filter").results(Prompt):
            if not prompt.display:
                return False
            if self._before is not None:
                self._session.look(self._before)
            prompt.clear()
            prompt.display = False
            self.screen.set_focus(self.catalog, scroll_visible=False)
            return True
        return False

    def _find(self, query: str) -> None:
        self._session.filter, before = query, self._session.filter
        self.catalog.filtered(before)
        self.count()
        here = self.catalog.here
        if self._before is not None and query.strip() and (here is None or here.ref is None):
            self._moved(Line((), ref=self._before))  # what the letter before has found is not meant

    def count(self, hint: str | None = None) -> None:
        """Say on the frame how many the filter has found, else the hint."""
        self.hint = self.hint if hint is None else hint
        said = self.catalog.matches or self.hint
        self.border_subtitle = text.content(said) if said else None

    def _accept(self, _: str) -> None:
        here = self.catalog.here
        self.screen.set_focus(self.catalog, scroll_visible=False)
        if here is not None and here.ref is not None:
            self._before = None
            self._accepted(here.ref)

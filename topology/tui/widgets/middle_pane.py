"""The middle pane: the graph, or in its place the lines of the same neighbourhood, in one frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from topology.model.reference import Ref
from topology.tui import text
from topology.tui.line import Line
from topology.tui.sight import Form
from topology.tui.widgets.graph import Graph
from topology.tui.widgets.listing import Head, Listing

if TYPE_CHECKING:
    from topology.graph.lanes.drawing import Chip
    from topology.tui.listings import Listed


class MiddlePane(Vertical):
    """Holds both and shows one; the frame says what it is of."""

    def __init__(
        self,
        *,
        moved: Callable[[Ref], None],
        chosen: Callable[[Ref], None],
        nothing: Callable[[Chip, int], None],
        fold: Callable[[str, bool], None],
        id: str,
        classes: str,
    ) -> None:
        super().__init__(id=id, classes=classes)

        def tell(heard: Callable[[Ref], None]) -> Callable[[Line], None]:
            return lambda line: heard(line.ref) if line.ref is not None else None

        self.graph = Graph(moved=moved, chosen=chosen, nothing=nothing, entitled=self.entitle, id="graph")
        self.head = Head(id="listing-head")
        self.listing = Listing(moved=tell(moved), chosen=tell(chosen), fold=fold, id="listing")
        self.head.display = self.listing.display = False
        self._listed: frozenset[Ref] = frozenset()
        self._title: tuple[str, ...] = ()
        self._notes = ""

    def compose(self) -> ComposeResult:
        """The graph, and what may stand in its place."""
        yield self.graph
        yield self.head
        yield self.listing

    @property
    def front(self) -> Graph | Listing:
        """What is shown."""
        return self.listing if self.listing.display else self.graph

    @property
    def here(self) -> Ref | None:
        """What is stood on."""
        here = self.front.here
        return here.ref if here is not None else None

    @property
    def seen(self) -> tuple[set[Ref], tuple[Chip, ...]]:
        """Everything that is shown, and the folded lanes among it."""
        if self.front is self.listing:
            return set(self._listed), ()
        chips = self.graph.drawing.chips if self.graph.drawing is not None else ()
        shown = {ref for chip in chips for ref in chip.members}
        return shown, tuple(chip for chip in chips if chip.role == "team")

    def bring(self, form: Form) -> None:
        """Show the graph or the lines; who was in the one is in the other."""
        focused = self.front.has_focus
        self.graph.display = form == "graph"
        self.listing.display = form != "graph"
        self.head.display = form == "table"
        if focused and not self.front.has_focus:
            self.screen.set_focus(self.front, scroll_visible=False)

    def show_lines(self, listed: Listed, stand: Ref | None) -> None:
        """Show lines; stand where one stood, else on an entity, if it is among them."""
        self._listed = listed.refs
        self.listing.folds(listed.unfoldable, listed.parent)
        if listed.head is not None:
            self.head.show(listed.head)
        here = self.listing.here
        before = here.key if here is not None and (stand is None or here.ref in (stand, None)) else None
        self.listing.show(listed.make, before)
        if before is None or self.listing.here is None or self.listing.here.key != before:
            self.listing.stand_at(stand)
        self._title, self._notes = listed.title, listed.notes
        self._label()

    def on_resize(self) -> None:
        """Write the title of the lines for another width."""
        if self.front is self.listing and self._title:
            self._label()

    def _label(self) -> None:
        self.entitle(text.titled(self._title, self.size.width - 2), self._notes)

    def enter(self, way: str) -> bool:
        """Stand on the first line on one side; says whether there is any."""
        return self.listing.enter(way)

    def entitle(self, title: str, subtitle: str) -> None:
        """Put words on the frame."""
        self.border_title = text.content(title)
        self.border_subtitle = text.content(subtitle) if subtitle else None

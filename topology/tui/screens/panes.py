"""Three panes side by side, or as many of them as there is room for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import events
from textual.containers import Container, Horizontal
from textual.geometry import Size
from textual.widget import Widget

from topology.model.reference import Ref
from topology.tui.line import Line
from topology.tui.screens.base import HEIGHTS, BaseScreen
from topology.tui.widgets.catalog import Catalog
from topology.tui.widgets.catalog_pane import CatalogPane
from topology.tui.widgets.graph import Graph
from topology.tui.widgets.lines import Lines
from topology.tui.widgets.middle_pane import MiddlePane

if TYPE_CHECKING:
    from topology.graph.lanes.drawing import Chip

PANES = ("catalog", "middle", "card")
ZOOMED = "-zoomed"
STACKED = "-stacked"

BESIDE = 112
"""Columns from which on all three stand side by side."""
WIDTHS = [(0, "-narrow"), (80, "-half"), (BESIDE, "-wide"), (150, "-huge")]
OVER, ROOMY, TALL = 90, 132, 28
"""Columns between which, and lines from which on, the graph stands over the card and the catalog beside both:
side by side the graph would have to cut its names, and the card to break its lines."""


class PanesScreen(BaseScreen):
    """The catalog, what stands around one entity, its card; and which of them is in use.

    The style sheet shows those that fit, by the classes that say how large the screen
    is, which pane is in use (``-at-…``), which of the last two was (``-graph``), whether these
    stand over one another (``-stacked``), and whether one has the whole screen (``-zoomed``).
    """

    AUTO_FOCUS = "#catalog"
    HORIZONTAL_BREAKPOINTS = WIDTHS

    def __init__(self, size: Size | None = None) -> None:
        super().__init__(size, f"-at-left {STACKED * _stacks(size)}")

    def body(self) -> Iterable[Widget]:
        """The three panes."""
        yield Horizontal(
            CatalogPane(self.home.session, self.walk, self.open, self.go, id="left"),
            Container(
                MiddlePane(
                    moved=self.point,
                    chosen=self.go,
                    nothing=self.nothing,
                    fold=self.unfold,
                    id="middle",
                    classes="pane",
                ),
                Lines(chosen=self.follow, shy=True, id="card", classes="pane"),
                id="right",
            ),
            id="panes",
        )

    @property
    def catalog(self) -> Catalog:
        """The tree in the left pane."""
        return self.query_one("#catalog", Catalog)

    @property
    def middle(self) -> Graph:
        """The graph in the middle pane."""
        return self.query_one("#graph", Graph)

    @property
    def around(self) -> MiddlePane:
        """The middle pane: the graph, or what stands in its place."""
        return self.query_one("#middle", MiddlePane)

    @property
    def card(self) -> Lines:
        """The right pane."""
        return self.query_one("#card", Lines)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Where there is no room for all panes, show the one that is in use.

        By now, that is: from deep inside a pane the event comes later than from its edge.
        """
        at = PANES[self.pane]
        wanted = {f"-at-{'left' if pane == 'catalog' else pane}": at == pane for pane in PANES}
        wanted |= {ZOOMED: False} if at == "catalog" else {"-graph": at == "middle"}
        self.update_classes(wanted)  # all at once: each look at the styles takes its time

    def on_resize(self, event: events.Resize) -> None:
        """Put the graph over the card where that gives both more room; where one pane is alone, say so."""
        self.set_class(_stacks(event.size), STACKED)
        alone = event.size.height < HEIGHTS[1][0]
        self.query_one(CatalogPane).count(self.hint if alone else "")

    @property
    def hint(self) -> str:
        """Says that there is more where not all panes fit."""
        if _stacks(self.size) or (self.size.width >= BESIDE and self.size.height >= 20):
            return ""
        shown = self.home.keymap.shown
        return f"{shown('next_pane')}: next pane  {shown('zoom')}: whole screen"

    @property
    def pane(self) -> int:
        """Which pane is in use, from the left."""
        focused = self.focused.id if self.focused is not None else None
        return {"graph": 1, "listing": 1, "card": 2}.get(focused or "", 0)

    def use(self, pane: str) -> None:
        """Go to a pane."""
        view = self.around.front if pane == "middle" else self.query_one(f"#{pane}")
        self.set_focus(view, scroll_visible=False)

    def action_next_pane(self) -> None:
        """To the next pane."""
        self.use(PANES[(self.pane + 1) % len(PANES)])

    def action_previous_pane(self) -> None:
        """To the pane before."""
        self.use(PANES[(self.pane - 1) % len(PANES)])

    def action_zoom(self) -> None:
        """Give the whole screen to the card, or to the graph for somebody who is in it; or take it back."""
        if self.unzoom():
            return
        if self.pane == 0:
            self.use("card")
        self.set_class(True, ZOOMED)

    def unzoom(self) -> bool:
        """Show all panes again; says whether only one was shown."""
        zoomed = self.has_class(ZOOMED)
        self.set_class(False, ZOOMED)
        return zoomed

    # What somebody does in them

    def walk(self, line: Line) -> None:
        """Somebody stands on another line of the tree."""
        raise NotImplementedError

    def open(self, line: Line) -> None:
        """Somebody wants what a line of the tree is of."""
        raise NotImplementedError

    def point(self, ref: Ref) -> None:
        """Somebody stands on another entity in the middle pane."""
        raise NotImplementedError

    def nothing(self, chip: Chip, way: int) -> None:
        """There is no user, or no need, to go to in the graph."""
        raise NotImplementedError

    def unfold(self, key: str, opened: bool) -> None:
        """Somebody unfolds a line in the middle pane, or folds it."""
        raise NotImplementedError

    def follow(self, line: Line) -> None:
        """Somebody wants what a line of the card leads to."""
        raise NotImplementedError

    def go(self, ref: Ref) -> None:
        """Somebody wants an entity in the middle."""
        raise NotImplementedError


def _stacks(size: Size | None) -> bool:
    return size is not None and OVER <= size.width < ROOMY and size.height >= TALL

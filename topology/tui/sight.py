"""How the middle pane looks at the catalog: a plain class, without widgets. The view: outlook.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from topology.model.reference import Ref

if TYPE_CHECKING:
    from topology.graph.lanes.view import Owners, View

Form = Literal["graph", "tree", "table"]
FORMS: tuple[Form, ...] = ("graph", "tree", "table")

ALL = Ref("*")
"""Stands for the whole organisation where else a team, product or platform does."""


class Sight:
    """``depth``: so many steps around. ``whole``: a team, product or platform to see all of, or :data:`ALL`.

    ``folded`` and ``opened`` are the lanes that somebody folded or opened by hand, ``unfolded`` says
    so of lines of the tree. ``crossing``: what neighbours have to do with each other is drawn too.
    ``sort``: which of the table's columns it is sorted by, from 0. ``views`` are the last that were made,
    by all that they depend on.
    """

    def __init__(self) -> None:
        self.depth = 1
        self.form: Form = "graph"
        self.crossing = False
        self.folded: set[Owners] = set()
        self.opened: set[Owners] = set()
        self.unfolded: dict[str, bool] = {}
        self.sort = 0
        self.views: dict[tuple[Any, ...], View | None] = {}
        self._whole: Ref | None = None
        self._of: Ref | None = None

    def whole(self, focus: Ref) -> Ref | None:
        """What is seen all of while ``focus`` is looked at; ``None``: just what is around it."""
        return self._whole if self._of == focus else None

    def see_whole(self, focus: Ref, whole: Ref | None) -> None:
        """See all of something, until something else is looked at."""
        self._whole, self._of = whole, focus

    def next_form(self) -> Form:
        """Go on to the next of graph, tree and table."""
        self.form = FORMS[(FORMS.index(self.form) + 1) % len(FORMS)]
        return self.form

    def go_to(self, depth: int) -> None:
        """See so many steps; what was unfolded by hand is as the depth has it again."""
        self.depth = depth
        self.unfolded.clear()

    def toggle(self, lane: Owners, folded: bool) -> None:
        """Open a lane that is ``folded``, fold one that is not."""
        (self.folded if folded else self.opened).discard(lane)
        (self.opened if folded else self.folded).add(lane)

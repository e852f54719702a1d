"""The first line of every screen: where somebody stands, the instant, and what the catalog holds.

Under it, while there is something to mend, a banner.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from topology.present.cells import cut, width
from topology.tui.banner import Banner
from topology.tui.line import Role, Span
from topology.tui.widgets.canvas import Canvas

NAME = " topology "


class TopLine(Canvas, can_focus=False):
    """Shows crumbs at the left and facts at the right: the first fact always, the others as they fit."""

    def __init__(self) -> None:
        super().__init__()
        self._crumbs: Sequence[str] = ()
        self._facts: Sequence[Span] = ()
        self._banner: Banner | None = None

    def show(self, crumbs: Sequence[str], facts: Sequence[Span], banner: Banner | None = None) -> None:
        """Crumbs from the widest to the nearest; the facts after the first from the least wanted on."""
        if (list(crumbs), list(facts)) != (list(self._crumbs), list(self._facts)):
            self._crumbs, self._facts = tuple(crumbs), tuple(facts)
            self.refresh()
        if banner != self._banner:
            self._banner = banner
            self.set_class(banner is not None, "-told")
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line itself, or the banner."""
        room = self.size.width
        if y == 1 and self._banner is not None:
            left, right = self._banner
            return Strip(self.drawn(((" ", "plain"), *left), right, room), room)
        spans: list[Span] = [(NAME, "chip"), (" ", "plain")]
        for position, crumb in enumerate(self._crumbs):
            last = position == len(self._crumbs) - 1
            role: Role = "strong" if last else "quiet"
            spans += [(cut(crumb, room // 3), role)] + ([] if last else [(" › ", "quiet")])
        taken = sum(width(text) for text, _ in spans)
        facts = list(self._facts)
        while len(facts) > 1 and taken + sum(width(text) + 2 for text, _ in facts) + 2 > room:
            del facts[1]
        end: list[Span] = []
        for text, role in facts:
            end += [(f"  {text}", role)]
        return Strip(self.drawn(spans, [*end, (" ", "plain")], room), room)

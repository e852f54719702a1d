"""The first line of every screen: where somebody stands, the instant, and what the catalog holds.

Under it, while there is something to mend, a banner.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.strip import Strip

from topology.present.cells import cut, width
from topology.tui.banner import Banner
from topology.tui.line import Role, Span
from topology.tui.widgets.canvas import Canvas

NAME = " topology "
FINDING = " finding"
"""What the count of findings has in it, and no other fact."""

SHORT = 6
"""Cells of a crumb on the way that stay where the last one needs room."""

USUAL = 80
"""Columns from which on a banner has room for its note."""


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
            banner = self._banner
            said: tuple[Span, ...] = ((" ", "plain"), *banner.said)
            note = banner.note if room >= USUAL else ()
            return Strip(self.drawn(said, (*note, *banner.key, (" ", "plain")), room), room)
        left, right = self._spans(room)
        return Strip(self.drawn(left, right, room), room)

    def _spans(self, room: int) -> tuple[list[Span], list[Span]]:
        """The name and the crumbs; the facts that fit beside them."""
        spans: list[Span] = [(NAME, "chip"), (" ", "plain")]
        crumbs = self._fitting(room)
        for position, crumb in enumerate(crumbs):
            last = position == len(crumbs) - 1
            role: Role = "strong" if last else "quiet"
            spans += [(crumb, role)] + ([] if last else [(" › ", "quiet")])
        taken = sum(width(text) for text, _ in spans)
        facts = list(self._facts)

        def free() -> int:
            return room - taken - sum(width(text) + 2 for text, _ in facts) - 1

        while len(facts) > 1 and free() < 0:
            del facts[1]
        right = [(f"  {text}", role) for text, role in facts]
        if right and not free():  # a cell stays between left and right: it is one of these two
            right[0] = (right[0][0][1:], right[0][1])
        return spans, [*right, (" ", "plain")]

    def _fitting(self, room: int) -> list[str]:
        """The crumbs beside the first fact: the way is shortened before the name that it leads to."""
        crumbs = [cut(crumb, room // 3) for crumb in self._crumbs]
        clock = width(self._facts[0][0]) + 3 if self._facts else 0
        over = len(NAME) + 1 + sum(map(width, crumbs)) + 3 * (len(crumbs) - 1) + clock - room
        for position, crumb in enumerate(crumbs[:-1]):
            kept = max(SHORT, width(crumb) - max(0, over))
            over -= width(crumb) - width(cut(crumb, kept))
            crumbs[position] = cut(crumb, kept)
        return crumbs

    async def on_click(self, event: events.Click) -> None:
        """By mouse: the name opens the palette, crumbs lead back, the clock asks for an instant.

        What is counted at the right end leads to what was found, the banner to all that it stands for.
        """
        if event.y:
            await self.app.run_action("help")  # the banner: help tells all of it
            return
        left, right = self._spans(self.size.width)
        at = self.size.width - sum(width(text) for text, _ in right)
        if event.x < len(NAME):
            await self.app.run_action("palette")
        elif event.x < sum(width(text) for text, _ in left):
            await self.app.run_action("back")
        for number, (text, _) in enumerate(right):
            if at <= event.x < at + width(text):
                wanted = "instant" if number == 0 else "findings" if FINDING in text else ""
                if wanted:
                    await self.app.run_action(wanted)
            at += width(text)

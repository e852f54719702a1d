"""The graph on lanes: what is in sight of it, the lines of what is stood on, and moving along them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.strip import Strip
from textual.worker import Worker

from topology.model.reference import Ref
from topology.tui import text
from topology.tui.commands import bindings
from topology.tui.line import Role, Span
from topology.tui.widgets.canvas import Canvas
from topology.tui.widgets.drafting import Draft, Drafting
from topology.tui.widgets.mixing import mixed

if TYPE_CHECKING:
    from topology.graph.lanes.drawing import Chip, Drawing, Drawn
    from topology.graph.lanes.walk import Walk
    from topology.tui.scenes import Subject

Tell = Callable[[Ref], None]

ROLES: Mapping[str, Role] = {
    "": "plain", "border": "frame", "title": "quiet", "unowned": "warn", "chip": "plain", "focus": "chip",
    "rim": "hot", "ghost": "ghost", "team": "head", "more": "quiet", "edge": "edge", "hard": "edge",
    "soft": "edge", "async": "edge", "redundant": "edge", "grey": "warn", "back": "at-risk",
    "crossing": "edge", "ok": "ok", "at-risk": "at-risk", "degraded": "degraded", "down": "down",
    "unknown": "unknown",
}  # fmt: skip
"""What the roles of a drawing are on the screen."""

MARGIN = 2
"""Rows that stay in sight above and below what is stood on."""

HALF = 1_000
"""More than there are: what is drawn anew has its middle in the middle of the pane."""

BESIDE = 6
"""Cells that stay in sight beside it: how its lines come and go."""

KEPT = 400
"""Rows that are kept once they were drawn."""


class Graph(Canvas):
    """Shows one drawing, however large, of which it draws what is in sight.

    ``moved`` is told on which entity somebody stands now, ``chosen`` which one they want
    in the middle; a folded lane is its team. What takes long to lay out is laid out in a
    thread: until then the old drawing stays, and :meth:`cancel` gives up.
    """

    BINDINGS = bindings("view")

    def __init__(
        self,
        *,
        moved: Tell | None = None,
        chosen: Tell | None = None,
        nothing: Callable[[Chip, int], None] | None = None,
        entitled: Callable[[str, str], None] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """``nothing`` is told at which chip there was no user (below zero) or need to go to.

        ``entitled`` puts title and notes on a frame around it; without, they are on its own.
        """
        super().__init__(id=id, classes=classes)
        self._moved = moved
        self._chosen = chosen
        self._nothing = nothing
        self._entitled = entitled
        self._drafting = Drafting(self, self._arrived, self.label)
        self._draft: Draft | None = None
        self._walk: Walk | None = None
        self._at = -1
        self._stand: Ref | None = None
        self._rows: dict[int, Strip] = {}
        self._sight = range(0)
        self._lit: dict[int, list[int]] = {}

    # What is shown

    def show(self, subject: Subject, stand: Ref | None = None) -> None:
        """Show something else, or the same with other signs.

        Whoever stood on an entity that is in it stands there again, unless ``stand`` names
        another one; else in the middle.
        """
        before = self._draft.subject if self._draft is not None else None
        if self._drafting.busy and subject == self._drafting.subject:
            return
        if subject == before and stand is None and not self._drafting.busy:
            return
        here = self.here
        self._stand = stand if stand is not None or here is None else here.ref
        self._drafting.start(subject, self._draft, self.room)
        self.label()

    def _arrived(self, draft: Draft) -> None:
        """Take a finished drawing."""
        fresh = self._draft is None or self._draft.layout is not draft.layout
        before = self.here
        self._draft = draft
        self._width = self.room
        self._rows.clear()
        drawing = draft.drawing
        self.length, self.breadth = max(1, drawing.height), drawing.width
        if fresh:
            from topology.graph.lanes.walk import Walk

            self._walk = Walk(drawing)
            self._at = self._place(self._stand, before)
        elif self._stand is not None:
            at = self._place_of(self._stand)
            self._at = self._at if at is None else at
        self._light()
        self.label()
        self.top = self.within(self.top)
        if fresh and drawing.focus < 0:
            self.left = 0  # of a whole one sees where it begins
        self._in_sight(centre=fresh and drawing.focus >= 0)
        self.refresh()

    def _place(self, stand: Ref | None, before: Chip | None) -> int:
        """The chip to stand on: the same, the one it went into, one that came out of it, the middle.

        Where none is in the middle: of what it is of the same, or else the first.
        """
        chips = self._chips
        wanted = [at for at, chip in enumerate(chips) if stand is not None and chip.ref == stand]
        within = [at for at, chip in enumerate(chips) if stand is not None and stand in chip.members]
        members = set(before.members) if before is not None and before.ref == stand else set()
        part = [at for at, chip in enumerate(chips) if members.intersection(chip.members)]
        both = [at for at in wanted if at in part]
        drawing = self.drawing
        focus = [drawing.focus] if drawing is not None and drawing.focus >= 0 else []
        distance = self._draft.subject.distance if self._draft is not None else ()
        own = sorted(
            (at for at in range(len(chips)) if not any(distance[at : at + 1])),
            key=lambda at: (before is None or chips[at].ref != before.ref, chips[at].column, chips[at].row),
        )
        return next(iter((*both, *wanted, *within, *part, *focus, *own, *range(len(chips)))), -1)

    def label(self) -> None:
        """Say on the frame what it is of, and how much of it is not seen, where it is in front."""
        if not self.display:
            return
        draft, coming = self._draft, self._drafting.subject
        say = self._entitled or self.entitle
        if self._drafting.busy and coming is not None:
            say(coming.title[0], f"drawing {len(coming.scene.nodes)} … {self._drafting.share:.0%} · esc")
        elif draft is not None:
            narrow = self.region.width + 2 < self.app.size.width  # a frame is 2 cells
            say(draft.title(self.room - 4), draft.notes(self.room - 4, narrow))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Take what was laid out in a thread."""
        self._drafting.ended(event.worker)

    def cancel(self) -> bool:
        """Give up what is being laid out; says whether anything was."""
        given_up = self._drafting.cancel()
        if given_up:
            self.label()
        return given_up

    def fit(self) -> None:
        """Write names for another width; for another height, keep the place in sight."""
        if self.room != self._width and self._draft is not None:
            before, self._width = self.breadth, self.room
            self._draft = self._draft.fitted(self.room)
            self._rows.clear()
            self.breadth = self._draft.drawing.width
            self._light()
            self.label()
            self.scroll_columns(self.left)  # with more room, nothing to the right of it is left empty
            self._in_sight(centre=before != self.breadth and self._draft.drawing.focus >= 0)
        self.settle(self.here.row if self.here is not None else 0, HALF)

    # Drawing

    @property
    def drawing(self) -> Drawing | None:
        """What is shown, if anything is."""
        return self._draft.drawing if self._draft is not None else None

    @property
    def _chips(self) -> tuple[Chip, ...]:
        return self._draft.drawing.chips if self._draft is not None else ()

    @property
    def here(self) -> Chip | None:
        """The chip that is stood on."""
        return self._chips[self._at] if 0 <= self._at < len(self._chips) else None

    @property
    def ties(self) -> list[Drawn]:
        """The lines of the chip that is stood on."""
        drawn = self._draft.drawing.edges if self._draft is not None else ()
        return [line for line in drawn if self._at in (line.source, line.target)]

    @property
    def _empty(self) -> Span:
        return f" {self._draft.subject.empty if self._draft is not None else ''}", "quiet"

    @property
    def _indent(self) -> int:
        """Cells before a drawing that is narrower than the pane."""
        return max(0, (self.room - self.breadth) // 2)

    def notify_style_update(self) -> None:
        """Draw anew: the theme or a pseudo-class has changed."""
        self._rows.clear()
        super().notify_style_update()

    def row(self, number: int) -> list[Segment]:
        """One row, as much of it as is in sight."""
        if not self._chips:
            return self.drawn((self._empty,), (), self.room)
        room, indent = self.room, self._indent
        sight = range(self.left, min(self.left + room - indent, self.breadth))
        if sight != self._sight or len(self._rows) >= KEPT:
            self._rows.clear()
            self._sight = sight
        strip = self._rows.get(number)
        if strip is None:
            strip = self._rows[number] = self._strip(number, sight)
        blank = self.under()
        segments = [Segment(" " * indent, blank)] if indent else []
        segments += strip
        missing = room - indent - strip.cell_length
        return [*segments, Segment(" " * missing, blank)] if missing > 0 else segments

    def _strip(self, number: int, sight: range) -> Strip:
        """The cells in sight of a row, with everything that is lit in it."""
        assert self._draft is not None
        left, width, under = sight.start, len(sight), self.under()
        spans = self._draft.drawing.row(number, left, sight.stop)
        strip = Strip([Segment(span, under + self.looks(ROLES[role])) for span, role in spans], width)
        lit = [cell - left for cell in self._lit.get(number, ()) if cell in sight]
        if lit:
            bright = [Segment(span, under + self._bright(role)) for span, role in spans]
            strip = mixed(strip, Strip(bright, width), lit)
        here = self.here
        seen = here is not None and here.start < sight.stop and here.end > left
        if here is not None and here.row == number and here.role != "focus" and seen:
            strip = Strip(text.lit(list(strip), here.start - left, here.end - left, self.under(True)), width)
        return strip

    def _bright(self, role: str) -> Style:
        """How a line looks that is lit: what is grey or runs back keeps its colour."""
        kept = self.looks(ROLES[role]) if role in ("grey", "back") else Style.null()
        return self.looks("lit") + kept

    def _light(self) -> None:
        """Find the cells of all lines of what is stood on."""
        lit: dict[int, set[int]] = {}
        for line in self.ties:
            for x, y in line.cells():
                lit.setdefault(y, set()).add(x)
        self._lit = {y: sorted(xs) for y, xs in lit.items()}

    # Moving

    def _go(self, at: int | None, follow: bool = True) -> None:
        if at is None or at == self._at or not 0 <= at < len(self._chips):
            return
        before = [*self._lit, *(chip.row for chip in (self.here,) if chip is not None)]
        self._at = at
        self._light()
        here = self._chips[at]
        for number in (*before, *self._lit, here.row):
            self._rows.pop(number, None)
            self.refresh_row(number)
        if follow:
            self._in_sight()
        if self._moved is not None:
            self._moved(here.ref)

    def _in_sight(self, centre: bool = False) -> None:
        """Scroll so far that one sees what is stood on, and how its lines come and go."""
        here = self.here
        if here is None:
            return
        self.keep_in_sight(here.row, HALF if centre else MARGIN)
        start, end, room = here.start - BESIDE, here.end + BESIDE, self.room
        if centre:
            self.scroll_columns((here.start + here.end - room) // 2)
        elif start < self.left:
            self.scroll_columns(start)
        elif end > self.left + room:
            self.scroll_columns(end - room)

    def stand_on(self, ref: Ref) -> bool:
        """Stand on an entity, if it is drawn; says whether it is."""
        at = self._place_of(ref)
        self._go(at)
        return at is not None

    def _place_of(self, ref: Ref) -> int | None:
        return next((at for at, chip in enumerate(self._chips) if ref in (chip.ref, *chip.members)), None)

    def enter(self, way: int) -> None:
        """To a user (below zero) or a need of what is in the middle; of a group the first on that side."""
        draft = self._draft
        if draft is None:
            return
        if draft.drawing.focus >= 0:
            self._go(draft.drawing.focus)
            self.aside(way)
            return
        distance = draft.subject.distance
        side = [at for at in range(len(distance)) if distance[at] * way > 0]
        if side:
            self._go(min(side, key=lambda at: (self._chips[at].column, self._chips[at].row)))
        else:  # of everything, where nothing lies on a side
            self.aside(way)

    def aside(self, way: int) -> None:
        """To a user (below zero) or a need of what is stood on."""
        if self._walk is None or self.here is None:
            return
        to = self._walk.aside(self._at, way)
        if to is None and self._nothing is not None:
            self._nothing(self.here, way)
        self._go(to)

    def action_left(self) -> None:
        """To what uses it: where one came from, else the nearest."""
        self.aside(-1)

    def action_right(self) -> None:
        """To what it uses: where one came from, else the nearest."""
        self.aside(1)

    def action_down(self) -> None:
        """To the next in the column; from its last to the next column."""
        self._walked(lambda walk: walk.along(self._at, 1))

    def action_up(self) -> None:
        """To the one before in the column; from its first to the column before."""
        self._walked(lambda walk: walk.along(self._at, -1))

    def action_first(self) -> None:
        """To the first of the column; from there to the first of all."""
        self._walked(lambda walk: walk.end(self._at, -1))

    def action_last(self) -> None:
        """To the last of the column; from there to the last of all."""
        self._walked(lambda walk: walk.end(self._at, 1))

    def action_page_down(self) -> None:
        """One page down in the column."""
        self._walked(lambda walk: walk.page(self._at, max(1, self.content_size.height - MARGIN)))

    def action_page_up(self) -> None:
        """One page up in the column."""
        self._walked(lambda walk: walk.page(self._at, -max(1, self.content_size.height - MARGIN)))

    def _walked(self, step: Callable[[Walk], int]) -> None:
        if self._walk is not None and self.here is not None:
            self._go(step(self._walk))

    def action_choose(self) -> None:
        """Put what is stood on in the middle."""
        if self.here is not None and self._chosen is not None:
            self._chosen(self.here.ref)

    def on_click(self, event: events.Click) -> None:
        """Stand on what is clicked; the second click puts it in the middle."""
        x, y = event.get_content_offset_capture(self) + Offset(self.left - self._indent, self.top)
        for at, chip in enumerate(self._chips):
            if chip.row == y and chip.start <= x < chip.end:
                again = at == self._at
                self._go(at, follow=False)  # a second click must meet the same
                if again or event.chain > 1:
                    self.action_choose()
                return

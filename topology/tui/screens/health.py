"""The mode of health: findings by rule and by team, figures and what is behind them, the week by hour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.widget import Widget

from topology.insight.week_load import WeekLoad
from topology.model.reference import COMPONENT_KINDS, Ref, kind_of
from topology.tui.commands import bindings
from topology.tui.health.state import Health, next_group
from topology.tui.health.work import AGAIN, at_work
from topology.tui.line import Line, text_of
from topology.tui.screens.working import WorkingScreen
from topology.tui.widgets.board import Board
from topology.tui.widgets.lines import Lines
from topology.tui.widgets.narrow import NarrowPane
from topology.tui.world import World

TITLES = {"findings": "Findings", "figures": "Figures", "week": "Week"}
HOLDS = {"findings": "Why", "figures": "Behind it", "week": "In these hours"}


class HealthScreen(WorkingScreen):
    """Wiring between what is known of a catalog's health and the panes."""

    CSS_PATH = "health.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("health")
    WHERE = ("health", "view", "app")
    AUTO_FOCUS = "#list"

    def __init__(self, size: Size | None = None) -> None:
        super().__init__(size)
        self.state = Health()

    def body(self) -> Iterable[Widget]:
        """The list or the heat map, with a filter; and what a line or spot holds."""
        board = Board(
            moved=lambda _: self.fill(), chosen=lambda _: self.open_held(), id="board", classes="pane"
        )
        lines = Lines(moved=lambda _: self.fill(), chosen=self._chosen, id="list", classes="pane")
        hint = "words of a finding, a rule, a team, a file"
        yield Horizontal(
            NarrowPane(lines, board, hint=hint, narrowed=self._narrow, used=self.use, id="left"),
            Lines(chosen=self.follow, shy=True, id="held", classes="pane"),
            id="views",
        )

    @property
    def rows(self) -> Lines:
        """Findings, or figures."""
        return self.query_one("#list", Lines)

    @property
    def board(self) -> Board:
        """The heat map."""
        return self.query_one("#board", Board)

    @property
    def front(self) -> Widget:
        """The list or the heat map."""
        return self.board.body if self.has_class("-at-week") else self.rows

    # What is shown

    def renew(self) -> None:
        """The instant has changed, or the reading: work out what is not of it, and show what there is."""
        world, session, reader = self.home.world, self.home.session, self.home.reader
        if world is not None and world.judged is not None and reader is not None:
            stale = self.state.stale(world.judged, session.instant, session.at is not None)
            if stale and self.judging is None:
                reader.judge(world, session.instant)
        self.show_top()
        self.show()

    def judged(self) -> None:
        """The findings are there."""
        super().judged()
        if self.state.lacks_week(self.home.world):
            self.begin()
        self.show()

    def show(self) -> None:
        """Show the view."""
        world = self.home.world
        if world is None:
            return
        week = self.state.week(world) if self.state.view == "week" else None
        there = week is not None and bool(week.pages)
        self.set_class(there, "-at-week")
        if week is not None and there:
            room = self.size.width - (self.held.size.width if self.held.display else 0) - 5
            self.board.show(self.state.sheet(world, week, room))
        else:
            self._list(world)
        self.fill()

    def show_progress(self) -> None:
        """The list again: it says how far long work is."""
        world = self.home.world
        if world is not None and not self.has_class("-at-week"):
            self._list(world)

    def keep(self, world: World, at: datetime, week: WeekLoad) -> None:
        """The week is there: show it."""
        self.state.keep(world, week)
        self.show()
        if self.state.view == "week" and week.pages:
            self.board.stand_on(self.state.now(at))
        if not self.at_held:
            self.use()

    def _list(self, world: World) -> None:
        judging, week, missing = self.judging, self.work.progress, self.state.missing(world)
        weekly = self.state.view != "findings"
        self.rows.show(
            lambda columns: [
                *at_work(judging, week, missing, columns, weekly=weekly),
                *self.state.lines(world, columns),
            ]
        )

    def fill(self) -> None:
        """What is held, and the words on the frames."""
        world = self.home.world
        if world is None:
            return
        line, spot = self.rows.here, self.board.key
        self.rows.entitle(self.state.title(world))
        self.board.entitle(self.state.title(world), self.state.says(spot))
        if self.held.display or self.has_class("-open"):
            self.held.entitle(HOLDS[self.state.view])
            self.held.start_with(lambda columns: self.state.held(world, line, spot, columns))

    def crumbs(self) -> Sequence[str]:
        """Which view."""
        return "Health", TITLES[self.state.view]

    def on_resize(self, event: events.Resize) -> None:
        """The heat map fits its hours to the width."""
        super().on_resize(event)
        self.show()

    # What the panes say

    def _chosen(self, line: Line) -> None:
        if line.key == AGAIN:
            self.begin()
        elif self.state.view == "findings":
            self.follow(line)
        else:
            if self.state.wants_week(self.home.world, line):
                self.begin()
            self.open_held()

    # Keys

    def action_next_view(self) -> None:
        """Findings, figures, the week."""
        self.state.turn()
        if self.state.lacks_week(self.home.world):
            self.begin()
        self.arrive()

    def action_why(self) -> None:
        """The finding in full; of a figure what is behind it."""
        self.open_held()

    def action_sort(self) -> None:
        """By rule or by team."""
        self.state.turn_by()
        self.show()

    def action_next_group(self) -> None:
        """To the next group."""
        self._group(1)

    def action_previous_group(self) -> None:
        """To the group before."""
        self._group(-1)

    def _group(self, by: int) -> None:
        if self.front is self.rows:
            found = next_group(self.rows.lines, self.rows.cursor, by)
            self.rows.stand_on(found)
        else:
            found = self.state.bare_after(self.board.key, by)
            self.board.stand_on(found)
        if not found:
            self.say("Nothing more below" if by > 0 else "Nothing more above", "quiet")

    async def action_page(self) -> None:
        """What if this fails; in the week at its hour."""
        ref = self.subject()
        if ref is None or kind_of(ref) not in COMPONENT_KINDS:
            self.say("Stand on a component: enter opens the failures behind this", "quiet")
            return
        at = self.state.instant(self.board.key) if self.state.view == "week" else None
        if at is not None and at != self.home.session.instant:
            self.home.session.at = at
        await self.home.ask((ref,))

    def _narrow(self, query: str) -> None:
        self.state.query = query
        self.show()

    def escape(self) -> bool:
        """Stop long work, else close what was opened, else clear the filter, else back to the findings."""
        if self.stop() or self.close_held() or self.left.end():
            return True
        if self.state.view == "findings":
            return False
        self.state.view = "findings"
        self.arrive()
        return True

    # Questions

    def here(self) -> Line | None:
        """The line that is stood on; on the heat map there is none."""
        return super().here() or (self.rows.here if self.front is self.rows else None)

    def subject(self) -> Ref | None:
        """What the line leads to, else the team of the spot."""
        here = self.here()
        if here is not None:
            return here.ref
        return self.state.team(self.board.key)

    def copies(self) -> list[tuple[str, str]]:
        """What is stood on, the list, and what is held."""
        ref, here = self.subject(), self.here()
        found = [("Reference", str(ref))] if ref is not None else []
        found += [("Line", here.text)] if here is not None else []
        return [
            *found,
            ("List", text_of(self.rows.lines)),
            (HOLDS[self.state.view], text_of(self.held.lines)),
        ]

"""The week of a situation: worked out in a thread, kept for as long as the files stay the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual.geometry import Size
from textual.worker import Worker, WorkerState, get_current_worker

from topology.incident.hour import Hour
from topology.incident.week import Week, Weeks
from topology.tui.page.week import Range, range_around
from topology.tui.screens.page_more import MoreScreen
from topology.tui.what_if import WhatIf
from topology.tui.widgets.week_strip import WeekStrip
from topology.tui.world import World

KEPT = 64
"""Weeks that are kept."""
OFTEN = 24
"""Hours after which it is said how far it has come."""

Asked = tuple[WhatIf, datetime]


class WeekScreen(MoreScreen):
    """Shows the week that fits the situation, and goes to the hour that is chosen."""

    def __init__(self, size: Size | None = None) -> None:
        super().__init__(size)
        self._weeks: dict[Asked, Week] = {}
        self._shared: tuple[World, datetime, Weeks] | None = None
        self._range: Range | None = None
        self._work: Worker[Week | None] | None = None
        self._wanted: Asked | None = None
        self._given_up: Asked | None = None
        self._done = 0

    @property
    def strip(self) -> WeekStrip:
        """The strip."""
        return self.query_one("#week", WeekStrip)

    def show_week(self) -> None:
        """Show the week of what is asked: a known one at once, another as soon as it is worked out."""
        world, at = self.home.world, self.home.session.instant
        if world is None:
            return
        self._range = range_around(at, world.catalog.defaults.timezone, self._range)
        if self._shared is None or self._shared[0].engine is not world.engine:
            self._weeks.clear()
        if (
            self._shared is None
            or self._shared[0].engine is not world.engine
            or self._shared[1] != self._range.start
        ):
            weeks = Weeks(world.topology, world.engine.rota, self._range.start, self._range.count)
            self._shared = (world, self._range.start, weeks)
        asked = (self.what_if, self._range.start)
        if asked != self._wanted:
            self._cancel()
            self._wanted = asked
        if self.incident is not None and asked not in self._weeks and asked != self._given_up:
            self._start(asked, self._shared[2])
        self._show_strip()

    def _show_strip(self) -> None:
        world, wanted = self.home.world, self._wanted
        if world is None or self._range is None or wanted is None:
            return
        week = self._weeks.get(wanted) if self.incident is not None else None
        shown = self.home.keymap.shown
        title = f"Week · {shown('week')}"
        if self._work is not None:
            title = f"Week {self._done * 100 // self._range.count}% · {shown('escape')}"
        elif wanted == self._given_up:
            title = f"Week given up · {shown('week')}"
        self.strip.show(world.names, self._range, week, self._range.number(self.home.session.instant), title)

    def _start(self, asked: Asked, weeks: Weeks) -> None:
        if self._work is not None:
            return
        self._done = 0
        situation = asked[0].situation(asked[1])
        app = self.app

        def work() -> Week | None:
            worker = get_current_worker()
            hours: list[Hour] = []
            for hour in weeks.each(situation):
                hours.append(hour)
                if worker.is_cancelled:
                    return None
                if len(hours) % OFTEN == 0:
                    app.call_from_thread(self._come, worker, len(hours))
            return Week(asked[1], tuple(hours))

        run: Callable[[], Week | None] = work
        self._work = self.run_worker(run, name="week", group="week", thread=True)

    def _come(self, worker: Worker[Week | None], done: int) -> None:
        if worker is self._work:
            self._done = done
            self._show_strip()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Take the week that was worked out, if it is still wanted."""
        if event.worker is not self._work or not event.worker.is_finished:
            return
        self._work = None
        week, wanted = event.worker.result, self._wanted
        if event.state == WorkerState.SUCCESS and week is not None and wanted is not None:
            if len(self._weeks) >= KEPT:
                del self._weeks[next(iter(self._weeks))]
            self._weeks[wanted] = week
        self._show_strip()

    def _cancel(self) -> bool:
        work, self._work = self._work, None
        if work is not None:
            work.cancel()
        return work is not None

    def escape(self) -> bool:
        """Give up the week that is being worked out; says whether there was one."""
        given_up = self._cancel()
        if given_up:
            self._given_up = self._wanted
            self._show_strip()
        return given_up or super().escape()

    def action_week(self) -> None:
        """To the week; one that was given up is worked out now."""
        self._given_up = None
        self.set_focus(self.strip, scroll_visible=False)
        self.show_week()

    def go_to_hour(self, number: int) -> None:
        """The same in that hour of the week."""
        if self._range is not None and self._wanted is not None and self._wanted in self._weeks:
            self.move_to(self._weeks[self._wanted].instant(number))

"""Long work of a screen: begun when it is wanted, its progress told, stopped by escape."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from textual.geometry import Size
from textual.worker import Worker

from topology.insight.week_load import WeekLoad
from topology.tui.health.work import WeekWork
from topology.tui.progress import Progress
from topology.tui.screens.held import HeldScreen
from topology.tui.world import World

OFTEN = 0.2  # seconds between looks at how far long work is


class WorkingScreen(HeldScreen):
    """Rules and figures are worked out by whoever reads the files; a week is by this screen."""

    def __init__(self, size: Size | None = None) -> None:
        super().__init__(size)
        self.work = WeekWork()

    def on_mount(self) -> None:
        """Look at long work from time to time."""
        self.show_top()
        self.set_interval(OFTEN, self._look)

    @property
    def judging(self) -> Progress | None:
        """How far rules and figures are; ``None``: they are not being worked out."""
        return self.home.reader.progress if self.home.reader is not None else None

    def show_progress(self) -> None:
        """Say how far long work is."""
        raise NotImplementedError

    def keep(self, world: World, at: datetime, week: WeekLoad) -> None:
        """The week is there."""
        raise NotImplementedError

    def _look(self) -> None:
        busy = self.judging is not None or self.work.progress is not None
        if not self.home.screen_stack:
            return  # the app is about to end
        if busy and self.home.page_in_front is self:
            self.show_progress()

    def begin(self) -> None:
        """Work out what is not there: the failures of this instant, or the week."""
        world, reader = self.home.world, self.home.reader
        if world is None or reader is None:
            return
        if world.judged is None:
            reader.judge(world, self.home.session.instant)
        else:
            self.work.start(reader, self, world, world.judged.at)
        self.show()

    def stop(self) -> bool:
        """Stop what is under way; says whether anything was."""
        reader = self.home.reader
        stopped = self.work.stop() or (reader is not None and reader.stop_judging())
        if stopped:
            self.say("Stopped: enter works it out again", "warn")
            self.show()
        return stopped

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Take what a week has given; work that nobody wants any more is of no interest."""
        event.stop()
        about, worker = self.work.about, event.worker
        week: Any = self.work.ended(worker)
        if week is not None and about is not None:
            self.keep(*about, week)

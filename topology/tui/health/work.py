"""The long work of this mode: a week of every failure, in a thread, said and stopped."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual.worker import Worker, WorkerState

from topology.insight.week_load import WeekLoad
from topology.present.cells import width
from topology.tui.line import BLANK, Line
from topology.tui.progress import Progress

if TYPE_CHECKING:
    from topology.tui.judging import Judging
    from topology.tui.reading import Reader
    from topology.tui.screens.base import BaseScreen
    from topology.tui.world import World

BAR = 20
STOPS = "  esc stops it"
AGAIN = "again"
"""The key of the line that works out what is not there."""


class WeekWork:
    """Works out one week at a time, of a world at an instant."""

    def __init__(self) -> None:
        self.progress: Progress | None = None
        self.about: tuple[World, datetime] | None = None
        self._judging: Judging | None = None
        self._worker: Worker[WeekLoad | None] | None = None

    def start(self, reader: Reader, screen: BaseScreen, world: World, at: datetime) -> None:
        """Begin, unless the same is under way."""
        if self.progress is not None and self.about is not None:
            other, then = self.about
            if other is world and then == at:
                return
        self.stop()
        progress = self.progress = Progress()
        self.about = world, at
        self._judging, self._worker = reader.aside(
            screen, lambda judging: judging.week(world, at, progress.told)
        )

    def stop(self) -> bool:
        """Give it up; says whether there was anything to give up."""
        if self.progress is None:
            return False
        self.progress.stop()
        if self._judging is not None:
            self._judging.stop()
        self.progress = self._worker = None
        return True

    def ended(self, worker: Worker[WeekLoad | None]) -> WeekLoad | None:
        """What work that has ended gives; ``None``: nothing that is wanted. Raises what it raised."""
        if worker is not self._worker or worker.state not in (WorkerState.SUCCESS, WorkerState.ERROR):
            return None
        self.progress = self._worker = None
        if worker.error is not None:
            raise worker.error
        return worker.result


def at_work(
    judging: Progress | None, week: Progress | None, missing: str, columns: int, *, weekly: bool
) -> list[Line]:
    """What is being worked out, else how to get what is ``missing``; empty: nothing of the kind.

    ``weekly``: what is shown is about a week, or has something of one.
    """
    if judging is not None:
        return [progress_line("Every failure is simulated", judging, columns), BLANK]
    if week is not None and weekly:
        return [progress_line("The week, hour by hour", week, columns), BLANK]
    return [_missing(missing)] if missing else []


def progress_line(what: str, progress: Progress, columns: int) -> Line:
    """How far some work is, and how to stop it."""
    words = f"{what}: {progress.done:,} of {progress.of:,}" if progress.of else f"{what} …"
    cells = min(BAR, columns - width(words) - width(STOPS) - 2)
    full = cells * progress.done // max(progress.of, 1)
    bar = f" {'█' * full}{'·' * (cells - full)}" if progress.of and cells > 3 else ""
    return Line(((words, "strong"), (bar, "hot"), (STOPS, "quiet")))


def _missing(what: str) -> Line:
    return Line(
        ((f"{what}: not worked out. ", "unknown"), ("enter", "key"), (" works it out", "quiet")), (), AGAIN
    )

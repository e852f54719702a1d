"""Reading the catalog in a thread, one reading at a time; only the newest one counts."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual.screen import Screen
from textual.worker import Worker, WorkerState

from topology.tui import crash
from topology.tui.judging import Judging
from topology.tui.progress import Progress, Stopped

if TYPE_CHECKING:
    from topology.insight.progress import Told
    from topology.tui.application import TopologyApp
    from topology.tui.world import World

T = TypeVar("T")

BRIEF, USUAL = 0.0005, 0.005
"""Seconds for which a thread may keep the screen waiting: while one is at work, and as Python has it."""

READ, JUDGE = "read", "judge"
"""The names of the two kinds of work."""


class Reader:
    """Starts readings and hands the newest result to the app, in the app's own thread.

    ``threads`` counts those at work: one that nobody wants any more cannot be stopped.
    """

    def __init__(self, app: TopologyApp, paths: Sequence[str]) -> None:
        self._app = app
        self._paths = tuple(paths)
        self._worker: Worker[World | None] | None = None
        self.threads = 0
        self.progress: Progress | None = None
        self._later: list[Callable[[], None]] = []
        self._judging = Judging(paths, app.environ)

    @property
    def reading(self) -> bool:
        """Whether files are being read."""
        worker = self._worker
        return worker is not None and worker.name == READ and not worker.is_finished

    def start(self) -> None:
        """Begin a reading; one that is under way is of no interest any more."""
        from topology.tui.world import read

        self.stop_judging()
        gc.disable()  # a catalog is a great many small values that stay: nothing to collect
        self._worker = self._run(READ, partial(read, self._paths, self._app.environ, self._later.append))

    def judge(self, world: World, at: datetime) -> None:
        """Look for findings in what was read. ``progress`` says how far that is, while it lasts."""
        self.stop_judging()
        told = self._begin()
        self._worker = self._run(JUDGE, lambda: self._judging.judge(world, at, self._later, told))

    def _begin(self) -> Told:
        self.progress = Progress()
        return self.progress.told

    def stop_judging(self) -> bool:
        """Give up looking for findings; says whether anybody was."""
        self._judging.stop()
        progress, self.progress = self.progress, None
        if progress is not None:
            progress.stop()
        return progress is not None

    def _run(self, name: str, work: Callable[[], World]) -> Worker[World | None]:
        return self._app.run_worker(
            self._counted(work), name=name, group="read", thread=True, exclusive=True, exit_on_error=False
        )

    def aside(self, screen: Screen[None], work: Callable[[Judging], T]) -> tuple[Judging, Worker[T | None]]:
        """Run other long work in a thread, for a screen: it hears of its end. ``None``: it was stopped."""
        judging = Judging(self._paths, self._app.environ)
        worker = screen.run_worker(
            self._counted(lambda: work(judging)),
            group="aside",
            thread=True,
            exclusive=True,
            exit_on_error=False,
        )
        return judging, worker

    def _counted(self, work: Callable[[], T]) -> Callable[[], T | None]:
        def counted() -> T | None:
            self.threads += 1
            sys.setswitchinterval(BRIEF)
            try:
                return work()
            except Stopped:
                return None
            finally:
                self.threads -= 1
                if not self.threads:
                    sys.setswitchinterval(USUAL)

        return counted

    def ended(self, worker: Worker[World | None]) -> World | None:
        """What a reading that has ended gives; ``None``: nothing, or nothing that is wanted any more.

        Raises what the reading raised: a mistake of the program, as bad input never raises.
        One in a rule must not take away what somebody needs at night: it is told, and no more.
        """
        if worker is not self._worker or worker.state not in (WorkerState.SUCCESS, WorkerState.ERROR):
            return None
        gc.freeze()
        gc.enable()
        self.progress = None
        if worker.error is not None and worker.name == JUDGE:
            where = crash.report(worker.error)
            self._app.say(f"The findings could not be worked out: a mistake in the program. {where}", "warn")
            return None
        if worker.error is not None:
            raise worker.error
        return worker.result

    def cancel(self) -> bool:
        """Give up the reading that is under way; says whether there was one."""
        if not self.reading or self._worker is None:
            return False
        worker, self._worker = self._worker, None
        worker.cancel()
        gc.enable()
        return True

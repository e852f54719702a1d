"""Reading the catalog in a thread, one reading at a time; only the newest one counts."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import Worker, WorkerState

from topology.tui import crash
from topology.tui.judging import Judging

if TYPE_CHECKING:
    from topology.tui.application import TopologyApp
    from topology.tui.world import World

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
        self._worker: Worker[World] | None = None
        self.threads = 0
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

        self._judging.stop()
        gc.disable()  # a catalog is a great many small values that stay: nothing to collect
        self._worker = self._run(READ, partial(read, self._paths, self._app.environ, self._later.append))

    def judge(self, world: World, at: datetime) -> None:
        """Look for findings in what was read."""
        self._judging.stop()
        self._worker = self._run(JUDGE, partial(self._judging.judge, world, at, self._later))

    def _run(self, name: str, work: Callable[[], World]) -> Worker[World]:
        def counted() -> World:
            self.threads += 1
            sys.setswitchinterval(BRIEF)
            try:
                return work()
            finally:
                self.threads -= 1
                if not self.threads:
                    sys.setswitchinterval(USUAL)

        return self._app.run_worker(
            counted, name=name, group="read", thread=True, exclusive=True, exit_on_error=False
        )

    def ended(self, worker: Worker[World]) -> World | None:
        """What a reading that has ended gives; ``None``: nothing, or nothing that is wanted any more.

        Raises what the reading raised: a mistake of the program, as bad input never raises.
        One in a rule must not take away what somebody needs at night: it is told, and no more.
        """
        if worker is not self._worker or worker.state not in (WorkerState.SUCCESS, WorkerState.ERROR):
            return None
        gc.freeze()
        gc.enable()
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

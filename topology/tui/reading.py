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
from topology.tui.files import Files, Reading
from topology.tui.judging import Judging
from topology.tui.progress import Progress, Stopped
from topology.tui.workers import FOLLOW, JUDGE, READ

if TYPE_CHECKING:
    from topology.tui.application import TopologyApp
    from topology.tui.world import World

T = TypeVar("T")

USUAL_CARD = 46
"""Columns of a card that is made in advance: any number would do."""

BRIEF, USUAL = 0.0005, 0.005
"""Seconds for which a thread may keep the screen waiting: while one is at work, and as Python has it."""


class Reader:
    """Starts readings and hands the newest result to the app, in the app's own thread.

    ``threads`` counts those at work: one that nobody wants any more cannot be stopped.
    """

    def __init__(self, app: TopologyApp, paths: Sequence[str]) -> None:
        self._app = app
        self._paths = tuple(paths)
        self._worker: Worker[World | Reading | None] | None = None
        self.files = Files(paths, app.environ)
        self.threads = 0
        self.progress: Progress | None = None
        self._later: list[Callable[[], None]] = []
        self._judging = Judging(paths, app.environ)

    @property
    def reading(self) -> bool:
        """Whether files are being read for somebody who waits for it."""
        worker = self._worker
        return worker is not None and worker.name == READ and not worker.is_finished

    def start(self, follow: bool = False) -> None:
        """Begin a reading; one that is under way is of no interest any more. ``follow``: files changed."""
        self.stop_judging()
        gc.disable()  # a catalog is a great many small values that stay: nothing to collect
        read = partial(self.files.read, self._app.world, self._later.append, self._prepare)
        self._run(FOLLOW if follow else READ, read)

    def _prepare(self, world: World) -> None:
        """Work out in the thread what the screen will ask at once; it keeps what takes its time."""
        from topology.tui.views import card_of

        session = self._app.session
        ref = session.cursor or world.start
        if ref is not None and ref in world.catalog.entities:
            card_of(world, ref, session.instant, USUAL_CARD)

    def judge(self, world: World, at: datetime) -> None:
        """Look for findings in what was read. ``progress`` says how far that is, while it lasts."""
        self.stop_judging()
        progress = self.progress = Progress()

        def told(done: int, of: int) -> None:
            from topology.tui.ahead import fetch

            fetch()  # under way: whoever typed at once has been answered by now
            progress.told(done, of)

        def work() -> World:
            try:
                return self._judging.judge(world, at, self._later, told)
            finally:
                if self.progress is not progress:
                    world.engine.rota.forget()  # nobody waits any more: let go of what it has worked out

        self._run(JUDGE, work)

    def stop_judging(self) -> bool:
        """Give up looking for findings; says whether anybody was."""
        self._judging.stop()
        progress, self.progress = self.progress, None
        if progress is not None:
            progress.stop()
        return progress is not None

    def _run(self, name: str, work: Callable[[], World | Reading]) -> None:
        self._worker = self._app.run_worker(
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

    def ended(self, worker: Worker[World | Reading | None]) -> World | Reading | None:
        """What work that has ended gives; ``None``: nothing, or nothing that is wanted any more.

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
        """Give up the reading that somebody waits for; says whether there was one."""
        if not self.reading or self._worker is None:
            return False
        worker, self._worker = self._worker, None
        worker.cancel()
        gc.enable()
        return True

"""Work in threads, let go of when it is done."""

from __future__ import annotations

from asyncio import CancelledError
from typing import Any

from textual.worker import Worker
from textual.worker_manager import WorkerManager

READ, FOLLOW, JUDGE = "read", "follow", "judge"
"""Kinds of work on a catalog: to read as somebody wants it, or as files have changed; to judge."""


class Workers(WorkerManager):
    """Textual's, but for one thing: a worker that has ended lets go of its task, and of how it was cancelled.

    They hold each other, and with them all that the work knew and gave: the collector,
    which would part them, does not look at what readings make.
    """

    def _remove_worker(self, worker: Worker[Any]) -> None:
        super()._remove_worker(worker)
        worker._task = None
        if worker.error is not None and isinstance(worker.error, CancelledError):
            worker.error.with_traceback(None)

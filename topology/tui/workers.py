"""Work in threads, let go of when it is done."""

from __future__ import annotations

from typing import Any

from textual.worker import Worker
from textual.worker_manager import WorkerManager

READ, FOLLOW, JUDGE = "read", "follow", "judge"
"""Kinds of work on a catalog: to read as somebody wants it, or as files have changed; to judge."""


class Workers(WorkerManager):
    """Textual's, but for one thing: a worker that has ended lets go of its task.

    The two hold each other, and with them all that the work knew and gave: the collector,
    which would part them, does not look at what readings make.
    """

    def _remove_worker(self, worker: Worker[Any]) -> None:
        super()._remove_worker(worker)
        worker._task = None

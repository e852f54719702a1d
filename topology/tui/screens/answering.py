"""Who leads when what is needed fails: worked out at once where that is quick, else beside the keys."""

from __future__ import annotations

from datetime import datetime

from textual.geometry import Size
from textual.worker import Worker, WorkerState

from topology.insight.answers import Answer, answers
from topology.tui.boundaries.state import Boundaries
from topology.tui.screens.held import HeldScreen
from topology.tui.world import World

FEW = 6
"""Failures that are answered at once: of more the largest may keep somebody waiting."""

Answered = tuple[str, tuple[Answer, ...]]
"""A spot, and the answers to the failures that it holds."""


class AnsweringScreen(HeldScreen):
    """Answers what the spot that is stood on holds."""

    def __init__(self, size: Size | None = None) -> None:
        super().__init__(size)
        self.state = Boundaries()
        self._answering: Worker[Answered] | None = None

    def answer(self, world: World, key: str, at: datetime) -> None:
        """Work out who leads, where it is to be shown and not known."""
        wanted = self.state.wants(world, key)
        if not wanted or self.state.knows(key):
            return

        def work() -> Answered:
            return key, answers(world.topology, world.engine.rota, wanted, at)

        if len(wanted) <= FEW:
            self.state.keep(*work())
        else:
            self._answering = self.run_worker(work, thread=True, exclusive=True, exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Who leads is known: say so, if somebody still stands there."""
        event.stop()
        worker = self._answering
        if worker is None or event.worker is not worker:
            return
        if worker.state is WorkerState.ERROR and worker.error is not None:
            raise worker.error
        if worker.state is WorkerState.SUCCESS and worker.result is not None:
            self.state.keep(*worker.result)
            self.fill()

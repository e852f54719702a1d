"""All ways between two things."""

from __future__ import annotations

from textual.worker import Worker, WorkerState

from topology.model.reference import Ref
from topology.tui import text
from topology.tui.line import Line, plain
from topology.tui.screens.overlay import Overlay
from topology.tui.world import World


class WaysScreen(Overlay[Ref]):
    """Lists the ways, each of its lines to be followed; gives what was chosen.

    They are looked for in a thread: in circles that may take a moment, and closing it gives up.
    """

    def __init__(self, world: World, one: Ref, other: Ref) -> None:
        super().__init__()
        self._world = world
        self._ends = one, other

    def on_mount(self) -> None:
        """Say what is looked for, and look."""
        names = map(self._world.title, self._ends)
        self.query_one("#frame").border_title = text.content(f"Ways: {' and '.join(names)}")
        self.choices.show(lambda _: [plain("looking for ways …", "quiet")])
        self.run_worker(self._look, name="ways", thread=True, exclusive=True)

    def _look(self) -> list[Line]:
        from topology.tui.ways import way_lines

        return way_lines(self._world, *self._ends)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what was found."""
        event.stop()
        lines = event.worker.result
        if event.state == WorkerState.SUCCESS and isinstance(lines, list):
            self.choices.start_with(lambda _: lines)

    def choose(self, line: Line) -> None:
        """Give what was chosen."""
        if line.ref is not None:
            self.dismiss(line.ref)

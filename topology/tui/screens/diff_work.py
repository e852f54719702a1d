"""The work of comparing: begun when it is wanted, its progress told, stopped by escape."""

from __future__ import annotations

from typing import Any

from textual.geometry import Size
from textual.worker import Worker, WorkerState

from topology.load.version import VersionError
from topology.tui.diff.comparison import Stages, compare
from topology.tui.diff.list_lines import ALL, Listing
from topology.tui.diff.state import Differing
from topology.tui.diff.wanted import Wanted
from topology.tui.screens.held import HeldScreen
from topology.tui.world import World

OFTEN = 0.2  # seconds between looks at how far the work is


class DiffWork(HeldScreen):
    """Has a comparison made in a thread, and made again when files or instant have changed."""

    def __init__(self, size: Size | None = None) -> None:
        super().__init__(size)
        self.state = Differing()
        self._worker: Worker[Any] | None = None

    def show_list(self) -> None:
        """Show the list, and how far the work is."""
        raise NotImplementedError

    def stand_on(self, key: str) -> None:
        """Stand on a line of the list."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Look at the work from time to time."""
        self.show_top()
        self.set_interval(OFTEN, self._look)

    def _look(self) -> None:
        if self.state.stages is not None and self.home.page_in_front is self:
            self.show_list()

    def compare(self, wanted: Wanted) -> None:
        """Compare these versions."""
        self.stop()
        world, session = self.home.world, self.home.session
        zone = world.catalog.defaults.timezone if world is not None else "UTC"
        first = self.state.want(wanted, session.instant, zone)
        if first is not None:
            session.move(first)
        self.begin()
        self.show_top()
        self.stand_on(ALL)

    def begin(self) -> None:
        """Work out what there is not, in a thread."""
        world, reader, wanted = self.home.world, self.home.reader, self.state.wanted
        if world is None or reader is None or wanted is None:
            return
        self.stop()
        now, more = self.home.session.instant, self.state.more
        stages = self.state.stages = Stages()
        paths = self.home.paths

        def work(_: object) -> Listing:
            return Listing(compare(wanted, world, paths, now, more, stages))

        self._worker = reader.aside(self, work)[1]
        self.show()

    def stop(self) -> bool:
        """Give up what is under way; says whether anything was."""
        stages, self.state.stages, self._worker = self.state.stages, None, None
        if stages is not None:
            stages.stop()
        return stages is not None

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Take what was found; work that nobody wants any more is of no interest."""
        event.stop()
        worker = event.worker
        if worker is not self._worker or worker.state not in (WorkerState.SUCCESS, WorkerState.ERROR):
            return
        self.state.stages = self._worker = None
        if isinstance(worker.error, VersionError):
            self.state.wrong = str(worker.error)
        elif worker.error is not None:
            raise worker.error
        elif isinstance(worker.result, Listing):
            self.state.listing = worker.result
        self.show()
        self.show_top()

    def show_world(self, world: World) -> None:
        """Another reading: compare that."""
        self.renew()

    def renew(self) -> None:
        """The instant has changed, or the reading: compare again what is not of it."""
        world, session = self.home.world, self.home.session
        stated = session.at is not None
        if world is not None and self.state.stages is None and self.state.wanted is not None:
            stale = self.state.stale(world, session.instant, stated)
            if stale:
                self.begin()
        self.show_top()
        self.show()

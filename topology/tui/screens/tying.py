"""How strongly the things of a table are tied, and by how many ways: worked out beside the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.worker import Worker

from topology.model.reference import Ref
from topology.tui.screens.panes import PanesScreen

if TYPE_CHECKING:
    from topology.tui.entries import Entries


class TyingScreen(PanesScreen):
    """``found`` is what the table is made from, where one is shown."""

    found: Entries | None = None
    _tying: Worker[None] | None = None

    def show_middle(self, stand: Ref | None = None) -> None:
        """Show what holds now; stand on an entity, if it is in it."""
        raise NotImplementedError

    def tie(self) -> None:
        """Work out in a thread what is not known of the table: of the newest one, one at a time."""
        if self.found is not None and not self.found.tied and self._tying is None:
            self._tying = self.run_worker(self.found.tie, group="ties", thread=True)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Fill the table in, if it is still the one that is shown."""
        if event.worker is not self._tying or not event.worker.is_finished:
            return
        self._tying = None
        if self.found is not None and self.found.tied:
            self.show_middle()
        self.tie()

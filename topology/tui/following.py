"""Following the catalog's files while the app runs: a thread that looks, and tells the app."""

from __future__ import annotations

from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING

from topology.load.hints import keep_watch
from topology.load.watching import Sight, Watch

if TYPE_CHECKING:
    from topology.tui.application import TopologyApp

PATIENCE = 1.0
"""Seconds that an end waits for the thread."""


class Follower:
    """Watches from the moment it is made. ``known`` is what the newest reading saw."""

    def __init__(self, app: TopologyApp, known: Sight) -> None:
        assert app.reader is not None
        self._app = app
        self._stop = Event()
        self.watch = Watch(app.reader.files.eyes.look, self._changed)
        self.watch.known = known
        self._thread = Thread(target=keep_watch, args=(self.watch, self._stop), name="watch", daemon=True)
        self._thread.start()

    def _changed(self, seen: Sight) -> None:
        if not self._stop.is_set():
            with suppress(RuntimeError):  # the loop has just ended
                self._app.post_message(self._app.FilesChanged())

    def knows(self, seen: Sight) -> None:
        """A reading has seen this: it is no change any more."""
        self.watch.known = seen

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()

    def ended(self) -> bool:
        """Wait for the thread to end, for a while; says whether it has."""
        self._stop.set()
        self._thread.join(PATIENCE)
        return not self._thread.is_alive()

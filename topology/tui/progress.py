"""Long work that says how far it is, and can be stopped, from one thread to the other."""

from __future__ import annotations


class Stopped(Exception):
    """The work was stopped by whoever waited for it."""


class Progress:
    """How far work in a thread is. ``told`` is called there, everything else in the app's own thread."""

    def __init__(self) -> None:
        self.done = 0
        self.of = 0
        self._wanted = True

    def told(self, done: int, of: int) -> None:
        """So much is done. Raises :class:`Stopped` where nobody wants the rest."""
        self.done, self.of = done, of
        if not self._wanted:
            raise Stopped

    def stop(self) -> None:
        """Nobody wants the rest."""
        self._wanted = False

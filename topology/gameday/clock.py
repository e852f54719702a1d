"""The clocks of a game: real time for its log, and how far the simulated one has come.

The simulated clock is driven by how much real time has passed by a clock that only goes
forward, never by what time it is: a wall clock that jumps moves nothing in the game.
"""

from __future__ import annotations

import time
from collections.abc import Callable


class Clocks:
    """``wall`` gives milliseconds since 1970, ``steady`` seconds that only go forward."""

    def __init__(
        self,
        wall: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self.wall = wall
        self.steady = steady


class Stopwatch:
    """How much time has passed while it ran, in seconds."""

    def __init__(self, steady: Callable[[], float], passed: float = 0.0) -> None:
        self._steady = steady
        self._passed = passed
        self._since: float | None = None

    def set(self, passed: float, running: bool) -> None:
        """Go on from so much, or stand at it."""
        self._passed = passed
        self._since = self._steady() if running else None

    @property
    def passed(self) -> float:
        """Seconds so far; never less than before, whatever the clock does."""
        if self._since is not None:
            now = self._steady()
            self._passed += max(0.0, now - self._since)
            self._since = now
        return self._passed

"""Work in a thread, and what it gives, each let go of once it was used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

READ, FOLLOW, JUDGE = "read", "follow", "judge"
"""Kinds of work on a catalog: to read as somebody wants it, or as files have changed; to judge."""


class Job(Generic[T]):
    """One piece of work. ``unwanted`` gets a result that nobody takes any more.

    Textual's workers hang together in circles, and the collector does not look at what readings
    make: a world that a worker held on to would never go away.
    """

    def __init__(self, work: Callable[[], T], unwanted: Callable[[T], object] | None = None) -> None:
        self._work: Callable[[], T] | None = work
        self._unwanted = unwanted
        self._result: T | None = None
        self._dropped = False

    def run(self) -> None:
        """Do the work, in a thread. Raises what it raises."""
        work, self._work = self._work, None
        assert work is not None
        result = work()
        if not self._dropped:
            self._result = result
        elif self._unwanted is not None:
            self._unwanted(result)

    def take(self) -> T | None:
        """What it gave, once."""
        result, self._result = self._result, None
        return result

    def drop(self) -> None:
        """Nobody wants the result any more."""
        self._dropped = True

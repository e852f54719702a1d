"""Long work on a world: in a process of its own where the catalog is large, here where that cannot run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from msgspec import DecodeError

from topology.insight.progress import Told, quiet
from topology.tui.apart import Apart, Work

if TYPE_CHECKING:
    from topology.insight.week_load import WeekLoad
    from topology.tui.world import World

T = TypeVar("T")

LARGE = 1_000
"""Entities from which on it takes longer than starting a process."""


class Judging:
    """One piece of work at a time: called in a thread; :meth:`stop` in any."""

    def __init__(self, paths: Sequence[str], environ: Mapping[str, str]) -> None:
        self._apart = Apart(paths, environ)

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._apart.stop()

    def judge(self, world: World, at: datetime, later: list[Callable[[], None]], told: Told = quiet) -> World:
        """The world with what rules and figures make of it at an instant.

        ``later`` is what else was left to be done; the other process has done it. Raises Stopped.
        """
        from topology.tui.health import judged
        from topology.tui.world import with_judged

        found = self._found(world, "judge", at, told, judged.decoded)
        if found is not None:
            later.clear()
        else:
            found = judged.judge(world.engine, world.result, at, told)
            while later:
                later.pop()()
        return with_judged(world, found)

    def week(self, world: World, at: datetime, told: Told = quiet) -> WeekLoad:
        """Who is paged in each hour of the week of an instant. Raises Stopped."""
        from topology.tui.health import weeks

        found = self._found(world, "week", at, told, weeks.decoded)
        return found if found is not None else weeks.week(world.engine, world.result, at, told)

    def _found(
        self, world: World, work: Work, at: datetime, told: Told, decoded: Callable[[bytes], T]
    ) -> T | None:
        """What another process found; ``None`` where none is worth it, or it has failed."""
        if len(world.catalog.entities) < LARGE:
            return None
        said = self._apart.run(work, at, told)
        try:
            return decoded(said) if said is not None else None
        except DecodeError:
            return None

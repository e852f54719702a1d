"""Long work on a world: in a process of its own where the catalog is large, here where that cannot run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from msgspec import DecodeError

from topology.insight.progress import Told, quiet
from topology.tui.apart import WORKS, Apart, Work

if TYPE_CHECKING:
    from topology.insight.week_load import WeekLoad
    from topology.tui.health.judged import Judged
    from topology.tui.world import World

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
        from topology.tui.world import with_judged

        found: Judged | None = self._found(world, "judge", at, told)
        if found is not None:
            later.clear()
        else:
            from topology.tui.health import judged

            found = judged.judge(world.engine, world.result, at, told)
            while later:
                later.pop()()
        return with_judged(world, found)

    def week(self, world: World, at: datetime, told: Told = quiet) -> WeekLoad:
        """Who is paged in each hour of the week of an instant. Raises Stopped."""
        found: WeekLoad | None = self._found(world, "week", at, told)
        if found is not None:
            return found
        from topology.tui.health import weeks

        return weeks.week(world.engine, world.result, at, told)

    def _found(self, world: World, work: Work, at: datetime, told: Told) -> Any:
        """What another process found; ``None`` where none is worth it, or it has failed."""
        if len(world.catalog.entities) < LARGE:
            return None
        said = self._apart.run(work, at, told)
        if said is None:
            return None
        try:
            # It brings all rules: while the other process was at work somebody may have begun to type.
            return import_module(WORKS[work]).decoded(said)
        except DecodeError:
            return None

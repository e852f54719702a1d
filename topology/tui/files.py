"""The files of the catalog that is shown: read again, with what is known of those that did not change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from topology.load.memo import Memo
    from topology.load.watching import Eyes, Sight
    from topology.tui.world import World


class Reading(Struct, frozen=True):
    """What was read, and what the files were like. ``steady``: nothing changed while it was read."""

    world: World
    seen: Sight
    steady: bool


class Files:
    """Reads them in a thread, where all that it takes is imported."""

    def __init__(self, paths: Sequence[str], environ: Mapping[str, str]) -> None:
        self._paths = tuple(paths)
        self._environ = environ
        self._memo: Memo | None = None
        self._eyes: Eyes | None = None

    @property
    def eyes(self) -> Eyes:
        """What looks at the files."""
        if self._eyes is None:
            from topology.load.watching import Eyes

            self._eyes = Eyes(self._paths)
        return self._eyes

    def read(
        self,
        shown: World | None,
        later: Callable[[Callable[[], None]], object],
        prepare: Callable[[World], object] = lambda world: None,
    ) -> Reading:
        """Read. What has gone since another world was shown haunts this one for a while.

        ``later`` gets what is to be done when nobody waits any more, ``prepare`` works out here
        what is asked of the world first.
        """
        from topology.load.memo import Memo
        from topology.tui.succession import haunted
        from topology.tui.world import read

        before = self.eyes.look()
        if self._memo is None:
            self._memo = Memo()
        world = read(self._paths, self._environ, later, self._memo)
        self.eyes.learn(world.result)
        seen = self.eyes.look()
        steady = seen.holds(before)
        if shown is not None:
            world = haunted(world, shown)
        if not world.empty:
            prepare(world)
        return Reading(world, seen if steady else before, steady)

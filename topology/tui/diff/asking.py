"""Asking what the catalog that is open is to be compared with, from every screen."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, cast

from topology.tui.current import Current
from topology.tui.diff.wanted import Wanted

if TYPE_CHECKING:
    from topology.tui.screens.diff import DiffScreen
    from topology.tui.world import World

DIFF = "diff"
"""The mode that compares."""

FIRST = "HEAD"
"""What is compared with unless somebody says something else: what was committed last."""


class Comparing(Current):
    """What the app does with comparisons. ``compare_wanted``: the one to begin with; ``None``: none."""

    compare_wanted: Wanted | None = None
    _compared_with = FIRST

    def enter(self, world: World) -> None:
        """Begin the comparison that was asked for as soon as there is a world."""
        super().enter(world)
        wanted, self.compare_wanted = self.compare_wanted, None
        if wanted is not None:
            self.call_after_refresh(self._begin_comparison, wanted)

    async def action_versions(self) -> None:
        """Ask for a revision or a folder to compare what is open with."""
        from topology.load.version import VersionError, check, known
        from topology.tui.screens.ask import AskScreen

        app = self._self
        if self.bare():
            return
        names = await asyncio.to_thread(known, app.paths)

        def complaint(value: str) -> str:
            try:
                check(self._version_named(value), app.paths)
            except VersionError as error:
                return str(error)
            return ""

        async def answered(value: str | None) -> None:
            if value is not None:
                await self._begin_comparison(Wanted(base=self._version_named(value)))

        hint = f"enter: {self._compared_with}; or main, v1.2, HEAD~3, a folder"
        if names is None:
            hint = "a folder or file with it; there is no git repository to ask"
        title = "Compare with which version?"
        await self.push_screen(AskScreen(title, hint, complaint, names or ()), answered)

    def _version_named(self, value: str) -> str:
        return os.path.expanduser(value.strip()) or self._compared_with

    async def _begin_comparison(self, wanted: Wanted) -> None:
        app = self._self
        self._compared_with = wanted.base
        await app.enter_mode(DIFF, followed=True)
        cast("DiffScreen", app.page_in_front).compare(wanted)

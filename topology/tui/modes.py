"""The modes: one screen each, made when first wanted and kept, with whatever lies over it."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, cast

from textual.app import App
from textual.screen import Screen
from textual.widget import AwaitMount

from topology.tui.session import FIRST, Session

if TYPE_CHECKING:
    from topology.tui.application import TopologyApp
    from topology.tui.screens.base import BaseScreen

MODES = {
    FIRST: "topology.tui.screens.explore:ExploreScreen",
    "boundaries": "topology.tui.screens.boundaries:BoundariesScreen",
    "page": "topology.tui.screens.page:PageScreen",
    "health": "topology.tui.screens.health:HealthScreen",
    "game": "topology.tui.screens.game:GameScreen",
    "diff": "topology.tui.screens.diff:DiffScreen",
    "oncall": "topology.tui.screens.roster:RosterScreen",
}
"""The screen of each mode, imported when it is wanted: the first paint has no time for the others."""


class Modes(App[None]):
    """Goes from mode to mode. Each keeps its place while another is in front."""

    DEFAULT_MODE = FIRST
    session: Session

    def add_modes(self) -> None:
        """Make the modes known."""
        for mode in MODES:
            self.add_mode(mode, partial(self._make, mode))

    def _make(self, mode: str) -> Screen[None]:
        # With the looks of its size from the start, a first paint needs no second look at styles.
        module, _, name = MODES[mode].partition(":")
        made: Screen[None] = getattr(import_module(module), name)(self.size)
        return made

    def root(self, mode: str) -> BaseScreen | None:
        """The screen of a mode, if it was wanted already."""
        from topology.tui.screens.base import BaseScreen

        stack = self._screen_stacks.get(mode)
        return stack[0] if stack and isinstance(stack[0], BaseScreen) else None

    def enter_mode(self, mode: str, followed: bool = False) -> AwaitMount:
        """Bring a mode to the front, without what lay over it. To be awaited where it may be a new one.

        ``followed``: somebody goes there out of where they are, and wants to come back.
        """
        if cast("TopologyApp", self).noticed:
            cast("TopologyApp", self).bare()
            return self.switch_mode(self.current_mode)
        self.session.enter(mode, followed)
        there = self.switch_mode(mode)
        while len(self.screen_stack) > 1:
            self.pop_screen()
        return there

    async def action_mode_explore(self) -> None:
        """To the first mode."""
        await self.enter_mode("explore")

    async def action_mode_boundaries(self) -> None:
        """To the mode that shows who needs whom."""
        await self.enter_mode("boundaries")

    async def action_mode_page(self) -> None:
        """To the mode that asks what if."""
        await self.enter_mode("page")

    async def action_mode_health(self) -> None:
        """To the mode that shows what is wrong, and figures."""
        await self.enter_mode("health")

    async def action_mode_game(self) -> None:
        """To the mode of game days."""
        await self.enter_mode("game")

"""What the app does with a live game: one at a time, kept over modes, and not left by accident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.timer import Timer

from topology.tui.current import Current
from topology.tui.game.wish import Wish

if TYPE_CHECKING:
    from topology.tui.game.table import Table
    from topology.tui.world import World

OFTEN = 0.3
"""Seconds between looks at the room and the clocks."""

GAME = "game"
"""The mode of game days."""


class Gaming(Current):
    """Holds the table at which a game is played, if one is; ``game_wanted`` is the one to begin with."""

    table: Table | None = None
    game_wanted: Wish | None = None
    _looks: Timer | None = None
    _looking: bool = False

    def enter(self, world: World) -> None:
        """Go to the game that was asked for as soon as there is a world."""
        super().enter(world)
        if self.table is not None:
            self.table.take_catalog(world.engine)
        if self.game_wanted is not None:
            self.call_after_refresh(self._self.enter_mode, GAME)

    def sit_down(self, table: Table) -> None:
        """Play at a table from now on."""
        self.rise()
        self.table = table
        if self._looks is None:
            self._looks = self.set_interval(OFTEN, self._tick_game)

    def rise(self) -> None:
        """Let go of the table; the game can be resumed."""
        if self.table is not None:
            self.table.close()
            self.table = None

    def on_unmount(self) -> None:
        """However the program ends, the game's file is let go of."""
        super().on_unmount()
        self.rise()

    async def _tick_game(self) -> None:
        table = self.table
        if table is None or self._looking:
            return
        self._looking = True
        try:
            await table.tick()
        finally:
            self._looking = False
        from topology.tui.screens.game import GameScreen

        screen = self._self.root(GAME)
        if self.table is table and isinstance(screen, GameScreen) and self._self.current_mode == GAME:
            screen.refresh_game()

    @property
    def live(self) -> bool:
        """Whether a game is being played."""
        return self.table is not None and self.table.live

    async def action_quit(self) -> None:
        """Leave at once; out of a live game only for who says so."""
        await self.leave_app()

    async def leave_app(self) -> None:
        """End the program. The one question that it ever asks is asked here."""
        from topology.tui.screens.confirm import ConfirmScreen

        if not self.live:
            self.exit()
            return
        if isinstance(self.screen, ConfirmScreen):
            return

        def answered(leave: bool | None) -> None:
            if leave:
                self.exit()

        await self.push_screen(ConfirmScreen(), answered)

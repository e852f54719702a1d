"""What crosses between all teams: counted at once where that is quick, else while the screen goes on."""

from __future__ import annotations

from asyncio import to_thread

from topology.insight.matrix import matrix
from topology.tui.boundaries.matrix_sheet import COUNTING
from topology.tui.judging import LARGE
from topology.tui.screens.answering import AnsweringScreen
from topology.tui.widgets.board import Board


class CountingScreen(AnsweringScreen):
    """Has the matrix at hand that is to be shown."""

    @property
    def board(self) -> Board:
        """The matrix or the map."""
        return self.query_one("#board", Board)

    def counts(self) -> bool:
        """Whether the matrix has to be counted first; it is shown when it is."""
        world = self.home.world
        if world is None or len(world.topology.nodes) < LARGE or self.state.missing(world) is None:
            return False
        self.board.show(COUNTING)
        self.run_worker(self._count(), group="count", exclusive=True)
        return True

    async def _count(self) -> None:
        await self.counted()
        self.show()

    async def counted(self) -> None:
        """Count what is to be shown next. The next keys are about that: they wait, and nothing else does."""
        world = self.home.world
        asked = self.state.missing(world) if world is not None else None
        if world is not None and asked is not None and len(world.topology.nodes) >= LARGE:
            self.state.learn(world, asked, await to_thread(matrix, world.topology, *asked))

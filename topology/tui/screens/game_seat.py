"""The hot seat: somebody predicts at the facilitator's terminal, behind a curtain."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from topology.gameday.prediction import Prediction
from topology.model.reference import identifier
from topology.present.game_view import choices_of
from topology.tui.game.questions import answered, askings
from topology.tui.screens.base import BaseScreen
from topology.tui.screens.curtain import CurtainScreen, HiddenAskScreen
from topology.tui.screens.pick import PickScreen

if TYPE_CHECKING:
    from topology.tui.game.table import Table


class SeatingScreen(BaseScreen):
    """Asks a name and the questions of the round. What is said counts once it is on disk."""

    @property
    def table(self) -> Table | None:
        """Where the game is played."""
        raise NotImplementedError

    async def act(self, command: Callable[[], object]) -> bool:
        """Give a command; says whether it was done."""
        raise NotImplementedError

    async def action_seat(self) -> None:
        """Somebody predicts at this terminal: a curtain hides everything else from the first key on."""
        table = self.table
        played = table.state.now if table is not None else None
        if table is None or played is None or table.state.phase != "predict":
            self.say("Predictions are not open now", "quiet")
            return
        curtain = CurtainScreen()
        await self.app.push_screen(curtain)
        known = [player.name for player in table.state.players if not player.remote]
        questions = (*played.part.questions, None)
        asked = askings(played.part.questions, choices_of(played))
        who, prediction = "", Prediction()

        async def named(name: str | None) -> None:
            nonlocal who
            if name is None:
                curtain.tell("Nothing was taken down.")
                return
            who = name.strip()[:40]
            await ask(0)

        async def ask(number: int) -> None:
            async def chosen(answer: tuple[str, ...] | None) -> None:
                nonlocal prediction
                if answer is None:
                    curtain.tell(f"{who}: nothing was taken down.")
                    return
                prediction = answered(prediction, questions[number], answer)
                if number + 1 < len(asked):
                    await ask(number + 1)
                else:
                    await take()

            above = f"{who}, {number + 1} of {len(asked)}"
            await self.app.push_screen(PickScreen(asked[number], above), chosen)

        async def take() -> None:
            player = f"seat-{identifier(who)}"

            def write() -> None:
                table.game.join(player, who)
                table.game.predict(player, prediction)

            done = await self.act(write)
            curtain.tell(f"{who}: your prediction is taken down." if done else f"{who}: it came too late.")

        await self.app.push_screen(HiddenAskScreen("Who predicts?", "a name", _name, known), named)


def _name(text: str) -> str:
    return "" if identifier(text) else "A name needs a letter or a digit"

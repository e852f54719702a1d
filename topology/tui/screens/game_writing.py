"""The facilitator's keys: each gives the table a command, some after a question or two."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

from topology.gameday.happening import Happening
from topology.tui.game.injects import FOLLOWS, OWN, coming_injects, inject_words, own_inject, things
from topology.tui.game.questions import Asking, Item
from topology.tui.screens.ask import AskScreen
from topology.tui.screens.game_seat import SeatingScreen
from topology.tui.screens.pick import PickScreen


class WritingScreen(SeatingScreen):
    """The keys of a game. What they change, the screen shows once it is on disk."""

    async def _game(self, command: str) -> None:
        table = self.table
        await self.act(lambda: getattr(table.game, command)() if table is not None else None)

    async def action_next(self) -> None:
        """The next step."""
        await self._game("next")

    async def action_lock(self) -> None:
        """Close the predictions."""
        await self._game("lock")

    async def action_pause(self) -> None:
        """Start or stop the clock."""
        await self._game("pause")

    async def action_undo(self) -> None:
        """Take the last step back."""
        await self._game("undo")

    async def action_blank(self) -> None:
        """Blank the projector, or show it again."""
        await self._game("blank")

    async def action_agree(self) -> None:
        """This is how it has to be."""
        if await self.act(lambda: self.table.game.agree() if self.table is not None else None) and self.table:
            self.say("Agreed: it becomes a test in the report")

    async def action_rerun(self) -> None:
        """The round again, on the catalog as it is now."""
        table = self.table
        if table is None or not await self.act(table.game.rerun):
            return
        played = table.state.now
        if played is not None and played.reruns:
            verdict = played.reruns[-1].truth.verdict
            self.say(f"On the catalog as it is now: {verdict}. It stands at the end of the script")

    async def action_faster(self) -> None:
        """The simulated clock twice as fast."""
        await self._speed(2.0)

    async def action_slower(self) -> None:
        """The simulated clock half as fast."""
        await self._speed(0.5)

    async def _speed(self, by: float) -> None:
        table = self.table
        if table is not None:
            speed = min(600, max(1, int(table.state.speed * by)))
            await self.act(lambda: table.game.speed(speed))

    async def action_end(self) -> None:
        """End the game."""
        await self._game("end")

    # Writing

    async def action_note(self) -> None:
        """Write a note."""
        await self._write("Note", "what happened", lambda game, said: game.note(said))

    async def action_finding(self) -> None:
        """Write a finding, or what went well."""

        def write(game: object, said: str) -> object:
            strength = said.startswith("+")
            return game.finding(said.removeprefix("+"), strength=strength)  # type: ignore[attr-defined]

        await self._write("Finding", "what has to be mended; + before it: what went well", write)

    async def _write(self, title: str, hint: str, write: Callable[..., object]) -> None:
        table = self.table
        if table is None:
            await self.act(lambda: None)
            return

        async def said(text: str | None) -> None:
            if text:
                await self.act(lambda: write(table.game, text))

        await self.app.push_screen(AskScreen(title, hint, _something), said)

    async def action_todo(self) -> None:
        """Write an action: what, who, until when, tried again when."""
        from topology.tui.game.lobby import known_teams

        table, world = self.table, self.home.world
        if table is None:
            await self.act(lambda: None)
            return
        teams = known_teams(world) if world is not None else ()
        asked = (
            AskScreen("Action: what is to be done?", "give the order store an alert", _something),
            AskScreen("Who does it?", "a team or a person", _anything, teams),
            AskScreen("Until when?", "2026-12-24, or nothing", _day),
            AskScreen("Tried again when?", "2027-02-01, or nothing", _day),
        )
        answers: list[str] = []

        async def said(text: str | None) -> None:
            if text is None:
                return
            answers.append(text)
            if len(answers) < len(asked):
                await self.app.push_screen(asked[len(answers)], said)
            else:
                await self.act(lambda: table.game.action(*answers))

        await self.app.push_screen(asked[0], said)

    # Injects

    async def action_inject(self) -> None:
        """Let an inject of the script happen now, leave it out, or say something to the room."""
        table = self.table
        played = table.state.now if table is not None else None
        world = self.home.world
        if table is None or played is None:
            await self.act(lambda: table.game.bring_forward(0) if table is not None else None)
            return
        items = [Item(each, text, note) for each, text, note in OWN]
        for number, each in coming_injects(played):
            when, text = inject_words(played, each)
            items.append(Item(f"now {number}", f"Now: {text}", when))
            items.append(Item(f"out {number}", f"Leave out: {text}", when))

        async def chosen(answer: tuple[str, ...] | None) -> None:
            kind, _, number = (answer[0] if answer else "").partition(" ")
            if kind == "now":
                await self.act(lambda: table.game.bring_forward(int(number)))
            elif kind == "out":
                await self.act(lambda: table.game.leave_out(int(number)))
            elif kind == "say":
                await self.app.push_screen(AskScreen("Say to the room", "customers: …", _something), said)
            elif kind in FOLLOWS and world is not None:
                offered = Asking(FOLLOWS[kind], things(kind, world.catalog, played))
                await self.app.push_screen(
                    PickScreen(offered, f"{self.home.keymap.shown('game.undo')} takes it back"), happens(kind)
                )

        def happens(kind: str) -> Callable[[tuple[str, ...] | None], Awaitable[None]]:
            async def named(answer: tuple[str, ...] | None) -> None:
                if answer:
                    own = own_inject(kind, answer[0], table.game.minute)
                    await self.act(lambda: table.game.inject(own))

            return named

        async def said(text: str | None) -> None:
            if text:
                sender, colon, rest = text.partition(": ")
                who, what = (sender, rest) if colon and len(sender) < 30 else ("", text)
                card = Happening(minute=table.game.minute, kind="card", text=what, sender=who)
                await self.act(lambda: table.game.inject(card))

        await self.app.push_screen(
            PickScreen(
                Asking("Inject", tuple(items)), f"{self.home.keymap.shown('game.undo')} takes it back"
            ),
            chosen,
        )


def _something(text: str) -> str:
    return "" if text.strip() else "Write something, or leave with esc"


def _anything(text: str) -> str:
    return ""


def _day(text: str) -> str:
    try:
        fits = not text.strip() or date.fromisoformat(text.strip()).isoformat() == text.strip()
    except ValueError:
        fits = False
    return "" if fits else "Write a day as YYYY-MM-DD, or nothing"

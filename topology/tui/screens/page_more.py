"""What is asked about an answer: why, why not, what under other rules; and what to take away from it."""

from __future__ import annotations

from topology.model.place import Place
from topology.model.reference import Ref
from topology.present.compare import TITLE
from topology.tui.line import Line
from topology.tui.page import choices
from topology.tui.page.choices import Choice
from topology.tui.page.reasons import because_lines, why
from topology.tui.page.sheet import Written
from topology.tui.screens.page_asking import AskingScreen
from topology.tui.widgets.growing import Source


class MoreScreen(AskingScreen):
    """The keys that ask more about the same situation."""

    def written(self) -> Written | None:
        """The answer as it is shown, as far as it is written."""
        raise NotImplementedError

    def whole(self) -> Written | None:
        """All of the answer."""
        raise NotImplementedError

    async def read(self, title: str, make: Source, start: str = "") -> None:
        """Show something to read; a line of it may lead somewhere."""
        from topology.tui.screens.page_read import ReadScreen

        def left(to: Place | Ref | None) -> None:
            if isinstance(to, Place):
                self.home.edit(to)
            elif to is not None:
                self.home.visit(to)

        await self.home.push_screen(ReadScreen(title, make, start), left)

    async def action_why(self) -> None:
        """The reasons, numbered; from those of the line that is stood on."""
        written = self.whole()
        if written is None:
            self.say("Nothing fails: there is nothing to explain", "quiet")
            return
        here = self.here
        start = here.key if here is not None and here.key in written.why else "verdict"
        await self.read("Why", lambda columns: why(written, columns), start)

    async def action_why_not(self) -> None:
        """Choose a team; why it is not paged."""
        if self.home.world is None or self.incident is None:
            self.say("Nothing fails: there is nothing to explain", "quiet")
            return
        await self.choose(choices.teams(self.home.world, self.incident), self._why_not)

    def _why_not(self, choice: Choice) -> None:
        from topology.incident.why_not import why_not

        world, incident = self.home.world, self.incident
        if world is None or incident is None:
            return
        team = Ref(choice.key)
        reasons = why_not(world.topology, world.engine.rota, incident.situation, team)
        title = f"Why not {choice.what}?"
        self.call_next(self.read, title, lambda columns: because_lines(reasons, columns))

    async def action_compare(self) -> None:
        """The same failure under other rules of first contact."""
        from topology.incident.compare import compare
        from topology.tui.page.compare import compared

        world, incident = self.home.world, self.incident
        if world is None or incident is None:
            self.say("Nothing fails: there is nothing to compare", "quiet")
            return
        outcomes = compare(world.topology, world.engine.rota, incident.situation)
        names = world.names

        def make(columns: int) -> list[Line]:
            return compared(names, outcomes, columns)

        await self.read(TITLE, make)

    async def action_records(self) -> None:
        """How long incidents took before: of what the leading team owns, else all of them."""
        from topology.tui.page.records import records

        world, incident = self.home.world, self.incident
        if world is None or incident is None:
            self.say("Nothing fails: nobody leads", "quiet")
        elif not world.catalog.incidents:
            self.say("No file holds records of incidents", "quiet")
        else:
            known, now = world, incident
            await self.read("Records", lambda columns: records(known, now, columns))

    async def action_page(self) -> None:
        """What if what somebody stands on fails, and nothing else."""
        ref = self.subject()
        if ref is None:
            key = self.home.keymap.shown("fault")
            self.say(f"Stand on a component, or choose with {key} what fails", "quiet")
        else:
            await self.home.ask((ref,))

    # The minute

    def action_beat(self) -> None:
        """To the next minute in which something happens."""
        self.step_minute(1)

    def action_beat_before(self) -> None:
        """To the minute before."""
        self.step_minute(-1)

    def step_minute(self, by: int) -> None:
        """Stand on the timeline in another minute."""
        raise NotImplementedError

"""Changing a situation: what fails and how, who is away, what is silent or down, who answers."""

from __future__ import annotations

from collections.abc import Callable

from topology.model.reference import COMPONENT_KINDS, Ref, kind_of
from topology.present.page_changes import turned, turns
from topology.tui.line import Line
from topology.tui.page import choices
from topology.tui.page.choices import Choice, Offer
from topology.tui.page.situation import ACK, AWAY, DOWN, FAULT, SILENT, WAY, WHEN
from topology.tui.screens.page_time import TimeScreen
from topology.tui.what_if import WhatIf


class AskingScreen(TimeScreen):
    """The keys that change what is asked."""

    async def choose(self, offer: Offer, chosen: Callable[[Choice], None]) -> None:
        """Let somebody choose, and say beforehand what would come of each choice."""
        from topology.tui.screens.page_choose import ChooseScreen

        if not offer.choices and offer.find is None:
            self.say("There is nothing to choose from here", "quiet")
            return

        def answered(choice: Choice | None) -> None:
            if choice is not None:
                chosen(choice)

        outcome = self._outcome if any(each.what_if is not None for each in offer.choices) else None
        await self.home.push_screen(ChooseScreen(offer, outcome), answered)

    def _outcome(self, choice: Choice) -> str:
        """What a choice would turn, in a few words."""
        world, before = self.home.world, self.incident
        if world is None or choice.what_if is None or choice.what_if == self.what_if:
            return ""
        now, _ = self.simulated(choice.what_if)
        if now is None or before is None:
            return ""
        return turned(turns(world.names, before, now)[:2])

    def _take(self, choice: Choice) -> None:
        if choice.what_if is not None:
            self.ask(choice.what_if)

    async def _offer(self, make: Callable[..., Offer]) -> None:
        world = self.home.world
        if world is not None:
            await self.choose(make(world, self.what_if, self.incident), self._take)

    async def action_fault(self) -> None:
        """Choose what else fails."""
        await self._offer(choices.faults)

    async def action_way(self) -> None:
        """Choose how what somebody stands on fails."""
        world, ref = self.home.world, self._failing()
        if world is None:
            return
        if ref is None:
            self.say(f"Nothing fails yet: {self.home.keymap.shown('fault')} names what does", "quiet")
            return
        await self.choose(choices.ways(world, self.what_if, ref), self._take)

    async def action_away(self) -> None:
        """Choose who is away."""
        await self._offer(choices.people)

    async def action_silent(self) -> None:
        """Choose whose alert does not come."""
        await self._offer(choices.silences)

    async def action_tool(self) -> None:
        """Choose which tool on the way to a human is down."""
        world = self.home.world
        if world is not None:
            await self.choose(choices.tools(world, self.what_if), self._take)

    async def action_acknowledge(self) -> None:
        """Choose who acknowledges."""
        await self._offer(choices.answers)

    def action_mark(self) -> None:
        """What somebody stands on fails too, or works again; a person or a tool is back."""
        changed = self._without(self.here)
        ref = self.here.ref if self.here is not None else None
        if changed is None and ref is not None and kind_of(ref) in COMPONENT_KINDS:
            changed = self.what_if.toggle_fault(ref)
        if changed is None and ref is not None and kind_of(ref) == "person":
            changed = self.what_if.toggle_away(ref)
        if changed is None:
            key = self.home.keymap.shown("page.mark")
            self.say(f"{key}: on a component it fails or works, on a person they are away or back", "quiet")
        elif not changed.faults:
            key = self.home.keymap.shown("fault")
            self.say(f"Something has to fail: {key} names another one first", "quiet")
        else:
            self.ask(changed)

    def _without(self, here: Line | None) -> WhatIf | None:
        """The situation without what a line of it is of; ``None`` for any other line."""
        kind, _, what = (here.key if here is not None and here.ref is None else "").partition(" ")
        now = self.what_if
        if kind in (FAULT, WAY) and what:
            return now.toggle_fault(now.faults[int(what)].component)
        if kind == AWAY and what:
            return now.toggle_away(Ref(what))
        if kind == SILENT and what:
            return now.toggle_silent(Ref(what))
        if kind == DOWN and what in now.down:
            return now.toggle_down(next(path for path in now.down if path == what))
        if kind == ACK and what:
            ack = now.acks[int(what)]
            return now.toggle_ack(ack.person, ack.minute)
        return None

    async def follow_situation(self, line: Line) -> None:
        """What the key beside a line of the situation does."""
        kind = line.key.partition(" ")[0]
        if kind == FAULT:
            await self.action_fault()
        elif kind == WAY:
            await self.action_way()
        elif kind == AWAY:
            await self.action_away()
        elif kind == SILENT:
            await self.action_silent()
        elif kind == DOWN:
            await self.action_tool()
        elif kind == ACK:
            await self.action_acknowledge()
        elif kind == WHEN:
            await self.home.action_instant()

    @property
    def here(self) -> Line | None:
        """The line that is stood on."""
        raise NotImplementedError

    def _failing(self) -> Ref | None:
        """What fails on the line that is stood on, else the first that does."""
        now, here = self.what_if, self.here
        kind, _, what = (here.key if here is not None else "").partition(" ")
        if kind in (FAULT, WAY) and what.isdigit() and int(what) < len(now.faults):
            return now.faults[int(what)].component
        if here is not None and here.ref in now.broken:
            return here.ref
        return now.broken[0] if now.broken else None

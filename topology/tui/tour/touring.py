"""Being shown around: the app goes to the screen of each step, and keeps the place for the next time."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from topology.model.entity import Team
from topology.model.reference import Ref
from topology.tui.current import Current

if TYPE_CHECKING:
    from topology.tui.tour.guide import Guide
    from topology.tui.world import World

EVERYBODY = "everybody"
"""The name under which a tour without a team keeps its place."""


class Touring(Current):
    """What the app does with tours. ``tour_wanted``: the team that one was asked for; ``None``: none was."""

    tour_wanted: str | None = None
    _guide: Guide | None = None

    def enter(self, world: World) -> None:
        """Begin the tour that was asked for as soon as there is a world; another world needs another tour."""
        super().enter(world)
        self._guide = None
        if self.tour_wanted is not None:
            self.call_after_refresh(self.action_tour)

    async def action_tour(self) -> None:
        """Go on with the tour, or begin it: for the team that was asked for, else one's own, else any."""
        if self.bare() or self.world is None:
            return
        if self._guide is not None:
            await self._show()
            return
        wanted, self.tour_wanted = self.tour_wanted or "", None
        mine = self._team(wanted) if wanted else self._mine(self.world)
        if mine is not None or not any(self.world.catalog.of(Team)):
            await self._begin(mine)
        else:
            await self._ask(wanted)

    async def _ask(self, wanted: str) -> None:
        """Ask once whose tour it is; the answer is kept among the settings."""
        from topology.tui.screens.ask import AskScreen

        def complaint(value: str) -> str:
            unknown = f'there is no team called "{value.strip()}"'
            return "" if not value.strip() or self._team(value) is not None else unknown

        async def answered(value: str | None) -> None:
            if value is None:
                return
            team = self._team(value) if value.strip() else None
            if team is not None:
                self._self.keep_own("me", lambda: str(team))
            await self._begin(team)

        title = f'There is no team called "{wanted}". Yours?' if wanted else "Which team is yours?"
        await self.push_screen(AskScreen(title, "its name; empty: a tour for everybody", complaint), answered)

    def _team(self, text: str) -> Ref | None:
        from topology.present.asking import TEAMS, UnknownName, find

        assert self.world is not None
        try:
            return find(self.world.catalog, text.strip(), TEAMS).ref
        except UnknownName:
            return None

    async def _begin(self, team: Ref | None) -> None:
        from topology.load.own_progress import read_progress
        from topology.present.tour import tour
        from topology.tui.tour.guide import Guide

        assert self.world is not None
        made = tour(self.world.engine, team, self._self.session.instant)
        progress = read_progress(self._progress_file).get(self._kept_as(team))
        self._guide = Guide(made, progress) if progress is not None else Guide.new(made)
        await self._show()

    @property
    def _progress_file(self) -> str:
        from topology.load.own_progress import progress_path

        return progress_path()

    def _kept_as(self, team: Ref | None) -> str:
        """The name under which a tour keeps its place: another catalog may have a team of the same name."""
        return " ".join((*map(os.path.realpath, self._self.paths), team or EVERYBODY))

    async def _show(self) -> None:
        """Bring the screen of the step to the front, and the step over it."""
        from topology.tui.screens.tour import TourScreen

        app, guide, world = self._self, self._guide, self.world
        if guide is None or world is None:
            return
        step = guide.step
        await app.enter_mode(step.mode)
        if step.focus is not None and step.focus in world.catalog.entities:
            app.session.look(step.focus)
            app.page_in_front.arrive_at(step.focus)
        await self.push_screen(TourScreen(guide, world.names, partial(self._went, guide)))

    async def _went(self, guide: Guide, what: str) -> None:
        from topology.load.own_progress import keep_progress

        keep_progress(self._progress_file, self._kept_as(guide.tour.team), guide.progress)
        if not self.screen_stack:
            return  # the app is ending: there is nothing to show it on
        if what == "moved":
            await self._show()
        else:
            self._self.say(f"{self._self.keymap.shown('tour')} goes on with the tour", "quiet")

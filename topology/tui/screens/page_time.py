"""Moving the instant of a situation: by hours and days, to hand-offs and gaps."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from topology.model.reference import Ref
from topology.oncall.instants import local, resolve
from topology.present.instants import dated
from topology.present.words import listed
from topology.tui.screens.page_state import StateScreen

if TYPE_CHECKING:
    from topology.incident.turning import Turning

HOUR = timedelta(hours=1)


class TimeScreen(StateScreen):
    """The keys that move through time."""

    def action_earlier(self) -> None:
        """The same an hour earlier."""
        self.move_to(self.home.session.instant - HOUR)

    def action_later(self) -> None:
        """The same an hour later."""
        self.move_to(self.home.session.instant + HOUR)

    def action_day_before(self) -> None:
        """The same a day earlier, by the clock on the wall."""
        self._day(-1)

    def action_day_after(self) -> None:
        """The same a day later, by the clock on the wall."""
        self._day(1)

    def _day(self, by: int) -> None:
        world = self.home.world
        if world is not None:
            zone = world.catalog.defaults.timezone
            shown = local(self.home.session.instant, zone) + timedelta(days=by)
            self.move_to(resolve(shown, zone))

    def action_hand_off(self) -> None:
        """To when the next other people come on call, of all whom this failure may page."""
        from topology.incident.turning import next_hand_off

        world = self.home.world
        if world is not None:
            self._turn(next_hand_off(world.engine.rota, self._schedules(), self.home.session.instant))

    def action_hand_off_before(self) -> None:
        """To the hand-off before."""
        from topology.incident.turning import previous_hand_off

        world = self.home.world
        if world is not None:
            self._turn(previous_hand_off(world.engine.rota, self._schedules(), self.home.session.instant))

    def _turn(self, found: Turning | None) -> None:
        if found is None or self.home.world is None:
            self.say("No rota that this failure pages has a hand-off in 400 days", "quiet")
            return
        at, schedule = found
        self.move_to(at)
        names, roll = self.home.world.names, self.home.world.engine.rota.at(schedule, at)
        who = listed(names.all(roll.people)) or "nobody"
        self.say(f"Hand-off in {names(schedule)}: {who}")

    def action_gap(self) -> None:
        """To when one of the rotas that this failure pages next has nobody."""
        from topology.incident.turning import next_gap

        world = self.home.world
        if world is None:
            return
        at = self.home.session.instant
        found = next_gap(world.engine.rota, self._schedules(), at)
        if found is None:
            self.say("No rota that this failure pages has a gap in the next 400 days", "ok")
            return
        since, schedule = found
        self.move_to(since)
        when = dated(since, world.catalog.defaults.timezone, at)
        self.say(f"Nobody is on call in {world.names(schedule)} from {when} on", "warn")

    def _schedules(self) -> tuple[Ref, ...]:
        from topology.incident.turning import schedules_of

        if self.home.world is None or self.incident is None:
            return ()
        return schedules_of(self.home.world.catalog, self.incident)

"""What is asked and answered in the mode that asks what if; changes to it, and the way back."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace
from textual.geometry import Size

from topology.incident.engine import Engine
from topology.incident.recorded import Recorded
from topology.incident.result import Incident
from topology.incident.situation import SituationError
from topology.present.page_changes import asked, turns
from topology.tui.page.answer import Change
from topology.tui.screens.base import BaseScreen
from topology.tui.what_if import WhatIf
from topology.tui.world import World


class StateScreen(BaseScreen):
    """Holds the newest answer, and the one before it to compare with."""

    def __init__(self, size: Size | None = None) -> None:
        super().__init__(size)
        self.incident: Incident | None = None
        self.wrong = ""
        self.change: Change | None = None
        self._engine: Engine | None = None
        self._at: datetime | None = None
        self._renewed: tuple[World, WhatIf, datetime] | None = None

    @property
    def what_if(self) -> WhatIf:
        """What is asked."""
        return self.home.session.asked or WhatIf()

    def show(self) -> None:
        """Show the answer that there is now."""
        raise NotImplementedError

    def ask(self, what_if: WhatIf) -> None:
        """Ask something else; what turns with it is shown."""
        self.home.session.ask(what_if)
        self.renew()

    def renew(self) -> None:
        """Simulate again: what is asked, the instant or the catalog has changed."""
        world = self.home.world
        if world is None:
            return
        asked = world, self.what_if, self.home.session.instant
        if self._renewed is not None and self._renewed[0] is world and self._renewed[1:] == asked[1:]:
            self.show_top()
            return  # to go there and to be there are two occasions for one answer
        self._renewed = asked
        before, same_files = self.incident, self._engine is world.engine
        self._engine = world.engine
        self.incident, self.wrong = self.simulated(self.what_if)
        now = self.incident
        if before is None or now is None or not same_files or not _akin(before, now):
            self.change = None
        else:
            self._compare(world, before, now)
        self._at = self.home.session.at
        self.show_top()
        self.show()

    def _compare(self, world: World, before: Incident, now: Incident) -> None:
        """Say what was changed and what turned with it. Time that just goes by is no change."""
        was = before.situation
        if self._at is None and self.home.session.at is None:
            was = replace(was, at=now.situation.at)
        if was != now.situation:
            said = asked(world.names, was, now.situation, world.catalog.defaults.timezone)
            self.change = Change(said, turns(world.names, before, now))

    def simulated(self, what_if: WhatIf) -> tuple[Incident | None, str]:
        """The answer to a situation at the session's instant; where there is none, why."""
        world = self.home.world
        if world is None or not what_if.faults:
            return None, ""
        try:
            return world.engine.simulate(what_if.situation(self.home.session.instant)), ""
        except SituationError as error:
            return None, str(error)

    def move_to(self, at: datetime) -> None:
        """The same at another instant."""
        self.home.set_instant(at)


def _akin(before: Incident, now: Incident) -> bool:
    """Whether both are about the same failure, more or less."""
    one = {fault.component for fault in before.situation.faults}
    return not one.isdisjoint(fault.component for fault in now.situation.faults)


def recorded_of(world: World, incident: Incident) -> tuple[Recorded, ...]:
    """How long those who lead took to answer before; nothing where nobody kept records."""
    if not world.catalog.incidents:
        return ()
    from random import Random

    from topology.incident.recorded import recorded
    from topology.incident.sample import SEED

    return recorded(
        world.topology, world.engine.rota, incident, world.catalog.incidents, lambda: Random(SEED)
    )

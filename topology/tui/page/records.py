"""How long incidents took before, as lines: those of the team that leads, else all that were recorded."""

from __future__ import annotations

from random import Random

from topology.incident.history import about, history
from topology.incident.result import Incident
from topology.incident.sample import SEED
from topology.present.history import history_text
from topology.tui.line import Line, plain
from topology.tui.world import World


def records(world: World, incident: Incident, columns: int) -> list[Line]:
    """What the records say; never a mean, and a list where there are few."""
    names, known = world.names, world.catalog.incidents
    leads = [lead.team for lead in incident.leads if lead.team is not None]
    mine = about(world.topology, known, leads[0]) if leads else ()
    whose = names(leads[0]) if mine else ""
    found = history(world.topology, mine or known, Random(SEED))
    text = history_text(names, found, whose or "all teams", columns=columns)
    return [plain(line, "plain" if number else "strong") for number, line in enumerate(text.splitlines())]

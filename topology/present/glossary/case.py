"""Words in the case at hand: why a flag stands where it does, and why a team is told."""

from __future__ import annotations

from collections.abc import Iterator

from topology.graph.order import natural
from topology.graph.topology import Topology
from topology.incident.result import Flag, Incident
from topology.model.entity import Team
from topology.model.place import Because
from topology.model.reference import Ref
from topology.present.names import Names
from topology.present.words import engaged


def flag_reasons(topology: Topology, names: Names, incident: Incident, flag: Flag) -> tuple[Because, ...]:
    """What made a flag of an answer. The flag itself was decided by whoever answered."""
    return tuple((_slow if flag == "SLOW" else _platform_first)(topology, names, incident))


def informed_reasons(topology: Topology, names: Names, incident: Incident) -> tuple[Because, ...]:
    """What each team that is told and not paged owns of what is hit."""
    hit: dict[Ref, list[Ref]] = {}
    for ref, state in incident.states.items():
        for team in topology.owner(ref).teams if state in ("degraded", "down") else ():
            hit.setdefault(team, []).append(ref)
    return tuple(
        _told(topology, names, incident, team, hit.get(team, []))
        for team in sorted(incident.informed, key=lambda each: natural(names(each)))
    )


def _told(topology: Topology, names: Names, incident: Incident, team: Ref, hit: list[Ref]) -> Because:
    place = topology.catalog.entities[team].place if team in topology.catalog.entities else None
    if not hit:
        return Because(f"{names(team)} owns what failed, or has a contract for it", place)
    more = f"; {len(hit)} that it owns are hit" if len(hit) > 1 else ""
    return Because(f"{names(team)} owns {names(hit[0])}, which is {incident.states[hit[0]]}{more}", place)


def _slow(topology: Topology, names: Names, incident: Incident) -> Iterator[Because]:
    yield Because(f"the first human of the lead team: {engaged(incident.engage, incident.verdict)}")
    targets = topology.catalog.defaults.engage_target
    for lead in incident.leads:
        tier = topology.tier(lead.root)
        if tier in targets:
            text = f"{names(lead.root)} is tier {tier}: {targets[tier]} min is the target"
            yield Because(text, topology.tier_stated(lead.root))


def _platform_first(topology: Topology, names: Names, incident: Incident) -> Iterator[Because]:
    for lead in incident.leads:
        team = topology.catalog.get(lead.team, Team) if lead.team is not None else None
        owned = topology.owner(lead.root)
        if team is None or team.type != "platform" or team.ref in owned.teams:
            continue
        yield Because(f"{names(team.ref)} leads, a platform team", team.place)
        owners = ", ".join(names.all(owned.teams)) or "nobody"
        yield Because(f"{owners} owns {names(lead.root)}", owned.place)

"""Why a team is not paged: the same trace, asked from the other side."""

from __future__ import annotations

from collections.abc import Iterator

from topology.graph.topology import Topology
from topology.incident.breakage import DEGRADED
from topology.incident.case import Case
from topology.incident.reasons import (
    delivery,
    owner,
    state,
    team_place,
    why_helper,
    why_silent,
    why_suppressed,
    why_ticket,
)
from topology.incident.simulate import work_out
from topology.incident.situation import Situation
from topology.model.place import Because
from topology.model.reference import Ref, name_of
from topology.oncall.rota import Rota


def why_not(topology: Topology, rota: Rota, situation: Situation, team: Ref) -> tuple[Because, ...]:
    """The reasons why ``team`` is not paged; if it is, those why it is. Raises as simulate does."""
    case = work_out(topology, rota, situation)
    entity = topology.catalog.entities.get(team)
    title = entity.title if entity is not None else name_of(team)
    for page in case.pages:
        for sent in page.deliveries:
            reached = next((each for each in sent.now() if sent.starts + each.minute == sent.engaged), None)
            if reached is not None and case.courier.paged_team(sent, reached) == team:
                return (
                    Because(f"{title} is paged at +{sent.engaged}m", None),
                    *why_helper(case, page, sent)(),
                )
    hit = [
        node
        for node in sorted(case.spread.steps, key=lambda node: (case.spread.steps[node], node))
        if team in topology.owner(topology.nodes[node]).teams
    ]
    if not hit:
        first = Because(f"nothing that {title} owns is hit by this failure", team_place(case, team))
        return (first, *_attempts(case, team))
    found = list(_attempts(case, team))
    for node in hit:
        found.append(owner(case, topology.nodes[node]))
        found += _fate(case, node)
    return tuple(dict.fromkeys(found))


def _attempts(case: Case, team: Ref) -> Iterator[Because]:
    """Pages to the team's policies that reach nobody now."""
    for page in case.pages:
        for sent in page.deliveries:
            if sent.team == team:
                yield from delivery(case, sent)


def _fate(case: Case, node: int) -> tuple[Because, ...]:
    """What became of one component that is hit."""
    if node in case.noticed.silent:
        return why_silent(case, node)()
    noticed = case.noticed.by_node.get(node)
    if noticed is not None and noticed in case.decisions.suppressed:
        return why_suppressed(case, noticed)()
    if node in case.noticed.symptoms or (noticed is not None and noticed in case.decisions.tickets):
        return why_ticket(case, node)()
    if case.spread.state.get(node, 0) < DEGRADED:
        name = name_of(case.topology.nodes[node])
        return (*state(case, node), Because(f"{name} still works: at risk only", None))
    return state(case, node)

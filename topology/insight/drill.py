"""Every component failing, one after the other, at one instant: what the rules of paging make of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from msgspec import Struct

from topology.graph.order import in_order
from topology.graph.topology import Topology
from topology.incident.delivery import Couriers
from topology.incident.result import Contact, Engage, Incident, LeadReason, Verdict
from topology.incident.simulate import simulate
from topology.incident.situation import Fault, Situation, SituationError
from topology.insight.progress import Told, quiet
from topology.model.entity import Component
from topology.model.reference import Ref
from topology.model.settings import Tool
from topology.oncall.rota import Rota

Blind = Literal["", "monitoring", "pager"]


class Outcome(Struct, frozen=True, gc=False):
    """What happens when ``ref`` fails.

    ``right`` are the teams that count as owning it, ``paged`` those that are paged.
    ``contact`` is the first human now, not when hours begin; ``calls`` is everybody who is there
    and paged, each time, held pages too. ``alert`` is the minute of its own alert, ``engage`` when
    the lead team is there, ``slow`` says that nobody of it is within the target.
    ``blind`` names the tool on the way to a human that fails with it. ``down`` are the
    watched components that it takes down.
    """

    ref: Ref
    verdict: Verdict
    reason: LeadReason
    lead: Ref | None
    right: tuple[Ref, ...]
    contact: Contact | None
    paged: tuple[Ref, ...]
    calls: tuple[Contact, ...]
    alert: int | None
    engage: Engage
    slow: bool
    blind: Blind
    down: frozenset[Ref]

    def unheard(self, grace: int) -> bool:
        """Whether it says nothing itself, or only so many minutes after somebody was woken for it."""
        if self.alert is None or self.contact is None:
            return self.alert is None
        return self.alert > self.contact.minute + grace


def drill(
    topology: Topology, rota: Rota, at: datetime, watched: Collection[Ref], told: Told = quiet
) -> tuple[Outcome, ...]:
    """The outcome of every declared component, in canonical order.

    ``watched`` are the components of which it matters whether they go down too. Left out
    is what cannot fail by itself without saying at whose side. ``told`` hears how many are done,
    before each; what it raises ends the work.
    """
    alerting = topology.catalog.alerting
    tools = (alerting.monitoring, alerting.pager)
    asked = {*watched, *(need.target for tool in tools if tool for need in (*tool.runs_on, *tool.fallback))}
    found: list[Outcome] = []
    couriers = Couriers(topology, rota)
    topology.expect_many()
    components = [each for each in topology.components if each is not None and not each.ghost]
    for done, component in enumerate(components):
        told(done, len(components))
        try:
            situation = Situation(faults=(Fault(component.ref),), at=at)
            incident = simulate(topology, rota, situation, couriers)
        except SituationError:
            continue
        down: frozenset[Ref] = frozenset()
        if asked:
            states = incident.states
            down = frozenset(ref for ref in asked if states.get(ref) == "down")
        found.append(_outcome(topology, incident, component, down))
    return tuple(found)


def _outcome(topology: Topology, incident: Incident, component: Component, down: frozenset[Ref]) -> Outcome:
    (lead,) = incident.leads
    owners = topology.owner(component.ref).teams
    by_contract = (lead.team,) if lead.reason == "CONTRACT" and lead.team is not None else ()
    deferred = incident.verdict == "DEFERRED"
    alerting = topology.catalog.alerting
    return Outcome(
        component.ref,
        incident.verdict,
        lead.reason,
        lead.team,
        in_order((*owners, *by_contract)),
        None if deferred else incident.first_contact,
        incident.paged,
        incident.calls,
        _alert(component, topology.catalog.defaults.detects_minutes),
        incident.engage,
        "SLOW" in incident.flags and not deferred,
        "monitoring"
        if _fails(alerting.monitoring, down)
        else "pager"
        if _fails(alerting.pager, down)
        else "",
        down,
    )


def _fails(tool: Tool | None, down: frozenset[Ref]) -> bool:
    """Whether a tool is down, and all that could stand in for it."""
    if tool is None or all(need.target not in down for need in tool.runs_on):
        return False
    return all(need.target in down for need in tool.fallback)


def _alert(component: Component, usual: int) -> int | None:
    """When a component notices a fault of its own; ``None``: never."""
    stated = component.alerts
    if stated is None:
        return usual
    if stated.none:
        return None
    return stated.detects_minutes if stated.detects_minutes is not None else usual

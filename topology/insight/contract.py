"""The responsibility contract of a component: how it can fail, and who answers for each way."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from topology.graph.order import in_order
from topology.graph.topology import Crossing, Topology
from topology.incident.breakage import OUTAGE
from topology.incident.simulate import simulate
from topology.incident.situation import Fault, Situation, SituationError
from topology.insight.answers import Led, led
from topology.model.entity import Component, Impact, Responder
from topology.model.place import Place
from topology.model.reference import Ref
from topology.oncall.rota import Rota


class Clause(Struct, frozen=True, gc=False):
    """One way of failing. ``stated``: a file says so; else it is the outage that everything can have.

    ``answers`` are the teams that the contract names: the provider's, or those of all consumers.
    ``leads`` says who leads at the instant, once with no consumer where the failure is
    everybody's and its answer the same for all, else for one consumer of each team. ``kept``: wherever
    somebody leads, it is one of those teams.
    """

    mode: str
    impact: Impact
    scope: Literal["all", "consumer"]
    responder: Responder
    description: str
    stated: bool
    place: Place
    answers: tuple[Ref, ...]
    leads: tuple[tuple[Ref | None, Led], ...]

    @property
    def kept(self) -> bool:
        """Whether the teams that lead are those that the contract names."""
        return all(each.lead in self.answers for _, each in self.leads if each.verdict != "UNKNOWN")


class Contract(Struct, frozen=True, gc=False):
    """What a component and its users may expect of each other.

    ``expectations`` are those of the platform or product it is part of (``promised_by``).
    ``consumers`` are crossing users with their teams.
    """

    ref: Ref
    owners: tuple[Ref, ...]
    promised_by: Ref | None
    expectations: str
    consumers: tuple[Crossing, ...]
    clauses: tuple[Clause, ...]


def contract(topology: Topology, rota: Rota, ref: Ref, at: datetime) -> Contract | None:
    """The contract of a component at an instant; ``None`` for what is no component."""
    component = topology.catalog.get(ref, Component)
    if component is None:
        return None
    group = topology.part_of(ref)
    entity = topology.catalog.entities.get(group) if group is not None else None
    writer = _Writer(topology, rota, component, at)
    return Contract(
        ref,
        topology.owner(ref).teams,
        group,
        getattr(entity, "expectations", ""),
        topology.boundary(ref).crossing_in,
        tuple(writer.clauses()),
    )


class _Writer:
    """Writes the clauses of one contract."""

    def __init__(self, topology: Topology, rota: Rota, component: Component, at: datetime) -> None:
        self._topology = topology
        self._rota = rota
        self._component = component
        self._at = at
        self._owners = topology.owner(component.ref).teams
        users = dict.fromkeys(edge.source for edge in topology.users(component.ref) if edge.via != "contains")
        firsts: dict[tuple[Ref, ...], Ref] = {}
        for user in users:
            firsts.setdefault(topology.owner(user).teams, user)
        self._by_teams = firsts

    def clauses(self) -> list[Clause]:
        """The outage first, then the other modes in the order of their names."""
        modes = sorted(self._component.failure_modes, key=lambda mode: (mode.name != OUTAGE, mode.name))
        found = [
            self._clause(
                mode.name, mode.impact, mode.scope, mode.responder, mode.description, True, mode.place
            )
            for mode in modes
        ]
        if not any(mode.name.casefold() == OUTAGE for mode in modes):
            place = self._component.place
            found.insert(0, self._clause(OUTAGE, "down", "all", "provider", "", False, place))
        return found

    def _clause(
        self,
        mode: str,
        impact: Impact,
        scope: Literal["all", "consumer"],
        responder: Responder,
        description: str,
        stated: bool,
        place: Place,
    ) -> Clause:
        users = self._by_teams if scope == "consumer" or responder != "provider" else {(): None}
        named = [] if responder == "consumer" else list(self._owners)
        if responder != "provider":
            named += [team for teams in self._by_teams for team in teams]
        leads = [(user, self._led(mode, user)) for user in users.values()]
        return Clause(
            mode,
            impact,
            scope,
            responder,
            description,
            stated,
            place,
            in_order(named),
            tuple((user, each) for user, each in leads if each is not None),
        )

    def _led(self, mode: str, user: Ref | None) -> Led | None:
        fault = Fault(self._component.ref, mode=mode, consumer=user)
        try:
            return led(simulate(self._topology, self._rota, Situation(faults=(fault,), at=self._at)))
        except SituationError:
            return None  # it lives at one consumer, and nothing uses this

"""The ways in which a component can fail: what there is to choose from when somebody asks what if."""

from __future__ import annotations

from collections.abc import Iterator

from topology.graph.topology import Topology
from topology.incident.breakage import OUTAGE, consumers
from topology.incident.situation import Fault
from topology.model.entity import Component, FailureMode
from topology.model.reference import Ref


def variants(topology: Topology, component: Ref) -> tuple[Fault, ...]:
    """Every fault that can be put to a component: plain first, then its modes, then how bad it is.

    A mode that lives at one consumer, or names one that answers, comes once for each user.
    All of them have an answer. Empty for what cannot fail.
    """
    entity = topology.catalog.get(component, Component)
    return tuple(_variants(topology, entity)) if entity is not None else ()


def _variants(topology: Topology, component: Component) -> Iterator[Fault]:
    ref = component.ref
    outage = next((mode for mode in component.failure_modes if mode.name.casefold() == OUTAGE), None)
    if outage is None or outage.scope == "all":
        yield Fault(ref)
    for mode in component.failure_modes:
        users = consumers(topology, ref) if _has_sides(mode) else ()
        if mode is not outage and mode.scope == "all":
            yield Fault(ref, mode.name)
        if len(users) > 1 or mode.scope == "consumer":
            yield from (Fault(ref, mode.name, None, user) for user in users)
    if outage is not None and outage.impact == "degraded":
        yield Fault(ref, None, "down")
    else:
        yield Fault(ref, None, "degraded")


def _has_sides(mode: FailureMode) -> bool:
    return mode.scope == "consumer" or mode.responder != "provider"


def usual(topology: Topology, component: Ref) -> str:
    """The mode or impact that is meant where a fault names neither: ``outage``, else ``down``."""
    entity = topology.catalog.get(component, Component)
    modes = entity.failure_modes if entity is not None else ()
    return next((mode.name for mode in modes if mode.name.casefold() == OUTAGE), "down")

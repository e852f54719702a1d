"""From the faults of a situation to what exactly is broken where."""

from __future__ import annotations

from msgspec import Struct

from topology.graph.topology import Topology
from topology.incident.situation import Fault, Situation, SituationError
from topology.model.entity import Component, FailureMode, Responder
from topology.model.reference import Ref

DEGRADED, DOWN = 2, 3

IMPACTS = {"degraded": DEGRADED, "down": DOWN}

OUTAGE = "outage"
"""The failure mode that is meant when none is named, where a component declares it."""


class Root(Struct, frozen=True, gc=False):
    """One fault, understood.

    ``node`` is its component's position. With a ``consumer`` position the fault
    lives on the edge from that consumer, and the component itself stays ok.
    ``contract`` is the consumer that answers (a responder other than the
    provider), where the failure mode names one and it is known which.
    """

    node: int
    ref: Ref
    impact: int
    mode: FailureMode | None
    consumer: int | None = None
    contract: int | None = None

    @property
    def responder(self) -> Responder:
        """Who answers for it, as the failure mode says; the provider unless it does."""
        return self.mode.responder if self.mode is not None else "provider"


def roots(topology: Topology, situation: Situation) -> tuple[Root, ...]:
    """The roots in canonical order, each component once (its worst fault counts).

    Raises :class:`SituationError` where a fault names nothing that can fail, an
    unknown failure mode, or leaves open which consumer it lives at.
    """
    found: dict[tuple[int, int | None], Root] = {}
    for fault in situation.faults:
        root = _root(topology, fault)
        where = (root.node, root.consumer)
        other = found.get(where)
        if other is None or _order(root) < _order(other):
            found[where] = root
    if not found:
        raise SituationError("name at least one component that fails")
    return tuple(
        sorted(found.values(), key=lambda root: (root.node, root.consumer is not None, root.consumer or 0))
    )


def _order(root: Root) -> tuple[int, str]:
    return -root.impact, root.mode.name if root.mode else ""


def _root(topology: Topology, fault: Fault) -> Root:
    ref = fault.component
    component = topology.catalog.get(ref, Component)
    node = topology.index.get(ref)
    if component is None or node is None:
        raise SituationError(f"{ref} is not something that can fail: name a component, a resource or an API")
    mode = _mode(component, fault)
    stated = fault.impact or (mode.impact if mode is not None else "down")
    if stated not in IMPACTS:
        raise SituationError(f"a fault makes its component degraded or down, not {stated!r}")
    consumer: int | None = None
    contract: int | None = None
    if mode is not None and mode.scope == "consumer":
        consumer = contract = _consumer(topology, component, mode, fault, required=True)
    elif mode is not None and mode.responder != "provider":
        contract = _consumer(topology, component, mode, fault, required=False)
    if mode is not None and mode.responder == "provider":
        contract = None
    return Root(node, ref, IMPACTS[stated], mode, consumer, contract)


def _mode(component: Component, fault: Fault) -> FailureMode | None:
    wanted = fault.mode or OUTAGE
    for mode in component.failure_modes:
        if mode.name.casefold() == wanted.casefold():
            return mode
    if fault.mode is None or fault.mode.casefold() == OUTAGE:
        return None
    names = ", ".join(sorted(mode.name for mode in component.failure_modes))
    known = f"it has {names}" if names else "it declares none"
    raise SituationError(f"{component.ref} has no failure mode {fault.mode!r}: {known}")


def _consumer(
    topology: Topology, component: Component, mode: FailureMode, fault: Fault, *, required: bool
) -> int | None:
    """Whose side the fault is on: the consumer named, or the only one there is."""
    users = consumers(topology, component.ref)
    if fault.consumer is not None:
        if fault.consumer not in users:
            raise SituationError(f"{fault.consumer} does not use {component.ref}", users)
        return topology.index[fault.consumer]
    if len(users) == 1:
        return topology.index[users[0]]
    if not required:
        return None
    if not users:
        raise SituationError(
            f"{component.ref}@{mode.name} lives at one consumer, but nothing uses {component.ref}"
        )
    names = ", ".join(users)
    raise SituationError(f"{component.ref}@{mode.name} lives at one consumer: name it, one of {names}", users)


def consumers(topology: Topology, component: Ref) -> tuple[Ref, ...]:
    """Who uses a component, and so may be the one at whose side it fails."""
    return tuple(dict.fromkeys(edge.source for edge in topology.users(component) if edge.via != "contains"))

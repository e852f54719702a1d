"""Which alerts page: walking outward, nothing is silenced that nobody speaks for.

The order is strict: distance from the faults, alert minute, urgency, canonical
reference. A component's own fault pages. A symptom pages when some root behind it
has no deliverable page that begins within grace of the symptom's alert; it then
speaks for every root behind it. A user-facing tier 1 component whose team is not yet
paged pages to mitigate. All others are suppressed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from msgspec import Struct

from topology.graph.topology import Topology
from topology.incident.alerts import Alert, Noticed
from topology.incident.breakage import Root
from topology.incident.delivery import Courier, Delivery
from topology.model.entity import Component
from topology.model.reference import Ref

PageKind = Literal["own", "speaks", "mitigate", "heartbeat"]


class Page(Struct, frozen=True):
    """One decision to page. ``roots`` are the bits it speaks of; ``unspoken`` those that made it."""

    kind: PageKind
    node: int | None
    minute: int
    roots: int
    unspoken: int
    deliveries: tuple[Delivery, ...]

    @property
    def speaks_at(self) -> int | None:
        """The minute of its first page, if somebody who is there will get one without waiting for hours."""
        minutes = [each.first for each in self.deliveries if each.deliverable and each.first is not None]
        return min(minutes) if minutes else None


class Decisions(Struct, frozen=True):
    """What became of every alert. ``void`` holds the bits of roots whose contract did not hold."""

    pages: tuple[Page, ...]
    suppressed: tuple[Alert, ...]
    tickets: tuple[Alert, ...]
    masked: tuple[tuple[Alert, Ref], ...]
    void: int


def decide(topology: Topology, roots: tuple[Root, ...], noticed: Noticed, courier: Courier) -> Decisions:
    """Walk all alerts outward and decide for each."""
    walk = _Walk(topology, roots, noticed, courier)
    for alert in noticed.alerts:
        walk.take(alert)
    return Decisions(
        tuple(walk.pages),
        tuple(walk.suppressed),
        tuple(walk.tickets),
        tuple(walk.masked),
        walk.contracts.void,
    )


class _Walk:
    """The state of the walk: what is spoken for since when, and which teams are paged."""

    def __init__(
        self, topology: Topology, roots: tuple[Root, ...], noticed: Noticed, courier: Courier
    ) -> None:
        self.topology = topology
        self.noticed = noticed
        self.courier = courier
        self.contracts = _Contracts(topology, roots, noticed, courier)
        self.page_tiers = topology.catalog.defaults.page_tiers
        self.grace = topology.catalog.defaults.grace_minutes
        self.pages: list[Page] = []
        self.suppressed: list[Alert] = []
        self.tickets: list[Alert] = []
        self.masked: list[tuple[Alert, Ref]] = []
        self.spoken: dict[int, int] = {}
        self.teams: set[Ref] = set()

    def take(self, alert: Alert) -> None:
        if alert.urgency > self.page_tiers:
            self.tickets.append(alert)
            return
        component = self.topology.components[alert.node]
        assert component is not None
        inhibitor = self._inhibitor(component) if component.inhibited_by else None
        if alert.own:
            if inhibitor is not None:
                self.masked.append((alert, inhibitor))
            self._page("own", alert, self._unspoken(alert))
            return
        unspoken = self._unspoken(alert)
        if unspoken:
            self._page("speaks", alert, unspoken)
        elif component.user_facing and inhibitor is None and self._must_mitigate(component, alert.minute):
            self._page("mitigate", alert, 0)
        else:
            self.suppressed.append(alert)

    def _unspoken(self, alert: Alert) -> int:
        """The roots behind an alert that no deliverable page speaks for within its grace."""
        latest = alert.minute + self.grace
        if alert.roots == 1:
            return 0 if self.spoken.get(0, latest + 1) <= latest else 1
        unspoken = 0
        for bit in _bits(alert.roots):
            if self.spoken.get(bit, latest + 1) > latest:
                unspoken |= 1 << bit
        return unspoken

    def _must_mitigate(self, component: Component, minute: int) -> bool:
        if self.topology.tier(component.ref) != 1:
            return False
        teams = self.topology.owner(component.ref).teams
        if teams:
            return self.teams.isdisjoint(teams)
        caught = self.courier.to_component(component.ref, minute)
        return self.teams.isdisjoint(each.team for each in caught if each.team is not None)

    def _inhibitor(self, component: Component) -> Ref | None:
        """The first declared inhibitor that alerts itself."""
        for reference in component.inhibited_by:
            node = self.topology.index.get(reference.target)
            if node is not None and node in self.noticed.by_node and reference.target != component.ref:
                return reference.target
        return None

    def _page(self, kind: PageKind, alert: Alert, unspoken: int) -> None:
        deliveries = self.contracts.deliveries(alert, unspoken)
        page = Page(kind, alert.node, alert.minute, alert.roots, unspoken, deliveries)
        self.pages.append(page)
        speaks_at = page.speaks_at
        if speaks_at is None:
            return
        for bit in _bits(alert.roots):
            self.spoken[bit] = min(speaks_at, self.spoken.get(bit, speaks_at))
        self.teams.update(each.team for each in deliveries if each.deliverable and each.team is not None)


class _Contracts:
    """Who is paged instead of, or beside, the owner of an alerting component."""

    def __init__(
        self, topology: Topology, roots: tuple[Root, ...], noticed: Noticed, courier: Courier
    ) -> None:
        self._topology = topology
        self._roots = roots
        self._noticed = noticed
        self._courier = courier
        self._any = any(root.contract is not None or root.consumer is not None for root in roots)
        self.void = 0

    def deliveries(self, alert: Alert, unspoken: int) -> tuple[Delivery, ...]:
        """All pages of one alert: by contract where one of its roots has one, else its own route."""
        ref = self._topology.nodes[alert.node]
        own = self._courier.to_component(ref, alert.minute)
        if not self._any and len(own) < 2:
            return own
        found: dict[tuple[Ref, Ref | None], Delivery] = {}
        instead = False
        for bit in _bits(alert.own):
            root = self._roots[bit]
            if root.contract is None:
                continue
            theirs = self._courier.to_component(self._topology.nodes[root.contract], alert.minute)
            if root.responder == "both":
                found.update(_by_policy(theirs))
            elif any(each.deliverable for each in theirs):
                found.update(_by_policy(theirs))
                instead = True
            else:
                self.void |= 1 << bit
        if alert.own and instead and not self._speaks_for_itself(alert.own):
            return tuple(found.values())
        result = {**_by_policy(own), **found}
        for bit in _bits(unspoken):
            root = self._roots[bit]
            if root.consumer is not None and self._provider_joins(root, bit):
                result.update(_by_policy(self._courier.to_component(root.ref, alert.minute)))
        return tuple(result.values())

    def _speaks_for_itself(self, own: int) -> bool:
        """Whether one of a component's own faults is its owner's to answer."""
        return any(
            self._roots[bit].contract is None or self._roots[bit].responder == "both" or self.void >> bit & 1
            for bit in _bits(own)
        )

    def _provider_joins(self, root: Root, bit: int) -> bool:
        """A fault at one consumer's side: the provider is paged by contract, or when it is void."""
        if root.responder == "both":
            return True
        if root.responder == "provider" or root.consumer is None:
            return False
        alert = self._noticed.by_node.get(root.consumer)
        reached = alert is not None and any(
            each.deliverable
            for each in self._courier.to_component(self._topology.nodes[root.consumer], alert.minute)
        )
        if not reached:
            self.void |= 1 << bit
        return not reached


def _by_policy(deliveries: tuple[Delivery, ...]) -> dict[tuple[Ref, Ref | None], Delivery]:
    return {(each.policy, each.team): each for each in deliveries}


@lru_cache(maxsize=1024)
def _bits(mask: int) -> tuple[int, ...]:
    return tuple(bit for bit in range(mask.bit_length()) if mask >> bit & 1)

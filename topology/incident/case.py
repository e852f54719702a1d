"""Everything worked out about one situation, before it is told as an answer."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from topology.graph.topology import Topology
from topology.incident.alerts import Alert, Noticed, Watch
from topology.incident.breakage import Root
from topology.incident.delivery import Courier, Delivery
from topology.incident.result import LeadReason
from topology.incident.situation import Situation
from topology.incident.spread import Spread
from topology.incident.suppression import Decisions, Page
from topology.model.entity import Component
from topology.model.reference import Ref


class Leadership(Struct, frozen=True):
    """Who leads one root, and which page made it so (``None``: no page did)."""

    root: Root
    owners: tuple[Ref, ...]
    team: Ref | None
    reason: LeadReason
    hand_over_to: Ref | None
    page: Page | None


class Reached(Struct, frozen=True):
    """Somebody who is there being paged for a root. ``direct``: by the policy first paged, no fallback."""

    minute: int
    person: Ref
    teams: tuple[Ref, ...]
    page: Page
    delivery: Delivery


class Case:
    """The parts of one simulation, each made by its own module, and questions several of them ask."""

    __slots__ = (
        "courier",
        "decisions",
        "heartbeat",
        "noticed",
        "roots",
        "situation",
        "spread",
        "topology",
        "watch",
    )

    def __init__(
        self,
        topology: Topology,
        situation: Situation,
        roots: tuple[Root, ...],
        spread: Spread,
        watch: Watch,
        noticed: Noticed,
        courier: Courier,
        decisions: Decisions,
        heartbeat: Page | None,
    ) -> None:
        self.topology = topology
        self.situation = situation
        self.roots = roots
        self.spread = spread
        self.watch = watch
        self.noticed = noticed
        self.courier = courier
        self.decisions = decisions
        self.heartbeat = heartbeat

    @property
    def pages(self) -> tuple[Page, ...]:
        """All decisions to page, in walking order, the heartbeat last."""
        return (*self.decisions.pages, self.heartbeat) if self.heartbeat is not None else self.decisions.pages

    def component(self, node: int) -> Component:
        """The component at a position. Roots and alerting nodes always are components."""
        entity = self.topology.catalog.entities[self.topology.nodes[node]]
        assert isinstance(entity, Component)
        return entity

    def pages_for(self, bit: int) -> Iterator[Page]:
        """The pages that speak of a root; what only mitigates does not."""
        for page in self.pages:
            if page.roots >> bit & 1 and page.kind != "mitigate":
                yield page

    def symptoms(self, bit: int) -> list[Alert]:
        """What alerts because of a root, other than the root itself, nearest first."""
        return [
            alert
            for alert in self.noticed.alerts
            if alert.roots >> bit & 1 and alert.node != self.roots[bit].node
        ]

    def owners(self, root: Root) -> tuple[Ref, ...]:
        """Who owns a root; a vendor's liaison counts."""
        return self.topology.owner(root.ref).teams

    def urgent(self, root: Root) -> bool:
        """Whether this root pages rather than making a ticket."""
        return self.noticed.urgency[root.node] <= self.topology.catalog.defaults.page_tiers

    def reached(self, page: Page) -> Iterator[Reached]:
        """Everybody who is there and paged by one page now, in order of minute."""
        for delivery in page.deliveries:
            if not delivery.deliverable:
                continue
            for step in delivery.walk:
                if step.event != "page":
                    continue
                minute = delivery.starts + step.minute
                direct = step.policy == delivery.policy and delivery.via not in ("default", "heartbeat")
                for duty in step.duties:
                    if self.courier.present(duty.person, minute):
                        teams = self.topology.team_of_person(duty.person)
                        if direct and delivery.team is not None and delivery.team not in teams:
                            teams = (delivery.team, *teams)
                        yield Reached(minute, duty.person, teams, page, delivery)

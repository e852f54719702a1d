"""Everything worked out about one situation, before it is told as an answer."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from topology.graph.topology import Topology
from topology.incident.alerts import Alert, Noticed, Watch
from topology.incident.breakage import DEGRADED, Root
from topology.incident.delivery import Courier, Reached
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


class Case:
    """The parts of one simulation, each made by its own module, and questions several of them ask."""

    __slots__ = (
        "_pages_for",
        "_reached",
        "courier",
        "decisions",
        "heartbeat",
        "noticed",
        "owning",
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
        self._pages_for: dict[int, tuple[Page, ...]] = {}
        self._reached: dict[int, tuple[Reached, ...]] = {}
        self.owning = frozenset([team for root in roots for team in self.owners(root)])

    @property
    def pages(self) -> tuple[Page, ...]:
        """All decisions to page, in walking order, the heartbeat last."""
        return (*self.decisions.pages, self.heartbeat) if self.heartbeat is not None else self.decisions.pages

    def component(self, node: int) -> Component:
        """The component at a position. Roots and alerting nodes always are components."""
        entity = self.topology.catalog.entities[self.topology.nodes[node]]
        assert isinstance(entity, Component)
        return entity

    def pages_for(self, bit: int) -> tuple[Page, ...]:
        """The pages that speak of a root; what only mitigates does not.

        Nor does the page for another fault, where the root's own comes within grace of it.
        """
        found = self._pages_for.get(bit)
        if found is None:
            found = self._pages_for[bit] = tuple(self._speaking(bit))
        return found

    def _speaking(self, bit: int) -> Iterator[Page]:
        own = self.own_page(bit)
        spoken = own.speaks_at if own is not None else None
        latest = None if spoken is None else spoken - self.topology.catalog.defaults.grace_minutes
        for page in self.pages:
            if not page.roots >> bit & 1 or page.kind == "mitigate":
                continue
            if page.kind == "own" and page is not own and latest is not None and page.minute >= latest:
                continue
            yield page

    def own_page(self, bit: int) -> Page | None:
        """The page that a root's own component asks for; what only a consumer feels it says nothing of."""
        if self.roots[bit].consumer is not None:
            return None
        node = self.roots[bit].node
        return next((page for page in self.decisions.pages if page.kind == "own" and page.node == node), None)

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
        node = root.node
        if root.consumer is not None:
            # Its component is well: what the fault is worth is what its consumer is because of it.
            node = root.consumer
            felt = self.spread.causes.get(node, 0) >> self.roots.index(root) & 1
            if not felt or self.spread.state[node] < DEGRADED or node in self.noticed.symptoms:
                return False
        return self.noticed.urgency(node) <= self.topology.catalog.defaults.page_tiers

    def reached(self, page: Page) -> tuple[Reached, ...]:
        """Everybody who is there and paged by one page, each policy in order of minute."""
        found = self._reached.get(id(page))
        if found is None:
            reached = [each for delivery in page.deliveries for each in self.courier.reached(delivery)]
            found = self._reached[id(page)] = tuple([self._for_themselves(each) for each in reached])
        return found

    def _for_themselves(self, reached: Reached) -> Reached:
        """Somebody who owns what failed stands for it, too."""
        if reached.person not in self.owning:
            return reached
        return replace(reached, teams=(*reached.teams, reached.person))

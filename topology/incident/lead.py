"""Who owns the response to each root, and the reason code.

The owner leads when its own alert reaches it in time. When it does not, because
the cause is silent, late, held or unreachable, the nearest symptom's team leads
and is told whom to hand over to. Vendors, contracts and missing or several owners
have rules of their own.
"""

from __future__ import annotations

from topology.incident.case import Case, Leadership
from topology.incident.delivery import Delivery
from topology.incident.result import LeadReason
from topology.incident.suppression import Page
from topology.model.reference import Ref


def leaders(case: Case) -> tuple[Leadership, ...]:
    """The leadership of every root, in the order of the roots."""
    return tuple([_Choice(case, bit).choose() for bit in range(len(case.roots))])


class _Choice:
    """The choice of a lead for one root."""

    def __init__(self, case: Case, bit: int) -> None:
        self.case = case
        self.bit = bit
        self.root = case.roots[bit]
        self.component = case.component(self.root.node)
        self.owners = case.owners(self.root)
        self.own_page = case.own_page(bit)
        self.speaker = self._speaker()

    def choose(self) -> Leadership:
        if self.root.responder == "consumer" and self.root.contract is not None:
            return self._by_contract()
        if self.component.is_vendor and len(self.owners) == 1:
            return self._vendor()
        if not self.owners:
            return self._unowned()
        owner = self._one_owner()
        if owner is None:
            silent = self.root.node in self.case.noticed.silent
            return self._lead(None, "CAUSE_SILENT" if silent else self._own_reason(), None, self.own_page)
        return self._owned(owner)

    def _lead(
        self, team: Ref | None, reason: LeadReason, hand_over_to: Ref | None, page: Page | None
    ) -> Leadership:
        if hand_over_to == team:
            hand_over_to = None
        return Leadership(self.root, self.owners, team, reason, hand_over_to, page)

    def _speaker(self) -> Page | None:
        """The nearest page other than its own that reaches somebody for this root.

        One that was needed, since nobody spoke for the root by then, comes before one that was not.
        """
        others = [
            page
            for page in self.case.pages_for(self.bit)
            if page is not self.own_page and page.speaks_at is not None
        ]
        needed = (page for page in others if page.unspoken >> self.bit & 1)
        return next(needed, others[0] if others else None)

    def _one_owner(self) -> Ref | None:
        """The owner; of several the one that the component's own policy names."""
        if len(self.owners) == 1:
            return self.owners[0]
        if self.component.on_call is not None:
            team = self.case.courier.team_of(self.component.on_call.target)
            if team in self.owners:
                return team
        return None

    def _reaching(self, page: Page | None, policies: tuple[Ref, ...] | None = None) -> Delivery | None:
        """The delivery of a page, or of some policies of it, that reaches somebody first."""
        if page is None:
            return None
        there = [
            each
            for each in page.deliveries
            if each.deliverable and (policies is None or each.policy in policies)
        ]
        return min(there, key=lambda each: (each.engaged, each.policy), default=None)

    def _team_of(self, page: Page) -> Ref | None:
        """The team that a symptom's page brings in: the component's owner, if its own route was taken."""
        delivery = self._reaching(page)
        if delivery is None:
            return None
        if page.node is not None and delivery.via not in ("default", "heartbeat"):
            return self._owner_of(page.node) or delivery.team
        return delivery.team

    def _owner_of(self, node: int) -> Ref | None:
        owners = self.case.topology.owner(self.case.topology.nodes[node]).teams
        return owners[0] if len(owners) == 1 else None

    def _late(self) -> bool:
        """A symptom had to speak for it, because its own page does not come within grace of that alert."""
        own = self.own_page.speaks_at if self.own_page is not None else None
        if self.speaker is None or own is None or not self.speaker.unspoken >> self.bit & 1:
            return False
        return own > self.speaker.minute + self.case.topology.catalog.defaults.grace_minutes

    def _owned(self, owner: Ref) -> Leadership:
        delivery = self._reaching(self.own_page, self.case.topology.policy_of(self.root.ref).policies)
        if delivery is not None and not self._late():
            if self._both_answer():
                return self._lead(owner, "CONTRACT", None, self.own_page)
            if delivery.via == "default" and delivery.team != owner:
                return self._lead(delivery.team, "CAUSE_UNREACHABLE", owner, self.own_page)
            return self._lead(owner, self._own_reason(), None, self.own_page)
        if delivery is not None:
            return self._symptom_leads("CAUSE_LATE", owner)
        joined = self._provider_joined(owner) or self._consumer_joined(owner)
        if joined is not None:
            return joined
        if self._unknown():
            return self._lead(owner, self._own_reason(), None, None)
        if self.root.consumer is not None or self.root.node in self.case.noticed.silent:
            return self._symptom_leads("CAUSE_SILENT", owner)
        waiting = self._deferred()
        if self.speaker is None and waiting:
            return self._lead(owner, self._own_reason(), None, None)
        return self._symptom_leads("CAUSE_HELD" if waiting else "CAUSE_UNREACHABLE", owner)

    def _own_reason(self) -> LeadReason:
        return "CAUSE_ALERTS" if self.case.symptoms(self.bit) else "OWN_FAILURE"

    def _provider_joined(self, owner: Ref) -> Leadership | None:
        """A fault at one consumer's side that both answer: the owner leads by contract."""
        if self.root.consumer is None or self.root.responder != "both" or self.speaker is None:
            return None
        if any(each.deliverable and each.team == owner for each in self.speaker.deliveries):
            return self._lead(owner, "CONTRACT", None, self.speaker)
        return None

    def _consumer_joined(self, owner: Ref) -> Leadership | None:
        """The consumer that answers too is reached by the page that does not reach the owner."""
        reached = self._reaching(self.own_page)
        if reached is None:
            return None
        return self._lead(reached.team, "CAUSE_UNREACHABLE", owner, self.own_page)

    def _both_answer(self) -> bool:
        """Whether the consumer that answers too, by contract, is reached as well."""
        if self.root.responder != "both" or self.root.contract is None or self.own_page is None:
            return False
        consumer = self.case.topology.nodes[self.root.contract]
        theirs = self.case.topology.policy_of(consumer).policies
        return self._reaching(self.own_page, theirs) is not None

    def _symptom_leads(self, reason: LeadReason, owner: Ref | None) -> Leadership:
        team = self._team_of(self.speaker) if self.speaker is not None else self._waiting_team()
        return self._lead(team, reason, owner, self.speaker)

    def _waiting_team(self) -> Ref | None:
        """The team of the nearest symptom that may be heard: a ticket, a held page, an unknown policy."""
        case, consumer = self.case, self.root.consumer
        if consumer is not None and consumer in case.noticed.symptoms:
            return self._owner_of(consumer)
        for alert in case.symptoms(self.bit):
            if alert in case.decisions.tickets:
                return self._owner_of(alert.node)
            for page in case.pages_for(self.bit):
                if page.node == alert.node and (_held(page) or self._undeclared(page)):
                    return self._owner_of(alert.node)
        return None

    def _deferred(self) -> bool:
        """Its own alert waits: for its policy's support hours, or as a ticket."""
        if self.own_page is None:
            return any(alert.node == self.root.node for alert in self.case.decisions.tickets)
        return _held(self.own_page)

    def _unknown(self) -> bool:
        """Nobody is reached, and all that is missing is a policy nobody declared."""
        return self.speaker is None and self.own_page is not None and self._undeclared(self.own_page)

    def _undeclared(self, page: Page) -> bool:
        if self.case.watch.pager is not None:
            return False
        return not page.deliveries or any(each.unknown for each in page.deliveries)

    def _vendor(self) -> Leadership:
        liaison = self.owners[0]
        if self._reaching(self.own_page) is not None and not self._late():
            return self._lead(liaison, "VENDOR", None, self.own_page)
        if self.speaker is None and (self._unknown() or self._deferred()):
            return self._lead(liaison, "VENDOR", None, None)
        return self._symptom_leads("VENDOR", liaison)

    def _unowned(self) -> Leadership:
        """The team of the policy that catches it, else the nearest symptom's, else nobody."""
        route = self.case.topology.policy_of(self.root.ref)
        caught = self.case.courier.to_component(self.root.ref, 0) if route.policy is not None else ()
        team = next((each.team for each in caught if each.team is not None), None)
        if team is not None:
            return self._lead(team, "UNOWNED", None, self.own_page)
        return self._symptom_leads("UNOWNED", None)

    def _by_contract(self) -> Leadership:
        """The consumer's team leads; if nothing reaches it, the contract is void."""
        assert self.root.contract is not None
        consumer = self.case.topology.nodes[self.root.contract]
        theirs = self.case.topology.owner(consumer).teams
        team = theirs[0] if theirs else None
        policies = set(self.case.topology.policy_of(consumer).policies)
        for page in self.case.pages_for(self.bit):
            if any(each.deliverable and each.policy in policies for each in page.deliveries):
                lead = team or next(each.team for each in page.deliveries if each.deliverable)
                return self._lead(lead, "CONTRACT", None, page)
        if not self.case.urgent(self.root):
            return self._lead(team, "CONTRACT", None, None)
        owner = self.owners[0] if len(self.owners) == 1 else None
        return self._lead(owner, "CAUSE_UNREACHABLE", None, self.own_page or self.speaker)


def _held(page: Page) -> bool:
    """Whether a page will reach somebody when support hours begin."""
    return any(each.hold is not None and each.engaged is not None for each in page.deliveries)

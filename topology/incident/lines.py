"""The lines of an answer that are made when they are read."""

from __future__ import annotations

from topology.graph.order import in_order
from topology.incident.breakage import DEGRADED
from topology.incident.case import Case, Leadership
from topology.incident.reasons import why_held, why_masked, why_silent, why_suppressed, why_ticket
from topology.incident.result import STATES, Contact, Event, Held, Muted, State, StateChange, Ticket
from topology.incident.timeline import calls, timeline
from topology.model.place import Why
from topology.model.reference import Ref


class CaseLines:
    """Lines of one case; two are equal when all their lines are."""

    __slots__ = ("_case", "_leadership", "_paged")

    def __init__(self, case: Case, leadership: tuple[Leadership, ...], paged: tuple[Ref, ...]) -> None:
        self._case = case
        self._leadership = leadership
        self._paged = paged

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CaseLines) and self._all() == other._all()

    __hash__ = None  # type: ignore[assignment]

    def _all(self) -> tuple[object, ...]:
        return (
            self.informed(),
            self.tickets(),
            self.held(),
            self.suppressed(),
            self.silent(),
            self.masked(),
            self.states(),
            self.changes(),
            self.assumed_hard(),
            self.warnings(),
            self.timeline(),
        )

    def timeline(self) -> tuple[Event, ...]:
        """See :mod:`topology.incident.timeline`."""
        return timeline(self._case)

    def calls(self) -> tuple[Contact, ...]:
        """The pages of the timeline that somebody is there to read, without their reasons."""
        return calls(self._case)

    def states(self) -> dict[Ref, State]:
        """What is not ok at minute 0."""
        nodes = self._case.topology.nodes
        return {nodes[node]: STATES[level] for node, level in sorted(self._case.spread.at_start().items())}

    def changes(self) -> tuple[StateChange, ...]:
        """What becomes worse later."""
        nodes = self._case.topology.nodes
        return tuple(
            StateChange(minute, nodes[node], STATES[level])
            for minute, node, level in self._case.spread.later()
        )

    def suppressed(self) -> tuple[Muted, ...]:
        """Alerts that page nobody."""
        return tuple(
            Muted(
                component=self._case.topology.nodes[alert.node],
                by=self._nearer(alert.node),
                why=Why(why_suppressed(self._case, alert)),
            )
            for alert in sorted(self._case.decisions.suppressed, key=lambda alert: alert.node)
        )

    def silent(self) -> tuple[Muted, ...]:
        """Components in trouble that say nothing."""
        return tuple(
            Muted(
                component=self._case.topology.nodes[node],
                by=self._nearer(node),
                why=Why(why_silent(self._case, node)),
            )
            for node in sorted(self._case.noticed.silent)
        )

    def masked(self) -> tuple[Muted, ...]:
        """Own faults that an inhibitor would mute."""
        return tuple(
            Muted(
                component=self._case.topology.nodes[alert.node],
                by=(inhibitor,),
                why=Why(why_masked(self._case, alert, inhibitor)),
            )
            for alert, inhibitor in sorted(self._case.decisions.masked, key=lambda pair: pair[0].node)
        )

    def informed(self) -> tuple[Ref, ...]:
        """The owners of what is hit, and who takes over or has a contract, as far as they are not paged."""
        known = {lead.team for lead in self._leadership} | set(self._paged)
        hit = (
            team
            for node, level in self._case.spread.state.items()
            if level >= DEGRADED
            for team in self._case.topology.owner(self._case.topology.nodes[node]).teams
        )
        told = (
            team
            for lead in self._leadership
            for team in (*lead.owners, lead.hand_over_to)
            if team is not None
        )
        return in_order(team for team in (*hit, *told) if team not in known)

    def tickets(self) -> tuple[Ticket, ...]:
        nodes = sorted(
            {*(alert.node for alert in self._case.decisions.tickets), *self._case.noticed.symptoms}
        )
        return tuple(
            Ticket(
                component=ref,
                team=owners[0] if len(owners) == 1 else None,
                why=Why(why_ticket(self._case, node)),
            )
            for node in nodes
            for ref in (self._case.topology.nodes[node],)
            for owners in (self._case.topology.owner(ref).teams,)
        )

    def held(self) -> tuple[Held, ...]:
        found: dict[Ref, Held] = {}
        for page in self._case.pages:
            for delivery in page.deliveries:
                hold = delivery.hold
                if hold is not None and page.node is not None and hold.policy not in found:
                    if delivery.engaged is None:
                        continue
                    found[hold.policy] = Held(
                        policy=hold.policy,
                        component=self._case.topology.nodes[page.node],
                        until=hold.until,
                        why=Why(why_held(self._case, delivery)),
                    )
        return tuple(found[policy] for policy in in_order(found))

    def assumed_hard(self) -> int:
        """Dependencies on the way of this failure that are taken to be hard because no file says."""
        return sum(
            edge.assumed
            for node in self._case.spread.causal
            for edge in self._case.topology.needs(self._case.topology.nodes[node])
            if (target := self._case.topology.index.get(edge.target)) is not None
            and target in self._case.spread.steps
        )

    def warnings(self) -> tuple[str, ...]:
        found: list[str] = []
        alerting = self._case.topology.catalog.alerting
        if self._case.watch.heartbeat_only:
            broken = self._case.watch.monitoring or self._case.watch.pager
            what = "monitoring" if self._case.watch.monitoring is not None else "every path of the pager"
            text = f"{what} is down ({broken.text})" if broken is not None else f"{what} is down"
            if alerting.heartbeat is None or alerting.heartbeat.page is None:
                found.append(f"{text}, and there is no heartbeat that would tell anybody")
        if self._case.watch.pager_on_fallback is not None:
            found.append(self._case.watch.pager_on_fallback.text)
        if self._case.watch.chat is not None:
            found.append(f"chat is down ({self._case.watch.chat.text}): the informed cannot be told there")
        for bit, lead in enumerate(self._leadership):
            root = lead.root
            unmet = root.contract is not None and root.responder == "consumer" and lead.reason != "CONTRACT"
            if root.mode is not None and (unmet or self._case.decisions.void >> bit & 1):
                found.append(
                    f"the contract {root.ref}@{root.mode.name} is void: its consumer cannot be reached"
                )
        paged: dict[Ref, int] = {}
        for page in self._case.pages:
            for sent in page.deliveries:
                for step in sent.walk:
                    minute = sent.starts + step.minute
                    for duty in step.duties:
                        paged[duty.person] = min(minute, paged.get(duty.person, minute))
        found += [
            f"{ack.person} is not paged by +{ack.minute}m: this acknowledgement stops nothing"
            for ack in self._case.situation.acks
            if paged.get(ack.person, ack.minute + 1) > ack.minute
        ]
        return tuple(found)

    def _nearer(self, node: int) -> tuple[Ref, ...]:
        """What a component needs that explains its state and is nearer to the faults."""
        steps = self._case.spread.steps
        return tuple(
            self._case.topology.nodes[cause]
            for cause in sorted(self._case.spread.causal.get(node, ()))
            if steps[cause] < steps[node]
        )

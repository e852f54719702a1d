"""The same failure under the first-contact policies that organisations have.

States, alerts, urgency, routes, rotas and walks are those of the one engine; only the
choice of who is paged differs. An organisation that pages on causes pages the owner of
what broke, if that alerts; one that pages on symptoms the owners of user-facing components
that alert. A switchboard is paged at the first alert there is for a cause; whoever answers
there calls the owner ten minutes later. Office hours hold the pages of causes until Monday to
Friday, 09:00 to 17:00 on the wall clock of the owner's policy. Tickets page nobody, the
heartbeat fires under all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from topology.graph.order import in_order
from topology.graph.topology import Topology
from topology.incident.alerts import Alert
from topology.incident.breakage import Root
from topology.incident.case import Case
from topology.incident.delivery import Delivery, Hold
from topology.incident.lead import leaders
from topology.incident.result import Contact
from topology.incident.simulate import work_out
from topology.incident.situation import Situation
from topology.incident.suppression import Decisions, Page, PageKind
from topology.incident.verdict import right_teams
from topology.model.duty import Hours, Policy, Window
from topology.model.reference import Ref, name_of
from topology.oncall.clock import instant, seconds
from topology.oncall.rota import Rota
from topology.oncall.window import weekly

FirstContact = Literal["declared", "cause", "symptom", "both", "switchboard", "office hours"]

HAND_OVER = 10
"""Minutes after which a switchboard has called the owner."""
OFFICE = Hours(windows=tuple(Window(day, 9 * 60, 17 * 60) for day in range(5)))
"""Monday to Friday, 09:00 to 17:00."""


class Outcome(Struct, frozen=True):
    """What one first-contact policy makes of a failure.

    ``woken`` are those whose phone rings until each page has reached somebody who is there,
    pages that wait for hours left out. ``first`` is who is reached first, and
    ``minutes_to_right_team`` when the last cause has somebody of a team that can fix it
    (``None``: some cause never has); ``first_held`` and ``right_held`` say that this is only
    when hours begin. ``unheard`` are the urgent causes that no page speaks of. ``unknown`` says why nothing
    can be said.
    """

    policy: FirstContact
    woken: tuple[Ref, ...] = ()
    first: Contact | None = None
    minutes_to_right_team: int | None = None
    first_held: bool = False
    right_held: bool = False
    unheard: tuple[Ref, ...] = ()
    unknown: str = ""


def compare(
    topology: Topology, rota: Rota, situation: Situation, *, switchboard: Ref | None = None
) -> tuple[Outcome, ...]:
    """The failure as the files say it is answered, then under each first-contact policy.

    ``switchboard`` is an escalation policy; ``defaults.onCall`` without one. Raises
    SituationError for a situation that has no answer.
    """
    return _Comparison(topology, rota, work_out(topology, rota, situation), switchboard).outcomes()


class _Comparison:
    """One failure, and the pages that each policy makes of it."""

    def __init__(self, topology: Topology, rota: Rota, case: Case, switchboard: Ref | None) -> None:
        self._rota = rota
        self._catalog = topology.catalog
        self._case = case
        default = topology.catalog.defaults.on_call
        self._switchboard = switchboard or (default.target if default is not None else None)

    def outcomes(self) -> tuple[Outcome, ...]:
        symptoms = list(self._symptoms())
        causes = list(self._causes(lambda root, alert: self._owner(root, alert.minute)))
        return (
            self._outcome("declared", list(self._case.decisions.pages)),
            self._outcome("cause", causes),
            self._outcome("symptom", symptoms),
            self._outcome("both", [*causes, *symptoms]),
            self._by_switchboard(),
            self._outcome("office hours", list(self._causes(self._owner_in_office))),
        )

    # Who is paged

    def _urgent(self, alert: Alert | None) -> bool:
        return alert is not None and alert.urgency <= self._catalog.defaults.page_tiers

    def _notices(self, root: Root) -> Alert | None:
        """The alert of the component that a fault shows at, if it pages: with a fault at one
        consumer's side the provider is well, and only a contract makes the consumer speak for it."""
        if root.consumer is None:
            node = root.node
        elif root.contract is not None:
            node = root.contract
        else:
            return None
        alert = self._case.noticed.by_node.get(node)
        return alert if self._urgent(alert) else None

    def _owner(self, root: Root, minute: int) -> tuple[Delivery, ...]:
        """Page whoever owns a cause; a contract may say that it is the consumer, or both."""
        nodes = self._case.topology.nodes
        answers = {
            "provider": (root.node,),
            "consumer": (root.contract,),
            "both": (root.node, root.contract),
        }[root.responder if root.contract is not None else "provider"]
        courier = self._case.courier
        return tuple(
            sent for node in answers if node is not None for sent in courier.to_component(nodes[node], minute)
        )

    def _owner_in_office(self, root: Root, alert: Alert) -> tuple[Delivery, ...]:
        return tuple(self._in_office(sent) for sent in self._owner(root, alert.minute))

    def _in_office(self, sent: Delivery) -> Delivery:
        """The same page, held until the owner is at work."""
        at = self._case.situation.at
        policy = self._catalog.get(sent.policy, Policy)
        if policy is None or policy.ghost:
            return sent
        alerted = seconds(at) + sent.minute * 60
        timezone = self._rota.zone_of(sent.policy)
        opens = weekly(OFFICE, timezone).next_open(alerted)
        if opens is None or opens == alerted:
            return sent
        minute = -((seconds(at) - opens) // 60)
        later = self._case.courier.to_policy(sent.policy, minute, sent.via, sent.team)
        hold = Hold(sent.policy, instant(opens), timezone)
        return replace(later, minute=sent.minute, hold=later.hold or hold)

    def _causes(self, send: Callable[[Root, Alert], tuple[Delivery, ...]]) -> Iterator[Page]:
        for bit, root in enumerate(self._case.roots):
            alert = self._notices(root)
            if alert is not None:
                yield _page("own", alert, 1 << bit, send(root, alert))

    def _symptoms(self) -> Iterator[Page]:
        for alert in self._case.noticed.alerts:
            component = self._case.component(alert.node)
            if component.user_facing and self._urgent(alert):
                sent = self._case.courier.to_component(component.ref, alert.minute)
                yield _page("speaks", alert, alert.roots, sent)

    def _by_switchboard(self) -> Outcome:
        if self._switchboard is None:
            return Outcome(
                "switchboard", unknown="no policy is named for it, and there is no defaults.onCall"
            )
        policy = self._catalog.get(self._switchboard, Policy)
        if policy is None or policy.ghost:
            return Outcome("switchboard", unknown=f"policy {name_of(self._switchboard)} is not declared")
        pages: list[Page] = []
        for bit, root in enumerate(self._case.roots):
            heard = [a for a in self._case.noticed.alerts if a.roots >> bit & 1 and self._urgent(a)]
            if not heard:
                continue
            alert = min(heard, key=lambda each: (each.minute, each.order))
            first = self._case.courier.to_policy(policy.ref, alert.minute, "default")
            pages.append(_page("speaks", alert, 1 << bit, (first,)))
            if first.engaged is not None and first.failure is None:
                owner = self._owner(root, first.engaged + HAND_OVER)
                if first.hold is not None:
                    owner = tuple(replace(sent, minute=alert.minute, hold=first.hold) for sent in owner)
                pages.append(_page("own", alert, 1 << bit, owner))
        return self._outcome("switchboard", pages)

    # What comes of it

    def _outcome(self, policy: FirstContact, pages: list[Page]) -> Outcome:
        case = self._with(pages)
        leadership = leaders(case)
        right = [right_teams(lead) for lead in leadership]
        minutes = [_right_minute(case, bit, teams) for bit, teams in enumerate(right)]
        known = [found for found in minutes if found is not None]
        complete = len(known) == len(minutes)
        first = _first(case, frozenset().union(*right))
        return Outcome(
            policy,
            woken=in_order(_woken(case)),
            first=first[0] if first is not None else None,
            minutes_to_right_team=max(minute for minute, _ in known) if complete else None,
            first_held=first is not None and first[1],
            right_held=complete and any(waits for _, waits in known),
            unheard=in_order(root.ref for bit, root in enumerate(case.roots) if _unheard(case, bit)),
        )

    def _with(self, pages: list[Page]) -> Case:
        """The same failure with other pages."""
        case, known = self._case, self._case.decisions
        decisions = Decisions(tuple(pages), (), known.tickets, (), known.void)
        return Case(
            case.topology, case.situation, case.roots, case.spread, case.watch, case.noticed, case.courier,
            decisions, case.heartbeat,
        )  # fmt: skip


def _page(kind: PageKind, alert: Alert, roots: int, sent: tuple[Delivery, ...]) -> Page:
    return Page(kind, alert.node, alert.minute, roots, roots, sent)


def _first(case: Case, right: frozenset[Ref]) -> tuple[Contact, bool] | None:
    """Who is there first, and whether only because some hours begin; in a tied minute an owner."""
    reached = sorted(
        enumerate(each for page in case.pages for each in case.reached(page)),
        key=lambda pair: (pair[1].held, pair[1].minute, right.isdisjoint(pair[1].teams), pair[0]),
    )
    if not reached:
        return None
    first = reached[0][1]
    team = next((team for team in first.teams if team in right), first.teams[0] if first.teams else None)
    return Contact(first.person, team, first.minute), first.held


def _right_minute(case: Case, bit: int, right: frozenset[Ref]) -> tuple[int, bool] | None:
    """When somebody is paged who can fix one root, and whether only because some hours begin."""
    found = [
        (each.held, each.minute)
        for page in case.pages_for(bit)
        for each in case.reached(page)
        if not right.isdisjoint(each.teams)
    ]
    if not found:
        return None
    held, minute = min(found)
    return minute, held


def _unheard(case: Case, bit: int) -> bool:
    """Nobody who is there is paged for an urgent root, not even when hours begin."""
    reached = any(True for page in case.pages_for(bit) for _ in case.reached(page))
    return case.urgent(case.roots[bit]) and not reached


def _woken(case: Case) -> Iterator[Ref]:
    """Those whom each policy pages until somebody who is there is reached. One walk a policy."""
    earliest: dict[Ref, Delivery] = {}
    for page in case.pages:
        for sent in page.deliveries:
            known = earliest.get(sent.policy)
            if known is None or sent.starts < known.starts:
                earliest[sent.policy] = sent
    for sent in earliest.values():
        for step in sent.now():
            yield from (duty.person for duty in step.duties)

"""The trace: why each line of an answer is so, with the file and line of every fact.

Every function here returns a function: reasons are made when somebody reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from topology.graph.edge import Edge
from topology.incident.alerts import Alert
from topology.incident.breakage import DEGRADED, Root
from topology.incident.case import Case, Leadership
from topology.incident.delivery import Delivery, Hold
from topology.incident.result import STATES
from topology.incident.situation import Acknowledgement
from topology.incident.suppression import Page
from topology.model.duty import Policy
from topology.model.entity import Team
from topology.model.place import Because, Place
from topology.model.reference import Ref, name_of
from topology.oncall.clock import seconds, zone

Reasons = tuple[Because, ...]
Make = Callable[[], Reasons]


def fault(case: Case, root: Root) -> Because:
    """What is broken."""
    how = STATES[root.impact]
    mode = f" ({root.mode.name})" if root.mode is not None else ""
    place = root.mode.place if root.mode is not None else case.component(root.node).place
    if root.consumer is not None:
        consumer = name_of(case.topology.nodes[root.consumer])
        return Because(f"{name_of(root.ref)} is {how} for {consumer} only{mode}", place)
    return Because(f"{name_of(root.ref)} is {how}: its own fault{mode}", place)


def state(case: Case, node: int) -> Reasons:
    """The shortest chain of dependencies from a component to a fault that explains its state."""
    found: list[Because] = []
    seen: set[int] = set()
    user: int | None = None
    while (root := _root_at(case, node, user)) is None:
        nearer = case.spread.causal.get(node)
        if not nearer or node in seen:
            return tuple(found)
        seen.add(node)
        found.append(_needs(case, node, nearer[0]))
        node, user = nearer[0], node
    return (*found, fault(case, root))


def _root_at(case: Case, node: int, user: int | None) -> Root | None:
    """The fault of a component; one that only a consumer feels where ``user`` is that, or it is well."""
    well = node not in case.spread.state
    found = [root for root in case.roots if root.node == node and (well or root.consumer in (None, user))]
    return next((root for root in found if root.consumer is None), found[0] if found else None)


def _needs(case: Case, node: int, cause: int) -> Because:
    ref, target = case.topology.nodes[node], case.topology.nodes[cause]
    edge = next((each for each in case.topology.needs(ref) if each.target == target), None)
    how = STATES[case.spread.state.get(node, 0)].replace("-", " ")
    if edge is None:
        return Because(f"{name_of(ref)} is {how} because of {name_of(target)}", None)
    return Because(
        f"{name_of(ref)} is {how}: it needs {name_of(target)} ({_strength(case, edge)})", edge.place
    )


def _strength(case: Case, edge: Edge) -> str:
    if edge.group >= 0:
        redundancy = case.topology.redundancies(edge.source)[edge.group]
        return f"{redundancy.at_least} of {len(redundancy.members)}"
    if edge.strength == "async" and edge.buffer_minutes:
        return f"async, {edge.buffer_minutes} min buffer"
    return f"{edge.strength}, assumed" if edge.assumed else edge.strength


def owner(case: Case, ref: Ref) -> Because:
    """Who owns a component, and how that is known."""
    ownership = case.topology.owner(ref)
    if not ownership.teams:
        return Because(f"nobody owns {name_of(ref)}", case.topology.catalog.entities[ref].place)
    teams = " and ".join(title(case, team) for team in ownership.teams)
    if ownership.provenance == "inherited" and ownership.via is not None:
        return Because(
            f"{teams} owns {name_of(ref)}, inherited from {title(case, ownership.via)}", ownership.place
        )
    if ownership.provenance == "assumed":
        return Because(f"{teams} is the liaison for {name_of(ref)}", ownership.place)
    verb = "owns" if len(ownership.teams) == 1 else "own"
    return Because(f"{teams} {verb} {name_of(ref)}", ownership.place)


def title(case: Case, ref: Ref | None) -> str:
    """What people call an entity."""
    if ref is None:
        return "nobody"
    entity = case.topology.catalog.entities.get(ref)
    return entity.title if entity is not None else name_of(ref)


def alert(case: Case, noticed: Alert) -> Because:
    """When and on what a component alerts."""
    component = case.component(noticed.node)
    on = component.alerts.on if component.alerts is not None else "down"
    place: Place | None = component.places.get("alerts", component.place)
    if component.alerts is None or component.alerts.detects_minutes is None:
        place = component.places.get("alerts") or case.topology.catalog.defaults.places.get("detectsIn")
    when = "down" if on == "down" and not noticed.own else "degraded or down"
    return Because(f"{component.name} alerts when {when}, at +{noticed.minute}m", place)


def route(case: Case, ref: Ref) -> Because:
    """Which policy a component's page goes to, and which fact says so."""
    found = case.topology.policy_of(ref)
    names = " and ".join(name_of(policy) for policy in found.policies)
    text = {
        "component": f"{name_of(ref)} names policy {names}",
        "team": f"its owner is paged by policy {names}",
        "liaison": f"its liaison is paged by policy {names}",
        "default": f"no policy of its own or of its owner: the default policy {names}",
        "none": f"no policy is declared for {name_of(ref)}, its owner, or as default",
    }[found.via]
    return Because(text, found.place)


def delivery(case: Case, sent: Delivery) -> Reasons:
    """Whether and when one policy reaches somebody."""
    if sent.failure is not None:
        return (sent.failure,)
    if sent.hold is not None:
        return (_held(case, sent.hold),)
    steps = [
        (sent.starts + step.minute, step)
        for step in sent.walk
        if step.event == "page" and sent.starts + step.minute == sent.engaged
    ]
    for minute, step in steps:
        for duty in step.duties:
            if case.courier.present(duty.person, minute):
                return (Because(f"{title(case, duty.person)} is paged at +{minute}m", None), *duty.because())
    return ()


def _held(case: Case, hold: Hold) -> Because:
    policy = case.topology.catalog.get(hold.policy, Policy)
    place = policy.places.get("hours", policy.place) if policy is not None else None
    clock = zone(hold.timezone)
    until = f"until {clock.told(seconds(hold.until))}" if hold.until is not None else "for ever"
    return Because(f"outside the support hours of {name_of(hold.policy)}: held {until}", place)


def why_alert(case: Case, noticed: Alert) -> Make:
    """Why a component alerts, and why then."""
    return lambda: (*state(case, noticed.node), alert(case, noticed))


def why_held(case: Case, sent: Delivery) -> Make:
    """Why a page waits."""
    return lambda: (_held(case, sent.hold),) if sent.hold is not None else ()


def why_acknowledged(case: Case, ack: Acknowledgement, sent: Delivery) -> Make:
    """Which policy an acknowledgement stops."""
    policy = case.topology.catalog.get(sent.policy, Policy)
    text = f"{title(case, ack.person)} acknowledges in this situation: {name_of(sent.policy)} stops"
    return lambda: (Because(text, policy.place if policy is not None else None),)


def why_event(rule: Iterable[Because], skipped: Iterable[Because]) -> Make:
    """The policy's own rule for an event, and the steps skipped before it."""
    reasons = (*skipped, *rule)
    return lambda: reasons


def why_page(case: Case, page: Page, sent: Delivery, joined: tuple[Page, ...] = ()) -> Make:
    """Why this policy is paged at all."""

    def make() -> Reasons:
        found = list(_decision(case, page, sent))
        for other in joined:
            if other.node is not None and other.node != page.node:
                name = name_of(case.topology.nodes[other.node])
                found.append(Because(f"also for {name}, which alerts at +{other.minute}m", None))
        return tuple(found)

    return make


def _decision(case: Case, page: Page, sent: Delivery) -> Reasons:
    if page.node is None:
        heartbeat = case.topology.catalog.alerting.heartbeat
        broken = case.watch.monitoring or case.watch.pager
        text = broken.text if broken is not None else "the way to a human is down"
        rule = Because(f"the heartbeat stops: {text}", heartbeat.place if heartbeat is not None else None)
        return (rule,)
    ref = case.topology.nodes[page.node]
    noticed = case.noticed.by_node[page.node]
    rule = Because(*_rule(case, page, ref))
    return (*state(case, page.node), alert(case, noticed), rule, _route_taken(case, ref, sent))


def _rule(case: Case, page: Page, ref: Ref) -> tuple[str, Place | None]:
    name = name_of(ref)
    if page.kind == "own":
        return f"a component's own fault always pages: {name}", None
    if page.kind == "mitigate":
        component = case.component(page.node or 0)
        return f"{name} is user-facing and tier 1: its team is paged to mitigate", component.places.get(
            "userFacing"
        )
    silent = ", ".join(name_of(root.ref) for bit, root in enumerate(case.roots) if page.unspoken >> bit & 1)
    grace = case.topology.catalog.defaults.grace_minutes
    return f"nobody is paged for {silent} within {grace}m of this alert: {name} speaks for it", None


def _route_taken(case: Case, ref: Ref, sent: Delivery) -> Because:
    if sent.policy in case.topology.policy_of(ref).policies:
        return route(case, ref)
    return Because(f"by contract policy {name_of(sent.policy)} is paged", None)


def why_lead(case: Case, lead: Leadership) -> Make:
    """Why this team leads, from the fault to the human."""

    def make() -> Reasons:
        root = lead.root
        found = [fault(case, root), owner(case, root.ref)]
        noticed = case.noticed.by_node.get(root.node)
        if root.node in case.noticed.silent:
            found.append(_silence(case, root.node))
        elif root.consumer is not None:
            consumer = name_of(case.topology.nodes[root.consumer])
            found.append(Because(f"{name_of(root.ref)} says nothing of what only {consumer} feels", None))
        elif noticed is not None:
            found.append(alert(case, noticed))
            if noticed.urgency > case.topology.catalog.defaults.page_tiers:
                found.append(_ticket(case, noticed.node))
            else:
                found.append(route(case, root.ref))
                for page in case.decisions.pages:
                    if page.node == root.node and page is not lead.page:
                        found += [because for sent in page.deliveries for because in delivery(case, sent)]
        if lead.page is not None:
            found += _speaking(case, lead, lead.page)
        found.append(_lead_rule(case, lead))
        return tuple(dict.fromkeys(found))

    return make


def _speaking(case: Case, lead: Leadership, page: Page) -> list[Because]:
    found: list[Because] = []
    there = [sent for sent in page.deliveries if sent.deliverable] or list(page.deliveries)
    if page.node != lead.root.node and there:
        found += _decision(case, page, there[0])
    for sent in there:
        found += delivery(case, sent)
    return found


def _lead_rule(case: Case, lead: Leadership) -> Because:
    team, name = title(case, lead.team), name_of(lead.root.ref)
    over = f", and hands over to {title(case, lead.hand_over_to)}" if lead.hand_over_to is not None else ""
    if lead.team is None:
        why = (
            f"{len(lead.owners)} owners, and nothing says who leads"
            if len(lead.owners) > 1
            else "nobody is reached"
        )
        return Because(f"nobody leads: {why}", None)
    text = {
        "OWN_FAILURE": f"{team} leads: its own component failed and nothing else alerts",
        "CAUSE_ALERTS": f"{team} leads: it owns the cause, and the cause alerts",
        "CAUSE_SILENT": f"{team} leads: {name} is silent, and this is the nearest alert",
        "CAUSE_LATE": f"{team} leads: {_late(case, lead)}, and this is the nearest alert",
        "CAUSE_HELD": f"{team} leads: the page for {name} waits, and this is the nearest alert",
        "CAUSE_UNREACHABLE": f"{team} leads: the owner of {name} cannot be reached",
        "VENDOR": f"{team} leads for the vendor's {name}",
        "CONTRACT": f"{team} leads: the failure mode says that it answers",
        "UNOWNED": f"{team} leads because {name} has no owner",
    }[lead.reason]
    return Because(
        text + over, lead.root.mode.place if lead.reason == "CONTRACT" and lead.root.mode else None
    )


def _late(case: Case, lead: Leadership) -> str:
    """Whether it is the alert of a cause that comes too late, or only the page that it asks for."""
    name, grace = name_of(lead.root.ref), case.topology.catalog.defaults.grace_minutes
    own = case.own_page(case.roots.index(lead.root))
    if own is None or lead.page is None or own.minute > lead.page.minute + grace:
        return f"{name} alerts too late"
    return f"{name} alerts in time, but nobody is there for its page until +{own.speaks_at}m"


def why_helper(case: Case, page: Page, sent: Delivery) -> Make:
    """Why a team is paged that does not lead."""
    return lambda: (*_decision(case, page, sent), *delivery(case, sent))


def why_suppressed(case: Case, noticed: Alert) -> Make:
    """Who is already paged for every cause behind a suppressed alert."""

    def make() -> Reasons:
        found = [*state(case, noticed.node), alert(case, noticed)]
        for bit, root in enumerate(case.roots):
            if noticed.roots >> bit & 1:
                found += _spoken(case, bit, root)
        return tuple(found)

    return make


def _spoken(case: Case, bit: int, root: Root) -> list[Because]:
    spoken = [
        (page.kind == "mitigate", page.speaks_at, position, page)
        for position, page in enumerate(case.decisions.pages)
        if page.roots >> bit & 1 and page.speaks_at is not None
    ]
    if not spoken:
        return []
    _, minute, _, page = min(spoken)
    teams = [title(case, sent.team) for sent in page.deliveries if sent.deliverable]
    return [Because(f"{' and '.join(teams)} is already paged for {name_of(root.ref)} at +{minute}m", None)]


def why_silent(case: Case, node: int) -> Make:
    """Why a component that is in trouble says nothing."""
    return lambda: (*state(case, node), _silence(case, node))


def _silence(case: Case, node: int) -> Because:
    because = case.noticed.silent[node]
    return Because(f"{name_of(case.topology.nodes[node])} is silent: {because.text}", because.place)


def why_ticket(case: Case, node: int) -> Make:
    """Why trouble can wait."""
    return lambda: (*state(case, node), _ticket(case, node))


def _ticket(case: Case, node: int) -> Because:
    ref = case.topology.nodes[node]
    if node not in case.noticed.by_node and case.spread.state.get(node, 0) <= DEGRADED:
        return Because(f"{name_of(ref)} is only degraded, by something else: a ticket", None)
    worst = case.topology.catalog.defaults.page_tiers
    tier = case.noticed.urgency(node)
    return Because(
        f"nothing of tier {worst} or better is down: tier {tier} makes a ticket",
        case.topology.tier_stated(ref),
    )


def why_masked(case: Case, noticed: Alert, inhibitor: Ref) -> Make:
    """What would have muted an own fault."""
    component = case.component(noticed.node)
    text = f"{name_of(inhibitor)} alerts and inhibits it by declaration, but its own fault always pages"
    return lambda: (Because(text, component.places.get("inhibitedBy", component.place)),)


def team_place(case: Case, team: Ref) -> Place | None:
    """Where a team is declared."""
    found = case.topology.catalog.get(team, Team)
    return found.place if found is not None and not found.ghost else None

"""What was worked out, told as an answer."""

from __future__ import annotations

from collections.abc import Iterator

from topology.graph.order import in_order
from topology.incident.breakage import DOWN, Root
from topology.incident.case import Case, Leadership
from topology.incident.delivery import Delivery, Reached
from topology.incident.lead import leaders
from topology.incident.lines import CaseLines
from topology.incident.reasons import why_helper, why_lead
from topology.incident.result import (
    Contact,
    Engage,
    Flag,
    Helper,
    HelperReason,
    Incident,
    Lead,
    Verdict,
)
from topology.incident.situation import Fault
from topology.incident.suppression import Page
from topology.incident.verdict import judge, overall, right_teams
from topology.incident.verdict_why import why_verdict
from topology.model.entity import Team
from topology.model.place import Why
from topology.model.reference import Ref


def answer(case: Case) -> Incident:
    """The answer, with its reasons; the lines that only a full answer needs are made when read."""
    leadership = leaders(case)
    verdicts = judge(case, leadership)
    sent = tuple(_sent(case))
    helpers = _helpers(case, leadership, sent)
    verdict = overall(verdicts, leadership, helped=bool(helpers))
    paged = in_order(team for _, _, team in sent)
    engages = _engages(case, leadership)
    return Incident(
        situation=case.situation,
        faults=tuple(_understood(case, root) for root in case.roots),
        verdict=verdict,
        verdict_by_root=_by_root(leadership, verdicts),
        verdict_why=Why(why_verdict(case, leadership, verdicts, verdict)),
        flags=_flags(case, leadership, engages),
        leads=tuple(
            Lead(
                root=lead.root.ref,
                team=lead.team,
                reason=lead.reason,
                hand_over_to=lead.hand_over_to,
                why=Why(why_lead(case, lead)),
            )
            for lead in leadership
        ),
        first_contact=_first_contact(case, leadership),
        helpers=helpers,
        paged=paged,
        engage=_slowest(engages),
        minutes_to_right_team=_right_team_minute(case, leadership),
        lines=CaseLines(case, leadership, paged),
    )


def _understood(case: Case, root: Root) -> Fault:
    """A fault with what was left out: the mode that is meant, its impact, the only consumer."""
    return Fault(
        root.ref,
        root.mode.name if root.mode is not None else None,
        "down" if root.impact == DOWN else "degraded",
        case.topology.nodes[root.consumer] if root.consumer is not None else None,
    )


def _by_root(leadership: tuple[Leadership, ...], verdicts: dict[int, Verdict]) -> dict[Ref, Verdict]:
    """Worst verdict of each component that has a fault."""
    found: dict[Ref, Verdict] = {}
    for bit, lead in enumerate(leadership):
        found.setdefault(lead.root.ref, verdicts[bit])
    return found


def _sent(case: Case) -> Iterator[tuple[Page, Delivery, Ref]]:
    """Every page that leaves now, whether or not somebody is there to read it, and the team it pages.

    A fallback's team is among them where nobody before it is there.
    """
    for page in case.pages:
        for delivery in page.deliveries:
            for team in dict.fromkeys(case.courier.paged_team(delivery, step) for step in delivery.now()):
                if team is not None:
                    yield page, delivery, team


def _helpers(
    case: Case, leadership: tuple[Leadership, ...], sent: tuple[tuple[Page, Delivery, Ref], ...]
) -> tuple[Helper, ...]:
    leading = {lead.team for lead in leadership}
    found: dict[Ref, Helper] = {}
    for page, delivery, team in sent:
        if team in leading or team in found:
            continue
        reason = _helper_reason(page, team, leadership)
        found[team] = Helper(team=team, reason=reason, why=Why(why_helper(case, page, delivery)))
    return tuple(found[team] for team in in_order(found))


def _helper_reason(page: Page, team: Ref, leadership: tuple[Leadership, ...]) -> HelperReason:
    if page.kind == "mitigate":
        return "MITIGATE"
    for lead in leadership:
        if team in lead.owners:
            return "OWNER" if lead.root.consumer is None else "CONTRACT"
        if page.node == lead.root.node and lead.root.responder == "both":
            return "CONTRACT"
        if page.node == lead.root.node:
            return "POLICY"
    return "SYMPTOM"


def _reached(case: Case) -> list[Reached]:
    return [each for page in case.pages for each in case.reached(page)]


def _first_contact(case: Case, leadership: tuple[Leadership, ...]) -> Contact | None:
    """Who is there first; in a tied minute somebody of an owner counts as first."""
    right = frozenset(team for lead in leadership for team in right_teams(lead))
    reached = _reached(case)
    if not reached:
        return None
    first = min(reached, key=lambda each: (each.minute, right.isdisjoint(each.teams)))
    team = next((team for team in first.teams if team in right), first.teams[0] if first.teams else None)
    return Contact(first.person, team, first.minute)


def _engages(case: Case, leadership: tuple[Leadership, ...]) -> list[Engage]:
    """For each root; a page that is held counts when it comes."""
    found: list[Engage] = []
    for bit, lead in enumerate(leadership):
        minutes = sorted(
            {
                each.minute
                for page in case.pages_for(bit)
                for each in case.reached(page)
                if lead.team is not None and lead.team in each.teams
            }
        )
        found.append(Engage(minutes[0], minutes[:2][-1]) if minutes else Engage(None, None))
    return found


def _slowest(engages: list[Engage]) -> Engage:
    """Of several roots the one that waits longest; none where the lead of one is never reached."""
    earliest = [each.earliest for each in engages if each.earliest is not None]
    latest = [each.latest for each in engages if each.latest is not None]
    return Engage(max(earliest), max(latest)) if len(earliest) == len(engages) else Engage(None, None)


def _right_team_minute(case: Case, leadership: tuple[Leadership, ...]) -> int | None:
    found: list[int] = []
    for bit, lead in enumerate(leadership):
        right = right_teams(lead)
        minutes = [
            each.minute
            for page in case.pages_for(bit)
            for each in case.reached(page)
            if not right.isdisjoint(each.teams)
        ]
        if not minutes:
            return None
        found.append(min(minutes))
    return max(found)


def _flags(case: Case, leadership: tuple[Leadership, ...], engages: list[Engage]) -> tuple[Flag, ...]:
    flags: list[Flag] = []
    targets = case.topology.catalog.defaults.engage_target
    for lead, engage in zip(leadership, engages, strict=True):
        target = targets.get(case.topology.tier(lead.root.ref))
        if engage.earliest is not None and target is not None and engage.earliest > target:
            flags.append("SLOW")
            break
    for lead in leadership:
        team = case.topology.catalog.get(lead.team, Team) if lead.team is not None else None
        if team is not None and team.type == "platform" and lead.team not in right_teams(lead):
            flags.append("PLATFORM_FIRST")
            break
    return tuple(flags)

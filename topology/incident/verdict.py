"""The judgement on one failure: for each root, and the first of the table for all."""

from __future__ import annotations

from topology.incident.case import Case, Leadership
from topology.incident.delivery import Reached
from topology.incident.result import VERDICTS, Verdict
from topology.model.reference import Ref


def judge(case: Case, leadership: tuple[Leadership, ...]) -> dict[int, Verdict]:
    """The verdict of every root by its bit, before helpers and other leads are looked at."""
    return {bit: _judge(case, bit, lead) for bit, lead in enumerate(leadership)}


def overall(verdicts: dict[int, Verdict], leadership: tuple[Leadership, ...], *, helped: bool) -> Verdict:
    """The first of the table that any root gets; several leads and helpers only count when all is well."""
    worst = min(verdicts.values(), key=VERDICTS.index)
    if worst != "CLEAR":
        return worst
    if len({lead.team for lead in leadership}) > 1:
        return "MULTI"
    return "JOINT" if helped else "CLEAR"


def right_teams(lead: Leadership) -> frozenset[Ref]:
    """The teams that count as owning a root: its owners, a liaison, the consumer of a contract."""
    teams = frozenset(lead.owners)
    return teams | {lead.team} if lead.reason == "CONTRACT" and lead.team is not None else teams


def first_reached(case: Case, bit: int) -> list[Reached]:
    """Everybody who is there and paged now for a root, in the first minute in which anybody is."""
    reached = [each for page in case.pages_for(bit) for each in case.reached(page) if not each.held]
    first = min((each.minute for each in reached), default=None)
    return [each for each in reached if each.minute == first]


def _judge(case: Case, bit: int, lead: Leadership) -> Verdict:
    first = first_reached(case, bit)
    if not first and case.urgent(lead.root) and not _held(case, bit):
        if not _unknown(case, bit):
            return "NOBODY"
        return "UNKNOWN" if lead.owners else "UNOWNED"
    if not lead.owners:
        return "UNOWNED"
    if len(lead.owners) > 1 and lead.team is None:
        return "AMBIGUOUS"
    if not first:
        return "DEFERRED"
    right = right_teams(lead)
    if not any(right.intersection(each.teams) for each in first):
        return "MISROUTED"
    return "CLEAR"


def _held(case: Case, bit: int) -> bool:
    """A page for it waits for support hours, and will then reach somebody."""
    return any(
        delivery.hold is not None and delivery.engaged is not None
        for page in case.pages_for(bit)
        for delivery in page.deliveries
    )


def _unknown(case: Case, bit: int) -> bool:
    """Something would be paged, but who is what nobody declared."""
    return any(
        (page.kind == "heartbeat" or case.watch.pager is None)
        and (not page.deliveries or any(each.unknown for each in page.deliveries))
        for page in case.pages_for(bit)
    )

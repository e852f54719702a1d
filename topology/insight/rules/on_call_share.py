"""Rotas that ask too much of one person."""

from collections.abc import Iterable

from topology.insight.rosters import most_share, paged_schedules, people_ahead
from topology.insight.rule import Found, Rule, View
from topology.model.duty import Schedule
from topology.model.problem import Problem
from topology.model.reference import Ref


def check(view: View) -> Iterable[Problem]:
    """One finding for each schedule; those with too few people are another rule's business.

    It is about the rota: it names nobody.
    """
    limit = view.thresholds.on_call_share
    found = []
    for schedule in paged_schedules(view):
        if len(people_ahead(view, schedule)) < max(2, view.thresholds.rota_people):
            continue
        if most_share(view, schedule) < limit:
            continue
        share = _share(view, schedule)
        if share >= limit:
            message = (
                f"{schedule.ref} has one person on call {share:.0%} of the next"
                f" {view.thresholds.coverage_days} days, {limit:.0%} or more: share it among more people"
            )
            found.append(Found(place=schedule.place, message=message, entity=schedule.ref))
    return RULE.problems(found, "rotas ask too much of one person")


def _share(view: View, schedule: Schedule) -> float:
    """The largest part of the time ahead in which one person of a schedule is on call."""
    spent: dict[Ref, float] = {}
    for shift in view.rota.shifts(schedule.ref, view.at, view.until):
        for person in shift.people:
            spent[person] = spent.get(person, 0.0) + (shift.end - shift.start).total_seconds()
    return max(spent.values(), default=0.0) / (view.until - view.at).total_seconds()


RULE = Rule(
    code="T529",
    name="on-call-share",
    severity="warning",
    about="A schedule in which one person is on call for too large a part of the time.",
    why="Who is on call all the time does nothing else well, sleeps badly, and leaves.",
    source="Google, Site Reliability Engineering (2016), chapter 11: a quarter of one's time at most.",
    threshold="`on-call-share` = 0.6 of the next `coverage-days`: more than one of two who share evenly, by"
    " this program's choice. Lower it towards the quarter of the book as you grow.",
    fix="Add people to the roster, or give its hours to another region.",
    check=check,
    needs=("policies",),
)

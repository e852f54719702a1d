"""Rotas with too few people."""

from collections.abc import Iterable

from topology.insight.rosters import paged_schedules, people_ahead
from topology.insight.rule import Found, Rule, View
from topology.model.problem import Problem


def check(view: View) -> Iterable[Problem]:
    """One finding for each schedule that somebody is paged from; an ended one is empty, not small."""
    least = view.thresholds.rota_people
    found = []
    for schedule in paged_schedules(view):
        people = people_ahead(view, schedule)
        if 0 < len(people) < least:
            message = (
                f"{schedule.ref} has {len(people)} {'person' if len(people) == 1 else 'people'} in its"
                f" rosters, fewer than {least}: share it with others"
            )
            found.append(Found(place=schedule.place, message=message, entity=schedule.ref))
    return RULE.problems(found, "rotas are too small")


RULE = Rule(
    code="T528",
    name="small-rota",
    severity="warning",
    about="A schedule with fewer people in its rosters than a rota needs.",
    why="Nobody can be ill, on holiday or asleep, and what they know is known by nobody else.",
    source="Google, Site Reliability Engineering (2016), chapter 11: at least eight engineers on one site,"
    " six on each of two, where a primary and a secondary are on call around the clock.",
    threshold="`rota-people` = 2: the fewest with whom anybody can swap, by this program's choice. The book"
    " asks for more; raise it as you grow.",
    fix="Add people to the roster, share a rota with a neighbouring team, or answer in fewer hours.",
    check=check,
    needs=("policies",),
)

"""People on call while they are away."""

from collections.abc import Iterable
from datetime import datetime

from topology.insight.coverage import spelled
from topology.insight.rosters import mentioned
from topology.insight.rule import Found, Rule, View
from topology.model.entity import Person
from topology.model.problem import Occurrence, Problem
from topology.model.reference import Ref
from topology.oncall.clock import instant, seconds, zone
from topology.oncall.duty import Shift


def check(view: View) -> Iterable[Problem]:
    """One finding for each absence, at the absence, holding the schedules."""
    away_people = [person for person in view.catalog.of(Person) if person.away]
    schedules_of = mentioned(view) if away_people else {}
    found = []
    for person in away_people:
        local = zone(person.timezone or view.catalog.defaults.timezone)
        for away in person.away:
            start = max(view.at, instant(local.moment(away.start)))
            end = min(view.until, instant(local.moment(away.end)))
            shifts = _shifts(view, person.ref, schedules_of.get(person.ref, []), start, end)
            if not shifts:
                continue
            first = shifts[0]
            when = spelled(seconds(first.start), seconds(first.end), view.catalog.defaults.timezone)
            schedules = tuple(dict.fromkeys(shift.schedule for shift in shifts))
            found.append(
                Found(
                    place=away.place,
                    message=f"{person.ref} is away and on call in {view.names(schedules)} from {when}:"
                    " swap the shift with an override",
                    entity=person.ref,
                    target=first.schedule,
                    references=tuple(
                        [Occurrence(away.place, person.ref)]
                        + [Occurrence(view.catalog.entities[ref].place, ref) for ref in schedules]
                    ),
                )
            )
    return RULE.problems(found, "absences fall into shifts")


def _shifts(view: View, person: Ref, schedules: list[Ref], start: datetime, end: datetime) -> list[Shift]:
    if start >= end:
        return []
    found = [shift for ref in schedules for shift in view.rota.stints(ref, person, start, end)]
    return sorted(found, key=lambda shift: (shift.start, shift.schedule))


RULE = Rule(
    code="T530",
    name="away-on-call",
    severity="warning",
    about="Somebody whose turn on call falls into their own absence.",
    why="The pager rings in an empty flat: it pages people on holiday, and nobody comes until the next step.",
    source="The on-call rules of this program: being away is not skipped, as pagers do not know of holidays.",
    threshold="`coverage-days` = 90: how far ahead, a quarter, by this program's choice.",
    fix="Write an override for the shift: `{from, to, replace, with}`.",
    check=check,
    needs=("policies",),
)

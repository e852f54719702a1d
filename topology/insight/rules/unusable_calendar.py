"""Schedules whose calendar file says nothing that can be used."""

from collections.abc import Iterable

from topology.insight.rule import Rule, View
from topology.model.duty import Schedule
from topology.model.problem import Problem


def check(view: View) -> Iterable[Problem]:
    """One finding for each schedule of which nothing is known: of no instant, or not of the one looked at."""
    faults = dict(view.rota.faults())
    for schedule in view.catalog.of(Schedule):
        if schedule.ghost or schedule.ical is None:
            continue
        roll = view.rota.at(schedule.ref, view.at)
        why = faults.get(schedule.ref) or (roll.empty[0] if roll.unknown and roll.empty else None)
        if why is not None:
            message = f"who is on call in {schedule.ref} is unknown: {why.text}"
            yield RULE.problem(why.place or schedule.place, message, entity=schedule.ref)


RULE = Rule(
    code="T532",
    name="unusable-calendar",
    severity="error",
    about="A schedule whose calendar file cannot be read, or names nobody of the catalog now.",
    why="Nobody can say who would be paged, and every answer that needs this rota is unknown.",
    source="The on-call rules of this program: what a calendar leaves open is unknown, never a guess.",
    fix="Put the file where `ical:` says, mend what is named, or install the extra, 'topology[ical]'.",
    check=check,
)

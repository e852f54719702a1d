"""Who is in a schedule, as its files state it: rosters in force, and those to come."""

from collections.abc import Iterator

from topology.insight.view import View
from topology.model.duty import Layer, Roster, Schedule
from topology.model.reference import Ref
from topology.oncall.clock import WEEK, seconds, zone
from topology.oncall.rotation import first_handoff
from topology.oncall.window import weekly


def paged_schedules(view: View) -> Iterator[Schedule]:
    """The declared schedules that some policy pages, each once, but those from calendars."""
    seen: set[Ref] = set()
    for policy in view.policies:
        for step in policy.steps:
            for reference in step.page:
                schedule = view.catalog.get(reference.target, Schedule)
                if schedule is None or schedule.ghost or schedule.ical is not None or schedule.ref in seen:
                    continue
                seen.add(schedule.ref)
                yield schedule


def mentioned(view: View) -> dict[Ref, list[Ref]]:
    """For each person the paged schedules whose rosters and overrides name them."""
    found: dict[Ref, list[Ref]] = {}
    for schedule in paged_schedules(view):
        people = [person for layer in schedule.layers for roster in layer.rosters for person in roster.people]
        for change in schedule.overrides:
            people += [each for each in (change.add, change.by, *(change.only or ())) if each is not None]
        for person in dict.fromkeys(each.target for each in people):
            found.setdefault(person, []).append(schedule.ref)
    return found


def rosters_ahead(view: View, schedule: Schedule, layer: Layer) -> list[Roster]:
    """The roster of a layer that is in force, and all later ones; none of a layer that has ended."""
    local = zone(schedule.timezone)
    now = seconds(view.at)
    if layer.end is not None and local.moment(layer.end) <= now:
        return []
    begun = sorted(
        (local.second(first_handoff(roster, layer.every, layer.handoff)), number)
        for number, roster in enumerate(layer.rosters)
    )
    current = max((start for start, _ in begun if start <= now), default=None)
    return [layer.rosters[number] for start, number in begun if current is None or start >= current]


def people_ahead(view: View, schedule: Schedule) -> set[Ref]:
    """Everybody in the rosters in force and to come."""
    return {
        person.target
        for layer in schedule.layers
        for roster in rosters_ahead(view, schedule, layer)
        for person in roster.people
    }


def most_share(view: View, schedule: Schedule) -> float:
    """No roster gives anybody more of the time than this; overrides aside."""
    total: dict[Ref, float] = {}
    for layer in schedule.layers:
        stretches = weekly(layer.hours, schedule.timezone).stretches
        open_ = sum(end - start for start, end in stretches) / WEEK
        shares: dict[Ref, float] = {}
        for roster in rosters_ahead(view, schedule, layer):
            turns = [person.target for person in roster.people]
            for person in turns:
                shares[person] = max(shares.get(person, 0.0), turns.count(person) / len(turns) * open_)
        for person, share in shares.items():
            total[person] = total.get(person, 0.0) + share
    return max(total.values(), default=0.0)

"""Hand-offs at a local time that clocks leave out."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from topology.insight.rosters import paged_schedules, rosters_ahead
from topology.insight.rule import Found, Rule, View
from topology.model.duty import Layer, Schedule
from topology.model.problem import Problem
from topology.oncall.clock import DAY, HOUR, Zone, instant, seconds, zone
from topology.oncall.rotation import rotation

_AHEAD = timedelta(days=366)
"""A year holds each change of the clocks once."""


def check(view: View) -> Iterable[Problem]:
    """One finding for each layer, at the layer, with the first hand-off of the coming year in a gap."""
    start, end = seconds(view.at), seconds(view.at + _AHEAD)
    found = []
    for schedule in paged_schedules(view):
        local = zone(schedule.timezone)
        gaps = [change for change in local.changes(start, end) if change[2] > change[1]]
        for number, layer in enumerate(schedule.layers, start=1) if gaps else ():
            at = next(_inside(view, schedule, layer, local, gaps), None)
            if at is not None:
                message = (
                    f"layer {number} of {schedule.ref} hands over on {instant(at):%Y-%m-%d} at a time that"
                    f" the clocks of {schedule.timezone} leave out: choose an hour by day"
                )
                found.append(Found(place=layer.place, message=message, entity=schedule.ref))
    return RULE.problems(found, "layers hand over in a gap of the clocks")


def _inside(
    view: View, schedule: Schedule, layer: Layer, local: Zone, gaps: list[tuple[int, int, int]]
) -> Iterator[int]:
    """The changes of the clocks that leave out a hand-off of a layer."""
    if layer.every is None:
        return
    ended = local.moment(layer.end) if layer.end is not None else None
    for roster in rosters_ahead(view, schedule, layer):
        if len(roster.people) < 2:
            continue
        turns = rotation(local, roster, layer.every, layer.handoff)
        if 0 < turns.step <= HOUR:
            continue  # such a rotation hands over in every hour, and cannot help it
        for at, _, after in gaps:
            number = turns.number(at)
            # A hand-off in the gap takes place at its end; on the wall clock it reads earlier.
            wall = turns.anchor + number * turns.step if turns.step else turns.anchor
            if (
                turns.start(number) == at
                and wall % DAY != (at + after) % DAY
                and (ended is None or at < ended)
            ):
                yield at


RULE = Rule(
    code="T531",
    name="handoff-in-gap",
    severity="warning",
    about="A rotation that hands over at a local time which does not exist on the day the clocks go forward.",
    why="Each program resolves such a time in its own way: two people believe that the other one is on call.",
    source="IANA time zone database; the on-call rules of this program take the first instant after the gap.",
    fix="Hand over by day, when both are awake and clocks do not change.",
    check=check,
    needs=("policies",),
)

"""When a step of a policy reaches nobody, though the policy is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from topology.insight.view import View
from topology.model.duty import Policy, Schedule, Step
from topology.model.reference import kind_of
from topology.oncall.clock import WEEK, seconds, zone
from topology.oncall.rotation import first_handoff
from topology.oncall.window import FOREVER, Weekly, weekly

Span = tuple[int, int]
"""From, to: instants in seconds, half-open."""


def empty_spans(view: View, policy: Policy, step: Step) -> tuple[Span, ...]:
    """The stretches ahead in which a step reaches nobody and its policy is open.

    None where somebody is named, or where a schedule is not known.
    """
    schedules = _schedules(view, step)
    if schedules is None:
        return ()
    start, end = seconds(view.at), seconds(view.until)
    hours = policy_hours(view, policy)
    if _covered(hours, schedules, start, end):
        return ()
    empty: list[Span] = [(start, end)]
    for schedule in schedules:
        gaps = view.rota.gaps(schedule.ref, view.at, view.until)
        empty = _both(empty, [(seconds(since), seconds(until)) for since, until in gaps])
    return tuple(_both(empty, _open(hours, start, end)))


def policy_hours(view: View, policy: Policy) -> Weekly:
    """The support hours of a policy, by its own wall clock."""
    return weekly(policy.hours, view.rota.zone_of(policy.ref))


def _schedules(view: View, step: Step) -> list[Schedule] | None:
    found: list[Schedule] = []
    for reference in step.page:
        schedule = view.catalog.get(reference.target, Schedule)
        if kind_of(reference.target) != "schedule" or schedule is None or schedule.ghost:
            return None
        if view.rota.at(schedule.ref, view.at).unknown:
            return None
        found.append(schedule)
    return found or None


class _Cover(Struct, frozen=True):
    """One layer with people: open in its hours between two instants."""

    start: int
    end: int
    hours: Weekly


def _covered(hours: Weekly, schedules: Sequence[Schedule], start: int, end: int) -> bool:
    """Whether layers alone leave no second uncovered: quick, and never wrong when it says so."""
    covers: list[_Cover] = []
    for schedule in schedules:
        if schedule.ical is not None or _emptied(schedule, start, end):
            return False
        covers += _covers(schedule)
    # Hours repeat from week to week until a clock is changed, or a layer begins or ends.
    cuts = {start, end}
    for cover in covers:
        cuts.update((cover.start, cover.end))
    for local in {each.name: each for each in (hours.zone, *(cover.hours.zone for cover in covers))}.values():
        cuts.update(change[0] for change in local.changes(start, end))
    ordered = sorted(cut for cut in cuts if start <= cut <= end)
    return all(_swept(hours, covers, since, min(until, since + WEEK)) for since, until in pairwise(ordered))


def _covers(schedule: Schedule) -> Iterator[_Cover]:
    local = zone(schedule.timezone)
    for layer in schedule.layers:
        if not layer.rosters or not all(roster.people for roster in layer.rosters):
            continue
        begins = min(first_handoff(roster, layer.every, layer.handoff) for roster in layer.rosters)
        born = max(local.second(begins), local.moment(layer.start) if layer.start is not None else -FOREVER)
        dies = local.moment(layer.end) if layer.end is not None else FOREVER
        yield _Cover(born, dies, weekly(layer.hours, schedule.timezone))


def _emptied(schedule: Schedule, start: int, end: int) -> bool:
    """Whether an override may take the last one off call."""
    local = zone(schedule.timezone)
    return any(
        (change.remove is not None or change.only == ())
        and local.moment(change.start) < end
        and local.moment(change.end) > start
        for change in schedule.overrides
    )


def _swept(hours: Weekly, covers: Sequence[_Cover], start: int, end: int) -> bool:
    """Whether some layer is open whenever the policy is, between two instants."""
    while start < end:
        open_, _, until = hours.around(start)
        if open_:
            until = max((_until(cover, start) for cover in covers), default=start)
            if until <= start:
                return False
        start = until
    return True


def _until(cover: _Cover, second: int) -> int:
    """How long a layer that is open at an instant stays so; the instant itself if it is not."""
    if not cover.start <= second < cover.end:
        return second
    open_, _, until = cover.hours.around(second)
    return min(until, cover.end) if open_ else second


def _open(hours: Weekly, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    while start < end:
        open_, _, until = hours.around(start)
        until = min(until, end)
        if open_:
            found.append((start, until))
        start = until
    return found


def _both(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """The instants that lie in both; touching spans become one."""
    found: list[Span] = []
    left, right = 0, 0
    while left < len(one) and right < len(other):
        since, until = max(one[left][0], other[right][0]), min(one[left][1], other[right][1])
        if since < until:
            if found and found[-1][1] == since:
                since = found.pop()[0]
            found.append((since, until))
        if one[left][1] < other[right][1]:
            left += 1
        else:
            right += 1
    return found


def spelled(since: int, until: int, timezone: str) -> str:
    """A stretch of time for a message, by the wall clock of a zone."""
    clock = zone(timezone)
    start, end = clock.show(since), clock.show(until)
    (first, _, _), (last, _, at) = start.rpartition(" "), end.rpartition(" ")
    return f"{start} to {at if first == last else end} {clock.name}"

"""Who is paged in each hour of a week, and in which hours nobody is there.

Nobody knows how often something fails. So every component fails once in every hour, all alike,
and what is counted is how many of these failures page a team: a figure to compare hours and
teams by, not a forecast.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from msgspec import Struct

from topology.graph.order import in_order
from topology.incident.hour import Hour
from topology.incident.situation import Fault, Situation, SituationError
from topology.incident.week import Week, Weeks
from topology.insight.progress import Told, quiet
from topology.insight.view import View
from topology.model.reference import Ref
from topology.oncall.clock import instant, seconds, week_of, zone

Mask = int
"""Hours of a week: bit ``n`` is hour ``n`` from the start."""


class WeekLoad(Struct, frozen=True, kw_only=True):
    """One week, hour by hour. Each component fails once in each hour.

    ``pages`` holds for each team the components whose failure pages it, and in which hours;
    ``uncovered`` those failures that come to an empty step first or reach nobody, though they do
    reach somebody in other hours; ``never`` what reaches nobody in any hour. ``unknown`` are the
    components of which no file says who is paged.
    """

    start: datetime
    timezone: str
    hours: int
    pages: Mapping[Ref, Mapping[Ref, Mask]]
    uncovered: Mapping[Ref, Mask]
    never: tuple[Ref, ...]
    unknown: tuple[Ref, ...]

    def counts(self, team: Ref) -> list[int]:
        """How many failures page a team, by hour."""
        return _counts(self.pages.get(team, {}).values(), self.hours)

    def paging(self, team: Ref, hour: int) -> tuple[Ref, ...]:
        """The components whose failure in an hour pages a team, in canonical order."""
        return tuple(ref for ref, mask in self.pages.get(team, {}).items() if mask >> hour & 1)

    def uncovered_hours(self, ref: Ref) -> int:
        """In how many hours the failure of a component comes to nobody first."""
        return self.uncovered.get(ref, 0).bit_count()


def monday(at: datetime, timezone: str) -> datetime:
    """The last Monday midnight by the wall clock of a zone that is not after an instant."""
    local = zone(timezone)
    shown = local.local(seconds(at))
    return instant(local.second(shown - week_of(shown)[1]))


def hours_from(start: datetime, timezone: str) -> int:
    """Hours until the clock on the wall says the same a week later: not 168 where it is changed meanwhile."""
    local = zone(timezone)
    end = local.second(local.local(seconds(start)) + 7 * 86_400)
    return -((seconds(start) - end) // 3600)


def week_load(
    view: View, start: datetime | None = None, told: Told = quiet, hours: int | None = None
) -> WeekLoad:
    """The week from ``start`` on; unless it is given, from the Monday of the view's instant.

    ``told`` hears after each component how many are done; what it raises ends the work.
    """
    timezone = view.catalog.defaults.timezone
    first = start if start is not None else monday(view.at, timezone)
    hours = hours_from(first, timezone) if hours is None else hours
    if "policies" not in view.facts:
        unknown = tuple(each.ref for each in view.components)
        return WeekLoad(
            start=first, timezone=timezone, hours=hours, pages={}, uncovered={}, never=(), unknown=unknown
        )
    view.topology.expect_many()
    tally = _Tally()
    weeks = Weeks(view.topology, view.rota, first, hours)
    for done, component in enumerate(view.components, start=1):
        with suppress(SituationError):  # it fails at one user's side only: which one it is decides
            tally.take(component.ref, weeks.of(Situation(faults=(Fault(component.ref),), at=first)))
        told(done, len(view.components))
    return WeekLoad(
        start=first,
        timezone=timezone,
        hours=hours,
        pages={team: tally.pages[team] for team in in_order(tally.pages)},
        uncovered=tally.uncovered,
        never=tuple(tally.never),
        unknown=tuple(tally.unknown),
    )


class _Tally:
    """What was found so far."""

    def __init__(self) -> None:
        self.pages: dict[Ref, dict[Ref, Mask]] = {}
        self.uncovered: dict[Ref, Mask] = {}
        self.never: list[Ref] = []
        self.unknown: list[Ref] = []

    def take(self, ref: Ref, week: Week) -> None:
        """Add the week of one component."""
        everything = (1 << len(week.hours)) - 1
        nobody = empty = unknown = 0
        for hour, mask in _alike(week.hours):
            for team in hour.paged:
                mine = self.pages.setdefault(team, {})
                mine[ref] = mine.get(ref, 0) | mask
            nobody |= mask if hour.verdict == "NOBODY" else 0
            unknown |= mask if hour.verdict == "UNKNOWN" else 0
            empty |= mask if hour.empty else 0
        if unknown == everything:
            self.unknown.append(ref)
        elif nobody == everything and not empty:
            self.never.append(ref)
        elif nobody | empty:
            self.uncovered[ref] = nobody | empty


def _alike(hours: Sequence[Hour]) -> Iterable[tuple[Hour, Mask]]:
    """The different answers of a week, and the hours of each."""
    masks: dict[int, Mask] = {}
    for number, hour in enumerate(hours):
        masks[id(hour)] = masks.get(id(hour), 0) | 1 << number
    by_id = {id(hour): hour for hour in hours}
    return ((by_id[key], mask) for key, mask in masks.items())


def _counts(masks: Iterable[Mask], hours: int) -> list[int]:
    found = [0] * hours
    for mask in masks:
        while mask:
            lowest = mask & -mask
            found[lowest.bit_length() - 1] += 1
            mask ^= lowest
    return found

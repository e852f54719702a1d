"""Calendar files: events as half-open UTC intervals, expanded for one span of time at a time.

Needs the extra ``ical`` (icalendar, recurring-ical-events), imported when the first
calendar is read. Cancelled and transparent events are not on call; a time with an
unknown zone is an error, never a local time; floating times and whole days are on the
schedule's wall clock.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from topology.model.text import clean_line
from topology.oncall.clock import Zone, instant, seconds, wall, zone
from topology.oncall.ical_guard import Checked, Refused, check

SPAN_BITS = 24
"""Calendars are expanded in spans of 2**24 seconds, about 194 days."""
_MAX_STEPS = 200_000
"""Occurrences counted from the starts of all rules to the end of a span."""
_LATEST_YEAR = 2200
_LINE = "X-TOPOLOGY-LINE"
_TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE")


class Event(Struct, frozen=True, gc=False, order=True):
    """One occurrence: instants, what its summary says (clean, one line), and its line in the file."""

    start: int
    end: int
    summary: str
    line: int


class Calendar:
    """One calendar file. Build with :func:`read_calendar`, which keeps it by content."""

    __slots__ = ("_checked", "_query", "_spans")

    def __init__(self, content: bytes) -> None:
        self._checked: Checked = check(content)
        self._query = _query(content, self._checked)
        self._spans: dict[tuple[int, str], tuple[Event, ...]] = {}

    def span(self, number: int, local: Zone) -> tuple[Event, ...]:
        """The events that meet a numbered span of time, by start. Raises :class:`Refused`."""
        found = self._spans.get((number, local.name))
        if found is None:
            found = self._spans[number, local.name] = self._expand(number, local)
        return found

    def _expand(self, number: int, local: Zone) -> tuple[Event, ...]:
        start, end = number << SPAN_BITS, (number + 1) << SPAN_BITS
        until = instant(end)
        if until.year > _LATEST_YEAR:
            raise Refused(f"is not read beyond {_LATEST_YEAR}")
        day = until.toordinal()
        steps = sum(max(0, day - rule.begins) * rule.yearly // 365 for rule in self._checked.rules)
        if steps > _MAX_STEPS:
            raise Refused(f"recurs too often: more than {_MAX_STEPS} times until {until:%Y-%m-%d}")
        found: list[Event] = []
        # Floating times are compared as UTC by the library: look a day further on both sides.
        margin = timedelta(days=2)
        try:
            components = list(self._query.between(instant(start) - margin, until + margin))
        except Exception as error:
            raise Refused(f"cannot be expanded: {clean_line(str(error))[:120]}") from error
        for component in components:
            event = _event(component, local)
            if event is not None and event.start < end and event.end > start:
                found.append(event)
        return tuple(sorted(set(found)))


@lru_cache(maxsize=64)
def _kept(content: bytes) -> Calendar | Refused:
    try:
        return Calendar(content)
    except Refused as refused:
        return refused


def read_calendar(content: bytes) -> Calendar:
    """The calendar in these bytes; the same content is parsed once. Raises :class:`Refused`."""
    found = _kept(content)
    if isinstance(found, Refused):
        raise found
    return found


def _query(content: bytes, checked: Checked) -> Any:
    try:
        import icalendar
        import recurring_ical_events
    except ImportError:
        raise Refused("needs the extra `ical`: pip install 'topology[ical]'") from None
    try:
        calendar = icalendar.Calendar.from_ical(content)
        events = calendar.walk("VEVENT")
        if str(calendar.get("METHOD", "")).upper() == "CANCEL":
            raise Refused("is a cancellation (METHOD:CANCEL), not a calendar")
        for event, line in zip(events, checked.events, strict=True):
            _check_times(event, line)
            event.add(_LINE, str(line))
        return recurring_ical_events.of(calendar)
    except Refused:
        raise
    except Exception as error:
        raise Refused(f"is no calendar: {clean_line(str(error))[:120]}") from error


def _check_times(event: Any, line: int) -> None:
    if event.errors:
        name, why = event.errors[0]
        raise Refused(f"has an event with a bad {name}: {clean_line(str(why))[:120]}", line)
    if event.get("DTSTART") is None:
        raise Refused("has an event without a DTSTART", line)
    for name in _TIMES:
        values = event.get(name, [])
        for value in values if isinstance(values, list) else [values]:
            times = [each.dt for each in value.dts] if hasattr(value, "dts") else [value.dt]
            unzoned = any(isinstance(each, datetime) and each.tzinfo is None for each in times)
            if "TZID" in value.params and unzoned:
                zone_name = clean_line(str(value.params["TZID"]))[:80]
                raise Refused(f'has an event in the unknown time zone "{zone_name}"', line)


def _event(component: Any, local: Zone) -> Event | None:
    """The occurrence as an interval; ``None`` if nobody is on call because of it."""
    if str(component.get("STATUS", "")).upper() == "CANCELLED":
        return None
    if str(component.get("TRANSP", "")).upper() == "TRANSPARENT":
        return None
    begins = component["DTSTART"].dt
    ends = component["DTEND"].dt if "DTEND" in component else None
    if ends is None:
        length = component["DURATION"].dt if "DURATION" in component else None
        if length is None:
            length = timedelta(0) if isinstance(begins, datetime) else timedelta(days=1)
        ends = begins + length
    start, end = _second(begins, local), _second(ends, local)
    if start >= end:
        return None
    summary = clean_line(str(component.get("SUMMARY", "")))
    return Event(start, end, summary, int(str(component.get(_LINE, 0))))


def _second(value: date, local: Zone) -> int:
    """An instant by our rules for clock changes, whatever the library made of a missing local time."""
    if not isinstance(value, datetime):
        return local.second(wall(datetime.combine(value, time())))
    if value.tzinfo is None:
        return local.second(wall(value))
    if isinstance(value.tzinfo, ZoneInfo) and value.tzinfo.key:
        return zone(value.tzinfo.key).second(wall(value.replace(tzinfo=None)))
    return seconds(value)

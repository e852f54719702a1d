"""The wall clock: how local times of a zone and instants translate into each other.

Instants are whole seconds since 1970 UTC, local times the same count read off the
wall clock; both are plain integers, so that no year overflows. A local time that
does not exist is the first instant after the gap; one that exists twice is the
first of the two, unless the last is asked for. Sources: IANA time zone database
through :mod:`zoneinfo`; the rule is the one of GoAlert's rotations.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

MINUTE = 60
HOUR = 3600
DAY = 86_400
WEEK = 7 * DAY

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LOCAL_EPOCH = datetime(1970, 1, 1)
_EARLIEST = int((datetime(1, 1, 3, tzinfo=UTC) - _EPOCH).total_seconds())
_LATEST = int((datetime(9999, 12, 29, tzinfo=UTC) - _EPOCH).total_seconds())
_MONDAY = -3 * DAY
"""1970-01-01 was a Thursday; weeks count from the Monday before it."""

_SPAN_BITS = 22
"""Offsets are learnt in spans of 2**22 seconds, about 48 days: most have no change in them."""
_PROBE = 6 * DAY
"""No zone has changed its offset twice within six days since 1970 (nearest: America/Boa_Vista, 2000)."""
REACH = 26 * HOUR
"""More than any offset: a local time read as UTC is this near to its instant."""


def seconds(instant: datetime) -> int:
    """Seconds since 1970 of an aware datetime, rounded down; a naive one is taken as UTC."""
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    past = instant - _EPOCH
    return past.days * DAY + past.seconds


def instant(second: int) -> datetime:
    """The aware UTC datetime of ``second``; what no datetime can hold becomes the nearest it can."""
    return _EPOCH + timedelta(seconds=min(max(second, _EARLIEST), _LATEST))


def wall(local: datetime) -> int:
    """The wall-clock count of a naive local datetime, seconds kept."""
    past = local - _LOCAL_EPOCH
    return past.days * DAY + past.seconds


def clock_face(local: int) -> datetime:
    """The naive local datetime of a wall-clock count; raises OverflowError where none can hold it."""
    return _LOCAL_EPOCH + timedelta(seconds=local)


def week_of(local: int) -> tuple[int, int]:
    """Number of the local week that ``local`` lies in, and the seconds since its Monday midnight."""
    return divmod(local - _MONDAY, WEEK)


def week_start(number: int) -> int:
    """Local Monday midnight of a numbered week."""
    return number * WEEK + _MONDAY


class Zone:
    """One time zone, with its offset changes learnt when they are first needed."""

    __slots__ = ("_info", "_known", "_spans", "name")

    def __init__(self, name: str, info: ZoneInfo) -> None:
        self.name = name
        self._info = info
        self._spans: dict[int, tuple[int, tuple[tuple[int, int], ...]]] = {}
        self._known: tuple[int, int, list[tuple[int, int, int]]] = (0, 0, [])

    def offset(self, second: int) -> int:
        """Seconds that the wall clock is ahead of UTC at an instant."""
        number = second >> _SPAN_BITS
        offset, changes = self._spans.get(number) or self._learn(number)
        for at, after in changes:
            if second < at:
                break
            offset = after
        return offset

    def local(self, second: int) -> int:
        """What the wall clock shows at an instant."""
        return second + self.offset(second)

    def second(self, local: int, last: bool = False) -> int:
        """The instant of a local time; ``last`` picks the second one of a repeated time."""
        number = (local - REACH) >> _SPAN_BITS
        if number == (local + REACH) >> _SPAN_BITS:
            offset, changes = self._spans.get(number) or self._learn(number)
            if not changes:
                return local - offset
        before, after = self.offset(local - REACH), self.offset(local + REACH)
        if before == after:
            return local - before
        for at, old, new in self._within(number, (local + REACH) >> _SPAN_BITS):
            if local < at + min(old, new):
                return local - old
            if local < at + max(old, new):
                if new > old:
                    return at
                return local - (new if last else old)
        return local - after

    def changes(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Changes of the offset in ``[start, end)``: instant, offset before, offset after."""
        first, last = start >> _SPAN_BITS, (end >> _SPAN_BITS) + 1
        low, high, known = self._known
        if low == high:
            low = high = first
        if first < low or last > high:
            known = [*self._within(first, low - 1), *known, *self._within(high, last - 1)]
            self._known = min(first, low), max(last, high), known  # at once: several threads may ask
        return known[bisect_left(known, (start,)) : bisect_left(known, (end,))]

    def moment(self, value: datetime) -> int:
        """The instant of a datetime of a file: local to this zone unless it carries an offset."""
        return seconds(value) if value.tzinfo is not None else self.second(wall(value))

    def show(self, second: int) -> str:
        """An instant on this wall clock, such as ``Mon 2026-11-23 09:00``."""
        return f"{instant(self.local(second)):%a %Y-%m-%d %H:%M}"

    def told(self, second: int) -> str:
        """The same with the zone, such as ``Mon 2026-11-23 09:00 Europe/Lisbon``."""
        return f"{self.show(second)} {self.name}"

    def _within(self, first: int, last: int) -> Iterator[tuple[int, int, int]]:
        """Changes of the offset in numbered spans."""
        for number in range(first, last + 1):
            offset, changes = self._spans.get(number) or self._learn(number)
            for at, after in changes:
                yield at, offset, after
                offset = after

    def _learn(self, number: int) -> tuple[int, tuple[tuple[int, int], ...]]:
        start = number << _SPAN_BITS
        end = start + (1 << _SPAN_BITS) - 1
        first = offset = self._ask(start - 1)
        changes: list[tuple[int, int]] = []
        low = start - 1
        while low < end:
            high = min(low + _PROBE, end)
            after = self._ask(high)
            if after != offset:
                changes.append((self._change(low, high, offset), after))
                offset = after
            low = high
        span = self._spans[number] = (first, tuple(changes))
        return span

    def _change(self, low: int, high: int, before: int) -> int:
        while high - low > 1:
            middle = (low + high) // 2
            if self._ask(middle) == before:
                low = middle
            else:
                high = middle
        return high

    def _ask(self, second: int) -> int:
        near = min(max(second, _EARLIEST), _LATEST)
        offset = datetime.fromtimestamp(near, self._info).utcoffset()
        return offset.days * DAY + offset.seconds if offset is not None else 0


@cache
def zone(name: str) -> Zone:
    """The zone of an IANA name. An unknown name is read as UTC: the loader has complained."""
    try:
        return Zone(name, ZoneInfo(name))
    except (KeyError, ValueError, OSError):
        return zone("UTC")

"""Weekly opening hours of one time zone.

A window starts at the first and ends at the last occurrence of a repeated local
time; one that falls into a gap has no minute. All stretches are half-open.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from topology.model.duty import Hours, Window
from topology.oncall.clock import DAY, MINUTE, WEEK, Zone, week_of, week_start, zone

_PATIENCE = 60
"""Stretches tried before a window that never comes is given up."""

FOREVER = 1 << 62
"""Later than everything; its negative is earlier than everything."""

_ALL_WEEK = (Window(0, 0, 7 * 24 * 60),)

Stretch = tuple[bool, int, int]
"""Open or not, from, to: instants between which nothing changes."""


class Weekly:
    """Opening hours as a question about instants. Build with :func:`weekly`."""

    __slots__ = ("_weeks", "always", "never", "stretches", "zone")

    def __init__(self, windows: tuple[Window, ...], zone: Zone) -> None:
        self.zone = zone
        self.stretches = merge_week(windows)
        self.always = self.stretches == ((0, WEEK),)
        self.never = not self.stretches
        self._weeks: dict[int, tuple[tuple[int, ...], tuple[int, ...], int, int]] = {}

    def around(self, second: int) -> Stretch:
        """Whether it is open at an instant, and a stretch around it in which that holds.

        The stretch may be a part of the whole one, never more.
        """
        if self.always:
            return True, -FOREVER, FOREVER
        if self.never:
            return False, -FOREVER, FOREVER
        number = week_of(self.zone.local(second))[0]
        starts, ends, low, high = self._weeks.get(number) or self._week(number)
        index = bisect_right(starts, second) - 1
        if index >= 0 and second < ends[index]:
            return True, starts[index], ends[index]
        return (
            False,
            ends[index] if index >= 0 else low,
            starts[index + 1] if index + 1 < len(starts) else high,
        )

    def open(self, second: int) -> bool:
        """Whether it is open at an instant."""
        return self.around(second)[0]

    def any_open(self, start: int, end: int) -> bool:
        """Whether any second of ``[start, end)`` is open."""
        while start < end:
            open_, _, until = self.around(start)
            if open_:
                return True
            start = until
        return False

    def next_open(self, second: int) -> int | None:
        """The first open instant not before ``second``; ``None`` if there is none."""
        for _ in range(_PATIENCE):
            open_, _, until = self.around(second)
            if open_:
                return second
            if until >= FOREVER:
                return None
            second = until
        return None

    def period(self, second: int) -> tuple[int, int] | None:
        """The whole open stretch that ``second`` lies in, else the next one; ``None`` if there is none."""
        opening = self.next_open(second)
        if opening is None:
            return None
        _, start, end = self.around(opening)
        for _ in range(_PATIENCE):
            open_, earlier, _ = self.around(start - 1)
            if not open_ or start <= -FOREVER:
                break
            start = earlier
        for _ in range(_PATIENCE):
            if end >= FOREVER:
                break
            open_, _, later = self.around(end)
            if not open_:
                break
            end = later
        return start, end

    def _week(self, number: int) -> tuple[tuple[int, ...], tuple[int, ...], int, int]:
        """Open stretches near one local week, and the instants between which they are complete."""
        second = self.zone.second
        low, high = second(week_start(number)) - DAY, second(week_start(number + 1)) + DAY
        starts: list[int] = []
        ends: list[int] = []
        for week in (number - 1, number, number + 1):
            monday = week_start(week)
            for start, end in self.stretches:
                opens, closes = second(monday + start), second(monday + end, last=True)
                if opens >= closes:
                    continue
                if ends and opens <= ends[-1]:
                    ends[-1] = max(ends[-1], closes)
                else:
                    starts.append(opens)
                    ends.append(closes)
        found = self._weeks[number] = (tuple(starts), tuple(ends), low, high)
        return found


def merge_week(windows: tuple[Window, ...]) -> tuple[tuple[int, int], ...]:
    """Windows as disjoint stretches of the local week in seconds, by start.

    A stretch that crosses the week's end runs past :data:`WEEK`. Everything covered
    is the one stretch ``(0, WEEK)``.
    """
    spans: list[tuple[int, int]] = []
    for window in windows:
        length = (window.end - window.start) * MINUTE
        if length >= WEEK:
            return ((0, WEEK),)
        start = (window.weekday * DAY + window.start * MINUTE) % WEEK
        if length > 0:
            spans.append((start, start + length))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    while len(merged) > 1 and merged[-1][1] - WEEK >= merged[0][0]:
        first = merged.pop(0)
        merged[-1] = (merged[-1][0], max(merged[-1][1], first[1] + WEEK))
    if merged and merged[0][1] - merged[0][0] >= WEEK:
        return ((0, WEEK),)
    return tuple(merged)


@lru_cache(maxsize=4096)
def _shared(windows: tuple[Window, ...], name: str) -> Weekly:
    return Weekly(windows, zone(name))


def weekly(hours: Hours | None, timezone: str) -> Weekly:
    """The hours of a layer or policy; ``None`` is always open. Equal hours share what they learn."""
    if hours is None:
        return _shared(_ALL_WEEK, "UTC")
    return _shared(hours.windows, hours.timezone or timezone)

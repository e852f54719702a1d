"""How many turns of a rotation were open before a given one.

A turn that falls into a gap of the clock altogether has no minute, so it is not
open under any hours.

Away from clock changes the openness of turns repeats with the week, so whole
stretches are counted from a table; only turns near a change are looked at one
by one. Exact, and fast however old the rotation is.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from functools import lru_cache
from math import gcd

from topology.model.duty import Period
from topology.oncall.clock import HOUR, WEEK, Zone, week_of
from topology.oncall.rotation import Turns
from topology.oncall.window import FOREVER, Weekly

_LONG = 21 * 24 * HOUR
"""A turn this long holds every weekly window at least twice: no clock change closes both."""
_USUAL = 2 * HOUR
"""What clocks change by, but for changes of the date line and a few stations in Antarctica."""
_AMPLE = 4 * HOUR
"""A window this long outlasts every usual change."""
_SETTLED = 2_145_916_800
"""2038: after it zones repeat their yearly rule, and no unusual change comes."""


_KEPT = 1024
"""Counts remembered of one rotation before it starts afresh."""
_BLOCK = 1 << 26
"""Rotations that began within about two years of each other share what is counted."""


class Counted:
    """The turns of a rotation, and how many of them were open before a given one.

    Most rotations of an organisation change hands at the same time of the week: those count together.
    """

    __slots__ = ("_before", "_count", "_zeroth", "turns")

    def __init__(self, turns: Turns, hours: Weekly) -> None:
        self.turns = turns
        self._zeroth = self._before = 0
        if 0 < turns.step < _LONG:
            block = turns.anchor // _BLOCK * _BLOCK
            self._zeroth, phase = divmod(turns.anchor - block, turns.step)
            self._count = shared_count(turns.zone, block + phase, turns.step, hours)
            self._before = self._count.before(self._zeroth)
        else:
            self._count = OpenTurns(turns, hours)

    def before(self, number: int) -> int:
        """How many of the turns 0 to ``number - 1`` have an open minute."""
        if number <= 0:
            return 0
        return self._count.before(self._zeroth + number) - self._before


@lru_cache(maxsize=4096)
def shared_count(zone: Zone, anchor: int, step: int, hours: Weekly) -> OpenTurns:
    """The count of all turns of so many seconds that change hands at the same times."""
    return OpenTurns(Turns(zone, anchor, Period(step // HOUR, "hour")), hours)


class OpenTurns:
    """Counts the open turns of one rotation under one set of hours."""

    __slots__ = ("_counts", "_hours", "_marks", "_patterns", "_regular", "_turns")

    def __init__(self, turns: Turns, hours: Weekly) -> None:
        self._turns = turns
        self._hours = hours
        self._counts: dict[int, int] = {}
        self._patterns: dict[int, tuple[int, ...]] = {}
        self._marks: list[tuple[int, int, int]] = []
        longest = max((end - start for start, end in hours.stretches), default=0)
        self._regular = longest >= _AMPLE and turns.step >= (_AMPLE if hours.always else WEEK)

    def before(self, number: int) -> int:
        """How many of the turns 0 to ``number - 1`` have an open minute."""
        found = self._counts.get(number)
        if found is None:
            found = self._count(number)
            if len(self._counts) >= _KEPT:
                self._counts.clear()
            self._counts[number] = found
        return found

    def open(self, number: int) -> bool:
        """Whether any minute of a turn is open."""
        return self._hours.any_open(self._turns.start(number), self._turns.start(number + 1))

    def _count(self, number: int) -> int:
        turns, hours = self._turns, self._hours
        if number <= 0 or hours.never:
            return 0
        if not turns.step or turns.step >= _LONG:
            return number
        done, total, since = self._mark(number)
        until = turns.start(number) + WEEK
        for at, before, after in self._changes(since, min(until, _SETTLED) if self._regular else until):
            if self._regular and abs(after - before) <= _USUAL:
                continue
            margin = abs(after - before) + 1
            low = min(max(turns.number(at - margin) - 1, done), number)
            high = max(turns.number(at + margin) + 2, low)
            total += self._by_table(done, low) + sum(map(self.open, range(low, min(high, number))))
            done = min(high, number)
            if high > number:
                break
            if not self._marks or self._marks[-1][0] < high:
                insort(self._marks, (high, total, at))  # in order, whichever thread comes first
        return total + self._by_table(done, number)

    def _mark(self, number: int) -> tuple[int, int, int]:
        """Where counting can start: turns done, how many of them open, and from when changes are left."""
        index = bisect_right(self._marks, (number, number, FOREVER)) - 1
        return self._marks[index] if index >= 0 else (0, 0, self._turns.start(0) - WEEK)

    def _changes(self, start: int, end: int) -> list[tuple[int, int, int]]:
        changes = self._turns.zone.changes(start, end)
        if self._hours.zone is self._turns.zone or self._hours.always:
            return changes
        return sorted(changes + self._hours.zone.changes(start, end))

    def _by_table(self, low: int, high: int) -> int:
        """Open turns in ``[low, high)``, where no clock changes in or near any of them."""
        if low >= high:
            return 0
        if self._regular or self._hours.always:
            return high - low
        at = self._turns.start(low)
        shift = self._hours.zone.offset(at) - self._turns.zone.offset(at)
        table = self._patterns.get(shift)
        if table is None:
            table = self._patterns[shift] = self._pattern(shift)
        size = len(table) - 1
        return (high // size - low // size) * table[size] + table[high % size] - table[low % size]

    def _pattern(self, shift: int) -> tuple[int, ...]:
        """Open turns before each turn of a cycle, when hours' clock is ``shift`` seconds ahead."""
        step = self._turns.step
        counts = [0]
        for number in range(WEEK // gcd(step, WEEK)):
            start = week_of(self._turns.anchor + number * step + shift)[1]
            open_ = any(
                start < closes + lap and opens + lap < start + step
                for opens, closes in self._hours.stretches
                for lap in range(-WEEK, step + WEEK + 1, WEEK)
            )
            counts.append(counts[-1] + open_)
        return tuple(counts)

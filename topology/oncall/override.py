"""Overrides of a schedule: one pass over the base people, never chained."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from msgspec import Struct

from topology.model.duty import Override
from topology.model.reference import Ref
from topology.oncall.clock import DAY, REACH, Zone, clock_face
from topology.oncall.window import FOREVER

_SIGHT = 7 * DAY
"""How far around the first instant asked for overrides are looked at."""


class Change(Struct, frozen=True):
    """An override with its instants. Half-open; one that ends before it starts never applies."""

    start: int
    end: int
    override: Override

    @property
    def leaves(self) -> Ref | None:
        """Who goes off call because of it, if they are on call."""
        reference = self.override.replace or self.override.remove
        return reference.target if reference is not None else None


class _Placed(Struct, frozen=True):
    """Overrides placed in time, complete between two instants; ``active`` remembers those in force by cut."""

    low: int
    high: int
    found: tuple[Change, ...] = ()
    cuts: tuple[int, ...] = ()
    active: dict[int, tuple[Change, ...]] = {}

    def at(self, second: int) -> tuple[int, int, tuple[Change, ...]]:
        cuts = self.cuts
        if not cuts:
            return self.low, self.high, ()
        index = bisect_right(cuts, second)
        low = max(cuts[index - 1], self.low) if index else self.low
        high = min(cuts[index], self.high) if index < len(cuts) else self.high
        if not 0 < index < len(cuts):
            return low, high, ()
        active = self.active.get(index)
        if active is None:
            here = [change for change in self.found if change.start <= second < change.end]
            active = self.active[index] = tuple(sorted(here, key=_order))
        return low, high, active


class Changes:
    """All overrides of a schedule, by time. The order in which files list them does not matter.

    Whoever asks who is on call now needs the few near that instant: at the first question only
    those are placed in time, and all of them when a question goes beyond. Several threads may ask.
    """

    __slots__ = ("_overrides", "_placed", "_zone")

    def __init__(self, overrides: Sequence[Override], zone: Zone) -> None:
        self._overrides = overrides
        self._zone = zone
        self._placed = _UNPLACED if overrides else _NEVER

    def at(self, second: int) -> tuple[int, int, tuple[Change, ...]]:
        """The overrides in force at an instant, and a stretch around it in which the same ones are.

        The stretch may be a part of the whole one, never more.
        """
        placed = self._placed
        if not placed.low <= second < placed.high:
            placed = self._look(placed, second)
        return placed.at(second)

    def all(self) -> Sequence[Change]:
        """Every override that ever applies."""
        placed = self._placed
        return (placed if placed.high >= FOREVER else self._place(self._overrides, -FOREVER, FOREVER)).found

    def _look(self, placed: _Placed, second: int) -> _Placed:
        near = _near(self._overrides, second) if placed is _UNPLACED else None
        if near is None:
            return self._place(self._overrides, -FOREVER, FOREVER)
        return self._place(near, second - _SIGHT, second + _SIGHT)

    def _place(self, overrides: Sequence[Override], low: int, high: int) -> _Placed:
        moment = self._zone.moment
        changes = [Change(moment(each.start), moment(each.end), each) for each in overrides]
        found = tuple([change for change in changes if change.start < change.end])
        cuts = tuple(sorted({cut for change in found for cut in (change.start, change.end)}))
        self._placed = placed = _Placed(low, high, found, cuts)  # at once: another thread may ask
        return placed


_UNPLACED = _Placed(0, 0)
_NEVER = _Placed(-FOREVER, FOREVER)


def _near(overrides: Sequence[Override], second: int) -> list[Override] | None:
    """The overrides that may touch an instant's surroundings, by the calendar alone; ``None``: no telling."""
    try:
        low, high = _surroundings(second)
        return [each for each in overrides if each.start <= high and each.end >= low]
    except (TypeError, OverflowError):  # a time with an offset, or the end of the calendar
        return None


@lru_cache(maxsize=16)  # many schedules are asked about one instant
def _surroundings(second: int) -> tuple[datetime, datetime]:
    return clock_face(second - _SIGHT - REACH), clock_face(second + _SIGHT + REACH)


def _order(change: Change) -> tuple[int, int, str]:
    """By start, end and names: overrides are a set, so nothing else may order them."""
    override = change.override
    named = (override.replace, override.remove, override.by, override.add, *(override.only or ()))
    return change.start, change.end, " ".join(reference.target if reference else "-" for reference in named)


class Outcome(Struct, frozen=True):
    """Who is on call after the overrides: those who stay, and those whom an override brings in."""

    stay: tuple[Ref, ...]
    come: tuple[tuple[Ref, Change], ...]
    gone: tuple[tuple[Ref, Change], ...]
    only: tuple[Change, ...] = ()


def apply(base: Sequence[Ref], active: Sequence[Change]) -> Outcome:
    """One pass of ``active`` over the people of ``base``.

    A temporary schedule (``only``) leaves nothing of the base and of other overrides;
    several at once are joined. Replacing or removing somebody who is not on call does
    nothing, and a person brought in is never replaced again. Of several replacements for
    one person the one that starts last counts, then the one that ends first, then the
    first by name; any of them beats a removal.
    """
    only = tuple(change for change in active if change.override.only is not None)
    if only:
        come = [(reference.target, change) for change in only for reference in change.override.only or ()]
        return Outcome((), _unique(come, ()), (), only)
    stay: list[Ref] = []
    come = []
    gone: list[tuple[Ref, Change]] = []
    for person in base:
        out = [change for change in active if change.leaves == person]
        if not out:
            stay.append(person)
            continue
        change = max(out, key=_weight)
        gone.append((person, change))
        if change.override.by is not None:
            come.append((change.override.by.target, change))
    come += [(change.override.add.target, change) for change in active if change.override.add is not None]
    return Outcome(tuple(stay), _unique(come, stay), tuple(gone))


def _weight(change: Change) -> tuple[bool, int, int]:
    """What makes one override for a person count before another; changes come sorted by name."""
    return change.override.by is not None, change.start, -change.end


def _unique(come: Sequence[tuple[Ref, Change]], known: Sequence[Ref]) -> tuple[tuple[Ref, Change], ...]:
    seen = set(known)
    found: list[tuple[Ref, Change]] = []
    for person, change in come:
        if person not in seen:
            seen.add(person)
            found.append((person, change))
    return tuple(found)

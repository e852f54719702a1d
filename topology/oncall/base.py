"""The base people of a schedule, before overrides: those of its layers, combined."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct

from topology.model.duty import Schedule
from topology.model.place import Because, Place, Why
from topology.model.reference import Ref
from topology.oncall.clock import Zone
from topology.oncall.duty import NO_REASON, Duty
from topology.oncall.layer import LayerClock, Stand
from topology.oncall.window import FOREVER

Read = Callable[[str], bytes]
"""Gives the bytes of a calendar file that a schedule names; raises OSError."""


class Entry(Struct, frozen=True, gc=False):
    """One person of the base, and what put them there."""

    person: Ref
    place: Place
    layer: int | None
    stand: Stand


class Base(Struct, frozen=True, gc=False):
    """The people before overrides, between two instants in which nothing changes."""

    start: int
    end: int
    entries: tuple[Entry, ...] = ()
    empty: Why = NO_REASON
    unknown: bool = False


class BaseSource(Protocol):
    """Where base people come from: layers, or a calendar file that may be at fault."""

    fault: Because | None

    def at(self, second: int) -> Base:
        """The base at an instant."""

    def explain(self, entry: Duty, name: str) -> tuple[Because, ...]:
        """Why the base has somebody, who is called ``name``."""


class Layers:
    """Base people of a schedule with layers."""

    __slots__ = ("_clocks", "_first", "_layers", "_zone", "fault")

    def __init__(self, schedule: Schedule, zone: Zone) -> None:
        self.fault: Because | None = None
        self._zone = zone
        self._first = schedule.combine == "first"
        self._layers = schedule.layers
        self._clocks: list[LayerClock | None] = [None] * len(schedule.layers)

    def at(self, second: int) -> Base:
        """The base at an instant: of the first layer with somebody, or of all."""
        start, end = -FOREVER, FOREVER
        entries: list[Entry] = []
        for index, known in enumerate(self._clocks):
            clock = known or self._clock(index)
            stand = clock.at(second)
            if stand.start > start:
                start = stand.start
            if stand.end < end:
                end = stand.end
            if stand.person is None or stand.place is None:
                continue
            if not entries or all(entry.person != stand.person for entry in entries):
                entries.append(Entry(stand.person, stand.place, clock.index, stand))
            if self._first:
                break
        return Base(start, end, tuple(entries), NO_REASON if entries else Why(lambda: self._nobody(second)))

    def explain(self, entry: Duty, name: str) -> tuple[Because, ...]:
        """The turn, its hours, and the layers before it that have nobody."""
        if entry.layer is None:
            return ()
        clock = self._clock(entry.layer)
        layer = clock.index + 1
        start, end = entry.shift
        since = f" from {self._zone.show(start)}" if start > -FOREVER else ""
        until = f" to {self._zone.show(end)}" if end < FOREVER else ""
        turn = f"turn {entry.turn} of {entry.of}" if entry.of > 1 else "alone in the roster"
        text = f"{name}: layer {layer}, {turn},{since}{until} {self._zone.name}"
        steps = [Because(text, entry.place)]
        if clock.limited:
            steps.append(Because(f"layer {layer} is open: {clock.hours_text()}", clock.layer.place))
        if self._first:
            steps += [self._clock(earlier).reason(entry.at) for earlier in range(clock.index)]
        return tuple(steps)

    def _nobody(self, second: int) -> tuple[Because, ...]:
        return tuple(self._clock(index).reason(second) for index in range(len(self._clocks)))

    def _clock(self, index: int) -> LayerClock:
        clock = self._clocks[index]
        if clock is None:
            clock = self._clocks[index] = LayerClock(self._layers[index], index, self._zone)
        return clock

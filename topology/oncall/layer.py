"""One layer of a schedule at an instant: which roster version, whose turn, open or closed."""

from __future__ import annotations

from msgspec import Struct

from topology.model.duty import Layer
from topology.model.place import Because, Place
from topology.model.reference import Ref
from topology.oncall.clock import Zone
from topology.oncall.versions import Version, Versions
from topology.oncall.window import FOREVER, weekly


class Stand(Struct, frozen=True, gc=False):
    """What a layer says between two instants: a person, or nobody.

    ``turn`` counts from 1 to ``of``; ``shift_start`` and ``shift_end`` are the turn's
    own bounds, which opening hours may cut.
    """

    start: int
    end: int
    person: Ref | None = None
    turn: int = 0
    of: int = 0
    shift_start: int = -FOREVER
    shift_end: int = FOREVER
    place: Place | None = None


class LayerClock:
    """Answers for one layer. ``index`` is its place in the schedule, from 0."""

    __slots__ = ("_end", "_hours", "_start", "_versions", "_zone", "index", "layer")

    def __init__(self, layer: Layer, index: int, zone: Zone) -> None:
        self.layer = layer
        self.index = index
        self._zone = zone
        self._hours = weekly(layer.hours, zone.name)
        self._versions = Versions(layer, zone)
        self._start = zone.moment(layer.start) if layer.start is not None else -FOREVER
        self._end = zone.moment(layer.end) if layer.end is not None else FOREVER

    def at(self, second: int) -> Stand:
        """What this layer says at an instant, and how long before and after it says the same."""
        if second < self._start:
            return Stand(-FOREVER, self._start)
        if second >= self._end:
            return Stand(max(self._end, self._start), FOREVER)
        low, high = -FOREVER, FOREVER
        if not self._hours.always:
            open_, low, high = self._hours.around(second)
            if not open_:
                return Stand(max(low, self._start), min(high, self._end))
        version, until = self._versions.at(second)
        if version is None:
            return Stand(self._start, min(until, self._end))
        if not version.people:
            return Stand(max(version.start, self._start), min(until, self._end))
        return self._on_duty(version, second, max(low, version.start), min(high, until), until)

    def reason(self, second: int) -> Because:
        """Why this layer has nobody at an instant."""
        version = self._versions.at(second)[0] if self._start <= second < self._end else None
        place = version.roster.place if version is not None else self.layer.place
        return Because(f"layer {self.index + 1} {self._why(second, version)}", place)

    def hours_text(self) -> str:
        """The opening hours as the file says them, with their zone where it is their own."""
        hours = self.layer.hours
        if hours is None:
            return "24x7"
        text = hours.text or "hours"
        return f"{text} {hours.timezone}" if hours.timezone and hours.timezone not in text else text

    @property
    def limited(self) -> bool:
        """Whether the layer has opening hours that close at all."""
        return not self._hours.always

    def _on_duty(self, version: Version, second: int, low: int, high: int, until: int) -> Stand:
        people, every = version.people, self.layer.every
        size = len(people)
        low, high = max(low, self._start), min(high, self._end)
        if every is None or size == 1:
            return Stand(low, high, people[0].target, 1, size, version.start, until, version.roster.place)
        counted = version.counted(self.layer, every, self._zone, self._hours)
        number, start, end = counted.turns.turn(second)
        start, end = max(start, version.start), min(end, until)
        turn = counted.before(number) % size
        low, high, place = max(low, start), min(high, end), version.roster.place
        return Stand(low, high, people[turn].target, turn + 1, size, start, end, place)

    def _why(self, second: int, version: Version | None) -> str:
        if second < self._start:
            return f"begins {self._zone.show(self._start)}"
        if second >= self._end:
            return f"ended {self._zone.show(self._end)}"
        if version is None:
            first = self._versions.first()
            return "has no roster" if first is None else f"has its first hand-off {self._zone.show(first)}"
        if not version.people:
            return "has nobody in its roster"
        opening = self._hours.next_open(second)
        if opening is None:
            return f"is never open ({self.hours_text()})"
        return f"is closed ({self.hours_text()}) until {self._zone.show(opening)}"

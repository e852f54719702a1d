"""One layer of a schedule at an instant: which roster version, whose turn, open or closed."""

from __future__ import annotations

from bisect import bisect_right

from msgspec import Struct

from topology.model.duty import Layer, Period, Roster
from topology.model.place import Because
from topology.model.reference import Ref
from topology.oncall.clock import Zone
from topology.oncall.counting import OpenTurns
from topology.oncall.rotation import Turns, first_handoff, rotation
from topology.oncall.window import FOREVER, Weekly, weekly


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
    roster: Roster | None = None


class _Version:
    """A roster version; ``start`` is the instant of its first hand-off. Its turns are made when needed."""

    __slots__ = ("_hours", "_layer", "_turns", "_zone", "people", "roster", "start")

    def __init__(self, layer: Layer, roster: Roster, start: int, zone: Zone, hours: Weekly) -> None:
        self.roster = roster
        self.people = roster.people
        self.start = start
        self._layer = layer
        self._zone = zone
        self._hours = hours
        self._turns: tuple[Turns, OpenTurns] | None = None

    def turns(self, every: Period) -> tuple[Turns, OpenTurns]:
        """The turns, and how many of them were open before a given one."""
        if self._turns is None:
            turns = rotation(self._zone, self.roster, every, self._layer.handoff)
            hours = self._hours if self._layer.turn == "active" else weekly(None, self._zone.name)
            self._turns = turns, OpenTurns(turns, hours)
        return self._turns


class LayerClock:
    """Answers for one layer. ``index`` is its place in the schedule, from 0."""

    __slots__ = ("_end", "_hours", "_rosters", "_start", "_starts", "_versions", "_zone", "index", "layer")

    def __init__(self, layer: Layer, index: int, zone: Zone) -> None:
        self.layer = layer
        self.index = index
        self._zone = zone
        self._hours = weekly(layer.hours, zone.name)
        every, handoff = layer.every, layer.handoff
        starts = [zone.second(first_handoff(roster, every, handoff)) for roster in layer.rosters]
        order = sorted(range(len(starts)), key=starts.__getitem__)
        self._starts = [starts[number] for number in order]
        self._rosters = [layer.rosters[number] for number in order]
        self._versions: dict[int, _Version] = {}
        self._start = zone.moment(layer.start) if layer.start is not None else -FOREVER
        self._end = zone.moment(layer.end) if layer.end is not None else FOREVER

    def at(self, second: int) -> Stand:
        """What this layer says at an instant, and how long before and after it says the same."""
        if second < self._start:
            return Stand(-FOREVER, self._start)
        if second >= self._end:
            return Stand(max(self._end, self._start), FOREVER)
        number = bisect_right(self._starts, second) - 1
        until = self._starts[number + 1] if number + 1 < len(self._starts) else FOREVER
        if number < 0:
            return self._cut(-FOREVER, until, None)
        version = self._versions.get(number) or self._version(number)
        if not version.people:
            return self._cut(version.start, until, version)
        open_, low, high = self._hours.around(second)
        low, high = max(low, version.start), min(high, until)
        if not open_:
            return self._cut(low, high, version)
        return self._on_duty(version, second, low, high, until)

    def reason(self, second: int) -> Because:
        """Why this layer has nobody at an instant."""
        stand = self.at(second)
        place = stand.roster.place if stand.roster is not None else self.layer.place
        return Because(f"layer {self.index + 1} {self._why(second, stand)}", place)

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

    def _version(self, number: int) -> _Version:
        start, roster = self._starts[number], self._rosters[number]
        version = self._versions[number] = _Version(self.layer, roster, start, self._zone, self._hours)
        return version

    def _on_duty(self, version: _Version, second: int, low: int, high: int, until: int) -> Stand:
        people, every = version.people, self.layer.every
        size = len(people)
        low, high = max(low, self._start), min(high, self._end)
        if every is None or size == 1:
            return Stand(low, high, people[0].target, 1, size, version.start, until, version.roster)
        turns, count = version.turns(every)
        number, start, end = turns.turn(second)
        start, end = max(start, version.start), min(end, until)
        turn = count.before(number) % size
        return Stand(
            max(low, start), min(high, end), people[turn].target, turn + 1, size, start, end, version.roster
        )

    def _cut(self, low: int, high: int, version: _Version | None) -> Stand:
        roster = version.roster if version is not None else None
        return Stand(max(low, self._start), min(high, self._end), roster=roster)

    def _why(self, second: int, stand: Stand) -> str:
        if second < self._start:
            return f"begins {self._zone.show(self._start)}"
        if second >= self._end:
            return f"ended {self._zone.show(self._end)}"
        if stand.roster is None:
            first = self._zone.show(self._starts[0]) if self._starts else None
            return f"has its first hand-off {first}" if first else "has no roster"
        if not stand.roster.people:
            return "has nobody in its roster"
        opening = self._hours.next_open(second)
        if opening is None:
            return f"is never open ({self.hours_text()})"
        return f"is closed ({self.hours_text()}) until {self._zone.show(opening)}"

"""The dated roster versions of a layer, by the instant of their first hand-off."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter

from topology.model.duty import Layer, Period, Roster
from topology.oncall.clock import Zone
from topology.oncall.counting import Counted
from topology.oncall.rotation import first_handoff, rotation
from topology.oncall.window import FOREVER, Weekly, weekly


class Version:
    """A roster version; ``start`` is the instant of its first hand-off, ``anchor`` the local time of it."""

    __slots__ = ("_counted", "anchor", "people", "roster", "start")

    def __init__(self, roster: Roster, anchor: int, start: int) -> None:
        self.roster = roster
        self.people = roster.people
        self.anchor = anchor
        self.start = start
        self._counted: Counted | None = None

    def counted(self, layer: Layer, every: Period, zone: Zone, hours: Weekly) -> Counted:
        """The turns, and how many of them were open before a given one. Made when first needed."""
        found = self._counted
        if found is None:
            turns = rotation(zone, self.roster, every, layer.handoff, self.anchor)
            found = Counted(turns, hours if layer.turn == "active" else weekly(None, zone.name))
            self._counted = found
        return found


class Versions:
    """All versions of one layer. Most questions are about the youngest, so they are looked at backwards."""

    __slots__ = ("_known", "_layer", "_older", "_zone")

    def __init__(self, layer: Layer, zone: Zone) -> None:
        self._layer = layer
        self._zone = zone
        self._known: list[Version] = []
        rosters = layer.rosters
        self._older = list(rosters) if len(rosters) == 1 else sorted(rosters, key=_since)
        if len(rosters) > 1 and layer.handoff is not None and any(map(_timed, rosters)):
            # A timed version that contradicts the hand-off can begin before an earlier, untimed one.
            self.first()

    def at(self, second: int) -> tuple[Version | None, int]:
        """The version in force at an instant, and until when; ``None`` before the first hand-off."""
        known = self._known
        while self._older and (not known or known[0].start > second):
            self._learn()
        if known and known[-1].start <= second:
            return known[-1], FOREVER
        index = bisect_right(known, second, key=_start)
        until = known[index].start if index < len(known) else FOREVER
        return (known[index - 1] if index else None), until

    def first(self) -> int | None:
        """The instant of the very first hand-off; ``None`` without a roster."""
        while self._older:
            self._learn()
        return self._known[0].start if self._known else None

    def _learn(self) -> None:
        """Find the first hand-off of the youngest version that is not known yet."""
        roster = self._older.pop()
        anchor = first_handoff(roster, self._layer.every, self._layer.handoff)
        version = Version(roster, anchor, self._zone.second(anchor))
        self._known.insert(bisect_left(self._known, version.start, key=_start), version)


_start = attrgetter("start")
_since = attrgetter("since")
_timed = attrgetter("timed")

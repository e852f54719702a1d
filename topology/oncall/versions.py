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
    """All versions of one layer. Most questions are about the youngest, so they are looked at backwards.

    Several threads may ask: what is known changes at once, and who comes second finds the same.
    """

    __slots__ = ("_known", "_layer", "_rosters", "_zone")

    def __init__(self, layer: Layer, zone: Zone) -> None:
        self._layer = layer
        self._zone = zone
        rosters = layer.rosters
        self._rosters = rosters if len(rosters) == 1 else sorted(rosters, key=_since)
        self._known: tuple[Version, ...] = ()
        if len(rosters) > 1 and layer.handoff is not None and any(map(_timed, rosters)):
            # A timed version that contradicts the hand-off can begin before an earlier, untimed one.
            self.first()

    def at(self, second: int) -> tuple[Version | None, int]:
        """The version in force at an instant, and until when; ``None`` before the first hand-off."""
        known = self._known
        while len(known) < len(self._rosters) and (not known or known[0].start > second):
            known = self._older(known)
        if known and known[-1].start <= second:
            return known[-1], FOREVER
        index = bisect_right(known, second, key=_start)
        until = known[index].start if index < len(known) else FOREVER
        return (known[index - 1] if index else None), until

    def first(self) -> int | None:
        """The instant of the very first hand-off; ``None`` without a roster."""
        known = self._known
        while len(known) < len(self._rosters):
            known = self._older(known)
        return known[0].start if known else None

    def _older(self, known: tuple[Version, ...]) -> tuple[Version, ...]:
        """What is known, and the youngest version that was not."""
        roster = self._rosters[-1 - len(known)]
        anchor = first_handoff(roster, self._layer.every, self._layer.handoff)
        version = Version(roster, anchor, self._zone.second(anchor))
        at = bisect_left(known, version.start, key=_start)
        self._known = known = (*known[:at], version, *known[at:])
        return known


_start = attrgetter("start")
_since = attrgetter("since")
_timed = attrgetter("timed")

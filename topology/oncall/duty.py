"""What the on-call engine answers with: duties, rolls, shifts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from topology.model.entity import Away
from topology.model.place import Because, Place, Why
from topology.model.reference import Ref
from topology.oncall.clock import instant
from topology.oncall.override import Change
from topology.oncall.window import FOREVER


class Source(Protocol):
    """What a duty asks when somebody reads its bounds or reasons."""

    def stretch(self, person: Ref, second: int) -> tuple[int, int]:
        """From when to when somebody is on call without a break around an instant."""

    def explain(self, duty: Duty) -> tuple[Because, ...]:
        """Why somebody is on call."""


class Duty(Struct, frozen=True, kw_only=True):
    """One person on call at an instant.

    ``schedule`` is ``None`` for somebody whom a step names. ``layer`` counts from 0 and
    is ``None`` for overrides, calendars and names. It is turn ``turn`` of ``of``, from 1;
    0 where there are no turns. ``place`` is the roster, override or step that says so.
    ``absence`` is set when the person is away at that instant: paged all the same.
    """

    person: Ref
    schedule: Ref | None
    place: Place
    layer: int | None = None
    turn: int = 0
    of: int = 0
    absence: Away | None = None
    change: Change | None = None
    at: int
    shift: tuple[int, int] = (-FOREVER, FOREVER)
    source: Source | None = None

    @property
    def away(self) -> bool:
        """Whether this person is away: pagers page people on holiday, and nobody answers."""
        return self.absence is not None

    @property
    def start(self) -> datetime | None:
        """Since when this person is on call here without a break; ``None``: no beginning in sight."""
        return moment(self._stretch()[0])

    @property
    def end(self) -> datetime | None:
        """When this person stops being on call here; ``None``: no end in sight."""
        return moment(self._stretch()[1])

    def because(self) -> tuple[Because, ...]:
        """Why this person: turn, from, to, rule, and where each fact stands. Made when read."""
        if self.source is None:
            return (Because(f"{self.person.partition(':')[2]} is named in the step", self.place),)
        return self.source.explain(self)

    def _stretch(self) -> tuple[int, int]:
        if self.source is None:
            return -FOREVER, FOREVER
        return self.source.stretch(self.person, self.at)


NO_REASON = Why(lambda: ())


class Roll(Struct, frozen=True):
    """Who is on call, in order; when nobody, ``why`` makes the reasons.

    ``unknown`` holds what nobody declared or what cannot be read: then an empty roll
    is not "nobody" but "not known".
    """

    duties: tuple[Duty, ...] = ()
    why: Why = NO_REASON
    unknown: tuple[Ref, ...] = ()

    @property
    def empty(self) -> tuple[Because, ...]:
        """When nobody is on call, why, for each layer."""
        return self.why()

    @property
    def people(self) -> tuple[Ref, ...]:
        """The people on call."""
        return tuple(duty.person for duty in self.duties)


class Shift(Struct, frozen=True):
    """A stretch of time in which the same people are on call. Half-open, UTC.

    Its ends are those of the range asked for where it goes on beyond it. ``endless``: no end was
    found as far as it was looked for.
    """

    start: datetime
    end: datetime
    people: tuple[Ref, ...]
    duties: tuple[Duty, ...]
    schedule: Ref
    endless: bool = False

    @property
    def because(self) -> tuple[Because, ...]:
        """Why these people, as it is when the shift starts."""
        return reasons(self.duties)


def reasons(duties: Sequence[Duty]) -> tuple[Because, ...]:
    """The reasons of several duties, each said once."""
    return tuple(dict.fromkeys(because for duty in duties for because in duty.because()))


def moment(second: int) -> datetime | None:
    """The instant, or ``None`` for the far ends of time."""
    return instant(second) if -FOREVER < second < FOREVER else None

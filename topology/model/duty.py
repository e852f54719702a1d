"""Schedules, rosters, hours, overrides and escalation policies as files state them.

Times are wall-clock values of the schedule's time zone; :mod:`topology.oncall`
gives them instants. Rules: the on-call section of the documentation.
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from topology.model.entity import Entity
from topology.model.place import Place
from topology.model.reference import Reference

Unit = Literal["hour", "day", "week", "month"]


class Period(Struct, frozen=True, gc=False):
    """The length of one turn: ``count`` times ``unit``."""

    count: int
    unit: Unit


class Handoff(Struct, frozen=True, gc=False):
    """The wall-clock moment at which turns change.

    ``minute`` counts from midnight (hourly: from the full hour), ``weekday`` is
    0 for Monday and only set for weekly turns, ``day`` 1 to 31 only for monthly ones.
    """

    minute: int = 0
    weekday: int | None = None
    day: int | None = None


class Roster(Struct, frozen=True, kw_only=True):
    """One dated version of the order of people.

    ``since`` is local; with ``timed`` it is itself the anchor of the turns,
    otherwise the first hand-off at or after its midnight is.
    """

    since: datetime
    timed: bool
    people: tuple[Reference, ...]
    place: Place


class Window(Struct, frozen=True, gc=False):
    """A weekly stretch of local time: from ``start`` on ``weekday`` to ``end``, in minutes.

    Minutes count from midnight of ``weekday`` (0 is Monday), so an end over
    1440 lies on a later day. Half-open.
    """

    weekday: int
    start: int
    end: int


class Hours(Struct, frozen=True, kw_only=True):
    """When something is open. No windows: never; ``None`` in its owner's field: always.

    ``timezone`` is the zone written with the windows, else that of the owner.
    ``text`` is how the file says it.
    """

    windows: tuple[Window, ...]
    timezone: str | None = None
    text: str = ""


class Layer(Struct, frozen=True, kw_only=True):
    """One rotation of a schedule.

    ``every`` may be absent for a roster of one. ``turn`` says whether a closed
    period uses up a turn: ``active`` counts open periods only.
    """

    rosters: tuple[Roster, ...]
    place: Place
    every: Period | None = None
    handoff: Handoff | None = None
    hours: Hours | None = None
    turn: Literal["active", "calendar"] = "active"
    start: datetime | None = None
    end: datetime | None = None


class Override(Struct, frozen=True, kw_only=True):
    """A dated change to who is on call; exactly one of the four is set.

    ``replace`` goes with ``by``; ``only`` replaces everybody (a temporary schedule).
    ``start`` and ``end`` are local unless they carry an offset. Half-open.
    """

    start: datetime
    end: datetime
    place: Place
    add: Reference | None = None
    remove: Reference | None = None
    replace: Reference | None = None
    by: Reference | None = None
    only: tuple[Reference, ...] | None = None


class Schedule(Entity, frozen=True, kw_only=True):
    """Who is on call when. ``ical`` is a file inside the catalog instead of layers."""

    timezone: str = "UTC"
    combine: Literal["first", "all"] = "first"
    layers: tuple[Layer, ...] = ()
    overrides: tuple[Override, ...] = ()
    ical: str | None = None


class Step(Struct, frozen=True, kw_only=True):
    """Whom a page goes to, and how many minutes to wait before the next step."""

    page: tuple[Reference, ...]
    wait_minutes: int
    place: Place


class Policy(Entity, frozen=True, kw_only=True):
    """An escalation policy.

    ``repeat`` counts further passes. ``hours`` are support hours: outside them
    pages are held. ``fallback`` is a policy that takes over after the last wait.
    """

    team: Reference | None = None
    hours: Hours | None = None
    timezone: str | None = None
    steps: tuple[Step, ...] = ()
    repeat: int = 0
    when_empty: Literal["skip", "wait"] = "skip"
    fallback: Reference | None = None

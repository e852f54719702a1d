"""Lists of a catalog without identity of their own: decisions, expectations, incidents, tours."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from topology.model.place import Place
from topology.model.reference import Reference


class Decision(Struct, frozen=True, kw_only=True):
    """Something an owner decided and wrote down, and what it is about."""

    id: str
    title: str
    place: Place
    date: "date | None" = None
    url: str = ""
    about: tuple[Reference, ...] = ()


class FaultSpec(Struct, frozen=True, kw_only=True):
    """A fault as files and command lines write it: a component and how it fails."""

    component: Reference
    mode: str | None = None
    consumer: Reference | None = None
    impact: str | None = None


class Expectation(Struct, frozen=True, kw_only=True):
    """A test of behaviour: in this situation, this must be the answer.

    ``expect`` holds the keys verdict, lead, firstContact, within, paged and
    notPaged as far as given; references in it are canonical. ``places`` tells where the
    values of its own fields stand, ``expect_places`` the keys of those in ``expect``.
    """

    name: str
    place: Place
    fail: tuple[FaultSpec, ...]
    at: str | None = None
    away: tuple[Reference, ...] = ()
    silent: tuple[Reference, ...] = ()
    down: tuple[str, ...] = ()
    expect: Mapping[str, Any] = {}
    expect_places: Mapping[str, Place] = {}
    places: Mapping[str, Place] = {}


class IncidentRecord(Struct, frozen=True, kw_only=True):
    """One incident that happened. Instants carry an offset, or are in the default zone."""

    component: Reference
    place: Place
    started: datetime
    detected: datetime | None = None
    acknowledged: datetime | None = None
    resolved: datetime | None = None
    responders: tuple[Reference, ...] = ()


class TourStep(Struct, frozen=True, kw_only=True):
    """One step of a tour: what to say, what to look at meanwhile, and a failure to predict."""

    say: str
    place: Place
    focus: Reference | None = None
    ask: Reference | None = None


class Tour(Struct, frozen=True, kw_only=True):
    """A tour that somebody wrote: for one team, or for everybody."""

    title: str
    place: Place
    steps: tuple[TourStep, ...]
    team: Reference | None = None

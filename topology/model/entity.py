"""What teams, people, products, platforms and components are.

All values are immutable. ``places`` gives the file and line of every stated
fact by field name; a field that no file states is not in it. Durations are whole
minutes in fields ending ``_minutes``; local dates and times stay local.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal

from msgspec import Struct

from topology.model.place import Place
from topology.model.reference import Ref, Reference

TeamType = Literal["stream-aligned", "platform", "enabling", "complicated-subsystem"]
"""The four types of Team Topologies (Skelton and Pais, 2019)."""

InteractionMode = Literal["collaboration", "x-as-a-service", "facilitating"]
Strength = Literal["hard", "soft", "async"]
Impact = Literal["degraded", "down"]
Responder = Literal["provider", "consumer", "both"]


class Link(Struct, frozen=True, gc=False):
    """A titled address. Only http and https are ever opened."""

    url: str
    title: str = ""
    type: str = ""
    place: Place | None = None


class Entity(Struct, frozen=True, kw_only=True):
    """What everything with an identity has.

    ``title`` is the name where none is given. ``ghost`` marks an entity that is
    only referred to: nobody declared it. ``source`` tells the way it was written.
    ``extra`` keeps what the format has and we give no meaning to, for export.
    """

    ref: Ref
    kind: str
    namespace: str
    name: str
    title: str
    place: Place
    description: str = ""
    places: Mapping[str, Place] = {}
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    reviewed: date | None = None
    extra: Mapping[str, Any] = {}
    ghost: bool = False
    source: Literal["native", "backstage"] = "native"


class Away(Struct, frozen=True, gc=False):
    """A stretch of absence, half-open; dates without a time begin at local midnight."""

    start: datetime
    end: datetime
    place: Place


class Person(Entity, frozen=True, kw_only=True):
    """Somebody who can be paged. ``timezone`` is an IANA name; away times are its wall clock."""

    role: str = ""
    timezone: str | None = None
    away: tuple[Away, ...] = ()
    member_of: tuple[Reference, ...] = ()


class Channel(Struct, frozen=True, gc=False):
    """Where a team can be asked. ``visibility`` is public unless it says private."""

    type: str
    name: str
    visibility: Literal["public", "private"] = "public"
    url: str = ""
    place: Place | None = None


class Membership(Struct, frozen=True, gc=False):
    """One person in one team."""

    person: Reference
    role: str = ""


class Interaction(Struct, frozen=True, kw_only=True):
    """How two teams work together, as one of them declares it (Team Topologies).

    ``provider`` is the team whose service is consumed, where the mode is
    x-as-a-service and it was declared inside the consumer's entry.
    """

    teams: tuple[Reference, Reference]
    mode: InteractionMode
    place: Place
    purpose: str = ""
    since: date | None = None
    review_by: date | None = None


class Team(Entity, frozen=True, kw_only=True):
    """A group of people; ``on_call`` is the escalation policy that pages it.

    ``children`` are teams that this one says belong to it; a child that names no
    parent itself has this one as its own.
    """

    type: TeamType | None = None
    focus: str = ""
    parent: Reference | None = None
    children: tuple[Reference, ...] = ()
    members: tuple[Membership, ...] = ()
    channels: tuple[Channel, ...] = ()
    on_call: Reference | None = None
    interactions: tuple[Interaction, ...] = ()


class Domain(Entity, frozen=True, kw_only=True):
    """A named area that groups products."""

    owners: tuple[Reference, ...] = ()
    parent: Reference | None = None


class Group(Entity, frozen=True, kw_only=True):
    """What products and platforms share: owned, tiered, made of components.

    ``expectations`` say what its users may rely on.
    """

    owners: tuple[Reference, ...] = ()
    tier: int | None = None
    domain: Reference | None = None
    expectations: str = ""
    part_of: Reference | None = None


class Product(Group, frozen=True, kw_only=True):
    """What users get."""

    audience: Literal["external", "internal"] | None = None


class Platform(Group, frozen=True, kw_only=True):
    """An internal product that other teams build on."""


class Dependency(Struct, frozen=True, gc=False):
    """One entry of dependsOn.

    ``assumed`` says that no file states the strength, so hard is taken.
    ``buffer_minutes`` is how long an async dependency may be missed unnoticed.
    """

    to: Reference
    strength: Strength = "hard"
    assumed: bool = False
    buffer_minutes: int = 0


class AnyOf(Struct, frozen=True, kw_only=True):
    """Redundancy: ``at_least`` of the members must work."""

    members: tuple[Reference, ...]
    at_least: int
    place: Place


class Alerts(Struct, frozen=True, gc=False):
    """How a component notices its own failure.

    ``on`` is the mildest state that alerts. ``none`` means that it fails in silence.
    ``detects_minutes`` is the time from fault to alert, rounded up, or ``None``
    for the catalog's default.
    """

    on: Impact = "down"
    none: bool = False
    detects_minutes: int | None = None


class FailureMode(Struct, frozen=True, kw_only=True):
    """One way of failing, and who answers for it: the boundary, written down."""

    name: str
    place: Place
    impact: Impact = "down"
    scope: Literal["all", "consumer"] = "all"
    responder: Responder = "provider"
    description: str = ""


class Component(Entity, frozen=True, kw_only=True):
    """Anything that can fail: a component, a resource or an API (see ``kind``).

    ``owners`` are the explicit ones only; what is inherited or assumed is
    worked out by :mod:`topology.graph`. ``dependency_of``, ``provides`` and
    ``consumes`` come from Backstage files.
    """

    type: str = ""
    owners: tuple[Reference, ...] = ()
    part_of: Reference | None = None
    subcomponent_of: Reference | None = None
    tier: int | None = None
    user_facing: bool = False
    lifecycle: str = ""
    depends_on: tuple[Dependency | AnyOf, ...] = ()
    dependency_of: tuple[Reference, ...] = ()
    provides: tuple[Reference, ...] = ()
    consumes: tuple[Reference, ...] = ()
    alerts: Alerts | None = None
    inhibited_by: tuple[Reference, ...] = ()
    on_call: Reference | None = None
    failure_modes: tuple[FailureMode, ...] = ()
    known_by: tuple[Reference, ...] = ()
    vendor: str = ""
    liaison: Reference | None = None

    @property
    def is_vendor(self) -> bool:
        """Run by another company: a liaison speaks for it."""
        return self.type == "vendor" or bool(self.vendor)


class Foreign(Entity, frozen=True, kw_only=True):
    """An entity of a kind that has no meaning here; kept, listed, exported."""

    owners: tuple[Reference, ...] = ()

"""What a catalog states once for itself: defaults and the way alerts reach a human."""

from collections.abc import Mapping

from msgspec import Struct, field

from topology.model.place import Place
from topology.model.reference import Reference


class Defaults(Struct, frozen=True, kw_only=True):
    """Values for what entities leave out.

    ``page_tiers``: components of this tier or better page, worse ones make
    tickets. ``grace_minutes``: how much later than an alert a page for its cause
    may come and still speak for it. ``engage_target``: minutes to engage by tier.
    """

    on_call: Reference | None = None
    tier: int = 2
    detects_minutes: int = 1
    page_tiers: int = 2
    grace_minutes: int = 2
    engage_target: Mapping[int, int] = field(default_factory=lambda: {1: 5, 2: 15})
    timezone: str = "UTC"
    places: Mapping[str, Place] = {}


class Tool(Struct, frozen=True, kw_only=True):
    """One tool on the way to a human: the components it runs on, and its fallbacks."""

    runs_on: tuple[Reference, ...] = ()
    fallback: tuple[Reference, ...] = ()
    place: Place


class Heartbeat(Struct, frozen=True, kw_only=True):
    """An outside dead-man's switch: it needs neither monitoring nor pager."""

    timeout_minutes: int
    page: Reference | None
    place: Place


class Alerting(Struct, frozen=True, kw_only=True):
    """The way to a human, itself made of components. What is absent never fails."""

    monitoring: Tool | None = None
    pager: Tool | None = None
    chat: Tool | None = None
    heartbeat: Heartbeat | None = None

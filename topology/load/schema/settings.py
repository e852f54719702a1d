"""What a catalog states once for itself: version, defaults, and the way of alerts to a human."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from topology.load.fields import ABSENT, Field, Record, Type, made
from topology.load.resolve import POLICY
from topology.load.scalars import Unfit
from topology.load.schema.common import DURATION, ZONE
from topology.load.schema.parts import NEED, TIER
from topology.load.schema.values import many, named, parsed, reference
from topology.load.tree import Map, Node, Scalar
from topology.model.place import Place
from topology.model.settings import Alerting, Defaults, Heartbeat, Tool

if TYPE_CHECKING:
    from topology.load.convert import Conversion

_TIERS = ("1", "2", "3", "4")
_TARGETS = named(DURATION, _TIERS.__contains__, {"enum": list(_TIERS)}, "tier from 1 to 4")


def _targets(conversion: Conversion, node: Node, key: Scalar) -> Any:
    targets = _TARGETS.read(conversion, node, key)
    return ABSENT if targets is ABSENT else {int(tier): minutes for tier, minutes in sorted(targets.items())}


def _version(text: str) -> int:
    if text != "1":
        raise Unfit("is no version of the format that is known here: write 1")
    return 1


VERSION = parsed(_version, {"enum": [1, "1"]})

DEFAULTS = Record(
    "defaults",
    "Values for what entities leave out.",
    {
        "onCall": Field(reference(POLICY), "The escalation policy for what has none."),
        "tier": Field(TIER, "The tier of components that state and inherit none.", default=2),
        "detectsIn": Field(DURATION, "Time from fault to alert.", attribute="detects_minutes", default="1m"),
        "pageTiers": Field(TIER, "Failures of this tier or better page; worse ones make tickets.", default=2),
        "grace": Field(
            DURATION,
            "How much later than an alert the page for its cause may come and still speak for it.",
            attribute="grace_minutes",
            default="2m",
        ),
        "engageTarget": Field(
            Type(_targets, _TARGETS.schema),
            "The longest time to engage, by tier.",
            default={"1": "5m", "2": "15m"},
        ),
        "timezone": Field(ZONE, "The IANA time zone of local times that name none.", default="UTC"),
    },
    made(Defaults),
)


def read_defaults(conversion: Conversion, node: Node, key: Scalar) -> Any:
    """The defaults, with the places of what is stated."""
    if type(node) is not Map:
        conversion.wrong_shape(node, key, "a map")
        return ABSENT
    places: dict[str, Place] = {}
    return Defaults(places=places, **(DEFAULTS.values(conversion, node, places) or {}))


_RUNS_ON = Field(many(NEED), "The components that it runs on: down with any of them.")
_FALLBACK = Field(many(NEED), "Components that carry pages while it is down.")

TOOL = Record(
    "tool", "A tool on the way of alerts to a human.", {"runsOn": _RUNS_ON, "fallback": _FALLBACK}, made(Tool)
)

HEARTBEAT = Record(
    "heartbeat",
    "An outside dead-man's switch; it needs neither monitoring nor pager.",
    {
        "timeout": Field(
            DURATION, "How long silence lasts before it pages.", attribute="timeout_minutes", required=True
        ),
        "page": Field(reference(POLICY), "The escalation policy that it pages."),
    },
    lambda conversion, node, values: Heartbeat(
        place=conversion.place(node), page=values.pop("page", None), **values
    ),
)

ALERTING = Record(
    "alerting",
    "The way of alerts to a human, itself made of components.",
    {
        "monitoring": Field(TOOL.type, "What notices failures; it cannot report its own."),
        "pager": Field(TOOL.type, "What pages people."),
        "chat": Field(TOOL.type, "Where people talk."),
        "heartbeat": Field(HEARTBEAT.type, "What pages when monitoring falls silent."),
    },
    made(Alerting),
)

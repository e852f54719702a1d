"""Schedules and escalation policies."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from topology.load import scalars
from topology.load.codes import clip
from topology.load.draft import is_null
from topology.load.fields import ABSENT, Definitions, Field, Json, Record, Type
from topology.load.resolve import PAGED, POLICY
from topology.load.schema.common import DURATION, ENTITY, LOCAL, MOMENT, ZONE, span
from topology.load.schema.people import ONE_PERSON, ONE_TEAM
from topology.load.schema.values import choice, many, pattern, reference, whole
from topology.load.tree import Map, Node, Scalar, Sequence
from topology.model.duty import Handoff, Hours, Layer, Override, Period, Policy, Roster, Schedule, Step, Unit
from topology.model.text import clean_line

if TYPE_CHECKING:
    from topology.load.convert import Conversion

WAIT_MINUTES = 5
"""How long a step waits that does not say so."""

_WINDOWS = pattern(scalars.windows, scalars.HOURS)
_ACTIONS = ("add", "remove", "replace", "only")


def _windows(conversion: Conversion, node: Node, key: Scalar) -> Any:
    """Hours of one or several texts: ``None`` where one of them is always."""
    found = many(_WINDOWS).read(conversion, node, key)
    if found is ABSENT or (not found and (type(node) is not Sequence or node.items)):
        return ABSENT
    if any(windows is None for windows in found):
        return None
    texts = node.items if type(node) is Sequence else [node]
    shown = ", ".join(clean_line(item.text) for item in texts if type(item) is Scalar)
    return Hours(
        windows=tuple(
            sorted(
                {window for windows in found for window in windows},
                key=lambda window: (window.weekday, window.start, window.end),
            )
        ),
        text=shown,
    )


ZONED_HOURS = Record(
    "hours",
    "Weekly windows in a time zone of their own.",
    {
        "timezone": Field(ZONE, "The IANA time zone of the windows.", required=True),
        "windows": Field(Type(_windows, many(_WINDOWS).schema), "The windows.", required=True),
    },
    lambda conversion, node, values: (
        None
        if values["windows"] is None
        else Hours(
            windows=values["windows"].windows,
            timezone=values["timezone"],
            text=f"{values['windows'].text} {values['timezone']}",
        )
    ),
)


def _hours(conversion: Conversion, node: Node, key: Scalar) -> Any:
    return (ZONED_HOURS.read if type(node) is Map else _windows)(conversion, node, key)


def _hours_schema(definitions: Definitions) -> Json:
    return {"anyOf": [*many(_WINDOWS).schema(definitions)["anyOf"], ZONED_HOURS.reference(definitions)]}


HOURS = Type(_hours, _hours_schema)


def _roster(conversion: Conversion, node: Map, values: dict[str, Any]) -> Any:
    since, timed = values.pop("since")
    return Roster(since=since, timed=timed, place=conversion.place(node), **values)


ROSTER = Record(
    "roster",
    "A dated version of the order of people. History never moves: add a version.",
    {
        "since": Field(
            pattern(scalars.local, scalars.LOCAL),
            "From the first hand-off at or after this local date; with"
            " a time, that is the first hand-off itself.",
            required=True,
        ),
        "people": Field(many(ONE_PERSON), "The order of people.", required=True),
    },
    _roster,
)


def _layer(conversion: Conversion, node: Map, values: dict[str, Any]) -> Any:
    span(conversion, node, values)
    every: Period | None = values.get("every")
    stated: tuple[Unit, Handoff] | None = values.pop("handoff", None)
    rosters: tuple[Roster, ...] = values["rosters"]
    if stated is not None:
        if every is None or stated[0] == every.unit:
            values["handoff"] = stated[1]
        else:
            conversion.report(
                "T305",
                node.entries["handoff"].value,
                f"a hand-off for turns of {stated[0]}s does not"
                f" fit turns of {every.count} {every.unit}{'s' if every.count > 1 else ''}",
            )
    rotates = max((len(roster.people) for roster in rosters), default=0) > 1
    if rotates and every is None and "every" not in node.entries:
        conversion.report("T306", node, "a roster of several people needs `every`: the length of a turn")
    for roster in rosters:
        if roster.timed:
            _check_anchor(conversion, node, roster, values.get("handoff"), every)
    dated = any(len(roster.people) > 1 and not roster.timed for roster in rosters)
    if every is not None and dated and "handoff" not in node.entries:
        conversion.report("T306", node, "turns need a `handoff`, or a time in each `since`")
    return Layer(place=conversion.place(node), **values)


def _check_anchor(
    conversion: Conversion, node: Map, roster: Roster, handoff: Handoff | None, every: Period | None
) -> None:
    """A time in ``since`` is itself a hand-off, so it must not contradict the one that is given."""
    if handoff is None or every is None:
        return
    since = roster.since
    minute = since.minute if every.unit == "hour" else since.hour * 60 + since.minute
    if (
        minute != handoff.minute
        or handoff.weekday not in (None, since.weekday())
        or (handoff.day is not None and min(handoff.day, _month_days(since)) != since.day)
    ):
        stated = node.entries["handoff"].value
        words = clip(stated.text) if type(stated) is Scalar else ""
        conversion.report_at(
            "T305",
            roster.place,
            f'since {since.isoformat(" ", "minutes")} is no hand-off: turns change at "{words}"',
        )


def _month_days(month: date) -> int:
    """How many days the month has that this day is in."""
    return (date(month.year + month.month // 12, month.month % 12 + 1, 1) - timedelta(days=1)).day


LAYER = Record(
    "layer",
    "One rotation of a schedule.",
    {
        "every": Field(
            pattern(scalars.period, scalars.PERIOD),
            "The length of a turn: N hour, day, week or month. Not needed for a roster of one.",
        ),
        "handoff": Field(
            pattern(scalars.handoff, scalars.HANDOFF),
            'When turns change: ":MM" for hours, "HH:MM" for'
            ' days, "Mon HH:MM" for weeks, "1 HH:MM" for months.',
        ),
        "roster": Field(
            many(ROSTER.type, single=False),
            "Who takes turns, in dated versions.",
            attribute="rosters",
            required=True,
        ),
        "hours": Field(HOURS, "When the layer is open; else always."),
        "turn": Field(
            choice("active", "calendar"),
            "Whether periods outside the hours use up a turn (calendar) or not (active).",
            default="active",
        ),
        "from": Field(LOCAL, "When the layer begins to exist.", attribute="start"),
        "to": Field(LOCAL, "When it ceases to, not included.", attribute="end"),
    },
    _layer,
)


def _override(conversion: Conversion, node: Map, values: dict[str, Any]) -> Any:
    if not span(conversion, node, values):
        return ABSENT
    actions = [name for name in _ACTIONS if name in values]
    if len(actions) != 1:
        said = "several of" if actions else "none of"
        conversion.report(
            "T307", node, f"an override has to say one of {', '.join(_ACTIONS)}; this says {said} them"
        )
        return ABSENT
    if ("replace" in values) != ("by" in values):
        conversion.report("T307", node, "`replace` and `with` go together")
        return ABSENT
    return Override(place=conversion.place(node), **values)


OVERRIDE = Record(
    "override",
    "A dated change to who is on call: one of add, remove, replace and only.",
    {
        "from": Field(MOMENT, "Beginning, local unless it has an offset.", attribute="start", required=True),
        "to": Field(MOMENT, "End, not included.", attribute="end", required=True),
        "add": Field(ONE_PERSON, "Somebody who is on call too."),
        "remove": Field(ONE_PERSON, "Somebody who is not on call."),
        "replace": Field(ONE_PERSON, "Somebody whose duty another takes."),
        "with": Field(ONE_PERSON, "Who takes it.", attribute="by"),
        "only": Field(many(ONE_PERSON), "Who alone is on call: a temporary schedule."),
    },
    _override,
)


def _is_empty(node: Map, name: str) -> bool:
    """Whether a field says nothing; one that could not be read was reported by itself."""
    entry = node.entries.get(name)
    return entry is None or is_null(entry.value) or (type(entry.value) is Sequence and not entry.value.items)


def _schedule(conversion: Conversion, node: Map, values: dict[str, Any]) -> Any:
    values.setdefault("timezone", conversion.timezone)
    if not values.get("ical") and "ical" not in node.entries and _is_empty(node, "layers"):
        conversion.report_at(
            "T310",
            conversion.declared,
            f"{conversion.entity} has neither `layers` nor `ical`: nobody is ever on call",
            width=len(conversion.name),
        )
    return Schedule(**values)


SCHEDULE_RECORD = Record(
    "schedule",
    "Who is on call when.",
    {
        **ENTITY,
        "timezone": Field(ZONE, "The wall clock of every local time in it; else the catalog's default."),
        "combine": Field(
            choice("first", "all"),
            "first: the first layer with somebody wins; all: everybody.",
            default="first",
        ),
        "layers": Field(many(LAYER.type, single=False), "The rotations, strongest first."),
        "overrides": Field(many(OVERRIDE.type, single=False), "Dated changes."),
        "ical": Field(
            pattern(scalars.catalog_file, scalars.CATALOG_FILE),
            "A calendar file of the catalog, instead of layers.",
        ),
    },
    _schedule,
)


def _step(conversion: Conversion, node: Map, values: dict[str, Any]) -> Any:
    values.setdefault("wait_minutes", WAIT_MINUTES)
    return Step(place=conversion.place(node), **values)


STEP = Record(
    "step",
    "Whom a page goes to, and how long to wait for an answer.",
    {
        "page": Field(many(reference(PAGED)), "Schedules, or people; never another policy.", required=True),
        "wait": Field(
            DURATION,
            "Time after paging this step until the next.",
            attribute="wait_minutes",
            default=f"{WAIT_MINUTES}m",
        ),
    },
    _step,
)


def _policy(conversion: Conversion, node: Map, values: dict[str, Any]) -> Any:
    if _is_empty(node, "steps"):
        conversion.report_at(
            "T309",
            conversion.declared,
            f"{conversion.entity} has no steps: it pages nobody",
            width=len(conversion.name),
        )
    return Policy(**values)


POLICY_RECORD = Record(
    "policy",
    "The ordered steps that a page goes through.",
    {
        **ENTITY,
        "team": Field(ONE_TEAM, "The team that answers by it."),
        "hours": Field(HOURS, "Support hours: outside them pages are held. Else always."),
        "timezone": Field(ZONE, "The wall clock of the hours; else the first schedule's."),
        "steps": Field(many(STEP.type, single=False), "The steps, in order."),
        "repeat": Field(whole(0, 99), "How many further times to go through the steps.", default=0),
        "whenEmpty": Field(choice("skip", "wait"), "What a step does that reaches nobody.", default="skip"),
        "fallback": Field(reference(POLICY), "The policy that takes over after the last wait."),
    },
    _policy,
)

"""The script of a game day: rounds, what fails in them, what happens meanwhile, what is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from topology.load import scalars
from topology.load.codes import clip
from topology.load.draft import plain
from topology.load.fields import ABSENT, Definitions, Field, Json, Record, Type
from topology.load.resolve import ON_CALL, PERSON, REFERENCE, SCHEDULE
from topology.load.schema.common import DURATION, ENTITY, TEXTS
from topology.load.schema.parts import NEED
from topology.load.schema.records import FAULTS, INSTANT, TOOLS
from topology.load.schema.values import LINE, TEXT, choice, many, pattern, reference, told
from topology.load.tree import Map, Node, Scalar
from topology.model.place import Place
from topology.model.scenario import QUESTIONS, Inject, InjectKind, Round, Scenario, Who

if TYPE_CHECKING:
    from topology.load.convert import Conversion

OFFSET = pattern(scalars.offset, scalars.OFFSET)
"""A time after a beginning, in whole minutes."""

USUAL_LENGTH = 60
"""Minutes for which a round is followed that does not say."""

_CALL = re.compile(r"\s*@(?P<word>[A-Za-z-]*)\s*(?:\((?P<inside>[^()]*)\))?\s*")
_INSIDE = re.compile(r"\s*(?P<of>.*?)\s*(?:,\s*(?P<step>[1-9][0-9]?)\s*)?")
_PERSON = reference(PERSON)
_ON_CALL = reference(ON_CALL, "@oncall")


def _who(conversion: Conversion, node: Node, key: Scalar) -> Any:
    if type(node) is not Scalar or not node.text.lstrip().startswith("@"):
        person = _PERSON.read(conversion, node, key)
        return ABSENT if person is ABSENT else Who(person.text, person.place, person)
    call = _CALL.fullmatch(node.text)
    inside = _INSIDE.fullmatch(call["inside"] or "") if call is not None else None
    if call is None or call["word"].casefold() != "oncall" or inside is None or not inside["of"]:
        conversion.report(
            "T315",
            node,
            f'{key.text} "{clip(node.text)}" is nobody: write a person, or "@oncall(payments)" with a team,'
            ' an escalation policy or a schedule; "@oncall(payments, 2)" for the second step',
        )
        return ABSENT
    at = call.start("inside") + inside.start("of") + (0 if node.plain else 1)
    inner = Scalar(inside["of"], node.line, node.column + at, True)
    on_call = _ON_CALL.read(conversion, inner, key)
    if on_call is ABSENT:
        return ABSENT
    text = f"@oncall({on_call.text}{', ' + inside['step'] if inside['step'] else ''})"
    return Who(text, conversion.place(node), None, on_call, int(inside["step"] or 1))


def _who_schema(definitions: Definitions) -> Json:
    call = r"^\s*@[Oo][Nn][Cc][Aa][Ll][Ll]\s*\([^()]+\)\s*$"
    return {
        "anyOf": [
            {"type": ["string", "number", "boolean"], "pattern": REFERENCE},
            {"type": "string", "pattern": call},
        ]
    }


PEOPLE = many(Type(_who, _who_schema))
"""People by name, or ``@oncall(…)``."""

_ACTIONS: dict[InjectKind, tuple[Field, str]] = {
    "fail": (Field(FAULTS, "What else fails."), "faults"),
    "degrade": (Field(FAULTS, "What becomes degraded."), "faults"),
    "recover": (Field(many(NEED), "What works again."), "components"),
    "silence": (Field(many(NEED), "Components whose alert does not fire from here on."), "components"),
    "unreachable": (Field(PEOPLE, "Who does not answer from here on."), "people"),
    "answered": (Field(PEOPLE, "Who answers the page: nobody further is rung by that policy."), "people"),
    "down": (Field(TOOLS, "Tools on the way to a human that stop working."), "tools"),
    "up": (Field(TOOLS, "Tools on the way to a human that work again."), "tools"),
    "handOver": (Field(reference(SCHEDULE), "The schedule whose shift changes now."), "schedule"),
    "card": (Field(TEXT, "A message from outside, read to the room."), "text"),
    "redHerring": (Field(TEXT, "Something true that has nothing to do with it, read to the room."), "text"),
}
"""What can happen: its field, and the field of the model that holds its value."""


def _inject(conversion: Conversion, node: Map, values: dict[str, Any]) -> Any:
    said = [name for name in _ACTIONS if name in values]
    if len(said) != 1:
        odd = [name for name in node.entries if name in _ACTIONS or name not in INJECT.fields]
        if said or not odd:  # one that was written and is wrong has been reported
            words = "says none" if not said else f"says {' and '.join(said)}: only one"
            conversion.report("T313", node, f"an inject {words} of {', '.join(_ACTIONS)}")
        return ABSENT
    kind = said[0]
    value = values.pop(kind)
    field = _ACTIONS[kind][1]
    if field == "text" and values.pop("text", None):
        conversion.report(
            "T313", node.entries["text"].key, f"an inject says both {kind} and text: one is enough"
        )
    return Inject(
        minute=values.pop("minute"),
        kind=kind,
        place=conversion.place(node.entries["at"].value),
        **{field: value},
        **values,
    )


INJECT = Record(
    "inject",
    "Something that happens in the middle of a round: a time, and one of the things that can happen.",
    {
        "at": Field(
            OFFSET, "When, after the beginning of the round: +6m.", attribute="minute", required=True
        ),
        **{
            name: Field(field.type, field.description, attribute=name)
            for name, (field, _) in _ACTIONS.items()
        },
        "text": Field(TEXT, "What the room reads when it happens; else it is said in plain words."),
        "from": Field(LINE, "Who sends a card: customers, press, management …", attribute="sender"),
    },
    _inject,
)


def _round(conversion: Conversion, node: Map, values: dict[str, Any]) -> Any:
    places = {
        name: Place(conversion.file, entry.key.line, entry.key.column) for name, entry in node.entries.items()
    }
    injects: tuple[Inject, ...] = values.get("injects", ())
    lasts = values.get("lasts", USUAL_LENGTH)
    before = 0
    for inject in injects:
        if inject.minute < before:
            _out_of_order(conversion, inject.place, f"+{inject.minute}m stands after +{before}m")
        if inject.minute > lasts:
            _late(conversion, inject.place, inject.minute, lasts)
        before = max(before, inject.minute)
    questions = values.get("questions", QUESTIONS)
    values["questions"] = tuple(question for question in QUESTIONS if question in questions)
    values.setdefault("minute", -1)
    return Round(place=conversion.place(node), places=places, **values)


def _out_of_order(conversion: Conversion, place: Place, words: str, width: int = 1) -> None:
    conversion.report_at("T314", place, f"{words}: write what happens in the order of its time", width=width)


def _late(conversion: Conversion, place: Place, minute: int, lasts: int) -> None:
    words = f"+{minute}m is after the end of its round, which lasts {lasts}m: say `lasts` in the round"
    conversion.report_at("T314", place, words)


ROUND = Record(
    "round",
    "One failure to be predicted, and what happens while it lasts.",
    {
        "title": Field(told(LINE), "What it is called; it must not say what is broken.", required=True),
        "at": Field(
            OFFSET,
            "When it begins, after the scenario's start; else when the round before is over.",
            attribute="minute",
        ),
        "situation": Field(TEXT, "What the room is told before it predicts."),
        "fault": Field(FAULTS, "What fails, with `@mode` if need be.", attribute="faults", required=True),
        "away": Field(PEOPLE, "Who is not there from the beginning."),
        "silent": Field(many(NEED), "Components whose alert does not fire."),
        "down": Field(TOOLS, "Tools on the way to a human that are down from the beginning."),
        "lasts": Field(DURATION, "How long it is followed, in simulated time.", default="60m"),
        "timer": Field(DURATION, "How long there is to predict, in real time; else as long as it takes."),
        "injects": Field(many(INJECT.type, single=False), "What happens meanwhile, in the order of time."),
        "questions": Field(many(choice(*QUESTIONS)), "What is asked; else everything."),
        "discuss": Field(TEXTS, "What to talk about afterwards."),
        "notes": Field(TEXT, "For the facilitator alone."),
    },
    _round,
)


def _scenario(conversion: Conversion, node: Map, values: dict[str, Any]) -> Any:
    from msgspec.structs import replace

    body = {name: plain(entry.value) for name, entry in node.entries.items() if name in _SCRIPT}
    rounds: list[Round] = []
    begins = ends = 0
    for each in values.pop("rounds", ()):
        minute = ends if each.minute < 0 else each.minute
        if minute < begins:
            place = each.places.get("at", each.place)
            _out_of_order(conversion, place, f"a round at +{minute}m stands after one at +{begins}m", width=2)
        begins, ends = max(begins, minute), max(ends, minute + each.lasts)
        rounds.append(replace(each, minute=minute))
    return Scenario(body=body, rounds=tuple(rounds), **values)


_SCRIPT: dict[str, Field] = {
    "objectives": Field(TEXTS, "What is to be learned."),
    "audience": Field(LINE, "Who plays."),
    "start": Field(INSTANT, "The simulated instant at which it begins: ISO 8601, now, or Mon 03:00."),
    "rounds": Field(many(ROUND.type, single=False), "The failures to be predicted, in the order of time."),
}

SCENARIO_RECORD = Record("scenario", "The script of a game day.", {**ENTITY, **_SCRIPT}, _scenario)

"""The lists of a catalog: interactions, decisions, tests, incidents, tours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from topology.load import scalars
from topology.load.fields import ABSENT, Definitions, Field, Json, Record, Type, made
from topology.load.resolve import (
    ANYTHING,
    COMPONENT,
    NEEDED,
    PERSON,
    PERSON_OR_TEAM,
    REFERENCE,
    TEAM_OR_PERSON,
)
from topology.load.schema.common import DATE, DURATION, MOMENT, URL
from topology.load.schema.parts import IMPACT, NEED
from topology.load.schema.people import INTERACTION_FIELDS, ONE_TEAM, interaction
from topology.load.schema.values import LINE, TEXT, choice, many, pattern, reference, told
from topology.load.tree import Map, Node, Scalar
from topology.model.place import Place
from topology.model.record import Decision, Expectation, FaultSpec, IncidentRecord, Tour, TourStep
from topology.model.reference import Reference

if TYPE_CHECKING:
    from topology.load.convert import Conversion

VERDICTS = ("NOBODY", "UNKNOWN", "UNOWNED", "AMBIGUOUS", "MISROUTED", "DEFERRED", "MULTI", "JOINT", "CLEAR")
"""The verdicts of the paging rules, from worst to best."""

INSTANT = pattern(scalars.instant, scalars.INSTANT)
_TEAM_OR_PERSON = reference(TEAM_OR_PERSON)


def _between(conversion: Conversion, node: Map, values: dict[str, Any]) -> Any:
    teams = values.pop("between")
    if len(teams) != 2:
        entry = node.entries["between"]
        conversion.report("T311", entry.value, "`between` must name two teams")
        return ABSENT
    return interaction(conversion, node, teams[0], teams[1], values)


INTERACTION = Record(
    "interaction",
    "How two teams work together.",
    {
        "between": Field(many(ONE_TEAM, single=False), "The two teams.", required=True),
        **INTERACTION_FIELDS,
    },
    _between,
)

DECISION = Record(
    "decision",
    "Something an owner decided and wrote down.",
    {
        "id": Field(LINE, "What it is called, such as adr-12.", required=True),
        "title": Field(LINE, "The decision in one line.", required=True),
        "date": Field(DATE, "When it was taken."),
        "url": Field(URL, "Where it is written down."),
        "about": Field(many(reference(ANYTHING)), "What it is about."),
    },
    made(Decision),
)

_FAULT = Record(
    "fault",
    "A component that fails, and how.",
    {
        "component": Field(NEED, "What fails.", required=True),
        "mode": Field(LINE, "One of its failure modes."),
        "consumer": Field(NEED, "The one user that a failure of scope consumer cuts off."),
        "impact": Field(IMPACT, "What it does to the component, where no mode says so."),
    },
    made(FaultSpec),
    closed=True,
)


def _fault(conversion: Conversion, node: Node, key: Scalar) -> Any:
    if type(node) is not Scalar:
        return _FAULT.read(conversion, node, key)
    name, _, mode = node.text.partition("@")
    component = NEED.read(conversion, Scalar(name, node.line, node.column, node.plain), key)
    return ABSENT if component is ABSENT else FaultSpec(component=component, mode=mode or None)


def _fault_schema(definitions: Definitions) -> Json:
    short = {"type": ["string", "number", "boolean"], "pattern": REFERENCE[:-1] + r"(?:@.*)?$"}
    return {"anyOf": [short, _FAULT.reference(definitions)]}


FAULTS = many(Type(_fault, _fault_schema))
"""What fails: references, with ``@mode`` if need be, or maps that say more."""

TOOLS = many(choice("monitoring", "pager", "chat"))
"""Tools on the way to a human."""


_EXPECT = Record(
    "expectation",
    "What must come out, as far as it matters.",
    {
        "verdict": Field(choice(*VERDICTS), "The verdict."),
        "lead": Field(ONE_TEAM, "The team that leads."),
        "firstContact": Field(
            _TEAM_OR_PERSON, "The team, or the person, that is paged first.", attribute="firstContact"
        ),
        "within": Field(DURATION, "The longest time to engage."),
        "paged": Field(many(_TEAM_OR_PERSON), "Teams and people that are paged."),
        "notPaged": Field(many(_TEAM_OR_PERSON), "Teams and people that are not.", attribute="notPaged"),
    },
    lambda conversion, node, values: values,
    closed=True,
)


def _expect(conversion: Conversion, node: Node, key: Scalar) -> Any:
    if type(node) is not Map:
        conversion.wrong_shape(node, key, "a map")
        return ABSENT
    places: dict[str, Place] = {}
    values = _EXPECT.values(conversion, node, places) or {}
    return {name: _target(value) for name, value in values.items()}, places


def _target(value: Any) -> Any:
    if type(value) is Reference:
        return value.target
    return tuple(item.target for item in value) if type(value) is tuple else value


def _test(conversion: Conversion, node: Map, values: dict[str, Any]) -> Any:
    common = {name: values.pop(name) for name in ("mode", "consumer", "impact") if name in values}
    values["fail"] = tuple(
        FaultSpec(
            component=fault.component,
            mode=fault.mode or common.get("mode"),
            consumer=fault.consumer or common.get("consumer"),
            impact=fault.impact or common.get("impact"),
        )
        for fault in values["fail"]
    )
    values["expect"], values["expect_places"] = values.get("expect", ({}, {}))
    places = {
        name: conversion.place(entry.value)
        for name, entry in node.entries.items()
        if type(entry.value) is not Map or entry.value.entries
    }
    return Expectation(place=conversion.place(node), places=places, **values)


TEST = Record(
    "test",
    "A test of behaviour: in this situation, this must be the answer.",
    {
        "name": Field(LINE, "What it is called.", required=True),
        "at": Field(INSTANT, "The instant: ISO 8601, now, +2h or Mon 03:00."),
        "fail": Field(
            FAULTS,
            "What fails: references, with `@mode` if need be.",
            required=True,
        ),
        "mode": Field(LINE, "The failure mode of all that fails."),
        "consumer": Field(reference(NEEDED), "The user that is cut off."),
        "impact": Field(IMPACT, "What the failure does, where no mode says so."),
        "away": Field(many(reference(PERSON)), "People who are not there."),
        "silent": Field(many(NEED), "Components whose alert does not fire."),
        "down": Field(TOOLS, "Tools on the way to a human that are down."),
        "expect": Field(Type(_expect, _EXPECT.reference), "What must come out."),
    },
    _test,
    closed=True,
)

INCIDENT = Record(
    "incident",
    "An incident that happened. Instants without an offset are in the default zone.",
    {
        "component": Field(NEED, "What failed.", required=True),
        "started": Field(MOMENT, "When it began.", required=True),
        "detected": Field(MOMENT, "When something noticed."),
        "acknowledged": Field(MOMENT, "When somebody answered."),
        "resolved": Field(MOMENT, "When it was over."),
        "responders": Field(many(reference(PERSON_OR_TEAM)), "Who worked on it."),
    },
    made(IncidentRecord),
)


_STEP = Record(
    "tourStep",
    "One step of a tour.",
    {
        "say": Field(told(TEXT), "What to say.", required=True),
        "focus": Field(reference(ANYTHING), "What to look at meanwhile."),
        "ask": Field(
            reference(COMPONENT), "A component whose failure is to be predicted: who leads, who is first?"
        ),
    },
    made(TourStep),
    closed=True,
)

TOUR = Record(
    "tour",
    "A tour for new people, on the real screens.",
    {
        "title": Field(told(LINE), "What it shows.", required=True),
        "team": Field(ONE_TEAM, "For whom it is; without one, for everybody."),
        "steps": Field(many(_STEP.type, single=False, least=1), "The steps, in their order.", required=True),
    },
    made(Tour),
    closed=True,
)

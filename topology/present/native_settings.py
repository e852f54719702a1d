"""What a catalog states outside entities, as the sections the native format has for it."""

from __future__ import annotations

from typing import Any

from topology.model.catalog import Catalog
from topology.model.record import Decision, Expectation, FaultSpec, IncidentRecord, Tour
from topology.model.scenario import Scenario
from topology.model.settings import Alerting, Defaults, Tool
from topology.model.text import raw
from topology.present.native_entity import Fields, Sheet, as_written, common_fields, interaction_fields
from topology.present.native_words import day, duration, moment, originals


def settings(catalog: Catalog) -> Fields:
    """Defaults, alerting, interactions, decisions, tests, incidents and tours, as far as there are any."""
    sheet = Sheet({})
    sheet.put("defaults", _defaults(catalog.defaults), {})
    sheet.put("alerting", _alerting(catalog.alerting), {})
    sheet.put(
        "interactions",
        [
            {"between": [as_written("between", team) for team in one.teams], **interaction_fields(one)}
            for one in catalog.interactions
        ],
        [],
    )
    sheet.put("decisions", [_decision(decision) for decision in catalog.decisions], [])
    sheet.put("tests", [_test(test) for test in catalog.tests], [])
    sheet.put("incidents", [_incident(incident) for incident in catalog.incidents], [])
    sheet.put("tours", [_tour(tour) for tour in catalog.tours], [])
    return sheet.fields


def scenario_fields(scenario: Scenario) -> Fields:
    """A game day's script."""
    sheet = Sheet(scenario.places)
    common_fields(sheet, scenario)
    return {**sheet.fields, **originals(scenario.body)}


def _defaults(defaults: Defaults) -> Fields:
    usual = Defaults()
    sheet = Sheet(defaults.places)
    sheet.reference("onCall", defaults.on_call)
    sheet.put("tier", defaults.tier, usual.tier)
    sheet.put("detectsIn", duration(defaults.detects_minutes), duration(usual.detects_minutes))
    sheet.put("pageTiers", defaults.page_tiers, usual.page_tiers)
    sheet.put("grace", duration(defaults.grace_minutes), duration(usual.grace_minutes))
    if defaults.engage_target != usual.engage_target or "engageTarget" in defaults.places:
        targets = sorted(defaults.engage_target.items())
        sheet.fields["engageTarget"] = {str(tier): duration(minutes) for tier, minutes in targets}
    sheet.put("timezone", defaults.timezone, usual.timezone)
    return sheet.fields


def _alerting(alerting: Alerting) -> Fields:
    fields: Fields = {}
    for name in ("monitoring", "pager", "chat"):
        tool: Tool | None = getattr(alerting, name)
        if tool is not None:
            fields[name] = _tool(tool)
    heartbeat = alerting.heartbeat
    if heartbeat is not None:
        sheet = Sheet({})
        sheet.fields["timeout"] = duration(heartbeat.timeout_minutes)
        sheet.reference("page", heartbeat.page)
        fields["heartbeat"] = sheet.fields
    return fields


def _tool(tool: Tool) -> Fields:
    sheet = Sheet({})
    sheet.references("runsOn", tool.runs_on)
    sheet.references("fallback", tool.fallback)
    return sheet.fields


def _decision(decision: Decision) -> Fields:
    sheet = Sheet({})
    sheet.fields.update(id=raw(decision.id), title=raw(decision.title))
    sheet.put("date", day(decision.date) if decision.date else None)
    sheet.text("url", decision.url)
    sheet.references("about", decision.about)
    return sheet.fields


def _test(test: Expectation) -> Fields:
    sheet = Sheet({})
    sheet.fields["name"] = raw(test.name)
    sheet.put("at", test.at)
    sheet.fields["fail"] = [_fault(fault) for fault in test.fail]
    sheet.references("away", test.away)
    sheet.references("silent", test.silent)
    sheet.put("down", list(test.down), [])
    sheet.put("expect", {name: _expected(name, value) for name, value in test.expect.items()}, {})
    return sheet.fields


def _fault(fault: FaultSpec) -> Any:
    sheet = Sheet({})
    sheet.reference("component", fault.component)
    sheet.put("mode", None if fault.mode is None else raw(fault.mode))
    sheet.reference("consumer", fault.consumer)
    sheet.put("impact", fault.impact)
    return sheet.fields["component"] if len(sheet.fields) == 1 else sheet.fields


def _expected(name: str, value: Any) -> Any:
    return duration(value) if name == "within" else originals(value)


def _incident(incident: IncidentRecord) -> Fields:
    sheet = Sheet({})
    sheet.reference("component", incident.component)
    for name in ("started", "detected", "acknowledged", "resolved"):
        at = getattr(incident, name)
        sheet.put(name, None if at is None else moment(at))
    sheet.references("responders", incident.responders)
    return sheet.fields


def _tour(tour: Tour) -> Fields:
    sheet = Sheet({})
    sheet.fields["title"] = raw(tour.title)
    sheet.reference("team", tour.team)
    steps = []
    for step in tour.steps:
        fields = Sheet({})
        fields.fields["say"] = raw(step.say)
        fields.reference("focus", step.focus)
        fields.reference("ask", step.ask)
        steps.append(fields.fields)
    sheet.fields["steps"] = steps
    return sheet.fields

"""Schedules and escalation policies, as the fields the native format has for them."""

from __future__ import annotations

from topology.model.duty import Layer, Override, Policy, Roster, Schedule, Step
from topology.present.native_entity import Fields, Sheet, as_written, common_fields
from topology.present.native_words import day, duration, handoff, hours, moment, period


def schedule_fields(schedule: Schedule, default_timezone: str) -> Fields:
    """A schedule. ``default_timezone`` is the catalog's, which need not be said."""
    sheet = Sheet(schedule.places)
    common_fields(sheet, schedule)
    sheet.put("timezone", schedule.timezone, default_timezone)
    sheet.put("combine", schedule.combine, "first")
    sheet.put("layers", [_layer(layer) for layer in schedule.layers], [])
    sheet.put("overrides", [_override(override) for override in schedule.overrides], [])
    sheet.put("ical", schedule.ical)
    return sheet.fields


def _layer(layer: Layer) -> Fields:
    sheet = Sheet({})
    sheet.put("every", period(layer.every) if layer.every else None)
    sheet.put("handoff", handoff(layer.handoff, layer) if layer.handoff else None)
    sheet.fields["roster"] = [_roster(roster) for roster in layer.rosters]
    sheet.put("hours", hours(layer.hours) if layer.hours else None)
    sheet.put("turn", layer.turn, "active")
    sheet.put("from", moment(layer.start) if layer.start else None)
    sheet.put("to", moment(layer.end) if layer.end else None)
    return sheet.fields


def _roster(roster: Roster) -> Fields:
    since = moment(roster.since) if roster.timed else day(roster.since.date())
    return {"since": since, "people": [as_written("", person) for person in roster.people]}


def _override(override: Override) -> Fields:
    sheet = Sheet({})
    sheet.fields.update({"from": moment(override.start), "to": moment(override.end)})
    sheet.reference("add", override.add)
    sheet.reference("remove", override.remove)
    sheet.reference("replace", override.replace)
    sheet.reference("with", override.by)
    if override.only is not None:
        sheet.fields["only"] = [as_written("", person) for person in override.only]
    return sheet.fields


def policy_fields(policy: Policy) -> Fields:
    """An escalation policy."""
    sheet = Sheet(policy.places)
    common_fields(sheet, policy)
    sheet.reference("team", policy.team)
    if policy.hours is not None or "hours" in policy.places:
        sheet.fields["hours"] = hours(policy.hours)
    sheet.put("timezone", policy.timezone)
    sheet.put("steps", [_step(step) for step in policy.steps], [])
    sheet.put("repeat", policy.repeat, 0)
    sheet.put("whenEmpty", policy.when_empty, "skip")
    sheet.reference("fallback", policy.fallback)
    return sheet.fields


def _step(step: Step) -> Fields:
    return {"page": [as_written("", one) for one in step.page], "wait": duration(step.wait_minutes)}

"""The top level of a native document: which sections there are, and what is in each."""

from __future__ import annotations

from topology.load.fields import Record, Type
from topology.load.schema.duty import POLICY_RECORD, SCHEDULE_RECORD
from topology.load.schema.parts import (
    COMPONENT_RECORD,
    DOMAIN_RECORD,
    FOREIGN_RECORD,
    PLATFORM_RECORD,
    PRODUCT_RECORD,
)
from topology.load.schema.people import PERSON_RECORD, TEAM_RECORD
from topology.load.schema.records import DECISION, INCIDENT, INTERACTION, TEST, TOUR
from topology.load.schema.scenario import SCENARIO_RECORD
from topology.load.schema.settings import ALERTING, DEFAULTS, VERSION

ENTITY_SECTIONS: dict[str, tuple[str, str]] = {
    "teams": ("team", "Teams: who owns and answers."),
    "people": ("person", "People: who can be paged."),
    "products": ("product", "Products: what users get."),
    "platforms": ("platform", "Platforms: internal products that other teams build on."),
    "components": ("component", "Components: anything that can fail."),
    "schedules": ("schedule", "Schedules: who is on call when."),
    "escalationPolicies": ("policy", "Escalation policies: the steps that a page goes through."),
    "domains": ("domain", "Domains: named areas that group products."),
    "scenarios": ("scenario", "Scenarios: scripts of game days."),
}
"""Sections that map ids to entities, or list entities with their ids: the kind in each."""

RECORDS: dict[str, Record] = {
    "team": TEAM_RECORD,
    "person": PERSON_RECORD,
    "product": PRODUCT_RECORD,
    "platform": PLATFORM_RECORD,
    "component": COMPONENT_RECORD,
    "resource": COMPONENT_RECORD,
    "api": COMPONENT_RECORD,
    "schedule": SCHEDULE_RECORD,
    "policy": POLICY_RECORD,
    "domain": DOMAIN_RECORD,
    "scenario": SCENARIO_RECORD,
}
"""The record of each kind of entity."""

LIST_SECTIONS: dict[str, tuple[Record, str]] = {
    "interactions": (INTERACTION, "How teams work together, where that is not said within a team."),
    "decisions": (DECISION, "What owners decided and wrote down."),
    "tests": (TEST, "Tests of behaviour: what must be the answer to a failure."),
    "incidents": (INCIDENT, "Incidents that happened."),
    "tours": (TOUR, "Tours for new people."),
}
"""Sections that are lists of records without identity."""

SETTING_SECTIONS: dict[str, tuple[Type, str]] = {
    "version": (VERSION, "The version of the format: 1."),
    "defaults": (DEFAULTS.type, "Values for what entities leave out."),
    "alerting": (ALERTING.type, "The way of alerts to a human."),
}
"""Sections that a catalog states once."""

SECTIONS: tuple[str, ...] = (*SETTING_SECTIONS, *ENTITY_SECTIONS, *LIST_SECTIONS)
"""All sections, in the order in which they are documented."""


def record_of(kind: str) -> Record:
    """The record of a kind; that of foreign entities for a kind without a meaning here."""
    return RECORDS.get(kind, FOREIGN_RECORD)

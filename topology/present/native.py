"""A catalog as native YAML."""

from __future__ import annotations

from typing import Any

from topology.model.catalog import Catalog
from topology.model.duty import Policy, Schedule
from topology.model.entity import Entity
from topology.model.reference import DEFAULT_NAMESPACE
from topology.model.scenario import Scenario
from topology.present.backstage_entity import entity_document
from topology.present.native_duty import policy_fields, schedule_fields
from topology.present.native_entity import Fields, entity_fields, further_fields
from topology.present.native_settings import scenario_fields, settings
from topology.present.yamltext import documents

SECTIONS = {
    "team": "teams",
    "person": "people",
    "domain": "domains",
    "product": "products",
    "platform": "platforms",
    "component": "components",
    "schedule": "schedules",
    "policy": "escalationPolicies",
    "scenario": "scenarios",
}
"""The section of each kind, in the order of a written catalog. Other kinds have none."""


def native(catalog: Catalog) -> str:
    """The catalog in native YAML, one file; ghosts are not in it.

    What the native format has no words for (other kinds, other namespaces) follows
    as Backstage documents, which are read in the same file.
    """
    sections: Fields = {}
    foreign: list[Fields] = []
    for entity in catalog.entities.values():
        if entity.ghost:
            continue
        if entity.kind in SECTIONS and entity.namespace == DEFAULT_NAMESPACE:
            sections.setdefault(SECTIONS[entity.kind], {})[entity.name] = fields_of(entity, catalog)
        else:
            foreign.append(entity_document(entity, catalog))
    stated = settings(catalog)
    root: Fields = {"version": 1}
    for name in ("defaults", "alerting"):
        if name in stated:
            root[name] = stated.pop(name)
    root |= {name: sections[name] for name in SECTIONS.values() if name in sections}
    return documents([root | stated, *foreign])


def duty_sections(catalog: Catalog) -> Fields:
    """The sections of a catalog that no entity of Backstage can hold."""
    sections: Fields = {}
    for entity in catalog.entities.values():
        if isinstance(entity, Schedule | Policy | Scenario) and not entity.ghost:
            sections.setdefault(SECTIONS[entity.kind], {})[entity.name] = fields_of(entity, catalog)
    return settings(catalog) | sections


def fields_of(entity: Entity, catalog: Catalog) -> dict[str, Any]:
    """All native fields of an entity, ``x-`` ones included."""
    if isinstance(entity, Schedule):
        fields = schedule_fields(entity, catalog.defaults.timezone)
    elif isinstance(entity, Policy):
        fields = policy_fields(entity)
    elif isinstance(entity, Scenario):
        fields = scenario_fields(entity)
    else:
        fields = entity_fields(entity)
    return fields | further_fields(entity)

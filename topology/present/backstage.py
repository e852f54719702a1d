"""A catalog as Backstage documents."""

from __future__ import annotations

from topology.load.backstage.kinds import DEFAULT_API_VERSION, PREFIX, SETTINGS_TYPE
from topology.model.catalog import Catalog
from topology.model.duty import Policy, Schedule
from topology.model.scenario import Scenario
from topology.present.backstage_entity import annotation, entity_document
from topology.present.native import duty_sections
from topology.present.native_entity import Fields
from topology.present.yamltext import documents


def backstage(catalog: Catalog) -> str:
    """All entities that are no ghosts, one document each, in canonical order.

    On-call and all that stands outside entities follows in one document of kind
    Resource and type ``topology-settings``. Loading this gives the same model.
    """
    found = [
        entity_document(entity, catalog)
        for entity in catalog.entities.values()
        if not entity.ghost and not isinstance(entity, Schedule | Policy | Scenario)
    ]
    sections = duty_sections(catalog)
    return documents([*found, _settings(sections)] if sections else found)


def _settings(sections: Fields) -> Fields:
    annotations = {f"{PREFIX}{name}": annotation(name, value) for name, value in sorted(sections.items())}
    return {
        "apiVersion": DEFAULT_API_VERSION,
        "kind": "Resource",
        "metadata": {"name": SETTINGS_TYPE, "annotations": annotations},
        "spec": {"type": SETTINGS_TYPE},
    }

"""The format as JSON Schema (draft-07), for editors: made from what the loader validates with."""

from __future__ import annotations

from topology.load.fields import Definitions, Json, nullable
from topology.load.schema.common import NAMES
from topology.load.schema.sections import ENTITY_SECTIONS, LIST_SECTIONS, RECORDS, SECTIONS, SETTING_SECTIONS

IDENTIFIER = "https://topology.dev/schema/topology-v1.json"


def json_schema() -> Json:
    """The schema of one native document. A new value at each call; keys in the order of the format."""
    definitions: Definitions = {}
    sections = {name: _section(name, definitions) for name in SECTIONS}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": IDENTIFIER,
        "title": "Topology catalog",
        "description": "Teams, products, platforms, components and on-call of an organisation.",
        "type": ["object", "null"],
        "properties": sections,
        "patternProperties": {"^x-": {"description": "Kept and ignored."}},
        "additionalProperties": False,
        "definitions": dict(sorted(definitions.items())),
    }


def _section(name: str, definitions: Definitions) -> Json:
    if name in SETTING_SECTIONS:
        type_, description = SETTING_SECTIONS[name]
        schema = nullable(type_.schema(definitions))
        return {**schema, "description": description}
    if name in LIST_SECTIONS:
        record, description = LIST_SECTIONS[name]
        return {"description": description, "type": ["array", "null"], "items": record.reference(definitions)}
    kind, description = ENTITY_SECTIONS[name]
    entity = RECORDS[kind].reference(definitions)
    return {
        "description": description,
        "anyOf": [
            {"type": "object", "propertyNames": dict(NAMES), "additionalProperties": nullable(entity)},
            {"type": "array", "items": {"allOf": [entity], "required": ["id"]}},
            {"type": "null"},
        ],
    }

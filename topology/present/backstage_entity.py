"""One entity as a Backstage document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from topology.load.backstage.keep import KEPT
from topology.load.backstage.kinds import DEFAULT_API_VERSION, PREFIX, WORDS
from topology.model.catalog import Catalog
from topology.model.entity import Component, Entity, Person, Team
from topology.model.reference import DEFAULT_NAMESPACE
from topology.present.backstage_reference import backstage_references
from topology.present.native_entity import Fields, entity_fields, further_fields

_METADATA = ("name", "namespace", "title", "description", "labels", "annotations", "tags", "links")
_SPEC = (
    "type",
    "lifecycle",
    "owner",
    "system",
    "subcomponentOf",
    "domain",
    "subdomainOf",
    "dependsOn",
    "dependencyOf",
    "providesApis",
    "consumesApis",
    "parent",
    "children",
    "members",
    "memberOf",
)
_SPEC_OF = {
    "team": ("type", "parent", "children", "members"),
    "person": ("memberOf",),
    "product": ("owner", "domain"),
    "platform": ("owner", "domain"),
    "domain": ("owner", "subdomainOf"),
    "component": _SPEC,
    "resource": _SPEC,
    "api": _SPEC,
}
"""The spec keys that carry a native field, by kind; a foreign kind has an owner only."""

_JSON_STARTS = ("{", "[", '"')


def entity_document(entity: Entity, catalog: Catalog) -> Fields:
    """The document: what has a field there, annotations for the rest, and what was kept of its file.

    Nothing is invented: what nobody stated is not in it, be it required there.
    """
    fields = entity_fields(entity, backstage_references(entity, catalog))
    further = further_fields(entity)
    kept = further.pop(KEPT) if isinstance(further.get(KEPT), Mapping) else {}
    spec = _spec(entity, fields)
    metadata: Fields = {name: fields.pop(name) for name in _METADATA if name in fields}
    if isinstance(entity, Team | Person) and metadata.get("title") == _display_name(kept):
        metadata.pop("title", None)
    spoken = _part(kept, "spec")
    annotations = {
        f"{PREFIX}{name}": annotation(name, value)
        for name, value in (fields | further).items()
        if name not in spoken or _read(spoken[name]) != value
    }
    metadata |= _part(kept, "metadata")
    metadata["name"] = entity.name
    if entity.namespace != DEFAULT_NAMESPACE:
        metadata["namespace"] = entity.namespace
    for name, values in (("labels", {}), ("annotations", annotations)):
        values = values | _part(kept, name)
        if values:
            metadata[name] = dict(sorted(values.items()))
    document = {
        "apiVersion": kept.get("apiVersion", DEFAULT_API_VERSION),
        "kind": kept.get("kind") or WORDS.get(entity.kind, entity.kind.capitalize()),
        "metadata": _ordered(metadata, _METADATA),
        "spec": _ordered(spec | spoken, _SPEC),
    }
    return document | dict(sorted(_part(kept, "document").items()))


def annotation(name: str, value: Any) -> str:
    """A native value as the text of an annotation: JSON where it is more than a text that looks like none."""
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    if isinstance(value, str) and not value.startswith(_JSON_STARTS) and not name.startswith("x-"):
        return value
    return json.dumps(value, ensure_ascii=False)


def _spec(entity: Entity, fields: Fields) -> Fields:
    """Take out of ``fields`` what Backstage's spec has a place for; what it says in part only stays, too."""
    if "partOf" in fields and isinstance(entity, Component):
        fields["system"] = fields.pop("partOf")
    spec: Fields = {}
    for name in _SPEC_OF.get(entity.kind, ("owner",)):
        if name not in fields:
            continue
        value = fields[name]
        if name == "owner" and isinstance(value, list):
            spec |= {name: value[0]} if value else {}
        elif isinstance(value, list) and not all(isinstance(item, str) for item in value):
            spec[name] = _names(value)
        else:
            spec[name] = fields.pop(name)
    if entity.kind == "platform":
        spec["type"] = "platform"
    return spec


def _names(items: list[Any]) -> list[str]:
    """The references in entries of dependsOn or members, each once."""
    names: dict[str, None] = {}
    for item in items:
        found = [item] if isinstance(item, str) else item.get("anyOf", [item.get("ref", item.get("person"))])
        names |= dict.fromkeys(found)
    return list(names)


def _read(value: Any) -> Any:
    """What a kept spec key is read as: references are read without the space around them."""
    if isinstance(value, list):
        return [_read(item) for item in value]
    return value.strip() if isinstance(value, str) else value


def _part(kept: Any, name: str) -> dict[str, Any]:
    part = kept.get(name) if isinstance(kept, Mapping) else None
    return dict(part) if isinstance(part, Mapping) else {}


def _display_name(kept: Any) -> Any:
    profile = _part(kept, "spec").get("profile")
    return profile.get("displayName") if isinstance(profile, Mapping) else None


def _ordered(fields: Fields, first: tuple[str, ...]) -> Fields:
    """Known keys in their usual order, then all others by name."""
    return {
        name: fields[name]
        for name in (
            *(one for one in first if one in fields),
            *sorted(name for name in fields if name not in first),
        )
    }

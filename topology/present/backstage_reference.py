"""References in the words that Backstage understands."""

from __future__ import annotations

from topology.load.backstage.kinds import KINDS, WORDS
from topology.model.catalog import Catalog
from topology.model.entity import Entity
from topology.model.reference import GROUP_KINDS, Reference, canonical, read_reference, split
from topology.model.text import clean_line, raw
from topology.present.native_entity import Write

_BARE: dict[str, tuple[str, ...]] = {
    "owner": ("team",),
    "partOf": GROUP_KINDS,
    "domain": ("domain",),
    "subdomainOf": ("domain",),
    "subcomponentOf": ("component",),
    "dependsOn": (),
    "dependencyOf": (),
    "providesApis": ("api",),
    "consumesApis": ("api",),
    "parent": ("team",),
    "children": ("team",),
    "members": ("person",),
    "memberOf": ("team",),
}
"""The fields that are in Backstage's spec, and the kinds that a reference in them need not name."""


def backstage_references(holder: Entity, catalog: Catalog) -> Write:
    """How the references of ``holder`` are written for Backstage.

    As its file has them, if that is a Backstage file or if Backstage reads them
    alike; else with Backstage's word for the kind.
    """

    def write(field: str, reference: Reference) -> str:
        text = raw(reference.text)
        kinds = _BARE.get(field)
        if kinds is None:
            return text
        kind, namespace, name = split(reference.target)
        said = read_reference(text)
        # What the target is called was cleaned when it was read; the text was not.
        said_where = clean_line(said.namespace or holder.namespace)
        same = (said_where, clean_line(said.name)) == (namespace, name)
        if same and holder.source == "backstage":
            return text
        word = text.partition(":")[0].casefold() if said.kind else None
        if same and " " not in text and (kind in kinds if word is None else word in KINDS):
            return text
        where = "" if namespace == holder.namespace else f"{namespace}/"
        shown = WORDS[kind].lower() if _is_clear(kind, namespace, name, catalog) else kind
        return f"{shown}:{where}{name}"

    return write


def _is_clear(kind: str, namespace: str, name: str, catalog: Catalog) -> bool:
    """Whether Backstage's word says which kind is meant; to it, products and platforms are systems alike."""
    if kind not in GROUP_KINDS:
        return True
    systems = [catalog.find(canonical(one, name, namespace)) for one in GROUP_KINDS]
    declared = [one.kind for one in systems if one is not None and not one.ghost]
    return declared == [kind] if declared else kind == GROUP_KINDS[0]

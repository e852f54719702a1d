"""Which documents are Backstage's."""

from __future__ import annotations

from topology.load.backstage.kinds import CORE_GROUP, SETTINGS_TYPE
from topology.load.draft import is_null
from topology.load.tree import Map, Scalar

_ENTITY_SIGNS = ("type", "lifecycle", "system", "domain", "subdomainOf", "profile")


def is_backstage(root: Map) -> bool:
    """Whether a document is an entity of Backstage's, or of a group of its own that looks like one.

    Backstage's are all groups under ``backstage.io``, whatever the version. One with
    another group counts when its spec has an owner and says another thing that only
    catalogs do, so that the resources of a cluster do not.
    """
    group = text_of(root, "apiVersion").partition("/")[0].casefold()
    if not group:
        return any(
            isinstance(entry.value, Scalar) and entry.value.text.startswith(f"{CORE_GROUP}/")
            for name, entry in root.entries.items()
            if name.casefold().startswith("api")
        )
    if group == CORE_GROUP or group.endswith(f".{CORE_GROUP}"):
        return True
    spec, metadata = root.entries.get("spec"), root.entries.get("metadata")
    if "." not in group or group.endswith("k8s.io") or spec is None or metadata is None:
        return False
    if not isinstance(spec.value, Map) or not isinstance(metadata.value, Map):
        return False
    return bool(
        text_of(root, "kind")
        and text_of(metadata.value, "name")
        and text_of(spec.value, "owner")
        and any(text_of(spec.value, sign) for sign in _ENTITY_SIGNS)
    )


def is_settings(root: Map) -> bool:
    """Whether a Backstage document is the one whose annotations hold native sections."""
    spec = root.entries["spec"].value if "spec" in root.entries else None
    return (
        text_of(root, "kind").casefold() == "resource"
        and isinstance(spec, Map)
        and text_of(spec, "type") == SETTINGS_TYPE
    )


def text_of(node: Map, field: str) -> str:
    """The text of a field, without space around; empty where there is none, or no text."""
    entry = node.entries.get(field)
    if entry is None or not isinstance(entry.value, Scalar) or is_null(entry.value):
        return ""
    return entry.value.text.strip()

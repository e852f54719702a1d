"""Which Backstage words have a meaning here, and which native field carries each.

From Backstage's descriptor format. A spec key that is listed here becomes the native
field of the same name; all others are kept as they are.
"""

from typing import Literal

Shape = Literal["text", "texts", "reference", "references"]
"""One text or reference, or a list of them."""

CORE_GROUP = "backstage.io"
DEFAULT_API_VERSION = "backstage.io/v1alpha1"
PREFIX = "topology.dev/"
"""Annotations that carry what Backstage has no field for."""

SETTINGS_TYPE = "topology-settings"
"""The type of the Resource whose annotations hold whole native sections."""

KINDS = {
    "component": "component",
    "resource": "resource",
    "api": "api",
    "system": "product",
    "domain": "domain",
    "group": "team",
    "user": "person",
}
"""Backstage's kinds, in lower case, and ours. A System may be a platform instead."""

WORDS = {
    "component": "Component",
    "resource": "Resource",
    "api": "API",
    "product": "System",
    "platform": "System",
    "domain": "Domain",
    "team": "Group",
    "person": "User",
    "location": "Location",
    "template": "Template",
}
"""Our kinds, and those foreign ones that Backstage itself has, as Backstage writes them."""

TEAM_TYPES = ("stream-aligned", "platform", "enabling", "complicated-subsystem")

_PARTS: dict[str, Shape] = {
    "type": "text",
    "lifecycle": "text",
    "owner": "reference",
    "system": "reference",
    "subcomponentOf": "reference",
    "dependsOn": "references",
    "dependencyOf": "references",
    "providesApis": "references",
    "consumesApis": "references",
}
_GROUPS: dict[str, Shape] = {"owner": "reference", "domain": "reference"}
_FOREIGN: dict[str, Shape] = {"owner": "reference"}
_SPEC: dict[str, dict[str, Shape]] = {
    "component": _PARTS,
    "resource": _PARTS,
    "api": _PARTS,
    "product": _GROUPS,
    "platform": _GROUPS,
    "domain": {"owner": "reference", "subdomainOf": "reference"},
    "team": {"parent": "reference", "children": "references", "members": "references"},
    "person": {"memberOf": "references"},
}

REFERS: dict[str, tuple[str, ...]] = {
    "owner": ("group", "user"),
    "system": ("system", "product", "platform"),
    "domain": ("domain",),
    "subdomainOf": ("domain",),
    "subcomponentOf": ("component", "resource", "api"),
    "dependsOn": ("component", "resource", "api", "system", "product", "platform"),
    "dependencyOf": ("component", "resource", "api", "system", "product", "platform"),
    "providesApis": ("api",),
    "consumesApis": ("api",),
    "parent": ("group",),
    "children": ("group",),
    "members": ("user",),
    "memberOf": ("group",),
}
"""The words for kinds that a reference may begin with, by spec key.

Where a product and a platform share a name, both are its systems to Backstage, and
only our own words tell them apart.
"""

_OTHER_WORDS = ("type", "lifecycle", "owner", "system", "domain", "profile", "definition", "presence")
"""Spec keys that are right in Backstage, though they have no meaning for every kind here."""


def spec_fields(kind: str) -> dict[str, Shape]:
    """The spec keys of one of our kinds that are native fields; a foreign kind has an owner."""
    return _SPEC.get(kind, _FOREIGN)


def spec_words(kind: str) -> tuple[str, ...]:
    """What a misspelt spec key of this kind may have been meant to be; nothing for a foreign kind."""
    return (*_SPEC[kind], *_OTHER_WORDS) if kind in _SPEC else ()


DOCUMENT_WORDS = ("apiVersion", "kind", "metadata", "spec", "relations", "status")
METADATA_WORDS = (
    "name",
    "namespace",
    "title",
    "description",
    "labels",
    "annotations",
    "tags",
    "links",
    "uid",
    "etag",
    "generation",
)

"""The facets of a query: ``owner:payments tier:1 type:database tag:pci kind:team file:teams/``."""

from collections.abc import Callable
from itertools import chain

from topology.graph.topology import Topology
from topology.model.entity import Component, Entity, Group, Person, Team

FACETS = ("owner", "tier", "type", "tag", "kind", "file")

KINDS = (
    "component",
    "resource",
    "api",
    "product",
    "platform",
    "team",
    "person",
    "policy",
    "schedule",
    "domain",
)
"""Kinds in the order in which they are found. Before a colon they narrow, so that references find what
they are of."""

Facets = tuple[tuple[str, str], ...]
"""Names and what is wanted of them, folded."""


def read(query: str) -> tuple[Facets, list[str]]:
    """The facets of a query, and its other words; all folded. One that is being typed narrows nothing yet.

    ``team:payments``, as references are written, is a kind and a word.
    """
    facets: list[tuple[str, str]] = []
    words: list[str] = []
    for word in query.casefold().split():
        name, colon, value = word.partition(":")
        if colon and name in FACETS:
            if value:
                facets.append((name, value))
        elif colon and name in KINDS:
            facets.append(("kind", name))
            words += [value.rpartition("/")[2]] if value else []
        else:
            words.append(word)
    return tuple(facets), words


def test_of(topology: Topology, name: str, wanted: str) -> Callable[[Entity], bool]:
    """A test for one facet; what it asks of all entities alike is worked out once."""
    if name == "owner":
        wanted = wanted.rpartition(":")[2]
        owners = chain(topology.catalog.of(Team), topology.catalog.of(Person))
        teams = [
            each.ref for each in owners if wanted in each.name.casefold() or wanted in each.title.casefold()
        ]
        owned = {ref for team in teams for ref in topology.owned_by(team)}
        return lambda entity: entity.ref in owned
    if name == "tier":
        return lambda entity: (
            isinstance(entity, Component | Group) and str(topology.tier(entity.ref)) == wanted
        )
    if name == "type":
        return lambda entity: str(getattr(entity, "type", None) or "").casefold().startswith(wanted)
    if name == "tag":
        return lambda entity: any(tag.casefold().startswith(wanted) for tag in entity.tags)
    if name == "file":
        return lambda entity: wanted in entity.place.file.casefold()
    return lambda entity: entity.kind.casefold().startswith(wanted)

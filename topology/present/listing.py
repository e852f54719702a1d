"""Entities of a catalog as a table or as data, filtered by what people ask for."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from topology.graph.order import natural
from topology.graph.topology import Topology
from topology.model.entity import Component, Entity, Group, Team
from topology.model.reference import COMPONENT_KINDS, DEFAULT_NAMESPACE, Ref, key
from topology.present.cells import pad, width
from topology.present.ink import PLAIN, Ink
from topology.present.names import Names
from topology.present.parts_json import place_json
from topology.present.sheet import WIDTH
from topology.present.words import KIND_PLURALS, count


class Filter(Struct, frozen=True, kw_only=True):
    """What to list. An empty field means everything; components include resources and APIs."""

    kinds: tuple[str, ...] = ()
    owner: Ref | None = None
    type: str | None = None
    tier: int | None = None
    tag: str | None = None


def kinds_of(word: str) -> tuple[str, ...] | None:
    """The kinds that a word such as ``teams``, ``component`` or ``policies`` asks for."""
    wanted = word.casefold()
    if wanted in ("components", "component"):
        return COMPONENT_KINDS
    for kind, plural in KIND_PLURALS.items():
        if wanted in (kind, plural.casefold()) or plural.casefold().endswith(f" {wanted}"):
            return (kind,)
    return None


def select(topology: Topology, wanted: Filter) -> tuple[Entity, ...]:
    """The entities that fit all of a filter, by kind, then in canonical order."""
    order = {kind: position for position, kind in enumerate(KIND_PLURALS)}
    found = [entity for entity in topology.catalog.entities.values() if _fits(topology, entity, wanted)]
    found.sort(key=lambda entity: (order.get(entity.kind, len(order)), entity.kind, key(entity.ref)))
    return tuple(found)


def _fits(topology: Topology, entity: Entity, wanted: Filter) -> bool:
    if wanted.kinds and entity.kind not in wanted.kinds:
        return False
    if wanted.owner is not None and wanted.owner not in topology.owner(entity.ref).teams:
        return False
    if wanted.type is not None and key(wanted.type) != key(_type(entity)):
        return False
    if wanted.tier is not None and not (
        isinstance(entity, Component | Group) and topology.tier(entity.ref) == wanted.tier
    ):
        return False
    return wanted.tag is None or key(wanted.tag) in map(key, entity.tags)


def _type(entity: Entity) -> str:
    return (entity.type or "") if isinstance(entity, Component | Team) else ""


def listing_text(
    topology: Topology, entities: Iterable[Entity], ink: Ink = PLAIN, columns: int | None = WIDTH
) -> str:
    """One line for each entity: name, kind or type, tier, owner, title.

    ``columns`` is how many cells there are to show it on; ``None``: as many as it takes, nothing is cut.
    """
    names = Names(topology.catalog)
    order = {kind: position for position, kind in enumerate(KIND_PLURALS)}
    ordered = sorted(
        entities, key=lambda each: (order.get(each.kind, len(order)), each.kind, natural(each.ref))
    )
    rows = [_row(topology, names, entity) for entity in ordered]
    widest = [max((width(row[column]) for row in rows), default=0) for column in range(4)]
    widths = widest if columns is None else list(map(min, widest, _most(columns)))
    lines = []
    for row in rows:
        line = "  ".join(pad(text, cells) for text, cells in zip(row[:4], widths, strict=True))
        rest = width(row[4]) if columns is None else columns - width(line) - 2
        lines.append(f"{line}  {pad(row[4], rest)}".rstrip() if rest > 4 else line.rstrip())
    lines.append(ink("quiet", count(len(rows), "entity", "entities")))
    return "\n".join(lines) + "\n"


def _most(columns: int) -> tuple[int, ...]:
    """The most cells of each column: name, what it is, tier, owner; the title takes what is left."""
    spare = max(0, columns - WIDTH) // 3
    return 30 + spare, 14 + spare // 2, 2, 18 + spare


def _row(topology: Topology, names: Names, entity: Entity) -> tuple[str, str, str, str, str]:
    ref = entity.ref
    tier = f"T{topology.tier(ref)}" if isinstance(entity, Component | Group) else ""
    name = names(ref) if isinstance(entity, Component) else _id(entity)
    what = "? undeclared" if entity.ghost else _type(entity) or entity.kind
    owners = ", ".join(names.all(topology.owner(ref).teams))
    title = entity.title if entity.title != entity.name else ""
    return name, what, tier, owners, title


def _id(entity: Entity) -> str:
    """What names an entity on a command line, where its kind is clear."""
    return entity.name if entity.namespace == DEFAULT_NAMESPACE else f"{entity.namespace}/{entity.name}"


def listing_json(topology: Topology, entities: Iterable[Entity]) -> dict[str, Any]:
    """The same as data for JSON."""
    return {"entities": [entity_json(topology, entity) for entity in entities]}


def entity_json(topology: Topology, entity: Entity) -> dict[str, Any]:
    """What a list tells of one entity."""
    owned = topology.owner(entity.ref)
    return {
        "entity": entity.ref,
        "kind": entity.kind,
        "name": entity.name,
        "namespace": entity.namespace,
        "title": entity.title,
        "description": entity.description,
        "type": _type(entity) or None,
        "tier": topology.tier(entity.ref) if isinstance(entity, Component | Group) else None,
        "owners": list(owned.teams),
        "provenance": owned.provenance,
        "partOf": topology.part_of(entity.ref),
        "tags": list(entity.tags),
        "aliases": list(entity.aliases),
        "ghost": entity.ghost,
        **place_json(entity.place),
    }

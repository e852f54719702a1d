"""The shelves of the catalog tree: products, platforms, other components, teams, people, rotas, the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from topology.model.entity import Component, Domain, Entity, Foreign, Group, Person, Platform, Product, Team
from topology.model.reference import Ref
from topology.present.words import KIND_PLURALS

if TYPE_CHECKING:
    from topology.tui.world import World

FOREIGN = "foreign:"

HOLDING = frozenset({"products", "platforms", "teams"})
"""The sections with entities that hold others."""


def sections(world: World) -> dict[str, tuple[str, tuple[Ref, ...]]]:
    """Title and entities of each section that has any, by its key."""
    return dict(_sections(world))


def _sections(world: World) -> Iterator[tuple[str, tuple[str, tuple[Ref, ...]]]]:
    catalog, topology = world.catalog, world.topology
    within = {part for group in catalog.of(Group) for part in topology.parts_of(group.ref)}
    kinds: dict[str, list[Ref]] = {}
    for entity in catalog.entities.values():
        kinds.setdefault(_shelf(entity, entity.ref in within), []).append(entity.ref)

    def by_title(ref: Ref) -> tuple[bool, tuple[str, Ref]]:
        return catalog.entities[ref].ghost, world.names.place(ref)

    def section(key: str, title: str) -> Iterator[tuple[str, tuple[str, tuple[Ref, ...]]]]:
        refs = kinds.pop(key, [])
        if refs:
            yield key, (title, tuple(sorted(refs, key=by_title)))

    kinds.pop("", None)
    yield from section("products", "Products")
    yield from section("platforms", "Platforms")
    yield from section("others", "Other components" if within else "Components")
    yield from section("teams", "Teams")
    yield from section("people", "People")
    yield from section("policies", KIND_PLURALS["policy"].capitalize())
    yield from section("schedules", KIND_PLURALS["schedule"].capitalize())
    yield from section("domains", "Domains")
    for key in sorted(kinds):
        yield from section(key, key.removeprefix(FOREIGN).capitalize())


def _shelf(entity: Entity, within: bool) -> str:
    if isinstance(entity, Component):
        return "" if within else "others"
    for type_, key in (
        (Product, "products"),
        (Platform, "platforms"),
        (Team, "teams"),
        (Person, "people"),
        (Domain, "domains"),
    ):
        if isinstance(entity, type_):
            return key
    if isinstance(entity, Foreign) or entity.kind not in ("policy", "schedule"):
        return f"{FOREIGN}{entity.kind}"
    return "policies" if entity.kind == "policy" else "schedules"

"""Who owns a thing, how critical it is, and where each of these facts comes from.

Only ``owner`` and ``tier`` are inherited, from what a component is part of; what it
says itself wins. A domain hands down nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from topology.graph.order import in_order
from topology.model.catalog import Catalog
from topology.model.entity import Component, Domain, Entity, Foreign, Group
from topology.model.place import Place
from topology.model.reference import Ref, Reference

Provenance = Literal["explicit", "inherited", "assumed", "none"]


class Ownership(Struct, frozen=True, gc=False):
    """The owners of one entity, in canonical order, and how that is known.

    ``teams`` holds a person where a file names one: a team of one. ``place`` is
    where the owner is stated, ``via`` the product or platform it is inherited
    from. ``assumed``: nothing states an owner, but a vendor's liaison counts as one.
    """

    teams: tuple[Ref, ...] = ()
    provenance: Provenance = "none"
    place: Place | None = None
    via: Ref | None = None


UNOWNED = Ownership()

_OWNED = (Component, Group, Domain, Foreign)
_IN_GROUPS = (Component, Group)


class Owners:
    """Answers about ownership, membership of groups and tiers for one catalog; keeps what it found."""

    __slots__ = ("_catalog", "_entities", "_found", "_owned", "_parts")

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._entities: Mapping[Ref, Entity] = catalog.entities
        self._found: dict[Ref, Ownership] = {}
        self._owned: dict[Ref, tuple[Ref, ...]] | None = None
        self._parts: dict[Ref, list[Ref]] | None = None

    def owner(self, ref: Ref) -> Ownership:
        """Who owns ``ref``: its own owner, else a vendor's liaison, else that of what it is part of."""
        found = self._found.get(ref)
        if found is None:
            found = self._found[ref] = self._owner(self._entities.get(ref))
        return found

    def _owner(self, entity: Entity | None) -> Ownership:
        if not isinstance(entity, _OWNED):
            return UNOWNED
        if entity.owners:
            return _stated(entity.owners, "explicit")
        if isinstance(entity, Component) and entity.is_vendor:
            # Being part of a product makes nobody answer for another company.
            if entity.liaison is None:
                return UNOWNED
            return Ownership((entity.liaison.target,), "assumed", entity.liaison.place)
        for group in self._above(entity):
            if group.owners:
                return _stated(group.owners, "inherited", group.ref)
        return UNOWNED

    def tier(self, ref: Ref) -> int:
        """1 (most critical) to 4: its own, else that of what it is part of, else the catalog's default."""
        stating = self._stating_tier(ref)
        return self._catalog.defaults.tier if stating is None or stating.tier is None else stating.tier

    def tier_stated(self, ref: Ref) -> Place | None:
        """Where the tier of ``ref`` is written; ``None`` where it is the default."""
        stating = self._stating_tier(ref)
        return None if stating is None else stating.places.get("tier", stating.place)

    def _stating_tier(self, ref: Ref) -> Component | Group | None:
        entity = self._entities.get(ref)
        if not isinstance(entity, _IN_GROUPS):
            return None
        if entity.tier is not None:
            return entity
        return next((group for group in self._above(entity) if group.tier is not None), None)

    def part_of(self, ref: Ref) -> Ref | None:
        """What ``ref`` says it is part of, declared or not."""
        entity = self._entities.get(ref)
        stated = entity.part_of if isinstance(entity, _IN_GROUPS) else None
        return stated.target if stated is not None else None

    def _above(self, entity: Entity) -> Iterator[Group]:
        """The products and platforms around an entity, from the nearest outward; ends on a loop."""
        seen = {entity.ref}
        while isinstance(entity, _IN_GROUPS) and entity.part_of is not None:
            above = self._entities.get(entity.part_of.target)
            if not isinstance(above, Group) or above.ref in seen:
                return
            seen.add(above.ref)
            yield above
            entity = above

    def owned_by(self, team: Ref) -> tuple[Ref, ...]:
        """The components, products and platforms that a team (or a person) owns, however that is known."""
        if self._owned is None:
            owned: dict[Ref, list[Ref]] = {}
            for entity in self._entities.values():
                if isinstance(entity, _IN_GROUPS):
                    for owner in self.owner(entity.ref).teams:
                        owned.setdefault(owner, []).append(entity.ref)
            self._owned = {owner: in_order(refs) for owner, refs in owned.items()}
        return self._owned.get(team, ())

    def parts_of(self, group: Ref) -> tuple[Ref, ...]:
        """The components that are part of a product or platform, or of a group that is part of it."""
        if self._parts is None:
            self._parts = {}
            for entity in self._entities.values():
                if isinstance(entity, _IN_GROUPS) and entity.part_of is not None:
                    self._parts.setdefault(entity.part_of.target, []).append(entity.ref)
        components: list[Ref] = []
        seen = {group}
        open_ = [group]
        while open_:
            for ref in self._parts.get(open_.pop(), ()):
                if ref in seen:
                    continue
                seen.add(ref)
                if isinstance(self._entities.get(ref), Group):
                    open_.append(ref)
                else:
                    components.append(ref)
        return in_order(components)


def _stated(owners: Sequence[Reference], provenance: Provenance, via: Ref | None = None) -> Ownership:
    if len(owners) == 1:
        return Ownership((owners[0].target,), provenance, owners[0].place, via)
    return Ownership(
        in_order(owner.target for owner in owners), provenance, min(owner.place for owner in owners), via
    )

"""What is the same under another name: an alias says so, or nothing else is so much alike.

A match needs half of all that is said of either, and one thing that is said of these two alone: a
title, a description, a link, a user. Where all that is alike is what many share, or the line that it
stands in, they are two different things.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from topology.graph.order import place_in_order
from topology.graph.topology import Topology
from topology.model.catalog import Catalog
from topology.model.duty import Policy, Schedule
from topology.model.entity import Component, Domain, Entity, Group, Person, Team
from topology.model.place import Place
from topology.model.reference import Ref, Reference, key

ALIKE = 0.5
"""The part of all features of both that a match has to share."""
_TRIED = 5
"""A feature that more new entities have than this points at none of them."""
_IDENTITY = frozenset(
    {"ref", "kind", "namespace", "name", "place", "places", "aliases", "extra", "ghost", "source"}
)
_OURS = (Component, Group, Team, Person, Schedule, Policy, Domain)

Features = frozenset[tuple[Any, ...]]


class Names(Struct, frozen=True):
    """What things of the old version are called in the new one, and the other way round."""

    now_of: Mapping[Ref, Ref]
    then_of: Mapping[Ref, Ref]
    renamed: tuple[tuple[Ref, Ref], ...]

    def now(self, ref: Ref) -> Ref:
        """The reference in the new version; what is gone keeps its old one."""
        return self.now_of.get(ref, ref)

    def then(self, ref: Ref) -> Ref:
        """The reference in the old version; what is new keeps its own."""
        return self.then_of.get(ref, ref)


def declared(catalog: Catalog) -> Iterator[Entity]:
    """What has an identity and a meaning here."""
    return (each for each in catalog.entities.values() if not each.ghost and isinstance(each, _OURS))


def names(base: Topology, head: Topology) -> Names:
    """Match two versions. Names that differ in case only are the same name, and no rename."""
    old, new = list(declared(base.catalog)), list(declared(head.catalog))
    there = {key(each.ref): each.ref for each in new}
    before = {key(each.ref) for each in old}
    now_of = {each.ref: there[key(each.ref)] for each in old if key(each.ref) in there}
    gone = [each for each in old if key(each.ref) not in there]
    come = [each for each in new if key(each.ref) not in before]
    renamed: list[tuple[Ref, Ref]] = []
    for kind in sorted({each.kind for each in gone} & {each.kind for each in come}):
        mine = [each for each in gone if each.kind == kind]
        theirs = [each for each in come if each.kind == kind]
        aliased = list(_by_alias(mine, theirs))
        taken = {ref for pair in aliased for ref in pair}
        renamed += aliased
        renamed += _by_likeness(
            {each.ref: _features(base, each) for each in mine if each.ref not in taken},
            {each.ref: _features(head, each) for each in theirs if each.ref not in taken},
        )
    renamed.sort(key=lambda pair: place_in_order(pair[1]))
    now_of.update(renamed)
    return Names(now_of, {now: then for then, now in now_of.items()}, tuple(renamed))


def _by_alias(gone: Iterable[Entity], come: Iterable[Entity]) -> Iterator[tuple[Ref, Ref]]:
    """Who keeps its old name as an alias."""
    by_alias: dict[str, list[Ref]] = {}
    for each in come:
        for alias in {key(alias) for alias in each.aliases}:
            by_alias.setdefault(alias, []).append(each.ref)
    taken: set[Ref] = set()
    for each in gone:
        found = by_alias.get(key(each.name), [])
        if len(found) == 1 and found[0] not in taken:
            taken.add(found[0])
            yield each.ref, found[0]


def _by_likeness(gone: Mapping[Ref, Features], come: Mapping[Ref, Features]) -> Iterator[tuple[Ref, Ref]]:
    """The most alike first, each once; equally alike ones are not told apart, and stay apart."""
    frequency = Counter(feature for features in come.values() for feature in features)
    before = Counter(feature for features in gone.values() for feature in features)
    holders: dict[tuple[Any, ...], list[Ref]] = {}
    for ref, features in come.items():
        for feature in features:
            if frequency[feature] <= _TRIED:
                holders.setdefault(feature, []).append(ref)
    found: list[tuple[float, Ref, Ref]] = []
    for then, features in gone.items():
        for now in {ref for feature in features for ref in holders.get(feature, ())}:
            shared = features & come[now]
            alike = len(shared) / len(features | come[now])
            distinct = any(
                frequency[each] == 1 and before[each] == 1 and each[0] != "stands" for each in shared
            )
            if alike >= ALIKE and len(shared) > 1 and distinct:
                found.append((alike, then, now))
    found.sort(key=lambda each: (-each[0], place_in_order(each[1]), place_in_order(each[2])))
    taken: set[Ref] = set()
    for _, then, now in found:
        if then not in taken and now not in taken:
            taken.update((then, now))
            yield then, now


def _features(topology: Topology, entity: Entity) -> Features:
    """All that is said of an entity, and by whom it is named; its own name left out."""
    found: set[tuple[Any, ...]] = {("stands", entity.place.file, entity.place.line)}
    for field in entity.__struct_fields__:
        if field in _IDENTITY or (field == "title" and entity.title == entity.name):
            continue
        value = getattr(entity, field)
        for each in value if isinstance(value, tuple) else (value,):
            if each not in (None, "", (), False):
                found.add((field, _plain(each)))
    found.update(("used by", edge.source) for edge in topology.users(entity.ref))
    if isinstance(entity, Team):
        found.update(("owns", ref) for ref in topology.owned_by(entity.ref))
    if isinstance(entity, Group):
        found.update(("holds", ref) for ref in topology.parts_of(entity.ref))
    return frozenset(found)


def _plain(value: Any) -> Any:
    """A value without the places in it, to compare and to count."""
    if isinstance(value, Reference):
        return value.target
    if isinstance(value, Place):
        return None
    if isinstance(value, Struct):
        return tuple(_plain(getattr(value, field)) for field in value.__struct_fields__)
    if isinstance(value, tuple):
        return tuple(_plain(each) for each in value)
    if isinstance(value, Mapping):
        return tuple(sorted((str(name), str(_plain(each))) for name, each in value.items()))
    return value

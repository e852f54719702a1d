"""A small way to write catalogs by hand."""

from __future__ import annotations

import random
from typing import Any

import pytest

from topology.graph.topology import Topology
from topology.model.catalog import Catalog
from topology.model.duty import Policy
from topology.model.entity import (
    AnyOf,
    Component,
    Dependency,
    Domain,
    Entity,
    Interaction,
    Membership,
    Person,
    Platform,
    Product,
    Team,
)
from topology.model.place import Place
from topology.model.reference import COMPONENT_KINDS, Ref, Reference, key, name_of, split
from topology.model.settings import Defaults

CLASSES: dict[str, type[Entity]] = {
    "team": Team, "person": Person, "product": Product, "platform": Platform, "domain": Domain,
    "policy": Policy, **dict.fromkeys(COMPONENT_KINDS, Component),
}  # fmt: skip


class Org:
    """Entities and what they say, each fact on a line of its own; undeclared targets become ghosts."""

    def __init__(self) -> None:
        self.line = 0
        self.entities: dict[Ref, Entity] = {}
        self.targets: set[Ref] = set()
        self.interactions: list[Interaction] = []
        self.defaults: dict[str, Any] = {}

    def place(self) -> Place:
        self.line += 1
        return Place("org.yaml", self.line)

    def to(self, text: str, kind: str) -> Reference:
        ref = Ref(text if ":" in text else f"{kind}:{text}")
        self.targets.add(ref)
        return Reference(ref, text, self.place())

    def many(self, texts: Any, kind: str) -> tuple[Reference, ...]:
        texts = [texts] if isinstance(texts, str) else texts
        return tuple(self.to(text, kind) for text in texts)

    def any_of(self, *members: str, at_least: int = 1) -> AnyOf:
        return AnyOf(members=self.many(members, "component"), at_least=at_least, place=self.place())

    def dependency(self, text: Any) -> Dependency | AnyOf:
        """``x`` (hard because nobody says), ``x soft``, ``x async 5`` or what any_of gave."""
        if isinstance(text, AnyOf):
            return text
        target, *rest = text.split()
        to = self.to(target, "component")
        if not rest:
            return Dependency(to, assumed=True)
        return Dependency(to, rest[0], buffer_minutes=int(rest[1]) if len(rest) > 1 else 0)

    def add(self, ref: str, **facts: Any) -> Ref:
        found = Ref(ref if ":" in ref else f"component:{ref}")
        kind, namespace, name = split(found)
        self.entities[found] = CLASSES[kind](
            ref=found, kind=kind, namespace=namespace, name=name, title=name, place=self.place(), **facts
        )
        return found

    def component(
        self,
        ref: str,
        *needs: Any,
        owner: Any = (),
        part_of: str | None = None,
        on_call: str | None = None,
        liaison: str | None = None,
        used_by: Any = (),
        provides: Any = (),
        consumes: Any = (),
        **facts: Any,
    ) -> Ref:
        return self.add(
            ref,
            owners=self.many(owner, "team"),
            part_of=self.to(part_of, "product") if part_of else None,
            on_call=self.to(on_call, "policy") if on_call else None,
            liaison=self.to(liaison, "team") if liaison else None,
            depends_on=tuple(self.dependency(each) for each in needs),
            dependency_of=self.many(used_by, "component"),
            provides=self.many(provides, "api"),
            consumes=self.many(consumes, "api"),
            **facts,
        )

    def group(
        self, ref: str, owner: Any = (), part_of: str | None = None, domain: str | None = None, **facts: Any
    ) -> Ref:
        return self.add(
            ref,
            owners=self.many(owner, "team"),
            part_of=self.to(part_of, "product") if part_of else None,
            domain=self.to(domain, "domain") if domain else None,
            **facts,
        )

    def team(self, name: str, members: Any = (), on_call: str | None = None, works_with: Any = ()) -> Ref:
        return self.add(
            f"team:{name}",
            members=tuple(Membership(person) for person in self.many(members, "person")),
            on_call=self.to(on_call, "policy") if on_call else None,
            interactions=tuple(self.interaction(name, other) for other in works_with),
        )

    def person(self, name: str, member_of: Any = ()) -> Ref:
        return self.add(f"person:{name}", member_of=self.many(member_of, "team"))

    def policy(self, name: str) -> Ref:
        return self.add(f"policy:{name}")

    def interaction(self, one: str, other: str) -> Interaction:
        teams = (self.to(one, "team"), self.to(other, "team"))
        return Interaction(teams=teams, mode="collaboration", place=self.place())

    def catalog(self, shuffle: int | None = None) -> Catalog:
        """The catalog; ``shuffle`` seeds the order of everything whose order means nothing."""
        entities = dict(self.entities)
        interactions = list(self.interactions)
        for ref in self.targets - set(entities):
            kind, namespace, name = split(ref)
            entities[ref] = CLASSES[kind](
                ref=ref, kind=kind, namespace=namespace, name=name, title=name_of(ref),
                place=Place("", 0, 0), ghost=True,
            )  # fmt: skip
        order = sorted(entities, key=lambda ref: (key(ref), ref))
        if shuffle is not None:
            mixed = random.Random(shuffle)
            mixed.shuffle(order)
            mixed.shuffle(interactions)
            entities = {ref: _shuffled(entity, mixed) for ref, entity in entities.items()}
        return Catalog(
            entities={ref: entities[ref] for ref in order},
            by_key={key(ref): ref for ref in order},
            defaults=Defaults(**self.defaults),
            interactions=tuple(interactions),
        )

    def topology(self, shuffle: int | None = None) -> Topology:
        return Topology.of(self.catalog(shuffle))


def _shuffled(entity: Entity, mixed: random.Random) -> Entity:
    """The entity with every list of its facts in another order, the places staying with the facts."""
    values = {}
    for field in entity.__struct_fields__:
        value = getattr(entity, field)
        if isinstance(value, tuple):
            value = tuple(
                AnyOf(members=_mixed(each.members, mixed), at_least=each.at_least, place=each.place)
                if isinstance(each, AnyOf)
                else each
                for each in _mixed(value, mixed)
            )
        values[field] = value
    return type(entity)(**values)


def _mixed(values: tuple[Any, ...], mixed: random.Random) -> tuple[Any, ...]:
    return tuple(mixed.sample(values, len(values)))


@pytest.fixture(scope="session")
def org() -> type[Org]:
    """The builder's class: call it for an empty organisation."""
    return Org


@pytest.fixture(scope="session")
def graph_of(org: type[Org]) -> Any:
    """A topology of components n0, n1, … from pairs (i needs j)."""

    def build(size: int, pairs: Any, shuffle: int | None = None) -> Topology:
        written = org()
        needs: dict[int, list[str]] = {}
        for source, target in pairs:
            needs.setdefault(source, []).append(f"n{target}")
        for node in range(size):
            written.component(f"n{node}", *needs.get(node, ()))
        return written.topology(shuffle)

    return build

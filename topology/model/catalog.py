"""The immutable whole: every entity, setting and record of the files read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct, structs

from topology.model.duty import Policy, Schedule
from topology.model.entity import (
    Component,
    Domain,
    Entity,
    Foreign,
    Interaction,
    Person,
    Platform,
    Product,
    Team,
)
from topology.model.record import Decision, Expectation, IncidentRecord, Tour
from topology.model.reference import Ref, key
from topology.model.scenario import Scenario
from topology.model.settings import Alerting, Defaults

E = TypeVar("E", bound=Entity)


class Reading(Struct, frozen=True, gc=False):
    """How much was read: for summaries, never for decisions.

    ``references`` counts references written in files, ``broken`` those whose target
    nobody declared.
    """

    files: int = 0
    documents: int = 0
    references: int = 0
    broken: int = 0
    foreign_documents: int = 0
    skipped: int = 0


class Catalog(Struct, frozen=True, kw_only=True):
    """Everything that was loaded, in canonical order of reference.

    ``entities`` maps canonical references to entities, ghosts included; look an
    entity up by any spelling of its reference with :meth:`find`.
    """

    entities: Mapping[Ref, Entity]
    by_key: Mapping[str, Ref]
    defaults: Defaults = Defaults()
    alerting: Alerting = Alerting()
    interactions: tuple[Interaction, ...] = ()
    decisions: tuple[Decision, ...] = ()
    tests: tuple[Expectation, ...] = ()
    incidents: tuple[IncidentRecord, ...] = ()
    tours: tuple[Tour, ...] = ()
    reading: Reading = Reading()
    roots: tuple[str, ...] = ()

    def find(self, ref: str) -> Entity | None:
        """The entity with this canonical reference in any case, or ``None``."""
        found = self.by_key.get(key(ref))
        return self.entities[found] if found is not None else None

    def of(self, type_: type[E]) -> Iterator[E]:
        """All entities of one class, in canonical order, ghosts included."""
        for entity in self.entities.values():
            if isinstance(entity, type_):
                yield entity

    def with_ghosts(self, gone: Iterable[Entity]) -> Catalog:
        """The same with a ghost of each of these that is not in it: no more is left of it than its name."""
        ghosts = {
            each.ref: type(each)(
                ref=each.ref,
                kind=each.kind,
                namespace=each.namespace,
                name=each.name,
                title=each.title,
                place=each.place,
                ghost=True,
            )
            for each in gone
            if each.ref not in self.entities
        }
        entities = {**self.entities, **ghosts}
        ordered = {ref: entities[ref] for ref in sorted(entities, key=lambda ref: (key(ref), ref))}
        return structs.replace(self, entities=ordered, by_key={key(ref): ref for ref in ordered})

    def get(self, ref: Ref, type_: type[E]) -> E | None:
        """The entity at ``ref`` if it is of this class."""
        entity = self.entities.get(ref)
        return entity if isinstance(entity, type_) else None


__all__ = [
    "Alerting",
    "Catalog",
    "Component",
    "Defaults",
    "Domain",
    "Entity",
    "Foreign",
    "Person",
    "Platform",
    "Policy",
    "Product",
    "Reading",
    "Scenario",
    "Schedule",
    "Team",
]

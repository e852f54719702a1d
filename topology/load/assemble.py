"""Stage two of a load: drafts and sections become the entities, settings and records of a catalog."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from topology.load.codes import problem
from topology.load.convert import Conversion
from topology.load.draft import Draft, Section, plain
from topology.load.fields import ABSENT
from topology.load.gather import Gathered
from topology.load.identity import identify
from topology.load.resolve import Resolver
from topology.load.schema.sections import LIST_SECTIONS, SETTING_SECTIONS, record_of
from topology.load.schema.settings import read_defaults
from topology.load.tree import Map, Scalar, Sequence
from topology.model.catalog import Catalog, Reading
from topology.model.duty import Policy, Schedule
from topology.model.entity import Component, Domain, Entity, Foreign, Person, Platform, Product, Team
from topology.model.place import Place, Places
from topology.model.problem import Occurrence, Problem
from topology.model.reference import Ref, Reference, key, kind_of, split
from topology.model.scenario import Scenario
from topology.model.settings import Alerting, Defaults

_GHOSTS: Mapping[str, type[Entity]] = {
    "team": Team,
    "person": Person,
    "product": Product,
    "platform": Platform,
    "domain": Domain,
    "schedule": Schedule,
    "policy": Policy,
    "component": Component,
    "resource": Component,
    "api": Component,
    "scenario": Scenario,
}


def assemble(gathered: Gathered, strict: bool) -> tuple[Catalog, list[Problem]]:
    """The catalog of what was gathered, and every problem of the load so far."""
    intake = gathered.intake
    identities = identify(intake.drafts, intake.sources)
    resolver = Resolver(identities.drafts, identities.by_key)
    conversion = Conversion(resolver, intake.sources)
    once, repeats = _settings(intake.sections, gathered)
    defaults, alerting = _read_settings(once, conversion)
    conversion.timezone = defaults.timezone
    entities: dict[Ref, Entity] = {}
    for ref, draft in identities.drafts.items():
        entity = _entity(ref, draft, conversion)
        if entity is not None:
            entities[ref] = entity
    records = _records(intake.sections, conversion)
    _ghosts(resolver, entities)
    _adopt(entities)
    ordered = {ref: entities[ref] for ref in sorted(entities, key=lambda ref: (key(ref), ref))}
    skipped = sum(gathered.discovery.skipped.values())
    catalog = Catalog(
        entities=ordered,
        by_key={key(ref): ref for ref in ordered},
        defaults=defaults,
        alerting=alerting,
        reading=Reading(
            len(gathered.intake.sources),
            gathered.documents,
            resolver.written,
            resolver.broken,
            len(intake.foreign),
            skipped,
        ),
        roots=gathered.discovery.roots,
        **records,
    )
    problems = [
        *intake.problems,
        *identities.problems,
        *repeats,
        *conversion.problems,
        *_foreign(intake.foreign),
        *resolver.problems(intake.sources, strict),
    ]
    return catalog, problems


def _settings(sections: list[Section], gathered: Gathered) -> tuple[dict[str, Section], list[Problem]]:
    """Each setting once; one that is stated again, differently, is an error that shows both places."""
    once: dict[str, Section] = {}
    problems: list[Problem] = []
    ordered = sorted(sections, key=lambda section: (section.file, section.key.line, section.key.column))
    for section in ordered:
        if section.name not in SETTING_SECTIONS:
            continue
        first = once.setdefault(section.name, section)
        if first is section or plain(first.body) == plain(section.body):
            continue
        place, before = _place(section), _place(first)
        problems.append(
            problem(
                "T212",
                place,
                f"{section.name} is stated twice, differently; {before} is used",
                source=gathered.intake.sources.get(section.file),
                width=len(section.name),
                references=(Occurrence(before), Occurrence(place)),
            )
        )
    return once, problems


def _place(section: Section) -> Place:
    return Place(section.file, section.key.line, section.key.column)


def _read_settings(once: Mapping[str, Section], conversion: Conversion) -> tuple[Defaults, Alerting]:
    values: dict[str, Any] = {"defaults": Defaults(), "alerting": Alerting()}
    for name, section in once.items():
        conversion.enter(section.file, section.source, name)
        read = read_defaults if name == "defaults" else SETTING_SECTIONS[name][0].read
        value = read(conversion, section.body, section.key)
        if value is not ABSENT:
            values[name] = value
    return values["defaults"], values["alerting"]


def _entity(ref: Ref, draft: Draft, conversion: Conversion) -> Entity | None:
    """One draft as an entity; ``None`` after reporting why it cannot be one."""
    conversion.enter(draft.place.file, draft.source, ref, ref, draft.namespace, draft.name, draft.place)
    record = record_of(draft.kind)
    places: dict[str, Place] = {}
    extra = dict(draft.extra)
    values = record.values(conversion, draft.body, places, extra)
    if values is None:
        return None
    values.pop("id", None)
    title = values.pop("title", "")
    title = title if title.strip() else draft.name
    entity = record.build(
        conversion,
        draft.body,
        {
            **values,
            "ref": ref,
            "kind": draft.kind,
            "namespace": draft.namespace,
            "name": draft.name,
            "title": title,
            "place": draft.place,
            "places": Places(draft.place.file, tuple(places), _spots(places)),
            "extra": extra,
            "source": draft.source,
        },
    )
    return None if entity is ABSENT else entity


def _spots(places: Mapping[str, Place]) -> array[int]:
    return array("I", [number for place in places.values() for number in (place.line, place.column)])


def _records(sections: list[Section], conversion: Conversion) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = {name: [] for name in LIST_SECTIONS}
    ordered = sorted(sections, key=lambda section: (section.file, section.key.line, section.key.column))
    for section in ordered:
        if section.name not in LIST_SECTIONS:
            continue
        record = LIST_SECTIONS[section.name][0]
        conversion.enter(section.file, section.source, section.name)
        if not isinstance(section.body, Sequence):
            conversion.wrong_shape(section.body, section.key, "a list")
            continue
        for item in section.body.items:
            conversion.enter(section.file, section.source, _label(record.name, item))
            value = record.read(conversion, item, section.key)
            if value is not ABSENT:
                found[section.name].append(value)
    return {name: tuple(values) for name, values in found.items()}


def _label(record: str, item: Any) -> str:
    """How messages name a record: by its id or name where it has one."""
    from topology.load.codes import clip

    for field in ("id", "name"):
        entry = item.entries.get(field) if isinstance(item, Map) else None
        if entry is not None and isinstance(entry.value, Scalar):
            return f"{record} {clip(entry.value.text)}"
    return f"a {record}"


def _ghosts(resolver: Resolver, entities: dict[Ref, Entity]) -> None:
    """An entity for every target that nobody declared, so that nothing refers to nothing."""
    for ref, place in resolver.ghosts:
        if ref not in entities:
            kind, namespace, name = split(ref)
            made = _GHOSTS.get(kind_of(ref), Foreign)
            entities[ref] = made(
                ref=ref, kind=kind, namespace=namespace, name=name, title=name, place=place, ghost=True
            )


def _adopt(entities: dict[Ref, Entity]) -> None:
    """A team that is said to belong to another one, and says nothing itself, has that one as parent."""
    parents = [entity for entity in entities.values() if isinstance(entity, Team) and entity.children]
    for parent in sorted(parents, key=lambda team: team.ref):
        for reference in parent.children:
            child = entities[reference.target]
            if isinstance(child, Team) and child.parent is None and not child.ghost:
                named = Reference(parent.ref, parent.name, reference.place)
                entities[child.ref] = replace(child, parent=named)


def _foreign(places: list[Place]) -> list[Problem]:
    """Documents of other programs: one note for all of them."""
    if not places:
        return []
    first = min(places)
    count = "a document is" if len(places) == 1 else f"{len(places)} documents are"
    return [problem("T214", first, f"{count} not ours and left alone; the first stands here")]

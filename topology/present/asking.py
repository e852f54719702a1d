"""Which entity somebody means who types a name: read as references in files are, then by title or alias."""

from collections.abc import Iterable, Iterator

from topology.graph.order import in_order
from topology.model.catalog import Catalog
from topology.model.entity import Entity
from topology.model.reference import (
    COMPONENT_KINDS,
    DEFAULT_NAMESPACE,
    GROUP_KINDS,
    Ref,
    Written,
    canonical,
    key,
    read_reference,
)
from topology.model.text import clean_line

Stages = tuple[tuple[str, ...], ...]
"""Kinds in the order in which a bare name is looked up; within one stage it must be unique."""

THINGS: Stages = (COMPONENT_KINDS, GROUP_KINDS)
"""What can fail, then what that is part of."""
ANSWERABLE: Stages = (*THINGS, ("team",))
KINDS = (*COMPONENT_KINDS, *GROUP_KINDS, "team", "person", "schedule", "policy", "domain")
"""What is offered first to somebody who named something of a kind that does not fit."""
TEAMS: Stages = (("team",), ("person",))
PEOPLE: Stages = (("person",),)
POLICIES: Stages = (("policy",),)
TEAMS_AND_PRODUCTS: Stages = (("team",), GROUP_KINDS)
ON_CALL: Stages = (("schedule",), ("team",), ("person",), ("policy",))


class UnknownName(ValueError):
    """A name that means nothing here, or several things (``choices``)."""

    def __init__(self, message: str, choices: tuple[Ref, ...] = ()) -> None:
        super().__init__(message)
        self.choices = choices


def find(catalog: Catalog, text: str, stages: Stages) -> Entity:
    """The one entity that ``text`` names. Raises :class:`UnknownName`.

    ``text`` is ``[kind:][namespace/]name`` in any case, else a title or an alias. A
    declared entity wins over one that is only referred to.
    """
    found = known(catalog, text, stages)
    if found is None:
        raise _unknown(catalog, text, read_reference(text), stages)
    return found


def known(catalog: Catalog, text: str, stages: Stages) -> Entity | None:
    """As :func:`find`, for names that may mean nothing here: ``None``, and nothing like it is looked for.

    Raises :class:`UnknownName` where it means several things.
    """
    written = read_reference(text)
    for kinds in stages:
        found = _chosen(catalog, text, _by_reference(catalog, written, kinds))
        if found is not None:
            return found
    if written.kind is None and written.namespace is None:
        for kinds in stages:
            found = _chosen(catalog, text, _by_words(catalog, written.name, kinds))
            if found is not None:
                return found
    return None


def completions(catalog: Catalog, start: str, stages: Stages) -> tuple[str, ...]:
    """What could stand for the name begun with ``start``: names, or references where names clash."""
    wanted = key(start)
    found: set[str] = set()
    for kinds in stages:
        refs = [each.ref for each in catalog.entities.values() if each.kind in kinds and not each.ghost]
        names = [ref.partition(":")[2] for ref in refs]
        for ref, name in zip(refs, names, strict=True):
            found.add(ref if ":" in start or names.count(name) > 1 else name)
    return tuple(sorted(name for name in found if key(name).startswith(wanted)))


def _by_reference(catalog: Catalog, written: Written, kinds: Iterable[str]) -> list[Entity]:
    """In the namespace stated, else in the default one, else in any."""
    wanted = GROUP_KINDS if written.kind in GROUP_KINDS else (written.kind,)  # a system may be either
    asked = [kind for kind in kinds if written.kind is None or kind in wanted]
    name = written.name
    found = [catalog.find(canonical(kind, name, written.namespace or DEFAULT_NAMESPACE)) for kind in asked]
    hits = [entity for entity in found if entity is not None]
    if hits or written.namespace is not None:
        return hits
    return [each for each in catalog.entities.values() if each.kind in asked and key(each.name) == key(name)]


def _by_words(catalog: Catalog, words: str, kinds: Iterable[str]) -> list[Entity]:
    wanted = key(words)
    return [
        entity
        for entity in catalog.entities.values()
        if entity.kind in kinds and wanted in map(key, (entity.title, *entity.aliases))
    ]


def _chosen(catalog: Catalog, text: str, hits: list[Entity]) -> Entity | None:
    declared = [entity for entity in hits if not entity.ghost] or hits
    if len(declared) < 2:
        return declared[0] if declared else None
    choices = in_order(entity.ref for entity in declared)
    listed = ", ".join(choices[:8]) + (f" and {len(choices) - 8} more" if len(choices) > 8 else "")
    raise UnknownName(f'"{clean_line(text)}" fits {len(choices)} entities: {listed}', choices)


def _unknown(catalog: Catalog, text: str, written: Written, stages: Stages) -> UnknownName:
    kinds = [kind for stage in stages for kind in stage]
    what = written.kind or (kinds[0] if len(stages) == 1 else "")
    shown = (
        f'unknown {clean_line(what)} "{clean_line(written.name)}"'
        if what
        else f'nothing is called "{clean_line(text)}"'
    )
    same_name = [each for each in catalog.entities.values() if key(each.name) == key(written.name)]
    twin = next((each for kind in KINDS for each in same_name if each.kind == kind and not each.ghost), None)
    if twin is not None:
        if written.kind == twin.kind:
            return UnknownName(
                f"{twin.ref} is a {twin.kind}: this asks for a {' or '.join(kinds)}", (twin.ref,)
            )
        return UnknownName(f"{shown}; there is {twin.ref}", (twin.ref,))
    near = _near(catalog, written.name, kinds)
    return UnknownName(f"{shown}; did you mean {near.ref}?", (near.ref,)) if near else UnknownName(shown)


def _near(catalog: Catalog, name: str, kinds: list[str]) -> Entity | None:
    from topology.load.suggest import near

    words: dict[str, Entity] = {}
    for entity in catalog.entities.values():
        if entity.kind in kinds and not entity.ghost:
            for word in _words(entity):
                words.setdefault(word, entity)
    found = near(name, list(words))
    return words[found] if found is not None else None


def _words(entity: Entity) -> Iterator[str]:
    yield entity.name
    yield entity.title
    yield from entity.aliases

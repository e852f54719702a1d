"""What entities are called in front of people: things that fail by id, all else by title."""

import re
from collections.abc import Iterable
from functools import cached_property

from topology.graph.order import natural
from topology.model.catalog import Catalog
from topology.model.entity import Component
from topology.model.reference import COMPONENT_KINDS, DEFAULT_NAMESPACE, Ref, canonical, key, split

_REFERENCE = re.compile(r"(?<![\w/])[a-z]+:[A-Za-z0-9][A-Za-z0-9._/-]*")
"""What a canonical reference looks like in a text; a dot at its end is the sentence's."""

_BY_NAME_ALONE = frozenset((*COMPONENT_KINDS, "team", "person"))


class Names:
    """Short names for the entities of one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._found: dict[Ref, str] = {}
        self._places: dict[Ref, tuple[str, Ref]] = {}

    def __call__(self, ref: Ref | None) -> str:
        """The short name of one entity; ``nobody`` for none."""
        if ref is None:
            return "nobody"
        found = self._found.get(ref)
        if found is None:
            found = self._found[ref] = self._called(ref)
        return found

    def _called(self, ref: Ref) -> str:
        entity = self._catalog.entities.get(ref)
        if entity is None:
            kind, namespace, name = split(ref)
        elif isinstance(entity, Component):
            kind, namespace, name = entity.kind, entity.namespace, entity.name
        else:
            return entity.title or entity.name
        shown = name if namespace == DEFAULT_NAMESPACE else f"{namespace}/{name}"
        if kind in COMPONENT_KINDS and len(self._kinds) > 1:
            twins = (canonical(other, name, namespace) for other in self._kinds if other != kind)
            if any(twin in self._catalog.entities for twin in twins):
                return f"{kind}:{shown}"
        return shown

    @cached_property
    def _kinds(self) -> tuple[str, ...]:
        """The kinds of components that there are: in most catalogs one, and no two have the same name."""
        found = {component.kind for component in self._catalog.of(Component)}
        return tuple(kind for kind in COMPONENT_KINDS if kind in found)

    def all(self, refs: Iterable[Ref]) -> list[str]:
        """The short names of several entities, in their order."""
        return [self(ref) for ref in refs]

    def sorted(self, refs: Iterable[Ref]) -> list[str]:
        """The short names of several entities, in the order in which people look for one."""
        return sorted(self.all(refs), key=natural)

    def place(self, ref: Ref) -> tuple[str, Ref]:
        """Sort key: where people look for an entity among others; of the same name, by reference."""
        place = self._places.get(ref)
        if place is None:
            place = self._places[ref] = natural(self(ref)), ref
        return place

    def said(self, text: str) -> str:
        """A text for people, with entities called by their names where it has references.

        Things that fail, teams and people are known by name alone; all else keeps its kind.
        """
        return _REFERENCE.sub(self._said, text)

    def _said(self, found: re.Match[str]) -> str:
        written = found.group().rstrip(".")
        entity = self._catalog.by_key.get(key(written))
        if entity is None:
            return found.group()
        kind = split(entity)[0]
        before = "" if kind in _BY_NAME_ALONE else f"{kind} "
        return f"{before}{self(entity)}{found.group()[len(written) :]}"

    def kind(self, ref: Ref) -> str:
        """What an entity is, in one word: the type of a component, else its kind."""
        entity = self._catalog.entities.get(ref)
        if isinstance(entity, Component) and entity.type:
            return entity.type
        return split(ref)[0]

"""From a written reference to the entity it means.

A reference without a kind takes those of its field, in order; one without a namespace
that of the entity it stands in, as in Backstage. A unique hit is used. What nobody
declared becomes a ghost, with one finding for each target.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from topology.load.codes import clip, problem
from topology.load.draft import Draft, Format
from topology.load.suggest import Suggester
from topology.load.tree import Scalar, Source
from topology.model.place import Place
from topology.model.problem import Occurrence, Problem
from topology.model.reference import (
    COMPONENT_KINDS,
    DEFAULT_NAMESPACE,
    GROUP_KINDS,
    Ref,
    canonical,
    key,
    read_reference,
)
from topology.model.text import clean_line

if TYPE_CHECKING:
    from topology.load.convert import Conversion

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


class Kinds(Struct, frozen=True, gc=False):
    """The kinds that a field refers to: tiers looked up in order, each of which must give one hit.

    Something undeclared is taken for the first of all.
    """

    number: int
    tiers: tuple[tuple[str, ...], ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Every kind that may stand in the field, in the order of looking up."""
        return tuple(kind for tier in self.tiers for kind in tier)


TEAM = Kinds(0, (("team",),))
TEAM_OR_PERSON = Kinds(1, (("team",), ("person",)))
PERSON = Kinds(2, (("person",),))
PERSON_OR_TEAM = Kinds(3, (("person",), ("team",)))
NEEDED = Kinds(4, (COMPONENT_KINDS, GROUP_KINDS))
COMPONENT = Kinds(5, (COMPONENT_KINDS,))
API = Kinds(6, (("api",),))
GROUP = Kinds(7, (GROUP_KINDS,))
DOMAIN = Kinds(8, (("domain",),))
POLICY = Kinds(9, (("policy",),))
PAGED = Kinds(10, (("schedule",), ("person",)))
ANYTHING = Kinds(
    11, (COMPONENT_KINDS, GROUP_KINDS, ("team",), ("domain",), ("policy",), ("schedule",), ("person",))
)
ON_CALL = Kinds(12, (("team",), ("policy",), ("schedule",)))
SCHEDULE = Kinds(13, (("schedule",),))
_FIELDS = 14

REFERENCE = (
    r"^\s*(?:[^\s:/]+\s*:\s*)?(?:[^\s:/]+\s*/\s*)?"
    r"[A-Za-z0-9]+(?:[-_.]+[A-Za-z0-9]+)*\s*$"
)
"""The pattern of references that can be resolved, for the JSON Schema."""


class Mention(Struct, frozen=True, gc=False):
    """One place where a reference with a trouble stands."""

    place: Place
    field: str
    label: str
    entity: Ref | None
    format: Format
    width: int


class Trouble:
    """What is wrong with a reference, and everywhere it stands."""

    __slots__ = ("code", "mentions", "target", "words")

    def __init__(self, code: str, words: str, target: Ref | None = None) -> None:
        self.code = code
        self.words = words
        self.target = target
        self.mentions: list[Mention] = []

    def met(self, conversion: Conversion, node: Scalar, field: str) -> None:
        """Note that the reference stands here too."""
        self.mentions.append(
            Mention(
                conversion.place(node),
                field,
                conversion.label,
                conversion.entity,
                conversion.format,
                len(node.text) + (0 if node.plain else 2),
            )
        )


class Found(Struct, frozen=True, gc=False):
    """What a text means in a field: its target, and what is wrong with that."""

    target: Ref | None
    text: str
    trouble: Trouble | None = None


Scope = list[dict[str, Found]]
"""What texts mean in one namespace, for each :class:`Kinds` by number."""


class Resolver:
    """Resolves references against what was declared, and remembers what was not."""

    def __init__(self, drafts: Mapping[Ref, Draft], by_key: Mapping[str, Ref]) -> None:
        self._drafts = drafts
        self._by_key = by_key
        self._scopes: dict[str, Scope] = {}
        self._troubles: dict[tuple[str, str], Trouble] = {}
        self.written = 0

    @property
    def ghosts(self) -> Iterator[tuple[Ref, Place]]:
        """Targets that nobody declared, each with the first place that refers to it."""
        for trouble in self._troubles.values():
            if trouble.code == "T204" and trouble.target is not None and trouble.mentions:
                yield trouble.target, min(mention.place for mention in trouble.mentions)

    @property
    def broken(self) -> int:
        """How many references stand in files whose target nobody declared."""
        return sum(len(trouble.mentions) for trouble in self._troubles.values() if trouble.code == "T204")

    def scope(self, namespace: str) -> Scope:
        """The cache of a namespace; see :data:`Scope`."""
        scope = self._scopes.get(namespace)
        if scope is None:
            scope = self._scopes[namespace] = [{} for _ in range(_FIELDS)]
        return scope

    def look_up(self, text: str, kinds: Kinds, namespace: str) -> Found:
        """What ``text`` means in a field of ``kinds``, within ``namespace``."""
        found = self.scope(namespace)[kinds.number][text] = self._find(text, kinds, namespace)
        return found

    def _find(self, text: str, kinds: Kinds, namespace: str) -> Found:
        shown = clean_line(text.strip())
        written = read_reference(text)
        if not written.name or "/" in written.name or ":" in written.name:
            return Found(None, shown, self._trouble("T216", text, f'"{clip(text)}" is no reference'))
        where = written.namespace or namespace
        tiers = kinds.tiers
        if written.kind is not None:
            system = text.partition(":")[0].strip().casefold() == "system"
            wanted = GROUP_KINDS if system else (written.kind,)
            if not any(kind in kinds.all for kind in wanted):
                words = f"takes {' or '.join(kinds.all)}, not {clip(text)}"
                return Found(None, shown, self._trouble("T206", f"{kinds.number} {text}", words))
            tiers = (wanted,)
        for tier in tiers:
            hits = [
                hit for kind in tier if (hit := self._by_key.get(key(canonical(kind, written.name, where))))
            ]
            if len(hits) == 1:
                return Found(hits[0], shown)
            if hits:
                trouble = self._trouble(
                    "T205", " ".join(hits), f"{clip(written.name)} may be {' or '.join(hits)}"
                )
                return Found(hits[0], shown, trouble)
        name, where = clean_line(written.name), clean_line(where)
        target = canonical(tiers[0][0], name, where)
        unknown = name if where == DEFAULT_NAMESPACE else f"{where}/{name}"
        trouble = self._trouble("T204", key(target), f'unknown {tiers[0][0]} "{clip(unknown)}"', target)
        return Found(trouble.target, shown, trouble)

    def _trouble(self, code: str, about: str, words: str, target: Ref | None = None) -> Trouble:
        trouble = self._troubles.get((code, about))
        if trouble is None:
            trouble = self._troubles[code, about] = Trouble(code, words, target)
        return trouble

    def problems(self, sources: Mapping[str, Source], strict: bool) -> Iterator[Problem]:
        """One problem for each trouble, at its first mention, holding them all.

        Only a warning where Backstage files alone are concerned, unless ``strict``.
        """
        suggester = Suggester({ref: draft.place for ref, draft in self._drafts.items()})
        for trouble in self._troubles.values():
            mentions = sorted(trouble.mentions, key=lambda mention: (mention.place, mention.field))
            if not mentions:
                continue
            first = mentions[0]
            mild = not strict and all(mention.format == "backstage" for mention in mentions)
            message = (
                f"{first.field} of {first.label} {trouble.words}"
                if trouble.code == "T206"
                else f"{trouble.words} in {first.field} of {first.label}"
            )
            yield problem(
                trouble.code,
                first.place,
                message,
                source=sources.get(first.place.file),
                width=first.width,
                severity="warning" if mild else "error",
                entity=first.entity,
                target=trouble.target,
                suggestion=suggester.meant(trouble.target)
                if trouble.code == "T204" and trouble.target
                else None,
                references=tuple(Occurrence(mention.place, mention.entity) for mention in mentions),
            )

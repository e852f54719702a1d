"""Finding an entity from what somebody half remembers: names, titles, aliases, channels; typos too.

Facets (``owner:payments tier:1 type:database tag:pci kind:team``) narrow what is
found; what remains of the query is looked for in texts. A keystroke over 10,000
names has five milliseconds.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Literal

from msgspec import Struct

from topology.graph.topology import Topology
from topology.model.catalog import Catalog
from topology.model.entity import Component, Entity, Group, Person, Team
from topology.model.reference import Ref

Field = Literal["id", "title", "alias", "channel"]

FACETS = ("owner", "tier", "type", "tag", "kind")

_KINDS = (
    "component",
    "resource",
    "api",
    "product",
    "platform",
    "team",
    "person",
    "policy",
    "schedule",
    "domain",
)


FEW = 20
"""With fewer exact hits than this, near ones are looked for as well."""


class Hit(Struct, frozen=True, gc=False):
    """One entity that fits: by which field, in which text (empty: no text was asked for), and where in it."""

    ref: Ref
    field: Field
    text: str
    marks: tuple[int, ...] = ()


class Found(Struct, frozen=True, gc=False):
    """The best hits, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int


class Finder:
    """All texts of a catalog by which an entity can be found, the short ones first, ready to be searched."""

    def __init__(self, topology: Topology) -> None:
        self._topology = topology
        catalog = topology.catalog
        self._refs = _ordered(catalog)
        found = [
            (position, *each)
            for position, ref in enumerate(self._refs)
            for each in _texts(catalog.entities[ref])
        ]
        found.sort(key=lambda each: len(each[2]))  # of equally long ones those first that come first anyway
        self._owner = array("I", [position for position, _, _ in found])
        self._fields = [field for _, field, _ in found]
        self._shown = [text for _, _, text in found]
        self._folded = [_folded(text) for text in self._shown]
        topology.owned_by(Ref(""))  # worked out for all teams at once: better now than at the first key

    def find(self, query: str, limit: int) -> Found:
        """The best ``limit`` entities for a query; all in catalog order for an empty one."""
        facets, words = _read(query)
        allowed = self._allowed(facets) if facets else None
        if not words:
            refs = self._refs if allowed is None else [self._refs[position] for position in sorted(allowed)]
            return Found(tuple(Hit(ref, "id", "") for ref in refs[:limit]), len(refs))
        entries: Sequence[int] = range(len(self._folded))
        if allowed is not None:
            entries = [entry for entry in entries if self._owner[entry] in allowed]
        phrase = " ".join(words)
        hits = [entry for entry in entries if phrase in self._folded[entry]]
        others = self._others(words, entries, hits)
        best: dict[int, int] = {}
        for entry in chain(self._ranked(phrase, hits), others):
            best.setdefault(self._owner[entry], entry)
            if len(best) == limit:
                break
        total = len({self._owner[entry] for entry in chain(hits, others)})
        return Found(tuple(self._hit(entry, words) for entry in best.values()), total)

    def _ranked(self, phrase: str, hits: Sequence[int]) -> Iterator[int]:
        """Texts that begin with the phrase, then those of which a word does, then the others."""
        folded = self._folded
        yield from (entry for entry in hits if folded[entry].startswith(phrase))
        inside: list[int] = []
        for entry in hits:
            if not folded[entry].startswith(phrase):
                if _begins_word(phrase, folded[entry]):
                    yield entry
                else:
                    inside.append(entry)
        yield from inside

    def _others(self, words: Sequence[str], entries: Sequence[int], hits: Sequence[int]) -> list[int]:
        """Texts that hold all words, though not side by side; where little is found, texts that come near."""
        found: list[int] = []
        if len(words) > 1:
            longest, *rest = sorted(words, key=len, reverse=True)
            found = [entry for entry in entries if longest in self._folded[entry]]
            for word in rest:
                found = [entry for entry in found if word in self._folded[entry]]
        if len(hits) + len(found) < FEW and len("".join(words)) > 1:
            known = {self._owner[entry] for entry in chain(hits, found)}
            among = set(entries)
            near = self._near("".join(words))
            found += [entry for entry in near if entry in among and self._owner[entry] not in known]
        return found

    def _near(self, query: str) -> Iterator[int]:
        """Entries that hold the letters in order, or nearly all of them."""
        from rapidfuzz.distance import LCSseq
        from rapidfuzz.process import extract

        cutoff = len(query) if len(query) < 5 else len(query) - 1
        found = extract(
            query, self._folded, scorer=LCSseq.similarity, processor=None, score_cutoff=cutoff, limit=300
        )
        for text, _, entry in found:
            if len(_places(query, text)) >= cutoff and _tight(query, text):
                yield entry

    def _hit(self, entry: int, words: Sequence[str]) -> Hit:
        folded = self._folded[entry]
        shown = self._shown[entry]
        marks: list[int] = []
        for word in words:
            at = folded.find(word)
            marks += range(at, at + len(word)) if at >= 0 else _places(word, folded)
        kept = tuple(sorted(set(marks))) if len(shown) == len(folded) else ()
        return Hit(self._refs[self._owner[entry]], self._fields[entry], shown, kept)

    def _allowed(self, facets: Sequence[tuple[str, str]]) -> set[int]:
        """The positions of the entities that fit all facets."""
        entities = self._topology.catalog.entities
        positions = list(range(len(self._refs)))
        for name, wanted in facets:
            fits = _facet(self._topology, name, wanted)
            positions = [position for position in positions if fits(entities[self._refs[position]])]
        return set(positions)


def _ordered(catalog: Catalog) -> tuple[Ref, ...]:
    """Ghosts last; then by kind, then by reference."""
    order = {kind: position for position, kind in enumerate(_KINDS)}
    shelves: dict[tuple[bool, int], list[Ref]] = {}
    for ref, entity in catalog.entities.items():
        shelves.setdefault((entity.ghost, order.get(entity.kind, len(order))), []).append(ref)
    return tuple(ref for shelf in sorted(shelves) for ref in sorted(shelves[shelf]))


def _folded(text: str) -> str:
    """The text in one case; itself where it is, as most names are: it is held once then."""
    folded = text.casefold()
    return text if folded == text else folded


def _texts(entity: Entity) -> Iterator[tuple[Field, str]]:
    yield "id", entity.name
    if entity.title and entity.title != entity.name:
        yield "title", entity.title
    for alias in entity.aliases:
        yield "alias", alias
    if isinstance(entity, Team):
        for channel in entity.channels:
            yield "channel", channel.name


def _read(query: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The facets of a query, and its other words; all folded."""
    facets: list[tuple[str, str]] = []
    words: list[str] = []
    for word in query.casefold().split():
        name, colon, value = word.partition(":")
        if colon and name in FACETS:
            if value:
                facets.append((name, value))
        else:
            words.append(word)
    return facets, words


def _begins_word(phrase: str, text: str) -> bool:
    """Whether a word of the text begins with the phrase."""
    at = text.find(phrase)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(phrase, at + 1)
    return at >= 0


def _places(query: str, text: str) -> list[int]:
    """Where the letters of ``query`` stand in ``text``, in order; one that is not there is left out."""
    places: list[int] = []
    start = 0
    for char in query:
        at = text.find(char, start)
        if at >= 0:
            places.append(at)
            start = at + 1
    return places


def _tight(query: str, text: str) -> bool:
    """Whether the letters stand close enough together to have been meant."""
    places = _places(query, text)
    return bool(places) and places[-1] - places[0] < 2 * len(query) + 2


def _facet(topology: Topology, name: str, wanted: str) -> Callable[[Entity], bool]:
    """A test for one facet; what it asks of all entities alike is worked out once."""
    if name == "owner":
        owners = chain(topology.catalog.of(Team), topology.catalog.of(Person))
        teams = [
            each.ref for each in owners if wanted in each.name.casefold() or wanted in each.title.casefold()
        ]
        owned = {ref for team in teams for ref in topology.owned_by(team)}
        return lambda entity: entity.ref in owned
    if name == "tier":
        return lambda entity: (
            isinstance(entity, Component | Group) and str(topology.tier(entity.ref)) == wanted
        )
    if name == "type":
        return lambda entity: str(getattr(entity, "type", None) or "").casefold().startswith(wanted)
    if name == "tag":
        return lambda entity: any(tag.casefold().startswith(wanted) for tag in entity.tags)
    return lambda entity: entity.kind.casefold().startswith(wanted)

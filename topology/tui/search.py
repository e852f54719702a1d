"""Finding an entity from what somebody half remembers: names, titles, aliases, channels, files; typos too.

Where that finds little, also from what is said of it: its description, a team's focus, a person's role.

Facets (``owner:payments tier:1``, see :mod:`.facets`) narrow what is found; what remains
of the query is looked for in texts. A keystroke over 10,000 names has five milliseconds:
what the keystroke before has found is where the next one looks.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Literal

from msgspec import Struct

from topology.graph.order import natural
from topology.graph.topology import Topology
from topology.model.catalog import Catalog
from topology.model.entity import Component, Entity, Person, Team
from topology.model.reference import Ref
from topology.tui.facets import KINDS, Facets, read, test_of

Positions = frozenset[int]

Field = Literal["id", "title", "alias", "channel", "said", "file"]

_ORDER = {kind: position for position, kind in enumerate(KINDS)}


LEAD = 4
"""Characters before what was looked for that are not worth leaving out."""

FEW = 20
"""With fewer exact hits than this, near ones are looked for as well."""


class Hit(Struct, frozen=True, gc=False):
    """One entity that fits: by which field, in which text (empty: no text was asked for), and where in it."""

    ref: Ref
    field: Field
    text: str
    marks: tuple[int, ...] = ()

    @property
    def excerpt(self) -> tuple[str, tuple[int, ...]]:
        """The text and where in it; of a longer one from there on: one sees it where room is little."""
        start = self.marks[0] if self.marks and self.field in ("said", "file") else 0
        if start <= LEAD:
            return self.text, self.marks
        return f"…{self.text[start:]}", tuple(mark - start + 1 for mark in self.marks)

    def holds(self, phrase: str) -> bool:
        """Whether the text holds a phrase as it is spelled, and not only something near it."""
        return _folded(phrase) in _folded(self.text)


class Found(Struct, frozen=True, gc=False):
    """The best hits, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int


class Finder:
    """All texts of a catalog by which an entity can be found, the short ones first, ready to be searched."""

    def __init__(self, topology: Topology) -> None:
        self._topology = topology
        self._entities = topology.catalog.entities
        self._refs = _ordered(topology.catalog)
        owner: list[int] = []
        fields: list[Field] = []
        shown: list[str] = []
        for position, ref in enumerate(self._refs):
            for field, text in _texts(self._entities[ref]):
                owner.append(position)
                fields.append(field)
                shown.append(text)
        # Of equally long ones those first that come first anyway.
        order = sorted(range(len(shown)), key=list(map(len, shown)).__getitem__)
        self._owner = array("I", [owner[entry] for entry in order])
        self._fields = [fields[entry] for entry in order]
        self._shown = [shown[entry] for entry in order]
        self._folded = [_folded(text) for text in self._shown]
        self._narrowed: tuple[Facets, Positions] = ((), frozenset())
        self._before: tuple[Facets, str, Sequence[int]] = ((), "", range(len(order)))

    def find(self, query: str, limit: int) -> Found:
        """The best ``limit`` entities for a query; all in catalog order for an empty one."""
        facets, words = read(query)
        allowed = self._allowed(facets)
        if not words:
            positions = [each for each in self._counted if allowed is None or each in allowed]
            return Found(tuple(Hit(self._refs[each], "id", "") for each in positions[:limit]), len(positions))
        phrase = " ".join(words)
        hits = self._holding(facets, allowed, phrase)
        spread = self._spread(words, allowed)
        best = self._best(chain(self._ranked(phrase, hits), spread), limit)
        total = set(map(self._owner.__getitem__, chain(hits, spread)))
        found = [self._hit(position, entry, words) for position, entry in best.items()]
        few = len(hits) + len(spread) < FEW
        if few and len(phrase) > 2:
            said = {each: text for each, text in self._in_words(words, allowed) if each not in total}
            found += [self._said(each, text, words) for each, text in said.items()][: limit - len(found)]
            total.update(said)
        if few and len("".join(words)) > 1:
            near = self._best(self._near("".join(words), allowed, total), len(self._refs))
            found += [self._hit(each, entry, words) for each, entry in near.items()][: limit - len(found)]
            total.update(near)
        for file, positions in self._in_files(phrase, allowed, total):
            found += [self._in_file(position, file, phrase) for position in positions[: limit - len(found)]]
            total.update(positions)
        return Found(tuple(found), len(total))

    def _holding(self, facets: Facets, allowed: Positions | None, phrase: str) -> Sequence[int]:
        """The entries that hold the phrase; while one types on, among those of the keystroke before."""
        before, shorter, entries = self._before
        folded, owner = self._folded, self._owner
        if before == facets and shorter in phrase:
            hits = [entry for entry in entries if phrase in folded[entry]]
        else:
            hits = [entry for entry, text in enumerate(folded) if phrase in text]
            if allowed is not None:
                hits = [entry for entry in hits if owner[entry] in allowed]
        self._before = facets, phrase, hits
        return hits

    @cached_property
    def _counted(self) -> list[int]:
        """All positions, those of a kind in the order in which people count."""
        entities, refs = self._entities, self._refs
        kind = [(entities[ref].ghost, _ORDER.get(entities[ref].kind, len(_ORDER))) for ref in refs]
        return sorted(range(len(refs)), key=lambda each: (kind[each], natural(refs[each])))

    @cached_property
    def _words(self) -> tuple[list[str], list[str]]:
        """What is said of each entity, its own words and others, in one case."""
        entities = [self._entities[ref] for ref in self._refs]
        return [each.description.casefold() for each in entities], [
            _more(each).casefold() for each in entities
        ]

    def _in_words(self, words: Sequence[str], allowed: Positions | None) -> Iterator[tuple[int, str]]:
        """Of whom all words are said, and in which text."""
        longest = max(words, key=len)
        for texts, text_of in zip(self._words, (_description, _more), strict=True):
            for position in [at for at, text in enumerate(texts) if longest in text]:
                if all(word in texts[position] for word in words) and (
                    allowed is None or position in allowed
                ):
                    yield position, text_of(self._entities[self._refs[position]])

    def _said(self, position: int, text: str, words: Sequence[str]) -> Hit:
        text = " ".join(text.split())
        folded = _folded(text)
        return Hit(
            self._refs[position], "said", text, _marks(words, folded) if len(folded) == len(text) else ()
        )

    @cached_property
    def _files(self) -> dict[str, str]:
        """Every file that something stands in, and how its path is spelled in one case."""
        return {file: file.casefold() for file in {each.place.file for each in self._entities.values()}}

    def _in_files(
        self, phrase: str, allowed: Positions | None, known: set[int]
    ) -> Iterator[tuple[str, list[int]]]:
        """What stands in the files whose path holds the phrase, and was not found by anything better."""
        if len(phrase) < 2:
            return
        found: dict[str, list[int]] = {
            file: [] for file, folded in sorted(self._files.items()) if phrase in folded
        }
        for position, ref in enumerate(self._refs) if found else ():
            within = found.get(self._entities[ref].place.file)
            if within is not None and position not in known and (allowed is None or position in allowed):
                within.append(position)
        for file, positions in found.items():
            yield self._files[file], positions

    def _in_file(self, position: int, file: str, phrase: str) -> Hit:
        ref = self._refs[position]
        place = self._entities[ref].place
        at = file.find(phrase)
        marks = tuple(range(at, at + len(phrase))) if len(file) == len(place.file) else ()
        return Hit(ref, "file", str(place), marks)

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

    def _best(self, entries: Iterable[int], limit: int) -> dict[int, int]:
        """The first entry of each entity, of so many of them."""
        best: dict[int, int] = {}
        for entry in entries:
            best.setdefault(self._owner[entry], entry)
            if len(best) == limit:
                break
        return best

    def _spread(self, words: Sequence[str], allowed: Positions | None) -> list[int]:
        """Texts that hold all words, though not side by side."""
        if len(words) < 2:
            return []
        longest, *rest = sorted(words, key=len, reverse=True)
        found = [entry for entry, text in enumerate(self._folded) if longest in text]
        for word in rest:
            found = [entry for entry in found if word in self._folded[entry]]
        return [entry for entry in found if allowed is None or self._owner[entry] in allowed]

    def _near(self, query: str, allowed: Positions | None, known: set[int]) -> Iterator[int]:
        """Entries that hold the letters in order, or nearly all of them, of what is not known yet."""
        from rapidfuzz.distance import LCSseq
        from rapidfuzz.process import extract

        cutoff = len(query) if len(query) < 5 else len(query) - 1
        found = extract(
            query, self._folded, scorer=LCSseq.similarity, processor=None, score_cutoff=cutoff, limit=300
        )
        for text, _, entry in found:
            position = self._owner[entry]
            if position in known or (allowed is not None and position not in allowed):
                continue
            if len(_places(query, text)) >= cutoff and _tight(query, text):
                yield entry

    def _hit(self, position: int, entry: int, words: Sequence[str]) -> Hit:
        """How an entity was found: by what screens call it, where that fits too, else by its best text."""
        ref = self._refs[position]
        field, shown, folded = self._fields[entry], self._shown[entry], self._folded[entry]
        entity = self._entities[ref]
        called = entity.name if isinstance(entity, Component) else entity.title
        if shown != called and all(word in called.casefold() for word in words):
            field = "id" if isinstance(entity, Component) else "title"
            shown, folded = called, called.casefold()
        return Hit(ref, field, shown, _marks(words, folded) if len(shown) == len(folded) else ())

    def _allowed(self, facets: Facets) -> Positions | None:
        """The positions of the entities that fit all facets; ``None``: any. Kept for the next keystroke."""
        if not facets:
            return None
        if self._narrowed[0] != facets:
            positions = list(range(len(self._refs)))
            for name, wanted in facets:
                fits = test_of(self._topology, name, wanted)
                positions = [position for position in positions if fits(self._entities[self._refs[position]])]
            self._narrowed = facets, frozenset(positions)
        return self._narrowed[1]


def _ordered(catalog: Catalog) -> tuple[Ref, ...]:
    """Ghosts last; then by kind, then by reference."""
    shelves: dict[tuple[bool, int], list[Ref]] = {}
    for ref, entity in catalog.entities.items():
        shelves.setdefault((entity.ghost, _ORDER.get(entity.kind, len(_ORDER))), []).append(ref)
    return tuple(ref for shelf in sorted(shelves) for ref in sorted(shelves[shelf]))


def _folded(text: str) -> str:
    """The text in one case; itself where it is, as most names are: it is held once then."""
    folded = text.casefold()
    return text if folded == text else folded


def _texts(entity: Entity) -> list[tuple[Field, str]]:
    name, title = entity.name, entity.title
    found: list[tuple[Field, str]] = [("id", name)]
    if title and title != name:
        found.append(("title", title))
    found += [("alias", alias) for alias in entity.aliases]
    if isinstance(entity, Team):
        found += [("channel", channel.name) for channel in entity.channels]
    return found


def _description(entity: Entity) -> str:
    return entity.description


def _more(entity: Entity) -> str:
    return entity.role if isinstance(entity, Person) else entity.focus if isinstance(entity, Team) else ""


def _marks(words: Sequence[str], folded: str) -> tuple[int, ...]:
    """Where the words stand in a text; of one that does not, where its letters do."""
    marks: set[int] = set()
    for word in words:
        at = folded.find(word)
        marks.update(range(at, at + len(word)) if at >= 0 else _places(word, folded))
    return tuple(sorted(marks))


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

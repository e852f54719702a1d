"""One Backstage document: what it declares, in native words, and what is kept of the rest."""

from __future__ import annotations

from typing import Any

from topology.load.backstage.annotations import annotated, merged
from topology.load.backstage.codes import problem
from topology.load.backstage.keep import KEPT, kept, kept_entries
from topology.load.backstage.kinds import (
    DEFAULT_API_VERSION,
    DOCUMENT_WORDS,
    KINDS,
    METADATA_WORDS,
    PREFIX,
    TEAM_TYPES,
    WORDS,
    spec_fields,
    spec_words,
)
from topology.load.backstage.near import misspelt
from topology.load.backstage.recognise import text_of
from topology.load.backstage.shapes import Taken, take, take_links
from topology.load.codes import clip
from topology.load.draft import Draft, is_null, renamed
from topology.load.schema.sections import RECORDS, record_of
from topology.load.tree import Entry, Map, Node, Scalar, Source
from topology.model.problem import Problem
from topology.model.reference import DEFAULT_NAMESPACE, ID
from topology.model.text import clean_line


class Reader:
    """Takes one document apart: native fields into ``body``, all else into ``kept``."""

    __slots__ = ("body", "kept", "kind", "namespace", "problems", "root", "source")

    def __init__(self, root: Map, source: Source, problems: list[Problem]) -> None:
        self.root = root
        self.source = source
        self.problems = problems
        self.kind = ""
        self.namespace = DEFAULT_NAMESPACE
        self.body: dict[str, Entry] = {}
        self.kept: dict[str, Any] = {}

    def read(self, name: Scalar) -> Draft:
        """The entity of a document that has a kind, and ``name`` in its metadata."""
        root = self.root.entries
        spec = self._map("spec")
        metadata = root["metadata"].value
        assert isinstance(metadata, Map)
        self.kind = self._kind(spec)
        self.namespace = text_of(metadata, "namespace") or DEFAULT_NAMESPACE
        self._envelope()
        self._metadata(metadata)
        if spec is not None:
            self._spec(spec)
        self._profile(spec)
        self._annotations(metadata)
        self.problems += self._misspelt(metadata, spec)
        return Draft(
            kind=self.kind,
            namespace=self.namespace,
            name=name.text.strip(),
            body=Map(self.body, self.root.line, self.root.column),
            place=self.source.place(name.line, name.column),
            source="backstage",
            extra={KEPT: self.kept} if self.kept else {},
        )

    def _map(self, field: str) -> Map | None:
        entry = self.root.entries.get(field)
        if entry is None or is_null(entry.value) or isinstance(entry.value, Map):
            return entry.value if entry is not None and isinstance(entry.value, Map) else None
        self._odd(field, entry.value, "a map")
        return None

    def _kind(self, spec: Map | None) -> str:
        written = text_of(self.root, "kind").casefold()
        kind = KINDS.get(written)
        if kind == "product" and spec is not None and text_of(spec, "type").casefold() == "platform":
            return "platform"
        if kind is None and written in RECORDS:  # somebody's own Policy, say, is not an escalation policy
            return f"{written}.{text_of(self.root, 'apiVersion').partition('/')[0].casefold()}"
        return kind or written

    def _envelope(self) -> None:
        """What is unusual in the document itself: its version, its kind, further keys."""
        root = self.root.entries
        if text_of(self.root, "apiVersion") != DEFAULT_API_VERSION and "apiVersion" in root:
            self.kept["apiVersion"] = kept(root["apiVersion"].value)
        if text_of(self.root, "kind") != WORDS.get(self.kind):
            self.kept["kind"] = kept(root["kind"].value)
        read = {"apiVersion", "kind", "metadata"}
        if "spec" in root and isinstance(root["spec"].value, Map):
            read.add("spec")
        self._keep("document", {name: entry for name, entry in root.items() if name not in read})

    def _metadata(self, metadata: Map) -> None:
        others: dict[str, Entry] = {}
        for name, entry in metadata.entries.items():
            own_part = name in ("labels", "annotations")
            if name == "name" or (name == "namespace" and self.namespace != DEFAULT_NAMESPACE):
                continue
            if own_part and (is_null(entry.value) or isinstance(entry.value, Map)):
                continue  # nothing is said, or each of them is looked at by itself
            if name == "title" and _says_nothing(entry.value):
                taken = Taken(None, False)
            elif name in ("title", "description"):
                taken = take(name, "text", entry.value)
            elif name == "tags":
                taken = take(name, "texts", entry.value)
            elif name == "links":
                taken = take_links(entry.value)
            else:
                odd = own_part and not isinstance(entry.value, Map) and not is_null(entry.value)
                taken = Taken(None, False, [entry.value] if odd else [])
            self._take(f"metadata.{name}", entry, taken, others)
        self._keep("metadata", others)
        labels = metadata.entries.get("labels")
        if labels is not None and isinstance(labels.value, Map):
            self._keep("labels", labels.value.entries)

    def _spec(self, spec: Map) -> None:
        fields = spec_fields(self.kind)
        others: dict[str, Entry] = {}
        for name, entry in spec.entries.items():
            if name == "type" and self.kind in ("platform", "team"):
                self._type(entry, others)
            elif name in fields:
                self._take(f"spec.{name}", entry, take(name, fields[name], entry.value), others)
            else:
                others[name] = entry
        self._keep("spec", others)

    def _type(self, entry: Entry, others: dict[str, Entry]) -> None:
        """A platform's type is its kind; a team's is one of the four, or only Backstage's business."""
        text = entry.value.text if isinstance(entry.value, Scalar) else ""
        if self.kind == "team" and text in TEAM_TYPES:
            self.body["type"] = entry
        elif self.kind == "team" or text != "platform":
            others["type"] = entry

    def _take(self, where: str, entry: Entry, taken: Taken, others: dict[str, Entry]) -> None:
        if taken.node is not None:
            name = where.partition(".")[2]
            self.body[name] = entry if taken.node is entry.value else Entry(entry.key, taken.node)
        if not taken.whole:
            others[where.partition(".")[2]] = entry
        for node in taken.odd:
            self._odd(where, node)

    def _profile(self, spec: Map | None) -> None:
        """A group or user without a title goes by the display name of its profile."""
        profile = spec.entries.get("profile") if spec is not None else None
        if self.kind not in ("team", "person") or profile is None or not isinstance(profile.value, Map):
            return
        shown = profile.value.entries.get("displayName")
        if shown is None or not isinstance(shown.value, Scalar) or not shown.value.text.strip():
            return
        title = self.body.get("title")
        if title is None:
            self.body["title"] = Entry(renamed(shown.key, "title"), shown.value)
        else:  # stated in both places, which an export cannot tell from the name alone
            self.kept.setdefault("metadata", {})["title"] = kept(title.value)

    def _annotations(self, metadata: Map) -> None:
        entry = metadata.entries.get("annotations")
        if entry is None or not isinstance(entry.value, Map):
            return
        annotations = entry.value
        stated = annotated(annotations, record_of(self.kind).fields, self.source, self.problems)
        for name, field in stated.items():
            own = self.body.get(name)
            merges = name in ("dependsOn", "members") and own is not None
            self.body[name] = Entry(own.key, merged(own.value, field.value)) if own and merges else field
        self._keep(
            "annotations",
            {
                name: entry
                for name, entry in annotations.entries.items()
                if not (name.startswith(PREFIX) and name.removeprefix(PREFIX) in stated)
            },
        )

    def _keep(self, part: str, entries: dict[str, Entry]) -> None:
        if entries:
            self.kept[part] = kept_entries(entries)

    def _odd(self, where: str, node: Node, wanted: str = "") -> None:
        shape = "a text" if isinstance(node, Scalar) else "a map" if isinstance(node, Map) else "a list"
        wish = f", where {wanted} belongs" if wanted else ""
        message = f"{shape} in {where}{wish}: it is kept, and not read"
        self.problems.append(problem(self.source, node, "T403", message))

    def _misspelt(self, metadata: Map, spec: Map | None) -> list[Problem]:
        words = spec_words(self.kind)
        if not words:
            return []
        fields = spec_fields(self.kind)
        found = misspelt("the document", self.root, DOCUMENT_WORDS, self.source, fields)
        found += misspelt("metadata", metadata, METADATA_WORDS, self.source, fields)
        if spec is not None:
            found += misspelt("spec", spec, words, self.source)
        return found


def read_entity(root: Map, source: Source, problems: list[Problem]) -> Draft | None:
    """The entity that a Backstage document declares; ``None`` after reporting that it has no identity."""
    metadata = root.entries.get("metadata")
    own = metadata.value if metadata is not None else None
    name = own.entries["name"].value if isinstance(own, Map) and text_of(own, "name") else None
    kind = text_of(root, "kind")
    if isinstance(name, Scalar) and ID.fullmatch(kind):
        return Reader(root, source, problems).read(name)
    at: Node = metadata.key if metadata is not None and kind else root
    odd = f'of kind "{clip(kind)}"' if kind else "without kind"
    lacks = "without metadata.name" if ID.fullmatch(kind) else odd
    problems += misspelt("the document", root, DOCUMENT_WORDS, source)
    problems.append(problem(source, at, "T401", f"a Backstage document {lacks} is not read"))
    return None


def _says_nothing(node: Node) -> bool:
    """Whether it is null or becomes no text at all on one line; in a native file it is no title either."""
    return is_null(node) or (isinstance(node, Scalar) and not clean_line(node.text))

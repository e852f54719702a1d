"""Events to nodes: the one loop over what the parser says.

Most of the time of a load is spent here, so the common event takes the shortest
way: locals, no calls but the constructors, and everything rare behind a test.
"""

from __future__ import annotations

import re
from typing import Any

from topology.load.anchors import Anchors
from topology.load.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NextEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from topology.load.findings import Findings, Stop
from topology.load.merge import MERGE, merge_into
from topology.load.syntax import shown, template_at, template_problem
from topology.load.tree import Document, Entry, Map, Node, Scalar, Sequence

_CORE_TAGS: dict[type, frozenset[str]] = {
    Scalar: frozenset({"tag:yaml.org,2002:str", "!"}),
    Sequence: frozenset({"tag:yaml.org,2002:seq", "!"}),
    Map: frozenset({"tag:yaml.org,2002:map", "!"}),
}
_HEAD_KEYS = frozenset({"apiVersion", "kind"})
_COMMENT = re.compile(r"[ \t]+(#\w[^\n]*)")


class Builder:
    """Builds the documents of one file; :meth:`read` may be called for piece after piece of it.

    After :meth:`read` has raised, ``last`` is the event before the trouble,
    ``inside`` the line where the unfinished document began (``None``: between
    two), and ``stack`` holds its open containers, outermost first.
    """

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.anchors = Anchors(findings)
        self.documents: list[Document] = []
        self.roots: list[Node] = []
        self.stack: list[Map | Sequence] = []
        self.inside: int | None = None
        self.last: Any = None
        self._started = 0
        self._nodes = 0

    def read(self, next_event: NextEvent, base: int) -> None:
        """Build all documents of the events, whose lines count from ``base``.

        Raises ``Stop`` for what ends a document, and whatever the parser raises;
        the documents complete by then stay.
        """
        findings, anchors, stack = self.findings, self.anchors, self.stack
        limits = findings.limits
        key_chars, scalar_chars, levels, most = (
            limits.key_chars,
            limits.scalar_chars,
            limits.depth,
            limits.nodes,
        )
        nodes = self._nodes
        entries: dict[str, Entry] | None = None  # of the innermost container, if that is a map
        append = self.roots.append
        key: Scalar | None = None
        node: Node
        event = None
        self.inside = None
        try:
            while True:
                event = next_event()
                kind = type(event)
                if kind is ScalarEvent:
                    mark = event.start_mark
                    text = event.value
                    nodes += 1
                    scalar = Scalar(text, mark.line + base, mark.column + 1, not event.style)
                    if event.anchor is not None or event.tag is not None:
                        scalar = self._dressed_scalar(event, scalar)
                    if not text:
                        scalar = self._empty(scalar)
                    if key is None and entries is not None:
                        if len(text) > key_chars:
                            raise findings.limit(
                                "keyChars",
                                key_chars,
                                scalar.line,
                                scalar.column,
                                f"a key of {len(text):,} characters",
                                whole_file=False,
                            )
                        key = scalar
                        continue
                    if len(text) > scalar_chars:
                        findings.long_text(scalar)
                    node = scalar
                elif kind is MappingEndEvent or kind is SequenceEndEvent:
                    if entries is not None and MERGE in entries:
                        self._merge(entries)
                    if anchors.open:
                        anchors.close(len(stack), nodes)
                    stack.pop()
                    parent = stack[-1] if stack else None
                    if type(parent) is Map:
                        entries = parent.entries
                    else:
                        entries = None
                        append = parent.items.append if type(parent) is Sequence else self.roots.append
                    continue
                elif kind is MappingStartEvent or kind is SequenceStartEvent:
                    mark = event.start_mark
                    line, column = mark.line + base, mark.column + 1
                    if key is None and entries is not None:
                        raise self._key_not_text(line, column)
                    if len(stack) >= levels:
                        raise findings.limit(
                            "depth", levels, line, column, "nested too deep", whole_file=False
                        )
                    node = Map({}, line, column) if kind is MappingStartEvent else Sequence([], line, column)
                    if event.anchor is not None or event.tag is not None:
                        self._dress(event, node, nodes)
                    if anchors.open:
                        anchors.deeper(len(stack) + 1)
                    nodes += 1
                elif kind is AliasEvent:
                    mark = event.start_mark
                    line, column = mark.line + base, mark.column + 1
                    node = anchors.follow(event.anchor, line, column, len(stack))
                    if key is None and entries is not None:
                        if type(node) is not Scalar:
                            raise self._key_not_text(line, column)
                        key = Scalar(node.text, line, column, node.plain)
                        continue
                elif kind is DocumentStartEvent:
                    self._begin(event.start_mark.line + base)
                    entries, append, key = None, self.roots.append, None
                    continue
                elif kind is DocumentEndEvent:
                    self._end()
                    continue
                elif event is None:
                    return
                else:
                    continue  # the stream's own start and end

                if entries is None:
                    append(node)
                elif key is not None:
                    if key.text in entries:
                        entries = self._again(entries, key, node)
                    else:
                        entries[key.text] = Entry(key, node)
                    key = None
                if nodes > most:
                    raise findings.limit(
                        "nodes",
                        most,
                        event.start_mark.line + base,
                        event.start_mark.column + 1,
                        "too many nodes in one file",
                    )
                if kind is MappingStartEvent or kind is SequenceStartEvent:
                    if type(node) is Map:
                        entries = node.entries
                        stack.append(node)
                    elif type(node) is Sequence:
                        entries, append = None, node.items.append
                        stack.append(node)
        finally:
            self._nodes, self.last = nodes, event

    def _begin(self, line: int) -> None:
        self._count_document(line)
        self.stack.clear()
        self.roots.clear()
        self.anchors.begin_document()
        self.findings.begin_document()
        self.inside = line

    def _count_document(self, line: int) -> None:
        self._started += 1
        most = self.findings.limits.documents
        if self._started > most:
            raise self.findings.limit("documents", most, line, 1, "too many documents in one file")

    def _end(self) -> None:
        line = self.inside or 1
        problems = self.findings.end_document(line)
        for number, root in enumerate(self.roots):
            empty = type(root) is Scalar and root.plain and not root.text
            self.documents.append(
                Document(
                    None if empty else root,
                    root.line if number else line,
                    self.findings.source,
                    len(self.documents),
                    problems,
                )
            )
            problems = ()
        self.inside = None

    def _again(self, entries: dict[str, Entry], key: Scalar, node: Node) -> dict[str, Entry]:
        """A key that stands in its map already. Gives the entries to go on with.

        At the root, the first key or ``apiVersion`` or ``kind`` coming again is
        the head of a second document: a ``---`` is missing, and both are read.
        """
        findings, text = self.findings, key.text
        first = entries[text].key
        in_root = len(self.stack) == 1 and key.column == self.stack[0].column  # of a block: `{` stands alone
        if in_root and (text in _HEAD_KEYS or text == next(iter(entries))):
            self._count_document(key.line)
            findings.add(
                "T109",
                key.line,
                key.column,
                f"missing `---` before line {key.line}: {shown(text)} is a"
                f" duplicate of line {first.line}, so a second document begins here",
                len(text),
            )
            if MERGE in entries:
                self._merge(entries)
            root = Map({text: Entry(key, node)}, key.line, key.column)
            self.stack[0] = root
            self.roots.append(root)
            return root.entries
        findings.add(
            "T102",
            key.line,
            key.column,
            f'duplicate key "{shown(text)}": it stands at line {first.line}'
            " already, and the first one counts",
            len(text),
        )
        return entries

    def _merge(self, entries: dict[str, Entry]) -> None:
        wrong = merge_into(entries)
        if wrong is None:
            return
        char = self.findings.source.raw_line(wrong.line)[wrong.column - 1 : wrong.column]
        if char != "*":  # an alias to nothing is reported already
            self.findings.add(
                "T106",
                wrong.line,
                wrong.column,
                "the merge key << takes a map, or a list of maps: nothing is merged from this",
            )

    def _empty(self, node: Scalar) -> Scalar:
        """A missing value, within the file; perhaps it was meant to begin with ``#``."""
        source = self.findings.source
        match = _COMMENT.match(source.raw_line(node.line), node.column - 1) if node.plain else None
        if match is not None:
            self.findings.add(
                "T115",
                node.line,
                match.start(1) + 1,
                f"{shown(match[1])} is a comment, so there is no value here: put it in quotes if it is one",
                len(match[1]),
            )
        if node.line <= len(source.lines):
            return node
        place = source.place(node.line)  # the parser sees one more line after the last line end
        return Scalar("", place.line, place.column, node.plain)

    def _dressed_scalar(self, event: Any, node: Scalar) -> Scalar:
        if event.tag is not None and node.plain:
            node = Scalar(node.text, node.line, node.column, False)
        self._dress(event, node, 0)
        return node

    def _dress(self, event: Any, node: Node, nodes: int) -> None:
        """The anchor and the tag of ``node``, before which ``nodes`` were met."""
        if event.tag is not None and event.tag not in _CORE_TAGS[type(node)]:
            tag = event.tag
            tag = "!!" + tag[18:] if tag.startswith("tag:yaml.org,2002:") else tag
            self.findings.add(
                "T104",
                node.line,
                node.column,
                f"the tag {shown(tag)} is not followed: its value is read as if it had none",
                len(tag),
            )
        if event.anchor is not None:
            self.anchors.define(event.anchor, node, len(self.stack) + 1, nodes)

    def _key_not_text(self, line: int, column: int) -> Stop:
        source = self.findings.source
        text = source.raw_line(line)
        at = template_at(text)
        if at and at in (column, column - 1):
            return Stop(template_problem(source, line, at))
        return self.findings.stop(
            "T111",
            line,
            column,
            "a key must be a text, and here a map or a list is one: put it in quotes if it is meant as text",
        )

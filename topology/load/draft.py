"""What the readers of formats hand over: entities whose body is still the nodes of a file.

Stage one of a load gathers the drafts of all files, stage two converts each of them with
the one definition of the format. A draft's ``body`` has the native field names whatever
format its file is in, so that there is one definition to validate and convert with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from topology.load.tree import Entry, Map, Node, Scalar, Sequence, Source
from topology.model.place import Place
from topology.model.problem import Problem
from topology.model.text import clean

Format = Literal["native", "backstage"]


class Draft(Struct, gc=False):
    """One declared entity, not yet validated.

    ``kind`` is one of our kinds (``team``, ``person``, ``component`` …) or a foreign kind
    in lower case. ``namespace`` and ``name`` are as written (``default`` where none is);
    ``place`` is where the name stands. The nodes of ``body`` have native field names and
    the positions of the file, so a body made from another format copies each key with
    :func:`renamed`. ``extra`` is what we give no meaning to, as plain data.
    """

    kind: str
    namespace: str
    name: str
    body: Map
    place: Place
    source: Format = "native"
    extra: dict[str, Any] = {}


class Section(Struct, gc=False):
    """The value of a top-level key that holds settings or records rather than entities."""

    name: str
    key: Scalar
    body: Node
    file: str
    source: Format = "native"


class Intake(Struct):
    """What the readers of formats have gathered so far. They append; the loader takes.

    ``sources`` are the files by the name shown, for excerpts. ``foreign`` are the
    places of documents that are not ours.
    """

    drafts: list[Draft] = []
    sections: list[Section] = []
    problems: list[Problem] = []
    foreign: list[Place] = []
    sources: dict[str, Source] = {}


def renamed(key: Scalar, name: str) -> Scalar:
    """The key of a native field that stands in a file under another name."""
    return Scalar(name, key.line, key.column, key.plain)


def nodes(value: Any, at: Scalar) -> Node:
    """Plain data (of an annotation that holds JSON, say) as nodes that all stand ``at`` one place."""
    if isinstance(value, Mapping):
        entries = {str(name): Entry(renamed(at, str(name)), nodes(item, at)) for name, item in value.items()}
        return Map(entries, at.line, at.column)
    if isinstance(value, list | tuple):
        return Sequence([nodes(item, at) for item in value], at.line, at.column)
    if isinstance(value, str):
        return Scalar(value, at.line, at.column, False)
    text = "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return Scalar(text, at.line, at.column, True)


_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = {"true": True, "false": False}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")


def is_null(node: Node) -> bool:
    """Whether a value is left out: nothing, ``~`` or ``null``, unquoted."""
    return type(node) is Scalar and node.plain and node.text in _NULLS


def plain(node: Node) -> Any:
    """A node as plain data: texts cleaned, unquoted booleans, numbers and nulls as such.

    A number becomes one only where writing it again gives the same text, so that ``007``
    and ``1e3`` stay as they are.
    """
    if type(node) is Scalar:
        text = node.text
        if not node.plain:
            return clean(text)
        if text in _NULLS:
            return None
        if text in _BOOLEANS:
            return _BOOLEANS[text]
        if _INTEGER.fullmatch(text) and text != "-0":
            return int(text)
        if _FLOAT.fullmatch(text) and repr(float(text)) == text:
            return float(text)
        return clean(text)
    if type(node) is Sequence:
        return [plain(item) for item in node.items]
    assert type(node) is Map
    return {clean(name): plain(entry.value) for name, entry in node.entries.items()}

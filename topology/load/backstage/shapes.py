"""The shape of a Backstage value: what of it a native field can take, and whether that is all of it.

What is not of its field's shape is left out of the native body and kept for export, so that odd
values of real catalogs neither stop a document nor get lost.
"""

from __future__ import annotations

import re

from msgspec import Struct

from topology.load.backstage.keep import typed
from topology.load.backstage.kinds import REFERS, Shape
from topology.load.draft import is_null
from topology.load.tree import Entry, Map, Node, Scalar, Sequence

_REFERENCE = re.compile(r"(?:(?P<kind>[^\s:/]+):)?(?:[^\s:/]+/)?[^\s:/](?:[^:/]*[^\s:/])?")
_LINK_FIELDS = ("url", "title", "type")


class Taken(Struct, gc=False):
    """``node``: what the native field gets, if anything. ``whole``: writing it says all that the file says.

    ``odd`` are the nodes that are not of the field's shape.
    """

    node: Node | None
    whole: bool
    odd: list[Node] = []


def take(field: str, shape: Shape, node: Node) -> Taken:
    """The part of ``node`` that has the shape of ``field``. Nothing for null, which is no oddity."""
    if is_null(node):
        return Taken(None, False)
    if shape in ("texts", "references"):
        return _list(field, shape, node)
    if isinstance(node, Scalar):
        return Taken(node if _says(shape, node) else None, _whole(field, shape, node))
    if shape == "reference" and isinstance(node, Sequence):
        taken = _list(field, shape, node)
        found = taken.node
        if isinstance(found, Sequence) and len(found.items) == 1:
            return Taken(found.items[0], False, taken.odd)
        if field == "owner":
            return Taken(found, False, taken.odd)
    return Taken(None, False, [node])


def take_links(node: Node) -> Taken:
    """A list of links, each with its url, title and type; an icon, say, is not native."""
    if is_null(node):
        return Taken(None, False)
    if not isinstance(node, Sequence):
        return Taken(None, False, [node])
    links: list[Node] = []
    odd: list[Node] = []
    whole = True
    for item in node.items:
        link = _link(item)
        if link is None:
            odd.append(item)
            continue
        assert isinstance(item, Map)
        links.append(link)
        whole = (
            whole
            and len(link.entries) == len(item.entries)
            and all(
                isinstance(entry.value, Scalar) and entry.value.text and _is_text(entry.value)
                for entry in link.entries.values()
            )
        )
    whole = whole and not odd
    return Taken(Sequence(links, node.line, node.column) if links or whole else None, whole, odd)


def _link(node: Node) -> Map | None:
    if not isinstance(node, Map):
        return None
    entries: dict[str, Entry] = {}
    for name in _LINK_FIELDS:
        entry = node.entries.get(name)
        if entry is not None and isinstance(entry.value, Scalar) and not is_null(entry.value):
            entries[name] = entry
    return Map(entries, node.line, node.column) if "url" in entries else None


def _list(field: str, shape: Shape, node: Node) -> Taken:
    """The texts in a list; a single text is read as a list of one."""
    items = node.items if isinstance(node, Sequence) else [node]
    texts: list[Node] = []
    odd: list[Node] = []
    whole = isinstance(node, Sequence)
    for item in items:
        if not isinstance(item, Scalar):
            odd.append(item)
        elif is_null(item) or not _says(shape, item):
            whole = False
        else:
            texts.append(item)
            whole = whole and _whole(field, shape, item)
    whole = whole and not odd
    return Taken(Sequence(texts, node.line, node.column) if texts or whole else None, whole, odd)


def _says(shape: Shape, node: Scalar) -> bool:
    """Whether there is anything to read: a reference is never blank, a text may be."""
    return shape in ("text", "texts") or bool(node.text.strip())


def _whole(field: str, shape: Shape, node: Scalar) -> bool:
    """Whether a writer gives this back exactly: text that is text, a reference that can be resolved."""
    if shape in ("text", "texts"):
        return _is_text(node)
    match = _REFERENCE.fullmatch(node.text)
    kind = match["kind"] if match else None
    return match is not None and _is_text(node) and (kind is None or kind.casefold() in REFERS[field])


def _is_text(node: Scalar) -> bool:
    """No number in disguise."""
    return not (node.plain and typed(node.text))

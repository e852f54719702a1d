"""Annotations under ``topology.dev/``: native fields that Backstage has no place for."""

from __future__ import annotations

from collections.abc import Callable, Collection

from topology.load.backstage.codes import problem
from topology.load.backstage.keep import KEPT
from topology.load.backstage.kinds import PREFIX
from topology.load.codes import clip
from topology.load.draft import nodes, renamed
from topology.load.suggest import near_word
from topology.load.tree import Entry, Map, Node, Scalar, Sequence, Source
from topology.model.problem import Problem, Suggestion

_JSON_STARTS = ("{", "[", '"')


def annotated(
    annotations: Map, known: Collection[str], source: Source, problems: list[Problem]
) -> dict[str, Entry]:
    """What the annotations state of the ``known`` native names, all nodes at the place of their annotation.

    An unknown name under the prefix is a finding, and an annotation like any other.
    """
    fields: dict[str, Entry] = {}
    for key, entry in annotations.entries.items():
        name = key.removeprefix(PREFIX)
        if name == key:
            continue
        if name == KEPT or (name not in known and not name.startswith("x-")):
            near = near_word(name, sorted(known))
            meant = Suggestion(PREFIX + near) if near else None
            message = f"unknown annotation {clip(key)}: it is kept, and not read"
            problems.append(problem(source, entry.key, "T402", message, meant))
        elif isinstance(entry.value, Scalar):
            fields[name] = Entry(renamed(entry.key, name), _value(key, entry.value, source, problems))
        else:
            message = f"annotation {clip(key)} must be a text, of JSON where it has parts"
            problems.append(problem(source, entry.value, "T403", message))
    return fields


def _value(key: str, written: Scalar, source: Source, problems: list[Problem]) -> Node:
    import json

    text = written.text
    if not text.startswith(_JSON_STARTS) and not key.startswith(f"{PREFIX}x-"):
        return written
    try:
        return nodes(json.loads(text), written)
    except (ValueError, RecursionError) as error:
        if text.startswith(_JSON_STARTS):
            why = clip(str(error)) if isinstance(error, ValueError) else "too deep"
            message = f"annotation {clip(key)} begins like JSON and is none ({why})"
            problems.append(problem(source, written, "T404", message))
        return written


def merged(stated: Node, detailed: Node) -> Node:
    """dependsOn: the annotation's entries, then those of the spec that it does not mention.

    The spec says that there is a dependency, the annotation how strong it is or what
    it is redundant with. A reference that both write alike stands where the spec has it.
    """
    if not isinstance(stated, Sequence) or not isinstance(detailed, Sequence):
        return detailed
    places = {item.text: item for item in stated.items if isinstance(item, Scalar)}
    mentioned: set[str] = set()

    def placed(node: Node) -> Node:
        if isinstance(node, Scalar) and node.text in places:
            mentioned.add(node.text)
            return places[node.text]
        return node

    items: list[Node] = []
    for item in detailed.items:
        if isinstance(item, Map):
            items.append(
                Map(
                    {
                        name: Entry(entry.key, _inside(entry.value, placed))
                        for name, entry in item.entries.items()
                    },
                    item.line,
                    item.column,
                )
            )
        else:
            items.append(placed(item))
    items += [item for item in stated.items if not isinstance(item, Scalar) or item.text not in mentioned]
    return Sequence(items, stated.line, stated.column)


def _inside(value: Node, placed: Callable[[Node], Node]) -> Node:
    """A ``ref``, or the list of an ``anyOf``, with its references where the spec has them."""
    if isinstance(value, Sequence):
        return Sequence([placed(item) for item in value.items], value.line, value.column)
    return placed(value)

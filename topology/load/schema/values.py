"""The types of single values: texts, numbers, choices, lists, references."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from topology.load.codes import clip
from topology.load.fields import ABSENT, NULLS, Definitions, Json, Record, Type
from topology.load.resolve import REFERENCE, Kinds
from topology.load.scalars import Unfit
from topology.load.tree import Map, Node, Scalar, Sequence
from topology.model.place import Place
from topology.model.reference import Reference
from topology.model.text import clean, clean_line

if TYPE_CHECKING:
    from topology.load.convert import Conversion


def parsed(parse: Callable[[str], Any], schema: Json) -> Type:
    """A scalar that a function of :mod:`topology.load.scalars` makes a value of."""

    def read(conversion: Conversion, node: Node, key: Scalar) -> Any:
        if type(node) is not Scalar:
            conversion.wrong_shape(node, key, "one value")
            return ABSENT
        try:
            return parse(node.text)
        except Unfit as unfit:
            conversion.report("T207", node, f'{key.text} "{clip(node.text)}" {unfit}')
            return ABSENT

    return Type(read, lambda definitions: dict(schema))


def pattern(parse: Callable[[str], Any], expression: str) -> Type:
    """A scalar that has to match the pattern its parser uses."""
    return parsed(parse, {"type": "string", "pattern": expression})


def _text(conversion: Conversion, node: Node, key: Scalar) -> Any:
    if type(node) is Scalar:
        return clean(node.text)
    conversion.wrong_shape(node, key, "text")
    return ABSENT


def _line(conversion: Conversion, node: Node, key: Scalar) -> Any:
    if type(node) is Scalar:
        return clean_line(node.text)
    conversion.wrong_shape(node, key, "text")
    return ABSENT


_ANY_TEXT: Json = {"type": ["string", "number", "boolean", "null"]}

TEXT = Type(_text, lambda definitions: dict(_ANY_TEXT), text=True)
"""Text of several lines, as written."""

LINE = Type(_line, lambda definitions: dict(_ANY_TEXT), text=True)
"""Text on one line, as written: a number, a date or ``no`` is text too."""


def told(text: Type) -> Type:
    """Text, of one line or several, that says something."""

    def read(conversion: Conversion, node: Node, key: Scalar) -> Any:
        value = text.read(conversion, node, key)
        if value is ABSENT or value.strip():
            return value
        conversion.report("T207", node, f"{key.text} is empty")
        return ABSENT

    return Type(read, lambda definitions: {**not_null(_ANY_TEXT), "pattern": r"\S"}, text=True)


def _boolean(conversion: Conversion, node: Node, key: Scalar) -> Any:
    if type(node) is Scalar and (node.text.lower() if node.plain else node.text) in ("true", "false"):
        return node.text.lower() == "true"
    if type(node) is Scalar:
        conversion.report("T207", node, f'{key.text} "{clip(node.text)}" is neither true nor false')
    else:
        conversion.wrong_shape(node, key, "true or false")
    return ABSENT


BOOLEAN = Type(_boolean, lambda definitions: {"enum": [True, False, "true", "false"]})


def whole(low: int, high: int) -> Type:
    """A whole number from ``low`` to ``high``, both included."""

    def parse(text: str) -> int:
        if re.fullmatch("0|[1-9][0-9]{0,8}", text) and low <= int(text) <= high:
            return int(text)
        raise Unfit(f"is no whole number from {low} to {high}")

    # A quoted number is one too: annotations hold nothing but text.
    numbers = [str(number) for number in range(low, high + 1)]
    return parsed(
        parse,
        {
            "type": ["integer", "string"],
            "minimum": low,
            "maximum": high,
            "pattern": "^(?:" + "|".join(numbers) + ")$",
        },
    )


def choice(*words: str) -> Type:
    """One of the words, exactly as given."""
    allowed = frozenset(words)

    def read(conversion: Conversion, node: Node, key: Scalar) -> Any:
        if type(node) is not Scalar:
            conversion.wrong_shape(node, key, "one word")
            return ABSENT
        if node.text in allowed:
            return node.text
        conversion.unknown_word(node, key.text, words)
        return ABSENT

    return Type(read, lambda definitions: {"enum": list(words)})


def many(item: Type, single: bool = True, least: int = 0) -> Type:
    """A list, to a tuple. With ``single``, one value that is no map may stand for a list of one."""

    def read(conversion: Conversion, node: Node, key: Scalar) -> Any:
        if type(node) is Sequence:
            if len(node.items) < least:
                conversion.report("T207", node, f"{key.text} is empty")
                return ABSENT
            result: list[Any] = []
            for child in node.items:
                if type(child) is Scalar and child.plain and child.text in NULLS:
                    conversion.report("T215", child, f"{key.text} has an empty item")
                    continue
                value = item.read(conversion, child, key)
                if value is not ABSENT:
                    result.append(value)
            return tuple(result)
        if single and type(node) is Scalar:
            value = item.read(conversion, node, key)
            return ABSENT if value is ABSENT else (value,)
        conversion.wrong_shape(node, key, "a list")
        return ABSENT

    def schema(definitions: Definitions) -> Json:
        one = not_null(item.schema(definitions))
        array = {"type": "array", "items": one, **({"minItems": least} if least else {})}
        return {"anyOf": [one, array]} if single else array

    return Type(read, schema)


def not_null(schema: Json) -> Json:
    """The schema without nothing, for items of lists."""
    kinds = schema.get("type")
    if isinstance(kinds, list) and "null" in kinds:
        return {**schema, "type": [kind for kind in kinds if kind != "null"]}
    return schema


def named(item: Type, accepts: Callable[[str], bool], names: Json, what: str) -> Type:
    """A map whose keys are data: to a dict of key texts to ``(key, value)``. ``names`` is their schema."""

    def read(conversion: Conversion, node: Node, key: Scalar) -> Any:
        if type(node) is not Map:
            conversion.wrong_shape(node, key, "a map")
            return ABSENT
        result: dict[str, Any] = {}
        for name, entry in node.entries.items():
            if not accepts(name):
                conversion.report("T207", entry.key, f'{key.text} has a key "{clip(name)}" that is no {what}')
                continue
            value = item.read(conversion, entry.value, entry.key)
            if value is not ABSENT:
                result[name] = value
        return result

    def schema(definitions: Definitions) -> Json:
        return {
            "type": "object",
            "propertyNames": dict(names),
            "additionalProperties": item.schema(definitions),
        }

    return Type(read, schema)


def reference(kinds: Kinds, field: str = "") -> Type:
    """A reference to an entity of these kinds. ``field`` is its name in messages; else its key is."""
    number = kinds.number

    def read(conversion: Conversion, node: Node, key: Scalar) -> Any:
        if type(node) is not Scalar:
            conversion.wrong_shape(node, key, "a reference")
            return ABSENT
        resolver = conversion.resolver
        found = conversion.scope[number].get(node.text) or resolver.look_up(
            node.text, kinds, conversion.namespace
        )
        resolver.written += 1
        if found.trouble is not None:
            found.trouble.met(conversion, node, field or key.text)
        if found.target is None:
            return ABSENT
        return Reference(found.target, found.text, Place(conversion.file, node.line, node.column))

    return Type(read, lambda definitions: {"type": ["string", "number", "boolean"], "pattern": REFERENCE})


def scalar_or(scalar: Type, record: Record, wrap: Callable[[Any], Any]) -> Type:
    """A value in one word, or a map with more to say about it; ``wrap`` makes the one the other."""

    def read(conversion: Conversion, node: Node, key: Scalar) -> Any:
        if type(node) is Scalar:
            value = scalar.read(conversion, node, key)
            return ABSENT if value is ABSENT else wrap(value)
        return record.read(conversion, node, key)

    return Type(
        read, lambda definitions: {"anyOf": [scalar.schema(definitions), record.reference(definitions)]}
    )

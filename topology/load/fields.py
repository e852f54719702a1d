"""The parts a definition of the format is made of: types, fields and records.

A :class:`Type` knows how one value is read from its node and how the JSON Schema says
the same. A :class:`Record` is a map with named fields; its table is compiled once, and
reading a map is one pass over its entries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from topology.load.tree import Map, Node, Scalar
from topology.model.place import Place

if TYPE_CHECKING:
    from topology.load.convert import Conversion

ABSENT: Final[Any] = object()
"""What reading gives where there is no value: it was left out, or a problem was reported."""

NULLS = frozenset({"", "~", "null", "Null", "NULL"})

Json = dict[str, Any]
Definitions = dict[str, Json]
Read = Callable[["Conversion", Node, Scalar], Any]
"""Value of a node, for the field whose key is given; or :data:`ABSENT`."""

Schema = Callable[[Definitions], Json]
"""The JSON Schema of a type; records add themselves to the definitions."""

Build = Callable[["Conversion", Map, dict[str, Any]], Any]
"""The value of a record, of its values by attribute; or :data:`ABSENT`."""


class Type(Struct, frozen=True, gc=False):
    """``text`` types take ``~`` and ``null`` as they are written; only nothing at all is absent."""

    read: Read
    schema: Schema
    text: bool = False


class Field(Struct, frozen=True, gc=False):
    """One field of a record, under its name in the files.

    ``attribute`` is its name in the model where that is not just the name in snake
    case. ``default`` is what absence means, told to the reader of the schema.
    ``means`` is the field that this one is another name of.
    """

    type: Type
    description: str
    attribute: str = ""
    default: Any = None
    required: bool = False
    means: str = ""


class Record:
    """A map with named fields, read to a value of the model.

    In a ``closed`` one a field that it does not have is an error: left out, it would change what is meant.
    """

    __slots__ = ("build", "closed", "description", "fields", "name", "required", "table", "type")

    def __init__(
        self,
        name: str,
        description: str,
        fields: Mapping[str, Field],
        build: Build,
        *,
        closed: bool = False,
    ) -> None:
        self.name = name
        self.closed = closed
        self.description = description
        self.fields = fields
        self.build = build
        self.required = tuple(name for name, field in fields.items() if field.required)
        self.table = {
            name: (
                field.attribute or snake_case(field.means or name),
                field.type.read,
                field.type.text,
                field.means or name,
            )
            for name, field in fields.items()
        }
        self.type = Type(self.read, self.reference)

    def read(self, conversion: Conversion, node: Node, key: Scalar) -> Any:
        """The record's value of a map, or ``ABSENT`` after reporting what is wrong."""
        if type(node) is not Map:
            conversion.wrong_shape(node, key, "a map")
            return ABSENT
        values = self.values(conversion, node)
        return ABSENT if values is None else self.build(conversion, node, values)

    def values(
        self,
        conversion: Conversion,
        node: Map,
        places: dict[str, Place] | None = None,
        extra: dict[str, Any] | None = None,
    ) -> dict[str, Any] | None:
        """Values by attribute; ``None`` where a required one is missing. Everything odd is reported.

        Stated facts are added to ``places`` by field name, ``x-`` keys to ``extra``.
        """
        values: dict[str, Any] = {}
        table = self.table
        file = conversion.file
        for name, entry in node.entries.items():
            column = table.get(name)
            key = entry.key
            value = entry.value
            if column is None:
                if not name.startswith("x-"):
                    conversion.unknown_field(key, self)
                elif extra is not None:
                    extra[name] = _kept(value)
                continue
            attribute, read, text, field = column
            if type(value) is Scalar and value.plain and value.text in NULLS and not (text and value.text):
                continue
            result = read(conversion, value, key)
            if result is ABSENT:
                continue
            if attribute in values:
                conversion.report(
                    "T207", key, f"{name} says again what {self._other(node, name, field)} says"
                )
                continue
            values[attribute] = result
            if places is not None:
                places[field] = Place(file, key.line, key.column)
        complete = True
        for name in self.required:
            if self.table[name][0] not in values:
                complete = False
                conversion.missing(node, name, self)
        return values if complete else None

    def _other(self, node: Map, name: str, field: str) -> str:
        return next(
            other
            for other in node.entries
            if other != name and other in self.table and self.table[other][3] == field
        )

    def reference(self, definitions: Definitions) -> Json:
        """The JSON Schema of a value of this record: a pointer to its definition."""
        if self.name not in definitions:
            definitions[self.name] = {}
            definitions[self.name] = self.schema(definitions)
        return {"$ref": f"#/definitions/{self.name}"}

    def schema(self, definitions: Definitions) -> Json:
        """The definition itself."""
        result: Json = {
            "type": "object",
            "description": self.description,
            "properties": {name: _described(field, definitions) for name, field in self.fields.items()},
            "patternProperties": {"^x-": {"description": "Kept and ignored."}},
            "additionalProperties": False,
        }
        if self.required:
            result["required"] = list(self.required)
        return result


def _kept(node: Node) -> Any:
    """What an ``x-`` key holds, so that writing it again says the same to every reader of YAML."""
    from topology.load.backstage.keep import kept

    return kept(node)


def _described(field: Field, definitions: Definitions) -> Json:
    schema = field.type.schema(definitions)
    if not field.required:
        schema = nullable(schema)
    if "$ref" in schema:  # its siblings would be ignored
        schema = {"allOf": [schema]}
    schema = {"description": field.description, **schema}
    if field.default is not None:
        schema["default"] = field.default
    return schema


def nullable(schema: Json) -> Json:
    """The schema, or nothing: a field that is written without a value is left out."""
    kinds = schema.get("type")
    if kinds is not None:
        kinds = [kinds] if isinstance(kinds, str) else kinds
        return schema if "null" in kinds else {**schema, "type": [*kinds, "null"]}
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    return {"anyOf": [schema, {"type": "null"}]}


def snake_case(name: str) -> str:
    """``dependsOn`` as ``depends_on``."""
    return re.sub("[A-Z]", lambda match: "_" + match[0].lower(), name)


def made(struct: type[Struct], **fixed: Any) -> Build:
    """Build a record as a value of the model, with its place where that has one."""
    if "place" in struct.__struct_fields__:
        # An entity brings its own place: that of its name.
        return lambda conversion, node, values: struct(**{"place": conversion.place(node), **fixed, **values})
    return lambda conversion, node, values: struct(**fixed, **values)

"""What the records of several families share: links, owners, and the fields of every entity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from topology.load import scalars
from topology.load.codes import clip
from topology.load.fields import ABSENT, Definitions, Field, Json, Record, Type, made
from topology.load.resolve import TEAM_OR_PERSON
from topology.load.schema.values import LINE, TEXT, many, pattern, reference
from topology.load.tree import Map, Node, Scalar
from topology.model.address import is_web
from topology.model.entity import Link
from topology.model.reference import ID

if TYPE_CHECKING:
    from topology.load.convert import Conversion

ID_PATTERN = f"^{ID.pattern}$"
ID_SCHEMA: Json = {"type": ["string", "number", "boolean"], "pattern": ID_PATTERN}
NAMES: Json = {"pattern": ID_PATTERN}
"""The schema of keys that are ids."""

DATE = pattern(scalars.day, scalars.DATE)
LOCAL = pattern(lambda text: scalars.local(text)[0], scalars.LOCAL)
MOMENT = pattern(scalars.moment, scalars.MOMENT)
DURATION = pattern(scalars.minutes, scalars.DURATION)
TEXTS = many(LINE)


def _url(conversion: Conversion, node: Node, key: Scalar) -> Any:
    value = LINE.read(conversion, node, key)
    if type(node) is Scalar and not is_web(node.text):
        conversion.report(
            "T304",
            node,
            f'{key.text} "{clip(node.text)}" is no plain http or https address: it is shown, never opened',
        )
    return value


URL = Type(_url, lambda definitions: {"type": "string", "pattern": scalars.URL})


def _zone(conversion: Conversion, node: Node, key: Scalar) -> Any:
    if type(node) is not Scalar:
        conversion.wrong_shape(node, key, "one value")
    elif node.text in conversion.zones:
        return node.text
    else:
        try:
            conversion.zones.add(scalars.zone(node.text))
            return node.text
        except scalars.Unfit as unfit:
            conversion.unknown_zone(node, key, str(unfit))
    return ABSENT


ZONE = Type(_zone, lambda definitions: {"type": "string", "pattern": scalars.ZONE})

_ONE_OWNER = reference(TEAM_OR_PERSON)


def _owner(conversion: Conversion, node: Node, key: Scalar) -> Any:
    owner = _ONE_OWNER.read(conversion, node, key)
    if owner is not ABSENT and owner.target.startswith("person:"):
        conversion.report(
            "T312",
            node,
            f'{key.text} "{clip(owner.text)}" is a person, read as a team of one',
            target=owner.target,
        )
    return owner


OWNER = Type(_owner, _ONE_OWNER.schema)
OWNERS = many(OWNER)

LINK = Record(
    "link",
    "A titled address.",
    {
        "type": Field(LINE, "What stands there: runbook, dashboard, decision, repository …"),
        "title": Field(LINE, "The words shown for it."),
        "url": Field(URL, "The address. Only http and https are ever opened.", required=True),
    },
    made(Link),
)


def _id_schema(definitions: Definitions) -> Json:
    return dict(ID_SCHEMA)


ID_FIELD = Field(
    Type(LINE.read, _id_schema),
    "Identity, where entities are a list rather than a map: letters and"
    " digits joined by `-`, `_` or `.`; case does not count.",
    attribute="id",
)

ENTITY: dict[str, Field] = {
    "id": ID_FIELD,
    "title": Field(LINE, "The name shown to people; else the id."),
    "description": Field(TEXT, "What it is, in a few sentences."),
    "aliases": Field(TEXTS, "What people also call it; search finds these."),
    "tags": Field(TEXTS, "Free words to filter by."),
    "links": Field(many(LINK.type, single=False), "Runbooks, dashboards, decisions and the like."),
    "reviewed": Field(DATE, "When somebody last said that this is true."),
}
"""The fields of every entity."""


def span(
    conversion: Conversion, node: Map, values: dict[str, Any], first: str = "from", last: str = "to"
) -> bool:
    """Whether ``start`` comes before ``end``, where both are given; else it is reported."""
    start, end = values.get("start"), values.get("end")
    if start is None or end is None or (start.tzinfo is None) != (end.tzinfo is None) or start < end:
        return True
    conversion.report("T308", node.entries[last].value, f"`{last}` must come after `{first}`")
    return False

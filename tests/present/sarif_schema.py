"""The part of the SARIF 2.1.0 schema (OASIS) that findings use, written anew and closed.

Everything that is not named here is refused, which is stricter than the standard.
"""

from typing import Any


def _object(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


_TEXT = {"type": "string"}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_COUNT = {"type": "integer", "minimum": 1}
_MESSAGE = _object(("text",), text={"type": "string", "minLength": 1})
_PHYSICAL = _object(
    ("artifactLocation", "region"),
    artifactLocation=_object(
        ("uri",), uri={"type": "string", "pattern": r"^(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+$"}, uriBaseId=_TEXT
    ),
    region=_object(("startLine",), startLine=_COUNT, startColumn=_COUNT, endColumn=_COUNT),
)
_LOCATION = _object(
    (),
    id={"type": "integer", "minimum": -1},
    physicalLocation=_PHYSICAL,
    logicalLocations={"type": "array", "items": _object((), fullyQualifiedName=_TEXT), "uniqueItems": True},
)
_RULE = _object(
    ("id",),
    id=_TEXT,
    name={"type": "string", "pattern": "^([A-Z][a-z0-9]*)+$"},
    shortDescription=_MESSAGE,
    fullDescription=_MESSAGE,
    help=_MESSAGE,
    defaultConfiguration=_object((), level=_LEVEL),
    properties=_object((), tags={"type": "array", "items": _TEXT, "uniqueItems": True}),
)
_RESULT = _object(
    ("ruleId", "message"),
    ruleId=_TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level=_LEVEL,
    message=_MESSAGE,
    locations={"type": "array", "items": _LOCATION},
    relatedLocations={"type": "array", "items": _LOCATION, "uniqueItems": True},
    partialFingerprints={"type": "object", "additionalProperties": _TEXT},
)
_RUN = _object(
    ("tool",),
    tool=_object(
        ("driver",),
        driver=_object(
            ("name",), name=_TEXT, version=_TEXT, rules={"type": "array", "items": _RULE, "uniqueItems": True}
        ),
    ),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results={"type": "array", "items": _RESULT},
)

SARIF: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    **_object(
        ("version", "runs"),
        **{
            "$schema": {"type": "string", "format": "uri"},
            "version": {"enum": ["2.1.0"]},
            "runs": {"type": "array", "items": _RUN},
        },
    ),
}

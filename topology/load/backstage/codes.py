"""The problems of reading Backstage documents: T4xx. One table."""

from topology.load.codes_read import Code
from topology.load.tree import Node, Scalar, Source
from topology.model.problem import Problem, Suggestion

_TABLE = (
    Code(
        "T401",
        "not-an-entity",
        "error",
        "A Backstage document that says no kind or no metadata.name. It is not read.",
    ),
    Code(
        "T402",
        "misspelt-key",
        "warning",
        "A key of a Backstage document that means nothing, but is nearly one that does. It is kept.",
    ),
    Code(
        "T403",
        "unexpected-shape",
        "warning",
        "A value of a Backstage field that is not of the field's shape: a map where a reference belongs,"
        " say. It is kept for export and means nothing here.",
    ),
    Code(
        "T404",
        "annotation-not-json",
        "warning",
        "A `topology.dev/` annotation that begins like JSON and is none. It is read as text.",
    ),
)

CODES: dict[str, Code] = {row.code: row for row in _TABLE}
"""Every code that the Backstage reader may report, by code."""


def problem(
    source: Source, node: Node, code: str, message: str, suggestion: Suggestion | None = None
) -> Problem:
    """A problem at ``node``, with its line as excerpt and the whole of a one-line text underlined."""
    row = CODES[code]
    place = source.place(node.line, node.column)
    excerpt = source.line(place.line)
    width = len(node.text) + (0 if node.plain else 2) if isinstance(node, Scalar) else 1
    return Problem(
        code=code,
        rule=row.rule,
        severity=row.severity,
        place=place,
        message=message,
        suggestion=suggestion,
        excerpt=excerpt,
        width=max(1, min(width, len(excerpt) + 1 - place.column)),
    )

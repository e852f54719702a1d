"""The problems of meaning: T2xx for the format and references, T3xx for what is said. One table."""

from __future__ import annotations

from topology.load.codes_read import Code
from topology.load.tree import Source
from topology.model.place import Place
from topology.model.problem import Occurrence, Problem, Severity, Suggestion
from topology.model.text import clean_line

SHOWN = 60
"""Characters of a value from a file that a message repeats."""

_TABLE = (
    Code("T201", "unknown-section", "error", "A top-level key that is no section of the format."),
    Code(
        "T202",
        "unknown-field",
        "warning",
        "A field that the format does not have. It is ignored; `x-` keys are kept. In a test it is an error.",
    ),
    Code(
        "T203",
        "wrong-shape",
        "error",
        "A text, list or map where the format has another. The field is left out.",
    ),
    Code("T204", "unknown-reference", "error", "A reference to something that nobody declared."),
    Code(
        "T205",
        "ambiguous-reference",
        "error",
        "A reference that fits several entities. The first one is used.",
    ),
    Code(
        "T206",
        "wrong-kind",
        "error",
        "A reference to an entity that cannot stand in this field. It is left out.",
    ),
    Code("T207", "bad-value", "error", "A text that its field cannot be made of. The field is left out."),
    Code("T208", "missing-field", "error", "A field that must be there. What it belongs to is left out."),
    Code(
        "T209",
        "bad-id",
        "error",
        "An id that is not letters and digits joined by `-`, `_` or `.`. Its entity is left out.",
    ),
    Code(
        "T210",
        "duplicate-id",
        "error",
        "The same id declared twice with different content. The first one is used.",
    ),
    Code("T211", "repeated-declaration", "info", "The same entity declared twice with the same content."),
    Code("T212", "differing-setting", "error", "A setting stated twice, differently. The first one is used."),
    Code("T213", "not-a-mapping", "error", "A document that is a text or a list, not a mapping of sections."),
    Code("T214", "foreign-documents", "info", "Documents of other programs. They are left alone."),
    Code("T215", "empty-item", "error", "A list item with nothing in it."),
    Code("T216", "bad-reference", "error", "A text that cannot be a reference."),
    Code("T217", "program-settings", "error", "A topology.toml or [tool.topology] that cannot be read."),
    Code("T218", "unknown-setting", "warning", "A key of topology.toml that means nothing."),
    Code("T219", "missing-target", "warning", "A Location whose target in the catalog does not exist."),
    Code("T291", "nothing-to-read", "error", "No YAML file where one was looked for."),
    Code("T292", "nothing-readable", "error", "Files, but none of them could be read."),
    Code("T293", "no-components", "error", "Files, but no component in them."),
    Code("T301", "self-dependency", "warning", "A component that depends on itself."),
    Code("T302", "repeated-dependency", "warning", "The same dependency stated twice by one component."),
    Code("T303", "impossible-redundancy", "error", "`atLeast` above the number of members."),
    Code(
        "T304",
        "unsafe-address",
        "warning",
        "An address that is not plain http or https. It is shown, never opened.",
    ),
    Code(
        "T305",
        "handoff-misfit",
        "error",
        "A hand-off that does not fit the length of a turn, or the start of a roster.",
    ),
    Code("T306", "missing-handoff", "error", "A rotation that does not say when turns begin."),
    Code(
        "T307",
        "override-action",
        "error",
        "An override that says none or several of add, remove, replace, only.",
    ),
    Code("T308", "empty-span", "error", "A stretch of time that ends before it begins."),
    Code("T309", "policy-without-steps", "warning", "An escalation policy that pages nobody."),
    Code("T310", "schedule-without-layers", "warning", "A schedule with neither layers nor a calendar file."),
    Code(
        "T311", "interaction-with-itself", "error", "An interaction that does not name two different teams."
    ),
    Code("T312", "person-as-owner", "warning", "A person where a team is meant. Read as a team of one."),
    Code(
        "T313",
        "inject-action",
        "error",
        "An inject of a scenario that says none or several of the things that can happen.",
    ),
    Code("T314", "inject-order", "error", "Times of a scenario that are out of order, or after their round."),
    Code("T315", "bad-on-call", "error", "An `@oncall(…)` that names nothing whose turn could be asked for."),
)

CODES: dict[str, Code] = {row.code: row for row in _TABLE}
"""Every code that validation may report, by code."""

EMPTY = frozenset({"T291", "T292", "T293"})
"""The codes that say that there is nothing to work with: bad input, not a finding."""


def clip(text: str) -> str:
    """A value for a message: on one line, safe to show, at most :data:`SHOWN` characters."""
    return clean_line(text) if len(text) <= SHOWN else clean_line(text[: SHOWN - 1]) + "…"


def problem(
    code: str,
    place: Place,
    message: str,
    *,
    source: Source | None = None,
    width: int = 1,
    severity: Severity | None = None,
    entity: str | None = None,
    target: str | None = None,
    suggestion: Suggestion | None = None,
    references: tuple[Occurrence, ...] = (),
) -> Problem:
    """A problem at ``place``, with the line of ``source`` as excerpt where it is given."""
    row = CODES[code]
    excerpt = source.line(place.line, place.column, width) if source is not None else ""
    return Problem(
        code=code,
        rule=row.rule,
        severity=severity or row.severity,
        place=place,
        message=message,
        entity=entity,
        target=target,
        suggestion=suggestion,
        references=references,
        excerpt=excerpt,
        width=max(1, min(width, len(excerpt) + 1 - place.column)),
    )

"""Native documents: a mapping of sections, taken apart into drafts and sections."""

from __future__ import annotations

from topology.load.codes import clip, problem
from topology.load.convert import shape_of, width_of
from topology.load.draft import Draft, Format, Intake, Section, is_null
from topology.load.schema.sections import ENTITY_SECTIONS, SECTIONS
from topology.load.suggest import near_word
from topology.load.tree import Map, Node, Scalar, Sequence, Source
from topology.model.place import Place
from topology.model.problem import Suggestion
from topology.model.reference import DEFAULT_NAMESPACE, ID

_INCLUDES = frozenset({"include", "includes", "import", "imports", "$ref"})
_TELLING = frozenset(SECTIONS) - {"version", "defaults", "alerting", "tests"}
_OTHERS = frozenset({"openapi", "swagger", "asyncapi", "apiVersion"})


def is_native(root: Map) -> bool:
    """Whether a mapping is meant to be ours.

    It is with one of the sections that few other programs have, unless something
    else in it says whose it is; otherwise only if every key is a section, nearly
    one, or asks to include a file.
    """
    if any(name in _TELLING for name in root.entries):
        return not any(name in _OTHERS for name in root.entries)
    names = [name for name in root.entries if not name.startswith("x-")]
    return all(name in SECTIONS or name in _INCLUDES or near_word(name, SECTIONS) for name in names)


def read_sections(root: Map, source: Source, intake: Intake, format_: Format = "native") -> None:
    """Gather the entities and sections of a document. Everything that cannot be used is reported."""
    reader = _Reader(source, intake, format_)
    for name, entry in root.entries.items():
        if name in ENTITY_SECTIONS:
            reader.entities(ENTITY_SECTIONS[name][0], entry.key, entry.value)
        elif name in SECTIONS:
            if not is_null(entry.value):
                intake.sections.append(Section(name, entry.key, entry.value, source.file, format_))
        elif not name.startswith("x-"):
            reader.unknown_section(entry.key)


class _Reader:
    """Reads the sections of one document."""

    def __init__(self, source: Source, intake: Intake, format_: Format) -> None:
        self.source = source
        self.file = source.file
        self.intake = intake
        self.format = format_

    def report(self, code: str, node: Node, message: str, suggestion: Suggestion | None = None) -> None:
        self.intake.problems.append(
            problem(
                code,
                Place(self.file, node.line, node.column),
                message,
                source=self.source,
                width=width_of(node),
                suggestion=suggestion,
            )
        )

    def unknown_section(self, key: Scalar) -> None:
        name = clip(key.text)
        if key.text in _INCLUDES:
            self.report(
                "T201",
                key,
                f'"{name}" is no section: nothing is included, give all files on the command line',
            )
            return
        meant = near_word(key.text, SECTIONS)
        self.report("T201", key, f'"{name}" is no section', Suggestion(meant) if meant else None)

    def entities(self, kind: str, section: Scalar, body: Node) -> None:
        """The entities of a section: a map by id, or a list of maps with an id."""
        if type(body) is Map:
            for entry in body.entries.values():
                if self._fits(entry.key, entry.value, section):
                    self._entity(kind, entry.key, entry.value)
        elif type(body) is Sequence:
            for item in body.items:
                self._item(kind, section, item)
        elif not is_null(body):
            self.report("T203", body, f"{section.text} must be a map of ids or a list, not {shape_of(body)}")

    def _item(self, kind: str, section: Scalar, item: Node) -> None:
        if type(item) is not Map:
            self.report(
                "T203", item, f"each item of {section.text} must be a map with an id, not {shape_of(item)}"
            )
            return
        entry = item.entries.get("id")
        if entry is None:
            self.report("T208", item, f"this {kind} has no id")
        elif type(entry.value) is not Scalar:
            self.report(
                "T209", entry.value, f"the id of this {kind} must be text, not {shape_of(entry.value)}"
            )
        elif not entry.value.text and entry.value.plain:
            self.report("T208", entry.key, f"this {kind} has an id without a value")
        else:
            self._entity(kind, entry.value, item)

    def _fits(self, key: Scalar, body: Node, section: Scalar) -> bool:
        """Whether the body under a key of a section can be an entity's."""
        if type(body) is not Map:
            if is_null(body):
                return True
            self.report(
                "T203", body, f'"{clip(key.text)}" in {section.text} must be a map, not {shape_of(body)}'
            )
            return False
        own = body.entries.get("id")
        if own is not None and not (
            type(own.value) is Scalar and own.value.text.casefold() == key.text.casefold()
        ):
            self.report(
                "T209", own.value, f'the id here must be that of its key, "{clip(key.text)}", or be left out'
            )
        return True

    def _entity(self, kind: str, name: Scalar, body: Node) -> None:
        if not ID.fullmatch(name.text):
            self.report(
                "T209",
                name,
                f'the id "{clip(name.text)}" of this {kind} must be letters (a-z) and digits,'
                " joined by - _ or .; it is left out",
            )
            return
        self.intake.drafts.append(
            Draft(
                kind=kind,
                namespace=DEFAULT_NAMESPACE,
                name=name.text,
                body=body if type(body) is Map else Map({}, name.line, name.column),
                place=Place(self.file, name.line, name.column),
                source=self.format,
            )
        )

"""Stage two: one draft after the other becomes an entity of the model.

A :class:`Conversion` is what the types of :mod:`topology.load.fields` read with. It
knows the file and the entity it is in, and gathers everything that is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from topology.load.codes import clip, problem
from topology.load.draft import Format, is_null
from topology.load.resolve import Resolver
from topology.load.suggest import near_word
from topology.load.tree import Map, Node, Scalar, Sequence, Source
from topology.model.place import NOWHERE, Place
from topology.model.problem import Problem, Severity, Suggestion
from topology.model.reference import DEFAULT_NAMESPACE, Ref

if TYPE_CHECKING:
    from topology.load.fields import Record


class Conversion:
    """Where reading stands, and what it has found.

    ``entity`` is the canonical reference of the entity being read, or ``None``;
    ``label`` names what is being read in messages ("decision adr-12"), ``name`` and
    ``declared`` are the entity's own and where it stands.
    """

    __slots__ = (
        "declared",
        "entity",
        "file",
        "format",
        "label",
        "name",
        "namespace",
        "problems",
        "resolver",
        "scope",
        "sources",
        "timezone",
        "zones",
    )

    def __init__(self, resolver: Resolver, sources: dict[str, Source]) -> None:
        self.resolver = resolver
        self.sources = sources
        self.problems: list[Problem] = []
        self.timezone = "UTC"
        self.zones: set[str] = set()
        self.enter("", "native")

    def enter(
        self,
        file: str,
        format_: Format,
        label: str = "",
        entity: Ref | None = None,
        namespace: str = DEFAULT_NAMESPACE,
        name: str = "",
        declared: Place = NOWHERE,
    ) -> None:
        """Go on reading in ``file``: an entity, or something else that ``label`` names."""
        self.name = name
        self.declared = declared
        self.file = file
        self.format = format_
        self.label = label
        self.entity = entity
        self.namespace = namespace
        self.scope = self.resolver.scope(namespace)

    def place(self, node: Node) -> Place:
        """Where a node stands."""
        return Place(self.file, node.line, node.column)

    def report(
        self,
        code: str,
        node: Node,
        message: str,
        *,
        suggestion: Suggestion | None = None,
        target: str | None = None,
        severity: Severity | None = None,
    ) -> None:
        """Note a problem at a node."""
        self.report_at(
            code,
            self.place(node),
            message,
            suggestion=suggestion,
            target=target,
            severity=severity,
            width=width_of(node),
        )

    def report_at(
        self,
        code: str,
        place: Place,
        message: str,
        *,
        suggestion: Suggestion | None = None,
        target: str | None = None,
        severity: Severity | None = None,
        width: int = 1,
    ) -> None:
        """Note a problem at a place of a file, ``width`` characters wide."""
        self.problems.append(
            problem(
                code,
                place,
                message,
                source=self.sources.get(place.file),
                width=width,
                severity=severity,
                entity=self.entity,
                suggestion=suggestion,
                target=target,
            )
        )

    def wrong_shape(self, node: Node, key: Scalar, wanted: str) -> None:
        """Report a node that is not what its field takes."""
        self.report("T203", node, f"{clip(key.text)} must be {wanted}, not {shape_of(node)}")

    def unknown_field(self, key: Scalar, record: Record) -> None:
        """Report a key that the record does not have, with the one that was probably meant."""
        meant = near_word(key.text, record.fields)
        self.report(
            "T202",
            key,
            f'unknown field "{clip(key.text)}" in {record.name}',
            suggestion=Suggestion(meant) if meant else None,
            severity="error" if record.closed else None,
        )

    def unknown_word(self, node: Scalar, field: str, words: tuple[str, ...]) -> None:
        """Report a text that is none of the words of its field."""
        meant = near_word(node.text, words)
        self.report(
            "T207",
            node,
            f'{field} "{clip(node.text)}" is not one of {", ".join(words)}',
            suggestion=Suggestion(meant) if meant else None,
        )

    def unknown_zone(self, node: Scalar, key: Scalar, words: str) -> None:
        """Report a time zone that does not exist, with the one that was probably meant."""
        from topology.load.scalars import zones

        meant = near_word(node.text, zones()) if len(node.text) < 60 else None
        self.report(
            "T207",
            node,
            f'{key.text} "{clip(node.text)}" {words}',
            suggestion=Suggestion(meant) if meant else None,
        )

    def missing(self, node: Map, name: str, record: Record) -> None:
        """Report a required field that is not there; one that is there was reported already."""
        entry = node.entries.get(name)
        if entry is None or is_null(entry.value):
            self.report("T208", entry.key if entry else node, f"{record.name} needs a {name}")


def width_of(node: Node) -> int:
    """How many characters of its line a text takes; 1 for lists and maps."""
    return len(node.text) + (0 if node.plain else 2) if type(node) is Scalar else 1


def shape_of(node: Node) -> str:
    """The shape of a node in words, with its text where it is one."""
    if type(node) is Scalar:
        return f'"{clip(node.text)}"' if node.text or not node.plain else "nothing"
    return "a list" if type(node) is Sequence else "a map"

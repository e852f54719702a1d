"""The door of the Backstage reader: one document at a time, into the loader's intake."""

from __future__ import annotations

import re

from topology.load.backstage.annotations import annotated
from topology.load.backstage.codes import problem
from topology.load.backstage.documents import read_entity
from topology.load.backstage.locations import file_targets
from topology.load.backstage.recognise import is_settings
from topology.load.codes import clip
from topology.load.codes_read import problem_at
from topology.load.draft import Intake
from topology.load.native import read_sections
from topology.load.schema.sections import SECTIONS
from topology.load.tree import Map, Scalar, Source

_PLACEHOLDER = re.compile(r"\{\{|\{%|\$\{")


def read_backstage(root: Map, source: Source, intake: Intake) -> list[Scalar]:
    """Gather what a Backstage document declares: its entity, or the sections that it carries as annotations.

    Returns the paths that a Location asks to read too, as written; see
    :func:`topology.load.backstage.locations.file_path`.
    """
    if is_settings(root):
        _read_settings(root, source, intake)
        return []
    unfilled = _placeholder(root)
    if unfilled is not None:
        intake.problems.append(
            problem_at(
                source,
                unfilled.line,
                unfilled.column,
                "T108",
                f'a template that was never filled in ("{clip(unfilled.text)}"): its document is not read',
                len(unfilled.text),
                "warning",
            )
        )
        return []
    draft = read_entity(root, source, intake.problems)
    if draft is None:
        return []
    intake.drafts.append(draft)
    return file_targets(root) if draft.kind == "location" else []


def _placeholder(root: Map) -> Scalar | None:
    """The kind, name or namespace that is still a template's: ``${{ values.name }}``."""
    metadata = root.entries.get("metadata")
    names = metadata.value.entries if metadata is not None and isinstance(metadata.value, Map) else {}
    for entry in (root.entries.get("kind"), names.get("name"), names.get("namespace")):
        if entry is not None and isinstance(entry.value, Scalar) and _PLACEHOLDER.search(entry.value.text):
            return entry.value
    return None


def _read_settings(root: Map, source: Source, intake: Intake) -> None:
    metadata = root.entries["metadata"].value if "metadata" in root.entries else None
    annotations = metadata.entries.get("annotations") if isinstance(metadata, Map) else None
    if annotations is None or not isinstance(annotations.value, Map):
        intake.problems.append(problem(source, root, "T403", "settings without annotations say nothing"))
        return
    stated = annotated(annotations.value, SECTIONS, source, intake.problems)
    read_sections(Map(stated, root.line, root.column), source, intake, "backstage")

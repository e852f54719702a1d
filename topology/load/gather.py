"""Stage one of a load: every document of every file, handed to the reader of its format."""

from __future__ import annotations

import os

from msgspec import Struct
from msgspec.structs import replace

from topology.load.backstage.recognise import is_backstage
from topology.load.codes import clip, problem
from topology.load.convert import shape_of
from topology.load.draft import Intake
from topology.load.files import Discovery, FoundFile, locate, read
from topology.load.limits import Limits
from topology.load.memo import Memo
from topology.load.native import is_native, read_sections
from topology.load.parse import Parsed, parse
from topology.load.result import Target, look
from topology.load.tree import Document, Map, Node, Scalar, Sequence
from topology.model.place import Place
from topology.model.problem import Problem

_EVERYBODYS = frozenset({"T103", "T105"})
"""What is dangerous to any reader is said of documents that are not ours too: limits and aliases."""


class Gathered(Struct):
    """What stage one found. ``readable`` counts the files that could be read as YAML, at least in part.

    ``targets`` are the paths that Locations name.
    """

    intake: Intake
    discovery: Discovery
    documents: int = 0
    readable: int = 0
    targets: list[Target] = []


def gather(discovery: Discovery, limits: Limits, memo: Memo | None = None) -> Gathered:
    """Read all files that were found, and the files inside their roots that a Location asks for.

    What the ``memo`` holds of a file that has not changed is not read again.
    """
    gathered = Gathered(Intake(problems=list(discovery.problems)), discovery)
    seen = {found.path for found in discovery.files}
    waiting = list(discovery.files)
    while waiting:
        targets: list[tuple[FoundFile, Scalar]] = []
        for found in waiting:
            targets += _take(found, gathered, _parsed(found, limits, memo))
        waiting = []
        for beside, target in targets:
            wanted = _target(beside, target, gathered)
            if wanted is not None and wanted.path not in seen:
                seen.add(wanted.path)
                waiting.append(wanted)
    return gathered


def _parsed(found: FoundFile, limits: Limits, memo: Memo | None) -> Parsed | Problem:
    """What one file holds, or why it cannot be read."""
    kept = memo.get(found, limits) if memo is not None else None
    if kept is not None:
        return kept
    data = read(found, limits)
    if isinstance(data, Problem):
        return data
    parsed = parse(data, found.shown, limits)
    if memo is not None:
        memo.put(found, limits, parsed)
    return parsed


def _take(found: FoundFile, gathered: Gathered, parsed: Parsed | Problem) -> list[tuple[FoundFile, Scalar]]:
    """Take what one file holds. What is wrong in documents that are not ours is not reported."""
    intake = gathered.intake
    if isinstance(parsed, Problem):
        intake.problems.append(parsed)
        return []
    intake.sources[found.shown] = parsed.source
    gathered.documents += sum(document.root is not None for document in parsed.documents)
    gathered.readable += bool(parsed.documents) or not parsed.problems
    foreign: set[int] = set()
    targets: list[tuple[FoundFile, Scalar]] = []
    for document in parsed.documents:
        before = len(intake.foreign)
        targets += [(found, target) for target in _document(document, intake)]
        if len(intake.foreign) > before:
            foreign.update(id(one) for one in document.problems if one.code not in _EVERYBODYS)
    intake.problems += [one for one in parsed.problems if id(one) not in foreign]
    return targets


def _document(document: Document, intake: Intake) -> list[Scalar]:
    """Hand a document to its reader; the paths that it asks to read too."""
    root, source = document.root, document.source
    if root is None:
        return []
    place = Place(source.file, root.line, root.column)
    if _is_foreign_list(root):
        intake.foreign.append(place)
        return []
    if not isinstance(root, Map):
        # No excerpt: a link to somebody's private file would be shown at length.
        words = f"a document must be a map of sections, not {shape_of(root)}"
        if isinstance(root, Scalar):
            words = f"a document must be a map of sections, not the text {clip(root.text)!r}"
        intake.problems.append(problem("T213", place, words))
        return []
    if is_backstage(root):
        # Native catalogs start faster without it.
        from topology.load.backstage.reader import read_backstage

        return read_backstage(root, source, intake)
    if is_native(root):
        read_sections(root, source, intake)
    else:
        intake.foreign.append(place)
    return []


def _is_foreign_list(root: Node) -> bool:
    """Whether a document is a list of maps without ids: tasks of another program (Ansible, say)."""
    return (
        isinstance(root, Sequence)
        and bool(root.items)
        and all(isinstance(item, Map) and "id" not in item.entries for item in root.items)
    )


def _target(beside: FoundFile, target: Scalar, gathered: Gathered) -> FoundFile | None:
    """The file a Location names, unless that is refused, or a pattern: those files are found anyway."""
    from topology.load.backstage.locations import file_path, is_pattern

    path = file_path(target.text)
    if path is None or is_pattern(path):
        return None
    if "\0" not in path:
        named = os.path.join(os.path.dirname(beside.path), path)
        gathered.targets.append(look(named))
    wanted = locate(gathered.discovery, beside, path)
    if isinstance(wanted, Problem):
        place = Place(beside.shown, target.line, target.column)
        gathered.intake.problems.append(replace(wanted, place=place))
        return None
    if not os.path.exists(wanted.path):
        words = f'"{clip(target.text)}" does not exist: nothing is read for it'
        gathered.intake.problems.append(
            problem(
                "T219",
                Place(beside.shown, target.line, target.column),
                words,
                source=gathered.intake.sources.get(beside.shown),
                width=len(target.text),
            )
        )
        return None
    return wanted

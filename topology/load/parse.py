"""One file of YAML to documents: no recursion, every node with its place, under limits.

What stops a document (syntax, depth, a template) never hides the ones after it:
reading goes on at the next ``---``, which YAML allows nowhere inside a document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from sys import maxsize
from typing import Any

from msgspec import Struct

from topology.load.build import Builder
from topology.load.codes_read import problem_at
from topology.load.encoding import decode
from topology.load.events import MarkedYAMLError, ScalarEvent, events
from topology.load.files import file_too_large
from topology.load.findings import Findings, Stop
from topology.load.limits import Limits
from topology.load.syntax import Trouble, explain, shown
from topology.load.tree import Document, Source
from topology.model.problem import Problem

_DEFAULTS = Limits()
_MARKER = re.compile(r"^---(?=[ \t\n]|\Z)", re.MULTILINE)
_NEXT_HEAD = re.compile(r"^\.\.\.(?:[ \t][^\n]*)?\n(?:[ \t]*\n|[#%][^\n]*\n)*\Z", re.MULTILINE)
_BRACKET = re.compile(r"(?:[&!]\S*[ \t]+)*[\[{]")
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: [^\n]*)?$", re.MULTILINE)


class Parsed(Struct, frozen=True):
    """What one file holds.

    ``problems`` are all of the file's, by place, those of its documents among
    them; every one lies within the file. ``source`` is empty where the bytes
    are no text.
    """

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    source: Source


def parse(data: bytes, file: str, limits: Limits = _DEFAULTS) -> Parsed:
    """Read ``data`` as YAML; ``file`` is the name to show. Raises nothing, whatever the bytes are."""
    if len(data) > limits.file_bytes:
        return Parsed((), (file_too_large(file, len(data), limits),), Source(file, ""))
    decoded = decode(data, file)
    findings = Findings(decoded.source, limits)
    findings.problems.extend(decoded.problems)
    if decoded.parsed is None:
        return Parsed((), findings.sorted(), decoded.source)
    text = decoded.parsed
    conflicts = _conflicts(text, findings)
    builder = Builder(findings)

    def read(piece: str, first_line: int) -> int | None:
        """Read a piece; the line where the document began that could not be read, ``None`` if all could.

        Raises ``Stop`` where nothing more of the file is to be read.
        """
        try:
            builder.read(events(piece, decoded.restore), first_line)
            return None
        except Stop as stop:
            if stop.whole_file:
                raise
            problem = stop.problem
        except MarkedYAMLError as error:
            trouble = _trouble(error, builder, first_line)
            problem = _nested(trouble, findings) if trouble.too_deep else explain(trouble)
        except Exception as error:  # a parser may raise anything; its words are data too
            line = builder.last.end_mark.line + first_line if builder.last is not None else first_line
            problem = problem_at(
                decoded.source,
                line,
                1,
                "T101",
                f"line {line} is not YAML: {type(error).__name__} {shown(str(error), 100)}",
            )
        began = builder.inside if builder.inside is not None else problem.place.line
        if not _explained(conflicts, problem.place.line):
            findings.problems.append(problem)
        return began

    try:
        broken = read(text, 1)
        if broken is not None:
            for line, piece in _pieces_after(text, broken):
                read(piece, line)
    except Stop as stop:
        findings.problems.append(stop.problem)
    return Parsed(tuple(builder.documents), findings.sorted(), decoded.source)


def _nested(it: Trouble, findings: Findings) -> Problem:
    """The parser has a limit of depth of its own, far above ours, and looks far ahead of its events."""
    column = len(it.text) - len(it.text.lstrip()) + 1  # a caret a thousand brackets further shows nothing
    return findings.limit(
        "depth", findings.limits.depth, it.line, column, "nested too deep", whole_file=False
    ).problem


def _conflicts(text: str, findings: Findings) -> list[tuple[int, int]]:
    """First and last line of each conflict that git left, in order, each reported."""
    if "<<<<<<<" not in text:
        return []
    conflicts: list[tuple[int, int]] = []
    line, offset, open_at = 1, 0, 0
    for match in _CONFLICT.finditer(text):
        line, offset = line + text.count("\n", offset, match.start()), match.start()
        if match[0][0] == "<":
            open_at = line
            conflicts.append((line, line))
            findings.add(
                "T107", line, 1, f"git merge conflict at line {line}: its document cannot be read", 7
            )
        elif open_at:
            conflicts[-1] = (open_at, line)
            open_at = 0
    findings.end_document(1)
    return conflicts


def _explained(conflicts: list[tuple[int, int]], line: int) -> bool:
    """Whether what is wrong at ``line`` comes from a conflict that is reported already."""
    index = bisect_right(conflicts, (line, maxsize)) - 1
    return index >= 0 and line <= conflicts[index][1] + 1


def _pieces_after(text: str, line: int) -> Iterator[tuple[int, str]]:
    """The single documents that begin with ``---`` below ``line``, each with its first line."""
    number, at = 1, 0
    began: int | None = None
    for match in _MARKER.finditer(text):
        following = number + text.count("\n", at, match.start())
        if began is not None:
            piece = text[at : match.start()]
            if "\n..." in piece:
                piece = _NEXT_HEAD.sub("", piece)  # directives of the next document
            yield began, piece
        number, at = following, match.start()
        began = number if number > line else None
    if began is not None:
        yield began, text[at:]


def _trouble(error: MarkedYAMLError, builder: Builder, base: int) -> Trouble:
    """What the parser's words and marks, the last event and the open containers say about an error."""
    mark, context = error.problem_mark or error.context_mark, error.context_mark
    last: Any = builder.last
    source = builder.findings.source
    line = mark.line + base if mark else base
    bracket = None
    for inner in reversed(builder.stack):  # `[a: b` holds a map that has no bracket of its own
        match = _BRACKET.match(source.raw_line(inner.line), inner.column - 1)
        if match is not None:
            bracket = (inner.line, match.end())
            break
    in_document = last is not None and builder.inside is not None
    return Trouble(
        source=source,
        context=error.context or "",
        words=error.problem or "",
        line=line,
        column=mark.column + 1 if mark else 1,
        context_line=context.line + base if context else 0,
        context_column=context.column + 1 if context else 0,
        last_line=last.start_mark.line + base if in_document else 0,
        last_column=last.start_mark.column + 1 if in_document else 0,
        last_end=last.end_mark.line + base if in_document else 0,
        last_quoted=type(last) is ScalarEvent and last.style in ("'", '"'),
        bracket=bracket,
    )

"""YAML as nodes with positions: what the parser gives and all other readers use.

Positions count from 1; a column counts characters. Scalars hold their text
decoded but never resolved: ``no``, ``12:30``, ``007`` and ``~`` are text here,
and what they mean is for the schema to say. Texts are raw: they may hold
control characters, and are cleaned where entities are made of them. Anchored
nodes are shared between all their aliases, so a tree is a graph without cycles.
Nodes are arrays to msgspec: :mod:`topology.load.memo` packs them.
"""

from __future__ import annotations

from msgspec import Struct

from topology.model.place import Place
from topology.model.problem import Problem
from topology.model.text import clean_line

EXCERPT = 200
"""Characters of a source line that an excerpt holds, unless what it underlines lies further right."""

LONGEST_EXCERPT = 4_000
"""Characters after which a line gets no excerpt: a caret in it could not be shown."""


class Scalar(Struct, frozen=True, gc=False, array_like=True, tag=0):
    """A text. ``plain``: neither quoted nor a block nor tagged, so ``no`` may mean false.

    A missing value (``owner:``) is the empty plain text.
    """

    text: str
    line: int
    column: int
    plain: bool


class Sequence(Struct, frozen=True, gc=False, array_like=True, tag=1):
    """A list of nodes."""

    items: list[Node]
    line: int
    column: int


class Entry(Struct, frozen=True, gc=False, array_like=True):
    """One key of a map and its value. An entry merged by ``<<`` keeps the place it was written at."""

    key: Scalar
    value: Node


class Map(Struct, frozen=True, gc=False, array_like=True, tag=2):
    """Entries by the text of their key: own ones in file order, then merged ones."""

    entries: dict[str, Entry]
    line: int
    column: int


Node = Scalar | Sequence | Map


class Source(Struct, gc=False):
    """The text of one file, for excerpts and carets. ``file`` is the name as shown."""

    file: str
    text: str
    _lines: list[str] | None = None

    @property
    def lines(self) -> list[str]:
        """The lines as written, split when first asked for. At least one."""
        if self._lines is None:
            lines = self.text.split("\n")
            if len(lines) > 1 and not lines[-1]:
                lines.pop()
            self._lines = lines
        return self._lines

    def raw_line(self, number: int) -> str:
        """Line ``number`` (from 1) as written; empty outside the file."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def line(self, number: int, column: int = 1, width: int = 0) -> str:
        """Line ``number`` (from 1), safe to show: cleaned, and cut after what a caret underlines.

        It has at least :data:`EXCERPT` characters where the line has, and is empty
        where the caret stands beyond :data:`LONGEST_EXCERPT`. One character stays one
        character, so that a caret under a column fits, except where a flood of
        combining marks is cut.
        """
        if column > LONGEST_EXCERPT:
            return ""
        end = max(EXCERPT, column + min(width, EXCERPT))
        return str(clean_line(self.raw_line(number)[:end]))

    def place(self, line: int, column: int = 1) -> Place:
        """The nearest place that lies within this file."""
        if line < 1:
            return Place(self.file, 1, 1)
        if line > len(self.lines):
            return Place(self.file, len(self.lines), len(self.lines[-1]) + 1)
        return Place(self.file, line, max(1, min(column, len(self.lines[line - 1]) + 1)))


class Document(Struct, gc=False):
    """One YAML document of a file.

    ``root`` is ``None`` for an empty one. ``line`` is where it starts (its
    ``---``, else its first token), ``index`` its place among the documents of
    its file that could be read, from 0. ``problems`` are those of the file's
    problems that stand inside it: a reader that finds the document foreign may
    leave them out of its report.
    """

    root: Node | None
    line: int
    source: Source
    index: int
    problems: tuple[Problem, ...] = ()

"""Anchors and aliases: one node shared by all, and counted each time it is reached.

Sharing makes a bomb cheap to load and deadly to walk. So what an alias leads to
is counted when it is met, from the running count of nodes, without any walk.
"""

from __future__ import annotations

from msgspec import Struct

from topology.load.findings import Findings
from topology.load.tree import Node, Scalar
from topology.model.text import clean_line


class _Anchor(Struct):
    """``size``: nodes below and including it, -1 while it is open. ``height``: levels of nesting in it."""

    node: Node
    size: int
    height: int


class _Open(Struct):
    name: str
    anchor: _Anchor
    depth: int
    start: int
    deepest: int


class Anchors:
    """The anchors of one document, and what its file has spent on aliases."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.expanded = 0
        self.open: list[_Open] = []
        self._aliases = 0
        self._known: dict[str, _Anchor] = {}

    def begin_document(self) -> None:
        """Anchors end with their document."""
        self._known.clear()
        self.open.clear()

    def define(self, name: str, node: Node, depth: int, nodes: int) -> None:
        """``node`` carries an anchor, ``nodes`` were met before it. A container is open until its close."""
        if isinstance(node, Scalar):
            self._known[name] = _Anchor(node, 1, 0)
            return
        anchor = self._known[name] = _Anchor(node, -1, 0)
        self.open.append(_Open(name, anchor, depth, nodes + self.expanded, depth))

    def deeper(self, depth: int) -> None:
        """A container at ``depth`` (or what an alias there leads to) lies in the innermost open anchor."""
        if depth > self.open[-1].deepest:
            self.open[-1].deepest = depth

    def close(self, depth: int, nodes: int) -> None:
        """The container at ``depth`` has ended; if it carries the innermost open anchor, that is complete."""
        last = self.open[-1]
        if last.depth != depth:
            return
        self.open.pop()
        last.anchor.size = nodes + self.expanded - last.start
        last.anchor.height = last.deepest - depth + 1
        if self.open:
            self.deeper(last.deepest)

    def follow(self, name: str, line: int, column: int, depth: int) -> Node:
        """What the alias ``*name`` below ``depth`` levels stands for; an empty text where it leads nowhere.

        Raises ``Stop`` where a limit is exceeded.
        """
        findings, limits = self.findings, self.findings.limits
        shown = clean_line(name if len(name) <= 40 else name[:39] + "…")
        anchor = self._known.get(name)
        if anchor is None or anchor.size < 0:
            reason = "has no anchor before it" if anchor is None else "lies inside its own anchor"
            findings.add(
                "T105",
                line,
                column,
                f"the alias *{shown} {reason}: it is read as nothing"
                + ("; put it in quotes if it is meant as text" if anchor is None else ""),
                len(name) + 1,
            )
            return Scalar("", line, column, True)
        self._aliases += 1
        self.expanded += anchor.size
        if self._aliases > limits.aliases:
            raise findings.limit(
                "aliases", limits.aliases, line, column, f"too many aliases in one file, at *{shown}"
            )
        if self.expanded > limits.expanded:
            raise findings.limit(
                "expanded",
                limits.expanded,
                line,
                column,
                f"the aliases of this file multiply: with *{shown} they lead to {self.expanded:,} nodes",
            )
        if depth + anchor.height > limits.depth:
            raise findings.limit(
                "depth",
                limits.depth,
                line,
                column,
                f"nested too deep: the alias *{shown} leads {depth + anchor.height} levels down",
                whole_file=False,
            )
        if self.open:
            self.deeper(depth + anchor.height)
        return anchor.node

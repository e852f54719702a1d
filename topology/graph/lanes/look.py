"""How chips are written: what they are called, what stands beside the name, and how much room there is."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from topology.graph.lanes.measure import Measure, cells, shortened
from topology.graph.lanes.scene import Naming, Node
from topology.model.reference import Ref, name_of

Piece = tuple[str, str]
"""A piece of text and its role."""

MIDDLE = 16
"""To how many cells the name in the middle is not cut, if that can be: all others are read from there."""

SHORTER = (
    tuple((longest, True, MIDDLE) for longest in range(27, 12, -1)),
    tuple((longest, False, MIDDLE) for longest in range(14, 7, -1)),
    tuple((8, False, middle) for middle in (12, 10, 8)),
)
"""To how many cells names are cut, whether counts are left, and to how many cells the name in the middle
is cut, one after the other, until a drawing is narrow enough. In each part it gets narrower."""


class Look(Struct, frozen=True, kw_only=True):
    """``names`` says what a component is called, ``measure`` how many cells a text takes.

    A name takes at most ``longest`` cells, and fewer where the drawing fits into
    ``width`` cells then (0: it need not), without counts if need be. ``signs`` stand before
    names, each with its role; ``roles`` are those of names that mean something of their own.
    ``counts``: behind it stands how many of a chip's edges lead out of sight.
    """

    names: Naming = name_of
    measure: Measure = cells
    longest: int = 28
    width: int = 0
    signs: Mapping[Ref, Piece] = {}
    roles: Mapping[Ref, str] = {}
    counts: bool = False

    def pieces(self, node: Node, longest: int, counts: bool, middle: int) -> list[Piece]:
        """What is written on a chip."""
        found = []
        if node.ref in self.signs:
            sign, role = self.signs[node.ref]
            found.append((f"{sign} ", role))
        found.append((self.name(node, longest, middle), self._role(node)))
        if counts and node.hidden:
            found.append((f" +{node.hidden}", "more"))
        return found

    def name(self, node: Node, longest: int, middle: int) -> str:
        """What a chip is called, in so many cells."""
        room = max(longest, middle) if node.role == "focus" else longest
        text = node.text
        if node.role == "team" and self.measure(text) > room:
            text = text.rpartition(" · ")[0]  # its name says more than how much it has
        return shortened(text, room, self.measure)

    def _role(self, node: Node) -> str:
        return self.roles.get(node.ref, node.role) if node.role != "focus" else node.role

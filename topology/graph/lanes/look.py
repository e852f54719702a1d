"""How chips are written: what they are called, what stands beside the name, and how much room there is."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from topology.graph.lanes.measure import Measure, cells, fitted
from topology.graph.lanes.scene import Naming, Node
from topology.model.reference import Ref, name_of

Piece = tuple[str, str]
"""A piece of text and its role."""

LENGTHS = (24, 20, 16, 12)
"""To how many cells names are cut, one after the other, until a drawing is as narrow as it should be."""


class Look(Struct, frozen=True, kw_only=True):
    """``names`` says what a component is called, ``measure`` how many cells a text takes.

    A name takes at most ``longest`` cells, and fewer where the drawing fits into
    ``width`` cells then (0: it need not). ``signs`` stand before names, each with its
    role. ``counts``: behind it stands how many of a chip's edges lead out of sight.
    """

    names: Naming = name_of
    measure: Measure = cells
    longest: int = 28
    width: int = 0
    signs: Mapping[Ref, Piece] = {}
    counts: bool = False

    def pieces(self, node: Node, longest: int) -> list[Piece]:
        """What is written on a chip."""
        found = []
        if node.ref in self.signs:
            sign, role = self.signs[node.ref]
            found.append((f"{sign} ", role))
        found.append((fitted(node.text, longest, self.measure), node.role))
        if self.counts and node.hidden:
            found.append((f" +{node.hidden}", "more"))
        return found

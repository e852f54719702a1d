"""Edges by what they lead to: many needs of one thing are one finding."""

from collections.abc import Iterable

from topology.graph.topology import Edge
from topology.model.problem import Occurrence
from topology.model.reference import Ref


class Needs(list[Edge]):
    """The edges to one target, by place."""

    @property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """Their places, as a finding holds them."""
        return tuple(Occurrence(edge.place, edge.source) for edge in self)


def by_target(edges: Iterable[Edge]) -> dict[Ref, Needs]:
    """The edges of each target, in the order of their places."""
    found: dict[Ref, Needs] = {}
    for edge in sorted(edges, key=lambda each: (each.place, each.source, each.target)):
        found.setdefault(edge.target, Needs()).append(edge)
    return found

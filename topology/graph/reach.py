"""What can be hit from where: closures over all links, redundant ones included."""

from collections.abc import Iterable, Mapping, Sequence

from topology.graph.cycles import strong_components

Neighbours = Sequence[Sequence[int]]
"""The neighbours of every node, for what looks at all of them."""

Around = Mapping[int, Sequence[int]] | Neighbours
"""The neighbours of any node that is asked about."""


def distances(neighbours: Around, start: int, depth: int | None = None) -> dict[int, int]:
    """Steps from ``start`` to every node it leads to, itself left out, within ``depth`` steps."""
    found = {start: 0}
    layer = [start]
    steps = 0
    while layer and (depth is None or steps < depth):
        steps += 1
        following: list[int] = []
        for node in layer:
            for other in neighbours[node]:
                if other not in found:
                    found[other] = steps
                    following.append(other)
        layer = following
    del found[start]
    return found


def between(neighbours: Around, back: Around, starts: Iterable[int], ends: Iterable[int]) -> set[int]:
    """Everything on the ways from ``starts`` to ``ends``, the ends among it; ``back`` leads the other way.

    A way passes no other start.
    """
    begin = set(starts)
    ahead, layer = set(begin), begin
    while layer:
        layer = {other for node in layer for other in neighbours[node]} - ahead
        ahead |= layer
    ahead -= begin
    found = layer = ahead.intersection(ends)
    while layer:
        layer = ({other for node in layer for other in back[node]} & ahead) - found
        found |= layer
    return found


def marks_reached(neighbours: Neighbours, marks: Sequence[int]) -> list[int]:
    """For every node the union of the bits in ``marks`` of itself and all it leads to.

    One pass over the condensation, whose components come after those they lead
    to. Bits stand for whatever few things are asked about (teams, not components).
    """
    reached = [0] * len(neighbours)
    for component in strong_components(neighbours):
        bits = 0
        for node in component:
            bits |= marks[node]
            for other in neighbours[node]:
                bits |= reached[other]
        for node in component:
            reached[node] = bits
    return reached


def set_bits(bits: int) -> Iterable[int]:
    """The positions of the bits that are set, from the lowest."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest

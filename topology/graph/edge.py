"""One dependency between two things that can fail, and redundancy among several."""

from typing import Literal

from msgspec import Struct

from topology.model.entity import Strength
from topology.model.place import Place
from topology.model.reference import Ref

Via = Literal["dependsOn", "dependencyOf", "providesApis", "consumesApis", "contains"]
"""The field that states a dependency; ``contains``: a product or platform needs its components."""

STRENGTHS: tuple[Strength, ...] = ("hard", "soft", "async")
"""From strongest to weakest; the position is the code that :mod:`topology.graph.adjacency` holds."""


class Edge(Struct, frozen=True, gc=False):
    """``source`` needs ``target``.

    ``assumed``: no file states the strength, so hard is taken. ``group`` is -1, or
    which of the source's redundancies (:class:`Redundancy`, in their order) the
    target is a member of; such an edge does not spread a failure by itself.
    """

    source: Ref
    target: Ref
    strength: Strength
    assumed: bool
    buffer_minutes: int
    group: int
    via: Via
    place: Place


class Redundancy(Struct, frozen=True, gc=False):
    """``source`` needs ``at_least`` of the ``members``, which are distinct and in canonical order."""

    source: Ref
    members: tuple[Ref, ...]
    at_least: int
    place: Place

"""Where dependencies cross from one team's ownership into another's.

An edge crosses when the owners of its two ends have no team in common. Where an
end has no owner, nothing can be said, and nothing is: such edges are unknown.
What a product or platform consists of is no dependency between teams, so
``contains`` edges cross nothing.
"""

from collections.abc import Callable, Iterable

from msgspec import Struct

from topology.graph.edge import Edge
from topology.graph.ownership import Ownership
from topology.model.catalog import Catalog
from topology.model.entity import Interaction, Team
from topology.model.reference import Ref


class Crossing(Struct, frozen=True, gc=False):
    """One edge over a boundary: a team needs another one's component.

    ``from_teams`` own the source, ``to_teams`` the target (a vendor's liaison
    counts). ``interaction`` is declared between two of them, in either direction.
    """

    edge: Edge
    from_teams: tuple[Ref, ...]
    to_teams: tuple[Ref, ...]
    interaction: Interaction | None

    @property
    def from_team(self) -> Ref:
        """The (first) team that needs."""
        return self.from_teams[0]

    @property
    def to_team(self) -> Ref:
        """The (first) team that provides."""
        return self.to_teams[0]

    @property
    def grey(self) -> bool:
        """A hard dependency, redundant or not, that no declared interaction covers."""
        return self.interaction is None and self.edge.strength == "hard"


class Boundary(Struct, frozen=True, gc=False):
    """The edges at one component, product, platform or team.

    ``inside`` stay with the same owner, ``crossing_in`` come from other teams that
    need it, ``crossing_out`` go to teams it needs; an edge over an ownership boundary
    within (a product of several slices) goes out. ``unknown``: an end has no owner.
    """

    ref: Ref
    inside: tuple[Edge, ...]
    crossing_in: tuple[Crossing, ...]
    crossing_out: tuple[Crossing, ...]
    unknown: tuple[Edge, ...]


class Interactions:
    """What teams declared about working together, looked up by pair of teams or by team."""

    __slots__ = ("_by_pair", "_by_team")

    def __init__(self, catalog: Catalog) -> None:
        declared = dict.fromkeys(catalog.interactions)
        for team in catalog.of(Team):
            declared.update(dict.fromkeys(team.interactions))
        self._by_pair: dict[tuple[Ref, Ref], Interaction] = {}
        self._by_team: dict[Ref, list[Interaction]] = {}
        for interaction in sorted(declared, key=lambda each: each.place):
            one, other = (reference.target for reference in interaction.teams)
            for pair in ((one, other), (other, one)):
                self._by_pair.setdefault(pair, interaction)
            for team_ref in dict.fromkeys((one, other)):
                self._by_team.setdefault(team_ref, []).append(interaction)

    def between(self, one: Ref, other: Ref) -> Interaction | None:
        """The interaction of two teams in either direction; of several the first in the files."""
        return self._by_pair.get((one, other))

    def of(self, team: Ref) -> tuple[Interaction, ...]:
        """All interactions of a team, whoever declared them, in the order of the files."""
        return tuple(self._by_team.get(team, ()))


def crossings(
    edges: Iterable[Edge], owner: Callable[[Ref], Ownership], interactions: Interactions
) -> tuple[tuple[Crossing, ...], tuple[Edge, ...]]:
    """The edges that cross a boundary, and those of which nobody can say, both in the given order."""
    crossing: list[Crossing] = []
    unknown: list[Edge] = []
    known: dict[tuple[tuple[Ref, ...], tuple[Ref, ...]], Interaction | None] = {}  # few pairs, many edges
    for edge in edges:
        if edge.via == "contains":
            continue
        source, target = owner(edge.source).teams, owner(edge.target).teams
        pair = source, target
        if not source or not target:
            unknown.append(edge)
        elif pair in known or not set(source) & set(target):
            if pair not in known:
                declared = (interactions.between(one, other) for one in source for other in target)
                known[pair] = min(filter(None, declared), key=lambda each: each.place, default=None)
            crossing.append(Crossing(edge, source, target, known[pair]))
    return tuple(crossing), tuple(unknown)


def by_team(
    found: Iterable[Crossing],
) -> dict[Ref, tuple[tuple[Crossing, ...], tuple[Crossing, ...]]]:
    """For each team the crossings out of what it owns, and those into it, in the given order."""
    out: dict[Ref, list[Crossing]] = {}
    into: dict[Ref, list[Crossing]] = {}
    for crossing in found:
        for team in crossing.from_teams:
            out.setdefault(team, []).append(crossing)
        for team in crossing.to_teams:
            into.setdefault(team, []).append(crossing)
    return {team: (tuple(out.get(team, ())), tuple(into.get(team, ()))) for team in {**out, **into}}

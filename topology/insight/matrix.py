"""Who needs whom across ownership boundaries: rows need columns.

Rows and columns are the same and in the same order, so that what stands near the
diagonal is near each other, and what everybody needs is a full column at the right.
Teams can be put together by their type, or components by their product; each such group
can be opened again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from topology.graph.order import in_order, place_in_order
from topology.graph.topology import Crossing, Topology
from topology.insight.seriation import seriate
from topology.model.entity import Team
from topology.model.reference import Ref

Fold = Literal["team", "type", "product"]

FOLDS: tuple[Fold, ...] = ("team", "type", "product")

TYPES = ("stream-aligned", "complicated-subsystem", "enabling", "platform")
"""From those that serve users to those that serve teams."""

Key = tuple[str, Ref | None]
"""What one line stands for: a group (a type, a product's reference; empty: none of them) and,
where that is open, a team in it. Of a matrix of teams the group is empty."""

Pairs = Mapping[tuple[Key, Key], Sequence[int]]
"""The crossings of each cell, by their number."""


class Counts(Struct, frozen=True, gc=False):
    """Dependencies by strength; ``grey`` counts those of the hard ones for which nothing is declared."""

    hard: int = 0
    soft: int = 0
    asynchronous: int = 0
    grey: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.hard + self.soft + self.asynchronous


class Cell(Struct, frozen=True, gc=False):
    """What one line needs of another; never empty."""

    counts: Counts
    crossings: tuple[Crossing, ...]


class Entry(Struct, frozen=True, gc=False):
    """One line, which is a row and a column. ``teams`` are those in it.

    ``cluster`` numbers what belongs together; -1: nearly everybody has to do with it. ``needs``
    counts its row, ``users`` its column.
    """

    key: Key
    teams: tuple[Ref, ...]
    cluster: int
    needs: Counts
    users: Counts


class Matrix(Struct, frozen=True, gc=False):
    """``cells`` holds by (row, column) what is not empty.

    A dependency of a component with several owners stands in the lines of each; ``counts``
    counts it once. ``alone`` are declared teams without a dependency over their boundary,
    ``unknown`` counts the dependencies of which an end has no owner. ``declared``: some interaction
    is; where none is, nothing can be grey.
    """

    fold: Fold
    entries: tuple[Entry, ...]
    cells: Mapping[tuple[int, int], Cell]
    counts: Counts
    alone: tuple[Ref, ...]
    unknown: int
    declared: bool


def counted(crossings: Iterable[Crossing]) -> Counts:
    """Some crossings, counted."""
    return _counts([_kind(crossing) for crossing in crossings])


def matrix(topology: Topology, fold: Fold = "team", opened: Iterable[str] = ()) -> Matrix:
    """The matrix of a catalog. ``opened`` names the groups of which each team has a line of its own."""
    crossings = topology.crossings()
    declared = any(crossing.interaction is not None for crossing in crossings)
    kinds = [_kind(crossing) if declared else crossing.edge.strength for crossing in crossings]
    lines = _Lines(topology, fold, frozenset(opened))
    pairs: defaultdict[tuple[Key, Key], list[int]] = defaultdict(list)
    needs: defaultdict[Key, list[str]] = defaultdict(list)
    users: defaultdict[Key, list[str]] = defaultdict(list)
    for number, (crossing, kind) in enumerate(zip(crossings, kinds, strict=True)):
        rows = lines.of(crossing.edge.source, crossing.from_teams)
        columns = lines.of(crossing.edge.target, crossing.to_teams)
        for row in rows:
            needs[row].append(kind)
        for column in columns:
            users[column].append(kind)
            for row in rows:
                pairs[row, column].append(number)
    ordered = _ordered(lines, pairs, fold)
    place = {key: position for position, (key, _) in enumerate(ordered)}
    cells = {
        (place[row], place[column]): Cell(
            _counts([kinds[number] for number in numbers]), tuple(crossings[number] for number in numbers)
        )
        for (row, column), numbers in pairs.items()
    }
    entries = tuple(
        Entry(key, in_order(lines.teams[key]), cluster, _counts(needs[key]), _counts(users[key]))
        for key, cluster in ordered
    )
    cells = dict(sorted(cells.items()))
    alone, unknown = _alone(topology), len(topology.unjudged())
    return Matrix(fold, entries, cells, _counts(kinds), alone, unknown, declared)


def _kind(crossing: Crossing) -> str:
    """How one counts: by its strength, but what is grey apart."""
    return "grey" if crossing.grey else crossing.edge.strength


def _counts(kinds: list[str]) -> Counts:
    grey = kinds.count("grey")
    return Counts(kinds.count("hard") + grey, kinds.count("soft"), kinds.count("async"), grey)


def narrowed(whole: Matrix, kept: Collection[int]) -> Matrix:
    """What the lines at some positions have to do with: they themselves, and who needs them or is needed."""
    cells = {
        (row, column): cell for (row, column), cell in whole.cells.items() if row in kept or column in kept
    }
    shown = sorted({*kept, *(position for pair in cells for position in pair)})
    place = {position: number for number, position in enumerate(shown)}
    return replace(
        whole,
        entries=tuple(whole.entries[position] for position in shown),
        cells={(place[row], place[column]): cell for (row, column), cell in cells.items()},
    )


class _Lines:
    """In which lines the components of teams stand; ``teams`` collects those of each line."""

    def __init__(self, topology: Topology, fold: Fold, opened: frozenset[str]) -> None:
        self._topology = topology
        self._fold = fold
        self._opened = opened
        self._found: dict[tuple[str, tuple[Ref, ...]], tuple[Key, ...]] = {}
        self.teams: dict[Key, set[Ref]] = {}

    def of(self, ref: Ref, teams: tuple[Ref, ...]) -> tuple[Key, ...]:
        """The lines of one component."""
        part_of = (self._topology.part_of(ref) or "") if self._fold == "product" else ""
        found = self._found.get((part_of, teams))
        if found is None:
            lines = dict.fromkeys(self._line(part_of, team) for team in teams)
            found = self._found[part_of, teams] = tuple(lines)
        return found

    def _line(self, part_of: str, team: Ref) -> Key:
        group = self._type(team) if self._fold == "type" else part_of
        key = group, team if self._fold == "team" or group in self._opened else None
        self.teams.setdefault(key, set()).add(team)
        return key

    def _type(self, team: Ref) -> str:
        entity = self._topology.catalog.get(team, Team)
        return entity.type or "" if entity is not None else ""


def _ordered(lines: _Lines, pairs: Pairs, fold: Fold) -> list[tuple[Key, int]]:
    """Every line and the number of its cluster, in the order of the matrix; groups are clusters."""
    keys = sorted(lines.teams, key=lambda key: (place_in_order(key[0]), place_in_order(key[1] or "")))
    if fold == "team":
        return _seriated(keys, pairs)
    groups: dict[str, list[Key]] = {}
    for key in keys:
        groups.setdefault(key[0], []).append(key)
    if fold == "type":
        names = [*(name for name in TYPES if name in groups), *([""] if "" in groups else [])]
    else:
        heads: list[Key] = [(name, None) for name in groups if name]
        names = [key[0] for key, _ in _seriated(heads, _folded(pairs))] + ([""] if "" in groups else [])
    return [(key, number) for number, name in enumerate(names) for key, _ in _seriated(groups[name], pairs)]


def _folded(pairs: Pairs) -> Pairs:
    """The same with all groups closed."""
    found: dict[tuple[Key, Key], dict[int, None]] = {}
    for (row, column), numbers in pairs.items():
        found.setdefault(((row[0], None), (column[0], None)), {}).update(dict.fromkeys(numbers))
    return {pair: list(numbers) for pair, numbers in found.items()}


def _seriated(keys: list[Key], pairs: Pairs) -> list[tuple[Key, int]]:
    place = {key: position for position, key in enumerate(keys)}
    ties: dict[tuple[int, int], int] = {}
    for (row, column), numbers in pairs.items():
        one, other = sorted((place.get(row, -1), place.get(column, -1)))
        if 0 <= one < other:
            ties[one, other] = ties.get((one, other), 0) + len(numbers)
    order = seriate(len(keys), ties)
    clusters = [*enumerate(order.clusters), *([(-1, order.hubs)] if order.hubs else [])]
    return [(keys[position], number) for number, cluster in clusters for position in cluster]


def _alone(topology: Topology) -> tuple[Ref, ...]:
    tied = {team for crossing in topology.crossings() for team in (*crossing.from_teams, *crossing.to_teams)}
    teams: Iterator[Team] = topology.catalog.of(Team)
    return tuple(team.ref for team in teams if not team.ghost and team.ref not in tied)

"""Where somebody stands in the mode of boundaries: which view, how it is folded and narrowed. No widget."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from topology.graph.topology import Crossing, Edge, Topology
from topology.insight.answers import Answer
from topology.insight.matrix import FOLDS, Fold, Matrix, matrix, narrowed
from topology.insight.team_map import TeamMap, Tie, team_map
from topology.model.reference import COMPONENT_KINDS, Ref, kind_of
from topology.present.words import count
from topology.tui.boundaries.cell_lines import PAIR, Pair, cell_lines, group_lines, pairs
from topology.tui.boundaries.map_sheet import MapSheet
from topology.tui.boundaries.matrix_sheet import MatrixSheet
from topology.tui.boundaries.tie_lines import crossings_of, team_lines, tie_lines
from topology.tui.facets import read
from topology.tui.line import Gloss, Line, Role
from topology.tui.sheets import Sheet
from topology.tui.world import World

View = Literal["matrix", "map", "one"]

VIEWS: tuple[View, ...] = ("matrix", "map", "one")

Asked = tuple[Fold, frozenset[str]]
"""A matrix: how it is folded, and which of its groups are opened."""

FOUND = 500
"""Entities that a filter finds at most: each stands for its teams."""


class Boundaries:
    """What is shown of the boundaries of one catalog. ``about`` is what the third view is of."""

    def __init__(self) -> None:
        self.view: View = "matrix"
        self.fold: Fold = "team"
        self.opened: set[str] = set()
        self.query = ""
        self.about: Ref | None = None
        self._topology: Topology | None = None
        self._known: dict[Asked, Matrix] = {}
        self._made: MatrixSheet | MapSheet | None = None
        self._pairs: list[Pair] = []
        self._answers: tuple[str, dict[Edge, Answer]] | None = None

    # What is shown

    def turn(self, focus: Ref | None) -> None:
        """To the next view; the third one is of what is in the middle of the other modes."""
        self.view = VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)]
        if self.view == "one" and focus is not None:
            self.about = focus

    def turn_fold(self) -> None:
        """Teams, types of teams, products; nothing is opened in a new one."""
        self.fold = FOLDS[(FOLDS.index(self.fold) + 1) % len(FOLDS)]
        self.opened.clear()

    def toggle(self, key: str) -> bool:
        """Open or close the group of a spot; says whether there is one."""
        if not isinstance(self._made, MatrixSheet) or self.fold == "team" or key not in self._made.cells:
            return False
        self.opened ^= {self._made.made.entries[self._made.cells[key][0]].key[0]}
        return True

    def sheet(self, world: World, at: datetime) -> Sheet:
        """The sheet of the view, narrowed to what the filter finds and what that has to do with."""
        kept = self._found(world) if self.query.strip() else None
        made: MatrixSheet | MapSheet
        if self.view == "map":
            made = MapSheet(world, _kept(team_map(world.topology, at), kept))
        else:
            whole = self._matrix(world)
            if kept is not None:
                fits = [
                    number
                    for number, entry in enumerate(whole.entries)
                    if kept.intersection((entry.key[0], *entry.teams))
                ]
                whole = narrowed(whole, fits)
            made = MatrixSheet(world, whole)
        self._made = made
        return made.sheet()

    def missing(self, world: World) -> Asked | None:
        """The matrix that is to be shown and has to be worked out yet."""
        if world.topology is not self._topology:
            self._topology = world.topology
            self._known.clear()
        if world.matrix is not None:
            self._known["team", frozenset()] = world.matrix
        asked = self.fold, frozenset(self.opened)
        return asked if self.view == "matrix" and asked not in self._known else None

    def learn(self, world: World, asked: Asked, made: Matrix) -> None:
        """A matrix is worked out."""
        if world.topology is self._topology:
            self._known[asked] = made

    def _matrix(self, world: World) -> Matrix:
        asked = self.missing(world)
        if asked is not None:
            self.learn(world, asked, matrix(world.topology, *asked))
        return self._known[self.fold, frozenset(self.opened)]

    def _found(self, world: World) -> frozenset[Ref]:
        """What a filter finds, and its teams: what is called so, else whose names hold it, else of whom it
        is said, else near spellings."""
        found: set[Ref] = set()
        hits = world.finder.find(self.query, FOUND).hits
        phrase = " ".join(read(self.query)[1])
        called = [hit for hit in hits if hit.text.casefold() == phrase]
        holding = [hit for hit in hits if hit.holds(phrase)]
        for hit in called or [hit for hit in holding if hit.field != "said"] or holding or hits:
            found.update((hit.ref, *world.topology.owner(hit.ref).teams))
            found.update(world.topology.team_of_person(hit.ref))
        return frozenset(found)

    def title(self, world: World) -> str:
        """What the view is."""
        if isinstance(self._made, MapSheet):
            shown = len(self._made.made.rows)
            return f"Team map · {count(shown, 'team')} · {count(len(self._made.made.ties), 'tie')}"
        if self._made is None:
            return ""
        made = self._made.made
        words = [f"Needs by {self.fold}", f"{made.counts.total} cross"]
        words += [f"{made.counts.grey} grey"] if made.counts.grey else []
        words += [f"{made.unknown} unknown"] if made.unknown else []
        words += ["no file states interactions"] if made.entries and not made.declared else []
        words += [f"{count(len(made.alone), 'team')} alone"] if made.alone else []
        return " · ".join(words)

    def says(self, key: str) -> tuple[str, Role]:
        """One line about a spot; empty where nothing is stood on."""
        return self._made.says(key) if self._made is not None and key else ("", "quiet")

    def gloss(self, key: str) -> Gloss | None:
        """The word of the glossary for what is at a spot."""
        if not self.says(key)[0] or self.team(key) is None:
            return None
        if isinstance(self._made, MapSheet):
            return Gloss(("interaction",)) if isinstance(self._made.spots.get(key), Tie) else Gloss(("team",))
        return Gloss(("grey edge",) if self.says(key)[1] == "warn" else ("crossing",))

    def held(self, world: World, key: str, at: datetime, columns: int) -> Sequence[Line]:
        """What a spot holds: the dependencies of a cell, a tie, a team."""
        known = self._answers[1] if self._answers is not None and self._answers[0] == key else None
        if isinstance(self._made, MapSheet):
            about = self._made.spots.get(key)
            if isinstance(about, Tie):
                return tie_lines(world, about, known, at, columns)
            return team_lines(world, about, at, columns) if about is not None else []
        cell = self._made.cell(key) if self._made is not None else None
        if self._made is None or cell is None:
            team = self.team(key)
            return team_lines(world, team, at, columns) if team is not None else []
        line, column = self._made.cells[key]
        row, other = self._made.made.entries[line], self._made.made.entries[column]
        if row.key[1] is None or other.key[1] is None:
            self._pairs = pairs(row, other, cell)
            return group_lines(world, self._pairs, columns)
        return cell_lines(world, row.key[1], other.key[1], cell.crossings, known, at, columns)

    def wants(self, world: World, key: str) -> tuple[Crossing, ...]:
        """The dependencies of a spot of which each failure has an answer that is to be shown."""
        if isinstance(self._made, MapSheet):
            about = self._made.spots.get(key)
            found = crossings_of(world, about) if isinstance(about, Tie) else []
            return tuple(crossing for _, _, crossings in found for crossing in crossings)
        cell = self._made.cell(key) if self._made is not None else None
        if self._made is None or cell is None:
            return ()
        ends = (self._made.made.entries[position].key[1] for position in self._made.cells[key])
        return cell.crossings if all(ends) else ()

    def keep(self, key: str, answers: Iterable[Answer]) -> None:
        """The answers of a spot were worked out."""
        self._answers = key, {answer.crossing.edge: answer for answer in answers}

    def forget(self) -> None:
        """The instant or the reading has changed: answers are others now."""
        self._answers = None

    def knows(self, key: str) -> bool:
        """Whether the answers of a spot are there."""
        return self._answers is not None and self._answers[0] == key

    # What a spot is about

    def team(self, key: str) -> Ref | None:
        """The team whose row it is, or the product."""
        if isinstance(self._made, MapSheet):
            return self._made.team_of(key)
        if self._made is None or key not in self._made.cells:
            return None
        group, team = self._made.made.entries[self._made.cells[key][0]].key
        return team or (Ref(group) if self.fold == "product" and group else None)

    def needed(self, key: str) -> tuple[Ref, ...]:
        """The components that the row of a spot needs of its column."""
        cell = self._made.cell(key) if isinstance(self._made, MatrixSheet) else None
        targets = dict.fromkeys(each.edge.target for each in cell.crossings) if cell is not None else ()
        return tuple(ref for ref in targets if kind_of(ref) in COMPONENT_KINDS)

    def open_pair(self, line: str) -> str:
        """Show the cell of the two teams that a line of a cell of groups is about; gives its key."""
        one, other, _ = self._pairs[int(line.removeprefix(PAIR))]
        self.fold = "team"
        self.opened.clear()
        self.query = ""
        return f"|{one}||{other}"

    def grey_after(self, key: str, by: int) -> str:
        """The next spot with something grey, round and round; empty: there is none."""
        if self._made is None:
            return ""
        keys = self._made.grey()
        order = self._made.order(key)
        later = [each for each in keys if self._made.order(each) > order]
        sooner = [each for each in keys if self._made.order(each) < order]
        ordered = [*later, *sooner] if by > 0 else [*reversed(sooner), *reversed(later)]
        return next(iter(ordered), "")


def _kept(whole: TeamMap, kept: frozenset[Ref] | None) -> TeamMap:
    """The map of the teams that are kept, and of those that they work with."""
    if kept is None:
        return whole
    ties = tuple(tie for tie in whole.ties if kept.intersection(tie.teams))
    shown = kept.union(*(tie.teams for tie in ties))
    return TeamMap(tuple(row for row in whole.rows if row[0] in shown), ties)

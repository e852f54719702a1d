"""The matrix of crossings as a sheet: a line for each team or group, numbered alike on both sides."""

from __future__ import annotations

from topology.insight.matrix import Cell, Entry, Fold, Matrix
from topology.model.reference import Ref
from topology.present.cells import pad, width
from topology.present.words import count
from topology.tui.boundaries.words import LEGEND, TYPE_WORDS, role, sign, told
from topology.tui.line import Role, Span
from topology.tui.sheets import Row, Sheet, Spot
from topology.tui.signs import CLOSED
from topology.tui.world import World

LONGEST = 18
"""Cells of a name at most."""

OWN = "\\"
"""Where a line would need itself."""

NOTHING = "No dependency here crosses from one team to another."

COUNTING = Sheet(
    0, 0, (Row((), ((" counting what crosses …", "quiet"),), still=True),), 0, lambda _: Row(), {}
)
"""What stands there while a matrix is worked out."""


def title(world: World, entry: Entry, fold: Fold) -> str:
    """What a line is called."""
    group, team = entry.key
    if team is not None:
        return world.title(team)
    if fold == "type":
        return TYPE_WORDS[group]
    return world.title(Ref(group)) if group else "No product"


class MatrixSheet:
    """Makes the sheet, and knows the cell of each spot."""

    def __init__(self, world: World, made: Matrix) -> None:
        self.made = made
        self._titles = [title(world, entry, made.fold) for entry in made.entries]
        self._digits = max(2, len(str(len(made.entries))))
        self._marks = [
            "" if made.fold == "team" or entry.key[1] is not None else f"{CLOSED} " for entry in made.entries
        ]
        names = (width(mark + title) for mark, title in zip(self._marks, self._titles, strict=True))
        self._name = min(LONGEST, max(names, default=0))
        self._starts = self._laid_out()
        self._columns: list[list[int]] = [[] for _ in made.entries]
        for line, column in made.cells:
            self._columns[line].append(column)
        for line, columns in enumerate(self._columns):
            if not columns:
                columns.append(line)
        self._rows: dict[int, Row] = {}
        self._empty: dict[int, list[Span]] = {}
        self.cells = {
            self.key(line, column): (line, column)
            for line, columns in enumerate(self._columns)
            for column in columns
        }

    def _laid_out(self) -> list[int]:
        """Where each column begins; a cell apart where another cluster does."""
        starts: list[int] = []
        at, before = 0, 0
        for entry in self.made.entries:
            at += entry.cluster != before
            before = entry.cluster
            starts.append(at)
            at += self._digits + 1
        return starts

    def key(self, line: int, column: int) -> str:
        """The key of a cell: the same whatever stands around it."""
        (row, team), (other, needed) = self.made.entries[line].key, self.made.entries[column].key
        return f"{row}|{team or ''}|{other}|{needed or ''}"

    def sheet(self) -> Sheet:
        """The sheet of it."""
        count_ = len(self.made.entries)
        return Sheet(
            left=self._digits + self._name + 3,
            width=self._starts[-1] + self._digits + 1 if count_ else 0,
            head=tuple(self._head() if count_ else self._nothing()),
            count=count_,
            row=self._row,
            places={key: line for key, (line, _) in self.cells.items()},
            columns=tuple(self._starts),
            guides=True,
        )

    def _nothing(self) -> list[Row]:
        words = [NOTHING]
        if self.made.unknown:
            words.append(f"{count(self.made.unknown, 'dependency', 'dependencies')} with no owner on a side.")
        return [Row((), ((f" {word}", "quiet"),), still=True) for word in words]

    def _head(self) -> list[Row]:
        numbers: list[Span] = []
        at = 0
        for number, start in enumerate(self._starts, start=1):
            numbers.append((f"{' ' * (start - at)}{number:{self._digits}} ", "quiet"))
            at = start + self._digits + 1
        legend = Row((("rows need columns  ", "quiet"),), ((LEGEND, "quiet"),), still=True)
        return [legend, Row((), tuple(numbers), (Spot(0, 0, ""),))]

    def _row(self, number: int) -> Row:
        row = self._rows.get(number)
        if row is None:
            row = self._rows[number] = self._made_row(number)
        return row

    def _made_row(self, number: int) -> Row:
        label: tuple[Span, ...] = (
            (f"{number + 1:{self._digits}} ", "quiet"),
            (pad(self._marks[number] + self._titles[number], self._name + 1), "plain"),
        )
        body = list(self._nothing_in(self.made.entries[number].cluster))
        for column in (number, *self._columns[number]):
            body[2 * column + 1] = self._cell(number, column)
        spots = tuple(
            Spot(self._starts[column], self._starts[column] + self._digits + 1, self.key(number, column))
            for column in self._columns[number]
        )
        return Row(label, tuple(body), spots)

    def _nothing_in(self, cluster: int) -> list[Span]:
        """The body of a line that needs nobody: before each cell what sets it apart, then the cell."""
        body = self._empty.get(cluster)
        if body is None:
            body = self._empty[cluster] = []
            at = 0
            for entry, start in zip(self.made.entries, self._starts, strict=True):
                filler = "." if cluster == entry.cluster != -1 else " "
                body += [(" " * (start - at), "plain"), (f"{filler:>{self._digits}} ", "frame")]
                at = start + self._digits + 1
        return body

    def _cell(self, number: int, column: int) -> Span:
        cell = self.made.cells.get((number, column))
        if cell is not None:
            return f"{cell.counts.total:{self._digits}}{sign(cell.counts)}", role(cell.counts)
        return f"{OWN:>{self._digits}} ", "frame"

    def says(self, key: str) -> tuple[str, Role]:
        """One line about a cell."""
        line, column = self.cells[key]
        cell = self.made.cells.get((line, column))
        name, other = self._titles[line], self._titles[column]
        if cell is None:
            users = self.made.entries[line].users.total
            return f"{name} needs nobody; {count(users, 'dependency', 'dependencies')} on it", "quiet"
        return f"{name} needs {other}: {told(cell.counts)}", role(cell.counts)

    def cell(self, key: str) -> Cell | None:
        """The cell of a spot; ``None`` where a line needs nobody."""
        return self.made.cells.get(self.cells[key]) if key in self.cells else None

    def grey(self) -> list[str]:
        """The spots with something grey, row by row."""
        return [self.key(*pair) for pair, cell in self.made.cells.items() if cell.counts.grey]

    def order(self, key: str) -> tuple[int, int]:
        """Where a spot stands among all of them."""
        return self.cells.get(key, (-1, -1))

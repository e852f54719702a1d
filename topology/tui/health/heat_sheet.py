"""The week as a heat map: how many failures would page a team, by hour, in digits and not only in colour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

from msgspec import Struct

from topology.graph.order import natural
from topology.insight.week_load import WeekLoad
from topology.model.reference import Ref
from topology.oncall.instants import DAYS, local
from topology.present.cells import pad, width
from topology.present.words import count
from topology.tui.line import Role, Span
from topology.tui.sheets import Row, Sheet, Spot
from topology.tui.world import World

LONGEST = 18
DAY = 24
LEVELS = 9
NONE, EMPTY = "·", "!"
ROLES: tuple[Role, ...] = (
    "frame",
    "quiet",
    "quiet",
    "ok",
    "ok",
    "at-risk",
    "at-risk",
    "degraded",
    "degraded",
    "down",
)
STEPS = (1, 2, 3, 4, 6, 12)
"""Hours that one cell may stand for."""


def step_for(room: int) -> int:
    """The fewest hours a cell must stand for so that a week fits into so many cells, with a gap a day."""
    return next((step for step in STEPS if 7 * (DAY // step) + 6 <= room), STEPS[-1])


class _Cell(Struct, frozen=True, gc=False):
    """Hours in a row, the day on which they are by the clock on the wall, and which part of it."""

    day: int
    part: int
    hours: range


def _cells(load: WeekLoad, step: int) -> Iterator[_Cell]:
    """Where clocks go back, an hour twice in one cell; where they go forward, none for one that is not."""
    first = local(load.start, load.timezone).date()
    stamps = (local(load.start + timedelta(hours=hour), load.timezone) for hour in range(load.hours))
    places = (((stamp.date() - first).days, stamp.hour // step) for stamp in stamps)
    for (day, part), hours in groupby(enumerate(places), key=lambda each: each[1]):
        numbers = [number for number, _ in hours]
        yield _Cell(day, part, range(numbers[0], numbers[-1] + 1))


class HeatSheet:
    """Makes the sheet for a width, and knows the hours of each spot. ``kept`` narrows it to some teams."""

    def __init__(self, world: World, load: WeekLoad, columns: int, query: str = "") -> None:
        self.load = load
        self._world = world
        words = query.casefold().split()
        titles = {team: world.title(team) for team in load.pages}
        kept = (team for team in load.pages if all(word in titles[team].casefold() for word in words))
        self._teams = sorted(kept, key=lambda team: natural(titles[team]))
        self._titles = [titles[team] for team in self._teams]
        self._name = min(LONGEST, max(map(width, self._titles), default=0))
        self.step = step_for(columns - self._name - 2)
        self._counts = [load.counts(team) for team in self._teams]
        self.most = max((number for counts in map(load.counts, load.pages) for number in counts), default=0)
        self._empty = [self._uncovered(team) for team in self._teams]
        self._rows: dict[int, Row] = {}
        self._cells = tuple(_cells(load, self.step))
        self.spots = {f"{team} {cell.hours[0]}": (team, cell) for team in self._teams for cell in self._cells}

    def _uncovered(self, team: Ref) -> int:
        """The hours in which the page for something of a team's own finds nobody first."""
        mask = 0
        for ref, hours in self.load.uncovered.items():
            if team in self._world.topology.owner(ref).teams:
                mask |= hours
        return mask

    def sheet(self) -> Sheet:
        """The sheet of it."""
        number = {team: place for place, team in enumerate(self._teams)}
        places = {name: number[team] for name, (team, _) in self.spots.items()}
        return Sheet(
            left=self._name + 2,
            width=self._start(self._cells[-1]) + 1 if self._cells else 0,
            head=tuple(self._head()) if self._teams else (),
            count=len(self._teams),
            row=self._row,
            places=places,
        )

    def _start(self, cell: _Cell) -> int:
        """Where a cell stands: there is a gap between days."""
        return cell.day * (DAY // self.step + 1) + cell.part

    def _head(self) -> list[Row]:
        days = ""
        ticks = ""
        begin = local(self.load.start, self.load.timezone)
        for day in range(self._cells[-1].day + 1 if self._cells else 0):
            shown = begin + timedelta(days=day)
            cells = DAY // self.step
            name = DAYS[shown.weekday()] + (f" {shown.day}" if cells > 6 else "")
            days += f"{name[:cells]:<{cells}} "
            ticks += self._ticks(cells) + " "
        legend = Row(((legend_of(self.most, self.step), "quiet"),), still=True)
        return [legend, Row((), ((days, "strong"),)), Row((), ((ticks, "quiet"),), (Spot(0, 0, ""),))]

    def _ticks(self, cells: int) -> str:
        """Hours above their cells, as many as there is room for."""
        marks = [" "] * cells
        hours = {1: (0, 6, 12, 18), 2: (0, 6, 12, 18)}.get(self.step, (0, 12) if cells > 2 else ())
        for hour in hours:
            for place, char in enumerate(str(hour), hour // self.step):
                marks[place] = char
        return "".join(marks)

    def _row(self, number: int) -> Row:
        row = self._rows.get(number)
        if row is None:
            row = self._rows[number] = self._made_row(number)
        return row

    def _made_row(self, number: int) -> Row:
        counts, empty = self._counts[number], self._empty[number]
        body: list[Span] = []
        spots: list[Spot] = []
        at = 0
        for cell in self._cells:
            start = self._start(cell)
            if start > at:
                body.append((" " * (start - at), "plain"))
            most = max(counts[hour] for hour in cell.hours)
            bare = any(empty >> hour & 1 for hour in cell.hours)
            body.append((EMPTY, "down") if bare else (level(most, self.most), ROLES[rank(most, self.most)]))
            spots.append(Spot(start, start + 1, f"{self._teams[number]} {cell.hours[0]}"))
            at = start + 1
        label: tuple[Span, ...] = ((pad(self._titles[number], self._name + 2), "plain"),)
        return Row(label, tuple(body), tuple(spots))

    def spot_at(self, at: datetime) -> str:
        """The spot of the first team in which an instant lies; empty: none."""
        hour = int((at - self.load.start).total_seconds()) // 3600
        firsts = [cell.hours[0] for cell in self._cells if hour in cell.hours]
        return f"{self._teams[0]} {firsts[0]}" if self._teams and firsts else ""

    def hours(self, key: str) -> tuple[Ref, range] | None:
        """The team and the hours of a spot."""
        found = self.spots.get(key)
        if found is None:
            return None
        return found[0], found[1].hours

    def worst(self, key: str) -> datetime | None:
        """The instant of the hour of a spot in which most failures page."""
        found = self.hours(key)
        if found is None:
            return None
        counts = self._counts[self._teams.index(found[0])]
        return self.load.start + timedelta(hours=max(found[1], key=lambda hour: (counts[hour], -hour)))

    def bare_after(self, key: str, by: int) -> str:
        """The next spot in which some page finds nobody, round and round."""
        keys = list(self.spots)
        bare = [each for each, (team, cell) in self.spots.items() if self._bare(team, cell)]
        at = keys.index(key) if key in self.spots else -1
        later = [each for each in bare if keys.index(each) > at]
        sooner = [each for each in bare if keys.index(each) < at]
        ordered = [*later, *sooner] if by > 0 else [*reversed(sooner), *reversed(later)]
        return next(iter(ordered), "")

    def _bare(self, team: Ref, cell: _Cell) -> bool:
        empty = self._empty[self._teams.index(team)]
        return any(empty >> hour & 1 for hour in cell.hours)

    def says(self, key: str) -> tuple[str, Role]:
        """One line about a spot."""
        found = self.hours(key)
        if found is None:
            return "", "quiet"
        team, hours = found
        counts = self._counts[self._teams.index(team)]
        most = max(counts[hour] for hour in hours)
        bare = any(self._empty[self._teams.index(team)] >> hour & 1 for hour in hours)
        words = (
            f"{self._world.title(team)} {stretch(self.load, hours)}: {count(most, 'failure')} would page it"
        )
        return words + (", and some page finds nobody" if bare else ""), "plain"


def stretch(load: WeekLoad, hours: range) -> str:
    """Some hours in a row, by the wall clock."""
    first = local(load.start + timedelta(hours=hours[0]), load.timezone)
    last = local(load.start + timedelta(hours=hours[-1] + 1), load.timezone)
    return f"{DAYS[first.weekday()]} {first:%H:%M}-{last:%H:%M}"


def rank(number: int, most: int) -> int:
    """From 0 (none) to 9 (as many as there are at most)."""
    return -(-LEVELS * number // most) if most else 0


def level(number: int, most: int) -> str:
    """A digit for a number; the number itself where all are small."""
    if not number:
        return NONE
    return str(number if most <= LEVELS else rank(number, most))


def legend_of(most: int, step: int) -> str:
    """What the digits mean."""
    each = f"{step} h a cell  " if step > 1 else ""
    digits = f"1-{most} failures" if most <= LEVELS else f"1-9 ninths of {most} failures"
    return f"{each}{NONE} none  {digits}  {EMPTY} a page finds nobody"

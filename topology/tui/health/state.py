"""Where somebody stands in the mode of health: which view, by what, narrowed to what. No widget."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from topology.graph.topology import Topology
from topology.insight.week_load import WeekLoad, monday
from topology.model.reference import Ref
from topology.tui.health.figure_lines import (
    ABOUT_UNCOVERED,
    CARRIED,
    FIGURE,
    UNCOVERED,
    behind_lines,
    carried_lines,
    figure_lines,
)
from topology.tui.health.finding_lines import By, Group, counted, explained, finding_lines, groups, number_of
from topology.tui.health.heat_sheet import HeatSheet
from topology.tui.health.hour_lines import hour_lines, uncovered_lines
from topology.tui.health.judged import Judged
from topology.tui.line import Line, plain
from topology.tui.sheets import Sheet
from topology.tui.world import World

View = Literal["findings", "figures", "week"]

VIEWS: tuple[View, ...] = ("findings", "figures", "week")

NOBODY_KNOWN = "No file says who is paged: what each hour of the week would bring is unknown."

NOTHING_FOUND = "Nothing found: no rule has anything to say about this catalog."
NOTHING_FITS = "No finding fits the filter."

OLD = timedelta(hours=1)
"""Figures of now that are older than this are worked out again."""


class Health:
    """What is shown of the health of one catalog. ``week`` is there once somebody wanted it."""

    def __init__(self) -> None:
        self.view: View = "findings"
        self.by: By = "rule"
        self.query = ""
        self._week: tuple[Topology, WeekLoad] | None = None
        self._groups: list[Group] = []
        self._heat: HeatSheet | None = None

    def turn(self) -> None:
        """To the next view."""
        self.view = VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)]

    def turn_by(self) -> None:
        """By team, or by rule (figures: each failure once)."""
        self.by = "team" if self.by == "rule" else "rule"

    # What is known

    def stale(self, judged: Judged, at: datetime, stated: bool) -> bool:
        """Whether figures are of another instant; ``stated``: somebody chose it, else it is now."""
        return judged.at != at if stated else abs(judged.at - at) >= OLD

    def week(self, world: World | None) -> WeekLoad | None:
        """The week of the instant that was judged, if it was worked out."""
        if world is None or world.judged is None or self._week is None:
            return None
        topology, week = self._week
        there = topology is world.topology and week.start == monday(world.judged.at, week.timezone)
        return week if there else None

    def keep(self, world: World, week: WeekLoad) -> None:
        """The week of a world was worked out."""
        self._week = world.topology, week

    # What is shown

    def lines(self, world: World, columns: int) -> list[Line]:
        """The findings, or the figures."""
        judged = world.judged
        if self.view == "week":
            week = self.week(world)
            return [plain(NOBODY_KNOWN, "unknown")] if week is not None and not week.pages else []
        if self.view == "figures":
            return figure_lines(world, judged, self.week(world), columns) if judged is not None else []
        found = judged.findings if judged is not None else world.findings
        self._groups = groups(world, found, self.by, self.query)
        if not self._groups and judged is not None:
            return [plain(NOTHING_FITS if found else NOTHING_FOUND, "quiet" if found else "ok")]
        return finding_lines(world, self._groups, columns)

    def sheet(self, world: World, week: WeekLoad, columns: int) -> Sheet:
        """The heat map of a week."""
        self._heat = HeatSheet(world, week, columns, self.query)
        return self._heat.sheet()

    def held(self, world: World, line: Line | None, spot: str, columns: int) -> list[Line]:
        """What the line or the spot that is stood on holds."""
        judged = world.judged
        week = self.week(world)
        if self.view == "findings":
            found = judged.findings if judged is not None else world.findings
            number = number_of(line)
            return explained(world, found[number], columns) if 0 <= number < len(found) else []
        if judged is None:
            return []
        if self.view == "week":
            stood = self._heat.hours(spot) if self._heat is not None else None
            return hour_lines(world, week, *stood, columns) if week is not None and stood is not None else []
        key = line.key if line is not None else ""
        if key == f"{FIGURE}{UNCOVERED}":
            return uncovered_lines(world, week, columns, ABOUT_UNCOVERED) if week is not None else []
        for figure in judged.figures:
            if key == f"{FIGURE}{figure.id}":
                return behind_lines(world, figure, columns, self.by == "team")
        for each in judged.carried:
            if key == f"{CARRIED}{each.team}":
                return carried_lines(world, each, columns)
        return []

    def title(self, world: World) -> str:
        """What the view is."""
        if self.view == "figures":
            return "Figures"
        if self.view == "week":
            return "Who is paged, by hour of the week"
        if world.judged is None:
            return f"Findings by {self.by}"
        found = {item.number: item for group in self._groups for item in group.items}.values()
        ignored = world.judged.ignored
        more = f" · {ignored} ignored" if ignored else ""
        return f"Findings by {self.by} · {counted(found)}{more}"

    def missing(self, world: World) -> str:
        """What was not worked out, and has to be for this view."""
        if world.judged is None:
            return "Rules and figures"
        return "The week" if self.lacks_week(world) else ""

    def lacks_week(self, world: World | None) -> bool:
        """Whether the week is to be shown, could be worked out, and is not."""
        judged = world.judged if world is not None else None
        return self.view == "week" and judged is not None and self.week(world) is None

    def wants_week(self, world: World | None, line: Line) -> bool:
        """Whether a line is of a figure that only a week can tell, and there is none."""
        judged = world.judged if world is not None else None
        return line.key == f"{FIGURE}{UNCOVERED}" and judged is not None and self.week(world) is None

    def now(self, at: datetime) -> str:
        """The first spot of the heat map at an instant; empty: there is none."""
        return self._heat.spot_at(at) if self._heat is not None else ""

    def team(self, spot: str) -> Ref | None:
        """The team of a spot of the heat map."""
        found = self._heat.hours(spot) if self._heat is not None else None
        return found[0] if found is not None else None

    def says(self, spot: str) -> str:
        """One line about a spot of the heat map."""
        return self._heat.says(spot)[0] if self._heat is not None else ""

    def instant(self, spot: str) -> datetime | None:
        """The instant of the worst hour of a spot."""
        return self._heat.worst(spot) if self._heat is not None else None

    def bare_after(self, spot: str, by: int) -> str:
        """The next spot of hours in which some page finds nobody; empty: there is none."""
        return self._heat.bare_after(spot, by) if self._heat is not None else ""


def next_group(lines: Sequence[Line], at: int, by: int) -> str:
    """The key of the first line of the next group, or of the one before; empty: there is none."""
    heads = [
        row for row, line in enumerate(lines) if not line.key and line.spans and line.spans[0][1] == "head"
    ]
    firsts = [next((row for row in range(head, len(lines)) if lines[row].key), -1) for head in heads]
    found = [row for row in firsts if row > at] if by > 0 else [row for row in firsts if 0 <= row < at][::-1]
    return lines[found[0]].key if found else ""

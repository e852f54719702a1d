"""Some hours of a team opened: the failures that page it then, and those that find nobody."""

from __future__ import annotations

from datetime import timedelta

from topology.graph.order import natural
from topology.insight.week_load import Mask, WeekLoad
from topology.model.reference import Ref
from topology.oncall.instants import DAYS, local
from topology.present.words import count
from topology.tui.cards.sheet import Sheet
from topology.tui.health.heat_sheet import stretch
from topology.tui.line import Line
from topology.tui.world import World


def hour_lines(world: World, load: WeekLoad, team: Ref, hours: range, columns: int) -> list[Line]:
    """The components whose failure in these hours pages a team."""
    sheet = Sheet(columns)
    sheet.title(f"{world.title(team)}, {stretch(load, hours)}")
    wanted = sum(1 << hour for hour in hours)
    own = {ref: mask & wanted for ref, mask in load.uncovered.items() if mask & wanted}
    bare = {ref: mask for ref, mask in own.items() if team in world.topology.owner(ref).teams}
    if bare:
        sheet.head("The page finds nobody first", str(len(bare)))
        for ref, mask in bare.items():
            _line(sheet, world, load, ref, mask, "uncovered")
    found = {ref: mask & wanted for ref, mask in load.pages.get(team, {}).items() if mask & wanted}
    sheet.head("Failures that page it", str(len(found)))
    for ref, mask in found.items():
        _line(sheet, world, load, ref, mask, "pages")
    if not found:
        sheet.text("None.", "quiet")
    return sheet.lines


def uncovered_lines(world: World, load: WeekLoad, columns: int, about: str) -> list[Line]:
    """Each failure whose page finds nobody first in some hours, and those that nobody ever hears of."""
    sheet = Sheet(columns)
    sheet.title("Uncovered hours")
    sheet.text(about, "quiet", lines=5)
    if load.unknown:
        unknown = count(len(load.unknown), "failure")
        sheet.text(f"Not judged: {unknown} of which no file says who is paged.", "unknown")
    if load.uncovered:
        sheet.head("In some hours", str(len(load.uncovered)))
    for ref, mask in sorted(
        load.uncovered.items(), key=lambda pair: (-pair[1].bit_count(), natural(pair[0]))
    ):
        _line(sheet, world, load, ref, mask, "uncovered")
    if load.never:
        sheet.head("In none does anybody hear of it", str(len(load.never)))
        for ref in load.never:
            _line(sheet, world, load, ref, 0, "never")
    if not load.uncovered and not load.never:
        sheet.head("None")
    return sheet.lines


def _line(sheet: Sheet, world: World, load: WeekLoad, ref: Ref, mask: Mask, why: str) -> None:
    place = world.catalog.entities[ref].place
    hours = f"{mask.bit_count()} h" if mask else ""
    sheet.lines.append(
        Line(((f"  {world.title(ref)}", "plain"),), ((hours, "quiet"),), f"{why} {ref}", ref, place=place)
    )
    if why == "uncovered":
        sheet.row(None, ", ".join(_stretches(load, mask)), "quiet", indent=4, lines=2)


def _stretches(load: WeekLoad, mask: Mask) -> list[str]:
    """Hours in a row, as ``Mon 07:00-08:00``."""
    found: list[str] = []
    hour = 0
    while mask >> hour:
        if mask >> hour & 1:
            end = hour
            while mask >> end & 1:
                end += 1
            first = local(load.start + timedelta(hours=hour), load.timezone)
            last = local(load.start + timedelta(hours=end), load.timezone)
            day = f"{DAYS[last.weekday()]} " if last.date() != first.date() else ""
            found.append(f"{DAYS[first.weekday()]} {first:%H:%M}-{day}{last:%H:%M}")
            hour = end
        else:
            hour += 1
    return found

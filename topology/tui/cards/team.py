"""The card of a team: the rows that the command line shows, here to be followed."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import structs

from topology.model.entity import Team
from topology.present.rows import Row
from topology.present.team import team_card
from topology.present.team_rows import DETAILS, team_rows, what
from topology.tui.cards.parts import asked, findings
from topology.tui.cards.sheet import Sheet
from topology.tui.line import Line
from topology.tui.world import World

SCREEN, WIDE = 22, 70
"""Lines that a screen of 80 by 24 has for a card, and cells from which on one is made to fit there."""


def team_lines(world: World, team: Team, at: datetime, columns: int) -> list[Line]:
    """The Team API of Team Topologies: on one screen of 80 by 24, narrower in a pane.

    So that it fits, less is told of the teams around: their boundary tells the rest.
    """
    card = team_card(world.engine, team, at)
    lines: list[Line] = []
    for detail in DETAILS if columns >= WIDE else DETAILS[:1]:
        lines = _lines(world, team, team_rows(world.catalog, card, detail), columns)
        if len(lines) <= SCREEN:
            break
    return lines


def _lines(world: World, team: Team, rows: Iterable[Row], columns: int) -> list[Line]:
    sheet = Sheet(columns)
    sheet.title(world.title(team.ref), what(team), "quiet")
    reviewed = f"reviewed {team.reviewed.isoformat()}" if team.reviewed is not None else ""
    for row in rows:
        if row.label == "Ask" and team.channels:
            asked(sheet, team.channels)
        elif row.label == "Load":  # when it was reviewed stands on the last row
            kept = tuple(item for item in row.items if item.text != reviewed)
            sheet.rows([structs.replace(row, items=kept)])
        else:
            sheet.rows([row])
    findings(sheet, world, team.ref)
    sheet.declared(team.place, reviewed)
    return sheet.lines

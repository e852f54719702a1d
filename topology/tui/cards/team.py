"""The card of a team: the rows that the command line shows, here to be followed."""

from datetime import datetime

from topology.model.entity import Team
from topology.present.team import team_card
from topology.present.team_rows import team_rows, what
from topology.tui.cards.parts import asked, findings
from topology.tui.cards.sheet import Sheet
from topology.tui.line import Line
from topology.tui.world import World


def team_lines(world: World, team: Team, at: datetime, columns: int) -> list[Line]:
    """The Team API of Team Topologies: on one screen of 80 by 24, narrower in a pane."""
    sheet = Sheet(columns)
    sheet.title(world.title(team.ref), what(team), "quiet")
    for row in team_rows(world.catalog, team_card(world.engine, team, at)):
        if row.label == "Ask" and team.channels:
            asked(sheet, team.channels)
        else:
            sheet.rows([row])
    findings(sheet, world, team.ref)
    sheet.declared(team.place)
    return sheet.lines

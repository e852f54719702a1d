"""The card of a team as text; complete within 80 by 24 for a team of usual size."""

from topology.model.catalog import Catalog
from topology.present.ink import PLAIN, Ink
from topology.present.sheet import Sheet
from topology.present.team import TeamCard
from topology.present.team_rows import team_rows, what


def team_text(catalog: Catalog, card: TeamCard, ink: Ink = PLAIN) -> str:
    """Focus, what it owns, what pages it, who is on call, whom it needs and serves, where to ask."""
    sheet = Sheet(ink)
    team = card.team
    sheet.head(team.title, what(team), team.name if team.name != team.title else "", "quiet")
    for row in team_rows(catalog, card):
        if len(row.items) == 1:
            item = row.items[0]
            address = f" {item.url}" if item.tone == "link" else ""
            sheet.row(row.label, item.whole + address, lines=row.lines)
        else:
            sheet.items(row.label, [item.whole for item in row.items], row.separator, row.lines)
    return sheet.text()

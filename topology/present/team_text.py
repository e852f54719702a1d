"""The card of a team as text; complete within 80 by 24 for a team of usual size."""

from topology.model.catalog import Catalog
from topology.model.entity import Group, Interaction, Person, Team
from topology.present.ink import PLAIN, Ink
from topology.present.names import Names
from topology.present.reach_text import reach_rows
from topology.present.sheet import Sheet
from topology.present.team import Neighbour, TeamCard


def team_text(catalog: Catalog, card: TeamCard, ink: Ink = PLAIN) -> str:
    """Purpose, members, what it owns, who is on call, whom it needs, whom it serves, where to ask."""
    names = Names(catalog)
    sheet = Sheet(ink)
    team = card.team
    sheet.head(team.title, _what(team), team.name if team.name != team.title else "", "quiet")
    if team.ghost:
        sheet.row("Unknown", "nobody declared it: it is only referred to", str(team.place))
    if isinstance(team, Team) and team.focus:
        sheet.row("Focus", team.focus)
    if team.description:
        sheet.row("Purpose", team.description, lines=3)
    if isinstance(team, Team) and team.parent is not None:
        sheet.row("Part of", names(team.parent.target))
    if card.members:
        sheet.items("Members", names.all(card.members))
    _owned(sheet, catalog, names, card)
    if card.reach is None:
        sheet.row("Now", "unknown: no file says who is on call for this team")
    else:
        reach_rows(sheet, catalog, card.reach, card.at)
    sheet.items("Needs", [_neighbour(names, each) for each in card.needs] or ["no other team"], lines=3)
    sheet.items("Serves", [_neighbour(names, each) for each in card.provides] or ["no other team"], lines=3)
    for position, interaction in enumerate(card.interactions):
        sheet.row("" if position else "Works with", _interaction(names, card, interaction), lines=1)
    if isinstance(team, Team) and team.channels:
        sheet.items("Ask", [channel.name for channel in team.channels], "   ")
    for link in team.links:
        sheet.row((link.type or "link").capitalize()[:10], f"{link.title} {link.url}".strip(), lines=1)
    if team.reviewed is not None:
        sheet.row("Reviewed", team.reviewed.isoformat())
    return sheet.text()


def _what(team: Team | Person) -> str:
    if isinstance(team, Person):
        return "a person who stands for a team"
    return f"{team.type} team" if team.type else "team, type not stated"


def _owned(sheet: Sheet, catalog: Catalog, names: Names, card: TeamCard) -> None:
    if not card.owns:
        sheet.row("Owns", "nothing that a file says")
        return
    label = "Owns"
    groups = [ref for ref in card.owns if isinstance(catalog.entities[ref], Group)]
    if groups:
        sheet.items(label, [f"{catalog.entities[ref].kind} {names(ref)}" for ref in groups])
        label = ""
    for tier in sorted({card.tiers[ref] for ref in card.owns if ref not in groups}):
        refs = [ref for ref in card.owns if ref not in groups and card.tiers[ref] == tier]
        sheet.items(label, [f"tier {tier}:  {names(refs[0])}", *names.all(refs[1:])], lines=3)
        label = ""


def _neighbour(names: Names, each: Neighbour) -> str:
    """A team and the number of dependencies, with what is odd about them."""
    soft = "none hard" if not each.hard else ""
    odd = [*filter(None, [soft]), *([] if each.mode else ["no interaction declared"])]
    return f"{names(each.team)} ({', '.join([str(each.edges), *odd])})"


def _interaction(names: Names, card: TeamCard, interaction: Interaction) -> str:
    others = [reference.target for reference in interaction.teams if reference.target != card.team.ref]
    purpose = f": {interaction.purpose}" if interaction.purpose else ""
    return f"{names(others[0]) if others else names(card.team.ref)}, {interaction.mode}{purpose}"

"""The card of a team: what it is for, who answers, what it owns, whom it needs and serves, where to ask."""

from collections.abc import Sequence
from datetime import datetime

from topology.model.entity import Team
from topology.present.team import Neighbour, team_card
from topology.present.words import count
from topology.tui.cards.parts import channels, findings, heading, links, on_call
from topology.tui.cards.sheet import Sheet
from topology.tui.line import Line
from topology.tui.world import World


def team_lines(world: World, team: Team, at: datetime, columns: int) -> list[Line]:
    """The Team API of Team Topologies, in a pane."""
    card = team_card(world.engine, team, at)
    sheet = Sheet(columns)
    heading(sheet, world, team, f"{team.type} team" if team.type else "team, type not stated")
    if team.focus:
        sheet.row("Focus", team.focus)
    if team.parent is not None:
        sheet.entity("Part of", team.parent.target, world.title(team.parent.target))
    sheet.blank()
    if card.reach is None:
        sheet.row("Now", "unknown: no file says who is on call", "unknown")
    else:
        on_call(sheet, world, card.reach, at)
    sheet.blank()
    channels(sheet, team.channels)
    links(sheet, team.links)
    if card.owns:
        sheet.head("Owns", str(len(card.owns)))
        sheet.entities(
            None, ((ref, world.title(ref), ((f" T{card.tiers[ref]}", "quiet"),)) for ref in card.owns), 14
        )
    if card.members:
        sheet.head("Members", str(len(card.members)))
        roles = {each.person.target: each.role for each in team.members}
        sheet.entities(
            None,
            ((ref, world.title(ref), ((f" {roles.get(ref, '')}", "quiet"),)) for ref in card.members),
            14,
        )
    _neighbours(sheet, world, "Needs", card.needs)
    _neighbours(sheet, world, "Serves", card.provides)
    findings(sheet, world, team.ref)
    if team.reviewed is not None:
        sheet.blank()
        sheet.row("Reviewed", team.reviewed.isoformat(), "quiet")
    sheet.declared(team.place)
    return sheet.lines


def _neighbours(sheet: Sheet, world: World, title: str, found: Sequence[Neighbour]) -> None:
    """Other teams across the boundary; how they work together, or that nobody declared it."""
    if not found:
        return
    sheet.head(title, count(len(found), "team"))
    for each in found[:12]:
        sheet.entity(None, each.team, world.title(each.team), end=((f" {each.edges}", "quiet"),))
        mode = each.mode or "no interaction declared"
        sheet.row(None, mode, "quiet" if each.mode else "warn", lines=1, indent=3)
    if len(found) > 12:
        sheet.row(None, f"and {len(found) - 12} more", "quiet")

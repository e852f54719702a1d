"""What two teams have to do with each other, or all that one team has declared: the team map, opened."""

from __future__ import annotations

from datetime import datetime

from topology.graph.topology import Crossing
from topology.insight.answers import agreed
from topology.insight.team_map import Tie
from topology.model.entity import Team
from topology.model.reference import Ref
from topology.tui.boundaries.cell_lines import Known, interaction, needs
from topology.tui.boundaries.words import TYPE_WORDS, agreement
from topology.tui.cards.sheet import Sheet
from topology.tui.line import Line, Span
from topology.tui.world import World


def crossings_of(world: World, tie: Tie) -> list[tuple[Ref, Ref, list[Crossing]]]:
    """The dependencies between two teams, in each direction in which there are any."""
    one, other = tie.teams
    every = world.topology.crossings()
    ways = [
        (a, b, [each for each in every if a in each.from_teams and b in each.to_teams])
        for a, b in ((one, other), (other, one))
    ]
    return [way for way in ways if way[2]]


def tie_lines(world: World, tie: Tie, known: Known, at: datetime, columns: int) -> list[Line]:
    """The interaction of two teams, and the dependencies between them in both directions."""
    sheet = Sheet(columns)
    found = crossings_of(world, tie)
    if not found:
        one, other = map(world.title, tie.teams)
        sheet.title(f"{one} and {other}")
        interaction(sheet, tie.agreed.interaction if tie.agreed is not None else None, at)
        sheet.text("No dependency between them is stated.", "quiet")
    for a, b, crossings in found:
        sheet.blank()
        needs(sheet, world, a, b, crossings, known, at)
    return sheet.lines


def team_lines(world: World, team: Ref, at: datetime, columns: int) -> list[Line]:
    """A team, and each interaction that it is part of."""
    sheet = Sheet(columns)
    entity = world.catalog.get(team, Team)
    type_ = entity.type or "" if entity is not None else ""
    sheet.title(world.title(team))
    sheet.text(TYPE_WORDS[type_], "quiet")
    if entity is not None and entity.focus:
        sheet.text(entity.focus)
    sheet.blank()
    declared = world.topology.interactions_of(team)
    if not declared:
        sheet.text("It declares no interaction, and no other team declares one with it.", "quiet")
    for each in declared:
        other = next((ref.target for ref in each.teams if ref.target != team), team)
        words, look = agreement(agreed(each, at))
        spans: tuple[Span, ...] = ((world.title(other), "plain"),)
        sheet.lines.append(Line(spans, ((words, look),), f"with {each.place}", other, place=each.place))
    return sheet.lines

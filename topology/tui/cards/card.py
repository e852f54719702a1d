"""Which card an entity has."""

from collections.abc import Callable
from datetime import datetime

from topology.model.duty import Policy, Schedule
from topology.model.entity import Component, Domain, Entity, Foreign, Group, Person, Team
from topology.model.reference import Ref
from topology.tui.cards.component import component_card
from topology.tui.cards.group import group_card
from topology.tui.cards.parts import also, findings, heading, links
from topology.tui.cards.person import person_card
from topology.tui.cards.policy import policy_card
from topology.tui.cards.schedule import schedule_card
from topology.tui.cards.sheet import Sheet
from topology.tui.cards.team import team_lines
from topology.tui.line import Line
from topology.tui.world import World


def card(
    world: World, ref: Ref, at: datetime, columns: int, key: Callable[[str], str] | None = None
) -> list[Line]:
    """The card of any entity, in so many columns."""
    match world.catalog.entities[ref]:
        case Component() as component:
            return component_card(world, component, at, columns, key)
        case Group() as group:
            return group_card(world, group, at, columns)
        case Team() as team:
            return team_lines(world, team, at, columns)
        case Person() as person:
            return person_card(world, person, at, columns)
        case Policy() as policy:
            return policy_card(world, policy, at, columns)
        case Schedule() as schedule:
            return schedule_card(world, schedule, at, columns)
        case entity:
            return _other(world, entity, columns)


def _other(world: World, entity: Entity, columns: int) -> list[Line]:
    """Domains, and entities of kinds that have no meaning here."""
    sheet = Sheet(columns)
    heading(sheet, world, entity, entity.kind)
    if isinstance(entity, Domain | Foreign):
        owners = world.topology.owner(entity.ref).teams
        sheet.entities("Owner", ((team, world.title(team), ()) for team in owners))
    if isinstance(entity, Domain):
        within = [
            g.ref for g in world.catalog.of(Group) if g.domain is not None and g.domain.target == entity.ref
        ]
        sheet.entities("Holds", ((ref, world.title(ref), ()) for ref in within), 14)
    also(sheet, entity)
    links(sheet, entity.links)
    findings(sheet, world, entity.ref)
    sheet.declared(entity.place)
    return sheet.lines

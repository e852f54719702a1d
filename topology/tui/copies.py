"""What can be copied of an entity: how it is called, where it stands, its card, whom to ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from topology.model.entity import Component, Domain, Foreign, Group, Person, Team
from topology.model.reference import Ref
from topology.tui import views
from topology.tui.line import text_of

if TYPE_CHECKING:
    from topology.tui.world import World

COLUMNS = 72
"""Cells of a card that is copied as text."""


def copies(world: World, ref: Ref, at: datetime) -> list[tuple[str, str]]:
    """A word for each, and the text; the most wanted first."""
    return list(_copies(world, ref, at))


def _copies(world: World, ref: Ref, at: datetime) -> Iterator[tuple[str, str]]:
    entity = world.catalog.entities[ref]
    yield "Reference", ref
    yield "Name", world.title(ref)
    asked = _asked(world, ref)
    if asked:
        yield "Owner", asked
    if entity.place.file:
        yield "File", str(entity.place)
    yield "Card", text_of(views.card_of(world, ref, at, COLUMNS))
    if isinstance(entity, Component | Group | Team | Person):
        from topology.present.catalog_markdown import entity_markdown

        yield "Markdown", entity_markdown(world.engine, ref, at)


def _asked(world: World, ref: Ref) -> str:
    """The owner and where to ask, in one line to paste into a message."""
    entity = world.catalog.entities[ref]
    if isinstance(entity, Component | Group | Domain | Foreign):
        teams = world.topology.owner(ref).teams
    else:
        teams = (ref,) if isinstance(entity, Team) else world.topology.team_of_person(ref)
    said = []
    for team in teams:
        found = world.catalog.get(team, Team)
        channels = ", ".join(channel.name for channel in found.channels) if found is not None else ""
        said.append(f"{world.title(team)} ({channels})" if channels else world.title(team))
    return "; ".join(said)

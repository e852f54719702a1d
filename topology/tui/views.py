"""What the panes show of an entity. Imports its makers when first asked: the first paint needs none."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from topology.model.reference import Ref
from topology.tui.line import Line

if TYPE_CHECKING:
    from topology.tui.picture import Picture
    from topology.tui.world import World


def picture_of(world: World, ref: Ref, columns: int) -> Picture:
    """The neighbourhood of an entity."""
    from topology.tui.picture import picture
    from topology.tui.relations import relations

    return picture(relations(world, ref), columns)


def card_of(world: World, ref: Ref, at: datetime, columns: int) -> list[Line]:
    """The card of an entity at an instant."""
    from topology.tui.cards.card import card

    return card(world, ref, at, columns)

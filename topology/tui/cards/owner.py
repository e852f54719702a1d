"""Rows of a card that tell whose it is, and how that is known."""

from collections.abc import Iterator

from topology.model.entity import Person, Team
from topology.present.cells import cut_left, width
from topology.present.rows import Item, Row, said
from topology.present.who import WhoCard
from topology.tui.cards.sheet import LABEL, Sheet
from topology.tui.world import World

PLACE = 20
"""Cells from which on a place stands beside how an owner is known."""

PROVENANCE = {"inherited": ("inherited", "owner"), "assumed": ("assumed", "liaison", "owner")}
"""Words of the glossary for how an owner is known."""


def owner_rows(sheet: Sheet, world: World, card: WhoCard) -> None:
    """The owners, and how that is known; a place stands on one line, its file name last to be cut."""
    owned = card.ownership
    if not owned.teams:
        sheet.rows([said("Owner", "unknown: no file says who", "unknown")])
        return
    sheet.rows(_owners(world, card))
    how, via = "stated", None
    if owned.provenance == "inherited" and owned.via is not None:
        how, via = f"inherited from {world.title(owned.via)}", owned.via
    elif owned.provenance == "assumed":
        how = "assumed: a vendor's liaison"
    known = [Item(how, ref=via, tone="quiet")]
    if owned.place is not None and owned.place.file:
        room = sheet.columns - LABEL - len("at ")
        beside = room - width(how) - 1
        place = cut_left(str(owned.place), beside if beside >= PLACE else room)
        known.append(Item(f"at {place}", place=owned.place, tone="quiet"))
    words = PROVENANCE.get(owned.provenance, ("owner",))
    sheet.rows([Row("", tuple(known), " ", lines=2, words=words)])
    if len(owned.teams) > 1 and card.route.via != "component":
        sheet.rows([said("", "several: nothing says who leads", "warn")])


def _owners(world: World, card: WhoCard) -> Iterator[Row]:
    for position, ref in enumerate(card.ownership.teams):
        team = world.catalog.entities.get(ref)
        if team is None or team.ghost:
            item = Item(world.title(ref), ", undeclared", ref, tone="unknown")
        elif isinstance(team, Person):
            item = Item(world.title(ref), ", a person", ref, tone="warn")
        else:
            kind = f", {team.type}" if isinstance(team, Team) and team.type else ""
            item = Item(world.title(ref), kind, ref, tone="strong")
        yield Row("" if position else "Owner", (item,))

"""The card of a product or a platform: whose it is, what it is made of, who builds on it."""

from datetime import datetime

from topology.model.entity import Group, Platform, Product
from topology.model.reference import Ref
from topology.present.who import who
from topology.present.words import count
from topology.tui.cards.parts import channels, findings, heading, links, on_call
from topology.tui.cards.sheet import Sheet
from topology.tui.line import Line
from topology.tui.world import World


def group_card(world: World, group: Group, at: datetime, columns: int) -> list[Line]:
    """Owner and contract, slices by team, consumers."""
    topology = world.topology
    card = who(world.engine, group, at)
    sheet = Sheet(columns)
    heading(sheet, world, group, _what(world, group))
    for position, team in enumerate(card.ownership.teams):
        sheet.entity("" if position else "Owner", team, world.title(team), "strong")
    if not card.ownership.teams:
        sheet.row("Owner", "unknown: no file says who", "unknown")
    if group.domain is not None:
        sheet.entity("Domain", group.domain.target, world.title(group.domain.target))
    if group.expectations:
        sheet.row("Promise", group.expectations)
    sheet.blank()
    for reach in card.reaches:
        on_call(sheet, world, reach, at)
    channels(sheet, card.channels)
    links(sheet, group.links)
    parts = topology.parts_of(group.ref)
    sheet.head("Slices", count(len(parts), "component"))
    slices: dict[tuple[Ref, ...], int] = {}
    for part in parts:
        owners = topology.owner(part).teams
        slices[owners] = slices.get(owners, 0) + 1
    for owners, number in sorted(slices.items(), key=lambda item: (-item[1], item[0])):
        if owners:
            sheet.entity(None, owners[0], ", ".join(map(world.title, owners)), end=((f" {number}", "quiet"),))
        else:
            sheet.row(None, f"nobody owns {number}", "warn")
    into = topology.boundary(group.ref).crossing_in
    consumers: dict[Ref, int] = {}
    for crossing in into:
        consumers[crossing.from_team] = consumers.get(crossing.from_team, 0) + 1
    if consumers:
        sheet.head("Consumers", count(len(consumers), "team"))
        ranked = sorted(consumers.items(), key=lambda item: (-item[1], item[0]))
        sheet.entities(None, ((team, world.title(team), ((f" {n}", "quiet"),)) for team, n in ranked), 12)
    findings(sheet, world, group.ref)
    sheet.declared(group.place)
    return sheet.lines


def _what(world: World, group: Group) -> str:
    audience = group.audience if isinstance(group, Product) and group.audience else ""
    kind = "platform" if isinstance(group, Platform) else "product"
    return " · ".join(filter(None, (f"{audience} {kind}".strip(), f"tier {world.topology.tier(group.ref)}")))

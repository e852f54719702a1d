"""The card of a product or a platform: whose it is, what it is made of, who builds on it."""

from collections.abc import Iterable
from datetime import datetime

from topology.graph.boundary import Crossing
from topology.graph.order import natural
from topology.model.entity import Group, Platform, Product
from topology.model.reference import Ref, kind_of
from topology.present.rows import Item, Row
from topology.present.who import who
from topology.present.words import count
from topology.tui.cards.owner import owner_rows
from topology.tui.cards.parts import also, answering, asked, decided, findings, heading, links
from topology.tui.cards.sheet import Sheet
from topology.tui.line import Line, Role
from topology.tui.world import World

PARTS = 16
"""Components of one slice that are named."""


def group_card(world: World, group: Group, at: datetime, columns: int) -> list[Line]:
    """Owner and contract, who answers, slices by team, what carries it, who builds on it."""
    card = who(world.engine, group, at)
    sheet = Sheet(columns)
    heading(sheet, world, group, _what(world, group))
    owner_rows(sheet, world, card)
    if group.domain is not None:
        sheet.entity("Domain", group.domain.target, world.title(group.domain.target))
    if group.expectations or isinstance(group, Platform):
        promise = group.expectations or "unknown: no file says what its users may expect"
        tone: Role = "plain" if group.expectations else "unknown"
        sheet.row("Promise", promise, tone, place=group.places.get("expectations"), lines=4)
    answering(sheet, world, card, at)
    asked(sheet, card.channels, bool(card.ownership.teams))
    links(sheet, group.links)
    _slices(sheet, world, group)
    boundary = world.topology.boundary(group.ref)
    _carried(sheet, world, group, boundary.crossing_out)
    _consumers(sheet, world, group, boundary.crossing_in)
    sheet.blank()
    decided(sheet, world, group.ref)
    also(sheet, group)
    findings(sheet, world, group.ref)
    sheet.declared(group.place)
    return sheet.lines


def _slices(sheet: Sheet, world: World, group: Group) -> None:
    """What it is made of, by the teams that own it."""
    parts = world.topology.parts_of(group.ref)
    sheet.head("Slices", count(len(parts), "component") if parts else "no component says that it is part")
    slices: dict[tuple[Ref, ...], list[Ref]] = {}
    for part in parts:
        slices.setdefault(world.topology.owner(part).teams, []).append(part)
    for owners, refs in sorted(
        slices.items(), key=lambda item: (-len(item[1]), [natural(ref) for ref in item[0]])
    ):
        if owners:
            named = tuple((world.title(ref), ref) for ref in owners)
            text, number = ", ".join(name for name, _ in named), f" {len(refs)}"
            sheet.row(None, text, "strong", ref=owners[0], lines=1, end=((number, "quiet"),), named=named)
        else:
            sheet.row(None, "no owner", "warn", end=((f" {len(refs)}", "quiet"),))
        items = [Item(world.title(ref), "", ref) for ref in refs[:PARTS]]
        if len(refs) > PARTS:
            items.append(Item(f"and {len(refs) - PARTS} more", tone="quiet"))
        sheet.rows([Row("", tuple(items))])


def _carried(sheet: Sheet, world: World, group: Group, crossings: Iterable[Crossing]) -> None:
    """What it stands on across its boundary: platforms and products of others, else their teams.

    What one slice needs of another one stays within.
    """
    found: dict[Ref, dict[Ref, None]] = {}
    own = set(world.topology.parts_of(group.ref))
    for each in crossings:
        target = each.edge.target
        if target in own:
            continue
        carrier = world.topology.part_of(target) or each.to_team
        found.setdefault(carrier, {})[target] = None
    if found:
        sheet.head("Carried by", str(len(found)))
    for carrier, targets in sorted(found.items(), key=lambda item: (-len(item[1]), natural(item[0]))):
        kind = kind_of(carrier)
        sheet.entity(None, carrier, world.title(carrier), "strong", ((f" {kind} · {len(targets)}", "quiet"),))
        items = [Item(world.title(ref), "", ref) for ref in sorted(targets, key=natural)[:PARTS]]
        if len(targets) > PARTS:
            items.append(Item(f"and {len(targets) - PARTS} more", tone="quiet"))
        sheet.rows([Row("", tuple(items))])


def _consumers(sheet: Sheet, world: World, group: Group, crossings: Iterable[Crossing]) -> None:
    """The teams that build on it; a platform without any says so."""
    consumers: dict[Ref, int] = {}
    for crossing in crossings:
        consumers[crossing.from_team] = consumers.get(crossing.from_team, 0) + 1
    if not consumers:
        if isinstance(group, Platform):
            sheet.head("Consumers", "none that a file says")
        return
    sheet.head("Consumers", count(len(consumers), "team"))
    ranked = sorted(consumers.items(), key=lambda item: (-item[1], natural(item[0])))
    sheet.rows([Row("", tuple(Item(world.title(team), f" ({n})", team) for team, n in ranked))])


def _what(world: World, group: Group) -> str:
    audience = group.audience if isinstance(group, Product) and group.audience else ""
    kind = "platform" if isinstance(group, Platform) else "product"
    return " · ".join(filter(None, (f"{audience} {kind}".strip(), f"tier {world.topology.tier(group.ref)}")))

"""The card of something that can fail: whose it is, who answers now and next, what hangs on it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from topology.graph.edge import Edge
from topology.graph.order import natural
from topology.incident.result import Incident, State
from topology.model.entity import Component
from topology.model.reference import Ref
from topology.present.instants import span
from topology.present.rows import Item, Row, said
from topology.present.who import WhoCard, who
from topology.present.words import VERDICT_STYLES, VERDICT_WORDS, engaged, listed
from topology.tui import signs
from topology.tui.cards.owner import owner_rows
from topology.tui.cards.parts import also, answering, asked, decided, findings, heading, links
from topology.tui.cards.sheet import Sheet, enough
from topology.tui.line import Gloss, Line, Role, Span
from topology.tui.world import World

SIGNS: dict[State, str] = {
    "ok": signs.OK,
    "at-risk": signs.AT_RISK,
    "degraded": signs.DEGRADED,
    "down": signs.DOWN,
}

ROOMY = 36
"""Columns above which a state stands in words beside its sign."""

MOST = 6
"""Impacted components that are listed."""

NEIGHBOURS = 12

ENGAGE = Gloss(("time to engage",))

VERDICT_ROLES: dict[str, Role] = {"worst": "down", "warn": "warn", "fine": "ok"}


Key = Callable[[str], str] | None


def component_card(
    world: World, component: Component, at: datetime, columns: int, key: Key = None
) -> list[Line]:
    """Everything that ``who`` answers, and what it needs, what uses it, how it can fail, what was decided."""
    card = who(world.engine, component, at)
    sheet = Sheet(columns)
    heading(sheet, world, component, _what(world, component), *_verdict(card))
    owner_rows(sheet, world, card)
    if card.part_of is not None:
        sheet.entity("Part of", card.part_of, world.title(card.part_of))
    answering(sheet, world, card, at)
    asked(sheet, card.channels, bool(card.ownership.teams))
    links(sheet, component.links)
    if not component.ghost and not any(link.type == "runbook" for link in component.links):
        sheet.rows([said("Runbook", "unknown: no file names one", "unknown")])
    _consequences(sheet, world, card, key)
    _neighbours(sheet, world, "Needs", world.topology.needs(component.ref), key, needs=True)
    _neighbours(sheet, world, "Used by", world.topology.users(component.ref), key, needs=False)
    if not component.ghost:
        _contract(sheet, world, component)
        sheet.blank()
        sheet.rows(_details(world, component))
        decided(sheet, world, component.ref)
        also(sheet, component)
    findings(sheet, world, component.ref)
    sheet.declared(component.place)
    return sheet.lines


def _what(world: World, component: Component) -> str:
    tier = f"tier {world.topology.tier(component.ref)}"
    kind = component.type or component.kind
    facing = "user-facing" if component.user_facing else ""
    return " · ".join(filter(None, (kind, tier, component.lifecycle, facing)))


def _verdict(card: WhoCard) -> tuple[str, Role]:
    if card.incident is None:
        return "", "plain"
    verdict = card.incident.verdict
    return verdict, VERDICT_ROLES[VERDICT_STYLES[verdict]]


def _consequences(sheet: Sheet, world: World, card: WhoCard, key: Key) -> None:
    """What happens if it fails, in the words of ``page``."""
    incident = card.incident
    if incident is None:
        if card.unanswerable:
            sheet.head("If it fails")
            sheet.text(f"Not known: {card.unanswerable}", "unknown")
        return
    sheet.head("If it fails")
    judged, engage = Gloss((incident.verdict, *incident.flags), incident.verdict_why), ENGAGE
    if incident.verdict == "CLEAR":
        engage = Gloss((*judged.words, *ENGAGE.words), judged.why)
    else:
        role = VERDICT_ROLES[VERDICT_STYLES[incident.verdict]]
        sheet.row(None, VERDICT_WORDS[incident.verdict].capitalize(), role, gloss=judged, indent=0)
    sheet.row("Engage", engaged(incident.engage, incident.verdict), lines=2, gloss=engage)
    for position, helper in enumerate(incident.helpers):
        sheet.entity(
            "" if position else "Helps",
            helper.team,
            world.title(helper.team),
            gloss=Gloss((helper.reason, "helper"), helper.why),
        )
    for position, (team, causes) in enumerate(card.joins[:4]):
        named = tuple((world.title(ref), ref) for ref in (team, *causes))
        cause = " or ".join(name for name, _ in named[1:])
        text = f"{named[0][0]}, if {cause} is the cause"
        sheet.row("" if position else "Joins", text, ref=team, named=named)
    _impact(sheet, world, incident, card.entity.ref, key)


def _impact(sheet: Sheet, world: World, incident: Incident, failed: Ref, key: Key) -> None:
    states = sorted(incident.states.items(), key=lambda item: natural(item[0]))
    hit = [(ref, state, "") for ref, state in states if ref != failed]
    hit += [
        (each.component, each.state, f" +{span(each.minute)}")
        for each in incident.changes
        if each.component not in incident.states
    ]
    if not hit:
        sheet.row("Impact", "nothing else")
    most = enough(len(hit), MOST)
    for position, (ref, state, later) in enumerate(hit[:most]):
        word = state if sheet.columns > ROOMY else ""
        end: tuple[Span, ...] = ((f" {word}{later}", "quiet"),) if word or later else ()
        sign: Span = (SIGNS[state], state)
        label, gloss = "" if position else "Impact", Gloss((state,))
        sheet.entity(label, ref, world.title(ref), end=end, sign=sign, gloss=gloss)
    if len(hit) > most:
        sheet.row("", _more(len(hit) - most, key, "page"), "quiet")


def _more(number: int, key: Key, command: str) -> str:
    return f"and {number} more" + (f": {key(command)} lists them" if key is not None else "")


def _neighbours(
    sheet: Sheet, world: World, title: str, edges: Iterable[Edge], key: Key, *, needs: bool
) -> None:
    """What it needs or what uses it, each with its strength and, across a boundary, its team."""
    topology = world.topology
    found: dict[Ref, Edge] = {}
    for edge in edges:
        if edge.via != "contains":
            found.setdefault(edge.target if needs else edge.source, edge)
    sheet.head(title, str(len(found)) if found else "nothing that a file says")
    most = enough(len(found), NEIGHBOURS)
    for ref, edge in sorted(found.items(), key=lambda item: natural(item[0]))[:most]:
        one, other = topology.owner(edge.source).teams, topology.owner(edge.target).teams
        across = bool(one and other) and not set(one) & set(other)
        grey = topology.is_grey(edge)
        arrow = signs.arrow(edge.strength, edge.group >= 0, grey)
        theirs = other if needs else one
        facts = [", ".join(map(world.title, theirs)) or "no owner"] if across or not theirs else []
        if edge.group >= 0:
            group = topology.redundancies(edge.source)[edge.group]
            facts.insert(0, f"{group.at_least} of {len(group.members)}")
        role: Role = "ghost" if world.catalog.entities[ref].ghost else "plain"
        end: tuple[Span, ...] = ((f" {' · '.join(facts)}", "quiet"),) if facts else ()
        sign: Span = (arrow, "warn" if grey else "hot")
        word = signs.arrow_word(edge.strength, edge.group >= 0, grey)
        leads = tuple((world.title(each), each) for each in (ref, *theirs)) if across else ()
        sheet.row(
            None, world.title(ref), role,
            ref=ref, lines=1, end=end, sign=sign, gloss=Gloss((word,)), named=leads,
        )  # fmt: skip
    if len(found) > most:
        sheet.row(None, _more(len(found) - most, key, "form"), "quiet")


def _contract(sheet: Sheet, world: World, component: Component) -> None:
    """What its users may rely on, and who answers for which way of failing."""
    group = world.topology.part_of(component.ref)
    promise = getattr(world.catalog.entities.get(group), "expectations", "") if group is not None else ""
    if not promise and not component.failure_modes:
        return
    sheet.head("Contract")
    if promise and group is not None:
        sheet.rows([Row("Promise", (Item(promise, ref=group),))])
    for position, mode in enumerate(component.failure_modes):
        who_ = "both answer" if mode.responder == "both" else f"the {mode.responder} answers"
        where = ", at one consumer" if mode.scope == "consumer" else ""
        text = f"{mode.name}: {mode.impact}{where}, {who_}"
        sheet.rows([Row("" if position else "Modes", (Item(text, place=mode.place),))])
        if mode.description:
            sheet.rows([said("", mode.description, "quiet")])


def _details(world: World, component: Component) -> Iterator[Row]:
    yield _alerts(world, component)
    if component.inhibited_by:
        above = [(world.title(each.target), each.target) for each in component.inhibited_by]
        said_of = f"held back while {listed([name for name, _ in above])} alerts"
        yield Row("", (Item(said_of, ref=above[0][1], named=tuple(above)),), words=("suppressed",))
    known = tuple(Item(world.title(each.target), "", each.target) for each in component.known_by)
    yield (
        Row("Known by", known)
        if known
        else said("Known by", "unknown: no file says who can repair it", "unknown")
    )
    if component.vendor:
        yield said("Vendor", component.vendor)


def _alerts(world: World, component: Component) -> Row:
    alerts, usual = component.alerts, world.catalog.defaults.detects_minutes
    place = component.places.get("alerts")
    if alerts is None:
        return said("Alerts", f"unknown: taken as when down, within {span(usual)}", "unknown")
    if alerts.none:
        none = Item("none: it fails in silence", place=place, tone="warn")
        return Row("Alerts", (none,), words=("silent",))
    minutes = alerts.detects_minutes if alerts.detects_minutes is not None else usual
    return said("Alerts", f"when {alerts.on}, within {span(minutes)}", place=place)

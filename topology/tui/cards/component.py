"""The card of something that can fail: whose it is, who answers now and next, what hangs on it."""

from datetime import datetime

from topology.incident.result import State
from topology.model.entity import Component, Person, Team
from topology.present.instants import span
from topology.present.who import WhoCard, who
from topology.present.words import VERDICT_STYLES, VERDICT_WORDS, engaged
from topology.tui import signs
from topology.tui.cards.parts import channels, findings, heading, links, on_call
from topology.tui.cards.sheet import Sheet
from topology.tui.line import Line, Role, Span
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
"""Impacted components that are listed: p lists them all."""

VERDICT_ROLES: dict[str, Role] = {"worst": "down", "warn": "warn", "fine": "ok"}


def component_card(world: World, component: Component, at: datetime, columns: int) -> list[Line]:
    """Everything that ``who`` answers, narrow enough for a pane."""
    card = who(world.engine, component, at)
    sheet = Sheet(columns)
    heading(sheet, world, component, _what(world, component))
    if card.incident is not None:
        verdict = card.incident.verdict
        sheet.lines[0] = Line(
            sheet.lines[0].spans, ((verdict, VERDICT_ROLES[VERDICT_STYLES[verdict]]),), "", None
        )
    _owner(sheet, world, card)
    if card.part_of is not None:
        sheet.entity("Part of", card.part_of, world.title(card.part_of))
    sheet.blank()
    if not card.reaches:
        sheet.row("Now", "unknown: no file says who is on call", "unknown")
    note = "the default policy" if card.route.via == "default" else ""
    for reach in card.reaches:
        on_call(sheet, world, reach, at, note)
    _consequences(sheet, world, card)
    sheet.blank()
    channels(sheet, card.channels)
    links(sheet, card.links)
    _details(sheet, world, component)
    findings(sheet, world, component.ref)
    sheet.declared(component.place)
    return sheet.lines


def _what(world: World, component: Component) -> str:
    tier = f"tier {world.topology.tier(component.ref)}"
    kind = component.type or component.kind
    facing = "user-facing" if component.user_facing else ""
    return " · ".join(filter(None, (kind, tier, component.lifecycle, facing)))


def _owner(sheet: Sheet, world: World, card: WhoCard) -> None:
    owned = card.ownership
    if not owned.teams:
        sheet.row("Owner", "unknown: no file says who", "unknown")
        return
    for position, ref in enumerate(owned.teams):
        team = world.catalog.entities.get(ref)
        ghost = team is None or team.ghost
        sheet.entity("" if position else "Owner", ref, world.title(ref), "ghost" if ghost else "strong")
        if isinstance(team, Team) and team.type:
            sheet.row("", team.type, "quiet")
        elif isinstance(team, Person):
            sheet.row("", "a person", "warn")
        elif ghost:
            sheet.row("", "undeclared", "ghost")
    if owned.provenance == "inherited" and owned.via is not None:
        sheet.row("", f"from {world.title(owned.via)}", "quiet")
    elif owned.provenance == "assumed":
        sheet.row("", "assumed: a vendor's liaison", "quiet")
    if len(owned.teams) > 1 and card.route.via != "component":
        sheet.row("", "several: nothing says who leads", "warn")


def _consequences(sheet: Sheet, world: World, card: WhoCard) -> None:
    """What happens if it fails, in the words of ``page``."""
    incident = card.incident
    if incident is None:
        if card.unanswerable:
            sheet.head("If it fails")
            sheet.text(f"Not known: {card.unanswerable}", "unknown")
        return
    sheet.head("If it fails")
    if incident.verdict != "CLEAR":
        role = VERDICT_ROLES[VERDICT_STYLES[incident.verdict]]
        sheet.text(VERDICT_WORDS[incident.verdict].capitalize(), role)
    sheet.row("Engage", engaged(incident.engage, incident.verdict), lines=2)
    for position, helper in enumerate(incident.helpers):
        sheet.entity("" if position else "Helps", helper.team, world.title(helper.team))
    for position, (team, causes) in enumerate(card.joins[:4]):
        cause = " or ".join(map(world.title, causes))
        sheet.row("" if position else "Joins", f"{world.title(team)}, if {cause} is the cause", ref=team)
    hit = [(ref, state, "") for ref, state in incident.states.items() if ref != card.entity.ref]
    hit += [
        (each.component, each.state, f" +{span(each.minute)}")
        for each in incident.changes
        if each.component not in incident.states
    ]
    if not hit:
        sheet.row("Impact", "nothing else")
    for position, (ref, state, later) in enumerate(hit[:MOST]):
        word = state if sheet.columns > ROOMY else ""
        end: tuple[Span, ...] = ((f" {word}{later}", "quiet"),) if word or later else ()
        sheet.entity("" if position else "Impact", ref, world.title(ref), end=end, sign=(SIGNS[state], state))
    if len(hit) > MOST:
        sheet.row("", f"and {len(hit) - MOST} more", "quiet")


def _details(sheet: Sheet, world: World, component: Component) -> None:
    sheet.blank()
    alerts = component.alerts
    if alerts is not None:
        within = f", within {span(alerts.detects_minutes)}" if alerts.detects_minutes is not None else ""
        silent = "none: it fails in silence"
        sheet.row(
            "Alerts",
            silent if alerts.none else f"when {alerts.on}{within}",
            "warn" if alerts.none else "plain",
        )
    for position, mode in enumerate(component.failure_modes):
        sheet.row(
            "" if position else "Modes",
            f"{mode.name}: {mode.impact}, {mode.responder} answers",
            place=mode.place,
        )
    if component.vendor:
        sheet.row("Vendor", component.vendor)
    sheet.entities(
        "Known by", ((each.target, world.title(each.target), ()) for each in component.known_by), 6
    )
    about = [d for d in world.catalog.decisions if any(each.target == component.ref for each in d.about)]
    for position, decision in enumerate(about):
        sheet.link("" if position else "Decided", decision.title, decision.url)
    if component.tags:
        sheet.row("Tags", ", ".join(component.tags))
    if component.aliases:
        sheet.row("Also", ", ".join(component.aliases))

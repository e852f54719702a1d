"""The card of an escalation policy: its steps as a timeline, whom they reach now, and where it ends."""

from datetime import datetime

from topology.model.duty import Policy, Step
from topology.model.reference import Ref
from topology.oncall.escalation import Escalated
from topology.present.instants import place_of, short, span
from topology.present.rows import Item, Row
from topology.present.words import count
from topology.tui import signs
from topology.tui.cards.parts import findings, heading
from topology.tui.cards.sheet import Sheet
from topology.tui.line import Line, Role, Span
from topology.tui.world import World

COMPONENTS = 40
"""Components that are named among those that page it."""


def policy_card(world: World, policy: Policy, at: datetime, columns: int) -> list[Line]:
    """For whom it pages, whom a page reaches from an instant on, minute by minute, and its dead ends."""
    sheet = Sheet(columns)
    heading(sheet, world, policy, "escalation policy")
    if policy.team is not None:
        sheet.entity("Team", policy.team.target, world.title(policy.team.target))
    _hours(sheet, world, policy, at)
    _pages(sheet, world, policy)
    if not policy.ghost:
        _timeline(sheet, world, policy, at)
    findings(sheet, world, policy.ref)
    sheet.declared(policy.place)
    return sheet.lines


def _hours(sheet: Sheet, world: World, policy: Policy, at: datetime) -> None:
    rota = world.engine.rota
    if policy.hours is None or policy.ghost:
        return
    zone = rota.zone_of(policy.ref)
    sheet.row(
        "Hours", f"{policy.hours.text or 'stated'} ({place_of(zone)})", place=policy.places.get("hours")
    )
    if not rota.open(policy.ref, at):
        opens = rota.next_open(policy.ref, at)
        when = "for ever: they never begin" if opens is None else f"until {short(opens, zone, at)}"
        sheet.row("", f"closed now: pages are held {when}", "warn")


def _pages(sheet: Sheet, world: World, policy: Policy) -> None:
    """The teams that it answers for, and the components whose failure pages it."""
    topology = world.topology
    teams = tuple(Item(world.title(ref), "", ref) for ref in topology.teams_paged_by(policy.ref))
    components = topology.paged_through(policy.ref)
    items = [Item(world.title(ref), "", ref) for ref in components[:COMPONENTS]]
    if len(components) > COMPONENTS:
        items.append(Item(f"and {len(components) - COMPONENTS} more", tone="quiet"))
    if not teams and not items:
        sheet.row("Pages for", "nothing that a file says", "warn")
        return
    sheet.rows([Row("Pages for", teams)] if teams else [])
    if items:
        label = "" if teams else "Pages for"
        sheet.row(label, count(len(components), "component"), "quiet")
        sheet.rows([Row("", tuple(items))])


def _timeline(sheet: Sheet, world: World, policy: Policy, at: datetime) -> None:
    """What happens while nobody answers, with the minute of each event."""
    passes = f"{policy.repeat + 1} passes" if policy.repeat else "1 pass"
    sheet.head("Timeline", f"{count(len(policy.steps), 'step')}, {passes}")
    repeated = False
    for event in world.engine.rota.escalate(policy.ref, at):
        repeated = repeated or event.event == "repeat"
        if event.event == "fallback":
            repeated = False
        if event.event in ("page", "skip", "wait", "held") and not (repeated and event.event != "held"):
            _step(sheet, world, event, at)
        elif event.event == "repeat" and event.pass_ == 1:
            _event(sheet, event, signs.AGAIN, f"again from the first, {_times(policy, event)}")
        elif event.event == "fallback":
            _event(sheet, event, signs.CLOSED, f"{world.title(event.policy)} takes over", ref=event.policy)
        elif event.event == "exhausted":
            why = "; ".join(because.text for because in event.rule)
            _event(sheet, event, signs.DOWN, f"ends: {why}", "warn")


def _times(policy: Policy, event: Escalated) -> str:
    return "once" if event.policy != policy.ref or policy.repeat == 1 else f"{policy.repeat} times"


def _step(sheet: Sheet, world: World, event: Escalated, at: datetime) -> None:
    """One step: what it pages, who that is at its minute, and how long it waits."""
    if event.event == "held":
        zone = world.engine.rota.zone_of(event.policy)
        until = "for ever" if event.until is None else f"until {short(event.until, zone, at)}"
        _event(sheet, event, signs.UNKNOWN, f"held {until}: outside support hours", "warn")
        return
    step = _stated(world, event)
    if step is None:
        return
    wait: tuple[Span, ...] = ((f" waits {span(step.wait_minutes)}", "quiet"),)
    if event.event == "skip":
        wait = ((" skipped", "warn"),)
    for position, page in enumerate(step.page):
        lead = _lead(event, str(event.step + 1)) if position == 0 else ""
        sheet.row(
            lead, world.title(page.target), ref=page.target, place=page.place, lines=1,
            end=wait if position == 0 else (),
        )  # fmt: skip
    named = {page.target for page in step.page}
    for duty in event.duties:
        role: Role = "warn" if duty.away else "ok"
        away = ", away: will not answer" if duty.away else ""
        if duty.person not in named or duty.away:
            sheet.row("", f"  {world.title(duty.person)}{away}", role, ref=duty.person, lines=2)
    if not event.duties:
        for because in event.rule[1:] or event.rule:
            sheet.row("", f"  nobody: {because.text}", "warn", place=because.place)


def _stated(world: World, event: Escalated) -> Step | None:
    policy = world.catalog.get(event.policy, Policy)
    return policy.steps[event.step] if policy is not None and event.step < len(policy.steps) else None


def _event(
    sheet: Sheet, event: Escalated, sign: str, text: str, role: Role = "plain", ref: Ref | None = None
) -> None:
    place = next((because.place for because in event.rule if because.place is not None), None)
    sheet.row(_lead(event, sign), text, role, ref=ref, place=place)


def _lead(event: Escalated, sign: str) -> str:
    """The minute and the step, in the cells of a label; after a day minutes are not counted."""
    minute = event.minute if event.minute < 1440 else event.minute // 60 * 60
    return f"+{span(minute)}".ljust(7) + sign

"""Rows that several cards have: who is on call, links, findings, what the card is of."""

from collections.abc import Iterable
from datetime import datetime

from topology.model.entity import Channel, Entity, Link, Person
from topology.model.reference import Ref
from topology.oncall.instants import local
from topology.present.cells import flow
from topology.present.instants import clock, place_of, short, span
from topology.present.reach import Next, OnCall, Reach
from topology.tui.cards.sheet import LABEL, Sheet
from topology.tui.line import Line, Span
from topology.tui.signs import FOUND
from topology.tui.world import World

ORDER = ("runbook", "dashboard", "status", "decision")
"""Types of links in the order in which they are wanted at night; all others after them."""


def heading(sheet: Sheet, world: World, entity: Entity, what: str, word: str = "") -> None:
    """Name, title where it differs, what it is, what it is for; a ghost says that it is one."""
    sheet.title(world.title(entity.ref), word)
    if entity.title not in ("", entity.name, world.title(entity.ref)):
        sheet.text(entity.title, lines=2)
    sheet.text(what, "quiet", lines=2)
    if entity.ghost:
        sheet.text("Nobody declared it: it is only referred to.", "ghost")
    if entity.description:
        sheet.text(entity.description)
    sheet.blank()


def on_call(sheet: Sheet, world: World, reach: Reach, at: datetime, note: str = "") -> None:
    """Who would be paged now, and what follows while nobody answers."""
    zone = world.catalog.defaults.timezone
    if not reach.declared:
        sheet.row("Now", f"unknown: nobody declared {world.title(reach.policy)}", "unknown")
    elif reach.held:
        until = "for ever" if reach.held_until is None else f"until {short(reach.held_until, zone, at)}"
        sheet.row("Now", f"nobody: outside support hours, held {until}", "warn", ref=reach.policy)
    elif reach.now:
        for position, each in enumerate(reach.now):
            _person(sheet, world, each, at, "" if position else "Now")
    elif reach.unknown:
        names = ", ".join(map(world.title, reach.unknown))
        sheet.row("Now", f"unknown: nobody declared {names}", "unknown")
    else:
        sheet.row("Now", "nobody" + (" in the first step" if reach.next else ""), "down", ref=reach.policy)
    if note:
        sheet.row("", note, "quiet")
    for position, step in enumerate(reach.next[:6]):
        _then(sheet, world, step, "" if position else "Then")


def _person(sheet: Sheet, world: World, each: OnCall, at: datetime, label: str) -> None:
    zone = world.catalog.defaults.timezone
    person = world.catalog.get(each.person, Person)
    home = (person.timezone if person is not None else None) or zone
    sheet.entity(label, each.person, world.title(each.person), "warn" if each.away else "ok")
    if each.away:
        sheet.row("", "away: will not answer", "warn")
    facts = [f"{clock(local(at, home))[:5]} {place_of(home)}"]
    if each.until is not None:
        facts.append(f"until {short(each.until, zone, at)}")
    for line in flow(facts, sheet.columns - LABEL, " · "):
        sheet.row("", line, "quiet", lines=2)


def _then(sheet: Sheet, world: World, step: Next, label: str) -> None:
    after = f"+{span(step.after_minutes)}"
    if step.event == "repeat":
        sheet.row(label, f"{after} again from the first")
    elif step.event == "fallback":
        sheet.entity(label, step.policy, f"{after} {world.title(step.policy)}")
    else:
        for position, person in enumerate(step.people):
            name = f"{' ' * len(after) if position else after} {world.title(person)}"
            sheet.entity("" if position else label, person, name)


def channels(sheet: Sheet, found: Iterable[Channel]) -> None:
    """Where to ask; what is not public says so."""
    for position, channel in enumerate(found):
        private: tuple[Span, ...] = (("private", "quiet"),) if channel.visibility == "private" else ()
        label = "" if position else "Ask"
        sheet.row(label, channel.name, "hot", url=channel.url, lines=1, end=private)


def links(sheet: Sheet, found: Iterable[Link]) -> None:
    """Pages, the runbook first."""
    rank = {type_: position for position, type_ in enumerate(ORDER)}
    for link in sorted(found, key=lambda each: rank.get(each.type, len(rank))):
        known = link.type if 0 < len(link.type) < LABEL else "link"
        sheet.link(known.capitalize(), link.title, link.url)


def findings(sheet: Sheet, world: World, ref: Ref, most: int = 5) -> None:
    """What is wrong with it, each with its place in the files."""
    found = [problem for problem in world.findings if world.subject(problem) == ref]
    if not found:
        return
    sheet.head("Findings", str(len(found)))
    for position, problem in enumerate(found[:most]):
        before = len(sheet.lines)
        sheet.text(f"{FOUND} {problem.message}", "warn", lines=4)
        first = sheet.lines[before]
        sheet.lines[before] = Line(first.spans, (), f"finding {position}", place=problem.place)
    if len(found) > most:
        sheet.text(f"and {len(found) - most} more", "quiet")

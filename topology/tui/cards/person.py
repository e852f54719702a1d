"""The card of a person: teams, when on call next, what they know."""

from datetime import UTC, datetime

from topology.model.entity import Component, Person
from topology.oncall.instants import local
from topology.present.instants import MONTHS, clock, place_of, short, span
from topology.present.rows import Item, Row, said
from topology.tui.cards.parts import also, findings, heading, links, paged_by
from topology.tui.cards.sheet import Sheet
from topology.tui.line import Line
from topology.tui.world import World

SHIFTS = 5
"""Turns on call that are shown."""


def person_card(world: World, person: Person, at: datetime, columns: int) -> list[Line]:
    """Where they are, whose team, next shifts, what they can repair."""
    zone = world.catalog.defaults.timezone
    sheet = Sheet(columns)
    heading(sheet, world, person, person.role or "person")
    _local(sheet, person, at, zone)
    _away(sheet, world, person, at)
    teams = world.topology.team_of_person(person.ref)
    if teams:
        sheet.rows([Row("Teams", tuple(Item(world.title(team), "", team, tone="strong") for team in teams))])
    else:
        sheet.rows([said("Teams", "unknown: no team names this person", "unknown")])
    owned = [Item(world.title(ref), "", ref) for ref in world.topology.owned_by(person.ref)]
    sheet.rows([Row("Owns", tuple(owned))] if owned else [])
    paged = paged_by(world, person.ref)
    if paged is not None:
        sheet.rows([paged])
    shifts = world.engine.rota.next_shifts(person.ref, at, SHIFTS)
    if shifts:
        sheet.head("On call")
        for shift in shifts:
            running = shift.start <= at
            if shift.endless:
                length, until = "for more than a year", ", for more than a year to come"
            else:
                length = f"for {span(round((shift.end - shift.start).total_seconds() / 60))}"
                until = f", until {short(shift.end, zone, at)}"
            when = f"now{until}" if running else f"{short(shift.start, zone, at)} {length}"
            sheet.row(None, when, "ok" if running else "plain", lines=2)
            sheet.row(None, world.title(shift.schedule), "quiet", ref=shift.schedule, lines=1, indent=3)
    else:
        beside = ": paged by name" if paged is not None else ""
        sheet.rows([said("On call", f"in no schedule within 400 days{beside}", "quiet")])
    known = [
        c.ref for c in world.catalog.of(Component) if any(each.target == person.ref for each in c.known_by)
    ]
    if known:
        sheet.head("Can repair", str(len(known)))
        sheet.rows([Row("", tuple(Item(world.title(ref), "", ref) for ref in known))])
    links(sheet, person.links)
    also(sheet, person)
    findings(sheet, world, person.ref)
    sheet.declared(person.place)
    return sheet.lines


def _local(sheet: Sheet, person: Person, at: datetime, zone: str) -> None:
    """What their clock shows; where no file says where they are, the catalog's."""
    if person.timezone:
        sheet.row("Local", f"{clock(local(at, person.timezone))[:5]} {place_of(person.timezone)}")
    elif not person.ghost:
        text = f"unknown zone: taken as {place_of(zone)}, {clock(local(at, zone))[:5]}"
        sheet.rows([said("Local", text, "unknown")])


def _away(sheet: Sheet, world: World, person: Person, at: datetime) -> None:
    """The absence that is now, and those to come."""
    now = world.engine.rota.away(person.ref, at)
    ahead = [each for each in person.away if each is now or each.start.replace(tzinfo=UTC) > at]
    for position, each in enumerate(sorted(ahead, key=lambda each: each.start)[:4]):
        text = f"{_day(each.start)} to {_day(each.end)}" + (", now: will not answer" if each is now else "")
        sheet.row("" if position else "Away", text, "warn" if each is now else "plain", place=each.place)


def _day(when: datetime) -> str:
    time = f" {when:%H:%M}" if when.hour or when.minute else ""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}{time}"

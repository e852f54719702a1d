"""The card of a person: teams, when on call next, what they know."""

from datetime import datetime

from topology.model.entity import Component, Person
from topology.oncall.instants import local
from topology.present.instants import clock, place_of, short, span
from topology.tui.cards.parts import findings, heading, links
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
    if person.timezone:
        sheet.row("Local", f"{clock(local(at, person.timezone))[:5]} {place_of(person.timezone)}")
    absence = world.engine.rota.away(person.ref, at)
    if absence is not None:
        sheet.row("Away", f"until {absence.end:%d %b}", "warn")
    teams = world.topology.team_of_person(person.ref)
    sheet.entities("Teams", ((team, world.title(team), ()) for team in teams))
    shifts = world.engine.rota.next_shifts(person.ref, at, SHIFTS)
    if shifts:
        sheet.head("On call")
        for shift in shifts:
            running = shift.start <= at
            length = span(round((shift.end - shift.start).total_seconds() / 60))
            when = (
                f"now, until {short(shift.end, zone, at)}"
                if running
                else f"{short(shift.start, zone, at)} for {length}"
            )
            sheet.row(None, when, "ok" if running else "plain", lines=2)
            sheet.row(None, world.title(shift.schedule), "quiet", ref=shift.schedule, lines=1, indent=3)
    known = [
        c.ref for c in world.catalog.of(Component) if any(each.target == person.ref for each in c.known_by)
    ]
    if known:
        sheet.head("Can repair", str(len(known)))
        sheet.entities(None, ((ref, world.title(ref), ()) for ref in known), 12)
    links(sheet, person.links)
    findings(sheet, world, person.ref)
    sheet.declared(person.place)
    return sheet.lines

"""Whom a policy reaches, as the rows ``Now`` and ``Then`` of a card."""

from datetime import datetime

from topology.model.catalog import Catalog
from topology.model.entity import Person
from topology.oncall.instants import local
from topology.present.instants import clock, place_of, short, span
from topology.present.names import Names
from topology.present.reach import Next, OnCall, Reach
from topology.present.sheet import Sheet
from topology.present.words import listed


def reach_rows(
    sheet: Sheet,
    catalog: Catalog,
    reach: Reach,
    at: datetime,
    before: str = "",
    after: str = "",
    right: str = "",
) -> None:
    """Write both rows; ``before`` and ``after`` stand around the first one's text."""
    names = Names(catalog)
    sheet.row("Now", before + _now(catalog, names, reach, at) + after, right, lines=3)
    if reach.next:
        sheet.items("Then", [_then(names, step) for step in reach.next], " · ", lines=3)


def _now(catalog: Catalog, names: Names, reach: Reach, at: datetime) -> str:
    zone = catalog.defaults.timezone
    if not reach.declared:
        return f"unknown: nobody declared {names(reach.policy)}"
    if reach.held:
        opens = (
            "never open" if reach.held_until is None else f"held until {short(reach.held_until, zone, at)}"
        )
        return f"nobody: outside the support hours of {names(reach.policy)}, {opens}"
    if reach.now:
        return "; ".join(_person(catalog, names, at, each) for each in reach.now)
    if reach.unknown:
        return f"unknown: nobody declared {listed(names.all(reach.unknown))}"
    return "nobody" if not reach.next else "nobody in the first step"


def _person(catalog: Catalog, names: Names, at: datetime, on_call: OnCall) -> str:
    person = catalog.get(on_call.person, Person)
    zone = (person.timezone if person is not None else None) or catalog.defaults.timezone
    until = ""
    if on_call.until is not None:
        until = f", until {short(on_call.until, catalog.defaults.timezone, at)}"
    away = ", away: will not answer" if on_call.away else ""
    return f"{names(on_call.person)}, {clock(local(at, zone))[:5]} local ({place_of(zone)}){until}{away}"


def _then(names: Names, step: Next) -> str:
    after = f"+{span(step.after_minutes)}"
    if step.event == "repeat":
        return f"{after} again from the first"
    if step.event == "fallback":
        return f"{after} {names(step.policy)}"
    return f"{after} {listed(names.all(step.people))}"

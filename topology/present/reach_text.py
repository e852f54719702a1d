"""Whom a policy reaches, as the rows ``Now`` and ``Then`` of a card."""

from collections.abc import Iterator
from datetime import datetime

from topology.model.catalog import Catalog
from topology.model.entity import Person
from topology.oncall.instants import local
from topology.present.instants import clock, place_of, short, span
from topology.present.names import Names
from topology.present.reach import Next, OnCall, Reach
from topology.present.rows import Item, Row, said
from topology.present.sheet import Sheet
from topology.present.words import listed


def now_row(names: Names, catalog: Catalog, reach: Reach, at: datetime) -> Row:
    """Who would be paged at once, or why nobody is."""
    zone = catalog.defaults.timezone
    if not reach.declared:
        return said("Now", f"unknown: nobody declared {names(reach.policy)}", "unknown")
    if reach.held:
        opens = (
            "never open" if reach.held_until is None else f"held until {short(reach.held_until, zone, at)}"
        )
        text = f"nobody: outside the support hours of {names(reach.policy)}, {opens}"
        return Row("Now", (Item(text, ref=reach.policy, tone="warn"),))
    if reach.now:
        return Row("Now", tuple(_person(names, catalog, at, each) for each in reach.now), "; ")
    if reach.unknown:
        return said("Now", f"unknown: {unknown_why(names, catalog, reach)}", "unknown")
    text = "nobody" if not reach.next else "nobody in the first step"
    return Row("Now", (Item(text, ref=reach.policy, tone="warn"),))


def then_row(names: Names, reach: Reach) -> Row:
    """What follows while nobody answers; no items where nothing does."""
    return Row("Then", tuple(item for step in reach.next for item in _then(names, step)), " · ")


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
    now, then = now_row(names, catalog, reach, at), then_row(names, reach)
    text = now.separator.join(item.whole for item in now.items)
    sheet.row("Now", before + text + after, right, lines=now.lines)
    if then.items:
        sheet.items("Then", [item.whole for item in then.items], then.separator, lines=then.lines)


def unknown_why(names: Names, catalog: Catalog, reach: Reach) -> str:
    """Why it is not known: what nobody declared, else the calendars that say nothing usable."""
    lost = [ref for ref in reach.unknown if ref not in catalog.entities or catalog.entities[ref].ghost]
    if lost:
        return f"nobody declared {listed(names.all(lost))}"
    return f"the calendar of {listed(names.all(reach.unknown))} cannot be used"


def _person(names: Names, catalog: Catalog, at: datetime, on_call: OnCall) -> Item:
    person = catalog.get(on_call.person, Person)
    zone = (person.timezone if person is not None else None) or catalog.defaults.timezone
    until = ""
    if on_call.until is not None:
        until = f", until {short(on_call.until, catalog.defaults.timezone, at)}"
    away = ", away: will not answer" if on_call.away else ""
    note = f", {clock(local(at, zone))[:5]} local ({place_of(zone)}){until}{away}"
    return Item(names(on_call.person), note, on_call.person, tone="warn" if on_call.away else "ok")


def _then(names: Names, step: Next) -> Iterator[Item]:
    after = f"+{span(step.after_minutes)}"
    if step.event == "repeat":
        yield Item(f"{after} again from the first")
    elif step.event == "fallback":
        yield Item(f"{after} {names(step.policy)}", ref=step.policy)
    else:
        called = names.all(step.people)
        ref = step.people[0] if step.people else None
        yield Item(f"{after} {listed(called)}", ref=ref, named=tuple(zip(called, step.people, strict=True)))

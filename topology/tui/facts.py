"""What the first line says about the catalog and the instant."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from topology.tui.line import Span

if TYPE_CHECKING:
    from topology.tui.session import Session
    from topology.tui.world import World

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def facts(session: Session, world: World | None, example: bool, reading: bool) -> list[Span]:
    """The instant first; then from the least to the most wanted. Needs nothing that is slow to import."""
    clock = _clock(session, world)
    found: list[Span] = [(clock, "strong" if session.at is None else "chip")]
    counts = world.counts if world is not None and not reading else ()
    found += counts[:2]
    if reading:
        found.append(("reading …", "quiet"))
    found += counts[2:]
    if example:  # what is counted is nobody's own
        found.append(("example", "quiet"))
    if session.marks:
        found.append((f"{len(session.marks)} marked", "down"))
    return found


def _clock(session: Session, world: World | None) -> str:
    """The instant on the catalog's wall clock; in UTC while no file has been read that says which."""
    shown, place = session.instant, "UTC"
    if world is not None:
        shown, place = _local(shown, world.catalog.defaults.timezone)
    year = f" {shown.year}" if session.at is not None else ""
    return f"{DAYS[shown.weekday()]} {shown.day} {MONTHS[shown.month - 1]}{year} {shown:%H:%M} {place}"


def _local(at: datetime, timezone: str) -> tuple[datetime, str]:
    from topology.oncall.instants import local
    from topology.present.instants import place_of

    return local(at, timezone), place_of(timezone)

"""What the first line says about the catalog and the instant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from topology.tui.line import Span

if TYPE_CHECKING:
    from topology.tui.session import Session
    from topology.tui.world import World

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def facts(session: Session, world: World | None, example: bool, reading: bool) -> list[Span]:
    """The instant first; then from the least to the most wanted. Needs nothing that is slow to import."""
    at = session.instant
    year = f" {at.year}" if session.at is not None else ""
    clock = f"{DAYS[at.weekday()]} {at.day} {MONTHS[at.month - 1]}{year} {at:%H:%M} UTC"
    found: list[Span] = [(clock, "strong" if session.at is None else "chip")]
    counts = world.counts if world is not None and not reading else ()
    found += counts[:2]
    if example:
        found.append(("example", "quiet"))
    if reading:
        found.append(("reading …", "quiet"))
    found += counts[2:]
    if session.marks:
        found.append((f"{len(session.marks)} marked", "down"))
    return found

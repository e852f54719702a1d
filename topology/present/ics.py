"""Shifts as an iCalendar file (RFC 5545), for anybody's calendar."""

from collections.abc import Iterable
from datetime import UTC, datetime

from topology.oncall.duty import Shift
from topology.present.names import Names

_FOLD = 74
"""Octets of a line before its continuation; the standard says 75 with the line break."""


def ics(names: Names, shifts: Iterable[Shift], stamp: datetime) -> str:
    """One event for each shift; ``stamp`` is the instant of writing."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//topology//on call//EN", "CALSCALE:GREGORIAN"]
    for shift in shifts:
        people = ", ".join(names.all(shift.people))
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_stamp(shift.start)}-{escape(shift.schedule)}@topology",
            f"DTSTAMP:{_stamp(stamp)}",
            f"DTSTART:{_stamp(shift.start)}",
            f"DTEND:{_stamp(shift.end)}",
            f"SUMMARY:{escape(f'{people} on call, {names(shift.schedule)}')}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def escape(text: str) -> str:
    """Text as a value of a property."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n")


def _stamp(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _folded(line: str) -> Iterable[str]:
    """A long line in pieces, none of which splits a character."""
    room, start = _FOLD, ""
    while len(line.encode()) > room:
        end = room
        while len(line[:end].encode()) > room:
            end -= 1
        yield start + line[:end]
        line, start, room = line[end:], " ", _FOLD - 1
    yield start + line

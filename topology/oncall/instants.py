"""Instants as people type them, in files and on the command line.

``2026-11-22``, ``2026-11-22T03:00``, ``2026-11-22T03:00Z``, ``now``, ``+2h``,
``-1d12h``, ``03:00`` (the next one), ``Mon 03:00`` (the next one). What has no offset
is the wall clock of the given zone.
"""

import re
from datetime import UTC, datetime, timedelta

from topology.oncall import clock as wall_clock

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_SPAN = r"([+-])((?:\d+[wdhm])+)"
_PART = r"(\d+)([wdhm])"
_WALL = r"(?:([A-Za-z]{3,9})\s+)?(\d{1,2}):(\d{2})"
_MINUTES = {"w": 10080, "d": 1440, "h": 60, "m": 1}
_FORMS = "2026-11-22T03:00, 2026-11-22T03:00Z, now, +2h or Mon 03:00"


class InstantError(ValueError):
    """Text that names no instant; the message says what would."""


def parse_instant(text: str, now: datetime, timezone: str = "UTC") -> datetime:
    """The instant that ``text`` means, in UTC.

    ``now`` is an aware instant; ``timezone`` the IANA zone of wall-clock times.
    Raises :class:`InstantError`.
    """
    stated = text.strip()
    try:
        found = _relative(stated, now) or _wall(stated, now, timezone) or _iso(stated, timezone)
    except (OverflowError, ValueError):
        found = None
    if found is None:
        raise InstantError(f'"{text}" is no instant: write {_FORMS}')
    return found


def _relative(text: str, now: datetime) -> datetime | None:
    if text.casefold() == "now":
        return now.astimezone(UTC)
    span = re.fullmatch(_SPAN, text)
    if span is None:
        return None
    minutes = sum(int(number) * _MINUTES[unit] for number, unit in re.findall(_PART, span[2]))
    return now.astimezone(UTC) + timedelta(minutes=minutes if span[1] == "+" else -minutes)


def _wall(text: str, now: datetime, timezone: str) -> datetime | None:
    """The first instant not before now at which clocks in the zone show this."""
    match = re.fullmatch(_WALL, text)
    if match is None:
        return None
    day, hour, minute = match[1], int(match[2]), int(match[3])
    weekday = None
    if day is not None:
        weekday = next((i for i, name in enumerate(DAYS) if name.casefold() == day[:3].casefold()), None)
        if weekday is None:
            return None
    today = local(now, timezone).replace(hour=0, minute=0, second=0)
    for ahead in range(-1, 9):
        date = today + timedelta(days=ahead)
        if weekday is None or date.weekday() == weekday:
            instant = resolve(date.replace(hour=hour, minute=minute), timezone)
            if instant >= now:
                return instant
    return None


def _iso(text: str, timezone: str) -> datetime:
    parsed = datetime.fromisoformat(text)
    return resolve(parsed, timezone) if parsed.tzinfo is None else parsed.astimezone(UTC)


def local(instant: datetime, timezone: str) -> datetime:
    """What the wall clock of a zone shows at an instant, as a naive datetime."""
    second = wall_clock.zone(timezone).local(wall_clock.seconds(instant))
    return wall_clock.instant(second).replace(tzinfo=None)


def resolve(naive: datetime, timezone: str) -> datetime:
    """The instant, in UTC, of a wall-clock time; missing ones are the first after the gap."""
    return wall_clock.instant(wall_clock.zone(timezone).moment(naive))

"""Texts of fields to values: durations, dates, hours, hand-offs, time zones, addresses.

Each function takes the text as written and returns the value, or raises :class:`Unfit`
with the words that complete "<field> <text> …". The patterns are also those of the
JSON Schema, in the part of the syntax that Python and ECMA 262 share.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache

from topology.model.address import WEB
from topology.model.duty import Handoff, Period, Unit, Window

_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_END = rf"(?:{_TIME}|24:00)"
_DATE = r"(?:19|20|21)[0-9]{2}-[01][0-9]-[0-3][0-9]"
_DAY = r"(?:[Mm]on|[Tt]ue|[Ww]ed|[Tt]hu|[Ff]ri|[Ss]at|[Ss]un)"
_DAYS = rf"{_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*"
_OFFSET = r"(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"

DURATION = r"^[0-9]{1,6}[smhdw](?: ?[0-9]{1,6}[smhdw])*$"
OFFSET = r"^\+?[0-9]{1,6}[smhdw](?: ?[0-9]{1,6}[smhdw])*$"
DATE = rf"^{_DATE}$"
LOCAL = rf"^{_DATE}(?:[T ]{_TIME}(?::[0-5][0-9])?)?$"
MOMENT = rf"^{_DATE}(?:[T ]{_TIME}(?::[0-5][0-9])?{_OFFSET}?)?$"
INSTANT = rf"^(?:now|[+-][0-9]{{1,6}}[smhdw]|{_DAY} {_TIME}|{MOMENT[1:-1]})$"
PERIOD = r"^[1-9][0-9]{0,2} (?:hour|day|week|month)s?$"
HANDOFF = rf"^(?::[0-5][0-9]|{_TIME}|{_DAY} {_TIME}|(?:[1-9]|[12][0-9]|3[01]) {_TIME})$"
HOURS = rf"^(?:24x7|(?:{_DAYS} )?{_TIME}-{_END}|{_DAY} {_TIME}-{_DAY} {_END})$"
ZONE = r"^[A-Z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*$"
URL = WEB
CATALOG_FILE = r"^(?!/)(?!\.\.?/)(?!.*/\.\.?/)[^\\:]*[^\\:/]$"

_DAY_NUMBERS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_UNITS: dict[str, Unit] = {"h": "hour", "d": "day", "w": "week", "m": "month"}
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_LONGEST = 366 * 1440
_WEEK = 7 * 1440


class Unfit(ValueError):
    """A text that does not say what its field needs; the message says what would."""


def minutes(text: str) -> int:
    """A duration in whole minutes, rounded up."""
    if not re.fullmatch(DURATION, text):
        raise Unfit("is no duration: write 90s, 5m, 4h, 2d or 1h 30m")
    seconds = sum(int(part[:-1]) * _SECONDS[part[-1]] for part in re.findall(r"[0-9]+[smhdw]", text))
    result = -(-seconds // 60)
    if result > _LONGEST:
        raise Unfit("is longer than a year")
    return result


def offset(text: str) -> int:
    """Whole minutes after a beginning, ``+6m``, rounded up."""
    if not re.fullmatch(OFFSET, text):
        raise Unfit("is no time after the beginning: write +6m, +90s or +1h 30m")
    return minutes(text.removeprefix("+"))


def day(text: str) -> date:
    """A calendar day."""
    if not re.fullmatch(DATE, text):
        raise Unfit("is no date: write YYYY-MM-DD")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unfit("is no day of the calendar") from None


def local(text: str) -> tuple[datetime, bool]:
    """A local date and time, and whether the time is written; midnight where it is not."""
    if not re.fullmatch(LOCAL, text):
        raise Unfit("is no local date or time: write YYYY-MM-DD or YYYY-MM-DDTHH:MM")
    return _datetime(text), len(text) > 10


def moment(text: str) -> datetime:
    """A date and time: local without an offset, else in UTC."""
    if not re.fullmatch(MOMENT, text):
        raise Unfit("is no date and time: write YYYY-MM-DDTHH:MM, with an offset if it is not local")
    at = 19 if text[16:17] == ":" else 16
    offset = text[at:]
    value = _datetime(text[:at])
    if not offset:
        return value
    if offset == "Z":
        return value.replace(tzinfo=UTC)
    shift = timedelta(hours=int(offset[1:3]), minutes=int(offset[4:]))
    return value.replace(tzinfo=timezone(shift if offset[0] == "+" else -shift)).astimezone(UTC)


def instant(text: str) -> str:
    """An instant as the command line takes it, kept as text: it may be relative."""
    if not re.fullmatch(INSTANT, text):
        raise Unfit("is no instant: write YYYY-MM-DDTHH:MM, now, +2h or Mon 03:00")
    if text[0].isdigit():
        moment(text)
    return text


def period(text: str) -> Period:
    """The length of a turn."""
    if not re.fullmatch(PERIOD, text):
        raise Unfit("is no period: write 1 week, 12 hours, 2 days or 1 month")
    count, word = text.split(" ")
    return Period(int(count), _UNITS[word[0]])


def handoff(text: str) -> tuple[Unit, Handoff]:
    """When turns change, and the unit of turns that it fits."""
    if not re.fullmatch(HANDOFF, text):
        raise Unfit(
            'is no hand-off: write ":MM" for turns of hours, "HH:MM" of days, "Mon HH:MM" of weeks,'
            ' "1 HH:MM" of months'
        )
    if text[0] == ":":
        return "hour", Handoff(int(text[1:]))
    first, _, time = text.rpartition(" ")
    if not first:
        return "day", Handoff(_minute(time))
    if first.isdigit():
        return "month", Handoff(_minute(time), day=int(first))
    return "week", Handoff(_minute(time), weekday=_DAY_NUMBERS[first.casefold()])


def windows(text: str) -> tuple[Window, ...] | None:
    """Weekly windows of local time; ``None`` for always."""
    if not re.fullmatch(HOURS, text):
        raise Unfit("are no hours: write 24x7, 09:00-18:00, Mon-Fri 09:00-18:00 or Fri 18:00-Mon 09:00")
    if text == "24x7":
        return None
    stretch = re.fullmatch(rf"({_DAY}) ({_TIME})-({_DAY}) ({_END})", text)
    if stretch:
        weekday, last = _DAY_NUMBERS[stretch[1].casefold()], _DAY_NUMBERS[stretch[3].casefold()]
        start, end = _minute(stretch[2]), (last - weekday) * 1440 + _minute(stretch[4])
        return (Window(weekday, start, end if end > start else end + _WEEK),)
    days, _, times = text.rpartition(" ")
    start, end = (_minute(part) for part in times.split("-"))
    if end <= start:
        end += 1440
    return tuple(Window(weekday, start, end) for weekday in (_days(days) if days else range(7)))


def zone(text: str) -> str:
    """The IANA name of a time zone that this machine or the tzdata package knows."""
    from zoneinfo import ZoneInfo

    if re.fullmatch(ZONE, text):
        try:
            ZoneInfo(text)
        except (ValueError, OSError, KeyError):
            pass
        else:
            return text
    raise Unfit("is no time zone: write an IANA name such as Europe/Lisbon")


@cache
def zones() -> tuple[str, ...]:
    """All names of time zones in alphabetical order, for suggestions; slow the first time."""
    from zoneinfo import available_timezones

    return tuple(sorted(available_timezones()))


def catalog_file(text: str) -> str:
    """A path inside the catalog: relative, with forward slashes, never upwards."""
    if not re.fullmatch(CATALOG_FILE, text) or not text.isprintable():
        raise Unfit("is no file of the catalog: write a path inside its folder, such as oncall/web.ics")
    return text


def _datetime(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Unfit("is no day of the calendar") from None


def _minute(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def _days(text: str) -> list[int]:
    result: set[int] = set()
    for part in text.casefold().split(","):
        first, _, last = part.partition("-")
        start = _DAY_NUMBERS[first]
        count = (_DAY_NUMBERS[last] - start) % 7 if last else 0
        result.update((start + step) % 7 for step in range(count + 1))
    return sorted(result)

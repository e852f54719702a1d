"""Limits on a calendar file, checked on its text before any library sees it.

A few lines of iCalendar can ask for work without end: rules that recur every second,
that never come true, that began a thousand years ago. What a rota has no use for is
refused with the line it stands on. Format: RFC 5545.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

MAX_BYTES = 1 << 20
MAX_EVENTS = 5_000
MAX_ZONES = 100
MAX_DEPTH = 4
MAX_DATES = 20_000
"""Dates in all lists of single dates."""
EARLIEST_YEAR = 1970

_PARTS = {"INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTH"}
_ALLOWED = {
    "DAILY": _PARTS,
    "WEEKLY": _PARTS,
    "MONTHLY": _PARTS | {"BYMONTHDAY"},
    "YEARLY": _PARTS | {"BYMONTHDAY"},
}
_DAYS_BETWEEN = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}
_SHORTEST = dict(enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1))
"""Days that each month has in every year."""


class Refused(Exception):
    """A calendar that cannot be used: why, and on which line (0: as a whole)."""

    def __init__(self, why: str, line: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.line = line


class Rule(Struct, frozen=True, gc=False):
    """How often an event recurs: its start as a day number, and occurrences a year at most."""

    begins: int
    yearly: int


class Checked(Struct, frozen=True):
    """A calendar within the limits: the line of each event in order of the text, and the rules."""

    events: tuple[int, ...]
    rules: tuple[Rule, ...]


class _Block:
    """What was seen of the component being read."""

    __slots__ = ("day", "name", "rules")

    def __init__(self, name: str) -> None:
        self.name = name
        self.day: date | None = None
        self.rules: list[tuple[str, int]] = []


def check(content: bytes) -> Checked:
    """Look through a calendar. Raises :class:`Refused` for what is over a limit."""
    if len(content) > MAX_BYTES:
        raise Refused(f"is larger than {MAX_BYTES >> 10} KiB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("is not UTF-8", content[: error.start].count(b"\n") + 1) from None
    events: list[int] = []
    rules: list[Rule] = []
    open_: list[_Block] = []
    zones = dates = 0
    for number, line in _unfolded(text):
        name, _, value = line.partition(":")
        name = name.partition(";")[0].strip().upper()
        value = value.strip()
        if name == "BEGIN":
            open_.append(_Block(value.upper()))
            if len(open_) > MAX_DEPTH:
                raise Refused(f"nests components deeper than {MAX_DEPTH}", number)
            zones += value.upper() in ("STANDARD", "DAYLIGHT")
            if value.upper() == "VEVENT":
                events.append(number)
            if len(events) > MAX_EVENTS:
                raise Refused(f"has more than {MAX_EVENTS} events", number)
            if zones > MAX_ZONES:
                raise Refused(f"defines more than {MAX_ZONES} changes of time zones", number)
        elif name == "END" and open_:
            block = open_.pop()
            found = [_rule(block, text_, line_) for text_, line_ in block.rules]
            rules += found if block.name == "VEVENT" else ()
        elif name == "DTSTART" and open_:
            open_[-1].day = _day(open_[-1], value, number)
        elif name == "RRULE" and open_:
            open_[-1].rules.append((value, number))
        elif name == "EXRULE":
            raise Refused("has an exception rule (EXRULE), which RFC 5545 has dropped", number)
        elif name in ("RDATE", "EXDATE"):
            dates += value.count(",") + 1
            if dates > MAX_DATES:
                raise Refused(f"lists more than {MAX_DATES} single dates", number)
    return Checked(tuple(events), tuple(rules))


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Logical lines with the number of the physical line each begins on."""
    number, parts = 0, [""]
    for index, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if line[:1] in (" ", "\t"):
            parts.append(line[1:])
            continue
        if number:
            yield number, "".join(parts)
        number, parts = index, [line]
    yield number, "".join(parts)


def _day(block: _Block, value: str, line: int) -> date:
    try:
        day = date(int(value[:4]), int(value[4:6]), int(value[6:8]))
    except ValueError:
        raise Refused("has a start that is no date", line) from None
    if block.name == "VEVENT" and day.year < EARLIEST_YEAR:
        raise Refused(f"begins before {EARLIEST_YEAR}", line)
    return day


def _rule(block: _Block, text: str, line: int) -> Rule:
    pairs = (part.partition("=") for part in text.upper().split(";"))
    parts = {key.strip(): value.strip() for key, _, value in pairs if key.strip()}
    unit = parts.pop("FREQ", "")
    if unit not in _ALLOWED:
        raise Refused(f"recurs {unit or 'without FREQ'}, not daily, weekly, monthly or yearly", line)
    unknown = sorted(key for key in parts if key not in _ALLOWED[unit])
    if unknown:
        raise Refused(f"recurs {unit} with {unknown[0]}, which is not supported", line)
    if block.day is None:
        raise Refused("recurs without a DTSTART", line)
    try:
        interval = int(parts.get("INTERVAL", "1"))
        month_days = tuple(abs(int(day)) for day in _list(parts, "BYMONTHDAY"))
        months = tuple(int(month) for month in _list(parts, "BYMONTH"))
        numbers = tuple(int(day[:-2]) for day in _list(parts, "BYDAY") if len(day) > 2)
    except ValueError:
        raise Refused("has a recurrence rule that is no rule", line) from None
    if interval < 1:
        raise Refused("recurs with an INTERVAL below 1", line)
    weekdays = len(_list(parts, "BYDAY"))
    _must_come_true(unit, interval, month_days, months, weekdays, numbers, block.day, line)
    often = max(1, weekdays) * max(1, len(month_days)) * max(1, len(months))
    if unit == "YEARLY" and month_days and not months:
        often *= 12
    if unit in ("MONTHLY", "YEARLY") and weekdays:
        often *= 5 if unit == "MONTHLY" or months else 53
    return Rule(block.day.toordinal(), 366 * often // (_DAYS_BETWEEN[unit] * interval) + 1)


def _must_come_true(
    unit: str,
    interval: int,
    month_days: tuple[int, ...],
    months: tuple[int, ...],
    weekdays: int,
    numbers: tuple[int, ...],
    start: date,
    line: int,
) -> None:
    """Refuse rules that may never come true: a library would look for them until the year 9999."""
    if numbers and unit in ("DAILY", "WEEKLY"):
        raise Refused(f"recurs {unit} on numbered weekdays", line)
    if unit == "DAILY" and weekdays and interval % 7 == 0:
        raise Refused("recurs on weekdays that its interval may never meet", line)
    if any(not 1 <= abs(number) <= 5 for number in numbers):
        raise Refused("recurs on a numbered weekday that no month has", line)
    if any(abs(number) == 5 for number in numbers) and (months or interval > 1):
        raise Refused("recurs on a fifth weekday that its months may not have", line)
    if weekdays and month_days and (interval > 1 or numbers):
        raise Refused("recurs on weekdays and days of the month at once", line)
    if any(not 1 <= month <= 12 for month in months) or any(not 1 <= day <= 31 for day in month_days):
        raise Refused("recurs on a day that no month has", line)
    if unit == "MONTHLY" or months or month_days:
        met = _months_met(unit, interval, months, start.month)
        needed = min(month_days) if month_days else start.day if months and not weekdays else 1
        if not met or needed > max(_SHORTEST[month] for month in met):
            raise Refused("recurs on a day that its months may not have", line)


def _months_met(unit: str, interval: int, months: tuple[int, ...], first: int) -> set[int]:
    """The months of the year that a rule can fall in."""
    step = interval if unit == "MONTHLY" else 1
    reached = {(first - 1 + step * turn) % 12 + 1 for turn in range(12)}
    return reached & set(months) if months else reached


def _list(parts: dict[str, str], key: str) -> list[str]:
    return [entry.strip() for entry in parts.get(key, "").split(",") if entry.strip()]

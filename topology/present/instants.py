"""Instants as they are shown to people."""

from datetime import UTC, datetime

from topology.oncall.instants import DAYS, local

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def iso(instant: datetime) -> str:
    """ISO 8601 in UTC to the second, for machines: ``2026-11-22T03:00:00Z``."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def spelled(instant: datetime, timezone: str = "UTC") -> str:
    """In full, for people: ``Sun 22 Nov 2026 03:00 UTC`` or ``… 03:00 Lisbon``."""
    shown = local(instant, timezone)
    return f"{_date(shown)} {shown.year} {clock(shown)} {place_of(timezone)}"


def short(instant: datetime, timezone: str, relative_to: datetime) -> str:
    """As short as is clear: the time today, the weekday within six days, else the date."""
    shown, today = local(instant, timezone), local(relative_to, timezone)
    days = (shown.date() - today.date()).days
    if days == 0:
        return clock(shown)
    if 0 < days < 7:
        return f"{DAYS[shown.weekday()]} {clock(shown)}"
    return dated(instant, timezone, relative_to)


def dated(instant: datetime, timezone: str, relative_to: datetime) -> str:
    """With its date, and with the year only where that is another one: ``Mon 2 Nov 09:00``."""
    shown, today = local(instant, timezone), local(relative_to, timezone)
    year = f" {shown.year}" if shown.year != today.year else ""
    return f"{_date(shown)}{year} {clock(shown)}"


def clock(shown: datetime) -> str:
    """``03:00``; seconds only where there are any."""
    seconds = f":{shown.second:02}" if shown.second else ""
    return f"{shown.hour:02}:{shown.minute:02}{seconds}"


def place_of(timezone: str) -> str:
    """The name of a zone as people say it: ``Lisbon`` for Europe/Lisbon."""
    return timezone.rpartition("/")[2].replace("_", " ") or timezone


def span(minutes: int) -> str:
    """A length of time: ``5m``, ``2h``, ``1d2h30m``."""
    days, rest = divmod(minutes, 1440)
    hours, left = divmod(rest, 60)
    text = (f"{days}d" if days else "") + (f"{hours}h" if hours else "") + (f"{left}m" if left else "")
    return text or "0m"


def _date(shown: datetime) -> str:
    return f"{DAYS[shown.weekday()]} {shown.day} {MONTHS[shown.month - 1]}"

"""Values of the model as the words the native format has for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from topology.model.duty import Handoff, Hours, Layer, Period, Window
from topology.model.text import raw

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY = 1440


def duration(minutes: int) -> str:
    """Whole minutes in the largest unit that divides them: ``4h``, ``90m``."""
    for unit, size in (("d", _DAY), ("h", 60)):
        if minutes and minutes % size == 0:
            return f"{minutes // size}{unit}"
    return f"{minutes}m"


def day(value: date) -> str:
    """A calendar day."""
    return value.isoformat()


def moment(value: datetime) -> str:
    """A local date and time as such, an instant in UTC with its ``Z``; seconds only where there are any."""
    local = value.replace(tzinfo=None)
    text = local.isoformat(timespec="seconds" if value.second else "minutes")
    return text if value.tzinfo is None else text + "Z"


def period(value: Period) -> str:
    """The length of a turn: ``2 weeks``."""
    return f"{value.count} {value.unit}{'s' if value.count > 1 else ''}"


def handoff(value: Handoff, layer: Layer) -> str:
    """When turns change, in the form that the length of the layer's turns asks for."""
    if layer.every is not None and layer.every.unit == "hour":
        return f":{value.minute:02}"
    if value.weekday is not None:
        return f"{_DAYS[value.weekday]} {_clock(value.minute)}"
    if value.day is not None:
        return f"{value.day} {_clock(value.minute)}"
    return _clock(value.minute)


def hours(value: Hours | None) -> Any:
    """Weekly windows as the file says them, else one by one; ``None`` is always."""
    if value is None:
        return "24x7"
    text = raw(value.text)
    if value.timezone is not None:
        text = text.removesuffix(value.timezone).removesuffix(" ")
    windows = text.split(", ") if text else [_window(window) for window in value.windows]
    shown = windows[0] if len(windows) == 1 else windows
    return shown if value.timezone is None else {"timezone": value.timezone, "windows": shown}


def _window(window: Window) -> str:
    start = f"{_DAYS[window.weekday]} {_clock(window.start)}"
    days, minute = divmod(window.end, _DAY)
    if minute == 0:  # an end of 24:00 belongs to the day before
        days, minute = days - 1, _DAY
    return f"{start}-{_DAYS[(window.weekday + days) % 7]} {_clock(minute)}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def originals(value: Any) -> Any:
    """Plain data with every text as its file has it."""
    if isinstance(value, str):
        return raw(value)
    if isinstance(value, Mapping):
        return {raw(key) if isinstance(key, str) else key: originals(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [originals(item) for item in value]
    return value

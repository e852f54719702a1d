"""What several answers hold, as data for JSON: reasons, places, people on call, channels, links."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from topology.model.entity import Channel, Link
from topology.model.place import Because, Place
from topology.present.instants import iso
from topology.present.reach import Reach


def because_json(reasons: Iterable[Because]) -> list[dict[str, Any]]:
    """Reasons with the file and line of each fact; ``null`` where no file states it."""
    return [{"text": reason.text, **place_json(reason.place)} for reason in reasons]


def place_json(place: Place | None) -> dict[str, Any]:
    """The keys ``file`` and ``line``; ``null`` for what no file states."""
    if place is None or not place.file:
        return {"file": None, "line": None}
    return {"file": place.file, "line": place.line}


def instant_json(instant: datetime | None) -> str | None:
    """ISO 8601 in UTC, or ``null``."""
    return None if instant is None else iso(instant)


def on_call_json(reaches: Iterable[Reach]) -> list[dict[str, Any]]:
    """Who would be paged at once, by all of several policies."""
    return [
        {
            "person": each.person,
            "policy": each.policy,
            "step": each.step,
            "until": instant_json(each.until),
            "away": each.away,
        }
        for reach in reaches
        for each in reach.now
    ]


def next_json(reaches: Iterable[Reach]) -> list[dict[str, Any]]:
    """What comes after that, one entry for each person; ``person`` is ``null`` for repeat and fallback."""
    return [
        {
            "afterMinutes": each.after_minutes,
            "event": each.event,
            "person": person,
            "policy": each.policy,
            "step": each.step,
        }
        for reach in reaches
        for each in reach.next
        for person in (each.people or (None,))
    ]


def channels_json(channels: Iterable[Channel]) -> list[dict[str, Any]]:
    """Where to ask."""
    return [
        {"type": each.type, "name": each.name, "visibility": each.visibility, "url": each.url or None}
        for each in channels
    ]


def links_json(links: Iterable[Link]) -> list[dict[str, Any]]:
    """Runbooks, dashboards and other addresses."""
    return [{"type": link.type, "title": link.title, "url": link.url} for link in links]

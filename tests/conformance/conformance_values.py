"""Building the program's own values from the neutral vocabulary of the cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from topology.model.catalog import Catalog
from topology.model.duty import (
    Handoff,
    Hours,
    Layer,
    Override,
    Period,
    Policy,
    Roster,
    Schedule,
    Step,
    Window,
)
from topology.model.entity import Entity
from topology.model.place import Place
from topology.model.reference import Ref, Reference, canonical
from topology.oncall.clock import instant, seconds, zone
from topology.oncall.rota import Rota

PLACE = Place("case.yaml", 1)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SCHEDULE = canonical("schedule", "rota")
MINUTES_OF_WEEK = 7 * 24 * 60


class Unsupported(Exception):
    """The case asks for something that the program has no notion of."""


def only_keys(config: Mapping[str, Any], known: Iterable[str], what: str) -> None:
    """Refuse a configuration that says more than is understood, rather than ignore a part of it."""
    unknown = sorted(set(config) - set(known))
    if unknown:
        raise Unsupported(f"{what}: no notion of {', '.join(unknown)}")


def when(text: str) -> datetime:
    """An instant of a case."""
    value = datetime.fromisoformat(text)
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def local(text: str, name: str) -> datetime:
    """An instant of a case on the wall clock of a zone, naive as the model has it."""
    return instant(zone(name).local(seconds(when(text)))).replace(tzinfo=None)


def person(name: str) -> Reference:
    return Reference(Ref(f"person:{name}"), name, PLACE)


def people(names: Iterable[str]) -> tuple[Reference, ...]:
    return tuple(map(person, names))


def names(refs: Iterable[Ref]) -> list[str]:
    return [ref.partition(":")[2] for ref in refs]


def period(unit: str, length: int) -> Period:
    if unit == "year":
        return Period(12 * length, "month")
    if unit not in ("hour", "day", "week", "month"):
        raise Unsupported(f"turns of a {unit}")
    return Period(length, unit)  # type: ignore[arg-type]


def handoff(anchor: datetime, unit: str) -> Handoff:
    """The hand-off that an anchor lies on, as a file would state it."""
    minute = anchor.hour * 60 + anchor.minute
    if unit == "hour":
        return Handoff(anchor.minute)
    if unit == "week":
        return Handoff(minute, weekday=anchor.weekday())
    return Handoff(minute, day=anchor.day if unit in ("month", "year") else None)


def roster(since: datetime, members: Sequence[str]) -> Roster:
    return Roster(since=since, timed=True, people=people(members), place=PLACE)


def clock_minutes(text: str) -> int:
    hour, minute = text.split(":")[:2]
    return int(hour) * 60 + int(minute)


def windows(specs: Sequence[Mapping[str, Any]]) -> tuple[Window, ...]:
    """Weekly windows: ``days`` are those on which one starts; ``to <= from`` crosses midnight."""
    found: list[Window] = []
    for spec in specs:
        start, end = clock_minutes(spec["from"]), clock_minutes(spec["to"])
        if "from_day" in spec:
            only_keys(spec, ("from_day", "from", "to_day", "to"), "window")
            first, last = DAYS.index(spec["from_day"]), DAYS.index(spec["to_day"])
            length = ((last - first) * 1440 + end - start) % MINUTES_OF_WEEK or MINUTES_OF_WEEK
            found.append(Window(first, start, start + length))
            continue
        only_keys(spec, ("days", "from", "to"), "window")
        for day in spec.get("days", DAYS):
            found.append(Window(DAYS.index(day), start, end if end > start else end + 1440))
    return tuple(found)


def hours(specs: Sequence[Mapping[str, Any]] | None, timezone: str) -> Hours | None:
    return None if specs is None else Hours(windows=windows(specs), timezone=timezone, text="hours")


def always(member: str, start: datetime | None = None, end: datetime | None = None) -> Layer:
    """A layer of one person, for ever or for a stretch."""
    since = datetime(1970, 1, 1)
    return Layer(rosters=(roster(since, [member]),), place=PLACE, start=start, end=end)


def overrides(specs: Sequence[Mapping[str, Any]]) -> tuple[Override, ...]:
    found: list[Override] = []
    for spec in specs:
        only_keys(spec, ("from", "to", "add", "remove", "replace", "with"), "override")
        out, into = spec.get("replace") or spec.get("remove"), spec.get("with") or spec.get("add")
        found.append(
            Override(
                start=when(spec["from"]),
                end=when(spec["to"]),
                place=PLACE,
                replace=person(out) if out and into else None,
                by=person(into) if out and into else None,
                remove=person(out) if out and not into else None,
                add=person(into) if into and not out else None,
            )
        )
    return tuple(found)


def temporary(
    start: datetime, end: datetime, shifts: Iterable[tuple[str, datetime, datetime]]
) -> list[Override]:
    """A temporary schedule: nobody but its shifts, for all its time."""
    found = [Override(start=start, end=end, place=PLACE, only=())]
    for user, since, until in shifts:
        since, until = max(since, start), min(until, end)
        if since < until:
            found.append(Override(start=since, end=until, place=PLACE, only=people([user])))
    return found


def schedule(
    layers: Sequence[Layer], *, timezone: str = "UTC", combine: str = "all", changes: Sequence[Override] = ()
) -> Schedule:
    return Schedule(
        ref=SCHEDULE,
        kind="schedule",
        namespace="default",
        name="rota",
        title="Rota",
        place=PLACE,
        timezone=timezone,
        combine=combine,
        layers=tuple(layers),
        overrides=tuple(changes),  # type: ignore[arg-type]
    )


def policy(name: str, spec: Mapping[str, Any]) -> Policy:
    only_keys(spec, ("name", "steps", "repeat"), "policy")
    steps: list[Step] = []
    for step in spec["steps"]:
        only_keys(step, ("delay_minutes", "notify"), "step")
        steps.append(Step(page=people(step["notify"]), wait_minutes=step["delay_minutes"], place=PLACE))
    return Policy(
        ref=canonical("policy", name),
        kind="policy",
        namespace="default",
        name=name,
        title=name,
        place=PLACE,
        steps=tuple(steps),
        repeat=spec.get("repeat", 0),
        when_empty="wait",
    )


def catalog(*entities: Entity) -> Catalog:
    return Catalog(
        entities={entity.ref: entity for entity in entities},
        by_key={entity.ref.casefold(): entity.ref for entity in entities},
    )


def rota(*entities: Entity) -> Rota:
    return Rota(catalog(*entities))

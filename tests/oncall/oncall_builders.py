"""Schedules and policies in a few words, as a loader would build them."""

from __future__ import annotations

from collections.abc import Sequence
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
from topology.model.entity import Away, Entity, Person
from topology.model.place import Place
from topology.model.reference import Ref, Reference, canonical
from topology.model.settings import Defaults
from topology.oncall.rota import Rota

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SCHEDULE = canonical("schedule", "rota")
POLICY = canonical("policy", "duty")


def utc(text: str) -> datetime:
    """An instant: ``2026-03-29 01:00`` in UTC, or with its own offset."""
    value = datetime.fromisoformat(text)
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def place(line: int) -> Place:
    return Place("oncall.yaml", line)


def ref(name: str, kind: str = "person") -> Reference:
    return Reference(canonical(kind, name), name, place(90))


def who(name: str) -> Ref:
    return canonical("person", name)


def names(people: Sequence[Ref]) -> list[str]:
    return [person.partition(":")[2] for person in people]


def minutes(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def days(text: str) -> list[int]:
    first, _, last = text.partition("-")
    start = DAYS.index(first)
    return [(start + step) % 7 for step in range((DAYS.index(last or first) - start) % 7 + 1)]


def hours(*texts: str, zone: str | None = None) -> Hours:
    """Windows written ``Mon-Fri 09:00-18:00``, ``22:00-06:00`` or ``Fri 18:00-Mon 09:00``."""
    found: list[Window] = []
    for text in texts:
        parts = text.replace(" 24:00", " 24:00").split()
        if len(parts) == 3:
            first, middle, last = parts
            start, day = middle.split("-")
            begin, end = minutes(start), minutes(last)
            length = ((DAYS.index(day) - DAYS.index(first)) * 1440 + end - begin) % 10080 or 10080
            found.append(Window(DAYS.index(first), begin, begin + length))
            continue
        which = days(parts[0]) if len(parts) == 2 else list(range(7))
        start, end_text = parts[-1].split("-")
        begin, end = minutes(start), minutes(end_text)
        found += [Window(day, begin, end if end > begin else end + 1440) for day in which]
    return Hours(windows=tuple(found), timezone=zone, text=", ".join(texts))


def roster(since: str, *people: str, line: int = 10) -> Roster:
    return Roster(
        since=datetime.fromisoformat(since),
        timed=len(since) > 10,
        place=place(line),
        people=tuple(map(ref, people)),
    )


def handoff(text: str) -> Handoff:
    """``:30``, ``09:00``, ``Mon 09:00`` or ``31 09:00``."""
    if text.startswith(":"):
        return Handoff(int(text[1:]))
    first, _, last = text.rpartition(" ")
    if not first:
        return Handoff(minutes(last))
    if first in DAYS:
        return Handoff(minutes(last), weekday=DAYS.index(first))
    return Handoff(minutes(last), day=int(first))


def layer(
    *rosters: Roster, every: str | None = None, at: str | None = None, line: int = 5, **rest: Any
) -> Layer:
    """``every`` is ``1 week``; ``at`` is the hand-off."""
    period = None
    if every is not None:
        count, unit = every.split()
        period = Period(int(count), unit.rstrip("s"))  # type: ignore[arg-type]
    return Layer(
        rosters=rosters, place=place(line), every=period, handoff=handoff(at) if at else None, **rest
    )


def override(start: str, end: str, line: int = 30, **what: Any) -> Override:
    """``add=``, ``remove=`` or ``replace=`` and ``by=`` take a name, ``only=`` a list of them."""
    said = {key: tuple(map(ref, value)) if key == "only" else ref(value) for key, value in what.items()}
    return Override(
        start=datetime.fromisoformat(start), end=datetime.fromisoformat(end), place=place(line), **said
    )


def schedule(
    *layers: Layer,
    name: str = "rota",
    zone: str = "UTC",
    combine: str = "first",
    changes: Sequence[Override] = (),
    ical: str | None = None,
) -> Schedule:
    return Schedule(
        ref=canonical("schedule", name),
        kind="schedule",
        namespace="default",
        name=name,
        title=name.title(),
        place=place(1),
        timezone=zone,
        combine=combine,
        layers=layers,  # type: ignore[arg-type]
        overrides=tuple(changes),
        ical=ical,
        places={"ical": place(2)},
    )


def step(wait: int, *targets: str, line: int = 50) -> Step:
    """Targets are names of people, or ``schedule:name``."""
    found = [ref(name[9:], "schedule") if name.startswith("schedule:") else ref(name) for name in targets]
    return Step(page=tuple(found), wait_minutes=wait, place=place(line))


def policy(*steps: Step, name: str = "duty", fallback: str | None = None, **rest: Any) -> Policy:
    return Policy(
        ref=canonical("policy", name),
        kind="policy",
        namespace="default",
        name=name,
        title=name.title(),
        place=place(40),
        steps=steps,
        fallback=ref(fallback, "policy") if fallback else None,
        **rest,
    )


def person(name: str, *away: tuple[str, str], zone: str | None = None, **rest: Any) -> Person:
    absences = tuple(
        Away(datetime.fromisoformat(start), datetime.fromisoformat(end), place(70)) for start, end in away
    )
    return Person(
        **{
            "ref": who(name),
            "kind": "person",
            "namespace": "default",
            "name": name,
            "title": name.title(),
            "place": place(60),
            "timezone": zone,
            "away": absences,
            **rest,
        }
    )


def catalog(*entities: Entity, zone: str = "UTC") -> Catalog:
    ordered = sorted(entities, key=lambda entity: entity.ref)
    return Catalog(
        entities={entity.ref: entity for entity in ordered},
        by_key={entity.ref.casefold(): entity.ref for entity in ordered},
        defaults=Defaults(timezone=zone),
    )


def rota(*entities: Entity, zone: str = "UTC", read: Any = None) -> Rota:
    return Rota(catalog(*entities, zone=zone), read)


def on(found: Rota, text: str, name: str = "rota") -> list[str]:
    """Who is on call at an instant."""
    return names(found.at(canonical("schedule", name), utc(text)).people)


def spells(found: Rota, start: str, end: str, name: str = "rota") -> list[tuple[str, str, str]]:
    """The shifts of a range as text: from, to, people."""
    return [
        (f"{shift.start:%m-%d %H:%M}", f"{shift.end:%m-%d %H:%M}", "+".join(names(shift.people)))
        for shift in found.shifts(canonical("schedule", name), utc(start), utc(end))
    ]

"""How fast the on-call engine is, on schedules of the shapes that organisations have.

Run by hand: ``python benchmarks/oncall.py``. Times are the best of several runs on one
machine; the figure to compare with is the budget "500 schedules at one instant: 20 ms", said of
the slowest of several instants.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from topology.model.catalog import Catalog
from topology.model.duty import Handoff, Hours, Layer, Override, Period, Roster, Schedule, Window
from topology.model.place import Place
from topology.model.reference import Ref, Reference, canonical
from topology.oncall import clock, counting, window
from topology.oncall.rota import Rota

PLACE = Place("oncall.yaml", 1)
ZONES = (
    "Europe/Lisbon",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Australia/Sydney",
    "America/Sao_Paulo",
)
OFFICE = tuple(Window(day, 9 * 60, 18 * 60) for day in range(5))
NOW = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
INSTANTS = (
    NOW,
    *(
        datetime(2026, 11, 23, hour, minute, tzinfo=UTC)
        for hour, minute in ((0, 30), (7, 30), (12, 0), (21, 0))
    ),
)
"""At night most layers are closed; what each costs depends on which are open: the slowest counts."""


def people(number: int, count: int) -> tuple[Reference, ...]:
    names = [f"p{(number * 7 + index) % 997}" for index in range(count)]
    return tuple(Reference(Ref(f"person:{name}"), name, PLACE) for name in names)


def layer(number: int, every: Period, handoff: Handoff, hours: Hours | None, since: datetime) -> Layer:
    rosters = tuple(
        Roster(
            since=since + timedelta(days=182 * version),
            timed=False,
            place=PLACE,
            people=people(number + version, 3 + number % 4),
        )
        for version in range(3)
    )
    return Layer(rosters=rosters, place=PLACE, every=every, handoff=handoff, hours=hours)


def schedule(number: int) -> Schedule:
    """One of four shapes: weekly all day, weekly office hours, follow the sun, hourly at night."""
    zone, since = ZONES[number % len(ZONES)], datetime(2023 + number % 3, 1, 2)
    week, day = Period(1, "week"), Period(1, "day")
    monday, nine = Handoff(9 * 60, weekday=0), Handoff(9 * 60)
    night = Hours(windows=tuple(Window(each, 20 * 60, 32 * 60) for each in range(7)), timezone="Asia/Tokyo")
    office = Hours(windows=OFFICE)
    sites = ("Asia/Tokyo", "Europe/Berlin", "America/New_York")
    sun = [Hours(windows=OFFICE, timezone=site) for site in sites]
    layers = [
        [layer(number, week, monday, None, since)],
        [layer(number, week, monday, office, since), layer(number + 1, day, nine, None, since)],
        [layer(number + turn, day, nine, each, since) for turn, each in enumerate(sun)],
        [
            layer(number, Period(4, "hour"), Handoff(0), night, since),
            layer(number, week, monday, None, since),
        ],
    ][number % 4]
    overrides = tuple(
        Override(
            start=datetime(2026, 1, 1, 18) + timedelta(days=9 * index),
            end=datetime(2026, 1, 2, 9) + timedelta(days=9 * index),
            place=PLACE,
            add=people(index, 1)[0],
        )
        for index in range(number % 5)
    )
    name = f"s{number}"
    return Schedule(
        ref=canonical("schedule", name),
        kind="schedule",
        namespace="default",
        name=name,
        title=name,
        place=PLACE,
        timezone=zone,
        layers=tuple(layers),
        overrides=overrides,
    )


def catalog(count: int) -> Catalog:
    schedules = [schedule(number) for number in range(count)]
    return Catalog(
        entities={each.ref: each for each in schedules}, by_key={each.ref: each.ref for each in schedules}
    )


def best(runs: int, work: Callable[[], object]) -> float:
    times: list[float] = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times) * 1000


def forget() -> None:
    """Drop what all rotas of a process share: zones and opening hours."""
    clock.zone.cache_clear()
    window._shared.cache_clear()
    counting.shared_count.cache_clear()


def main() -> None:
    found = catalog(500)
    refs = list(found.entities)

    def once(rota: Rota, at: datetime = NOW) -> None:
        for ref in refs:
            rota.at(ref, at)

    def cold(at: datetime) -> None:
        forget()
        once(Rota(found), at)

    def known(at: datetime) -> None:
        once(Rota(found), at)

    def slowest(work: Callable[[datetime], None]) -> float:
        return max(best(7, partial(work, at)) for at in INSTANTS)

    warm = Rota(found)
    once(warm)
    week = [NOW + timedelta(hours=hour) for hour in range(24 * 7)]
    later = [NOW + timedelta(days=70 * number) for number in range(1, 6)]

    def hours(rota: Rota) -> None:
        for at in week:
            rota.at(refs[2], at)

    def shifts() -> None:
        Rota(found).shifts(refs[2], NOW, NOW + timedelta(weeks=4))

    def gaps() -> None:
        Rota(found).gaps(refs[2], NOW, NOW + timedelta(days=365))

    another = min(best(1, partial(once, warm, at)) for at in later)
    rows = [
        ("500 schedules at the slowest instant, all cold", slowest(cold)),
        ("500 schedules at the slowest instant, zones known", slowest(known)),
        ("500 schedules at another instant, same rota", another),
        ("500 schedules at an instant known before", best(5, lambda: once(warm))),
        ("one schedule, every hour of a week", best(5, lambda: hours(Rota(found)))),
        ("one schedule, every hour of a week, same rota", best(5, lambda: hours(warm))),
        ("one schedule, shifts of four weeks", best(5, shifts)),
        ("one schedule, gaps of a year", best(3, gaps)),
    ]
    for name, value in rows:
        print(f"{name:52} {value:9.2f} ms")


if __name__ == "__main__":
    main()

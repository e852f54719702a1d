"""Every component's failure in every hour of a week, against one simulation an hour.

    python benchmarks/week.py [COMPONENTS]

Measured on a catalog with rotas by the week, on the same with daily turns, holes and
alerts of different speed, and on one in which every policy has support hours: there each
page outside of them waits for another number of minutes. The budget for 1,000 components is
10 s. The ratio is to simulating each hour by itself, worked out from every 20th component.
"""

from __future__ import annotations

import gc
import re
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from catalogs import native

from topology.incident.engine import Engine
from topology.incident.situation import Fault, Situation
from topology.incident.week import HOURS, Weeks, week
from topology.load.loader import load

START = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def varied(text: str) -> str:
    """Daily turns on weekdays with nobody at night, and alerts after 1 to 9 minutes."""
    numbers = count()
    text = text.replace(
        'every: 1 week, handoff: "Mon 09:00"', 'every: 1 day, handoff: "09:00", hours: "07:00-22:00"'
    )
    return re.sub(
        "    lifecycle: production",
        lambda found: f"{found[0]}\n    alerts: {{detectsIn: {next(numbers) % 9 + 1}m}}",
        text,
    )


def held(text: str) -> str:
    """Support hours for every policy."""
    return text.replace("{team: team-", '{hours: "Mon-Fri 09:00-17:00", timezone: Europe/Lisbon, team: team-')


def main() -> None:
    """Time the weeks of all components, and of a sample the slow way."""
    components = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    plain = native(components)
    for name, text in (("weekly turns", plain), ("daily, holes", varied(plain)), ("all held", held(plain))):
        measure(f"{components:,} components, {name}", text)


def measure(name: str, text: str) -> None:
    """One line: seconds for all, milliseconds for one, and how much slower hour by hour is."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "catalog.yaml").write_text(text, encoding="utf-8")
        catalog = load([folder]).catalog
    gc.collect()
    gc.freeze()
    situations = [Situation(faults=(Fault(ref),), at=START) for ref in Engine(catalog).topology.nodes]
    engine = Engine(catalog)
    begin = time.perf_counter()
    weeks = Weeks(engine.topology, engine.rota, START)
    for situation in situations:
        weeks.of(situation)
    shared = time.perf_counter() - begin

    engine = Engine(catalog)
    begin = time.perf_counter()
    week(engine.topology, engine.rota, situations[len(situations) // 2])
    one = time.perf_counter() - begin

    engine = Engine(catalog)
    sample = situations[::20]
    begin = time.perf_counter()
    for situation in sample:
        for hour in range(HOURS):
            engine.simulate(Situation(faults=situation.faults, at=START + timedelta(hours=hour)))
    alone = (time.perf_counter() - begin) * len(situations) / len(sample)
    print(
        f"{name:36} all {shared:6.2f} s (budget 10)   one {one * 1000:6.1f} ms"
        f"   hour by hour {alone:6.1f} s, {alone / shared:5.1f}x"
    )


if __name__ == "__main__":
    main()

"""Simulations against the budgets: one failure, every failure, and the largest blast radius.

python benchmarks/simulation.py [COMPONENTS]
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from catalogs import native

from topology.incident.engine import Engine
from topology.incident.situation import Fault, Situation
from topology.load.loader import load

AT = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def main() -> None:
    """Simulate the failure of every component at one instant."""
    components = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "catalog.yaml").write_text(native(components), encoding="utf-8")
        engine = Engine(load([folder]).catalog)
    gc.collect()
    gc.freeze()
    spent: list[float] = []
    hit: list[int] = []
    for node in engine.topology.nodes:
        situation = Situation(faults=(Fault(node),), at=AT)
        start = time.perf_counter()
        incident = engine.simulate(situation)
        spent.append(time.perf_counter() - start)
        hit.append(len(incident.states))
    largest = max(range(len(hit)), key=hit.__getitem__)
    print(f"{components:,} components, {statistics.mean(hit):.0f} hit on average")
    print(f"median simulation            {statistics.median(spent) * 1000:8.2f} ms  (budget 1)")
    print(f"largest radius, {hit[largest]:5,} hit    {spent[largest] * 1000:8.2f} ms  (budget 10)")
    print(f"every component              {sum(spent):8.2f} s   (budget 2)")


if __name__ == "__main__":
    main()

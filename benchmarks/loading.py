"""Loading against the budget: no slower than PyYAML's CSafeLoader alone on the same bytes.

python benchmarks/loading.py [COMPONENTS]
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from catalogs import native

from topology.graph.topology import Topology
from topology.load.loader import load

RUNS = 5


def seconds(work: Callable[[], Any]) -> float:
    """The time of one run, with the collector at rest."""
    gc.collect()
    gc.disable()
    start = time.perf_counter()
    work()
    spent = time.perf_counter() - start
    gc.enable()
    return spent


def wired(topology: Topology) -> None:
    """Ask for every link, as they are made when they are asked for."""
    for node in range(len(topology.nodes)):
        topology.adjacency.needs[node], topology.adjacency.users[node]


def main() -> None:
    """Print the medians of pairs of runs, and their ratio."""
    components = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    text = native(components).encode()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "catalog.yaml").write_bytes(text)
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(RUNS):
            ours.append(seconds(lambda: wired(Topology.of(load([folder]).catalog))))
            theirs.append(seconds(lambda: yaml.load(text, yaml.CSafeLoader)))
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    print(f"{components:,} components, {len(text) / 1e6:.1f} MB")
    print(f"read, parse, validate, resolve, adjacency  {statistics.median(ours):6.2f} s")
    print(f"yaml.load(CSafeLoader) alone               {statistics.median(theirs):6.2f} s")
    print(f"ratio                                      {ratio:6.2f}   (budget 1.00)")


if __name__ == "__main__":
    main()

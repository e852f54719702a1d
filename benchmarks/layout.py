"""Crossings, drawn size and time of the drawing on lanes, against Graphviz dot on the same graphs.

Run by hand: ``python benchmarks/layout.py [SEEDS]``. A crossing is a place where one line
runs over another, counted on the canvas here and on the curves there. Dot is asked twice:
with a cluster for each team, which is the same picture, and free, where it may put things
wherever it likes. Its sizes are in cells of its own font. Without dot only our half is printed.
Times are the best of several runs; ours include every character of every row.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from itertools import pairwise
from time import perf_counter
from typing import Any

from topology.graph.lanes.drawing import Drawing
from topology.graph.lanes.layout import draw
from topology.graph.lanes.view import everything
from topology.graph.topology import Topology
from topology.model.catalog import Catalog
from topology.model.entity import Component, Dependency, Team
from topology.model.place import Place
from topology.model.reference import Ref, Reference, canonical, key

RUNS = 5
CELL, LINE = 7.2, 14.4
"""Points that one character of dot's labels is wide, and a line high."""

Point = tuple[float, float]
PLACE = Place("catalog.yaml", 1)


def organisation(seed: int, size: int, teams: int) -> Topology:
    """Teams with a slice each, from a front to a store, and platforms that many need; or just layers."""
    chance = random.Random(seed)
    platforms = max(1, teams // 4) if teams else 0
    owner = [chance.randrange(teams) if teams else -1 for _ in range(size)]
    depth = [chance.choice((3, 4, 4, 5) if 0 <= own < platforms else (0, 1, 1, 2, 2, 3)) for own in owner]
    needs: list[set[int]] = [set() for _ in range(size)]
    for node in range(size):
        below = [other for other in range(size) if depth[other] > depth[node]]
        for _ in range(chance.choice((1, 1, 1, 2, 2, 3)) if depth[node] < 4 else chance.choice((0, 0, 1))):
            draw_ = chance.random()
            mine = [other for other in below if owner[other] == owner[node]]
            common = [other for other in below if 0 <= owner[other] < platforms]
            near = [other for other in below if depth[other] == depth[node] + 1]
            pool = mine if draw_ < 0.5 else common if draw_ < 0.75 and common else near
            if pool:
                needs[node].add(chance.choice(pool))
    return Topology.of(_catalog(owner, needs, teams))


def _catalog(owner: list[int], needs: list[set[int]], teams: int) -> Catalog:
    refs = [canonical("component", f"component-{node:03}") for node in range(len(owner))]
    groups = [canonical("team", f"team-{number:02}") for number in range(teams)]
    entities: dict[Ref, Any] = {}
    for node, ref in enumerate(refs):
        name = f"component-{node:03}"
        owners = (Reference(groups[owner[node]], "", PLACE),) if owner[node] >= 0 else ()
        to = tuple(Dependency(Reference(refs[other], "", PLACE)) for other in sorted(needs[node]))
        entities[ref] = Component(
            ref=ref, kind="component", namespace="default", name=name, title=name, place=PLACE,
            owners=owners, depends_on=to,
        )  # fmt: skip
    for number, ref in enumerate(groups):
        name = f"team-{number:02}"
        entities[ref] = Team(ref=ref, kind="team", namespace="default", name=name, title=name, place=PLACE)
    return Catalog(entities=entities, by_key={key(ref): ref for ref in entities})


def crossings(drawing: Drawing) -> int:
    """Cells in which one line passes over another."""
    flat: set[tuple[int, int]] = set()
    upright: set[tuple[int, int]] = set()
    for line in drawing.edges:
        for (x, y), (to_x, to_y) in pairwise(line.corners):
            if y == to_y:
                flat.update((at, y) for at in range(min(x, to_x) + 1, max(x, to_x)))
            else:
                upright.update((x, at) for at in range(min(y, to_y) + 1, max(y, to_y)))
    return len(flat & upright)


def dot(topology: Topology, clusters: bool) -> tuple[int, int, int, float]:
    """Crossings, columns, rows and milliseconds of dot."""
    number = {ref: f"n{position}" for position, ref in enumerate(topology.nodes)}
    lines = [f"digraph {{rankdir=LR; node [shape=box, fontname=Courier, fontsize={LINE / 1.2}, height=0.2]"]
    owners: dict[tuple[Ref, ...], list[Ref]] = {}
    for ref in topology.nodes:
        owners.setdefault(topology.owner(ref).teams, []).append(ref)
    for position, (teams, refs) in enumerate(owners.items()):
        body = "; ".join(f'{number[ref]} [label="{ref.partition(":")[2]}"]' for ref in refs)
        lines.append(f"subgraph cluster_{position} {{ {body} }}" if clusters and teams else f"{body};")
    lines += [f"{number[edge.source]} -> {number[edge.target]}" for edge in topology.edges]
    source = "\n".join([*lines, "}"])
    best = float("inf")
    for _ in range(RUNS):
        start = perf_counter()
        done = subprocess.run(["dot", "-Tplain"], input=source, capture_output=True, text=True, check=True)
        best = min(best, (perf_counter() - start) * 1000)
    width = height = 0.0
    curves = []
    for line in done.stdout.splitlines():
        words = line.split()
        if words[0] == "graph":
            width, height = float(words[2]) * 72, float(words[3]) * 72
        elif words[0] == "edge":
            numbers = [float(word) for word in words[4 : 4 + 2 * int(words[3])]]
            curves.append(_points(list(zip(numbers[::2], numbers[1::2], strict=True))))
    found = sum(_meetings(one, other) for at, one in enumerate(curves) for other in curves[:at])
    return found, round(width / CELL), round(height / LINE), best


def _points(controls: list[Point], steps: int = 8) -> list[Point]:
    """A chain of cubic Bézier curves as a chain of straight pieces."""
    points = [controls[0]]
    for start in range(0, len(controls) - 1, 3):
        a, b, c, d = controls[start : start + 4]
        for step in range(1, steps + 1):
            t = step / steps
            weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
            weighed = list(zip(weights, (a, b, c, d), strict=True))
            points.append((sum(w * p[0] for w, p in weighed), sum(w * p[1] for w, p in weighed)))
    return points


def _meetings(one: list[Point], other: list[Point]) -> int:
    """How often two chains cross."""
    if any(
        max(p[axis] for p in one) < min(p[axis] for p in other)
        or max(p[axis] for p in other) < min(p[axis] for p in one)
        for axis in (0, 1)
    ):
        return 0
    return sum(_cross(*a, *b) for a in pairwise(one) for b in pairwise(other))


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def turn(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0


def timed(topology: Topology) -> tuple[Drawing, float]:
    """The drawing, and milliseconds for it and all its rows."""
    view = everything(topology, limit=10_000)
    best = float("inf")
    for _ in range(RUNS):
        start = perf_counter()
        drawing = draw(topology, view)
        for y in range(drawing.height):
            drawing.row(y)
        best = min(best, (perf_counter() - start) * 1000)
    return drawing, best


def _row(found: int, width: int, height: int, milliseconds: float) -> str:
    return f"{found:9}  {width:4}×{height:<4} {milliseconds:7.1f}  "


def main() -> None:
    """Measure and print."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    there = shutil.which("dot") is not None
    heads = ["", "here", *(["dot with clusters", "dot free"] if there else ["(dot is not installed)"])]
    print("".join(f"{head:^30}" for head in heads))
    columns = "crossings     size       ms  "
    print("components  teams  edges      " + columns * (3 if there else 1))
    for size, teams in ((25, 8), (25, 0), (40, 8), (40, 0), (100, 14), (100, 0)):
        totals = [0, 0, 0]
        slowest = 0.0
        for seed in range(seeds):
            topology = organisation(seed, size, teams)
            drawing, here = timed(topology)
            slowest = max(slowest, here)
            found = crossings(drawing)
            totals[0] += found
            print(f"{size:10} {teams:6} {len(topology.edges):6}     ", end="")
            print(_row(found, drawing.width, drawing.height, here), end="")
            if there:
                for place, clusters in ((1, True), (2, False)):
                    answer = dot(topology, clusters)
                    totals[place] += answer[0]
                    print(_row(*answer), end="")
            print()
        ratios = [f"{totals[0] / max(1, totals[place]):.2f}" for place in (1, 2)]
        against = f"; crossings {ratios[0]} of those with clusters, {ratios[1]} of those free"
        print(f"{size} components in {teams} teams: slowest {slowest:.1f} ms{against if there else ''}\n")


if __name__ == "__main__":
    main()

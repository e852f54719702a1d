"""Teams reached by every component's failure, and what it takes to get there.

Run by hand: ``python benchmarks/graph_reach.py [COMPONENTS]``. Prints the median of
several runs in one process and ratios to what networkx needs for the same answer
on the same graph, checked to be the same. Networkx is asked for a sample of the
components, and its time is scaled up: all of them would take long.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

from topology.graph.topology import Topology
from topology.model.catalog import Catalog
from topology.model.entity import Component, Dependency, Team
from topology.model.place import Place
from topology.model.reference import Ref, Reference, canonical, key

EDGES_EACH = 3
COMPONENTS_PER_TEAM = 50
SAMPLE = 200
RUNS = 7


def catalog(size: int, seed: int = 7) -> Catalog:
    """A random organisation: needs are of things further down; very few run back and close cycles."""
    chance = random.Random(seed)
    teams = [canonical("team", f"team-{number}") for number in range(max(1, size // COMPONENTS_PER_TEAM))]
    names = [f"component-{number:06}" for number in range(size)]
    refs = [canonical("component", name) for name in names]
    entities: dict[Ref, Any] = {}
    for number, ref in enumerate(refs):
        place = Place("catalog.yaml", number + 1)
        needs = []
        for _ in range(EDGES_EACH):
            if chance.random() < 0.0002:
                other = number - chance.randint(1, size // 20)
            else:
                other = number + 1 + int(chance.expovariate(50 / size))
            if 0 <= other < size:
                needs.append(Dependency(Reference(refs[other], names[other], place)))
        entities[ref] = Component(
            ref=ref,
            kind="component",
            namespace="default",
            name=names[number],
            title=names[number],
            place=place,
            owners=(Reference(chance.choice(teams), "", place),),
            depends_on=tuple(needs),
        )
    for number, ref in enumerate(teams):
        name = f"team-{number}"
        place = Place("teams.yaml", number + 1)
        entities[ref] = Team(ref=ref, kind="team", namespace="default", name=name, title=name, place=place)
    return Catalog(entities=entities, by_key={key(ref): ref for ref in entities})


def timed(work: Callable[[], object], runs: int = RUNS) -> float:
    """Milliseconds, median."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append((perf_counter() - start) * 1000)
    return median(times)


def main() -> None:
    """Measure and print."""
    import networkx

    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    whole = catalog(size)
    topology = Topology.of(whole)
    cycles = topology.cycles()
    print(f"{len(topology.nodes)} components, {len(topology.edges)} edges, {len(topology.owner_teams)} teams")
    print(f"cycles: {len(cycles)}, the largest of {max(map(len, cycles), default=0)}\n")

    build = timed(lambda: Topology.of(whole))
    cold = timed(lambda: Topology.of(whole).teams_reached()) - build
    warm = timed(topology.teams_reached)
    everything = topology.teams_reached()

    graph = topology.networkx()
    sample = random.Random(1).sample(range(size), min(SAMPLE, size))
    start = perf_counter()
    for position in sample:
        ref = topology.nodes[position]
        reached = (ref, *networkx.ancestors(graph, ref))
        hit = {team for each in reached for team in topology.owner(each).teams}
        assert everything[position] == sum(1 << topology.owner_teams.index(team) for team in hit), ref
    theirs = (perf_counter() - start) * 1000 / len(sample) * size
    view = timed(lambda: Topology.of(whole).networkx(), 3) - build

    largest = max(topology.nodes, key=lambda ref: len(topology.blast_radius(ref)))
    radius = timed(lambda: topology.blast_radius(largest))
    rows = [
        ("build the topology", build),
        ("teams reached by every failure, first time", cold),
        ("teams reached by every failure, again", warm),
        (f"largest blast radius ({len(topology.blast_radius(largest))} components)", radius),
        ("build the networkx view", view),
        (f"teams reached by networkx ancestors ({len(sample)} asked)", theirs),
    ]
    for name, milliseconds in rows:
        print(f"{name:55} {milliseconds:10.1f} ms   networkx / this {theirs / milliseconds:9.1f}")


if __name__ == "__main__":
    main()

"""The one value that crosses from the loading thread to the screen."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from topology.load.codes import EMPTY
from topology.model.catalog import Catalog
from topology.model.entity import Component, Team
from topology.model.problem import SEVERITIES, Problem
from topology.model.reference import Ref, key
from topology.present.words import KIND_PLURALS, count
from topology.tui.line import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from topology.graph.topology import Topology
    from topology.incident.engine import Engine
    from topology.insight.matrix import Matrix
    from topology.load.memo import Memo
    from topology.load.result import LoadResult
    from topology.present.names import Names
    from topology.tui.health.judged import Judged
    from topology.tui.search import Finder


class World(Struct, frozen=True, kw_only=True):
    """A catalog that was read, and everything that answers questions about it.

    ``findings`` are those worth counting, worst first; ``found`` counts them by entity.
    ``sections`` are the shelves of the tree: title and entities by key. ``start`` is what
    is good to look at first, ``counts`` says how much there is. ``judged`` is what rules and
    figures make of it, where they have looked, and ``matrix`` what crosses between its teams.
    ``gone`` are entities that no file declares any more, kept as ghosts for a while; ``settled``
    is the same world without them.
    """

    result: LoadResult
    engine: Engine
    names: Names
    finder: Finder
    findings: tuple[Problem, ...] = ()
    found: Mapping[Ref, int] = {}
    sections: Mapping[str, tuple[str, tuple[Ref, ...]]] = {}
    start: Ref | None = None
    counts: tuple[Span, ...] = ()
    judged: Judged | None = None
    matrix: Matrix | None = None
    gone: tuple[Ref, ...] = ()
    settled: World | None = None

    @property
    def catalog(self) -> Catalog:
        """What was read."""
        return self.result.catalog

    @property
    def topology(self) -> Topology:
        """Its shape."""
        return self.engine.topology

    def title(self, ref: Ref) -> str:
        """What an entity is called on a screen, as on the command line."""
        return self.names(ref)

    def subject(self, problem: Problem) -> Ref | None:
        """The entity that a problem is about, if it is about one that is there."""
        return self.catalog.by_key.get(key(problem.entity)) if problem.entity is not None else None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to explore: the loader says so, or nothing in it can fail."""
        return any(problem.code in NOTHING for problem in self.result.problems)

    def crumbs(self, ref: Ref) -> tuple[str, ...]:
        """The way to an entity: what it is part of, or the shelf it stands on, then itself."""
        entity = self.catalog.entities[ref]
        above = self.topology.part_of(ref)
        if above is not None:
            return self.title(above), self.title(ref)
        plural = KIND_PLURALS.get(entity.kind, entity.kind)
        return plural[:1].upper() + plural[1:], self.title(ref)


MISSING = "T006"
"""The code of a path that does not exist."""

ENOUGH = 5
"""Neighbours on one side that make a good picture: more of them make it no better."""

LATER = ("topology.tui.widgets.prompt", "rapidfuzz.process", "rapidfuzz.distance")
"""Modules that the first keys need."""

NOTHING = EMPTY | {MISSING}


def read(
    paths: Sequence[str],
    environ: Mapping[str, str] = os.environ,
    later: Callable[[Callable[[], None]], object] = lambda work: work(),
    memo: Memo | None = None,
) -> World:
    """Read files and get ready to show them. Runs in a thread, long: everything heavy is imported here.

    Never raises for bad input: what is wrong with it is in the result's problems. ``later`` gets
    what is to be done when nobody waits any more, ``memo`` spares the parsing of unchanged files.
    """
    from topology.load.cached import load_cached

    for module in LATER:
        import_module(module)  # the first key needs it, and has no time to wait
    return world_of(load_cached(paths, environ, later=later, memo=memo))


def world_of(result: LoadResult) -> World:
    """Everything that answers questions about what was read."""
    from topology.incident.engine import Engine
    from topology.load.sources import Sources
    from topology.present.names import Names
    from topology.tui.search import Finder
    from topology.tui.sections import sections

    engine = Engine(result.catalog, Sources(result.catalog).read)
    world = World(
        result=result,
        engine=engine,
        names=Names(result.catalog),
        finder=Finder(engine.topology),
        start=_start(engine.topology),
    )
    return _with(structs.replace(world, sections=sections(world)), result.problems)


def with_judged(world: World, judged: Judged) -> World:
    """The same world with what rules and figures make of it, worked out here or elsewhere."""
    from topology.insight.matrix import matrix

    topology = world.topology
    _make_ready(topology)
    return _with(structs.replace(world, judged=judged, matrix=matrix(topology)), judged.findings)


def _make_ready(topology: Topology) -> None:
    """Work out what cards, facets and graphs ask: better here than at a key."""
    for ask in (
        topology.owned_by,
        topology.paged_through,
        topology.crossings_of,
        lambda _: topology.by_owners,
    ):
        ask(Ref(""))
    topology.adjacency.fill()
    for beside in (topology.positions("users"), topology.positions("needs")):
        for node in range(len(topology.nodes)):
            _ = beside[node]


def _with(world: World, problems: Iterable[Problem]) -> World:
    """The world with those of the problems that are worth counting."""
    worth = [problem for problem in problems if problem.severity != "info"]
    found: dict[Ref, int] = {}
    for problem in worth:
        ref = world.subject(problem)
        if ref is not None:
            found[ref] = found.get(ref, 0) + 1
    worth.sort(key=lambda each: (SEVERITIES.index(each.severity), each.order))
    return structs.replace(
        world,
        findings=tuple(worth),
        found=found,
        counts=_counts(world.catalog, len(worth), world.judged is not None),
    )


def _counts(catalog: Catalog, findings: int, judged: bool) -> tuple[Span, ...]:
    """Teams, components, findings: the least wanted first. Until rules have ``judged`` there may be more."""
    found = count(findings, "finding") + ("" if judged else " so far")
    teams = sum(not team.ghost for team in catalog.of(Team))
    components = sum(not component.ghost for component in catalog.of(Component))
    return (
        (count(teams, "team"), "quiet"),
        (count(components, "component"), "quiet"),
        (found, "warn" if findings else "quiet"),
    )


def _start(topology: Topology) -> Ref | None:
    """What is good to look at first: something critical, with a good deal on both of its sides."""
    entities = topology.catalog.entities
    ranked: dict[tuple[bool, int], list[Ref]] = {}
    for component in topology.catalog.of(Component):
        tier = component.tier if component.tier is not None else topology.tier(component.ref)
        ranked.setdefault((component.ghost, tier), []).append(component.ref)

    def emptiness(ref: Ref) -> tuple[int, Ref]:
        around = min(len(topology.users(ref)), ENOUGH) + min(len(topology.needs(ref)), ENOUGH)
        return -around, ref

    best = ranked[min(ranked)] if ranked else []
    return min(best, key=emptiness, default=next(iter(entities), None))

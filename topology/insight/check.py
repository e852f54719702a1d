"""All findings about a catalog: what the loader met, and what the rules say about the whole."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from topology.graph.topology import Topology
from topology.insight.rule import View
from topology.insight.sources import Sources
from topology.model.problem import Problem
from topology.oncall.rota import Rota


class Summary(Struct, frozen=True, kw_only=True):
    """A catalog, counted. ``entities`` are declared ones; ``ghosts`` are only referred to.

    ``broken_references`` counts places in files, ``cross_team`` dependencies whose ends
    have different owners.
    """

    files: int
    documents: int
    entities: int
    by_kind: Mapping[str, int]
    references: int
    broken_references: int
    ghosts: int
    dependencies: int
    cross_team: int
    cycles: int


class Report(Struct, frozen=True, kw_only=True):
    """The answer to ``check``."""

    summary: Summary
    findings: tuple[Problem, ...]

    @property
    def failed(self) -> bool:
        """Whether there is an error among the findings."""
        return any(problem.severity == "error" for problem in self.findings)


def findings(topology: Topology, rota: Rota, at: datetime) -> tuple[Problem, ...]:
    """What the rules find, by place."""
    from topology.insight.rules import RULES

    view = View(topology=topology, rota=rota, at=at)
    found = [problem for rule in RULES for problem in rule.check(view)]
    return tuple(sorted(found, key=lambda problem: problem.order))


def report(topology: Topology, rota: Rota, problems: tuple[Problem, ...], at: datetime) -> Report:
    """The summary, and the loader's problems together with the rules' findings, by place."""
    found = (*problems, *Sources(topology.catalog).excerpts(findings(topology, rota, at)))
    ordered = tuple(sorted(found, key=lambda problem: problem.order))
    return Report(summary=summarise(topology), findings=ordered)


def summarise(topology: Topology) -> Summary:
    """Count a catalog."""
    catalog = topology.catalog
    declared = [entity for entity in catalog.entities.values() if not entity.ghost]
    kinds = Counter(entity.kind for entity in declared)
    reading = catalog.reading
    return Summary(
        files=reading.files,
        documents=reading.documents,
        entities=len(declared),
        by_kind=dict(sorted(kinds.items())),
        references=reading.references,
        broken_references=reading.broken,
        ghosts=len(catalog.entities) - len(declared),
        dependencies=topology.dependency_count(),
        cross_team=len(topology.crossings()),
        cycles=len(topology.cycles()),
    )

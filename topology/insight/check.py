"""All findings about a catalog: what the loader met, and what the rules say about the whole."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct

from topology.graph.topology import Topology
from topology.insight.thresholds import USUAL, Thresholds, thresholds_from
from topology.insight.view import View
from topology.load.sources import Sources
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


def findings(
    topology: Topology, rota: Rota, at: datetime, thresholds: Thresholds = USUAL
) -> tuple[Problem, ...]:
    """What the rules find at an instant, by place. Rules that cannot judge this catalog are one note."""
    return findings_in(View(topology=topology, rota=rota, at=at, thresholds=thresholds))


def findings_in(view: View) -> tuple[Problem, ...]:
    """The same of a view that somebody keeps: what it works out for the rules, figures need too."""
    from topology.insight.rules import RULES

    judging = (rule for rule in RULES if view.facts.issuperset(rule.needs))
    found = [problem for rule in judging for problem in rule.check(view)]
    return tuple(sorted(found, key=lambda problem: problem.order))


def report(
    topology: Topology,
    rota: Rota,
    problems: tuple[Problem, ...],
    at: datetime,
    rules: Mapping[str, Any] | None = None,
) -> Report:
    """The summary, and the loader's problems together with the rules' findings, by place.

    ``rules`` are those of the program's settings; what is wrong with them is among the findings.
    """
    sources = Sources(topology.catalog)
    file, text = sources.settings() if rules else ("", "")
    thresholds, wrong = thresholds_from(rules or {}, file, text)
    found = (*problems, *sources.excerpts([*wrong, *findings(topology, rota, at, thresholds)]))
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

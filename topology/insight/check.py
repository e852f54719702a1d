"""All findings about a catalog: what the loader met, and what the rules say about the whole."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from msgspec import Struct

from topology.graph.topology import Topology
from topology.insight.baseline import against
from topology.insight.expectations import Tested, run_tests
from topology.insight.house import House, house_rules
from topology.insight.ignores import Ignored, sift
from topology.insight.progress import Told, quiet
from topology.insight.rule import grouped
from topology.insight.thresholds import USUAL, Thresholds
from topology.insight.view import View
from topology.load.baseline_file import Known
from topology.load.settings import Settings
from topology.load.sources import Sources
from topology.model.catalog import Catalog
from topology.model.problem import Problem
from topology.oncall.clock import instant, seconds, zone
from topology.oncall.rota import Rota

NO_SETTINGS = Settings()


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
    """The answer to ``check``: the ``findings`` that count, and what does not.

    ``ignored`` ones wait for the day that topology.toml says. Where there is a baseline
    (``ratchet``), ``known`` findings stand in it; ``gone`` ones do, and are found no more.
    ``tests`` are those of behaviour; what fails is among the findings.
    """

    summary: Summary
    findings: tuple[Problem, ...]
    ignored: tuple[Ignored, ...] = ()
    known: tuple[Problem, ...] = ()
    gone: tuple[Known, ...] = ()
    kept: tuple[Known, ...] = ()
    ratchet: bool = False
    tests: tuple[Tested, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether there is an error among the findings; with a baseline, a warning is enough."""
        return any(self.fails(problem) for problem in self.findings)

    def fails(self, problem: Problem) -> bool:
        """Whether this finding alone is enough to fail."""
        return problem.severity == "error" or (self.ratchet and problem.severity == "warning")


def findings(
    topology: Topology, rota: Rota, at: datetime, thresholds: Thresholds = USUAL
) -> tuple[Problem, ...]:
    """What the rules find at an instant, by place; a long list of the same as one finding.

    Rules that cannot judge this catalog are one note.
    """
    return findings_in(View(topology=topology, rota=rota, at=at, thresholds=thresholds))


def findings_in(view: View) -> tuple[Problem, ...]:
    """The same of a view that somebody keeps: what it works out for the rules, figures need too."""
    return grouped(each_in(view))


def each_in(view: View) -> tuple[Problem, ...]:
    """The same each by itself, in no order: for who takes some of them out."""
    from topology.insight.rules import RULES

    judging = (rule for rule in RULES if view.facts.issuperset(rule.needs))
    return tuple(problem for rule in judging for problem in rule.check(view))


class Considered(Struct, frozen=True, kw_only=True):
    """What is found in a catalog under the rules of its house, each by itself and by place."""

    view: View
    counted: tuple[Problem, ...]
    ignored: tuple[Ignored, ...]
    tests: tuple[Tested, ...]


def consider(
    topology: Topology,
    rota: Rota,
    problems: Iterable[Problem],
    at: datetime,
    house: House,
    view: View | None = None,
) -> Considered:
    """The loader's problems, what the rules find and the tests that fail, as bad as the house says."""
    view = view or View(topology=topology, rota=rota, at=at, thresholds=house.thresholds)
    tests = run_tests(topology, rota, at)
    failed = [each.problem for each in tests if each.problem is not None]
    judged = house.judged([*problems, *each_in(view), *failed])
    counted, ignored, notices = sift(judged, house.ignores, day_of(at, topology.catalog))
    counted += house.judged(notices)
    return Considered(
        view=view,
        counted=tuple(sorted(counted, key=lambda each: each.order)),
        ignored=tuple(sorted(ignored, key=lambda each: each.problem.order)),
        tests=tests,
    )


def report(
    topology: Topology,
    rota: Rota,
    problems: tuple[Problem, ...],
    at: datetime,
    settings: Settings = NO_SETTINGS,
    *,
    preset: str = "",
    baseline: Iterable[Known] | None = None,
    view: View | None = None,
) -> Report:
    """The summary, and the loader's problems together with the rules' findings, by place.

    ``settings`` are those of the program for this catalog; what is wrong with them is among the
    findings. ``preset`` wins over the one that they name. What stands in ``baseline`` is not
    counted again. ``view`` is that of :func:`view_of`, where somebody keeps it.
    """
    sources = Sources(topology.catalog)
    house, wrong = house_rules(settings, sources, preset)
    found = consider(topology, rota, [*problems, *wrong], at, house, view)
    compared = against(found.counted, baseline or ())
    return Report(
        summary=summarise(topology),
        findings=sources.excerpts(grouped(compared.new)),
        ignored=found.ignored,
        known=compared.known,
        gone=compared.gone,
        kept=compared.kept,
        ratchet=baseline is not None,
        tests=found.tests,
    )


def view_of(
    topology: Topology, rota: Rota, at: datetime, settings: Settings = NO_SETTINGS, told: Told = quiet
) -> View:
    """What rules and figures look at, with the numbers that the settings of a catalog state."""
    house, _ = house_rules(settings, Sources(topology.catalog), "")
    return View(topology=topology, rota=rota, at=at, thresholds=house.thresholds, told=told)


def day_of(at: datetime, catalog: Catalog) -> date:
    """The date of an instant where the catalog is at home."""
    local = zone(catalog.defaults.timezone).local(seconds(at))
    return instant(local).date()


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

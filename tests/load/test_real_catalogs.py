"""Catalogs of real organisations, read in place: what is in them is known and counted."""

from collections import Counter
from pathlib import Path

import pytest

from topology.graph.topology import Topology
from topology.load.loader import LoadResult, load

CATALOGS = Path(__file__).resolve().parents[2].parent / "shared" / "catalogs"


def read(name: str) -> LoadResult:
    folder = CATALOGS / name
    if not folder.is_dir():
        pytest.skip("the real catalogs are not beside this checkout")
    return load([str(folder)])


def kinds(result: LoadResult) -> Counter[str]:
    return Counter(entity.kind for entity in result.catalog.entities.values() if not entity.ghost)


def test_home_ops_is_counted_right() -> None:
    result = read("backstage-home-ops")
    catalog = result.catalog
    assert kinds(result) == {"component": 28, "product": 6, "api": 2, "domain": 1, "location": 1}
    assert (catalog.reading.references, catalog.reading.broken) == (109, 39)
    assert catalog.reading.foreign_documents == 8
    assert sorted(ref for ref, entity in catalog.entities.items() if entity.ghost) == [
        "person:tyriis",
        "product:kube-nas",
        "team:home-ops",
    ]
    assert not [problem for problem in result.problems if problem.severity == "error"]


def test_home_ops_broken_references_are_one_finding_for_each_target() -> None:
    result = read("backstage-home-ops")
    unknown = {problem.target: problem for problem in result.problems if problem.code == "T204"}
    assert {target: len(problem.references) for target, problem in unknown.items()} == {
        "team:home-ops": 35,
        "person:tyriis": 2,
        "product:kube-nas": 2,
    }
    assert {problem.severity for problem in unknown.values()} == {"warning"}


def test_home_ops_dependencies_reach_what_they_reach() -> None:
    topology = Topology.of(read("backstage-home-ops").catalog)
    assert topology.dependency_count() == 36
    blast = {ref: len(topology.blast_radius(ref)) for ref in topology.nodes}
    widest = sorted(blast.items(), key=lambda item: (-item[1], item[0]))
    assert widest[:2] == [("component:cert-manager", 14), ("component:traefik", 13)]


def test_foreign_kinds_are_all_there() -> None:
    result = read("backstage-foreign-kinds")
    assert sum(kinds(result).values()) == 296
    assert kinds(result) == {
        "package": 187,
        "plugin": 88,
        "component": 8,
        "plugincollection": 6,
        "team": 4,
        "location": 2,
        "template": 1,
    }
    repeated = [problem for problem in result.problems if problem.code in ("T210", "T211")]
    assert len(repeated) == 3
    entities = [entity for entity in result.catalog.entities.values() if not entity.ghost]
    assert len({entity.namespace for entity in entities}) == 6
    assert len([entity for entity in entities if len(entity.name) > 63]) == 6


def test_foreign_kinds_bring_no_error_but_differing_declarations() -> None:
    result = read("backstage-foreign-kinds")
    assert {problem.code for problem in result.problems if problem.severity == "error"} <= {"T210"}

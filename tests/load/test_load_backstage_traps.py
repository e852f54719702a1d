"""What real Backstage catalogs hold besides entities as they should be."""

import json
from pathlib import Path

import pytest

from tests.load.backstage_files import codes, entity, read
from topology.load.backstage.keep import KEPT
from topology.model.entity import (
    Component,
    Dependency,
    Team,
)


def test_documents_of_others_are_one_info(tmp_path: Path) -> None:
    manifest = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {replicas: 1}\n"
    database = (
        "apiVersion: postgresql.cnpg.io/v1\nkind: Database\nmetadata: {name: db}\n"
        "spec: {name: app, owner: app, cluster: {name: pg}}\n"
    )
    result = read(tmp_path, web=entity("Component", "web", "owner: user:ada"), k8s=manifest, db=database)
    assert codes(result).count("T214") == 1
    assert [problem.severity for problem in result.problems if problem.code == "T214"] == ["info"]
    assert result.catalog.reading.foreign_documents == 2
    assert [ref for ref, item in result.catalog.entities.items() if not item.ghost] == ["component:web"]


@pytest.mark.parametrize(
    "name", ["${{ values.name }}", "${{values.name | dump}}-api", "'{{ cookiecutter.name }}'"]
)
def test_a_template_that_was_never_filled_in_is_said_and_not_read(tmp_path: Path, name: str) -> None:
    text = (
        f"apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: {name}\nspec: {{owner: x}}\n"
    )
    result = read(tmp_path, skeleton=text, good=entity("Component", "web"))
    assert list(result.catalog.entities) == ["component:web"]
    (problem,) = (problem for problem in result.problems if problem.code == "T108")
    assert str(problem.place) == "skeleton.yaml:4"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {title: x}\n",
            "without metadata.name",
        ),
        ("apiVersion: backstage.io/v1alpha1\nmetadata: {name: x}\n", "without kind"),
        ("apiVersion: backstage.io/v1alpha1\nkind: Component\n", "without metadata.name"),
        ("apiVersion: backstage.io/v1alpha1\nkind: 'a:b'\nmetadata: {name: x}\n", 'of kind "a:b"'),
    ],
)
def test_a_document_without_identity_is_said(tmp_path: Path, text: str, says: str) -> None:
    result = read(tmp_path, bad=text, good=entity("Component", "web"))
    (problem,) = (problem for problem in result.problems if problem.code == "T401")
    assert says in problem.message
    assert "component:web" in result.catalog.entities


@pytest.mark.parametrize(
    ("document", "meant"),
    [
        (entity("Component", "web", "dependOn: [a]"), "dependsOn"),
        (entity("Component", "web", "depends_on: [a]"), "dependsOn"),
        (entity("Component", "web", "lifeCycle: x"), "lifecycle"),
        (entity("Component", "web", "providesAPIs: [a]"), "providesApis"),
        (entity("Component", "web", "", "desciption: x"), "description"),
        (entity("Component", "web", "", "owner: x"), "spec.owner"),
        (entity("Group", "web", "childen: []"), "children"),
    ],
)
def test_a_misspelt_key_is_said_and_kept(tmp_path: Path, document: str, meant: str) -> None:
    result = read(tmp_path, all=document)
    (problem,) = (problem for problem in result.problems if problem.code == "T402")
    assert problem.severity == "warning"
    assert problem.suggestion is not None
    assert problem.suggestion.text == meant
    (found,) = result.catalog.entities.values()
    assert KEPT in found.extra


def test_keys_of_others_are_no_finding(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        all=entity("System", "s", "type: infrastructure, lifecycle: production, tier: gold")
        + entity("Template", "t", "dependOn: [x], owners: x"),
    )
    assert not codes(result)


@pytest.mark.parametrize(
    "spec",
    [
        "owner: {name: x}",
        "dependsOn: [{component: a}]",
        "system: [a, b]",
        "type: {a: b}",
        "dependsOn: {a: b}",
    ],
)
def test_a_value_of_another_shape_is_said_and_kept(tmp_path: Path, spec: str) -> None:
    result = read(tmp_path, all=entity("Component", "web", spec))
    assert codes(result) == ["T403"]
    web = result.catalog.entities["component:web"]
    assert set(web.extra[KEPT]["spec"]) == {spec.partition(":")[0]}


@pytest.mark.parametrize("spec", ["owner: null", "owner: ' '", "dependsOn: ", "type: ", "system: ~"])
def test_what_says_nothing_is_no_finding_but_kept(tmp_path: Path, spec: str) -> None:
    result = read(tmp_path, all=entity("Component", "web", spec))
    assert not codes(result)
    assert set(result.catalog.entities["component:web"].extra[KEPT]["spec"]) == {spec.partition(":")[0]}
    assert result.catalog.reading.references == 0


def test_one_text_is_read_as_a_list_of_one(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        all=entity("Component", "web", "dependsOn: component:db")
        + entity("Component", "db", "owner: [pay]")
        + entity("Group", "pay"),
    )
    web, db = result.catalog.entities["component:web"], result.catalog.entities["component:db"]
    assert isinstance(web, Component)
    assert isinstance(db, Component)
    assert len(web.depends_on) == 1
    assert len(db.owners) == 1


def test_names_over_63_characters_and_in_any_case_are_fine(tmp_path: Path) -> None:
    long = "a" * 90
    result = read(
        tmp_path, all=entity("Component", long, "dependsOn: [component:MiXed]") + entity("Component", "mixed")
    )
    assert not codes(result)
    need = result.catalog.entities[f"component:{long}"]
    assert isinstance(need, Component)
    assert [one.to.target for one in need.depends_on if isinstance(one, Dependency)] == ["component:mixed"]


def test_the_same_entity_twice(tmp_path: Path) -> None:
    web = entity("Component", "web", "owner: user:ada")
    result = read(tmp_path, a=web, b=web, c=entity("Component", "Web", "owner: user:eve"))
    assert codes(result).count("T211") == 1
    assert codes(result).count("T210") == 1
    assert len([item for item in result.catalog.entities.values() if not item.ghost]) == 1


def test_two_documents_without_a_line_between_are_both_read(tmp_path: Path) -> None:
    two = "".join(entity("Component", name, "type: service").replace("---\n", "") for name in ("a", "b"))
    result = read(tmp_path, all=two)
    assert set(result.catalog.entities) == {"component:a", "component:b"}
    assert "T109" in codes(result)


def test_embedded_documents_in_block_text_stay_text(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        api="""\
        apiVersion: backstage.io/v1alpha1
        kind: API
        metadata: {name: crd}
        spec:
          type: crd
          definition: |
            ---
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            ---
            kind: Other
        """,
    )
    crd = result.catalog.entities["api:crd"]
    assert crd.extra[KEPT]["spec"]["definition"].count("---\n") == 2
    assert not codes(result)


def test_settings_come_back_from_their_document(tmp_path: Path) -> None:
    rota = {"rota": {"layers": [{"roster": [{"since": "2026-01-05", "people": ["ada"]}]}]}}
    policy = {"pay": {"steps": [{"page": ["rota"], "wait": "5m"}]}}
    annotations = ", ".join(
        f"topology.dev/{name}: '{json.dumps(section)}'"
        for name, section in (("defaults", {"tier": 3}), ("schedules", rota), ("escalationPolicies", policy))
    )
    result = read(
        tmp_path,
        people=entity("User", "ada"),
        teams=entity("Group", "pay", "", "annotations: {topology.dev/onCall: pay}"),
        settings=entity("Resource", "any-name", "type: topology-settings", f"annotations: {{{annotations}}}"),
    )
    assert not codes(result)
    catalog = result.catalog
    assert catalog.defaults.tier == 3
    assert set(catalog.entities) == {"person:ada", "policy:pay", "schedule:rota", "team:pay"}
    team = catalog.entities["team:pay"]
    assert isinstance(team, Team)
    assert team.on_call is not None
    assert team.on_call.target == "policy:pay"


def test_targets_of_a_location_inside_the_root_are_read(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "entities.txt").write_text(
        entity("Component", "web") + entity("Location", "back", "target: ../catalog.yaml")
    )
    result = read(
        tmp_path,
        catalog=entity(
            "Location",
            "root",
            "type: file, targets: [./parts/entities.txt,"
            " ./catalog.yaml, https://example.org/x.yaml, ./*/catalog-info.yaml]",
        ),
    )
    assert set(result.catalog.entities) == {"component:web", "location:back", "location:root"}
    assert not codes(result)
    assert result.catalog.reading.files == 2


def test_targets_of_a_location_outside_the_root_are_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(entity("Component", "secret"))
    result = read(
        tmp_path / "root",
        catalog=entity("Location", "root", "targets: [../secret.yaml, /etc/passwd, ./missing.yaml]"),
    )
    assert list(result.catalog.entities) == ["location:root"]
    assert sorted(codes(result)) == ["T003", "T003", "T219"]
    assert {problem.place.line for problem in result.problems} == {1, 4}

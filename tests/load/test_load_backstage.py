"""Backstage files are read in place: kinds, references, annotations, and everything else kept."""

from pathlib import Path

from tests.load.backstage_files import codes, entity, read
from topology.load.backstage.keep import KEPT
from topology.model.entity import (
    AnyOf,
    Component,
    Dependency,
    Domain,
    Foreign,
    Person,
    Platform,
    Product,
    Team,
)


def test_each_kind_becomes_ours(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        all="".join(
            [
                entity("Component", "web", "type: website, lifecycle: production, owner: pay, system: shop"),
                entity("Resource", "db", "type: database, owner: pay"),
                entity("API", "rest", "type: openapi, lifecycle: production, owner: pay, definition: x"),
                entity("System", "shop", "owner: pay, domain: trade"),
                entity("System", "cloud", "owner: pay, type: platform"),
                entity("Domain", "trade", "owner: pay, subdomainOf: all"),
                entity("Domain", "all", "owner: pay"),
                entity("Group", "pay", "type: stream-aligned, members: [ada]"),
                entity("Group", "org", "type: department, children: [pay]"),
                entity(
                    "User", "ada", "profile: {displayName: Ada Obi, email: ada@example.org}, memberOf: [pay]"
                ),
            ]
        ),
    )
    catalog = result.catalog
    assert {ref: type(item) for ref, item in catalog.entities.items()} == {
        "api:rest": Component,
        "component:web": Component,
        "domain:all": Domain,
        "domain:trade": Domain,
        "person:ada": Person,
        "platform:cloud": Platform,
        "product:shop": Product,
        "resource:db": Component,
        "team:org": Team,
        "team:pay": Team,
    }
    web = catalog.entities["component:web"]
    assert isinstance(web, Component)
    assert (web.type, web.lifecycle, web.source) == ("website", "production", "backstage")
    assert [owner.target for owner in web.owners] == ["team:pay"]
    assert web.part_of is not None
    assert web.part_of.target == "product:shop"
    team = catalog.entities["team:pay"]
    assert isinstance(team, Team)
    assert team.type == "stream-aligned"
    assert team.parent is not None
    assert team.parent.target == "team:org"
    assert [member.person.target for member in team.members] == ["person:ada"]
    org = catalog.entities["team:org"]
    assert isinstance(org, Team)
    assert [child.target for child in org.children] == ["team:pay"]
    assert org.type is None
    ada = catalog.entities["person:ada"]
    assert isinstance(ada, Person)
    assert (ada.title, [team.target for team in ada.member_of]) == ("Ada Obi", ["team:pay"])
    domain = catalog.entities["domain:trade"]
    assert isinstance(domain, Domain)
    assert domain.parent is not None
    assert domain.parent.target == "domain:all"
    assert not [problem for problem in result.problems if problem.severity == "error"]


def test_every_fact_has_its_line(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        web="""\
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: web
          title: Shop
          annotations:
            topology.dev/tier: "1"
            topology.dev/alerts: '{"on": "degraded", "detectsIn": "2m"}'
        spec:
          type: website
          owner: pay
          dependsOn:
            - resource:db
        """,
    )
    web = result.catalog.entities["component:web"]
    assert isinstance(web, Component)
    assert str(web.place) == "web.yaml:4"
    assert {name: place.line for name, place in web.places.items()} == {
        "title": 5,
        "tier": 7,
        "alerts": 8,
        "type": 10,
        "owner": 11,
        "dependsOn": 12,
    }
    assert web.tier == 1
    assert web.alerts is not None
    assert (web.alerts.on, web.alerts.detects_minutes) == ("degraded", 2)
    (need,) = web.depends_on
    assert isinstance(need, Dependency)
    assert str(need.to.place) == "web.yaml:13"


def test_all_reference_fields_count_and_ghosts_are_warnings(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        all="".join(
            [
                entity(
                    "Component",
                    "web",
                    "owner: o1, system: s1, subcomponentOf: c1, dependsOn: [resource:r1, c2], "
                    "dependencyOf: [component:c3], providesApis: [a1], consumesApis: [a2]",
                ),
                entity("System", "sys", "owner: o1, domain: d1, system: not-a-reference"),
                entity("Domain", "dom", "owner: user:u1, subdomainOf: d1"),
                entity("Group", "grp", "type: team, parent: g1, children: [g2], members: [u2]"),
                entity("User", "usr", "memberOf: [g3]"),
                entity("Template", "tpl", "owner: o1"),
                entity("Location", "loc", "targets: [https://example.org/x.yaml]"),
            ]
        ),
    )
    assert result.catalog.reading.references == 8 + 2 + 2 + 3 + 1 + 1
    assert result.catalog.reading.broken == result.catalog.reading.references
    ghosts = [ref for ref, item in result.catalog.entities.items() if item.ghost]
    assert ghosts == [
        "api:a1",
        "api:a2",
        "component:c1",
        "component:c2",
        "component:c3",
        "domain:d1",
        "person:u1",
        "person:u2",
        "product:s1",
        "resource:r1",
        "team:g1",
        "team:g2",
        "team:g3",
        "team:o1",
    ]
    unknown = [problem for problem in result.problems if problem.code == "T204"]
    assert {problem.severity for problem in unknown} == {"warning"}
    assert len(unknown) == len(ghosts)
    (owner,) = (problem for problem in unknown if problem.target == "team:o1")
    assert [one.entity for one in owner.references] == ["component:web", "product:sys", "template:tpl"]


def test_a_reference_is_read_in_the_namespace_of_its_entity(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        all="".join(
            [
                entity(
                    "Component",
                    "a",
                    "owner: pay, dependsOn: [component:b, component:default/b]",
                    "namespace: emea",
                ),
                entity("Component", "b", "owner: default/pay", "namespace: emea"),
                entity("Component", "b", "owner: pay"),
                entity("Group", "pay", "type: team"),
            ]
        ),
    )
    first = result.catalog.entities["component:emea/a"]
    assert isinstance(first, Component)
    assert [need.to.target for need in first.depends_on if isinstance(need, Dependency)] == [
        "component:emea/b",
        "component:b",
    ]
    assert [owner.target for owner in first.owners] == ["team:emea/pay"]
    second = result.catalog.entities["component:emea/b"]
    assert isinstance(second, Component)
    assert [owner.target for owner in second.owners] == ["team:pay"]


def test_a_system_may_be_a_platform_wherever_it_is_named(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        all="".join(
            [
                entity("System", "cloud", "owner: p, type: platform"),
                entity("Component", "a", "owner: p, system: cloud"),
                entity(
                    "Component", "b", "owner: p, system: 'system:default/cloud', dependsOn: ['system:cloud']"
                ),
                entity("Group", "p", "type: platform"),
            ]
        ),
    )
    for name in ("a", "b"):
        component = result.catalog.entities[f"component:{name}"]
        assert isinstance(component, Component)
        assert component.part_of is not None
        assert component.part_of.target == "platform:cloud"
    assert not codes(result)


def test_an_api_and_a_component_may_share_a_name(tmp_path: Path) -> None:
    result = read(tmp_path, all=entity("API", "locks", "owner: p") + entity("Component", "locks", "owner: p"))
    assert {"api:locks", "component:locks"} <= set(result.catalog.entities)


def test_strength_and_redundancy_come_from_an_annotation(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        all=entity(
            "Component",
            "web",
            "dependsOn: [resource:db, component:psp-a, component:psp-b, resource:late]",
            'annotations: {topology.dev/dependsOn: \'[{"ref": "resource:db", "strength": "soft"},'
            ' {"anyOf": ["component:psp-a", "component:psp-b"], "atLeast": 1}]\'}',
        ),
    )
    web = result.catalog.entities["component:web"]
    assert isinstance(web, Component)
    soft, redundant, late = web.depends_on
    assert isinstance(soft, Dependency)
    assert (soft.to.target, soft.strength, soft.to.place.line) == ("resource:db", "soft", 4)
    assert isinstance(redundant, AnyOf)
    assert [member.target for member in redundant.members] == ["component:psp-a", "component:psp-b"]
    assert isinstance(late, Dependency)
    assert (late.to.target, late.assumed) == ("resource:late", True)


def test_broken_json_and_unknown_names_under_our_prefix_are_said(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        all=entity(
            "Component",
            "web",
            "",
            "annotations: {topology.dev/alerts: '{on: down', topology.dev/onCal: x, a/b: c}",
        ),
    )
    kept = result.catalog.entities["component:web"].extra[KEPT]
    assert kept["annotations"] == {"topology.dev/onCal": "x", "a/b": "c"}
    by_code = {problem.code: problem for problem in result.problems}
    assert "topology.dev/alerts begins like JSON and is none" in by_code["T404"].message
    assert by_code["T402"].suggestion is not None
    assert by_code["T402"].suggestion.text == "topology.dev/onCall"


def test_what_has_no_meaning_here_is_kept(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        plugin="""\
        apiVersion: extensions.example.org/v1beta2
        kind: Plugin
        metadata:
          name: quay
          namespace: rhdh
          labels: {a: "1", b: yes}
          annotations: {example.org/slug: x/y}
          uid: 7
          tags:
        spec:
          owner: team-a
          lifecycle: active
          steps: [{id: a, if: true}]
        status: {items: []}
        """,
    )
    plugin = result.catalog.entities["plugin:rhdh/quay"]
    assert isinstance(plugin, Foreign)
    assert [owner.target for owner in plugin.owners] == ["team:rhdh/team-a"]
    assert plugin.extra == {
        KEPT: {
            "apiVersion": "extensions.example.org/v1beta2",
            "kind": "Plugin",
            "labels": {"a": "1", "b": "yes"},
            "annotations": {"example.org/slug": "x/y"},
            "metadata": {"uid": 7, "tags": None},
            "spec": {"lifecycle": "active", "steps": [{"id": "a", "if": True}]},
            "document": {"status": {"items": []}},
        }
    }


def test_a_plain_entity_keeps_nothing(tmp_path: Path) -> None:
    result = read(
        tmp_path, all=entity("Component", "web", "type: website, owner: pay", "title: Web, tags: [a]")
    )
    assert result.catalog.entities["component:web"].extra == {}


def test_a_foreign_kind_with_a_word_of_ours_stays_foreign(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        all="".join(
            document.replace("backstage.io/v1alpha1", "policies.backstage.io/v1")
            for document in [
                entity("Policy", "strict", "owner: pay"),
                entity("Product", "shop", "owner: pay"),
            ]
        ),
    )
    strict = result.catalog.entities["policy.policies.backstage.io:strict"]
    assert isinstance(strict, Foreign)
    assert isinstance(result.catalog.entities["product.policies.backstage.io:shop"], Foreign)


def test_hidden_folders_and_native_files_are_one_catalog(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        **{
            ".backstage__catalog-info": entity("Component", "web", "owner: pay, dependsOn: [db]"),
            "teams": "teams: {pay: {type: stream-aligned}}\ncomponents: {db: {owner: pay}}\n",
        },
    )
    web = result.catalog.entities["component:web"]
    assert isinstance(web, Component)
    assert web.place.file == ".backstage/catalog-info.yaml"
    assert result.catalog.reading.broken == 0
    assert result.catalog.entities["component:db"].source == "native"


def test_a_display_name_is_the_title_of_who_has_none(tmp_path: Path) -> None:
    profile = "profile: {displayName: Ada Obi}"
    result = read(tmp_path, all=entity("User", "ada", profile) + entity("User", "eve", profile, "title: Eve"))
    titles = {ref: item.title for ref, item in result.catalog.entities.items()}
    assert titles == {"person:ada": "Ada Obi", "person:eve": "Eve"}


def test_a_title_of_which_nothing_is_left_is_none_and_any_other_counts(tmp_path: Path) -> None:
    one, two = (
        entity("Group", "one", "type: team", 'title: "\\n"'),
        entity("Group", "two", "type: team", 'title: "\\r"'),
    )
    titles = {ref: item.title for ref, item in read(tmp_path, all=one + two).catalog.entities.items()}
    assert titles == {"team:one": "one", "team:two": "\u240d"}

"""Each rule finds what it is for, once, and stays quiet where nothing can be judged."""

import textwrap
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from topology.incident.engine import Engine
from topology.insight.check import findings, summarise
from topology.insight.explain import explain, explanations
from topology.insight.rules import RULES
from topology.load.loader import load
from topology.model.problem import Problem

NOW = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
Check = Callable[[str], list[Problem]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    def found(text: str) -> list[Problem]:
        (tmp_path / "catalog.yaml").write_text(textwrap.dedent(text))
        engine = Engine(load([str(tmp_path)]).catalog)
        return list(findings(engine.topology, engine.rota, NOW))

    return found


def rules(problems: list[Problem]) -> list[str]:
    return [problem.rule for problem in problems]


BASE = """
teams: {a: {onCall: p, interactions: [{team: b, mode: collaboration}]}, b: {onCall: p}, c: {onCall: p}}
people: {x: {}}
escalationPolicies: {p: {team: a, steps: [{page: x, wait: 5m}]}}
"""


def test_a_component_without_owner(check: Check) -> None:
    found = check(BASE + "components: {one: {owner: a}, two: {}}")
    assert rules(found) == ["unowned"]
    assert "component:two has no owner" in found[0].message
    assert found[0].severity == "warning"
    assert found[0].place.line == 5


def test_many_without_owner_are_one_finding_that_lists_them(check: Check) -> None:
    names = ", ".join(f"c{n}: {{}}" for n in range(30))
    found = check(BASE + f"components: {{one: {{owner: a}}, {names}}}")
    assert rules(found) == ["unowned"]
    assert len(found[0].references) == 30


def test_a_catalog_without_any_owner_is_noted_once(check: Check) -> None:
    found = check("components: {one: {dependsOn: [two]}, two: {}, three: {}}")
    assert [(each.rule, each.severity) for each in found] == [("unowned", "info"), ("no-on-call", "info")]


def test_several_owners(check: Check) -> None:
    found = check(BASE + "components: {one: {owner: [a, b]}}\nproducts: {p: {owner: [a, c]}}")
    assert rules(found) == ["several-owners", "several-owners"]
    assert "team:a, team:b" in found[0].message


def test_what_inherits_several_owners_adds_no_finding(check: Check) -> None:
    found = check(BASE + "products: {p: {owner: [a, c]}}\ncomponents: {one: {partOf: p}, two: {partOf: p}}")
    assert rules(found) == ["several-owners"]


def test_a_hard_dependency_across_teams_without_interaction(check: Check) -> None:
    found = check(
        BASE
        + """
components:
  one: {owner: a, dependsOn: [two, three, four, {ref: five, strength: soft}]}
  two: {owner: b}
  three: {owner: c}
  four: {owner: c}
  five: {owner: c}
"""
    )
    assert rules(found) == ["grey-edge"]
    assert "component:one of team:a needs component:three of team:c and 1 more" in found[0].message
    assert len(found[0].references) == 2


def test_grey_edges_cannot_be_judged_where_no_interaction_is_declared(check: Check) -> None:
    found = check(
        BASE.replace(", interactions: [{team: b, mode: collaboration}]", "")
        + """
components: {one: {owner: a, dependsOn: [two]}, two: {owner: b}}
"""
    )
    assert [(each.rule, each.severity) for each in found] == [("grey-edge", "info")]


def test_a_cycle_across_teams_but_not_within_one(check: Check) -> None:
    found = check(
        BASE
        + """
components:
  one: {owner: a, dependsOn: [two]}
  two: {owner: b, dependsOn: [one]}
  three: {owner: c, dependsOn: [four]}
  four: {owner: c, dependsOn: [three]}
"""
    )
    assert rules(found) == ["cross-team-cycle"]
    assert "component:one, component:two all need each other, across 2 teams" in found[0].message
    assert len(found[0].references) == 2


def test_an_owner_whom_no_page_reaches(check: Check) -> None:
    found = check(
        BASE + "  \ncomponents: {one: {owner: d}, two: {owner: d}, low: {owner: d, tier: 4}, ok: {owner: a}}"
    )
    mine = [each for each in found if each.rule == "no-on-call"]
    assert len(mine) == 1
    assert "component:one and 1 more, owned by team:d" in mine[0].message


def test_an_override_that_does_nothing(check: Check) -> None:
    found = check("""
people: {x: {}, y: {}, z: {}}
teams: {a: {onCall: p}}
components: {one: {owner: a}}
schedules:
  rota:
    layers: [{roster: [{since: 2026-01-05T09:00, people: [x]}]}]
    overrides:
      - {from: 2026-03-02T09:00, to: 2026-03-03T09:00, replace: y, with: z}
      - {from: 2026-03-02T09:00, to: 2026-03-03T09:00, replace: x, with: z}
escalationPolicies: {p: {team: a, steps: [{page: rota, wait: 5m}]}}
""")
    assert rules(found) == ["idle-override"]
    assert found[0].place.line == 9


def test_every_rule_is_one_and_explains_itself() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in RULES}) == len(RULES)
    for each in explanations():
        assert explain(each.code) == each == explain(each.rule.upper())
        assert each.about.endswith(".")
    for rule in RULES:
        assert rule.why.endswith(".")
        assert rule.fix.endswith(".")


def test_codes_of_rules_and_loader_never_meet() -> None:
    codes = [each.code for each in explanations()]
    assert len(codes) == len(set(codes))
    names = [each.rule for each in explanations()]
    assert len(names) == len(set(names))


def test_the_summary_counts(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        BASE + "components: {one: {owner: a, dependsOn: [two, lost]}, two: {owner: b}}"
    )
    engine = Engine(load([str(tmp_path)]).catalog)
    summary = summarise(engine.topology)
    assert summary.by_kind == {"component": 2, "person": 1, "policy": 1, "team": 3}
    assert summary.entities == 7
    assert (summary.files, summary.documents) == (1, 1)
    assert (summary.ghosts, summary.broken_references) == (1, 1)
    assert (summary.dependencies, summary.cross_team, summary.cycles) == (1, 1, 0)


CATALOGS = Path(__file__).parents[3] / "shared" / "catalogs"


@pytest.mark.parametrize("name", ["backstage-home-ops", "backstage-foreign-kinds"])
def test_a_real_catalog_does_not_drown_in_findings(name: str) -> None:
    if not (CATALOGS / name).is_dir():
        pytest.skip("the catalogs are not here")
    engine = Engine(load([str(CATALOGS / name)]).catalog)
    assert len(findings(engine.topology, engine.rota, NOW)) <= 3


def test_no_two_rules_share_a_code_or_a_name() -> None:
    from topology.insight.explain import explanations

    rows = explanations()
    assert len({row.code for row in rows}) == len(rows)
    assert len({row.rule for row in rows}) == len(rows)

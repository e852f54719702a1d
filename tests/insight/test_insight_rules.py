"""How rules count and group what they find, and stay quiet where nothing can be judged."""

import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from tests.insight.conftest import NOW
from topology.incident.engine import Engine
from topology.incident.simulate import simulate
from topology.incident.situation import Fault, Situation
from topology.insight.check import findings, summarise
from topology.insight.explain import explain, explanations
from topology.insight.rules import RULES
from topology.insight.thresholds import Thresholds
from topology.load.loader import load
from topology.model.problem import Problem
from topology.model.reference import Ref


def rules(problems: list[Problem]) -> list[str]:
    return [problem.rule for problem in problems]


BASE = """
teams: {a: {onCall: p, interactions: [{team: b, mode: collaboration}]}, b: {onCall: p}, c: {onCall: p}}
people: {x: {}, y: {}}
schedules:
  s: {layers: [{every: 1 week, handoff: "Mon 09:00", roster: [{since: 2026-01-05, people: [x, y]}]}]}
escalationPolicies: {p: {team: a, steps: [{page: s, wait: 5m}], repeat: 1}}
"""


PLATFORM = BASE.replace("b: {onCall: p}", "b: {type: platform, onCall: q}").replace(
    "escalationPolicies: {", "escalationPolicies: {q: {team: b, steps: [{page: s, wait: 5m}], repeat: 1}, "
)


@pytest.mark.parametrize(
    ("more", "flags", "rule"),
    [
        ("components: {one: {owner: a, onCall: q}}", (), "platform-leads"),
        ("components: {one: {owner: a, alerts: none}, two: {owner: b, dependsOn: [one]}}",
         ("PLATFORM_FIRST",), "undetected-root"),
        ("defaults: {onCall: q}\ncomponents: {one: {owner: d}}", ("PLATFORM_FIRST",), "owner-not-on-call"),
    ],
)  # fmt: skip
def test_a_platform_first_paged_and_a_platform_that_leads_are_told_by_the_rule_that_mends_it(
    check, look, more: str, flags: tuple[str, ...], rule: str
) -> None:
    text = PLATFORM.replace("c: {onCall: p}}", "c: {onCall: p}, d: {}}") + more
    view = look(text)
    situation = Situation(faults=(Fault(Ref("component:one")),), at=NOW)
    assert simulate(view.topology, view.rota, situation).flags == flags
    told = {"platform-leads", "undetected-root", "owner-not-on-call"}
    assert [each for each in rules(check(text)) if each in told] == [rule]


def test_many_findings_of_a_kind_are_one_that_lists_them(check) -> None:
    names = ", ".join(f"c{n}: {{}}" for n in range(30))
    (found,) = check(BASE + f"components: {{one: {{owner: a}}, {names}}}", "unowned")
    assert "30 of 31 components have no owner" in found.message
    assert len(found.references) == 30
    vendors = ", ".join(f"c{n:02}: {{type: vendor}}" for n in range(21))
    (found,) = check(BASE + f"components: {{one: {{owner: a}}, {vendors}}}", "vendor-without-liaison")
    assert found.message.startswith("21 vendors have no liaison; the first: component:c00 is run by")
    assert len(found.references) == 21


def test_what_cannot_be_judged_is_a_note_each(check) -> None:
    found = check("components: {one: {dependsOn: [two]}, two: {}, three: {type: vendor}}")
    assert [(each.rule, each.severity) for each in found] == [("unowned", "info"), ("no-on-call", "info")]
    found = check(
        BASE.replace(", interactions: [{team: b, mode: collaboration}]", "")
        + "components: {one: {owner: a, dependsOn: [two]}, two: {owner: b}}",
        "grey-edge",
    )
    assert [each.severity for each in found] == ["info"]


def test_what_inherits_several_owners_adds_no_finding(check) -> None:
    found = check(BASE + "products: {p: {owner: [a, c]}}\ncomponents: {one: {partOf: p}, two: {partOf: p}}")
    assert [each for each in rules(found) if each in ("several-owners", "ambiguous-lead")] == [
        "several-owners"
    ]


def test_two_owners_without_a_lead_are_reported_once(check) -> None:
    found = check(BASE + "components: {one: {owner: [a, b]}}\nproducts: {p: {owner: [a, c]}}")
    assert "ambiguous-lead" in rules(found)
    assert [each.entity for each in found if each.rule == "several-owners"] == ["product:p"]


def test_needs_of_one_team_in_another_are_one_finding(check) -> None:
    (found,) = check(
        BASE
        + """
components:
  one: {owner: a, dependsOn: [two, three, four, {ref: five, strength: soft}]}
  two: {owner: b}
  three: {owner: c}
  four: {owner: c}
  five: {owner: c}
""",
        "grey-edge",
    )
    assert "component:one of team:a needs component:three of team:c and 1 more" in found.message
    assert len(found.references) == 2


def test_a_cycle_within_one_team_is_its_own_business(check) -> None:
    text = "components:\n  one: {owner: a, dependsOn: [two]}\n  two: {owner: a, dependsOn: [one]}"
    assert check(BASE + text, "cross-team-cycle") == []


def test_an_owner_whom_no_page_reaches(check) -> None:
    (found,) = check(
        BASE + "components: {one: {owner: d}, two: {owner: d}, low: {owner: d, tier: 4}, ok: {owner: a}}",
        "no-on-call",
    )
    assert "component:one and 1 more, owned by team:d" in found.message


def test_an_owner_whose_policy_is_that_of_another_team_is_not_on_call(check) -> None:
    text = BASE + "components: {one: {owner: b}, two: {owner: b}}"
    (found,) = check(text, "owner-not-on-call")
    assert "team:b owns component:one and 1 more, and policy:p of team:a is paged for it" in found.message
    members = text.replace("b: {onCall: p}", "b: {onCall: p, members: [x, y]}")
    assert check(members, "owner-not-on-call") == []


def test_an_owner_without_a_policy_is_reported_where_its_policy_is_missing(check) -> None:
    text = BASE.replace("repeat: 1}}", "repeat: 1}, q: {team: b, steps: [{page: s, wait: 5m}], repeat: 1}}")
    text += "defaults: {onCall: q}\n"
    (found,) = check(text + "components: {one: {owner: d}}\n", "owner-not-on-call")
    assert (found.place.line, found.target) == (8, "team:d")
    text = text.replace("c: {onCall: p}", "c: {}")
    (found,) = check(text + "components: {one: {owner: c}}\n", "owner-not-on-call")
    assert (found.place.line, found.target) == (2, "team:c")


def test_gaps_are_found_where_clocks_change_apart(check) -> None:
    text = """
people: {x: {}, y: {}}
teams: {a: {onCall: p}}
components: {one: {owner: a}}
schedules:
  s:
    layers:
      - {hours: {timezone: Europe/Lisbon, windows: "00:00-12:00"}, roster: [{since: 2026-01-05, people: [x]}]}
      - hours: {timezone: Asia/Singapore, windows: "19:00-07:00"}
        roster: [{since: 2026-01-05, people: [y]}]
escalationPolicies: {p: {team: a, steps: [{page: s, wait: 5m}], repeat: 1}}
"""
    assert check(text, "coverage-gap", at=datetime(2026, 6, 1, tzinfo=UTC)) == []
    (found,) = check(text, "coverage-gap", at=datetime(2026, 9, 1, tzinfo=UTC))
    assert "first Sun 2026-10-25 23:00 to Mon 2026-10-26 00:00 UTC" in found.message


@pytest.mark.parametrize(
    ("hours", "gaps"),
    [("Mon-Fri 09:00-17:00", 0), ("Mon-Fri 09:00-16:00", 0), ("Mon-Sat 09:00-17:00", 1)],
)
def test_a_gap_outside_of_support_hours_is_none(check, hours, gaps) -> None:
    text = f"""
people: {{x: {{}}, y: {{}}}}
teams: {{a: {{onCall: p}}}}
components: {{one: {{owner: a}}}}
schedules:
  s:
    timezone: Europe/Lisbon
    layers: [{{hours: Mon-Fri 09:00-17:00, roster: [{{since: 2026-01-05, people: [x]}}]}}]
escalationPolicies: {{p: {{team: a, hours: {hours}, steps: [{{page: s, wait: 5m}}], repeat: 1}}}}
"""
    assert len(check(text, "coverage-gap")) == gaps


def test_two_schedules_of_a_step_fill_the_gaps_of_each_other(check) -> None:
    text = """
people: {x: {}, y: {}}
teams: {a: {onCall: p}}
components: {one: {owner: a}}
schedules:
  day: {layers: [{hours: "06:00-18:00", roster: [{since: 2026-01-05, people: [x]}]}]}
  night: {layers: [{hours: "18:00-06:00", roster: [{since: 2026-01-05, people: [y]}]}]}
escalationPolicies: {p: {team: a, steps: [{page: [day, night], wait: 5m}], repeat: 1}}
"""
    assert check(text, "coverage-gap") == []
    (found,) = check(text.replace('"18:00-06:00"', '"18:00-05:00"'), "coverage-gap")
    assert (
        "reaches nobody 90 times in the next 90 days, 90 h in all, first Sun 2026-11-22 05:00 to 06:00 UTC"
        in found.message
    )
    (found,) = check(
        text.replace(
            "people: [y]}]}]}",
            "people: [y]}]}], overrides: [{from: 2026-12-01T20:00, to: 2026-12-01T22:00, remove: y}]}",
        ),
        "coverage-gap",
    )
    (tokyo,) = check(
        "defaults: {timezone: Asia/Tokyo}" + text.replace('"18:00-06:00"', '"18:00-05:00"'), "coverage-gap"
    )
    assert "first Mon 2026-11-23 05:00 to 06:00 Asia/Tokyo" in tokyo.message
    assert "reaches nobody for 2 h in the next 90 days, Tue 2026-12-01 20:00 to 22:00 UTC" in found.message


def test_a_cause_that_is_late_only_because_nobody_is_on_call_is_no_undetected_one(check) -> None:
    text = """
people: {x: {}, y: {}}
teams: {a: {onCall: p, members: [x]}, b: {onCall: q, members: [y]}}
components: {one: {owner: a, dependsOn: [two]}, two: {owner: b}}
schedules: {s: {layers: [{hours: "06:00-18:00", roster: [{since: 2026-01-05, people: [y]}]}]}}
escalationPolicies:
  p: {team: a, steps: [{page: x, wait: 5m}], repeat: 1}
  q: {team: b, whenEmpty: wait, steps: [{page: s, wait: 5m}, {page: y, wait: 5m}], repeat: 1}
"""
    found = rules(check(text))
    assert "coverage-gap" in found
    assert not {"undetected-root", "owner-not-on-call", "slow-to-engage"} & set(found)


def test_a_tool_that_cannot_report_itself_needs_a_heartbeat(check) -> None:
    text = BASE + "components: {one: {owner: a}, m: {owner: a}}\nalerting: {monitoring: {runsOn: m}"
    (found,) = check(text + "}", "nobody-reached")
    assert found.entity == "component:m"
    assert check(text + ", heartbeat: {timeout: 5m, page: p}}", "nobody-reached") == []


def test_what_takes_the_pager_down_is_told_once(check) -> None:
    text = (
        BASE
        + """
components: {net: {owner: a}, pager: {owner: a, dependsOn: [net]}, sms: {owner: a}}
alerting: {pager: {runsOn: pager}}
"""
    )
    found = check(text)
    assert "component:net" in next(each.message for each in found if each.rule == "blind-alerting")
    assert [each.entity for each in found if each.rule == "nobody-reached"] == ["component:pager"]
    assert check(text.replace("runsOn: pager}", "runsOn: pager, fallback: sms}"), "blind-alerting") == []


def test_backstage_platforms_without_expectations_are_judged_only_beside_others(tmp_path: Path) -> None:
    (tmp_path / "catalog-info.yaml").write_text(
        "apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: {name: base}\n"
        "spec: {owner: a, type: platform}\n---\n"
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: one}\n"
        "spec: {owner: a, type: service, lifecycle: production, system: base}\n---\n"
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: two}\n"
        "spec: {owner: b, type: service, lifecycle: production, dependsOn: ['component:one']}\n"
    )
    engine = Engine(load([str(tmp_path)]).catalog)
    assert "bare-platform" not in rules(list(findings(engine.topology, engine.rota, NOW)))


def test_every_rule_is_one_and_explains_itself() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in RULES}) == len(RULES)
    for each in explanations():
        assert explain(each.code) == each == explain(each.rule.upper())
        assert each.about.endswith(".")
    for rule in RULES:
        assert rule.why.endswith(".")
        assert rule.source.endswith(".")
        assert rule.fix.endswith(".")


def test_every_threshold_is_explained_with_its_default() -> None:
    said = dict(re.findall(r"`([a-z-]+)` = ([0-9.]+)", " ".join(rule.threshold for rule in RULES)))
    assert {name: float(value) for name, value in said.items()} == msgspec.to_builtins(Thresholds())


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
    assert summary.by_kind == {"component": 2, "person": 2, "policy": 1, "schedule": 1, "team": 3}
    assert summary.entities == 9
    assert (summary.files, summary.documents) == (1, 1)
    assert (summary.ghosts, summary.broken_references) == (1, 1)
    assert (summary.dependencies, summary.cross_team, summary.cycles) == (1, 1, 0)


CATALOGS = Path(__file__).parents[3] / "shared" / "catalogs"


@pytest.mark.parametrize("name", ["backstage-home-ops", "backstage-foreign-kinds"])
def test_a_real_catalog_does_not_drown_in_findings(name: str) -> None:
    if not (CATALOGS / name).is_dir():
        pytest.skip("the catalogs are not here")
    engine = Engine(load([str(CATALOGS / name)]).catalog)
    assert len(findings(engine.topology, engine.rota, NOW)) <= 4

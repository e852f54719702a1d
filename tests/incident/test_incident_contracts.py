"""Failure modes that name who answers: the consumer, or both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Make = Callable[..., Any]

QUOTA = """
components:
  db:
    owner: data
    tier: 1
    failureModes:
      quota: {impact: down, scope: consumer, responder: consumer}
      drift: {impact: down, responder: both}
      abuse: {impact: down, responder: consumer}
"""


@pytest.mark.parametrize(
    "consumer",
    [
        "tool: {owner: app, tier: 4, dependsOn: [db]}",
        "tool: {owner: app, tier: 1, dependsOn: [{ref: db, strength: soft}]}",
        "tool: {owner: app, tier: 1, dependsOn: [{ref: db, strength: async, buffer: 1h}]}",
    ],
)
def test_a_fault_at_one_consumer_is_worth_what_that_consumer_is(
    org: Make, lead: Make, components: Make, consumer: str
) -> None:
    found = org(f"{QUOTA}  {consumer}\n").page("db@quota")
    assert (found.verdict, lead(found)) == ("DEFERRED", ("app", "CONTRACT", None))
    assert components(found.tickets) == ["tool"]
    assert found.paged == ()
    assert found.warnings == ()


def test_a_consumer_that_says_nothing_voids_the_contract(org: Make, lead: Make) -> None:
    found = org(f"{QUOTA}  tool: {{owner: app, alerts: none, dependsOn: [db]}}\n").page("db@quota")
    assert (found.verdict, lead(found)) == ("NOBODY", ("data", "CAUSE_UNREACHABLE", None))
    assert any("void" in warning for warning in found.warnings)


def test_a_product_around_the_provider_is_no_consumer(org: Make, lead: Make) -> None:
    found = org("""
        products: {shop: {owner: web}}
        components:
          db: {owner: data, partOf: shop, failureModes: {quota: {scope: consumer, responder: consumer}}}
          tool: {owner: app, dependsOn: [db]}
          shelf: {owner: web, dependsOn: [product:shop]}
    """).page("db@quota")
    assert lead(found) == ("app", "CONTRACT", None)


def test_both_answer_and_the_provider_leads_while_it_is_there(org: Make, lead: Make) -> None:
    made = org(f"{QUOTA}  tool: {{owner: app, dependsOn: [db]}}\n")
    found = made.page("db@drift")
    assert (found.verdict, lead(found)) == ("JOINT", ("data", "CONTRACT", None))
    assert [(helper.team, helper.reason) for helper in found.helpers] == [("team:app", "CONTRACT")]
    away = made.page("db@drift", away=["cat"])
    assert (away.verdict, lead(away)) == ("MISROUTED", ("app", "CAUSE_UNREACHABLE", "data"))


def test_what_was_left_out_of_a_fault_is_told(org: Make) -> None:
    made = org(f"{QUOTA}  tool: {{owner: app, dependsOn: [db]}}\n")
    (fault,) = made.page("db@quota").faults
    assert (fault.component, fault.mode, fault.impact, fault.consumer) == (
        "component:db", "quota", "down", "component:tool",
    )  # fmt: skip
    (plain,) = made.page("db", impact="degraded").faults
    assert (plain.mode, plain.impact, plain.consumer) == (None, "degraded", None)


def test_a_provider_that_another_fault_hits_does_not_speak_for_its_consumer(
    org: Make, lead: Make, components: Make
) -> None:
    found = org("""
        components:
          disk: {owner: duty}
          db: {owner: data, dependsOn: [disk], failureModes: {quota: {impact: down, scope: consumer}}}
          tool: {owner: app, dependsOn: [db]}
    """).page("db@quota", "disk")
    told = {alert.component: alert for alert in found.timeline if alert.event == "alert"}
    assert [why.text for why in told["component:db"].because][:2] == [
        "db is down: it needs disk (hard, assumed)",
        "disk is down: its own fault",
    ]
    assert [why.text for why in told["component:tool"].because][:2] == [
        "tool is down: it needs db (hard, assumed)",
        "db is down for tool only (quota)",
    ]
    assert components(found.suppressed) == ["db"]
    assert lead(found, "db") == ("app", "CAUSE_SILENT", "data")
    leads = next(each for each in found.leads if each.root == "component:db")
    assert "db says nothing of what only tool feels" in [why.text for why in leads.because]


def test_a_provider_that_its_own_consumer_hits_leads_as_a_silent_cause(org: Make, lead: Make) -> None:
    found = org("""
        components:
          db: {owner: data, dependsOn: [tool], failureModes: {quota: {impact: down, scope: consumer}}}
          tool: {dependsOn: [db]}
    """).page("db@quota")
    (told,) = (each for each in found.timeline if each.event == "alert" and each.component == "component:db")
    assert [why.text for why in told.because][:3] == [
        "db is down: it needs tool (hard, assumed)",
        "tool is down: it needs db (hard, assumed)",
        "db is down for tool only (quota)",
    ]
    assert lead(found) == ("data", "CAUSE_SILENT", None)


def test_what_degrades_a_provider_is_not_behind_what_only_its_consumer_feels(
    org: Make, lead: Make, components: Make
) -> None:
    made = org("""
        defaults: {pageTiers: 1}
        components:
          disk: {owner: duty, tier: 3}
          db:
            owner: data
            tier: 3
            dependsOn: [{ref: disk, strength: soft}]
            failureModes: {quota: {impact: down, scope: consumer}}
          tool: {owner: app, tier: 1, dependsOn: [db]}
    """)
    found = made.page("db@quota", "disk")
    assert lead(found, "disk") == ("duty", "OWN_FAILURE", None)
    assert components(found.tickets) == ["db", "disk"]


def test_a_fault_that_its_consumer_can_do_without_is_not_urgent(org: Make) -> None:
    found = org("""
        components:
          spare: {owner: data}
          db: {owner: data, failureModes: {quota: {scope: consumer}}}
          tool: {owner: app, tier: 1, dependsOn: [{anyOf: [db, spare]}]}
    """).page("db@quota")
    assert (found.states, found.verdict) == ({"component:tool": "at-risk"}, "DEFERRED")


def test_a_fault_that_another_hides_at_its_only_consumer_is_not_urgent(org: Make) -> None:
    found = org("""
        components:
          db: {owner: data, failureModes: {quota: {scope: consumer}}}
          tool: {owner: app, dependsOn: [{ref: db, strength: soft}]}
    """).page("db@quota", "tool")
    assert dict(found.verdict_by_root) == {"component:db": "DEFERRED", "component:tool": "CLEAR"}

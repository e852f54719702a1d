"""How failures spread: step 1 of the rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from topology.incident.situation import SituationError

Make = Callable[..., Any]


def short(states: Any) -> dict[str, str]:
    return {ref.partition(":")[2]: state for ref, state in states.items()}


def test_hard_carries_the_state_soft_softens_it_and_async_waits(org: Make) -> None:
    found = org("""
        components:
          db: {owner: app}
          api: {owner: app, dependsOn: [db]}
          web: {owner: web, dependsOn: [{ref: api, strength: soft}]}
          mail: {owner: app, dependsOn: [{ref: db, strength: async, buffer: 4h}]}
          log: {owner: app, dependsOn: [{ref: db, strength: async}]}
          report: {owner: app, dependsOn: [mail]}
    """).page("db")
    assert short(found.states) == {"db": "down", "api": "down", "web": "degraded", "log": "degraded"}
    assert [(change.minute, change.component, change.state) for change in found.changes] == [
        (240, "component:mail", "degraded"),
        (240, "component:report", "degraded"),
    ]


def test_a_degraded_fault_degrades_hard_users_only(org: Make) -> None:
    found = org("""
        components:
          db: {owner: app}
          api: {owner: app, dependsOn: [db]}
          web: {owner: web, dependsOn: [{ref: db, strength: soft}]}
    """).page("db", impact="degraded")
    assert short(found.states) == {"db": "degraded", "api": "degraded"}


@pytest.mark.parametrize(
    ("at_least", "lost", "state"),
    [
        (1, ["a"], "at-risk"),
        (2, ["a"], "at-risk"),
        (2, ["a", "b"], "down"),
        (3, ["a"], "down"),
        (1, ["a", "b", "c"], "down"),
    ],
)
def test_redundancy_counts_what_is_left(org: Make, at_least: int, lost: list[str], state: str) -> None:
    found = org(f"""
        components:
          a: {{owner: app}}
          b: {{owner: app}}
          c: {{owner: app}}
          api: {{owner: app, dependsOn: [{{anyOf: [a, b, c], atLeast: {at_least}}}]}}
          web: {{owner: app, dependsOn: [api]}}
    """).page(*lost)
    assert short(found.states)["api"] == state
    assert short(found.states).get("web", "ok") == ("down" if state == "down" else "ok")


def test_degraded_members_count_as_up_but_not_as_healthy(org: Make) -> None:
    made = org("""
        components:
          a: {owner: app}
          b: {owner: app}
          api: {owner: app, dependsOn: [{anyOf: [a, b], atLeast: 2}]}
    """)
    assert short(made.page("a", impact="degraded").states)["api"] == "degraded"


def test_a_cycle_is_safe_and_everything_in_it_fails_together(org: Make) -> None:
    found = org("""
        components:
          a: {owner: app, dependsOn: [b]}
          b: {owner: app, dependsOn: [c]}
          c: {owner: app, dependsOn: [a]}
    """).page("b")
    assert short(found.states) == {"a": "down", "b": "down", "c": "down"}


def test_outage_is_meant_when_no_mode_is_named(org: Make) -> None:
    made = org("""
        components:
          db:
            owner: app
            failureModes:
              outage: {impact: degraded}
              quota: {impact: down, scope: consumer, responder: consumer}
          one: {owner: web, dependsOn: [db]}
          two: {owner: web, dependsOn: [db]}
    """)
    assert short(made.page("db").states) == {"db": "degraded", "one": "degraded", "two": "degraded"}
    assert short(made.page("db", impact="down").states)["one"] == "down"


def test_a_fault_at_one_consumer_spares_the_provider_and_the_others(org: Make) -> None:
    made = org("""
        components:
          db: {owner: data, failureModes: {quota: {impact: down, scope: consumer, responder: consumer}}}
          one: {owner: web, dependsOn: [db]}
          two: {owner: app, dependsOn: [db]}
          ui: {owner: web, dependsOn: [one]}
    """)
    assert short(made.page("db@quota", consumer="one").states) == {"one": "down", "ui": "down"}
    with pytest.raises(SituationError, match="name it") as error:
        made.page("db@quota")
    assert error.value.choices == ("component:one", "component:two")


@pytest.mark.parametrize(
    ("fault", "message"),
    [("nothing", "can fail"), ("db@flood", "no failure mode"), ("db@quota", "nothing uses")],
)
def test_questions_without_an_answer_say_what_to_name(org: Make, fault: str, message: str) -> None:
    made = org(
        "components: {db: {owner: app, failureModes: {quota: {scope: consumer, responder: consumer}}}}"
    )
    with pytest.raises(SituationError, match=message):
        made.page(fault)


def test_a_product_is_as_its_worst_tier_1_component(org: Make) -> None:
    made = org("""
        products: {shop: {owner: app, tier: 2}}
        components:
          main: {partOf: shop, tier: 1}
          side: {partOf: shop}
          portal: {owner: web, dependsOn: [product:shop]}
    """)
    assert "portal" not in short(made.page("side").states)
    assert short(made.page("main").states)["portal"] == "down"

"""Several faults at once: what belongs together, who is heard first, and what is judged for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Make = Callable[..., Any]


def test_a_victim_of_two_faults_only_joins_them(org: Make, pages: Make) -> None:
    found = org("""
        components:
          north: {owner: data}
          south: {owner: data}
          pay: {owner: app, dependsOn: [{anyOf: [north, south]}]}
    """).page("north", "south", impact="degraded")
    assert pages(found) == [(1, "cat")]


def test_the_page_for_another_fault_misroutes_none_that_is_heard_in_time(org: Make, lead: Make) -> None:
    text = """
        components:
          db: {owner: data, alerts: {detectsIn: %sm}}
          api: {owner: app, dependsOn: [db], alerts: {detectsIn: 1m}}
    """
    found = org(text % 3).page("db", "api")
    assert found.verdict == "MULTI"
    assert lead(found, "db") == ("data", "CAUSE_ALERTS", None)
    late = org(text % 4).page("db", "api")
    assert late.verdict == "MISROUTED"
    assert lead(late, "db") == ("app", "CAUSE_LATE", "data")


def test_each_fault_has_the_target_of_its_own_tier(org: Make) -> None:
    made = org("""
        components:
          till: {owner: app, tier: 1, alerts: {detectsIn: 3m}}
          list: {owner: app, tier: 2, alerts: {detectsIn: 10m}}
    """)
    assert made.page("till", "list").flags == ()
    assert (made.page("till", "list").engage.earliest, made.page("till").engage.earliest) == (10, 3)


def test_suppressed_alerts_name_who_is_paged_first(org: Make) -> None:
    found = org("""
        components:
          db: {owner: data, alerts: {detectsIn: 30m}}
          api: {owner: app, dependsOn: [db]}
          ui: {owner: web, dependsOn: [api]}
    """).page("db")
    (muted,) = found.suppressed
    assert [because.text for because in muted.because][-1] == "app is already paged for db at +1m"


def test_in_a_tied_minute_the_owner_is_named_as_first(org: Make) -> None:
    found = org("""
        defaults: {onCall: both}
        escalationPolicies: {both: {team: duty, steps: [{page: [dan, eve], wait: 5m}]}}
        components: {tool: {owner: quiet}}
    """).page("tool")
    assert found.verdict == "CLEAR"
    assert (found.first_contact.person, found.first_contact.team) == ("person:eve", "team:quiet")
    assert any("eve of quiet" in because.text for because in found.verdict_why())

"""The same failure under other rules of first contact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from topology.incident.compare import Outcome, compare
from topology.incident.situation import Fault, Situation, SituationError
from topology.model.reference import Ref

Make = Callable[..., Any]
NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
"""A Saturday."""
RULES = ["declared", "cause", "symptom", "both", "switchboard", "office hours"]
SHOP = """
defaults: {onCall: duty}
components:
  db: {owner: data, tier: 1}
  api: {owner: app, dependsOn: [db], alerts: {detectsIn: 2m}}
  ui: {owner: web, tier: 1, userFacing: true, dependsOn: [api], alerts: {detectsIn: 3m}}
"""


def outcomes(
    made: Any, *faults: str, at: datetime = NOON, switchboard: str | None = None, **more: Any
) -> Any:
    asked = Situation(faults=tuple(_fault(fault) for fault in faults), at=at, **more)
    board = Ref(f"policy:{switchboard}") if switchboard else None
    found = compare(made.engine.topology, made.engine.rota, asked, switchboard=board)
    assert [each.policy for each in found] == RULES
    return {each.policy: each for each in found}


def _fault(text: str) -> Fault:
    name, _, mode = text.partition("@")
    return Fault(Ref(f"component:{name}"), mode or None)


def short(outcome: Outcome) -> tuple[Any, ...]:
    """(woken, first person, minute, minutes to the right team, unheard) in short names."""
    first = outcome.first
    return (
        [person.partition(":")[2] for person in outcome.woken],
        first and first.person.partition(":")[2],
        first and first.minute,
        outcome.minutes_to_right_team,
        [ref.partition(":")[2] for ref in outcome.unheard],
    )


def test_a_cause_that_alerts(org: Make) -> None:
    found = outcomes(org(SHOP), "db")
    assert short(found["declared"]) == (["ben", "cat"], "cat", 1, 1, [])
    assert short(found["cause"]) == (["cat"], "cat", 1, 1, [])
    assert short(found["symptom"]) == (["ben"], "ben", 3, None, [])
    assert short(found["both"]) == (["ben", "cat"], "cat", 1, 1, [])
    assert short(found["switchboard"]) == (["cat", "dan"], "dan", 1, 11, [])
    assert short(found["office hours"]) == (["cat"], "cat", 1, 1, [])
    assert not any(outcome.first_held or outcome.right_held or outcome.unknown for outcome in found.values())


def test_a_silent_cause_is_heard_by_symptoms_and_switchboards_only(org: Make) -> None:
    found = outcomes(org(SHOP), "db", silent=frozenset({Ref("component:db")}))
    assert short(found["cause"]) == ([], None, None, None, ["db"])
    assert short(found["office hours"]) == ([], None, None, None, ["db"])
    assert short(found["symptom"]) == (["ben"], "ben", 3, None, [])
    assert short(found["switchboard"]) == (["cat", "dan"], "dan", 2, 12, [])
    assert short(found["declared"])[1:3] == ("ada", 2)


def test_a_cause_without_user_facing_symptoms_is_unheard_where_symptoms_page(org: Make) -> None:
    found = outcomes(org("components: {job: {owner: app}}"), "job")
    assert short(found["symptom"]) == ([], None, None, None, ["job"])
    assert short(found["both"]) == short(found["cause"]) == (["ada"], "ada", 1, 1, [])


def test_office_hours_hold_and_wake_nobody(org: Make) -> None:
    found = outcomes(org(SHOP), "db", at=NIGHT)["office hours"]
    # From Saturday 03:00 to Monday 09:00 UTC.
    assert short(found) == ([], "cat", 54 * 60, 54 * 60, [])
    assert (found.first_held, found.right_held) == (True, True)
    assert not outcomes(org(SHOP), "db", at=NIGHT)["cause"].first_held


def test_office_hours_are_those_of_the_owners_clock(org: Make) -> None:
    made = org("""
        schedules:
          far: {timezone: Asia/Tokyo, layers: [{roster: [{since: 2026-01-01, people: [ada]}]}]}
        escalationPolicies:
          tokyo: {team: app, steps: [{page: far, wait: 5m}]}
        components: {job: {owner: app, onCall: tokyo}}
    """)
    # 12:00 UTC is 21:00 in Tokyo; 09:00 there is 00:00 UTC.
    assert short(outcomes(made, "job")["office hours"]) == ([], "ada", 12 * 60, 12 * 60, [])
    evening = NOON.replace(hour=23, minute=59)
    assert short(outcomes(made, "job", at=evening)["office hours"])[0] == ["ada"]


def test_office_hours_come_on_top_of_support_hours(org: Make) -> None:
    made = org("""
        escalationPolicies:
          late: {team: app, hours: "Mon-Sun 12:00-23:00", timezone: UTC, steps: [{page: ada, wait: 5m}]}
        components: {job: {owner: app, onCall: late}}
    """)
    found = outcomes(made, "job", at=NIGHT)["office hours"]
    assert short(found) == ([], "ada", 57 * 60, 57 * 60, [])
    assert (found.first_held, found.right_held) == (True, True)


def test_what_is_held_by_support_hours_says_so_under_every_rule(org: Make) -> None:
    made = org("""
        escalationPolicies:
          days: {team: app, hours: "Mon-Fri 09:00-17:00", timezone: UTC, steps: [{page: ada, wait: 5m}]}
        components: {job: {owner: app, onCall: days}}
    """)
    found = outcomes(made, "job", at=NIGHT)
    for rule in ("declared", "cause", "both"):
        assert short(found[rule]) == ([], "ada", 54 * 60, 54 * 60, [])
        assert found[rule].right_held


def test_what_is_held_and_what_is_not_are_told_apart(org: Make) -> None:
    made = org("""
        escalationPolicies:
          days: {team: app, hours: "Mon-Fri 09:00-17:00", timezone: UTC, steps: [{page: ada, wait: 5m}]}
        components:
          api: {owner: app, onCall: days}
          ui: {owner: web, tier: 1, userFacing: true, dependsOn: [api]}
    """)
    found = outcomes(made, "api", at=NIGHT)["both"]
    assert short(found) == (["ben"], "ben", 1, 54 * 60, [])
    assert (found.first_held, found.right_held) == (False, True)


def test_a_switchboard_may_be_named_and_may_be_missing(org: Make) -> None:
    made = org("components: {job: {owner: app}}")
    missing = outcomes(made, "job")["switchboard"]
    assert "no policy is named" in missing.unknown
    assert missing.woken == ()
    assert short(outcomes(made, "job", switchboard="web")["switchboard"]) == (
        ["ada", "ben"],
        "ben",
        1,
        11,
        [],
    )


def test_a_switchboard_that_nobody_answers_hands_nothing_over(org: Make) -> None:
    found = outcomes(org(SHOP), "db", away=frozenset({Ref("person:dan")}))["switchboard"]
    assert short(found) == (["dan"], None, None, None, ["db"])


def test_woken_are_those_whose_phone_rings_until_somebody_is_reached(org: Make) -> None:
    made = org("components: {job: {owner: app}}")
    found = outcomes(made, "job", away=frozenset({Ref("person:ada")}))["cause"]
    assert short(found) == (["abe", "ada"], "abe", 6, 6, [])


def test_a_contract_says_whose_page_the_cause_is(org: Make) -> None:
    made = org("""
        components:
          cluster:
            owner: data
            failureModes:
              quota: {scope: consumer, responder: consumer}
              shared: {responder: both}
              mine: {scope: consumer}
          api: {owner: app, dependsOn: [cluster]}
    """)
    assert short(outcomes(made, "cluster@quota")["cause"]) == (["ada"], "ada", 1, 1, [])
    assert short(outcomes(made, "cluster@shared")["cause"])[0] == ["ada", "cat"]
    # At one consumer's side the provider is well: nothing of its own alerts.
    assert short(outcomes(made, "cluster@mine")["cause"]) == ([], None, None, None, ["cluster"])


def test_several_causes_are_right_when_the_last_has_its_team(org: Make) -> None:
    found = outcomes(org(SHOP), "db", "api")
    assert short(found["cause"]) == (["ada", "cat"], "cat", 1, 2, [])
    only = outcomes(org(SHOP), "db", "api", silent=frozenset({Ref("component:db")}))["cause"]
    assert short(only) == (["ada"], "ada", 2, None, ["db"])


def test_tickets_wake_nobody_and_are_not_unheard(org: Make) -> None:
    found = outcomes(org("components: {tool: {owner: app, tier: 4, userFacing: true}}"), "tool")
    for rule in ("cause", "symptom", "both", "office hours"):
        assert short(found[rule]) == ([], None, None, None, [])


def test_the_heartbeat_fires_under_every_rule(org: Make) -> None:
    made = org("""
        defaults: {onCall: duty}
        alerting: {monitoring: {runsOn: prom}, heartbeat: {timeout: 10m, page: duty}}
        components: {prom: {owner: data, tier: 1}}
    """)
    found = outcomes(made, "prom")
    assert {short(outcome)[1:3] for outcome in found.values()} == {("dan", 10)}


@pytest.mark.parametrize("fault", ["db", "api", "ui"])
@pytest.mark.parametrize("at", [NOON, NIGHT])
@pytest.mark.parametrize("away", ["nobody", "cat", "ada", "ben"])
def test_declared_is_the_answer_itself(org: Make, fault: str, at: datetime, away: str) -> None:
    made = org(SHOP)
    incident = made.page(fault, at=at, away=[away])
    declared = outcomes(made, fault, at=at, away=frozenset({Ref(f"person:{away}")}))["declared"]
    assert declared.first == incident.first_contact
    assert declared.minutes_to_right_team == incident.minutes_to_right_team
    assert bool(declared.unheard) == (incident.verdict == "NOBODY")


def test_a_question_without_an_answer_is_an_error(org: Make) -> None:
    made = org(SHOP)
    with pytest.raises(SituationError):
        outcomes(made, "nothing")

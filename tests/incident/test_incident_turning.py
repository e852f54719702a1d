"""Where an answer may turn: hand-offs and gaps of the schedules that its pages go to, and no others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from topology.incident.situation import Fault
from topology.incident.turning import next_gap, next_hand_off, previous_hand_off, schedules_of
from topology.incident.variants import usual, variants
from topology.model.reference import Ref

Make = Callable[..., Any]
ROTAS = """
people: {ada: {}, abe: {}, ben: {}}
teams:
  app: {onCall: app, members: [ada, abe]}
  web: {onCall: web, members: [ben]}
schedules:
  weeks:
    timezone: Europe/Lisbon
    layers: [{every: 1 week, handoff: "Mon 09:00", roster: [{since: 2026-01-05, people: [ada, abe]}]}]
  days:
    timezone: Europe/Lisbon
    layers: [{hours: "Mon-Fri 09:00-17:00", roster: [{since: 2026-01-05, people: [ben]}]}]
  always: {timezone: Europe/Lisbon, layers: [{roster: [{since: 2026-01-05, people: [ben]}]}]}
escalationPolicies:
  app: {team: app, steps: [{page: weeks, wait: 5m}, {page: ben, wait: 5m}], fallback: web}
  web: {team: web, steps: [{page: days, wait: 5m}]}
components:
  app: {owner: app, alerts: {}}
  web: {owner: web, alerts: {}}
"""
WEDNESDAY = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def test_the_schedules_are_those_of_the_policies_that_are_walked(org: Make) -> None:
    made = org(ROTAS, people=False)
    catalog = made.engine.catalog
    assert schedules_of(catalog, made.page("app")) == ("schedule:days", "schedule:weeks")
    assert schedules_of(catalog, made.page("web")) == ("schedule:days",)


def test_hand_offs_come_before_and_after_and_never_now(org: Make) -> None:
    rota = org(ROTAS, people=False).engine.rota
    weeks = [Ref("schedule:weeks")]
    monday = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    before = (datetime(2026, 11, 16, 9, 0, tzinfo=UTC), "schedule:weeks")
    assert next_hand_off(rota, weeks, WEDNESDAY) == (monday, "schedule:weeks")
    assert next_hand_off(rota, weeks, monday) == (monday.replace(day=30), "schedule:weeks")
    assert previous_hand_off(rota, weeks, WEDNESDAY) == before
    assert previous_hand_off(rota, weeks, monday) == before
    assert next_hand_off(rota, [Ref("schedule:always")], WEDNESDAY) is None
    assert next_hand_off(rota, [Ref("schedule:gone")], WEDNESDAY) is None


def test_gaps(org: Make) -> None:
    rota = org(ROTAS, people=False).engine.rota
    both = [Ref("schedule:weeks"), Ref("schedule:days")]
    five = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
    assert next_gap(rota, both, WEDNESDAY) == (five, "schedule:days")
    assert next_gap(rota, both, five) == (five.replace(day=19), "schedule:days")
    assert next_gap(rota, [Ref("schedule:weeks")], WEDNESDAY) is None


def test_variants_are_the_declared_modes_and_how_bad_it_is(org: Make) -> None:
    made = org(
        """
        components:
          db:
            owner: app
            failureModes: {outage: {impact: degraded}, quota: {scope: consumer}, both: {responder: both}}
          web: {dependsOn: [db]}
          api: {dependsOn: [db]}
          alone: {failureModes: {quota: {scope: consumer}}}
        """
    )
    db, web, api = (Ref(f"component:{name}") for name in ("db", "web", "api"))
    assert variants(made.engine.topology, db) == (
        Fault(db),
        Fault(db, "quota", None, api),
        Fault(db, "quota", None, web),
        Fault(db, "both"),
        Fault(db, "both", None, api),
        Fault(db, "both", None, web),
        Fault(db, None, "down"),
    )
    assert usual(made.engine.topology, db) == "outage"
    alone = Ref("component:alone")
    assert variants(made.engine.topology, alone) == (Fault(alone), Fault(alone, None, "degraded"))
    assert usual(made.engine.topology, alone) == "down"

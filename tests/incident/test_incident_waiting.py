"""What waits: pages held for support hours, at the start and later on, tickets, and who leads meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from topology.incident.engine import Engine
from topology.incident.situation import Fault, Situation
from topology.load.loader import load
from topology.model.reference import Ref

Make = Callable[..., Any]

SUNDAY = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
A_DAY = 24 * 60

OFFICE = """
escalationPolicies:
  office: {team: quiet, hours: Mon-Fri 09:00-17:00, timezone: UTC, steps: [{page: eve, wait: 5m}]}
  first: {team: web, steps: [{page: ben, wait: 5m}], fallback: office}
components:
  tool: {owner: quiet, onCall: office}
  api: {owner: web, dependsOn: [tool]}
  mute: {owner: app, alerts: none}
  page: {owner: quiet, onCall: office, dependsOn: [mute]}
  desk: {owner: web, onCall: first}
  shop: {owner: app, dependsOn: [desk]}
  board: {owner: web, onCall: first}
"""


def test_a_held_page_counts_from_when_it_comes(org: Make) -> None:
    made = org(OFFICE.replace(", dependsOn: [tool]", ""))
    found = made.page("tool", at=SUNDAY)
    assert found.verdict == "DEFERRED"
    assert found.paged == ()
    assert (found.engage.earliest, found.engage.latest, found.minutes_to_right_team) == (A_DAY, A_DAY, A_DAY)
    assert (found.first_contact.person, found.first_contact.minute) == ("person:eve", A_DAY)


def test_the_owner_that_is_held_is_still_paged_later(org: Make, lead: Make) -> None:
    found = org(OFFICE).page("tool", at=SUNDAY)
    assert (found.verdict, lead(found)) == ("MISROUTED", ("web", "CAUSE_HELD", "quiet"))
    assert (found.engage.earliest, found.minutes_to_right_team) == (1, A_DAY)


def test_the_team_of_the_nearest_symptom_leads_though_its_page_waits(org: Make, lead: Make) -> None:
    found = org(OFFICE).page("mute", at=SUNDAY)
    assert (found.verdict, lead(found)) == ("DEFERRED", ("quiet", "CAUSE_SILENT", "app"))


def test_a_ticket_of_a_symptom_names_the_lead_of_a_silent_cause(org: Make, lead: Make) -> None:
    found = org("""
        components:
          job: {owner: app, tier: 3, alerts: none}
          list: {owner: web, tier: 3, dependsOn: [job]}
    """).page("job")
    assert (found.verdict, lead(found)) == ("DEFERRED", ("web", "CAUSE_SILENT", "app"))


def test_a_fallback_outside_its_hours_reaches_nobody_now(org: Make, pages: Make) -> None:
    found = org(OFFICE).page("board", at=SUNDAY, away=["ben"])
    assert found.verdict == "DEFERRED"
    assert [(held.policy, held.until) for held in found.held] == [("policy:office", MONDAY)]
    assert found.paged == ("team:web",)
    assert pages(found) == [(1, "ben"), (A_DAY, "eve")]
    assert [event.event for event in found.timeline].count("held") == 1


def test_what_waits_for_a_fallbacks_hours_does_not_speak(org: Make, lead: Make) -> None:
    found = org(OFFICE).page("desk", at=SUNDAY, away=["ben"])
    assert lead(found) == ("app", "CAUSE_HELD", "web")
    assert (found.verdict, found.first_contact.person) == ("MISROUTED", "person:ada")


def test_a_fallback_that_takes_over_is_paged_and_counts_by_membership(org: Make, lead: Make) -> None:
    made = org("""
        escalationPolicies:
          alone: {team: web, steps: [{page: ben, wait: 5m}], fallback: duty}
          empty: {team: web, steps: [{page: gone, wait: 5m}], fallback: duty}
        schedules:
          gone: {timezone: UTC, layers: [{to: 2026-02-01, roster: [{since: 2026-01-05, people: [ben]}]}]}
        components:
          ui: {owner: web, onCall: alone}
          old: {owner: web, onCall: empty}
    """)
    away = made.page("ui", away=["ben"])
    assert (away.verdict, lead(away)) == ("MISROUTED", ("web", "OWN_FAILURE", None))
    assert away.paged == ("team:duty", "team:web")
    assert (away.engage.earliest, away.minutes_to_right_team) == (None, None)
    assert (away.first_contact.team, away.first_contact.minute) == ("team:duty", 6)
    assert made.page("ui").paged == ("team:web",)
    empty = made.page("old")
    assert (empty.paged, empty.first_contact.minute) == (("team:duty",), 1)


def test_a_calendar_that_nobody_can_read_is_unknown_and_never_nobody(tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_text(
        """
        schedules: {feed: {ical: not-there.ics}}
        escalationPolicies: {p: {team: web, steps: [{page: feed, wait: 5m}]}}
        teams: {web: {onCall: p}}
        components: {ui: {owner: web}}
        """
    )
    engine = Engine(load([str(tmp_path)]).catalog)
    found = engine.simulate(Situation(faults=(Fault(Ref("component:ui")),), at=SUNDAY))
    assert found.verdict == "UNKNOWN"


def test_an_owner_reached_by_the_fallback_of_a_lead_that_is_away_is_right_and_the_lead_is_not_there(
    tmp_path: Path,
) -> None:
    (tmp_path / "org.yaml").write_text(
        """
        people: {ann: {}, bob: {}}
        teams: {store: {members: [ann]}, web: {members: [bob], onCall: web}}
        escalationPolicies:
          store: {team: store, steps: [{page: ann, wait: 5m}]}
          web: {team: web, steps: [{page: bob, wait: 5m}], fallback: store}
        components:
          db: {owner: store, tier: 1, alerts: none}
          ui: {owner: web, tier: 1, dependsOn: [db]}
        """
    )
    engine = Engine(load([str(tmp_path)]).catalog)
    bob = frozenset({Ref("person:bob")})
    found = engine.simulate(Situation(faults=(Fault(Ref("component:db")),), at=SUNDAY, away=bob))
    assert (found.verdict, found.leads[0].team, found.leads[0].reason) == (
        "JOINT",
        "team:web",
        "CAUSE_SILENT",
    )
    assert (found.minutes_to_right_team, found.engage.earliest) == (6, None)

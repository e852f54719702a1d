"""Alerts, urgency, routes, suppression, lead and verdict: steps 2 to 8 of the rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

Make = Callable[..., Any]

CHAIN = """
components:
  db: {owner: data, type: database}
  api: {owner: app, dependsOn: [db], alerts: {detectsIn: 2m}}
  ui: {owner: web, dependsOn: [api], alerts: {detectsIn: 3m}}
"""


def test_the_owner_of_a_cause_that_alerts_leads_and_symptoms_are_quiet(
    org: Make, lead: Make, pages: Make, components: Make
) -> None:
    found = org(CHAIN).page("db")
    assert lead(found) == ("data", "CAUSE_ALERTS", None)
    assert found.verdict == "CLEAR"
    assert pages(found) == [(1, "cat")]
    assert components(found.suppressed) == ["api", "ui"]
    assert found.informed == ("team:app", "team:web")
    assert (found.first_contact.person, found.first_contact.team, found.first_contact.minute) == (
        "person:cat", "team:data", 1,
    )  # fmt: skip


def test_a_failure_that_nothing_else_notices_is_its_owners_alone(org: Make, lead: Make) -> None:
    found = org(CHAIN).page("ui")
    assert (lead(found), found.verdict) == (("web", "OWN_FAILURE", None), "CLEAR")


def test_a_silent_cause_is_led_by_its_nearest_symptom(
    org: Make, lead: Make, pages: Make, components: Make
) -> None:
    found = org(CHAIN).page("db", silent=["db"])
    assert lead(found) == ("app", "CAUSE_SILENT", "data")
    assert found.verdict == "MISROUTED"
    assert pages(found)[0] == (2, "ada")
    assert components(found.silent) == ["db"]
    assert components(found.suppressed) == ["ui"]
    assert found.minutes_to_right_team is None
    assert "team:data" in found.informed


def test_a_late_cause_lets_the_symptom_speak_first_and_pages_its_owner_too(
    org: Make, lead: Make, pages: Make
) -> None:
    found = org("""
        components:
          db: {owner: data, alerts: {detectsIn: 10m}}
          api: {owner: app, dependsOn: [db]}
    """).page("db")
    assert lead(found) == ("app", "CAUSE_LATE", "data")
    assert found.verdict == "MISROUTED"
    assert pages(found)[:1] == [(1, "ada")]
    assert (10, "cat") in pages(found)
    assert [(helper.team, helper.reason) for helper in found.helpers] == [("team:data", "OWNER")]
    assert found.minutes_to_right_team == 10


GAP = """
schedules:
  gap: {layers: [{hours: "Mon-Fri 18:00-19:00", roster: [{since: 2026-01-05, people: [cat]}]}]}
escalationPolicies:
  late: {team: data, whenEmpty: wait, steps: [{page: gap, wait: 5m}, {page: cat, wait: 5m}]}
components:
  db: {owner: data, onCall: late}
  api: {owner: app, dependsOn: [db]}
"""


def test_a_cause_that_alerts_in_time_and_whose_page_is_late_is_told_so(org: Make, lead: Make) -> None:
    found = org(GAP).page("db")
    assert lead(found) == ("app", "CAUSE_LATE", "data")
    said = [because.text for because in found.leads[0].because]
    assert any("db alerts in time, but nobody is there for its page until +6m" in text for text in said)
    assert not any("too late" in text for text in said)
    late = org(
        "components: {db: {owner: data, alerts: {detectsIn: 10m}}, api: {owner: app, dependsOn: [db]}}"
    )
    said = [because.text for because in late.page("db").leads[0].because]
    assert any("db alerts too late" in text for text in said)


def test_a_policy_of_another_team_makes_it_a_helper_by_that_policy(
    org: Make, lead: Make, pages: Make
) -> None:
    found = org("components: {job: {owner: app, onCall: web}}").page("job")
    assert pages(found)[0] == (1, "ben")
    assert [(helper.team, helper.reason) for helper in found.helpers] == [("team:web", "POLICY")]


def test_within_grace_the_owner_still_speaks(org: Make, lead: Make) -> None:
    found = org("""
        components:
          db: {owner: data, alerts: {detectsIn: 3m}}
          api: {owner: app, dependsOn: [db]}
    """).page("db")
    assert lead(found) == ("data", "CAUSE_ALERTS", None)
    assert found.verdict == "CLEAR"


def test_nobody_hears_of_a_silent_component_without_users(org: Make, lead: Make) -> None:
    found = org("components: {job: {owner: app, alerts: none}}").page("job")
    assert found.verdict == "NOBODY"
    assert lead(found) == (None, "CAUSE_SILENT", "app")
    assert found.first_contact is None
    assert found.timeline == ()


def test_user_facing_tier_1_pages_to_mitigate(org: Make, lead: Make, pages: Make) -> None:
    found = org("""
        components:
          db: {owner: data, tier: 1}
          shop: {owner: web, tier: 1, userFacing: true, dependsOn: [db]}
    """).page("db")
    assert lead(found) == ("data", "CAUSE_ALERTS", None)
    assert [(helper.team, helper.reason) for helper in found.helpers] == [("team:web", "MITIGATE")]
    assert found.verdict == "JOINT"
    assert pages(found) == [(1, "cat"), (1, "ben")]


def test_a_declared_inhibitor_mutes_mitigation_but_never_an_unspoken_cause(
    org: Make, components: Make
) -> None:
    made = org("""
        components:
          db: {owner: data, tier: 1}
          other: {owner: data}
          shop: {owner: web, tier: 1, userFacing: true, dependsOn: [db], inhibitedBy: [db, other]}
    """)
    assert components(made.page("db").suppressed) == ["shop"]
    silent = made.page("db", "other", silent=["db"])
    assert "team:web" in silent.paged


def test_an_own_fault_pages_though_an_inhibitor_would_mute_it(org: Make, components: Make) -> None:
    found = org("""
        components:
          db: {owner: data}
          api: {owner: app, dependsOn: [db], inhibitedBy: [db]}
    """).page("db", "api")
    assert components(found.masked) == ["api"]
    assert found.paged == ("team:app", "team:data")
    assert found.verdict == "MULTI"


def test_worse_tiers_make_tickets(org: Make, components: Make, lead: Make) -> None:
    found = org("components: {tool: {owner: app, tier: 3}}").page("tool")
    assert found.verdict == "DEFERRED"
    assert components(found.tickets) == ["tool"]
    assert found.paged == ()
    assert lead(found) == ("app", "OWN_FAILURE", None)


def test_urgency_is_that_of_the_best_thing_down_because_of_it(org: Make) -> None:
    made = org("""
        components:
          tool: {owner: app, tier: 4}
          shop: {owner: web, tier: 1, dependsOn: [tool]}
          side: {owner: web, tier: 4, dependsOn: [{ref: tool, strength: soft}]}
    """)
    assert made.page("tool").paged == ("team:app",)
    assert made.page("tool", impact="degraded").verdict == "DEFERRED"


def test_a_merely_degraded_symptom_is_a_ticket(org: Make, components: Make) -> None:
    found = org("""
        components:
          db: {owner: data}
          api: {owner: app, dependsOn: [{ref: db, strength: soft}]}
    """).page("db")
    assert components(found.tickets) == ["api"]
    assert found.informed == ("team:app",)


def test_outside_support_hours_a_page_is_held_and_comes_then(org: Make, lead: Make, pages: Make) -> None:
    made = org("""
        escalationPolicies:
          office: {team: quiet, hours: Mon-Fri 09:00-17:00, timezone: UTC, steps: [{page: eve, wait: 5m}]}
        components:
          tool: {owner: quiet, onCall: office}
          api: {owner: app, onCall: app, dependsOn: [{ref: tool, strength: soft}]}
    """)
    sunday = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    found = made.page("tool", at=sunday)
    assert found.verdict == "DEFERRED"
    assert [(held.policy, held.until) for held in found.held] == [
        ("policy:office", datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    ]
    assert [event.event for event in found.timeline] == ["alert", "held", "page", "timeout", "exhausted"]
    assert pages(found) == [(24 * 60, "eve")]
    assert made.page("tool").verdict == "CLEAR"


def test_a_held_cause_with_a_symptom_that_pages(org: Make, lead: Make) -> None:
    found = org("""
        escalationPolicies:
          office: {team: quiet, hours: Mon-Fri 09:00-10:00, timezone: UTC, steps: [{page: eve, wait: 5m}]}
        components:
          tool: {owner: quiet, onCall: office}
          api: {owner: app, dependsOn: [tool]}
    """).page("tool")
    assert lead(found) == ("app", "CAUSE_HELD", "quiet")
    assert found.verdict == "MISROUTED"


def test_everybody_away_is_nobody_though_pages_are_sent(org: Make, pages: Make, lead: Make) -> None:
    found = org("components: {ui: {owner: web}}").page("ui", away=["ben"])
    assert found.verdict == "NOBODY"
    assert pages(found) == [(1, "ben")]
    assert found.engage.earliest is None
    assert lead(found) == (None, "CAUSE_UNREACHABLE", "web")


def test_the_second_step_engages_when_the_first_is_away(org: Make) -> None:
    found = org("components: {api: {owner: app}}").page("api", away=["ada"])
    assert found.verdict == "CLEAR"
    assert (found.engage.earliest, found.engage.latest) == (6, 6)
    assert found.first_contact.person == "person:abe"


def test_minutes_to_engage_run_from_the_first_page_to_the_next(org: Make) -> None:
    found = org("components: {api: {owner: app, alerts: {detectsIn: 2m}}}").page("api")
    assert (found.engage.earliest, found.engage.latest) == (2, 7)


def test_an_owner_without_policy_is_caught_by_the_default(org: Make, lead: Make) -> None:
    found = org("""
        defaults: {onCall: duty}
        components: {thing: {owner: quiet}}
    """).page("thing")
    assert lead(found) == ("duty", "CAUSE_UNREACHABLE", "quiet")
    assert found.verdict == "MISROUTED"


def test_without_any_policy_the_answer_is_unknown_and_the_owner_named(org: Make, lead: Make) -> None:
    found = org("components: {thing: {owner: quiet}}").page("thing")
    assert found.verdict == "UNKNOWN"
    assert lead(found) == ("quiet", "OWN_FAILURE", None)


def test_nobody_owns_it(org: Make, lead: Make) -> None:
    assert lead(org("components: {thing: {}}").page("thing")) == (None, "UNOWNED", None)
    found = org("""
        defaults: {onCall: duty}
        components: {thing: {}}
    """).page("thing")
    assert (lead(found), found.verdict) == (("duty", "UNOWNED", None), "UNOWNED")


def test_two_owners_are_both_paged_and_nobody_leads(org: Make, lead: Make) -> None:
    made = org("""
        components:
          both: {owner: [app, web]}
          settled: {owner: [app, web], onCall: web}
    """)
    found = made.page("both")
    assert (lead(found)[0], found.verdict, found.paged) == (None, "AMBIGUOUS", ("team:app", "team:web"))
    settled = made.page("settled")
    assert (lead(settled), settled.verdict, settled.paged) == (
        ("web", "OWN_FAILURE", None),
        "CLEAR",
        ("team:web",),
    )


def test_a_vendor_is_spoken_for_by_its_liaison(org: Make, lead: Make) -> None:
    made = org("""
        components:
          psp: {type: vendor, vendor: North Pay, liaison: web}
          mute: {type: vendor, vendor: South Pay, liaison: web, alerts: none}
          orphan: {type: vendor, vendor: East Pay}
          api: {owner: app, dependsOn: [psp, mute]}
    """)
    found = made.page("psp")
    assert (lead(found), found.verdict) == (("web", "VENDOR", None), "CLEAR")
    silent = made.page("mute")
    assert (lead(silent), silent.verdict) == (("app", "VENDOR", "web"), "MISROUTED")
    assert made.page("orphan").verdict == "UNOWNED"


CONTRACT = """
components:
  pool:
    owner: data
    failureModes:
      outage: {impact: down}
      quota: {impact: down, scope: consumer, responder: consumer}
      abuse: {impact: down, responder: consumer}
      drift: {impact: degraded, scope: consumer, responder: both}
  one: {owner: web, dependsOn: [pool], alerts: {on: degraded}}
"""


def test_by_contract_the_consumer_leads_and_the_provider_is_told(org: Make, lead: Make) -> None:
    for mode in ("quota", "abuse"):
        found = org(CONTRACT).page(f"pool@{mode}")
        assert (lead(found), found.verdict) == (("web", "CONTRACT", None), "CLEAR"), mode
        assert found.paged == ("team:web",)
        assert found.informed == ("team:data",)


def test_a_contract_whose_consumer_is_out_of_reach_is_void(org: Make, lead: Make) -> None:
    for mode in ("quota", "abuse"):
        found = org(CONTRACT).page(f"pool@{mode}", away=["ben"])
        assert lead(found) == ("data", "CAUSE_UNREACHABLE", None), mode
        assert "team:data" in found.paged
        assert any("void" in warning for warning in found.warnings)


def test_a_contract_for_both_pages_both(org: Make, lead: Make) -> None:
    found = org(CONTRACT).page("pool@drift")
    assert found.paged == ("team:data", "team:web")
    assert lead(found) == ("data", "CONTRACT", None)
    assert found.verdict == "JOINT"


ALERTING = """
alerting:
  monitoring: {runsOn: prom}
  pager: {runsOn: saas, fallback: sms}
  heartbeat: {timeout: 10m, page: duty}
components:
  prom: {owner: data, dependsOn: [cluster]}
  cluster: {owner: data}
  saas: {type: vendor, vendor: Pager, liaison: app}
  sms: {type: vendor, vendor: Sms, liaison: app}
  ui: {owner: web, dependsOn: [cluster]}
"""


def test_monitoring_cannot_report_its_own_outage_but_the_heartbeat_does(
    org: Make, lead: Make, pages: Make
) -> None:
    found = org(ALERTING).page("cluster")
    assert lead(found) == ("duty", "CAUSE_SILENT", "data")
    assert pages(found) == [(10, "dan")]
    assert found.timeline[0].event == "heartbeat"
    assert found.verdict == "MISROUTED"


def test_without_a_heartbeat_nobody_learns_of_it(org: Make) -> None:
    found = org(ALERTING.replace("  heartbeat: {timeout: 10m, page: duty}\n", "")).page("cluster")
    assert found.verdict == "NOBODY"
    assert any("no heartbeat" in warning for warning in found.warnings)


def test_the_pager_has_a_second_path(org: Make) -> None:
    made = org(ALERTING)
    assert made.page("ui", "saas").verdict_by_root["component:ui"] == "CLEAR"
    both = made.page("ui", "saas", "sms")
    assert {event.person for event in both.timeline if event.event == "page"} == {"person:dan"}
    assert both.first_contact.person == "person:dan"
    assert made.page("ui", down=["pager"]).verdict == "CLEAR"
    assert made.page("ui", down=["monitoring"]).first_contact.minute == 10


def test_the_heartbeat_pages_by_the_policy_that_a_dead_pager_keeps_from_its_own_component(
    org: Make, pages: Make
) -> None:
    found = org("""
        alerting: {pager: {runsOn: mail}, heartbeat: {timeout: 10m, page: duty}}
        components: {mail: {owner: duty}}
        """).page("mail")
    assert pages(found) == [(10, "dan")]
    assert [event.event for event in found.timeline if event.minute == 10] == ["heartbeat", "page"]


def test_roots_that_share_a_victim_are_one_incident_and_a_person_is_paged_once(
    org: Make, pages: Make
) -> None:
    made = org("""
        components:
          a: {owner: web}
          b: {owner: web}
          c: {owner: web}
          ui: {owner: app, dependsOn: [a, b]}
    """)
    assert pages(made.page("a", "b")) == [(1, "ben")]
    assert pages(made.page("a", "c")) == [(1, "ben"), (1, "ben")]


def test_an_acknowledgement_stops_its_policy_and_no_other(org: Make, pages: Make) -> None:
    made = org("""
        components:
          db: {owner: app, tier: 1}
          shop: {owner: web, tier: 1, userFacing: true, dependsOn: [db]}
    """)
    assert pages(made.page("db")) == [(1, "ada"), (1, "ben"), (6, "abe")]
    acked = made.page("db", acks=[("ada", 3)])
    assert pages(acked) == [(1, "ada"), (1, "ben")]
    assert [(event.minute, event.person) for event in acked.timeline if event.event == "ack"] == [
        (3, "person:ada")
    ]
    assert pages(made.page("db", acks=[("abe", 3)])) == pages(made.page("db"))


def test_a_page_that_reaches_somebody_walks_a_policy_anew_that_has_reached_nobody(
    org: Make, pages: Make
) -> None:
    made = org("""
        schedules:
          day: {layers: [{hours: "Mon-Fri 09:00-17:00", roster: [{since: 2026-11-01, people: [eve]}]}]}
        escalationPolicies: {early: {team: quiet, steps: [{page: day, wait: 5m}, {page: day, wait: 5m}]}}
        components:
          db: {owner: quiet, onCall: early}
          api: {owner: quiet, onCall: early, dependsOn: [db], alerts: {detectsIn: 5m}}
    """)
    at = datetime(2026, 11, 18, 8, 57, tzinfo=UTC)  # at +1 nobody is on call, at +5 eve is
    found = made.page("db", at=at)
    first = found.first_contact
    assert (first.person, first.minute) == ("person:eve", 5)
    assert pages(found) == [(5, "eve"), (10, "eve")]
    acked = made.page("db", at=at, acks=[("eve", 6)])
    assert pages(acked) == [(5, "eve")]
    assert [event.minute for event in acked.timeline if event.event == "ack"] == [6]


def test_a_slow_answer_is_flagged(org: Make) -> None:
    found = org("""
        defaults: {engageTarget: {1: 5m}}
        components: {db: {owner: app, tier: 1, alerts: {detectsIn: 6m}}}
    """).page("db")
    assert found.flags == ("SLOW",)


def test_a_platform_that_leads_for_others_is_flagged(org: Make) -> None:
    found = org("""
        components:
          job: {owner: quiet, alerts: none}
          pool: {owner: data, dependsOn: [job]}
    """).page("job")
    assert found.flags == ("PLATFORM_FIRST",)


def test_every_line_says_why_and_where(org: Make) -> None:
    found = org(CHAIN).page("db", silent=["db"])
    lines = [*found.leads, *found.helpers, *found.suppressed, *found.silent, *found.tickets, *found.timeline]
    for line in lines:
        assert line.because, line
    assert any(
        because.place is not None and because.place.file == "org.yaml" for because in found.leads[0].because
    )
    assert found.verdict_why()[0].text.startswith("MISROUTED")


def test_assumed_dependencies_on_the_way_are_counted(org: Make) -> None:
    assert org(CHAIN).page("db").assumed_hard == 2


def test_what_only_needs_a_platform_that_says_nothing_of_its_tier_is_no_more_urgent(
    org: Make, components: Make
) -> None:
    parts = """
components:
  cache: {owner: data, partOf: base, tier: 3}
  shop: {owner: app, dependsOn: [platform:base], tier: 3}
"""
    plain = org(f"platforms: {{base: {{}}}}{parts}").page("cache")
    assert components(plain.tickets) == ["cache", "shop"]
    stated = org(f"platforms: {{base: {{tier: 1}}}}{parts}").page("cache")
    assert stated.paged == ("team:data",)

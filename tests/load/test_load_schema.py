"""What the fields of the format take, and the values they become."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from topology.model.entity import Alerts, Away, Channel, FailureMode, Link
from topology.model.place import Place


def refs(values: Any) -> list[str]:
    return [value.target for value in values]


def plain(value: Any) -> Any:
    """A value without its place, for comparing."""
    return {name: getattr(value, name) for name in value.__struct_fields__ if name != "place"}


# --- texts ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written", ["no", "on", "12:30", "1e3", "~/svc", "0755", "007", "2026-01-01", "~", "null"]
)
@pytest.mark.parametrize("field", ["title", "description", "type", "lifecycle", "vendor"])
def test_texts_stay_as_written(loaded: Any, field: str, written: str) -> None:
    result = loaded(f"components: {{a: {{{field}: {written}}}}}")
    assert getattr(result.catalog.entities["component:a"], field) == written
    assert result.problems == ()


@pytest.mark.parametrize(
    "id_", ["no", "007", "1e3", "on", "0x1F", "a_b-c.d", "x" * 200, "2026-01-01", "null"]
)
@pytest.mark.parametrize(
    "shape", ["components: {{{0}: {{}}}}", "components: {{'{0}':}}", "components:\n- id: '{0}'"]
)
def test_ids_are_texts_in_maps_and_lists(loaded: Any, id_: str, shape: str) -> None:
    result = loaded(shape.format(id_))
    assert result.catalog.entities[f"component:{id_}"].title == id_
    assert result.problems == ()


@pytest.mark.parametrize("empty", ["", "''", '""'])
def test_an_empty_title_is_the_id(loaded: Any, empty: str) -> None:
    result = loaded(f"components: {{a: {{title: {empty}, description: {empty}}}}}")
    entity = result.catalog.entities["component:a"]
    assert (entity.title, entity.description, result.problems) == ("a", "", ())


def test_description_keeps_its_lines_and_a_title_does_not(loaded: Any) -> None:
    entity = loaded(
        "components:\n  a:\n    title: |\n      x\n      y\n    description: |\n      x\n      y\n"
    ).catalog
    assert entity.entities["component:a"].title == "x␊y"
    assert entity.entities["component:a"].description == "x\ny\n"


# --- values that fit -----------------------------------------------------------------

COMPONENT: list[tuple[str, str, Any]] = [
    ("tier: 1", "tier", 1),
    ("tier: '4'", "tier", 4),
    ("userFacing: true", "user_facing", True),
    ("userFacing: False", "user_facing", False),
    ("userFacing: 'true'", "user_facing", True),
    ("alerts: none", "alerts", Alerts(none=True)),
    ("alerts: {on: degraded, detectsIn: 2m}", "alerts", Alerts(on="degraded", detects_minutes=2)),
    ("alerts: {detectsIn: 90s}", "alerts", Alerts(detects_minutes=2)),
    ("alerts:", "alerts", None),
    ("aliases: [pay, no, 007]", "aliases", ("pay", "no", "007")),
    ("tags: pci", "tags", ("pci",)),
    ("reviewed: 2026-09-01", "reviewed", date(2026, 9, 1)),
    ("lifecycle: production", "lifecycle", "production"),
]


@pytest.mark.parametrize(("written", "attribute", "value"), COMPONENT, ids=[row[0] for row in COMPONENT])
def test_fields_of_components(loaded: Any, written: str, attribute: str, value: Any) -> None:
    result = loaded(f"components:\n  a:\n    {written}\n")
    assert getattr(result.catalog.entities["component:a"], attribute) == value
    assert result.problems == ()


def test_a_component_with_everything(loaded: Any) -> None:
    result = loaded(
        """\
teams: {pay: {}, web: {}}
people: {ada: {}}
products: {shop: {}}
escalationPolicies: {duty: {steps: [{page: ada}]}}
components:
  db: {}
  psp-north: {}
  psp-south: {}
  queue: {}
  api:
    owner: [pay, web]
    system: shop
    dependsOn:
      - db
      - {ref: queue, strength: async, buffer: 4h}
      - {anyOf: [psp-north, psp-south], atLeast: 2}
      - shop
    inhibitedBy: db
    onCall: duty
    failureModes:
      outage:
      quota: {impact: degraded, scope: consumer, responder: both, description: Too many}
    knownBy: [ada]
    links: [{type: runbook, title: How, url: "https://x.example/a"}]
    liaison: web
    x-note: [1, {a: no}]
"""
    )
    assert result.problems == ()
    api = result.catalog.entities["component:api"]
    first, second, redundant, product = api.depends_on
    assert refs(api.owners) == ["team:pay", "team:web"]
    assert (api.part_of.target, api.on_call.target, api.liaison.target) == (
        "product:shop",
        "policy:duty",
        "team:web",
    )
    assert (first.to.target, first.strength, first.assumed) == ("component:db", "hard", True)
    assert (second.strength, second.assumed, second.buffer_minutes) == ("async", False, 240)
    assert (refs(redundant.members), redundant.at_least) == (
        ["component:psp-north", "component:psp-south"],
        2,
    )
    assert product.to.target == "product:shop"
    assert (refs(api.inhibited_by), refs(api.known_by)) == (["component:db"], ["person:ada"])
    assert [plain(mode) for mode in api.failure_modes] == [
        plain(FailureMode(name="outage", place=api.place)),
        plain(FailureMode(name="quota", place=api.place, impact="degraded", scope="consumer",
                          responder="both", description="Too many")),
    ]  # fmt: skip
    assert [plain(link) for link in api.links] == [plain(Link("https://x.example/a", "How", "runbook"))]
    assert api.extra == {"x-note": [1, {"a": "no"}]}
    assert api.places["dependsOn"] == Place("catalog.yaml", 13, 5)
    assert api.places["partOf"] == Place("catalog.yaml", 12, 5)


def test_teams_people_and_groups(loaded: Any) -> None:
    result = loaded(
        """\
domains: {money: {owner: commerce, subdomainOf: all}, all: {}}
teams:
  commerce: {children: [data]}
  data: {type: platform}
  payments:
    type: stream-aligned
    focus: Take money safely
    parent: commerce
    members: [ada, {person: lin, role: lead}]
    channels: [{type: slack, name: "#payments", visibility: private, url: "https://x.example"}]
    interactions: [{team: data, mode: x-as-a-service, since: 2026-02-01, reviewBy: 2026-12-01}]
people:
  ada:
    role: Engineer
    timezone: Europe/Lisbon
    away: [{from: 2026-08-03, to: 2026-08-17T12:00}]
    memberOf: data
  lin: {}
products: {shop: {owner: payments, audience: external, tier: 1, domain: money}}
platforms: {base: {owner: data, expectations: "Restore within 15 minutes, 24x7", partOf: shop}}
components: {a: {partOf: base}}
"""
    )
    assert result.problems == ()
    found = result.catalog.entities
    team, ada = found["team:payments"], found["person:ada"]
    assert [(one.person.target, one.role) for one in team.members] == [
        ("person:ada", ""),
        ("person:lin", "lead"),
    ]
    channel = Channel("slack", "#payments", "private", "https://x.example")
    assert [plain(one) for one in team.channels] == [plain(channel)]
    (interaction,) = team.interactions
    assert (refs(interaction.teams), interaction.mode) == (["team:payments", "team:data"], "x-as-a-service")
    assert (interaction.since, interaction.review_by) == (date(2026, 2, 1), date(2026, 12, 1))
    assert (team.parent.target, found["team:data"].parent.target) == ("team:commerce", "team:commerce")
    away = Away(datetime(2026, 8, 3), datetime(2026, 8, 17, 12), ada.place)
    assert [plain(one) for one in ada.away] == [plain(away)]
    assert (ada.timezone, refs(ada.member_of)) == ("Europe/Lisbon", ["team:data"])
    shop, base, money = found["product:shop"], found["platform:base"], found["domain:money"]
    assert (shop.audience, shop.tier, shop.domain.target) == ("external", 1, "domain:money")
    assert (base.expectations, base.part_of.target) == ("Restore within 15 minutes, 24x7", "product:shop")
    assert (refs(money.owners), money.parent.target) == (["team:commerce"], "domain:all")


def test_settings_of_the_catalog(loaded: Any) -> None:
    result = loaded(
        """\
version: 1
defaults: {onCall: duty, tier: 3, detectsIn: 90s, pageTiers: 1, grace: 4m, engageTarget: {1: 3m, 2: 1h},
           timezone: Europe/Lisbon}
people: {ada: {}}
escalationPolicies: {duty: {steps: [{page: ada}]}}
schedules: {own: {timezone: Asia/Tokyo, ical: on/call.ics}, other: {ical: a.ics}}
components: {prometheus: {}, pager-saas: {}, sms: {}, chat-saas: {}}
alerting:
  monitoring: {runsOn: prometheus}
  pager: {runsOn: [pager-saas, prometheus], fallback: sms}
  chat: {runsOn: chat-saas}
  heartbeat: {timeout: 10m, page: duty}
"""
    )
    assert result.problems == ()
    defaults, alerting = result.catalog.defaults, result.catalog.alerting
    assert defaults.on_call.target == "policy:duty"
    assert (defaults.tier, defaults.detects_minutes, defaults.page_tiers, defaults.grace_minutes) == (
        3,
        2,
        1,
        4,
    )
    assert (defaults.engage_target, defaults.timezone) == ({1: 3, 2: 60}, "Europe/Lisbon")
    assert defaults.places["tier"].line == 2
    assert refs(alerting.monitoring.runs_on) == ["component:prometheus"]
    assert refs(alerting.pager.runs_on) == ["component:pager-saas", "component:prometheus"]
    assert (refs(alerting.pager.fallback), refs(alerting.chat.runs_on)) == (
        ["component:sms"],
        ["component:chat-saas"],
    )
    assert (alerting.heartbeat.timeout_minutes, alerting.heartbeat.page.target) == (10, "policy:duty")
    schedules = result.catalog.entities
    assert schedules["schedule:own"].timezone == "Asia/Tokyo"
    assert (schedules["schedule:other"].timezone, schedules["schedule:other"].ical) == (
        "Europe/Lisbon",
        "a.ics",
    )


def test_records(loaded: Any) -> None:
    result = loaded(
        """\
teams: {a: {}, b: {}}
people: {ada: {}}
components: {x: {failureModes: {quota: {scope: consumer}}}, y: {}}
interactions: [{between: [a, b], mode: collaboration, since: 2026-10-01}]
decisions: [{id: adr-12, title: A owns x, date: 2026-03-01, about: [x, team:a, ada]}]
tests:
  - name: night
    at: Mon 03:00
    fail: [x@quota, {component: y, impact: degraded}]
    consumer: y
    away: ada
    silent: [y]
    down: [pager]
    expect: {verdict: CLEAR, lead: a, firstContact: ada, within: 5m, paged: [a], notPaged: b}
  - {name: bare, fail: x}
incidents:
  - {component: x, started: 2026-01-01T10:00, detected: 2026-01-01T12:02+02:00,
     acknowledged: 2026-01-01T10:05:30Z, resolved: 2026-01-01T11:00Z, responders: [ada, a]}
scenarios: {one: {objectives: [Learn], rounds: [{title: First, fault: x@quota, questions: [verdict, lead]}]}}
"""
    )
    assert result.problems == ()
    catalog = result.catalog
    assert refs(catalog.interactions[0].teams) == ["team:a", "team:b"]
    decision = catalog.decisions[0]
    assert (decision.id, decision.date, refs(decision.about)) == (
        "adr-12", date(2026, 3, 1), ["component:x", "team:a", "person:ada"],
    )  # fmt: skip
    night, bare = catalog.tests
    faults = [(one.component.target, one.mode, one.consumer.target, one.impact) for one in night.fail]
    assert faults == [
        ("component:x", "quota", "component:y", None), ("component:y", None, "component:y", "degraded"),
    ]  # fmt: skip
    assert night.expect == {
        "verdict": "CLEAR", "lead": "team:a", "firstContact": "person:ada", "within": 5, "paged": ("team:a",),
        "notPaged": ("team:b",),
    }  # fmt: skip
    assert night.expect_places["lead"].line == 14
    assert (night.at, refs(night.away), refs(night.silent), night.down) == (
        "Mon 03:00", ["person:ada"], ["component:y"], ("pager",),
    )  # fmt: skip
    assert (bare.expect, refs([fault.component for fault in bare.fail])) == ({}, ["component:x"])
    incident = catalog.incidents[0]
    assert incident.started == datetime(2026, 1, 1, 10)
    assert incident.detected == datetime(2026, 1, 1, 10, 2, tzinfo=UTC)
    assert incident.acknowledged == datetime(2026, 1, 1, 10, 5, 30, tzinfo=UTC)
    assert refs(incident.responders) == ["person:ada", "team:a"]
    scenario = catalog.entities["scenario:one"]
    asked = {"title": "First", "fault": "x@quota", "questions": ["verdict", "lead"]}
    assert scenario.body == {"objectives": ["Learn"], "rounds": [asked]}
    assert scenario.objectives == ("Learn",)

"""For every rule a catalog that breaks it, the same one mended, and what the finding says and where."""

from typing import NamedTuple


class Case(NamedTuple):
    """``bad`` breaks the rule once, at the line with ``at`` in it, saying ``says``; ``good`` does not."""

    bad: str
    good: str
    at: str
    says: str


PEOPLE = """
people: {ann: {}, bob: {}, cat: {}, dan: {}}
schedules:
  ra:
    layers: [{every: 1 week, handoff: "Mon 09:00", roster: [{since: 2026-01-05, people: [ann, bob]}]}]
  rb:
    layers: [{every: 1 week, handoff: "Mon 09:00", roster: [{since: 2026-01-05, people: [cat, dan]}]}]
escalationPolicies:
  a: {team: a, steps: [{page: ra, wait: 5m}], repeat: 1}
  b: {team: b, steps: [{page: rb, wait: 5m}], repeat: 1}
"""
TWO = f"""
{PEOPLE}
teams:
  a: {{type: stream-aligned, members: [ann, bob], onCall: a}}
  b: {{type: stream-aligned, members: [cat, dan], onCall: b}}
"""


def _swap(text: str, old: str, new: str) -> str:
    assert old in text, old
    return text.replace(old, new)


def _case(good: str, old: str, new: str, at: str, says: str) -> Case:
    """A case that is broken by one replacement."""
    return Case(_swap(good, old, new), good, at, says)


def _rota(people: str, extra: str = "", timezone: str = "UTC", handoff: str = "Mon 09:00") -> str:
    """A team whose policy pages one weekly rota."""
    return f"""
people: {{ann: {{}}, bob: {{}}, cat: {{}}}}
teams: {{a: {{onCall: a}}}}
components: {{one: {{owner: a}}}}
schedules:
  rota:
    timezone: {timezone}
    layers:
      - every: 1 week
        handoff: "{handoff}"
        {extra}
        roster: [{{since: 2026-01-04, people: [{people}]}}]
escalationPolicies: {{a: {{team: a, steps: [{{page: rota, wait: 5m}}], repeat: 1}}}}
"""


SHOP = f"""
{TWO}
products: {{shop: {{owner: a, tier: 1}}}}
components:
  web: {{partOf: shop, tier: 1, userFacing: true, dependsOn: [{{anyOf: [api-1, api-2]}}]}}
  api-1: {{partOf: shop, tier: 1, dependsOn: [host-1]}}
  api-2: {{partOf: shop, tier: 1, dependsOn: [host-2]}}
  host-1: {{owner: b, tier: 1}}
  host-2: {{owner: b, tier: 1}}
"""
OPS = f"""
{TWO}
components:
  own: {{owner: b}}
  one: {{owner: a}}
  two: {{owner: a}}
  three: {{owner: a}}
"""
STORM = f"""
{PEOPLE}
  c: {{team: c, steps: [{{page: ann, wait: 5m}}], repeat: 1}}
  d: {{team: d, steps: [{{page: dan, wait: 5m}}], repeat: 1}}
teams: {{a: {{onCall: a}}, b: {{onCall: b}}, c: {{onCall: c}}, d: {{onCall: d}}}}
components:
  db: {{owner: a, tier: 1}}
  one: {{owner: b, tier: 1, userFacing: true, dependsOn: [db]}}
  two: {{owner: c, tier: 1, userFacing: true, dependsOn: [db]}}
  three: {{owner: d, tier: 1, userFacing: true, inhibitedBy: [db], dependsOn: [db]}}
"""
MONITORED = f"""
{TWO}
components:
  cluster: {{owner: a}}
  metrics: {{owner: b}}
alerting:
  monitoring: {{runsOn: metrics}}
  heartbeat: {{timeout: 10m, page: b}}
"""
SHARE = f"""
{_swap(TWO, "b: {type: stream-aligned", "b: {type: platform")}
components:
  {{p1: {{owner: b}}, c1: {{owner: a}}, c2: {{owner: a}}, c3: {{owner: a}}, c4: {{owner: a}},
   c5: {{owner: a}}, c6: {{owner: a}}, c7: {{owner: a}}, c8: {{owner: a}}, c9: {{owner: a}}}}
"""

CASES: dict[str, Case] = {
    "unowned": _case(
        TWO + "components:\n  one: {owner: a}\n  two: {owner: b}",
        "two: {owner: b}",
        "two: {}",
        "two: {}",
        "component:two has no owner",
    ),
    "several-owners": _case(
        TWO + "components:\n  one: {owner: a, onCall: a}\n  two: {owner: b}",
        "{owner: a, onCall",
        "{owner: [a, b], onCall",
        "one: {",
        "component:one has 2 owners: team:a, team:b",
    ),
    "vendor-without-liaison": _case(
        TWO + "components:\n  one: {owner: a}\n  two: {type: vendor, vendor: Acme, liaison: b}",
        ", liaison: b",
        "",
        "two: {",
        "component:two is run by Acme and has no liaison",
    ),
    "enabling-owner": _case(
        TWO + "components:\n  one: {owner: a}\n  two: {owner: b}",
        "b: {type: stream-aligned",
        "b: {type: enabling",
        "two: {",
        "component:two belongs to team:b",
    ),
    "owner-not-on-call": _case(
        TWO + "components:\n  one: {owner: a, onCall: a}\n  two: {owner: b}",
        "onCall: a}\n  two",
        "onCall: b}\n  two",
        "one: {",
        "team:a owns component:one, and policy:b of team:b is paged for it",
    ),
    "bare-platform": _case(
        TWO
        + "platforms:\n  base: {owner: a, expectations: all day}\n"
        + "components:\n  one: {partOf: base}\n  two: {owner: b, dependsOn: [one]}",
        ", dependsOn: [one]",
        "",
        "base: {",
        "platform:base has no consumers",
    ),
    "grey-edge": _case(
        TWO
        + "  c: {interactions: [{team: a, mode: collaboration}, {team: b, mode: x-as-a-service}]}\n"
        + "components:\n  one: {owner: c, dependsOn: [two]}\n  two: {owner: b}\n  three: {owner: a}"
        + "\n  four: {owner: c, dependsOn: [three]}",
        "one: {owner: c",
        "one: {owner: a",
        "one: {",
        "component:one of team:a needs component:two of team:b: no interaction is declared",
    ),
    "cross-team-cycle": _case(
        TWO + "components:\n  one: {owner: a, dependsOn: [two]}\n  two: {owner: b, dependsOn: []}",
        "dependsOn: []",
        "dependsOn: [one]",
        "one: {",
        "all need each other, across 2 teams",
    ),
    "weaker-need": _case(
        TWO + "components:\n  one: {owner: a, tier: 1, dependsOn: [two]}\n  two: {owner: b, tier: 1}",
        "b, tier: 1}",
        "b, tier: 3}",
        "one: {",
        "component:one (tier 1) needs component:two (tier 3)",
    ),
    "office-hours-need": _case(
        TWO + "components:\n  one: {owner: a, dependsOn: [two]}\n  two: {owner: b}",
        "b: {team: b, ",
        "b: {team: b, hours: Mon-Fri 09:00-18:00, ",
        "one: {",
        "needs component:two, whose policy:b is open Mon-Fri 09:00-18:00",
    ),
    "stale-collaboration": _case(
        TWO + "interactions:\n  - {between: [a, b], mode: collaboration, since: 2026-09-01}",
        "since: 2026-09-01",
        "since: 2026-01-01",
        "between",
        "the collaboration of team:a and team:b goes on since 2026-01-01",
    ),
    "single-point": _case(
        SHOP,
        "dependsOn: [{anyOf",
        "dependsOn: [dns, {anyOf",
        "shop: {",
        "all that users see of product:shop is down with any one of component:dns",
    ),
    "shared-fate": _case(
        SHOP,
        "dependsOn: [host-2]",
        "dependsOn: [host-1]",
        "anyOf",
        "needs 1 of component:api-1, component:api-2, and component:host-1 takes down too many",
    ),
    "blind-alerting": _case(
        MONITORED,
        "metrics: {owner: b}",
        "metrics: {owner: b, dependsOn: [cluster]}",
        "monitoring:",
        "monitoring runs on component:metrics, which is down with component:cluster: only",
    ),
    "no-on-call": _case(
        TWO + "components:\n  one: {owner: a}\n  two: {owner: b}",
        "members: [cat, dan], onCall: b",
        "members: [cat, dan]",
        "two: {",
        "no file says who is paged for component:two, owned by team:b",
    ),
    "idle-override": _case(
        _rota("ann, bob", "# overrides below").replace(
            "escalationPolicies",
            "    overrides:\n"
            "      - {from: 2026-11-24T09:00, to: 2026-11-25T09:00, replace: ann, with: cat}\n"
            "escalationPolicies",
        ),
        "replace: ann",
        "replace: cat",
        "replace",
        "does nothing: cat is not on call then",
    ),
    "unusable-calendar": Case(
        _rota("ann, bob").replace("    timezone: UTC", "    ical: lost.ics").split("    layers:")[0]
        + "escalationPolicies: {a: {team: a, steps: [{page: rota, wait: 5m}], repeat: 1}}\n",
        _rota("ann, bob"),
        "ical: lost.ics",
        "who is on call in schedule:rota is unknown: calendar lost.ics cannot be read",
    ),
    "coverage-gap": _case(
        _rota("ann, bob"),
        "roster:",
        "hours: Mon-Fri 09:00-17:00\n        roster:",
        "rota:",
        "step 1 of policy:a reaches nobody",
    ),
    "dead-end": _case(
        TWO, "page: ra, wait: 5m}], repeat: 1", "page: ra, wait: 5m}]", "a: {team", "ends after 5 min"
    ),
    "fallback-loop": _case(
        TWO.replace("page: ra, wait: 5m}], repeat: 1", "page: ra, wait: 5m}], fallback: b"),
        "page: rb, wait: 5m}], repeat: 1",
        "page: rb, wait: 5m}], fallback: a",
        "fallback: b",
        "policy:a, policy:b fall back to each other",
    ),
    "same-human": _case(
        TWO.replace("steps: [{page: ra, wait: 5m}]", "steps: [{page: ra, wait: 5m}, {page: rb, wait: 5m}]"),
        "people: [cat, dan]}",
        "people: [ann, bob]}",
        "a: {team",
        "all steps of policy:a come to the same human",
    ),
    "individual-on-call": _case(
        TWO, "page: ra", "page: ann", "page: ann", "policy:a pages person:ann by name"
    ),
    "small-rota": _case(
        _rota("ann, bob"), "[ann, bob]", "[ann]", "rota:", "schedule:rota has 1 person in its rosters"
    ),
    "on-call-share": _case(
        _rota("ann, bob, cat"),
        "[ann, bob, cat]",
        "[ann, ann, ann, bob]",
        "rota:",
        "schedule:rota has one person on call 7",
    ),
    "away-on-call": _case(
        _rota("ann, bob").replace("cat: {}", "cat: {away: [{from: 2026-12-01, to: 2026-12-20}]}"),
        "people: [ann, bob]",
        "people: [ann, cat]",
        "away:",
        "person:cat is away and on call in schedule:rota",
    ),
    "handoff-in-gap": _case(
        _rota("ann, bob", timezone="Europe/Berlin", handoff="Sun 03:00"),
        "Sun 03:00",
        "Sun 02:30",
        "- every",
        "layer 1 of schedule:rota hands over on 2027-03-28 at a time that the clocks of Europe/Berlin",
    ),
    "nobody-reached": _case(
        TWO + "components:\n  one: {owner: a}\n  two: {owner: b, alerts: {on: down}}",
        "alerts: {on: down}",
        "alerts: none",
        "two: {",
        "when component:two fails, nobody hears of it",
    ),
    "ambiguous-lead": _case(
        TWO + "components:\n  one: {owner: a}\n  two: {owner: b}",
        "{owner: b}",
        "{owner: [a, b]}",
        "two: {",
        "nothing says who leads",
    ),
    "undetected-root": _case(
        TWO + "components:\n  one: {owner: a, dependsOn: [two]}\n  two: {owner: b, alerts: {on: down}}",
        "alerts: {on: down}",
        "alerts: {on: down, detectsIn: 1h}",
        "two: {",
        "component:two alerts after 60 min when it fails: team:a is woken for it before its owner team:b",
    ),
    "platform-leads": _case(
        _swap(TWO, "b: {type: stream-aligned", "b: {type: platform")
        + "components:\n  one: {owner: a, onCall: a}\n  two: {owner: b}",
        "onCall: a}\n  two",
        "onCall: b}\n  two",
        "one: {",
        "team:b, a platform team, is first paged for component:one of team:a",
    ),
    "platform-share": _case(
        SHARE,
        "c1: {owner: a}, c2: {owner: a}",
        "c1: {owner: b}, c2: {owner: b}",
        "b: {type: platform",
        "first contact in 3 of 10 failures (30%, more than 20%)",
    ),
    "hidden-ops": Case(
        OPS.replace("{owner: a}", "{owner: a, onCall: b}"),
        OPS,
        "b: {type",
        "3 of the 4 components that first page team:b belong to others",
    ),
    "slow-to-engage": _case(
        TWO + "components:\n  one: {owner: a}\n  two: {owner: b, alerts: {on: down, detectsIn: 15m}}",
        "15m}}",
        "16m}}",
        "two: {",
        "component:two (tier 2) engages team:b after 16 min, more than 15",
    ),
    "page-storm": _case(
        STORM,
        "inhibitedBy: [db], ",
        "",
        "db: {",
        "the failure of component:db pages 4 teams, more than 3: team:a, team:b, team:c, team:d",
    ),
    "devops-name": _case(
        TWO.replace("dan: {}", "dan: {role: Engineer}"),
        "role: Engineer",
        "role: Dev-Ops engineer",
        "people:",
        'the role of person:dan is "DevOps"',
    ),
    "no-purpose": _case(
        TWO.replace("type:", "focus: We sell, type:"),
        "b: {focus: We sell, ",
        "b: {",
        "b: {type",
        "says nowhere what it is for",
    ),
    "no-public-channel": _case(
        TWO.replace("type:", 'channels: [{type: slack, name: "#x"}], type:'),
        'b: {channels: [{type: slack, name: "#x"}]',
        'b: {channels: [{type: slack, name: "#x", visibility: private}]',
        "b: {channels",
        "team:b has no public channel",
    ),
    "no-runbook": _case(
        TWO
        + "components:\n"
        + "  one: {owner: a, tier: 1, links: [{type: runbook, url: https://a.example}]}\n"
        + "  two: {owner: b, tier: 2}",
        "b, tier: 2",
        "b, tier: 1",
        "two: {",
        "component:two (tier 1) has no runbook",
    ),
    "one-person-knowledge": _case(
        TWO + "components:\n  one: {owner: a, tier: 1, knownBy: [ann, bob]}\n  two: {owner: b, tier: 1}",
        "[ann, bob]}\n  two",
        "[ann, ann]}\n  two",
        "one: {",
        "is known by person:ann only",
    ),
    "serves-no-product": _case(
        SHOP + "  mail: {partOf: shop}",
        "mail: {partOf: shop}",
        "mail: {owner: b}",
        "mail: {",
        "component:mail is part of no product",
    ),
    "stale-review": _case(
        TWO.replace("b: {type", "b: {reviewed: 2025-12-01, type"),
        "2025-12-01",
        "2025-11-01",
        "reviewed",
        "team:b was reviewed on 2025-11-01, more than 365 days ago",
    ),
    "stale-reference": _case(
        TWO + "components:\n  one: {owner: a, dependsOn: [two]}\n  two: {owner: b, lifecycle: production}",
        "production",
        "deprecated",
        "one: {",
        "component:one needs component:two, which is deprecated",
    ),
    "not-judged": Case(
        TWO + "components: {" + ", ".join(f"c{n}: {{owner: a}}" for n in range(10)) + "}",
        TWO + "components: {" + ", ".join(f"c{n}: {{owner: a}}" for n in range(9)) + "}",
        "people:",
        "rules cannot judge this catalog: no file states what teams are for",
    ),
}
CASES["single-point"] = Case(
    CASES["single-point"].bad + "  dns: {owner: b, tier: 1}", SHOP, *CASES["single-point"][2:]
)

"""The trace from the other side: why is this team not paged?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from topology.incident.situation import Fault, Situation
from topology.incident.why_not import why_not
from topology.model.reference import Ref

Make = Callable[..., Any]

ORG = """
components:
  db: {owner: data}
  api: {owner: app, dependsOn: [db]}
  ui: {owner: web, alerts: none, dependsOn: [api]}
  side: {owner: quiet, dependsOn: [{ref: db, strength: soft}]}
  away: {owner: duty}
"""


def asked(org: Make, team: str, at: Any) -> str:
    engine = org(ORG).engine
    situation = Situation(faults=(Fault(Ref("component:db")),), at=at)
    reasons = why_not(engine.topology, engine.rota, situation, Ref(f"team:{team}"))
    return " | ".join(because.text for because in reasons)


@pytest.mark.parametrize(
    ("team", "words"),
    [
        ("data", "data is paged at +1m"),
        ("app", "data is already paged for db at +1m"),
        ("web", "ui is silent: it has no alerts"),
        ("quiet", "side is only degraded, by something else: a ticket"),
        ("duty", "nothing that duty owns is hit by this failure"),
    ],
)
def test_the_reason_is_what_became_of_the_teams_components(
    org: Make, noon: Any, team: str, words: str
) -> None:
    assert words in asked(org, team, noon)


def test_facts_carry_their_places(org: Make, noon: Any) -> None:
    engine = org(ORG).engine
    situation = Situation(faults=(Fault(Ref("component:db")),), at=noon)
    reasons = why_not(engine.topology, engine.rota, situation, Ref("team:app"))
    assert any(because.place is not None and because.place.file == "org.yaml" for because in reasons)


def test_a_team_that_is_paged_as_a_fallback_is_paged(org: Make, noon: Any) -> None:
    engine = org("""
        escalationPolicies: {alone: {team: web, steps: [{page: ben, wait: 5m}], fallback: duty}}
        components: {ui: {owner: web, onCall: alone}}
    """).engine
    away = frozenset({Ref("person:ben")})
    situation = Situation(faults=(Fault(Ref("component:ui")),), at=noon, away=away)
    reasons = why_not(engine.topology, engine.rota, situation, Ref("team:duty"))
    assert reasons[0].text == "duty is paged at +6m"

"""Which team a human who is paged stands for, and where nobody says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from topology.incident.engine import Engine
from topology.incident.situation import Fault, Situation
from topology.load.loader import load
from topology.model.reference import Ref

Make = Callable[..., Any]

CATCHALL = """
defaults: {onCall: catchall}
escalationPolicies: {catchall: {steps: [{page: dan, wait: 5m}]}}
components:
  tool: {owner: quiet}
  stray: {}
  own: {owner: person:dan}
"""


def test_a_policy_of_no_team_counts_for_the_team_of_whom_it_pages(org: Make, lead: Make) -> None:
    made = org(CATCHALL)
    found = made.page("tool")
    assert (found.verdict, lead(found)) == ("MISROUTED", ("duty", "CAUSE_UNREACHABLE", "quiet"))
    assert (found.paged, found.engage.earliest) == (("team:duty",), 1)
    assert lead(made.page("stray")) == ("duty", "UNOWNED", None)


def test_the_owner_comes_first_among_the_teams_of_somebody(org: Make, lead: Make) -> None:
    found = org("""
        teams: {all: {members: [ada]}}
        escalationPolicies: {odd: {steps: [{page: ada, wait: 5m}]}}
        components: {api: {owner: app, onCall: odd}}
    """).page("api")
    assert (found.verdict, found.paged, found.first_contact.team) == ("CLEAR", ("team:app",), "team:app")


def test_a_person_who_owns_something_is_a_team_of_one(org: Make) -> None:
    found = org(CATCHALL).page("own")
    assert found.verdict == "CLEAR"
    assert (found.first_contact.person, found.first_contact.team) == ("person:dan", "person:dan")
    assert found.minutes_to_right_team == 1


def test_silent_with_two_owners_says_so(org: Make, lead: Make) -> None:
    found = org("""
        components:
          both: {owner: [app, web], alerts: none}
          ui: {owner: data, dependsOn: [both]}
    """).page("both")
    assert (found.verdict, lead(found)) == ("AMBIGUOUS", (None, "CAUSE_SILENT", None))


def test_what_nobody_owns_is_not_mitigated_twice(org: Make, components: Make, pages: Make) -> None:
    found = org("""
        defaults: {onCall: duty}
        components:
          db: {owner: duty, tier: 1}
          page: {tier: 1, userFacing: true, dependsOn: [db]}
    """).page("db")
    assert (components(found.suppressed), pages(found)) == (["page"], [(1, "dan")])


def test_the_order_of_people_in_a_step_means_nothing(org: Make, pages: Make) -> None:
    text = """
        escalationPolicies: {p: {team: app, steps: [{page: [%s], wait: 5m}]}}
        components: {api: {owner: app, onCall: p}}
    """
    one, other = (org(text % people).page("api") for people in ("ada, abe", "abe, ada"))
    assert pages(one) == pages(other) == [(1, "abe"), (1, "ada")]
    assert one.first_contact == other.first_contact


def test_a_heartbeat_that_pages_what_nobody_declared_is_unknown(tmp_path: Path, noon: datetime) -> None:
    (tmp_path / "org.yaml").write_text(
        """
        alerting: {heartbeat: {timeout: 10m, page: nobody-wrote-it}}
        teams: {web: {onCall: web}}
        components: {ui: {owner: web}}
        """
    )
    engine = Engine(load([str(tmp_path)]).catalog)
    situation = Situation(faults=(Fault(Ref("component:ui")),), at=noon, down=frozenset({"monitoring"}))
    assert engine.simulate(situation).verdict == "UNKNOWN"


def test_an_acknowledgement_before_the_page_is_said_to_stop_nothing(org: Make) -> None:
    made = org("components: {api: {owner: app}}")
    assert made.page("api", acks=[("abe", 3)]).warnings == (
        "person:abe is not paged by +3m: this acknowledgement stops nothing",
    )
    acked = made.page("api", acks=[("abe", 7)])
    assert acked.warnings == ()
    (ack,) = [event for event in acked.timeline if event.event == "ack"]
    assert any(because.place is not None for because in ack.because)

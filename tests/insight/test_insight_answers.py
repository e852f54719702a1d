"""What happens at a boundary when the provider fails, what was agreed, and the contract of a component."""

from tests.insight.conftest import NOW
from topology.insight.answers import agreed, answers
from topology.insight.contract import contract
from topology.insight.view import View
from topology.model.reference import Ref

TWO = """
people: {ada: {}, cat: {}}
teams:
  app: {onCall: app, members: [ada], interactions: [
    {team: data, mode: x-as-a-service, since: 2026-11-12, reviewBy: 2026-11-21}]}
  data: {type: platform, onCall: data, members: [cat]}
escalationPolicies:
  app: {team: app, steps: [{page: ada, wait: 5m}]}
  data: {team: data, steps: [{page: cat, wait: 5m}]}
defaults: {tier: 2, pageTiers: 2}
platforms: {stores: {owner: data, expectations: Restore within the hour}}
components:
  api: {owner: app, dependsOn: [db, quiet, whole], alerts: {detectsIn: 2m}}
  other: {owner: app, dependsOn: [db]}
  db:
    partOf: stores
    failureModes:
      quota: {impact: down, scope: consumer, responder: consumer}
      slow: {impact: degraded, responder: both}
  quiet: {owner: data, alerts: none}
  whole: {owner: data, failureModes: {outage: {scope: consumer, responder: provider}}}
"""


def of(view: View, target: str):  # type: ignore[no-untyped-def]
    wanted = Ref(f"component:{target}")
    chosen = [each for each in view.topology.crossings() if each.edge.target == wanted]
    return answers(view.topology, view.rota, chosen, view.at)


def test_the_owner_leads_when_its_own_alert_reaches_it(look) -> None:
    first, second = of(look(TWO), "db")
    assert first.crossing.edge.source == "component:api"
    assert first.led is not None
    assert (first.led.verdict, first.led.lead) == ("CLEAR", "team:data")
    assert (first.led.first, first.hears) == ("team:data", "informed")
    assert second.led == first.led


def test_a_silent_provider_makes_its_user_lead_and_hand_over(look) -> None:
    (found,) = of(look(TWO), "quiet")
    assert found.led is not None
    assert (found.led.verdict, found.led.reason) == ("MISROUTED", "CAUSE_SILENT")
    assert (found.led.lead, found.led.hand_over_to, found.hears) == ("team:app", "team:data", "leads")


def test_a_failure_at_one_users_side_is_asked_for_this_user(look) -> None:
    (found,) = of(look(TWO), "whole")
    assert found.led is not None
    assert (found.led.reason, found.led.lead, found.hears) == ("CAUSE_SILENT", "team:app", "leads")


def test_an_interaction_has_its_age_and_may_be_overdue(look) -> None:
    view = look(TWO)
    (declared,) = view.topology.interactions_of(Ref("team:app"))
    found = agreed(declared, NOW)
    assert (found.age_days, found.overdue) == (10, True)


def test_what_nobody_declared_is_a_whole_and_has_no_answer(look) -> None:
    view = look(TWO.replace("dependsOn: [db, quiet, whole]", "dependsOn: [stores]"))
    (found,) = [
        each
        for each in answers(view.topology, view.rota, view.topology.crossings(), view.at)
        if each.crossing.edge.target == "platform:stores"
    ]
    assert (found.led, found.hears) == (None, "nothing")


def test_a_contract_says_who_answers_for_each_way_of_failing(look) -> None:
    view = look(TWO)
    found = contract(view.topology, view.rota, Ref("component:db"), view.at)
    assert found is not None
    assert (found.owners, found.promised_by) == (("team:data",), "platform:stores")
    assert found.expectations == "Restore within the hour"
    assert [each.edge.source for each in found.consumers] == ["component:api", "component:other"]
    outage, quota, slow = found.clauses
    assert (outage.mode, outage.stated, outage.answers) == ("outage", False, ("team:data",))
    assert [(user, each.lead) for user, each in outage.leads] == [(None, "team:data")]
    assert (quota.responder, quota.answers) == ("consumer", ("team:app",))
    assert [(user, each.lead) for user, each in quota.leads] == [("component:api", "team:app")]
    assert slow.answers == ("team:app", "team:data")
    assert all(clause.kept for clause in found.clauses)


def test_a_contract_that_the_pages_do_not_follow_is_not_kept(look) -> None:
    view = look(
        TWO.replace("app: {team: app, steps: [{page: ada, wait: 5m}]}", "app: {team: app, steps: []}")
    )
    found = contract(view.topology, view.rota, Ref("component:db"), view.at)
    assert found is not None
    assert [clause.mode for clause in found.clauses if not clause.kept] == ["quota"]


def test_only_components_have_a_contract(look) -> None:
    view = look(TWO)
    assert contract(view.topology, view.rota, Ref("platform:stores"), view.at) is None

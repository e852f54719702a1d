"""Scripts of game days: what they become, and where a mistake in one is shown."""

from __future__ import annotations

from typing import Any

from topology.model.place import Place

CATALOG = """\
teams: {pay: {onCall: pay}}
people: {ada: {}, lin: {}}
components: {api: {owner: pay, failureModes: {quota: {impact: degraded}}}, db: {owner: pay}}
schedules: {rota: {layers: [{roster: [{since: 2026-01-05, people: [ada]}]}]}}
escalationPolicies: {pay: {team: pay, steps: [{page: rota, wait: 5m}]}}
"""

SCRIPT = """\
scenarios:
  night:
    title: A night
    objectives: [See who is called]
    start: Mon 03:00
    rounds:
      - title: First
        fault: api@quota
        lasts: 20m
        away: ["@oncall(pay, 2)", ada]
        injects:
          - {at: +4m, unreachable: '@oncall(rota)'}
          - {at: +4m, card: Is it you?, from: press}
      - title: Second
        fault: [db, {component: api, impact: degraded}]
      - title: Third
        at: +2h
        fault: db
        questions: [minutes, lead]
"""


def test_a_script_becomes_rounds_in_the_order_of_time(loaded: Any) -> None:
    result = loaded(CATALOG + SCRIPT)
    assert result.problems == ()
    script = result.catalog.entities["scenario:night"]
    first, second, third = script.rounds
    assert (script.start, script.objectives) == ("Mon 03:00", ("See who is called",))
    assert [each.minute for each in script.rounds] == [0, 20, 120]
    assert first.faults[0].mode == "quota"
    assert [fault.impact for fault in second.faults] == [None, "degraded"]
    assert (second.lasts, third.questions) == (60, ("lead", "minutes"))


def test_people_may_be_whoever_is_on_call(loaded: Any) -> None:
    script = loaded(CATALOG + SCRIPT).catalog.entities["scenario:night"]
    second, ada = script.rounds[0].away
    assert (second.on_call.target, second.step, second.person) == ("team:pay", 2, None)
    assert (ada.person.target, ada.on_call) == ("person:ada", None)
    call, card = script.rounds[0].injects
    assert (call.kind, call.people[0].on_call.target) == ("unreachable", "schedule:rota")
    assert (card.kind, card.text, card.sender) == ("card", "Is it you?", "press")


def test_a_wrong_name_inside_oncall_is_underlined_and_the_right_one_suggested(loaded: Any) -> None:
    text = CATALOG + SCRIPT.replace("@oncall(rota)", "@oncall(rotta)")
    (problem,) = loaded(text).problems
    line = text.split("\n")[problem.place.line - 1]
    assert (problem.code, problem.width) == ("T204", 5)
    assert line[problem.place.column - 1 :].startswith("rotta")
    assert problem.message == 'unknown team "rotta" in @oncall of scenario:night'


def test_a_component_that_is_not_there_is_found_with_what_was_meant(loaded: Any) -> None:
    text = CATALOG.replace("api:", "payments-api:") + SCRIPT.replace("api", "payment-api")
    (problem,) = loaded(text).problems
    assert (problem.code, problem.suggestion.text, len(problem.references)) == ("T204", "payments-api", 2)
    assert problem.place == Place("catalog.yaml", 13, 16)


def test_a_wrong_round_leaves_the_others(loaded: Any) -> None:
    result = loaded(CATALOG + SCRIPT.replace("        fault: api@quota\n", ""))
    assert [problem.code for problem in result.problems] == ["T208"]
    assert [each.title for each in result.catalog.entities["scenario:night"].rounds] == ["Second", "Third"]

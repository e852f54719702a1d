"""A script that reads well and cannot be played."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from topology.gameday.lint import KINDS, lint
from topology.gameday.people import people
from topology.model.scenario import Scenario

SCRIPT = "scenarios:\n  s:\n    rounds:\n      - {{title: One, {0}}}\n"

WRONG = [
    ("fault: pay-db@quota", "T601", "has no failure mode"),
    ("fault: pay-db, injects: [{at: +5m, fail: cluster@quota}]", "T601", "has no failure mode"),
    ("fault: lonely", "T602", "cannot be answered: nobody declared who is paged"),
    ("fault: pay-db, injects: [{at: +5m, recover: orders}]", "T603", "orders has not failed by then"),
    ("fault: pay-db, injects: [{at: +5m, fail: pay-db}]", "T603", "pay-db has failed already"),
    ("fault: pay-db, injects: [{at: +5m, up: pager}]", "T603", "pager is not down"),
    ("fault: pay-db, down: [chat], injects: [{at: +5m, down: chat}]", "T603", "chat is down already"),
    ("fault: pay-db, injects: [{at: +5m, unreachable: eve}]", "T603", "eve is paged by nobody"),
    ("fault: pay-db, injects: [{at: +3m, answered: zoe}]", "T603", "zoe has not been paged by then"),
    ("fault: pay-db, injects: [{at: +5m, silence: pay-db}]", "T603", "the alert of pay-db has come"),
    ("fault: pay-db, injects: [{at: +5m, handOver: pay-rota}]", "T603", "no shift of pay-rota changes"),
    ("fault: pay-db, away: '@oncall(pay, 7)'", "T604", "nobody has the turn of @oncall(pay, 7)"),
    ("fault: pay-db, situation: Is it the Payments team?", "T605", 'names "Payments team"'),
    ("fault: pay-db, situation: ring ada obi", "T605", 'names "Ada Obi", the first human'),
    ("fault: pay-db, situation: the pay-db is down", "T605", "which is what fails"),
]


@pytest.mark.parametrize(("text", "code", "words"), WRONG)
def test_what_cannot_be_played_is_said_at_its_line(
    engine_of: Any, start: datetime, text: str, code: str, words: str
) -> None:
    engine = engine_of(SCRIPT.format(text))
    (script,) = engine.catalog.of(Scenario)
    (problem,) = lint(engine, script, start)
    assert (problem.code, problem.entity) == (code, "scenario:s")
    assert words in problem.message
    assert problem.place.line == script.rounds[0].place.line


def test_a_scenario_without_rounds_is_no_game(engine_of: Any, start: datetime) -> None:
    engine = engine_of("scenarios: {s: {objectives: [none]}}\n")
    (script,) = engine.catalog.of(Scenario)
    assert [problem.code for problem in lint(engine, script, start)] == ["T606"]


def test_every_kind_has_a_case() -> None:
    assert {kind.code for kind in KINDS} == {code for _, code, _ in WRONG} | {"T606"}


def test_a_hand_over_at_its_minute_is_one(engine_of: Any, start: datetime) -> None:
    text = "fault: pay-db, at: +355m, injects: [{at: +5m, handOver: pay-rota}]"
    engine = engine_of(SCRIPT.format(text))
    (script,) = engine.catalog.of(Scenario)
    assert lint(engine, script, start) == ()


def test_on_call_is_asked_of_the_rota_at_that_instant(engine_of: Any, start: datetime) -> None:
    text = "fault: pay-db, away: ['@oncall(pay)', '@oncall(pay-second)', '@oncall(policy:data, 2)', wim]"
    engine = engine_of(SCRIPT.format(text))
    (script,) = engine.catalog.of(Scenario)
    found = people(engine, script.rounds[0].away, start)
    assert found == (
        *engine.rota.at("schedule:pay-rota", start).people, "person:lin", "person:eve", "person:wim",
    )  # fmt: skip


def test_the_finished_scenarios_have_nothing_wrong(example: Any) -> None:
    from topology.oncall.instants import parse_instant

    found = list(example.catalog.of(Scenario))
    assert len(found) == 4
    for script in found:
        begins = parse_instant(script.start, datetime.now().astimezone(), "Europe/Lisbon")
        assert lint(example, script, begins) == ()
        assert script.objectives
        assert all(part.situation and part.discuss for part in script.rounds)

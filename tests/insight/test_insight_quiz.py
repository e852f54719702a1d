"""Failures to predict: true, varied, and always with something to choose."""

from datetime import UTC, datetime

import pytest

from topology.incident.engine import Engine
from topology.incident.situation import Fault, Situation
from topology.insight.quiz import CHOICES, MOST, ask, quiz
from topology.load.loader import load
from topology.model.reference import Ref
from topology.present.resources import example_path

NOW = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load([example_path()]).catalog)


def test_the_answers_are_the_engine_s(engine: Engine) -> None:
    for question in quiz(engine.topology, engine.rota, NOW, Ref("team:payments")):
        incident = engine.simulate(Situation(faults=(Fault(question.ref),), at=NOW))
        assert question.lead == incident.leads[0].team
        contact = incident.first_contact
        assert question.first == (contact.team if contact is not None else None)
        assert {question.lead, question.first} - {None} <= set(question.teams)
        assert 2 <= len(question.teams) <= CHOICES


def test_they_are_about_the_team_and_differ(engine: Engine) -> None:
    made = quiz(engine.topology, engine.rota, NOW, Ref("team:payments"))
    assert len(made) == MOST == len({question.ref for question in made})
    own = set(engine.topology.owned_by(Ref("team:payments")))
    near = {edge.target for ref in own for edge in engine.topology.needs(ref)}
    near |= {edge.source for ref in own for edge in engine.topology.users(ref)}
    assert {question.ref for question in made} <= own | near
    assert len({question.incident.verdict for question in made}) >= 3


def test_without_a_team_they_are_from_anywhere_and_the_same_each_time(engine: Engine) -> None:
    made = quiz(engine.topology, engine.rota, NOW, None, most=4)
    assert [question.ref for question in made] == [
        question.ref for question in quiz(engine.topology, engine.rota, NOW, None, most=4)
    ]
    assert len(made) == 4


def test_nothing_is_asked_where_there_is_nothing_to_choose(engine: Engine) -> None:
    assert ask(engine.topology, engine.rota, NOW, Ref("component:no-such-thing")) is None
    assert quiz(engine.topology, engine.rota, NOW, Ref("team:nobody-knows")) == ()

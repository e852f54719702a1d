"""What is injected is asked of the engine: the course of a round, beat by beat."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from topology.gameday.happening import Cause, Happening
from topology.gameday.stretches import Stretch, stretches
from topology.gameday.truth import beats, truth
from topology.incident.situation import Fault, Situation, SituationError
from topology.model.scenario import QUESTIONS


def course(engine: Any, start: datetime, fault: str, *told: Happening, **more: Any) -> tuple[Stretch, ...]:
    first = Situation(faults=(Fault(f"component:{fault}"),), at=start, **more)
    return stretches(engine.simulate, first, told)


def pages(found: tuple[Stretch, ...]) -> list[tuple[int, str]]:
    return sorted(
        (minute, event.person) for each in found for minute, event in each.events() if event.event == "page"
    )


def fails(minute: int, *components: str, kind: Any = "fail") -> Happening:
    return Happening(minute=minute, kind=kind, causes=tuple(Cause(f"component:{one}") for one in components))


def test_without_injects_a_round_is_one_question(shop: Any, start: datetime) -> None:
    (only,) = course(shop, start, "pay-db")
    assert only.incident == shop.simulate(Situation(faults=(Fault("component:pay-db"),), at=start))
    assert pages((only,))[:2] == [(1, "person:ada"), (3, "person:wim")]


def test_somebody_who_does_not_answer_leaves_the_clock_running(shop: Any, start: datetime) -> None:
    silent = Happening(minute=4, kind="unreachable", people=("person:ada",))
    found = course(shop, start, "cluster", Happening(minute=2, kind="unreachable", people=("person:dan",)))
    assert pages(found)[:2] == pages(course(shop, start, "cluster"))[:2]
    before, after = course(shop, start, "pay-db", silent)
    assert (before.until, after.since, after.asked) == (4, 4, 0)
    assert after.situation.away == {"person:ada"}
    assert (6, "person:lin") in pages((before, after))


def test_an_answer_stops_the_policy_that_it_answers(shop: Any, start: datetime) -> None:
    found = course(shop, start, "pay-db", Happening(minute=4, kind="answered", people=("person:ada",)))
    assert not [who for minute, who in pages(found) if minute > 4 and who in ("person:ada", "person:lin")]
    assert [(minute, who) for minute, who in pages(found) if who == "person:zoe"] == [(8, "person:zoe")]


def test_a_second_fault_elsewhere_is_asked_by_itself(shop: Any, start: datetime) -> None:
    first, second = course(shop, start, "quiet-db", fails(10, "depot"))
    assert (first.until, second.asked) == (None, 10)
    assert second.situation.at == start + timedelta(minutes=10)
    assert [fault.component for fault in second.situation.faults] == ["component:depot"]


def test_the_second_of_a_pair_is_asked_together_with_the_first(shop: Any, start: datetime) -> None:
    first, both = course(shop, start, "bank-a", fails(12, "bank-b"))
    assert first.until == 12
    assert [fault.component for fault in both.situation.faults] == ["component:bank-a", "component:bank-b"]
    assert both.incident.states["component:pay-api"] == "down"
    assert pages((first, both))[0] == (14, "person:ada")


def test_what_takes_the_way_to_a_human_down_is_never_independent(shop: Any, start: datetime) -> None:
    first, both = course(shop, start, "rings", fails(5, "orders"))
    assert first.until == 5
    assert len(both.situation.faults) == 2
    assert (15, "person:dan") in pages((first, both))


def test_what_recovers_is_asked_no_more(shop: Any, start: datetime) -> None:
    (only,) = course(
        shop, start, "pay-db", Happening(minute=4, kind="recover", components=("component:pay-db",))
    )
    assert only.until == 4
    assert max(minute for minute, _ in pages((only,))) < 4


def test_when_the_pager_stops_everything_is_asked_anew(shop: Any, start: datetime) -> None:
    first, after = course(shop, start, "pay-db", Happening(minute=2, kind="down", tools=("pager",)))
    assert (first.until, after.asked) == (2, 2)
    assert pages((first, after)) == [(1, "person:ada"), (12, "person:dan"), (17, "person:eve")]
    (*_, back) = course(
        shop, start, "pay-db", Happening(minute=2, kind="down", tools=("pager",)),
        Happening(minute=6, kind="up", tools=("pager",)),
    )  # fmt: skip
    assert back.situation.down == frozenset()
    assert pages((back,))[0] == (7, "person:ada")


def test_an_alert_that_has_come_cannot_be_silenced(shop: Any, start: datetime) -> None:
    late = Happening(minute=2, kind="silence", components=("component:pay-db",))
    assert len(course(shop, start, "pay-db", late)) == 1
    early = Happening(minute=0, kind="silence", components=("component:pay-db",))
    *_, after = course(shop, start, "pay-db", early)
    assert after.situation.silent == {"component:pay-db"}
    assert pages((after,))[0] == (2, "person:ada")


def test_a_question_without_an_answer_is_not_taken(shop: Any, start: datetime) -> None:
    with pytest.raises(SituationError, match="not something that can fail"):
        course(shop, start, "pay-db", fails(3, "nothing"))


def test_every_beat_is_an_event_of_the_engine(shop: Any, start: datetime) -> None:
    told = (
        Happening(minute=3, kind="unreachable", people=("person:ada",)),
        fails(10, "quiet-db"),
        Happening(minute=20, kind="card", text="When?", sender="customers"),
    )
    found = course(shop, start, "pay-db", *told)
    events = {
        (minute, event.event, event.person or "", event.policy or "")
        for each in found
        for minute, event in each.events()
    }
    made = beats(found, told, 30, QUESTIONS)
    for beat in made:
        if beat.kind in ("page", "ack", "held", "repeat", "fallback", "exhausted", "heartbeat"):
            assert (beat.minute, beat.kind, beat.person, beat.policy) in events
    assert [beat.minute for beat in made] == sorted(beat.minute for beat in made)
    assert [beat.question for beat in made if beat.kind == "answer"] == list(QUESTIONS)
    assert [told[beat.inject].minute for beat in made if beat.kind == "inject"] == [3, 10, 20]
    first_pages = [(beat.person, beat.again) for beat in made if beat.kind == "page"]
    assert first_pages[0] == ("person:ada", False)


def test_the_truth_is_the_engines_answer(shop: Any, start: datetime) -> None:
    incident = shop.simulate(Situation(faults=(Fault("component:quiet-db"),), at=start))
    said = truth(incident)
    assert said.verdict == incident.verdict == "MISROUTED"
    assert (said.lead, said.over, said.reasons) == (("team:web",), ("team:data",), ("CAUSE_SILENT",))
    assert (said.first, said.minutes) == ("person:wim", 2)
    assert said.alerts == ((2, "component:orders"),)
    assert said.because[0].where

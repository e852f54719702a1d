"""How near predictions came."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.gameday.conftest import SHOP
from tests.gameday.playing import engine_at, new_game
from topology.gameday.prediction import NEVER, Prediction
from topology.gameday.score import brier, calibration, group, leaderboard, overlap, own, score, surprise
from topology.gameday.truth import Truth
from topology.model.scenario import QUESTIONS

TRUTH = Truth(verdict="JOINT", lead=("team:a",), paged=("team:b", "team:c"), first="person:x", minutes=7)
NOBODY = Truth(verdict="NOBODY")


def test_teams_are_worth_their_overlap() -> None:
    assert overlap((), ()) == 1
    assert overlap(("a",), ()) == 0
    assert overlap(("a", "b"), ("b", "c")) == pytest.approx(1 / 3, abs=1e-4)
    half = score(TRUTH, Prediction(paged=("team:b",)), "paged")
    assert (half.points, half.right) == (0.5, False)
    assert score(TRUTH, Prediction(lead=("team:a",)), "lead").right
    assert score(NOBODY, Prediction(lead=()), "lead").right


@pytest.mark.parametrize(("said", "points", "right", "missed"), [(7, 1, True, 0), (9, 0.8667, True, 2),
                         (10, 0.8, False, 3), (60, 0, False, 53), (NEVER, 0, False, None)])  # fmt: skip
def test_minutes_are_worth_their_distance(said: int, points: float, right: bool, missed: int | None) -> None:
    found = score(TRUTH, Prediction(minutes=said), "minutes")
    assert (found.points, found.right, found.missed) == (points, right, missed)


def test_never_is_right_where_nobody_is_paged() -> None:
    assert score(NOBODY, Prediction(minutes=NEVER), "minutes").right
    assert not score(NOBODY, Prediction(minutes=5), "minutes").right
    assert score(NOBODY, Prediction(first=""), "firstHuman").right


@pytest.mark.parametrize(("sure", "lead", "worth"), [(100, "team:a", 0), (100, "team:b", 1),
                         (50, "team:a", 0.25), (80, "team:b", 0.64), (None, "team:a", None)])  # fmt: skip
def test_how_sure_somebody_was_is_scored_by_brier(sure: int | None, lead: str, worth: float | None) -> None:
    found = own(TRUTH, Prediction(lead=(lead,), sure=sure), QUESTIONS)
    assert found.brier == worth


def test_what_is_not_answered_is_worth_nothing_and_counts() -> None:
    found = own(TRUTH, Prediction(lead=("team:a",)), QUESTIONS)
    assert (len(found.scores), found.total, found.right) == (1, 0.2, 1)


@pytest.fixture
def played(tmp_path: Path) -> Any:
    """A first round in which three of four are sure and wrong about who leads."""
    game = new_game(engine_at(tmp_path, SHOP))
    for name in ("Kim", "Lee", "Max", "Noa"):
        game.join(name.casefold(), name)
    game.next()
    game.next()
    for name, team, sure in (("kim", "web", 95), ("lee", "web", 95), ("max", "data", 60), ("noa", "pay", 70)):
        game.predict(name, Prediction(lead=(f"team:{team}",), first="person:ada", minutes=1, sure=sure))
    game.lock()
    return game.state


def test_the_room_is_told_by_answer_the_most_common_first(played: Any) -> None:
    found = group(played.now, "lead")
    assert [(each.answer, each.count, each.right) for each in found.said] == [
        (("team:web",), 2, False), (("team:data",), 1, False), (("team:pay",), 1, True),
    ]  # fmt: skip
    assert (found.answered, found.right, found.points) == (4, 1, 0.25)
    assert group(played.now, "firstHuman").right == 4
    assert group(played.now, "verdict").answered == 0


def test_calibration_and_the_biggest_surprise_are_of_the_group(played: Any) -> None:
    assert [(each.low, each.count, each.right, each.sure) for each in calibration(played.rounds)] == [
        (60, 2, 1, 65.0), (90, 2, 0, 95.0),
    ]  # fmt: skip
    found = surprise(played.rounds)
    assert found is not None
    assert (found.question, found.wrong, found.answered, found.most) == ("lead", 3, 4, ("team:web",))
    assert brier(played.rounds) == pytest.approx((2 * 0.95**2 + 0.6**2 + 0.3**2) / 4, abs=1e-4)


def test_a_ranking_is_there_for_who_asks(played: Any) -> None:
    names = [name for name, _ in leaderboard(played)]
    assert names[0] == "Noa"
    assert sorted(names) == ["Kim", "Lee", "Max", "Noa"]

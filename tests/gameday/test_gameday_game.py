"""A game from the lobby to its end: what may come when, the clocks, what is taken back, and replays."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.gameday.conftest import SHOP
from tests.gameday.playing import Hand, any_move, engine_at, new_game
from topology.gameday.direct import situation
from topology.gameday.events import decode, encode
from topology.gameday.fold import BadLog, fold
from topology.gameday.game import Game
from topology.gameday.happening import Cause, Happening
from topology.gameday.prediction import Prediction
from topology.gameday.stretches import stretches
from topology.gameday.trouble import GameError, NotNow
from topology.gameday.truth import beats, truth


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def game(tmp_path: Path, hand: Hand) -> Game:
    return new_game(engine_at(tmp_path, SHOP), clocks=hand.clocks())


def until(game: Game, phase: str) -> Any:
    while game.state.phase != phase:
        game.next()
    assert game.state.now is not None
    return game.state.now


def test_a_game_goes_from_the_lobby_to_its_end(game: Game) -> None:
    phases = [game.state.phase]
    while game.state.phase != "over":
        game.next()
        if game.state.phase != phases[-1]:
            phases.append(game.state.phase)
    once = ["brief", "predict", "locked", "reveal", "discuss"]
    assert phases == ["lobby", *once, *once, "over"]
    with pytest.raises(NotNow, match="over"):
        game.next()


def test_predictions_are_taken_between_question_and_lock_only(game: Game) -> None:
    game.join("p1", "Kim")
    said = Prediction(lead=("team:pay",), sure=80)
    game.next()
    with pytest.raises(NotNow, match="closed"):
        game.predict("p1", said)
    game.next()
    with pytest.raises(NotNow, match="join first"):
        game.predict("p2", said)
    game.predict("p1", Prediction(lead=("team:web",)))
    game.predict("p1", said)
    game.next()
    assert game.state.now is not None
    assert game.state.now.predictions == {"p1": said}
    with pytest.raises(NotNow, match="closed"):
        game.predict("p1", said)


def test_what_a_player_has_sent_counts_once(game: Game) -> None:
    game.join("p1", "Kim")
    game.next()
    game.next()
    first, second = Prediction(lead=("team:pay",)), Prediction(lead=("team:web",))
    game.predict("p1", first, 1)
    game.predict("p1", second, 2)
    seq = game.state.seq
    game.predict("p1", first, 1)
    assert game.state.seq == seq
    assert game.state.now is not None
    assert game.state.now.predictions == {"p1": second}


def test_the_time_to_predict_is_real_time_and_stands_while_paused(game: Game, hand: Hand) -> None:
    game.next()
    game.next()
    hand.seconds += 50
    game.tick()
    assert (game.state.phase, game.left) == ("predict", 70)
    game.pause()
    hand.seconds += 1000
    game.tick()
    assert (game.state.phase, game.left) == ("predict", 70)
    game.pause()
    hand.seconds += 69.5
    game.tick()
    assert game.state.phase == "predict"
    hand.seconds += 1
    game.tick()
    assert game.state.phase == "locked"
    assert game.state.now is not None
    assert game.state.now.locked_by == "timer"


def test_the_simulated_clock_shows_beats_on_time_but_never_an_answer(game: Game, hand: Hand) -> None:
    until(game, "reveal")
    game.speed(60)
    game.pause()
    hand.seconds += 4
    game.tick()
    assert game.state.now is not None
    assert [beat.minute for beat in game.state.now.told][-1] == 4
    assert game.minute == 4
    game.speed(1)
    assert game.minute == 4
    game.speed(600)
    hand.seconds += 3600
    game.tick()
    assert [beat.kind for beat in game.state.now.beats[game.state.now.shown :]] == ["answer"] * 5


def test_a_wall_clock_that_jumps_moves_nothing(game: Game, hand: Hand) -> None:
    until(game, "reveal")
    game.pause()
    hand.jump = -86_400_000
    game.tick()
    minute = game.minute
    hand.jump = 86_400_000
    game.tick()
    assert game.minute == minute == 0
    assert fold(game.log.entries) == game.state


def test_an_inject_by_hand_is_asked_of_the_engine_and_can_be_taken_back(game: Game) -> None:
    played = until(game, "reveal")
    while game.state.now.minute < 6:  # type: ignore[union-attr]
        game.next()
    before = game.state.now
    assert before is not None
    new = Happening(minute=6, kind="recover", components=("component:pay-db",), text="Mended")
    after = game.inject(new).now
    assert after is not None
    assert after.told == before.told
    assert not [beat for beat in after.beats if beat.kind == "page" and beat.component == "component:pay-db"][
        len([beat for beat in before.told if beat.kind == "page"]) :
    ]
    game.undo()
    assert game.state.now == before
    assert played.truth == before.truth


def test_an_inject_of_the_script_can_come_now_or_never(game: Game) -> None:
    until(game, "reveal")
    game.next()
    now = game.bring_forward(1).now
    assert now is not None
    assert [each.minute for each in now.happenings] == [0, 4, 15]
    left = game.leave_out(2).now
    assert left is not None
    assert [each.kind for each in left.happenings] == ["card", "unreachable"]
    game.next()
    told = [beat.inject for beat in game.state.now.told if beat.kind == "inject"]  # type: ignore[union-attr]
    assert told == [0]
    with pytest.raises(NotNow, match="has happened"):
        game.leave_out(0)


def test_what_was_locked_stays_locked(game: Game) -> None:
    until(game, "locked")
    with pytest.raises(NotNow, match="locked"):
        game.undo()
    game.next()
    game.next()
    game.undo()
    game.undo()
    assert game.state.phase == "locked"


def test_beats_are_taken_back_one_by_one(game: Game) -> None:
    until(game, "reveal")
    for _ in range(3):
        game.next()
    assert game.undo().now.shown == 2  # type: ignore[union-attr]
    assert game.undo().now.shown == 1  # type: ignore[union-attr]
    game.next()
    assert game.state.now.shown == 2  # type: ignore[union-attr]
    assert fold(game.log.entries) == game.state


def test_at_every_beat_the_game_agrees_with_the_engine(game: Game) -> None:
    while game.state.phase != "over":
        game.next()
        played = game.state.now
        if played is None:
            continue
        first = situation(played.ask)
        assert game.engine is not None
        asked = stretches(game.engine.simulate, first, played.happenings)
        assert played.truth == truth(game.engine.simulate(first))
        assert played.beats == beats(asked, played.happenings, played.part.lasts, played.part.questions)


def test_a_round_runs_again_on_a_catalog_that_was_mended(game: Game, tmp_path: Path) -> None:
    while len(game.state.rounds) < 2:
        game.next()
    until(game, "discuss")
    with pytest.raises(GameError):
        game.note("  ")
    mended = engine_at(tmp_path, SHOP.replace("alerts: none}\n  orders", "alerts: {on: down}}\n  orders"))
    game.engine = mended
    played = game.rerun().now
    assert played is not None
    assert (played.truth.verdict, played.reruns[-1].truth.verdict) == ("MISROUTED", "CLEAR")
    assert game.agree().now.agreed == "rerun"  # type: ignore[union-attr]


def test_fixes_that_a_machine_can_make_are_known_with_their_line(game: Game) -> None:
    while len(game.state.rounds) < 2:
        game.next()
    played = game.state.now
    assert played is not None
    assert [(fix.line, fix.before) for fix in played.fixes] == []  # in one line with all else: left to people
    assert played.truth.reasons == ("CAUSE_SILENT",)


def test_replaying_any_log_gives_the_same_state(tmp_path: Path) -> None:
    engine = engine_at(tmp_path, SHOP)
    phases = set()
    for seed in range(25):
        hand, random = Hand(), Random(seed)
        game = new_game(engine, clocks=hand.clocks())
        for _ in range(60):
            any_move(random, game, hand)
        again = fold(decode(encode(entry)) for entry in game.log.entries)
        assert again == game.state
        played = game.state.now
        assert played is None or played.shown <= len(played.beats)
        phases.add(game.state.phase)
    assert len(phases) >= 4


def test_a_log_that_nobody_wrote_is_refused(game: Game) -> None:
    game.next()
    log = game.log.entries
    with pytest.raises(BadLog, match="entry 2"):
        fold((log[0], log[0]))
    with pytest.raises(BadLog, match="has not begun"):
        fold((type(log[0])(1, 0, log[1].event),))
    cause = Happening(minute=1, kind="fail", causes=(Cause("component:nothing"),))
    with pytest.raises(NotNow, match="can fail"):
        game.inject(cause)
    assert game.state == fold(log)

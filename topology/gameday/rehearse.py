"""A whole game without anybody: the script played from beginning to end, against a clock of its own.

For whoever prepares one: what comes when, whether everything has an answer, how long it takes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random

from msgspec import Struct

from topology.gameday.clock import Clocks
from topology.gameday.direct import situation
from topology.gameday.game import Game, Log, Memory
from topology.gameday.prediction import SURE, Prediction
from topology.gameday.state import Played, State
from topology.gameday.stretches import stretches
from topology.gameday.truth import beats, truth
from topology.gameday.version import version
from topology.incident.engine import Engine
from topology.incident.result import VERDICTS
from topology.model.scenario import Scenario

PLAYERS = 7
PREDICTING = 180
"""Seconds that people take to predict where the script gives none."""

READING, TALKING = 120, 600
"""Seconds that a briefing and a talk take."""

ANSWER = 20
"""Seconds for which an answer stands before the next one is shown."""

Hears = Callable[[State], None]
Wait = Callable[[float], None]


class Rehearsed(Struct, frozen=True):
    """What a rehearsal came to: ``seconds`` of real time it would take, and where the engine disagreed."""

    state: State
    log: Log
    seconds: float
    beats: int
    wrong: tuple[str, ...]


class _Time:
    """A clock that goes on when it is told to."""

    def __init__(self, start: datetime, wait: Wait) -> None:
        self._start = int(start.timestamp() * 1000)
        self._wait = wait
        self.passed = 0.0

    def go(self, seconds: float) -> None:
        self.passed += seconds
        self._wait(seconds)

    def clocks(self) -> Clocks:
        return Clocks(lambda: self._start + int(self.passed * 1000), lambda: self.passed)


def rehearse(
    engine: Engine,
    scenario: Scenario,
    start: datetime,
    now: datetime,
    *,
    seed: int = 1,
    hears: Hears = lambda state: None,
    wait: Wait = lambda seconds: None,
    program: str = "",
) -> Rehearsed:
    """Play a scenario that begins at the simulated instant ``start``, from the real instant ``now`` on.

    ``hears`` is told what holds after each step, ``wait`` how many seconds pass. Made-up
    players predict, the same for the same ``seed``. Raises NotNow for a round without an answer.
    """
    time, random = _Time(now, wait), Random(seed)
    game = Game(Memory(), time.clocks(), engine, scenario, version(engine.catalog))
    game.open("rehearsal", program, start)
    for number in range(PLAYERS):
        game.join(f"player-{number + 1}", f"Player {number + 1}")
    game.listen(hears)
    wrong: list[str] = []
    shown = 0
    while game.state.phase != "over":
        game.next()
        phase, played = game.state.phase, game.state.now
        if played is None:
            continue
        if phase == "brief":
            time.go(READING)
        elif phase == "predict":
            _predict(game, played, time, random)
        elif phase == "reveal":
            shown += _reveal(game, time, wrong)
        elif phase == "discuss":
            if played.truth.verdict in ("CLEAR", "JOINT", "MULTI"):
                game.agree()
            time.go(TALKING)
    return Rehearsed(game.state, game.log, time.passed, shown, tuple(wrong))


def _predict(game: Game, played: Played, time: _Time, random: Random) -> None:
    seconds = played.seconds or PREDICTING
    for player in game.state.players:
        time.go(seconds * 0.8 / len(game.state.players))
        game.predict(player.id, guess(random, played))
    time.go(seconds * 0.2 + 1)
    game.tick()  # where the script gives a time, it is over now


def _reveal(game: Game, time: _Time, wrong: list[str]) -> int:
    """Run the simulated clock to the end of the round, then show the answers; how many beats that were."""
    assert game.state.now is not None
    _agrees(game, game.state.now, wrong)
    game.pause()  # the clock stands until it is started
    while (played := game.state.now) is not None and not played.done:
        if played.beats[played.shown].kind == "answer":
            game.show()
            time.go(ANSWER)
        else:
            time.go(60 / game.state.speed)
            game.tick()
    return game.state.now.shown


def _agrees(game: Game, played: Played, wrong: list[str]) -> None:
    """Ask the engine again, for everything that is about to be shown."""
    assert game.engine is not None
    first = situation(played.ask)
    course = stretches(game.engine.simulate, first, played.happenings)
    expected = beats(course, played.happenings, played.part.lasts, played.part.questions)
    if truth(game.engine.simulate(first)) != played.truth:
        wrong.append(f"round {played.round + 1}: the answer is not the engine's")
    for number, (mine, theirs) in enumerate(zip(played.beats, expected, strict=False), 1):
        if mine != theirs:
            wrong.append(f"round {played.round + 1}: beat {number} is not the engine's")
    if len(played.beats) != len(expected):
        wrong.append(f"round {played.round + 1}: {len(played.beats)} beats, the engine has {len(expected)}")


def guess(random: Random, played: Played) -> Prediction:
    """What a made-up player says: right now and then, and surer when right."""
    answer, knows = played.truth, random.random() < 0.4
    lead = answer.lead if knows else (random.choice(played.teams),) if played.teams else ()
    first = answer.first if knows and random.random() < 0.6 else random.choice(played.people or ("",))
    return Prediction(
        lead=lead,
        paged=answer.paged if random.random() < 0.3 else (),
        first=first,
        minutes=(answer.minutes or 5) + random.randrange(0, 9) if random.random() < 0.8 else -1,
        verdict=answer.verdict if random.random() < 0.4 else random.choice(VERDICTS),
        sure=random.choice(SURE[3:] if knows else SURE[:5]),
    ).limited()

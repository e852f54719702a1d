"""Playing in tests: a script on the small company, a clock by hand, and a player who knows every command."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from topology.gameday.clock import Clocks
from topology.gameday.game import Game, Memory
from topology.gameday.happening import Cause, Happening
from topology.gameday.prediction import Prediction
from topology.gameday.trouble import GameError
from topology.gameday.version import version
from topology.incident.engine import Engine
from topology.load.loader import load
from topology.load.sources import Sources
from topology.model.scenario import Scenario
from topology.oncall.instants import parse_instant

SCRIPT = """\
scenarios:
  night:
    title: A night at the shop
    objectives: [See who is called]
    start: 2026-11-23T03:00
    rounds:
      - title: One
        situation: The shop is slow.
        fault: pay-db
        lasts: 30m
        timer: 2m
        injects:
          - {at: +4m, unreachable: '@oncall(pay)'}
          - {at: +9m, card: Is it you?, from: press}
          - {at: +15m, fail: depot}
      - title: Two
        situation: Orders do not arrive.
        fault: quiet-db
        lasts: 20m
        questions: [lead, minutes]
"""

MIDNIGHT = 1_795_000_000_000


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.jump = 0

    def clocks(self) -> Clocks:
        return Clocks(lambda: MIDNIGHT + int(self.seconds * 1000) + self.jump, lambda: self.seconds)


def engine_at(folder: Path, shop: str, script: str = SCRIPT) -> Engine:
    """The company with a script, read from a folder."""
    (folder / "shop.yaml").write_text(shop + script, encoding="utf-8")
    catalog = load([str(folder)]).catalog
    return Engine(catalog, Sources(catalog).read)


def new_game(engine: Engine, log: Any = None, clocks: Clocks | None = None, session: str = "night-1") -> Game:
    """A game of the first script of a catalog, opened."""
    script = next(engine.catalog.of(Scenario))
    clocks = clocks or Hand().clocks()
    game = Game(log if log is not None else Memory(), clocks, engine, script, version(engine.catalog))
    game.open(session, "0", parse_instant(str(script.start), datetime(2026, 11, 1, tzinfo=UTC)))
    return game


def some_prediction(random: Random, game: Game) -> Prediction:
    """What somebody might say."""
    played = game.state.now
    assert played is not None
    return Prediction(
        lead=(random.choice(played.teams),),
        paged=tuple(random.sample(played.teams, random.randrange(2))),
        first=random.choice((*played.people, "")),
        minutes=random.randrange(-1, 20),
        verdict=random.choice(("CLEAR", "JOINT", "NOBODY", "MISROUTED")),
        sure=random.choice((50, 70, 90, 99)),
    )


def any_move(random: Random, game: Game, hand: Hand) -> None:
    """One command that somebody might give now; those that do not fit are refused and change nothing."""
    hand.seconds += random.random() * 30
    played = game.state.now
    moves = [
        *[game.next] * 9, game.pause, game.undo, game.tick, game.blank, game.agree, game.rerun,
        lambda: game.speed(random.randrange(1, 60)),
        lambda: game.join(f"p{random.randrange(5)}", "Somebody"),
        lambda: game.predict(f"p{random.randrange(5)}", some_prediction(random, game), random.randrange(9)),
        lambda: game.note("seen"), lambda: game.finding("odd"), lambda: game.action("mend it", "team:pay"),
        lambda: game.bring_forward(random.randrange(4)), lambda: game.leave_out(random.randrange(4)),
        lambda: game.inject(
            Happening(minute=game.minute, kind="fail", causes=(Cause("component:orders"),), text="And now?")
        ),
    ]  # fmt: skip
    try:
        random.choice(moves if played is not None else moves[:1])()
    except GameError:
        return

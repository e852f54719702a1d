"""A process that plays until somebody kills it: run by the test of what is left then.

Reads ``PATH SEED`` lines; for each it forks a player, which goes on with the game at the path
and says on the output, after each command, what it shows: only then may anybody rely on it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from random import Random

from tests.gameday.conftest import SHOP
from tests.gameday.playing import Hand, any_move, engine_at, new_game
from topology.gameday.game import Game
from topology.gameday.store import Store
from topology.model.scenario import Scenario


def seen(game: Game) -> str:
    """What somebody at the screen can see of a game, on one line."""
    state = game.state
    played = state.now
    shown = played.shown if played is not None else -1
    predicted = sorted(played.predictions) if played is not None else []
    return f"{state.seq} {state.phase} {len(state.rounds)} {shown} {len(state.notes)} {','.join(predicted)}"


def tell(line: str) -> None:
    """One line, whole or not at all: whoever is killed must not leave half of one."""
    os.write(1, f"{line}\n".encode())


def play(engine: object, path: str, seed: int) -> None:
    """Play on until the end, or until killed."""
    from topology.incident.engine import Engine

    assert isinstance(engine, Engine)
    hand, random = Hand(), Random(seed)
    if os.path.exists(path):
        game = Game(Store.open(path), hand.clocks(), engine, next(engine.catalog.of(Scenario)))
        game.returned()
    else:
        game = new_game(engine, Store.create(path), hand.clocks())
    while game.state.phase != "over":
        tell(seen(game))
        any_move(random, game, hand)
    tell(seen(game))


def main(folder: str) -> None:
    """Fork a player for each line of the input."""
    engine = engine_at(Path(folder), SHOP)
    tell("ready")
    for line in sys.stdin:
        path, seed = line.split()
        child = os.fork()
        if child == 0:
            try:
                play(engine, path, int(seed))
            finally:
                os._exit(0)
        tell(f"pid {child}")
        os.waitpid(child, 0)
        tell("dead")


if __name__ == "__main__":
    main(sys.argv[1])

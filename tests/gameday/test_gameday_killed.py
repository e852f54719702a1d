"""``kill -9`` at any moment: what was shown is on disk, and the game goes on at the same beat.

Twenty times; 200 with the long tests at full length.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import IO

from tests.gameday.mortal import seen
from tests.gameday.playing import Hand
from tests.length import FULL
from topology.gameday.game import Game, Memory
from topology.gameday.store import Store

ROOT = Path(__file__).parents[2]
KILLS = 200 if FULL else 20


def shown_before_death(lines: IO[str], after: int) -> tuple[list[str], bool]:
    """What a player showed until it was killed, some time after so many lines; and whether it was."""
    pid, acknowledged, killed = 0, [], False
    for line in lines:
        word = line.rstrip("\n")
        if word == "dead":
            return acknowledged, killed
        if word.startswith("pid "):
            pid = int(word.split()[1])
        else:
            acknowledged.append(word)
        if pid and len(acknowledged) >= after:
            with suppress(ProcessLookupError):  # it may have come to its end by itself
                os.kill(pid, signal.SIGKILL)  # in the middle of whatever it does now
                killed = True
            pid = 0
    raise AssertionError("the players have gone")


def test_nothing_that_was_shown_is_lost(tmp_path: Path) -> None:
    random = Random(6)
    players = subprocess.Popen(
        [sys.executable, "-m", "tests.gameday.mortal", str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert players.stdin is not None
    assert players.stdout is not None
    assert players.stdout.readline() == "ready\n"
    number, killed, longest = 0, 0, 0
    try:
        while killed < KILLS:
            path = tmp_path / f"{number}.game"
            players.stdin.write(f"{path} {random.randrange(10**6)}\n")
            players.stdin.flush()
            acknowledged, was_killed = shown_before_death(players.stdout, random.randrange(1, 30))
            killed += was_killed
            store = Store.open(str(path))
            kept = store.entries
            store.close()
            last = int(acknowledged[-1].split()[0])
            assert len(kept) >= last
            until = Memory()
            for entry in kept[:last]:
                until.append(entry)
            assert seen(Game(until, Hand().clocks())) == acknowledged[-1]
            longest = max(longest, last)
            if Game(until, Hand().clocks()).state.phase == "over":
                number += 1
    finally:
        players.stdin.close()
        players.wait(10)
    assert longest > 20

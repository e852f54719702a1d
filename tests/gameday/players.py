"""Players of a room in a process of their own: run by the test that seats forty of them."""

from __future__ import annotations

import os
import sys
import time

from tests.gameday.guesses import guesses
from topology.gameday.room import RoomError
from topology.gameday.seat import Seat


def play(path: str, names: list[str]) -> None:
    """Join, predict twice, wait until it is taken, then until the round is revealed; say what was seen."""
    seats = [Seat(path, name) for name in names]
    sent: dict[str, int] = {}
    end = time.monotonic() + 60
    waiting = list(seats)
    while waiting and time.monotonic() < end:
        for seat in list(waiting):
            view = seat.snapshot()
            seat.sign()
            if view is None:
                continue
            if view.phase == "predict" and seat.player not in sent:
                first, second = guesses(seat.name)
                try:
                    seat.predict(first, os.urandom)
                    sent[seat.player] = seat.predict(second, os.urandom)
                except RoomError:
                    continue
            if view.phase == "discuss":
                taken = seat.taken(sent.get(seat.player, 10**9))
                print(f"{seat.player} {'taken' if taken else 'lost'} {view.answers[0].text}", flush=True)
                seat.leave()
                waiting.remove(seat)
        time.sleep(0.02)


if __name__ == "__main__":
    play(sys.argv[1], sys.argv[2:])

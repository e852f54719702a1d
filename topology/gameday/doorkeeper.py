"""Between a game and its room: what players send is taken into the log, what may be seen is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from topology.gameday.game import Game
from topology.gameday.prediction import Prediction
from topology.gameday.public import Choices, View
from topology.gameday.room import Heard, Room, RoomError
from topology.gameday.seal import public, unseal
from topology.gameday.seat import topic
from topology.gameday.state import Played, State
from topology.gameday.trouble import NotNow
from topology.model.text import clean_line

_NAME = 40
LOOKS = 32
"""Looks at a room before the predictions are closed."""
_PREDICTION = msgspec.json.Decoder(Prediction)


class Shows(Protocol):
    """What makes a view of a state: text for people is made elsewhere."""

    def __call__(self, state: State, at: int, *, key: str, minute: int | None, left: int | None) -> View: ...


class Doorkeeper:
    """Keeps the door of one room for one game.

    What a player sends counts once it is in the log; the view that says so is shown after that.
    """

    def __init__(
        self,
        game: Game,
        room: Room,
        private: bytes,
        wall: Callable[[], int],
        shows: Shows,
        offers: Callable[[Played], Choices],
    ) -> None:
        self._game = game
        self._room = room
        self._private = private
        self._key = public(private)
        self._wall = wall
        self._shows = shows
        self._offers = offers
        self._offered = 0
        self.refused = 0
        self.trouble = ""
        game.before_lock(self._hear_out)
        game.listen(self._tell)

    def hear(self) -> int:
        """Take in what was sent; how many things that were."""
        heard = self._room.since()
        for each in heard:
            self._take(each)
        return len(heard)

    def _hear_out(self) -> None:
        """Take in all that was sent, also by who comes back with much of it; but not from who never ends."""
        for _ in range(LOOKS):
            if not self.hear():
                return

    def show(self) -> None:
        """Show what holds now, for the clocks in it."""
        self._tell(self._game.state)

    def _take(self, heard: Heard) -> None:
        said, state = heard.said, self._game.state
        try:
            if said.name and said.session != state.session:
                return  # who was there for another game in this room
            if said.name:
                self._game.join(heard.player, clean_line(said.name)[:_NAME] or heard.player, remote=True)
                return
            if said.round != len(state.rounds):
                self.refused += 1
                return
            about = topic(state.session, said.round, heard.player)
            prediction = _PREDICTION.decode(unseal(self._private, said.box, about))
            self._game.predict(heard.player, prediction, said.number)
        except (NotNow, ValueError, RecursionError):
            # Too late, not meant for us, or nonsense: everybody sees by the receipts what counts.
            self.refused += 1

    def _tell(self, state: State) -> None:
        played = state.now
        if played is None:
            self._offered = 0  # a round that was taken back may begin on another catalog
        elif self._offered != played.round + 1:
            try:
                self._room.offer(self._offers(played))
                self._offered = played.round + 1
            except RoomError as error:
                self.trouble = str(error)
        view = self._shows(state, self._wall(), key=self._key, minute=self._game.minute, left=self._game.left)
        try:
            self._room.append(view)
            self.trouble = ""
        except RoomError as error:
            self.trouble = str(error)  # the game goes on: everything that counts is in its log

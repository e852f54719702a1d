"""A player's terminal: what the room sees, what is asked, what one said, and how near it came."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from topology.gameday.prediction import Prediction
from topology.gameday.public import Choices
from topology.gameday.room import RoomError
from topology.gameday.seat import Seat
from topology.tui.commands import bindings
from topology.tui.game.questions import answered, askings
from topology.tui.game.seat_lines import Own, names_of, seat_lines
from topology.tui.line import Line
from topology.tui.screens.pick import PickScreen
from topology.tui.widgets.keybar import KeyBar
from topology.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from topology.tui.room.program import RoomApp

SIGN = 5.0
"""Seconds between signs of life."""


class JoinScreen(Screen[None]):
    """Follows the room, asks the questions when they are open, and sends the answers."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("room")

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._own = Own()
        self._choices: Choices | None = None

    def compose(self) -> ComposeResult:
        """The view, and the keys."""
        yield Lines(id="seat")
        yield KeyBar(list(self._app.keymap.of("room")))

    def on_mount(self) -> None:
        """Show it, and be there."""
        self.show()
        self.set_interval(SIGN, self._seat.sign)

    @property
    def _app(self) -> RoomApp:
        return cast("RoomApp", self.app)

    def show(self) -> None:
        """Show what holds now."""
        view, rows, now = self._app.view, self.size.height - 1, self._app.now()
        if view is not None and (self._choices is None or self._choices.round != view.round):
            self._choices = self._seat.choices()
        taken = self._own.sent > 0 and self._seat.taken(self._own.sent)
        names = names_of(self._choices)
        keymap = self._app.keymap

        def make(columns: int) -> list[Line]:
            return seat_lines(view, self._own, taken, names, columns, rows, now, keymap)

        for seat in self.query("#seat").results(Lines):  # there is none yet, or none any more
            seat.show(make)

    def on_resize(self) -> None:
        """Another size."""
        self.show()

    def action_answer(self) -> None:
        """Answer the questions, one after the other."""
        view = self._app.view
        choices = self._choices = self._seat.choices() or self._choices  # a round may have begun anew
        if view is None or view.phase != "predict" or choices is None or choices.round != view.round:
            self._say("Predictions are not open now")
            return
        questions = (*view.questions, None)
        asked = askings(view.questions, choices)
        round_ = view.round

        def ask(number: int, prediction: Prediction) -> None:
            if number == len(asked):
                self._send(prediction, round_)
                return

            def chosen(answer: tuple[str, ...] | None) -> None:
                if answer is None:
                    self._say("Left: nothing was sent")
                    return
                ask(number + 1, answered(prediction, questions[number], answer))

            self.app.push_screen(PickScreen(asked[number], f"{number + 1} of {len(asked)}"), chosen)

        ask(0, Prediction())

    def _send(self, prediction: Prediction, round_: int) -> None:
        """Say it: what is shown is on disk, and it counts once the facilitator has it on theirs."""
        self._seat.look()
        try:
            number = self._seat.predict(prediction, os.urandom)
        except RoomError as error:
            self._own.complaint = f"{error}: this prediction was not sent"
        else:
            self._own.prediction, self._own.round = prediction, round_
            self._own.sent, self._own.complaint = number, ""
        self.show()

    def _say(self, text: str) -> None:
        self.query_one(KeyBar).say(text, "quiet")

    def action_leave(self) -> None:
        """Leave the room."""
        self._seat.leave()
        self.app.exit()

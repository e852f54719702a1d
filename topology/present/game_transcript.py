"""A game as it goes, line by line: what a rehearsal prints."""

from __future__ import annotations

from collections.abc import Iterator

from topology.gameday.score import group
from topology.gameday.state import Played, State
from topology.present.cells import wrap
from topology.present.game_words import (
    QUESTION_SHORT,
    beat_text,
    beat_word,
    clock_text,
    day_text,
    minute_text,
)
from topology.present.ink import PLAIN, Ink
from topology.present.sheet import WIDTH


class Transcript:
    """Tells what is new each time something has happened."""

    def __init__(self, ink: Ink = PLAIN) -> None:
        self._ink = ink
        self._phase = "lobby"
        self._round = -1
        self._shown = 0

    def lines(self, state: State) -> Iterator[str]:
        """The lines that have not been told yet."""
        played, zone = state.now, state.script.zone if state.script is not None else "UTC"
        if played is None:
            return
        if played.round != self._round:
            self._round, self._shown, self._phase = played.round, 0, "brief"
            yield from self._brief(played, zone)
        if state.phase == "locked" and self._phase != "locked":
            self._phase = "locked"
            by = "by the timer" if played.locked_by == "timer" else "by hand"
            yield f"  locked {by}, {len(played.predictions)} predictions"
            yield ""
        for beat in played.beats[self._shown : played.shown]:
            at = clock_text(played.ask.at + 60 * beat.minute, zone)
            label = "" if beat.kind == "answer" else f"{minute_text(beat.minute):>6}  {at}"
            yield from self._beat(label, beat_word(beat, played), beat_text(beat, played, zone), beat.kind)
            if beat.kind == "answer":
                yield from self._room(played, beat.question)
        self._shown = played.shown

    def _brief(self, played: Played, zone: str) -> Iterator[str]:
        yield ""
        title = f"Round {played.round + 1}: {played.part.title}"
        yield self._ink("strong", title)
        yield self._ink("quiet", f"  {day_text(played.ask.at, zone)}")
        for paragraph in played.part.situation.split("\n\n"):
            yield from (f"  {line}" for line in wrap(paragraph, WIDTH - 2))

    def _beat(self, label: str, word: str, text: str, kind: str) -> Iterator[str]:
        style = {"page": "strong", "inject": "warn", "answer": "fine"}.get(kind, "")
        start = f"  {label:<13}  {word:<11} "
        first, *rest = wrap(text, WIDTH - len(start)) or [""]
        yield start + self._ink(style, first)
        for line in rest:
            yield " " * len(start) + self._ink(style, line)

    def _room(self, played: Played, question: str) -> Iterator[str]:
        name = next(each for each in QUESTION_SHORT if each == question)
        found = group(played, name)
        yield self._ink("quiet", f"{'':<29}{found.right} of {found.answered} in the room were right")

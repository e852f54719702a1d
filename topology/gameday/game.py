"""A game being played: commands in, entries on disk, and what they add up to.

Nothing counts before it is on disk: the state changes after the store has taken the entry,
and whoever listens hears of it after that.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from topology.gameday import events as e
from topology.gameday.clock import Clocks, Stopwatch
from topology.gameday.direct import begun, recast, rerun, script
from topology.gameday.fold import add, fold
from topology.gameday.happening import Happening
from topology.gameday.prediction import Prediction
from topology.gameday.state import Played, State
from topology.gameday.trouble import GameError, NotNow
from topology.incident.engine import Engine
from topology.incident.situation import SituationError
from topology.model.scenario import Scenario
from topology.oncall.clock import instant


class Log(Protocol):
    """Where entries are kept: :class:`topology.gameday.store.Store`, or a list in a rehearsal."""

    @property
    def entries(self) -> tuple[e.Entry, ...]: ...
    def append(self, entry: e.Entry) -> None: ...
    def close(self) -> None: ...


class Memory:
    """A log that is kept nowhere: for rehearsals."""

    def __init__(self) -> None:
        self._entries: list[e.Entry] = []

    @property
    def entries(self) -> tuple[e.Entry, ...]:
        return tuple(self._entries)

    def append(self, entry: e.Entry) -> None:
        self._entries.append(entry)

    def close(self) -> None:
        return None


Hears = Callable[[State], None]
"""Somebody who is told what holds now: a screen, a room."""


class Game:
    """One game, played by one facilitator.

    Without an engine a log can be looked at, and no round can begin. Every command raises
    :class:`~topology.gameday.trouble.NotNow` where it does not fit, or StoreError where it
    cannot be kept; then nothing has changed.
    """

    def __init__(
        self,
        log: Log,
        clocks: Clocks,
        engine: Engine | None = None,
        scenario: Scenario | None = None,
        version: e.Version = e.Version(""),  # noqa: B008
    ) -> None:
        self.log = log
        self.state = fold(log.entries)
        self.engine = engine
        self.scenario = scenario
        self.version = version
        self._clocks = clocks
        self._watch = Stopwatch(clocks.steady)
        self._hears: list[Hears] = []
        self._before_lock: list[Callable[[], object]] = []
        self._set_watch()

    def listen(self, hears: Hears) -> None:
        """Tell somebody what holds, now and after each entry."""
        self._hears.append(hears)
        hears(self.state)

    def before_lock(self, do: Callable[[], object]) -> None:
        """Do something before predictions close: what was said in time is taken in."""
        self._before_lock.append(do)

    def take(self, event: e.Happened) -> State:
        """Keep an event, then let it count."""
        before = self.log.entries
        entry = e.Entry(len(before) + 1, self._clocks.wall(), event)
        state = add(self.state, before, entry)  # refused before it is written, if it does not fit
        self.log.append(entry)
        minute = self._exact
        was, self.state = self.state, state
        if isinstance(event, _CLOCKED) or was.phase != state.phase:
            self._set_watch(minute if was.phase == "reveal" and not isinstance(event, e.Undone) else 0.0)
        for hears in self._hears:
            hears(state)
        return state

    # The course of a game

    def open(self, session: str, program: str, start: datetime, paths: tuple[str, ...] = ()) -> State:
        """Begin: the lobby."""
        if self.engine is None or self.scenario is None:
            raise NotNow("a game needs a scenario")
        made = script(self.scenario, start, self.engine.catalog.defaults.timezone)
        return self.take(
            e.Opened(session=session, program=program, script=made, version=self.version, paths=paths)
        )

    def join(self, player: str, name: str, remote: bool = False) -> State:
        """Somebody plays. The same player again changes nothing."""
        if self.state.phase == "over":
            raise NotNow("the game is over")
        if self.state.player(player) is not None:
            return self.state
        return self.take(e.Joined(player=player, name=name, remote=remote))

    def next(self) -> State:
        """The next step: a round, predictions, the lock, the reveal, each beat, the talk, the end."""
        phase = self.state.phase
        if phase in ("lobby", "discuss"):
            return self.begin() if self.state.next_round is not None else self.end()
        if phase == "brief":
            return self.ask()
        if phase == "predict":
            return self.lock()
        if phase == "locked":
            return self.take(e.Revealing())
        if phase == "reveal":
            return self.discuss() if self._played.done else self.show()
        raise NotNow("the game is over")

    def begin(self) -> State:
        """The next round: what the engine answers is worked out, and the room is told the situation."""
        number, opened = self.state.next_round, self.state.script
        if self.state.phase not in ("lobby", "discuss") or number is None or opened is None:
            raise NotNow("no round can begin now")
        if self.engine is None or self.scenario is None or number >= len(self.scenario.rounds):
            raise NotNow("the scenario is not in this catalog any more: the game can only be ended")
        part = self.scenario.rounds[number]
        try:
            event = begun(self.engine, part, number, instant(opened.start), self.version)
        except SituationError as error:
            raise NotNow(f"this round has no answer: {error}") from None
        return self.take(event)

    def ask(self, seconds: int | None = None) -> State:
        """Open the predictions."""
        self._only("brief", "predictions open after the briefing")
        return self.take(e.Asked(seconds=self._played.part.timer if seconds is None else seconds))

    def predict(self, player: str, prediction: Prediction, number: int = 0) -> State:
        """Somebody predicts. What was heard before (``number``) counts once."""
        self._only("predict", "predictions are closed")
        if self.state.player(player) is None:
            raise NotNow("who predicts has to join first")
        if number and number <= self._played.numbers.get(player, 0):
            return self.state
        known = prediction.limited().known(self._played.teams, self._played.people)
        return self.take(e.Predicted(player=player, prediction=known, number=number))

    def lock(self, by_timer: bool = False) -> State:
        """Close the predictions."""
        self._only("predict", "there is nothing to lock")
        for do in self._before_lock:
            do()
        return self.take(e.Locked(by="timer" if by_timer else "hand"))

    def show(self) -> State:
        """Reveal the next beat."""
        self._only("reveal", "the reveal has not begun")
        if self._played.done:
            raise NotNow("everything is revealed")
        return self.take(e.Shown(beat=self._played.shown))

    def discuss(self) -> State:
        """Talk about it."""
        self._only("reveal", "the reveal comes first")
        if not self._played.done:
            raise NotNow("not everything is revealed yet")
        return self.take(e.Discussed())

    def end(self) -> State:
        """End the game."""
        if self.state.phase == "over":
            raise NotNow("the game is over")
        return self.take(e.Ended())

    def undo(self) -> State:
        """Take the last step back."""
        if not self.state.undoable:
            raise NotNow("nothing here can be taken back: what was locked stays locked")
        return self.take(e.Undone(entry=self.state.undoable[-1]))

    # Injects

    def inject(self, happening: Happening) -> State:
        """Something happens at its minute, which must not be before what is shown."""
        played = self._injectable()
        if happening.minute < played.minute:
            raise NotNow(f"+{happening.minute}m is over: the reveal is at +{played.minute}m")
        return self._recast(played, [*played.happenings, happening], happening)

    def bring_forward(self, number: int) -> State:
        """An inject of the script happens now."""
        from msgspec.structs import replace

        played = self._injectable()
        now = replace(self._coming(played, number), minute=self.minute)
        others = [each for index, each in enumerate(played.happenings) if index != number]
        return self._recast(played, [*others, now], now)

    def leave_out(self, number: int) -> State:
        """An inject of the script does not happen."""
        played = self._injectable()
        self._coming(played, number)
        others = [each for index, each in enumerate(played.happenings) if index != number]
        return self._recast(played, others, None)

    def _injectable(self) -> Played:
        if self.state.phase not in ("brief", "predict", "locked", "reveal"):
            raise NotNow("injects belong to a round that is being played")
        if self.state.phase == "reveal" and self._played.answered:
            raise NotNow("the answers are being revealed: it is too late for an inject")
        return self._played

    def _coming(self, played: Played, number: int) -> Happening:
        told = {beat.inject for beat in played.told}
        if not 0 <= number < len(played.happenings) or number in told:
            raise NotNow("that has happened already: take it back first")
        return played.happenings[number]

    def _recast(self, played: Played, told: list[Happening], new: Happening | None) -> State:
        if self.engine is None:
            raise NotNow("without the catalog nothing can be injected")
        try:
            return self.take(recast(self.engine, played, told, new))
        except SituationError as error:
            raise NotNow(str(error)) from None

    # The talk

    def rerun(self) -> State:
        """The round again, on the catalog as it is now."""
        self._only("discuss", "a round is run again when it is talked about")
        if self.engine is None:
            raise NotNow("there is no catalog to run it on")
        try:
            return self.take(rerun(self.engine, self._played, self.version))
        except SituationError as error:
            raise NotNow(f"on this catalog it has no answer: {error}") from None

    def agree(self) -> State:
        """This is how it has to be: of a round that was run again, the last result."""
        self._only("discuss", "agree when it is talked about")
        return self.take(e.Agreed(rerun=bool(self._played.reruns)))

    def note(self, text: str) -> State:
        """Write something down."""
        return self.take(e.Noted(text=_said(text)))

    def finding(self, text: str, strength: bool = False) -> State:
        """Something to mend, or something to keep."""
        return self.take(e.Found(text=_said(text), strength=strength))

    def action(self, text: str, owner: str = "", due: str = "", retest: str = "") -> State:
        """Somebody does something about it."""
        return self.take(e.Promised(text=_said(text), owner=owner.strip(), due=due, retest=retest))

    # The clocks

    @property
    def minute(self) -> int:
        """The minute of the round by the simulated clock."""
        played = self.state.now
        return 0 if played is None else max(played.minute, int(self._exact))

    @property
    def _exact(self) -> float:
        return self._watch.passed * self.state.speed / 60 if self.state.phase == "reveal" else 0.0

    @property
    def left(self) -> int | None:
        """Seconds that are left to predict; ``None``: as long as it takes."""
        if self.state.phase != "predict" or not self._played.seconds:
            return None
        return max(0, self._played.seconds - int(self._watch.passed))

    def tick(self) -> State:
        """Do what is due by the clocks: lock when the time is up, show beats as their minute comes."""
        if not self.state.running:
            return self.state
        if self.state.phase == "predict" and self.left == 0:
            return self.lock(by_timer=True)
        while self.state.phase == "reveal" and self.state.running and not self._played.done:
            coming = self._played.beats[self._played.shown]
            if coming.kind == "answer" or coming.minute > self.minute:
                break  # answers are never shown by a clock
            self.show()
        return self.state

    def pause(self) -> State:
        """Let the clocks stand, or run again."""
        phase = self.state.phase
        if phase not in ("predict", "reveal"):
            raise NotNow("no clock runs now")
        if not self.state.running:
            return self.take(e.Ran())
        return self.take(e.Paused(minute=self.minute, left=self.left or 0))

    def speed(self, speed: int) -> State:
        """So many simulated minutes in a real one."""
        if self.state.phase == "predict":
            raise NotNow("predictions take real time")
        if not 1 <= speed <= 600:
            raise NotNow("a speed is from 1 to 600 simulated minutes in a real one")
        return self.take(e.Sped(speed=speed))

    def blank(self) -> State:
        """Let the projector show nothing, or something again."""
        return self.take(e.Blanked(on=not self.state.blank))

    def returned(self) -> State:
        """Go on after the program has ended in a game: at the same beat, with the clocks standing."""
        return self.take(e.Returned()) if self.state.phase != "over" else self.state

    def _set_watch(self, minute: float = 0.0) -> None:
        """Go on from what the log says; the simulated clock from ``minute``, or from what is shown."""
        state, played = self.state, self.state.now
        if played is None:
            return
        if state.phase == "predict":
            self._watch.set(float(played.seconds - (state.left or played.seconds)), state.running)
        elif state.phase == "reveal":
            self._watch.set(60.0 * max(played.minute, minute) / state.speed, state.running)

    @property
    def _played(self) -> Played:
        played = self.state.now
        if played is None:
            raise NotNow("no round has begun")
        return played

    def _only(self, phase: str, otherwise: str) -> None:
        if self.state.phase != phase:
            raise NotNow(otherwise)


_CLOCKED = (e.Asked, e.Revealing, e.Shown, e.Paused, e.Ran, e.Sped, e.Undone, e.Returned)
"""After these the clocks are set."""


def _said(text: str) -> str:
    if not text.strip():
        raise GameError("nothing is written")
    return text.strip()[:2000]

"""What a log adds up to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from topology.gameday.events import Ask, Fix, Part, Rerun, Script, Version
from topology.gameday.happening import Happening
from topology.gameday.prediction import Prediction
from topology.gameday.truth import Beat, Truth
from topology.model.scenario import Question

Phase = Literal["lobby", "brief", "predict", "locked", "reveal", "discuss", "over"]


class Player(Struct, frozen=True):
    """Somebody who plays; ``id`` is theirs in this game, ``name`` what they call themselves."""

    id: str
    name: str
    remote: bool = False


class Played(Struct, frozen=True, kw_only=True):
    """One round that has begun.

    ``shown`` of its beats are revealed. ``predictions`` are by player; ``numbers`` count what
    each has sent. ``agreed`` is ``""``, ``"first"`` or ``"rerun"``.
    """

    round: int
    part: Part
    ask: Ask
    truth: Truth
    happenings: tuple[Happening, ...]
    beats: tuple[Beat, ...]
    names: Mapping[str, str]
    teams: tuple[str, ...]
    people: tuple[str, ...]
    version: Version
    fixes: tuple[Fix, ...] = ()
    seconds: int = 0
    locked_by: str = ""
    shown: int = 0
    predictions: Mapping[str, Prediction] = {}
    numbers: Mapping[str, int] = {}
    reruns: tuple[Rerun, ...] = ()
    agreed: str = ""
    begun_at: int = 0
    ended_at: int = 0

    @property
    def minute(self) -> int:
        """The minute of the round that the reveal has come to."""
        return self.beats[self.shown - 1].minute if self.shown else 0

    @property
    def told(self) -> tuple[Beat, ...]:
        """The beats that are revealed."""
        return self.beats[: self.shown]

    @property
    def answered(self) -> frozenset[Question]:
        """The questions whose answers are revealed."""
        return frozenset(q for q in self.part.questions for beat in self.told if beat.question == q)

    @property
    def done(self) -> bool:
        """Whether everything is revealed."""
        return self.shown >= len(self.beats)


NoteKind = Literal["note", "finding", "strength", "action"]


class Note(Struct, frozen=True, kw_only=True):
    """A note, a finding or an action, with the round in which it was written (-1: before the first)."""

    kind: NoteKind
    text: str
    round: int
    at: int
    owner: str = ""
    due: str = ""
    retest: str = ""


class Step(Struct, frozen=True):
    """One line of the story of a game, for its report: what, when, and at which simulated instant."""

    at: int
    kind: str
    round: int
    sim: int = 0
    beat: int = -1
    text: str = ""


class State(Struct, frozen=True, kw_only=True):
    """Everything that a log says. ``seq`` is its last entry, ``entry_at`` when that was."""

    seq: int = 0
    entry_at: int = 0
    session: str = ""
    program: str = ""
    script: Script | None = None
    version: Version = Version("")
    paths: tuple[str, ...] = ()
    phase: Phase = "lobby"
    players: tuple[Player, ...] = ()
    rounds: tuple[Played, ...] = ()
    notes: tuple[Note, ...] = ()
    running: bool = False
    left: int = 0
    speed: int = 10
    blank: bool = False
    opened_at: int = 0
    story: tuple[Step, ...] = ()
    undoable: tuple[int, ...] = ()

    @property
    def now(self) -> Played | None:
        """The round that is being played, or was the last."""
        return self.rounds[-1] if self.rounds else None

    @property
    def title(self) -> str:
        """What is played."""
        return self.script.title if self.script is not None else ""

    @property
    def next_round(self) -> int | None:
        """The number of the round after this one; ``None``: there is none."""
        number = len(self.rounds)
        return number if self.script is not None and number < len(self.script.parts) else None

    def player(self, id_: str) -> Player | None:
        """The player of this id."""
        return next((player for player in self.players if player.id == id_), None)

    def instant(self, minute: int | None = None) -> int:
        """The simulated instant, in seconds since 1970: of this minute of the round, else of now."""
        played = self.now
        if played is None:
            return self.script.start if self.script is not None else 0
        return played.ask.at + 60 * (played.minute if minute is None else minute)

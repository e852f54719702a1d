"""What everybody in a room may see: the redacted view of a game. Nothing that is not revealed is in it."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from topology.gameday.state import Phase
from topology.model.scenario import Question


class Tally(Struct, frozen=True, omit_defaults=True):
    """One answer of the room to a question, after the lock. ``right`` is known once it is revealed."""

    text: str
    count: int
    right: bool | None = None


class Spread(Struct, frozen=True):
    """What the room answered to a question."""

    question: Question
    said: tuple[Tally, ...]


class Line(Struct, frozen=True):
    """One beat that has been shown."""

    minute: int
    clock: str
    word: str
    text: str
    kind: str


class Answer(Struct, frozen=True, omit_defaults=True):
    """The right answer to a question, once it is revealed: as references, and in words."""

    question: Question
    text: str
    refs: tuple[str, ...] = ()
    minutes: int | None = None


class View(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A game as the room sees it.

    ``at`` is the real time at which it was so (ms since 1970), ``left`` the seconds to predict
    then (-1: as long as it takes). ``receipts`` count what of each player is kept. ``key`` is the
    public key that predictions are sealed with.
    """

    session: str
    title: str
    phase: Phase
    at: int
    key: str = ""
    objectives: tuple[str, ...] = ()
    round: int = 0
    rounds: int = 0
    heading: str = ""
    situation: str = ""
    alert: str = ""
    date: str = ""
    clock: str = ""
    zone: str = ""
    minute: int = 0
    running: bool = False
    left: int = -1
    blank: bool = False
    questions: tuple[Question, ...] = ()
    discuss: tuple[str, ...] = ()
    players: int = 0
    predicted: int = 0
    receipts: dict[str, int] = {}
    spread: tuple[Spread, ...] = ()
    lines: tuple[Line, ...] = ()
    answers: tuple[Answer, ...] = ()
    again: tuple[str, ...] = ()


class Choice(Struct, frozen=True):
    """Something that can be answered: a reference and what it is called."""

    ref: str
    name: str


class Choices(Struct, frozen=True):
    """What can be answered in a round: every team, every person. The same whatever is right."""

    round: int
    teams: tuple[Choice, ...]
    people: tuple[Choice, ...]


_VIEW = msgspec.json.Decoder(View)
_CHOICES = msgspec.json.Decoder(Choices)


def encode(value: View | Choices) -> bytes:
    """One line of JSON."""
    return msgspec.json.encode(value)


def view(data: bytes) -> View:
    """A view. Raises ``msgspec.MsgspecError`` for what is none."""
    return _VIEW.decode(data)


def choices(data: bytes) -> Choices:
    """Choices. Raises ``msgspec.MsgspecError`` for what are none."""
    return _CHOICES.decode(data)

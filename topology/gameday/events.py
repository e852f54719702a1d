"""What happens in a game, as its log keeps it. A log is all there is: everything shown is made from it.

Texts are as their authors wrote them, cleaned; references are canonical, and the titles that
people read stand beside them, so that a log needs no catalog to be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec
from msgspec import Struct

from topology.gameday.happening import Cause, Happening
from topology.gameday.prediction import Prediction
from topology.gameday.truth import Beat, Truth
from topology.model.scenario import Question

FORMAT = 1
"""The version of logs. A log of a later one is not read."""


class Part(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One round of a script, as it was when the game began."""

    title: str
    minute: int
    situation: str = ""
    lasts: int = 60
    timer: int = 0
    questions: tuple[Question, ...] = ()
    discuss: tuple[str, ...] = ()
    notes: str = ""


class Script(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A scenario, as it was when the game began. ``start`` is in seconds since 1970."""

    ref: str
    title: str
    start: int
    zone: str
    parts: tuple[Part, ...]
    description: str = ""
    objectives: tuple[str, ...] = ()
    audience: str = ""


class Version(Struct, frozen=True, omit_defaults=True):
    """Which catalog a truth is from: a digest of its files, how many, and how much is in them."""

    digest: str
    files: int = 0
    entities: int = 0


class Fix(Struct, frozen=True, kw_only=True):
    """A change of one line of a catalog that a machine can make: its place, and a piece of unified diff."""

    file: str
    line: int
    why: str
    before: str
    after: str
    hunk: str


class Ask(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The question that a round puts to the engine, so that a test can put it again."""

    at: int
    causes: tuple[Cause, ...]
    away: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    down: tuple[str, ...] = ()


class Event(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="is", tag=str.lower):
    """One event."""


class Opened(Event, frozen=True, kw_only=True):
    """A game begins: in the lobby."""

    session: str
    program: str
    script: Script
    version: Version
    paths: tuple[str, ...] = ()


class Joined(Event, frozen=True, kw_only=True):
    """Somebody plays. ``name`` is what they call themselves, ``remote`` whether from a room."""

    player: str
    name: str
    remote: bool = False


class Begun(Event, frozen=True, kw_only=True):
    """A round begins: the room is told the situation. What the engine answers is known from here on."""

    round: int
    ask: Ask
    truth: Truth
    happenings: tuple[Happening, ...]
    beats: tuple[Beat, ...]
    names: Mapping[str, str]
    teams: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    version: Version | None = None
    fixes: tuple[Fix, ...] = ()


class Asked(Event, frozen=True, kw_only=True):
    """Predictions are open. ``seconds`` of real time there are (0: as long as it takes)."""

    seconds: int = 0


class Predicted(Event, frozen=True, kw_only=True):
    """Somebody predicts, or changes their mind. ``number`` counts what this player has sent."""

    player: str
    prediction: Prediction
    number: int = 0


class Locked(Event, frozen=True, kw_only=True):
    """No prediction is taken any more."""

    by: Literal["hand", "timer"] = "hand"


class Revealing(Event, frozen=True, kw_only=True):
    """The reveal begins."""


class Shown(Event, frozen=True, kw_only=True):
    """The next beat is shown; ``beat`` is its number."""

    beat: int


class Recast(Event, frozen=True, kw_only=True):
    """Something was injected (or left out): the course from here on is another one.

    ``what`` is the number of the happening that is new, -1 where one was left out. What has
    been shown stays as it is.
    """

    happenings: tuple[Happening, ...]
    beats: tuple[Beat, ...]
    names: Mapping[str, str] = {}
    what: int = -1


class Discussed(Event, frozen=True, kw_only=True):
    """The room talks about what it has seen."""


class Rerun(Event, frozen=True, kw_only=True):
    """The round again, on the catalog as it is now."""

    ask: Ask
    truth: Truth
    beats: tuple[Beat, ...]
    names: Mapping[str, str]
    version: Version


class Agreed(Event, frozen=True, kw_only=True):
    """The room agrees that this is how it has to be: the first answer, or that of the last rerun."""

    rerun: bool = False


class Noted(Event, frozen=True, kw_only=True):
    """A note of the facilitator."""

    text: str


class Found(Event, frozen=True, kw_only=True):
    """A finding: something to keep (``strength``), or something to mend."""

    text: str
    strength: bool = False


class Promised(Event, frozen=True, kw_only=True):
    """An action: who does what by when, and when it is tried again. Days are ``YYYY-MM-DD``."""

    text: str
    owner: str = ""
    due: str = ""
    retest: str = ""


class Paused(Event, frozen=True, kw_only=True):
    """The clocks stand. ``minute`` of the round, ``left`` seconds to predict."""

    minute: int = 0
    left: int = 0


class Ran(Event, frozen=True, kw_only=True):
    """The clocks run."""


class Sped(Event, frozen=True, kw_only=True):
    """How many simulated minutes pass in a real one."""

    speed: int


class Blanked(Event, frozen=True, kw_only=True):
    """The projector shows nothing, or something again."""

    on: bool


class Undone(Event, frozen=True, kw_only=True):
    """The entry with this number is taken back."""

    entry: int


class Returned(Event, frozen=True, kw_only=True):
    """The facilitator has come back after the program ended in the middle of a game."""


class Ended(Event, frozen=True, kw_only=True):
    """The game is over."""


Happened = (
    Opened | Joined | Begun | Asked | Predicted | Locked | Revealing | Shown | Recast | Discussed | Rerun
    | Agreed | Noted | Found | Promised | Paused | Ran | Sped | Blanked | Undone | Returned | Ended
)  # fmt: skip
"""Any event."""


class Entry(Struct, frozen=True):
    """One line of a log. ``seq`` counts from 1 without a gap; ``at`` is real time, in ms since 1970."""

    seq: int
    at: int
    event: Happened


_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(Entry)


def encode(entry: Entry) -> bytes:
    """The line as it is kept: the same bytes for the same entry."""
    return _ENCODER.encode(entry)


def decode(data: bytes) -> Entry:
    """The entry of a line. Raises ``msgspec.MsgspecError`` for what is none."""
    return _DECODER.decode(data)


def plain(text: Any) -> str:
    """Text from files as a log keeps it: of the plain type that can be encoded."""
    return str.__str__(str(text))

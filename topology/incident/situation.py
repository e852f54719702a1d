"""What is simulated: faults, an instant, and what else is wrong at that moment."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from topology.model.entity import Impact
from topology.model.reference import Ref

Path = Literal["monitoring", "pager", "chat"]

PATHS: tuple[Path, ...] = ("monitoring", "pager", "chat")


class Fault(Struct, frozen=True, gc=False):
    """Something that is broken.

    ``mode`` names a failure mode of the component; without one ``outage`` is
    taken if declared. ``impact`` overrides the mode's. ``consumer`` is the user of
    the component at whose side a fault of scope consumer lives.
    """

    component: Ref
    mode: str | None = None
    impact: Impact | None = None
    consumer: Ref | None = None


class Acknowledgement(Struct, frozen=True, gc=False):
    """Somebody who was paged says at this minute: mine."""

    person: Ref
    minute: int


class Situation(Struct, frozen=True, kw_only=True):
    """One question to the engine. ``at`` is the instant of the faults, aware, in UTC."""

    faults: tuple[Fault, ...]
    at: datetime
    away: frozenset[Ref] = frozenset()
    silent: frozenset[Ref] = frozenset()
    down: frozenset[Path] = frozenset()
    acks: tuple[Acknowledgement, ...] = ()


class SituationError(ValueError):
    """A situation that has no answer as put: the message says what to name.

    ``choices`` lists the references to choose from, where there are any.
    """

    def __init__(self, message: str, choices: tuple[Ref, ...] = ()) -> None:
        super().__init__(message)
        self.choices = choices

"""Scripts of game days as files state them; :mod:`topology.gameday` gives them meaning.

Minutes count from the beginning of the round they stand in, those of a round from the
scenario's start.
"""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from topology.model.entity import Entity
from topology.model.place import Place
from topology.model.record import FaultSpec
from topology.model.reference import Reference

Question = Literal["lead", "paged", "firstHuman", "minutes", "verdict"]

QUESTIONS: tuple[Question, ...] = ("lead", "paged", "firstHuman", "minutes", "verdict")
"""What a round may ask, in the order in which it is asked. How sure somebody is, is always asked."""

InjectKind = Literal[
    "fail", "degrade", "recover", "silence", "unreachable", "answered", "down", "up",
    "handOver", "card", "redHerring",
]  # fmt: skip

INJECTS: tuple[InjectKind, ...] = (
    "fail", "degrade", "recover", "silence", "unreachable", "answered", "down", "up",
    "handOver", "card", "redHerring",
)  # fmt: skip
"""What can happen in the middle of a round."""


class Who(Struct, frozen=True, gc=False):
    """Somebody a script speaks of: a person by name, or whoever is on call then.

    ``on_call`` is the team, policy or schedule of ``@oncall(…)``, so that a change of
    the rota leaves the script right; ``step`` is the step of its policy, from 1.
    """

    text: str
    place: Place
    person: Reference | None = None
    on_call: Reference | None = None
    step: int = 1


class Inject(Struct, frozen=True, kw_only=True):
    """Something that happens so many minutes into a round; which fields are set, ``kind`` says.

    ``text`` is what the room reads, ``sender`` who says so (customers, press …).
    """

    minute: int
    kind: InjectKind
    place: Place
    faults: tuple[FaultSpec, ...] = ()
    components: tuple[Reference, ...] = ()
    people: tuple[Who, ...] = ()
    tools: tuple[str, ...] = ()
    schedule: Reference | None = None
    text: str = ""
    sender: str = ""


class Round(Struct, frozen=True, kw_only=True):
    """One failure to be predicted.

    ``minute`` is when it begins, ``lasts`` how many simulated minutes it is followed for,
    ``timer`` how many real minutes there are to predict (0: as long as it takes).
    """

    title: str
    place: Place
    minute: int
    faults: tuple[FaultSpec, ...]
    situation: str = ""
    lasts: int = 60
    timer: int = 0
    away: tuple[Who, ...] = ()
    silent: tuple[Reference, ...] = ()
    down: tuple[str, ...] = ()
    injects: tuple[Inject, ...] = ()
    questions: tuple[Question, ...] = QUESTIONS
    discuss: tuple[str, ...] = ()
    notes: str = ""
    places: Mapping[str, Place] = {}


class Scenario(Entity, frozen=True, kw_only=True):
    """A game day's script. ``start`` is an instant as written, ``body`` the whole as written, for export."""

    objectives: tuple[str, ...] = ()
    audience: str = ""
    start: str | None = None
    rounds: tuple[Round, ...] = ()
    body: Mapping[str, Any] = {}

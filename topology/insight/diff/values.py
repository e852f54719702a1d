"""What differs between two versions of a catalog, as values: for text, JSON, Markdown and the app alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct

from topology.insight.view import View
from topology.load.settings import Settings
from topology.model.place import Place
from topology.model.problem import Problem
from topology.model.reference import Ref

ChangeKind = Literal[
    "behaviour",
    "rule-broken",
    "rule-kept",
    "moved",
    "renamed",
    "added",
    "removed",
    "grey-gained",
    "grey-lost",
    "load",
]
KINDS: tuple[ChangeKind, ...] = (
    "behaviour",
    "rule-broken",
    "moved",
    "grey-gained",
    "load",
    "added",
    "removed",
    "renamed",
    "grey-lost",
    "rule-kept",
)
"""In the order in which they are told: what may hurt first."""

Grade = Literal["worse", "other", "better"]
GRADES: tuple[Grade, ...] = ("worse", "other", "better")

Said = str | int | tuple[Ref, ...] | None


class Side(Struct, frozen=True, kw_only=True):
    """One version. ``findings`` each by itself, under the rules of one house for both versions;
    ``settings`` are its own."""

    view: View
    findings: tuple[Problem, ...]
    settings: Settings


class Shift(Struct, frozen=True, gc=False):
    """One thing that is said of it, then and now: a word, a number, references; ``None``: nothing.

    References of then are those of the old version.
    """

    name: str
    then: Said
    now: Said


class Change(Struct, frozen=True, kw_only=True):
    """One difference. ``key`` is the same in every run over the same two versions, and unique.

    ``ref`` is what it is about, in the new version where it is there, and ``was`` in the old one;
    one of them may be ``None``. ``before`` and ``after`` are the places in the two versions.
    ``at`` is the instant of a behaviour. ``fails``: enough to stop a merge.
    """

    key: str
    kind: ChangeKind
    ref: Ref | None
    was: Ref | None
    grade: Grade = "other"
    shifts: tuple[Shift, ...] = ()
    before: Place | None = None
    after: Place | None = None
    at: datetime | None = None
    problem: Problem | None = None
    fails: bool = False

    @property
    def about(self) -> Ref | None:
        """What it is about, in whichever version; ``None`` for a finding about no entity."""
        return self.ref if self.ref is not None else self.was


class TeamLoad(Struct, frozen=True, gc=False):
    """Failures at one instant, every component failing once: how many first page a team, how many page it
    at all, how many it leads. ``owns`` counts its components."""

    first: int = 0
    paged: int = 0
    leads: int = 0
    owns: int = 0


class Difference(Struct, frozen=True, kw_only=True):
    """Everything that differs. ``instants`` are those at which failures were simulated.

    ``compared`` counts the components that both versions have, ``unknown`` those of them of which no file
    of the new version says who is paged. ``load`` holds every team, then
    and now, by its reference in the new version where it is there. ``settings`` names what the two
    say differently about rules: both were judged as the new one says.
    """

    instants: tuple[datetime, ...]
    compared: int
    unknown: int
    changes: tuple[Change, ...]
    load: Mapping[Ref, tuple[TeamLoad, TeamLoad]]
    settings: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether one of the changes is enough to stop a merge."""
        return any(change.fails for change in self.changes)

    @property
    def counts(self) -> dict[ChangeKind, int]:
        """How many changes there are of each kind, in the order of telling; all kinds are there."""
        found = Counter(change.kind for change in self.changes)
        return {kind: found[kind] for kind in KINDS}

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)

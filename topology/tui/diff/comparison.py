"""Two versions compared for the app: the one value that crosses from the thread to the screen."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime

from msgspec import Struct

from topology.insight.diff.values import Change, Difference
from topology.insight.diff.versions import difference
from topology.load.result import LoadResult
from topology.load.version import version
from topology.present.diff_words import Compared
from topology.tui.diff.wanted import Wanted
from topology.tui.progress import Progress
from topology.tui.world import World

NOW = "as it stands"
"""What the catalog that is open is called beside another version."""


class Stages(Progress):
    """How far a comparison is. ``stage`` says in words what is being done."""

    stage = "Beginning"

    def begin(self, stage: str) -> None:
        """Another stage begins. Raises Stopped where nobody wants the rest."""
        self.stage = stage
        self.told(0, 0)


class Comparison(Struct, frozen=True, kw_only=True):
    """What differs between two versions, and what they are called.

    ``opened`` is the reading that was open then, ``is_open`` says that it is the newer version.
    ``at`` is the first instant, ``note`` what is odd about a version.
    """

    wanted: Wanted
    opened: LoadResult
    is_open: bool
    at: datetime
    difference: Difference
    words: Compared
    zone: str
    note: str = ""

    @property
    def changes(self) -> tuple[Change, ...]:
        """All of them."""
        return self.difference.changes


def compare(
    wanted: Wanted, world: World, paths: Sequence[str], at: datetime, more: Sequence[datetime], told: Stages
) -> Comparison:
    """Read what is not open, and compare. Runs in a thread. Raises VersionError where there is nothing to
    compare, and Stopped."""
    with ExitStack() as stack:
        told.begin(f"Reading {wanted.base}")
        older = stack.enter_context(version(wanted.base, paths))
        notes = [f"{older.name} has no catalog at this path: compared as an empty one."] * older.empty
        newer, name = world.result, NOW
        if wanted.head is not None:
            told.begin(f"Reading {wanted.head}")
            other = stack.enter_context(version(wanted.head, paths))
            newer, name = other.loaded, other.name
            notes += [f"{other.name} has no catalog at this path: compared as an empty one."] * other.empty
        told.begin("Comparing")
        engine = world.engine if wanted.head is None else None
        found = difference(older.loaded, newer, at, more, engine, told.told)
    return Comparison(
        wanted=wanted,
        opened=world.result,
        is_open=wanted.head is None,
        at=at,
        difference=found,
        words=Compared.of(older.name, name, older.loaded.catalog, newer.catalog),
        zone=newer.catalog.defaults.timezone,
        note=" ".join(notes),
    )

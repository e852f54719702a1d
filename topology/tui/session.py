"""Where somebody stands in the app: a plain class, without widgets and without a screen."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from topology.model.reference import Ref
from topology.tui.sight import Sight

if TYPE_CHECKING:
    from topology.tui.what_if import WhatIf

LONGEST_HISTORY = 200

FIRST = "explore"
"""The mode that the app begins in, and that everything else lies over."""

PAGE = "page"
"""The mode that asks what if."""


class Stop(Struct, frozen=True, gc=False):
    """A place that somebody left: its mode, what was in the middle then, what was asked, for which instant.

    ``followed``: they left it by following something, and want to come back; else they chose
    another mode.
    """

    mode: str
    ref: Ref
    asked: WhatIf | None = None
    at: datetime | None = None
    followed: bool = True


class Session:
    """What is looked at, filtered, marked, unfolded, and for which instant.

    ``mode`` is where somebody is. ``focus`` is what stands in the middle, ``cursor`` what
    somebody stands on: the card shows it, and questions are about it. ``at`` is ``None`` for
    now, ``asked`` is the situation that was last asked about.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.mode = FIRST
        self.focus: Ref | None = None
        self.cursor: Ref | None = None
        self.filter = ""
        self.at: datetime | None = None
        self.opened: set[str] = set()
        self.sight = Sight()
        self.asked: WhatIf | None = None
        self._moving = False
        self._anchor: Ref | None = None
        self._marks: dict[Ref, None] = {}
        self._back: list[Stop] = []
        self._forward: list[Stop] = []

    @property
    def now(self) -> datetime:
        """What time it is, whatever instant was set; in UTC."""
        return self._now().astimezone(UTC)

    @property
    def instant(self) -> datetime:
        """The instant that answers are for: the one that was set, else this minute; in UTC."""
        if self.at is not None:
            return self.at
        return self._now().astimezone(UTC).replace(second=0, microsecond=0)

    @property
    def faults(self) -> tuple[Ref, ...]:
        """What fails in the situation that is asked."""
        return self.asked.broken if self.asked is not None else ()

    def look(self, ref: Ref) -> None:
        """Put ``ref`` in the middle in passing: history does not notice."""
        self.focus = self.cursor = ref
        self._anchor = self._anchor or ref

    def point(self, ref: Ref) -> None:
        """Stand on ``ref`` and leave the middle as it is."""
        self.cursor = ref

    def visit(self, ref: Ref) -> None:
        """Go to ``ref`` in the first mode, and stay.

        The way back leads to what was in the middle, or, where that is ``ref`` already, in
        passing, to where somebody last stayed.
        """
        before = self.focus if self.focus != ref or self.mode != FIRST else self._anchor
        if before is not None and (before != ref or self.mode != FIRST):
            self._leave(before, True)
        self.mode = FIRST
        self.look(ref)
        self._anchor = ref

    def enter(self, mode: str, followed: bool) -> None:
        """Go to another mode; ``followed``: out of the one that is left, not instead of it."""
        if mode != self.mode and self.focus is not None:
            self._leave(self.focus, followed)
        self.mode = mode

    def ask(self, what_if: WhatIf) -> None:
        """Ask something; from one question to the next there is a way back."""
        if what_if != self.asked:
            if self.mode == PAGE and self.faults and self.focus is not None:
                self._leave(self.focus, True)
            self.asked = what_if

    def move(self, at: datetime | None) -> None:
        """Answer for another instant from here on; ``None``: for now.

        Steps in time that follow one another are one step of the way back.
        """
        if at != self.at and self.mode == PAGE and self.faults and self.focus is not None:
            if not self._moving:
                self._leave(self.focus, True)
            self._moving = True
        self.at = at

    def _leave(self, ref: Ref, followed: bool) -> None:
        self._moving = False
        self._back.append(Stop(self.mode, ref, self.asked, self.at, followed))
        del self._back[:-LONGEST_HISTORY]
        self._forward.clear()

    def back(self) -> Ref | None:
        """Go to what was looked at before, and say what that is; ``None``: nothing was."""
        return self._step(self._back, self._forward)

    def forward(self) -> Ref | None:
        """Undo :meth:`back`."""
        return self._step(self._forward, self._back)

    def up(self) -> Ref | None:
        """Back out of this mode to the one that led into it; ``None``: none did."""
        kept = len(self._back)
        while kept and self._back[kept - 1].mode == self.mode:
            kept -= 1
        if not kept or not self._back[kept - 1].followed:
            return None
        del self._back[kept:]
        return self.back()

    def _step(self, source: list[Stop], other: list[Stop]) -> Ref | None:
        if not source:
            return None
        stop = source.pop()
        if self.focus is not None:
            other.append(Stop(self.mode, self.focus, self.asked, self.at, stop.followed))
        self._moving = False
        self.mode = stop.mode
        if stop.mode == PAGE:  # elsewhere nothing is asked: what was asked last stays
            self.asked, self.at = stop.asked, stop.at
        self.look(stop.ref)
        self._anchor = stop.ref
        return stop.ref

    @property
    def recent(self) -> tuple[Ref, ...]:
        """What was looked at before, the last first, each once; without what is in the middle now."""
        seen = dict.fromkeys(stop.ref for stop in reversed(self._back))
        return tuple(ref for ref in seen if ref != self.focus)

    @property
    def marks(self) -> tuple[Ref, ...]:
        """What is marked, in the order of marking."""
        return tuple(self._marks)

    def toggle_mark(self, ref: Ref) -> bool:
        """Mark ``ref``, or take its mark away; says whether it is marked now."""
        if ref in self._marks:
            del self._marks[ref]
            return False
        self._marks[ref] = None
        return True

    def clear_marks(self) -> None:
        """Take all marks away."""
        self._marks.clear()

    def settle(self, there: Container[Ref]) -> tuple[Ref, ...]:
        """After a new reading: forget what is not there any more, and say what that was."""
        before = {
            *self._marks,
            *self.faults,
            *(stop.ref for stop in (*self._back, *self._forward)),
            *filter(None, (self.focus, self.cursor)),
        }
        self._marks = {ref: None for ref in self._marks if ref in there}
        self.asked = self.asked.within(there) if self.asked is not None else None
        self._back = _settled(self._back, there)
        self._forward = _settled(self._forward, there)
        if self.focus is not None and self.focus not in there:
            self.focus = self._back.pop().ref if self._back else None
            self._anchor = self.focus
        if self.cursor is not None and self.cursor not in there:
            self.cursor = self.focus
        return tuple(sorted(ref for ref in before if ref not in there))


def _settled(stops: Iterable[Stop], there: Container[Ref]) -> list[Stop]:
    """The stops that can still be gone back to."""
    return [
        stop if stop.asked is None else structs.replace(stop, asked=stop.asked.within(there))
        for stop in stops
        if stop.ref in there
    ]

"""Where somebody stands in the app: a plain class, without widgets and without a screen."""

from collections.abc import Callable, Container
from datetime import UTC, datetime

from topology.model.reference import Ref

LONGEST_HISTORY = 200


class Session:
    """What is looked at, filtered, marked, unfolded, and for which instant.

    ``focus`` is what stands in the middle, ``cursor`` what somebody stands on: the
    card shows it, and questions are about it. ``at`` is ``None`` for now, ``faults`` are
    what was last asked about.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.focus: Ref | None = None
        self.cursor: Ref | None = None
        self.filter = ""
        self.at: datetime | None = None
        self.opened: set[str] = set()
        self.reasons = False
        self.faults: tuple[Ref, ...] = ()
        self._anchor: Ref | None = None
        self._marks: dict[Ref, None] = {}
        self._back: list[Ref] = []
        self._forward: list[Ref] = []

    @property
    def instant(self) -> datetime:
        """The instant that answers are for: the one that was set, else this minute; in UTC."""
        if self.at is not None:
            return self.at
        return self._now().astimezone(UTC).replace(second=0, microsecond=0)

    def look(self, ref: Ref) -> None:
        """Put ``ref`` in the middle in passing: history does not notice."""
        self.focus = self.cursor = ref
        self._anchor = self._anchor or ref

    def point(self, ref: Ref) -> None:
        """Stand on ``ref`` and leave the middle as it is."""
        self.cursor = ref

    def visit(self, ref: Ref) -> None:
        """Go to ``ref``, and stay.

        The way back leads to what was in the middle, or, where that is ``ref`` already, in
        passing, to where somebody last stayed.
        """
        before = self.focus if self.focus != ref else self._anchor
        if before is not None and before != ref:
            self._back.append(before)
            del self._back[:-LONGEST_HISTORY]
            self._forward.clear()
        self.look(ref)
        self._anchor = ref

    def back(self) -> Ref | None:
        """Go to what was looked at before, and say what that is; ``None``: nothing was."""
        return self._step(self._back, self._forward)

    def forward(self) -> Ref | None:
        """Undo :meth:`back`."""
        return self._step(self._forward, self._back)

    def _step(self, source: list[Ref], other: list[Ref]) -> Ref | None:
        if not source:
            return None
        if self.focus is not None:
            other.append(self.focus)
        self.look(source.pop())
        self._anchor = self.focus
        return self.focus

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
            *self._back,
            *self._forward,
            *filter(None, (self.focus, self.cursor)),
        }
        self._marks = {ref: None for ref in self._marks if ref in there}
        self.faults = tuple(ref for ref in self.faults if ref in there)
        self._back = [ref for ref in self._back if ref in there]
        self._forward = [ref for ref in self._forward if ref in there]
        if self.focus is not None and self.focus not in there:
            self.focus = self._back.pop() if self._back else None
            self._anchor = self.focus
        if self.cursor is not None and self.cursor not in there:
            self.cursor = self.focus
        return tuple(sorted(ref for ref in before if ref not in there))

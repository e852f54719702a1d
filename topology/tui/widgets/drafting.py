"""Making drawings: at once where that is quick, else in a thread that can be given up."""

from __future__ import annotations

from collections.abc import Callable
from time import thread_time
from typing import TYPE_CHECKING

from msgspec import Struct
from rich.cells import cell_len
from textual.worker import Worker, get_current_worker

from topology.tui import text

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.widget import Widget

    from topology.graph.lanes.drawing import Drawing
    from topology.graph.lanes.layout import Layout
    from topology.tui.scenes import Subject

LONGEST = 28
"""Cells of a name where there is room."""

LARGE = 24
"""Cells of a name in drawings that fit on no screen."""

TOLD = 0.1
"""Seconds between two looks at how far a drawing has come."""


PATIENCE = 0.015
"""Seconds of the processor after which laying out is left to a thread, whatever the size."""


class Unwanted(Exception):
    """Nobody wants this drawing any more, or not so soon."""


class Draft(Struct, frozen=True):
    """A drawing, what it is of, and where everything stands in it."""

    subject: Subject
    layout: Layout
    drawing: Drawing

    def fitted(self, room: int) -> Draft:
        """The same for another width."""
        if self.subject.heavy:
            return self
        return Draft(self.subject, self.layout, painted(self.subject, self.layout, room))

    def title(self, room: int) -> str:
        """What it is of, as much of it as there is room for."""
        return text.titled(self.subject.title, room)

    def notes(self, room: int, narrow: bool = True) -> str:
        """What is not seen, with the keys that show it, and what the lines mean, as far as there is room.

        ``narrow``: there could be more room.
        """
        subject, drawing = self.subject, self.drawing
        folded = sum(len(chip.members) for chip in drawing.chips if chip.role == "team")
        found = ""
        lines = "line more" if drawing.aside == 1 else "lines more"
        for words in (("hidden", "folded", lines), ("hidden", "folded", "more")):
            if not found or cell_len(found) > room:
                found = "   ".join(
                    f"{count} {word}{f' · {key}' * bool(key)}"
                    for count, word, key in (
                        (drawing.hidden, words[0], subject.shows),
                        (folded, words[1], subject.unfolds),
                        (drawing.aside, words[2], subject.crosses),
                    )
                    if count
                )
        extra = [f"wider · {subject.widens}"] * (drawing.width > room + 4 and bool(subject.widens) and narrow)
        extra += [f"{sign} {word}" for sign, word in self._legend()]
        for more in extra:
            longer = f"{found}{'   ' * bool(found)}{more}"
            if cell_len(longer) > room:
                break
            found = longer
        return found

    def _legend(self) -> list[tuple[str, str]]:
        from topology.tui.signs import ARROW_WORDS

        kinds = {link.kind for link in self.subject.scene.links} if self.subject.legend else set()
        words: set[str] = {kind.strength for kind in kinds if not kind.ratio and not kind.grey}
        words |= {"redundant" for kind in kinds if kind.ratio} | {"grey" for kind in kinds if kind.grey}
        return [(sign, word) for sign, word in ARROW_WORDS.items() if word in words]


def painted(subject: Subject, layout: Layout, room: int) -> Drawing:
    """Every character for so many cells, as far as that can be; what is heavy never fits, and is not cut."""
    from topology.graph.lanes.look import Look

    heavy = subject.heavy
    look = Look(
        measure=cell_len,
        longest=LARGE if heavy else LONGEST,
        width=0 if heavy else room,
        signs=subject.signs,
        roles=subject.roles,
        counts=True,
    )
    return layout.painted(look)


class Drafting:
    """Makes one drawing at a time for a widget, and gives it to ``done``; an older one is dropped.

    ``share`` is how much of it is done; ``told`` is called now and then while it takes long.
    """

    def __init__(self, widget: Widget, done: Callable[[Draft], None], told: Callable[[], None]) -> None:
        self._widget = widget
        self._done = done
        self._told = told
        self._worker: Worker[Draft | None] | None = None
        self._clock: Timer | None = None
        self.subject: Subject | None = None
        self.share = 0.0

    @property
    def busy(self) -> bool:
        """Whether something is being laid out."""
        return self._worker is not None

    def start(self, subject: Subject, before: Draft | None, room: int) -> None:
        """Make the drawing of ``subject``. Where everything stands ``before`` is kept if it can be."""
        self.cancel()
        same = (
            before is not None
            and before.subject.scene == subject.scene
            and before.subject.distance == subject.distance
        )
        layout = before.layout if before is not None and same else None
        if not subject.heavy:
            try:
                draft = _drafted(subject, layout, room, _patient(thread_time() + PATIENCE))
            except Unwanted:
                pass
            else:
                self._done(draft)
                return
        self.subject = subject
        self.share = 0.0
        self._worker = self._widget.run_worker(
            lambda: self._make(subject, layout, room), name="draw", group="draw", thread=True
        )
        self._clock = self._widget.set_interval(TOLD, self._told)

    def cancel(self) -> bool:
        """Give up; says whether there was anything to give up."""
        worker, self._worker = self._worker, None
        if worker is None:
            return False
        worker.cancel()
        self._stop()
        return True

    def ended(self, worker: Worker[Draft | None]) -> None:
        """A worker of the widget has ended: if it is the last one, take what it made."""
        if worker is not self._worker or not worker.is_finished:
            return
        self._worker = None
        self._stop()
        if worker.result is not None:
            self._done(worker.result)

    def _stop(self) -> None:
        if self._clock is not None:
            self._clock.stop()
            self._clock = None

    def _make(self, subject: Subject, layout: Layout | None, room: int) -> Draft | None:
        worker = get_current_worker()

        def told(share: float) -> None:
            if worker.is_cancelled:
                raise Unwanted
            self.share = share

        try:
            return _drafted(subject, layout, room, told)
        except Unwanted:
            return None


def _patient(until: float) -> Callable[[float], None]:
    def told(_: float) -> None:
        if thread_time() > until:
            raise Unwanted

    return told


def _drafted(subject: Subject, layout: Layout | None, room: int, told: Callable[[float], None]) -> Draft:
    from topology.graph.lanes.layout import Layout

    if layout is None:
        layout = Layout(subject.scene, subject.distance, told)
    return Draft(subject, layout, painted(subject, layout, room))

"""A view whose lines come bit by bit: what takes longer than a key may wait is made between the keys."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from time import thread_time

from textual.worker import Worker

from topology.tui.line import Line
from topology.tui.widgets.lines import Lines, Make

Source = Callable[[int], Iterable[Line | None]]
"""Gives the lines for a width, each as soon as it is made; ``None``: none yet, but it takes its time."""

SLICE = 0.012
"""Seconds of the processor for which lines are made at once; then others have their turn."""


class Growing(Lines):
    """What is made in one slice is shown at once. Else what there was stays until the line is there that
    somebody stands on; from there on the rest follows below, as it is wanted.
    """

    _source: Source | None = None
    _coming: Iterator[Line | None] | None = None
    _columns = 0
    _come: Sequence[Line] = ()
    _wanted = ""
    _to_the_last = False

    @property
    def growing(self) -> bool:
        """Whether there are lines to come."""
        return self._coming is not None

    def grow(self, source: Source, key: str | None = None) -> None:
        """Show other lines; stand on the line with ``key``, else keep the place as well as can be."""
        self._stop()
        self._source = source
        self._columns = 0
        self._wanted = key if key is not None else self._wanted
        super().show(self._so_far, key)

    def show(self, make: Make, key: str | None = None) -> None:
        """Show other lines, all at once."""
        self._stop()
        self._source = None
        self._wanted = ""
        super().show(make, key)

    def finish(self) -> None:
        """Make at once what is still to come: somebody asks about all of it."""
        if self._coming is not None:
            come = [*self._come, *(line for line in self._coming if line is not None)]
            self._stop()
            self._come = come
            self._again()

    def _build(self, key: str | None, top: int | None) -> None:
        before = self.lines
        if self._source is not None:
            key = self._wanted = self._wanted or key or ""
        super()._build(key, top)
        if self._coming is None or (self._wanted in self._keys and self.lines is not before):
            self._wanted = ""

    def _so_far(self, columns: int) -> Sequence[Line]:
        """The lines that there are for a width: the first ones are made now."""
        if columns != self._columns and self._source is not None:
            self._stop()
            self._columns = columns
            self._come = ()
            self._coming = iter(self._source(columns))
            self._take()
            if self._coming is not None:
                _: Worker[None] = self.run_worker(partial(self._go_on, self._coming), group="grow")
        if self._coming is not None and self._wanted and all(line.key != self._wanted for line in self._come):
            return self.lines
        return self._come

    def _take(self) -> Sequence[Line]:
        """What comes in one slice."""
        begun = thread_time()
        taken: list[Line] = []
        for line in self._coming or ():
            if line is not None:
                taken.append(line)
            if thread_time() - begun > SLICE:
                break
        else:
            self._coming = None
        self._come = [*self._come, *taken]
        return taken

    async def _go_on(self, coming: Iterator[Line | None]) -> None:
        """Make one slice after the other, as long as nothing else is shown."""
        while True:
            await sleep(0)
            if self._coming is not coming:
                return
            taken = self._take()
            wanted = self._wanted and any(line.key == self._wanted for line in taken)
            below = not self._wanted and self.length <= self.top + self.content_size.height
            if wanted or below or self._coming is None:
                self._again()

    def _again(self) -> None:
        """Show what has come."""
        self._rebuild(self.here.key if self.here is not None else None)
        if self._to_the_last and self._coming is None:
            self.action_last()

    def _stop(self) -> None:
        self._coming = None
        self._to_the_last = False

    # Where somebody stands

    def stand(self, row: int) -> None:
        """Stand on a line without a word: also while the lines are to be replaced."""
        super().stand(row)
        self._to_the_last = False
        if self._wanted:
            self._wanted = self.lines[row].key

    def stand_on(self, key: str) -> None:
        """Move to the line with this key, if there is one: also where it has come but is not shown."""
        if self._coming is not None and key not in self._keys:
            self._wanted = ""
            self._again()
        super().stand_on(key)

    def action_last(self) -> None:
        """To the last line: of those that there are, and of all as soon as these are there."""
        super().action_last()
        self._to_the_last = self._coming is not None

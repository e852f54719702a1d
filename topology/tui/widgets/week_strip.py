"""A week as a strip: a row for each day, a sign for each hour; one of them can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from textual import events

from topology.incident.week import Week
from topology.present.cells import wrap
from topology.present.names import Names
from topology.tui import text
from topology.tui.commands import bindings
from topology.tui.line import Span
from topology.tui.page.week import Day, Range, cell, signs_said, told, turns_at
from topology.tui.widgets.canvas import Canvas

LABEL = 3
HEAD = "0     6     12    18"
WORDS = 2
"""Lines for the hour that is stood on."""


class WeekStrip(Canvas):
    """``chosen`` is told the number of the hour that somebody wants to go to."""

    BINDINGS = bindings("view")

    def __init__(self, chosen: Callable[[int], None], *, id: str, classes: str = "") -> None:
        super().__init__(id=id, classes=classes)
        self._chosen = chosen
        self.week: Week | None = None
        self._range: Range | None = None
        self._names: Names | None = None
        self._days: Sequence[Day] = ()
        self._now = -1
        self.at = 0
        self.length = 0

    # What is shown

    def show(self, names: Names, range_: Range, week: Week | None, now: int, hint: str) -> None:
        """Show a week, or, where there is none yet, its empty hours. ``now``: the hour that is asked for.

        Whoever does not stand in it sees the hour that is asked for.
        """
        if self._range != range_:
            self._days = range_.days()
        self._names, self._range, self.week = names, range_, week
        if not self.has_focus or self._now != now:
            self.at = min(max(now, 0), range_.count - 1)
        self._now = now
        self.length = 1 + len(self._days) + WORDS
        self.entitle(hint, signs_said(week) if week is not None else "")
        self.refresh()

    def fit(self) -> None:
        """Nothing is made for a width."""

    def row(self, number: int) -> list[Segment]:
        """Hours of the day, the days, the hour that is stood on in words."""
        if number == 0:
            return self.drawn(((" " * LABEL + HEAD, "quiet"),), (), self.room)
        if number > len(self._days):
            words = self._said()
            line = number - len(self._days) - 1
            return self.drawn(((words[line] if line < len(words) else "", "plain"),), (), self.room)
        return self._day(self._days[number - 1])

    def _day(self, day: Day) -> list[Segment]:
        spans: list[Span] = [(f"{day.name:<{LABEL}}", "quiet")]
        at = 0
        for hour, column in zip(day.hours, day.columns, strict=True):
            if column > at:
                spans.append((" " * (column - at), "quiet"))
            at = column + 1
            sign, role = cell(self.week, hour) if self.week is not None else (" ", "quiet")
            spans.append((sign, "chip" if hour == self._now else role))
        segments = self.drawn(spans, (), self.room)
        if self.at in day.hours and self.has_focus:
            start = LABEL + day.columns[day.hours.index(self.at)]
            segments = text.lit(segments, start, start + 1, self.under(True))
        return segments

    def _said(self) -> list[str]:
        if self.week is None or self._names is None or self._range is None:
            return []
        shown = wrap(told(self._names, self.week, self._range, self.at), self.room)
        return shown if len(shown) <= WORDS else [*shown[: WORDS - 1], " ".join(shown[WORDS - 1 :])]

    # Moving

    def _go(self, to: int) -> None:
        count = self._range.count if self._range is not None else 0
        if count and to != self.at:
            self.at = min(max(to, 0), count - 1)
            self.refresh()

    def _place(self) -> tuple[int, int]:
        for number, day in enumerate(self._days):
            if self.at in day.hours:
                return number, day.hours.index(self.at)
        return 0, 0

    def _by_day(self, by: int) -> None:
        number, hour = self._place()
        if 0 <= number + by < len(self._days):
            hours = self._days[number + by].hours
            self._go(hours[min(hour, len(hours) - 1)])

    def action_left(self) -> None:
        """An hour earlier."""
        self._go(self.at - 1)

    def action_right(self) -> None:
        """An hour later."""
        self._go(self.at + 1)

    def action_up(self) -> None:
        """A day earlier."""
        self._by_day(-1)

    def action_down(self) -> None:
        """A day later."""
        self._by_day(1)

    def action_first(self) -> None:
        """To the first hour."""
        self._go(0)

    def action_last(self) -> None:
        """To the last hour."""
        self._go(1 << 16)

    def action_page_down(self) -> None:
        """To the next hour that is answered otherwise."""
        turns = turns_at(self.week) if self.week is not None else ()
        self._go(min((turn for turn in turns if turn > self.at), default=self.at))

    def action_page_up(self) -> None:
        """To where the answer before begins."""
        turns = turns_at(self.week) if self.week is not None else ()
        self._go(max((turn for turn in turns if turn < self.at), default=self.at))

    def action_choose(self) -> None:
        """Ask for this hour."""
        self._chosen(self.at)

    def on_click(self, event: events.Click) -> None:
        """Stand on the hour under the pointer; a second click asks for it."""
        place = event.get_content_offset_capture(self)
        row, column = place.y + self.top - 1, place.x - LABEL
        day = self._days[row] if 0 <= row < len(self._days) else None
        if day is not None and column in day.columns:
            number = day.hours[day.columns.index(column)]
            again = number == self.at
            self._go(number)
            if again or event.chain > 1:
                self.action_choose()

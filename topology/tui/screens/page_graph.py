"""The graph of what is hit, minute by minute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size

from topology.incident.result import Incident
from topology.tui.page.sheet import Written
from topology.tui.screens.base import WIDE
from topology.tui.screens.page_week import WeekScreen
from topology.tui.widgets.graph import Graph
from topology.tui.widgets.growing import Growing

if TYPE_CHECKING:
    from topology.tui.page.spread import Spread

NARROW, HUGE = 80, 150
"""Columns below which one pane is shown at a time, and from which on all stand side by side."""
LOW, TALL, HIGH = 20, 24, 32
"""The same in lines; from which on the week fits under the situation, and the graph under the answer."""


class GraphScreen(WeekScreen):
    """Shows the states of the minute that somebody stands on in the timeline; else those in the end."""

    def __init__(self, size: Size | None = None) -> None:
        super().__init__(size)
        self.minute: int | None = None
        self.zoomed = False
        self.sized = False
        self._spread: tuple[Incident, int, Spread] | None = None

    def fit_panes(self, size: Size | None) -> None:
        """How many panes there is room for, for the style sheet."""
        if size is None:
            return
        single = self.zoomed or size.width < NARROW or size.height < LOW
        stacked = WIDE <= size.width < HUGE and size.height >= HIGH
        self.set_class(single, "-single")
        self.set_class(single and size.height < TALL, "-parted")
        self.set_class(stacked and not single, "-stacked")
        self.set_class(size.width < HUGE and not stacked and not single, "-pair")

    @property
    def graph(self) -> Graph:
        """The middle pane."""
        return self.query_one("#graph", Graph)

    @property
    def told(self) -> Growing:
        """The right pane: the answer."""
        return self.query_one("#answer", Growing)

    def show_graph(self) -> None:
        """Draw what is hit; nothing where there is no answer. The answer comes first: this takes its time."""
        from topology.tui.page.spread import FEW, MANY, Spread

        world, incident = self.home.world, self.incident
        self.set_class(incident is None, "-nothing")
        if world is None or incident is None or not (self.sized and self.graph.display):
            return
        limit = MANY if self.zoomed else FEW
        if self._spread is None or self._spread[0] is not incident or self._spread[1] != limit:
            self._spread = incident, limit, Spread(world, incident, limit)
        self.graph.show(self._spread[2].at(self.minute))

    def stand_in(self, minute: int | None) -> None:
        """Show the states of another minute."""
        if minute != self.minute:
            self.minute = minute
            self.show_graph()

    def step_minute(self, by: int) -> None:
        """To the first line of the next minute of the timeline, or of the one before."""
        events = _events(self.written())
        if not events:
            self.say("Nothing happens", "quiet")
            return
        here = self.told.here
        now = events.get(here.key, -1) if here is not None else -1
        beyond = sorted({minute for minute in events.values() if (minute - now) * by > 0})
        if not beyond:
            self.say("Nothing happens after this" if by > 0 else "Nothing happens before this", "quiet")
            return
        minute = beyond[0] if by > 0 else beyond[-1]
        self.told.stand_on(next(key for key in events if events[key] == minute))

    def action_zoom(self) -> None:
        """Give the whole screen to the pane in use, or take it back."""
        self.zoomed = not self.zoomed
        self.fit_panes(self.size)
        self.call_after_refresh(self.show_graph)

    def escape(self) -> bool:
        """Show all panes again, else give up what is being worked out."""
        if self.zoomed:
            self.action_zoom()
            return True
        return self.graph.cancel() or super().escape()


def _events(written: Written | None) -> dict[str, int]:
    """The minutes of the lines of the timeline."""
    if written is None:
        return {}
    return {key: minute for key, minute in written.minutes.items() if key.startswith("event ")}

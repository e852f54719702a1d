"""The last line of every screen: the keys that matter here, or what has just happened."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.strip import Strip
from textual.timer import Timer

from topology.present.cells import width
from topology.tui.commands import Command, shown
from topology.tui.line import Role, Span
from topology.tui.widgets.canvas import Canvas

SAID_FOR = 4.0
"""Seconds for which a message stands."""


class KeyBar(Canvas, can_focus=False):
    """Shows as many keys as fit, the most wanted first and always the last one (help)."""

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self.commands = commands
        self._said: Span | None = None
        self._timer: Timer | None = None

    def offer(self, commands: Sequence[Command]) -> None:
        """Show other commands, or the same with other keys."""
        self.commands = commands
        self.refresh()

    def say(self, text: str, role: Role = "strong") -> None:
        """Show a message for a while in place of the keys."""
        self._said = (f" {text}", role)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(SAID_FOR, self.hush)
        self.refresh()

    def hush(self) -> None:
        """Show the keys again."""
        self._said = None
        self.refresh()

    def pass_by(self) -> None:
        """Somebody has gone on: what was only said in passing holds no more."""
        if self._said is not None and self._said[1] == "quiet":
            self.hush()

    @property
    def said(self) -> str:
        """The message that stands there now; empty: the keys do."""
        return self._said[0].strip() if self._said is not None else ""

    def fitting(self, room: int) -> list[Command]:
        """The commands that fit in so many cells."""
        if not self.commands:
            return []
        *wanted, last = self.commands
        kept: list[Command] = []
        room -= _cells(last) + 1
        for command in wanted:
            if _cells(command) > room:
                break
            room -= _cells(command)
            kept.append(command)
        return [*kept, last]

    def render_line(self, y: int) -> Strip:
        """The line itself."""
        if self._said is not None:
            return Strip(self.drawn((self._said,), (), self.size.width), self.size.width)
        spans: list[Span] = []
        for command in self.fitting(self.size.width):
            spans += [(f" {shown(command.keys[0])}", "key"), (f" {command.title} ", "quiet")]
        return Strip(self.drawn(spans, (), self.size.width), self.size.width)

    async def on_click(self, event: events.Click) -> None:
        """A click on a key does what the key does."""
        at = 0
        for command in self.fitting(self.size.width):
            at += _cells(command)
            if event.x < at:
                self.app.simulate_key(command.keys[0])
                return


def _cells(command: Command) -> int:
    return width(shown(command.keys[0])) + width(command.title) + 3

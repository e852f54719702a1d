"""Who is on call, all teams, at the instant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from topology.model.place import Place
from topology.model.reference import Ref
from topology.present.duty import Watch, everybody
from topology.present.instants import short, spelled
from topology.tui import text
from topology.tui.line import Line, Span, text_of
from topology.tui.screens.base import BaseScreen
from topology.tui.widgets.lines import Lines
from topology.tui.world import World


class RosterScreen(BaseScreen):
    """One line for each schedule that pages begin with."""

    BINDINGS: ClassVar[list[BindingType]] = []
    WHERE = ("view", "app")
    CSS = "RosterScreen #roster { height: 1fr; padding: 0 1; }"

    def body(self) -> Iterable[Widget]:
        """The list."""
        roster = Lines(chosen=self._follow, id="roster", classes="pane")
        roster.border_title = text.content("On call")
        yield roster

    def on_mount(self) -> None:
        """Show it."""
        self.show_top()
        self.catch_up()

    def renew(self) -> None:
        """Show who it is at the session's instant."""
        self.show_top()
        world = self.home.world
        if world is not None:
            lines = list(_lines(world, self.home.session.instant))
            self.query_one("#roster", Lines).show(lambda _: lines)

    def crumbs(self) -> Sequence[str]:
        """Where we are."""
        return ("On call",)

    def subject(self) -> Ref | None:
        """The team or schedule of the line."""
        here = self.query_one("#roster", Lines).here
        return here.ref if here is not None else None

    def place(self) -> Place | None:
        """Where it is declared."""
        ref, world = self.subject(), self.home.world
        return world.catalog.entities[ref].place if ref is not None and world is not None else None

    def copies(self) -> list[tuple[str, str]]:
        """The whole list, and what the line is of."""
        from topology.tui.copies import copies

        world, ref = self.home.world, self.subject()
        found = [("List", text_of(self.query_one("#roster", Lines).lines))]
        return found + (copies(world, ref, self.home.session.instant) if world is not None and ref else [])

    def _follow(self, line: Line) -> None:
        if line.ref is not None:
            self.home.visit(line.ref)


def _lines(world: World, at: datetime) -> Iterator[Line]:
    zone = world.catalog.defaults.timezone
    duty = everybody(world.topology, world.engine.rota, at)
    yield Line(((spelled(at, zone), "quiet"),))
    for number, watch in enumerate(duty.watches):
        yield _watch(world, watch, number, at, zone)
    for ref in duty.unknown:
        yield Line(
            ((f"{world.title(ref):<26}", "ghost"), ("unknown: nobody declared it", "unknown")), (), ref, ref
        )
    if not duty.watches and not duty.unknown:
        yield Line((("No file says who is on call.", "unknown"),))


def _watch(world: World, watch: Watch, number: int, at: datetime, zone: str) -> Line:
    ref = watch.team or watch.schedule or watch.policy
    name = world.title(ref) if ref is not None else ""
    spans: list[Span] = [(f"{name[:24]:<26}", "strong" if watch.team else "quiet")]
    until = ""
    for position, duty in enumerate(watch.roll.duties):
        spans.append((", " if position else "", "plain"))
        spans.append((world.title(duty.person), "warn" if duty.away else "ok"))
        if duty.away:
            spans.append((" (away)", "warn"))
        if duty.end is not None and not until:
            until = f"until {short(duty.end, zone, at)}"
    if not watch.roll.duties:
        spans.append(("unknown", "unknown") if watch.roll.unknown else ("nobody", "down"))
        until = watch.roll.empty[0].text if watch.roll.empty else ""
    return Line(tuple(spans), ((until, "quiet"),), f"{number} {ref}", ref)

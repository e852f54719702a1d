"""Who is on call, all teams, at the instant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import ClassVar

from msgspec import structs
from textual.binding import BindingType
from textual.widget import Widget

from topology.model.place import Place
from topology.model.reference import Ref
from topology.present.cells import pad, width
from topology.present.duty import DutyList, Watch, everybody
from topology.present.instants import short, spelled
from topology.tui.commands import bindings
from topology.tui.line import Gloss, Line, Part, Role, Span, text_of
from topology.tui.screens.base import BaseScreen
from topology.tui.widgets.lines import Lines
from topology.tui.widgets.narrow import NarrowPane
from topology.tui.world import World

NAME = 24
"""Cells of the name of a team or schedule; on a narrow screen as many as the longest takes."""
NARROW = 70
"""Cells below which a screen is narrow."""

AWAY = " (away)"


class RosterScreen(BaseScreen):
    """One line for each schedule that pages begin with; teams of which nothing is known at the end."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("roster")
    WHERE = ("roster", "view", "app")
    CALLED = "On call"
    CSS = "RosterScreen #roster, RosterScreen #left { height: 1fr; } RosterScreen #roster { padding: 0 1; }"
    AUTO_FOCUS = "#roster"
    wanted = ""

    def body(self) -> Iterable[Widget]:
        """The list, with its filter."""
        roster = Lines(chosen=self._follow, id="roster", classes="pane")
        yield NarrowPane(roster, hint="a team, a person", narrowed=self._narrow, used=self._use, id="left")

    @property
    def rows(self) -> Lines:
        """The list."""
        return self.query_one("#roster", Lines)

    def on_mount(self) -> None:
        """Show it."""
        self.show_top()
        self.catch_up()

    def renew(self) -> None:
        """Show who it is at the session's instant."""
        self.show_top()
        world = self.home.world
        if world is not None:
            at = self.home.session.instant
            duty = everybody(world.topology, world.engine.rota, at)
            self.rows.show(lambda columns: list(self._fitting(world, duty, at, columns)))

    def _fitting(self, world: World, duty: DutyList, at: datetime, columns: int) -> Iterator[Line]:
        """The instant, then what holds every word that is typed."""
        words = self.wanted.casefold().split()
        groups = list(_groups(world, duty, at, columns))
        kept = [group for group in groups if all(word in text_of(group).casefold() for word in words)]
        self.rows.entitle("On call" + (f" · {len(kept)} of {len(groups)}" if words else ""))
        yield Line(((spelled(at, world.catalog.defaults.timezone), "quiet"),))
        for group in kept:
            yield from group
        if words and not kept:
            yield Line((("nobody fits", "quiet"),))

    def _narrow(self, query: str) -> None:
        self.wanted = query
        self.renew()

    def _use(self) -> None:
        self.set_focus(self.rows)

    def action_filter(self) -> None:
        """Type to narrow the list."""
        self.query_one("#left", NarrowPane).start()

    def escape(self) -> bool:
        """Show everybody again."""
        return self.query_one("#left", NarrowPane).end()

    def crumbs(self) -> Sequence[str]:
        """Where we are."""
        return ("On call",)

    def subject(self) -> Ref | None:
        """The team or schedule of the line."""
        here = self.rows.here
        return here.ref if here is not None else None

    def place(self) -> Place | None:
        """Where it is declared."""
        ref, world = self.subject(), self.home.world
        return world.catalog.entities[ref].place if ref is not None and world is not None else None

    def copies(self) -> list[tuple[str, str]]:
        """The whole list, and what the line is of."""
        from topology.tui.copies import copies

        world, ref = self.home.world, self.subject()
        found = [("List", text_of(self.rows.lines))]
        return found + (copies(world, ref, self.home.session.instant) if world is not None and ref else [])

    def _follow(self, line: Line) -> None:
        if line.ref is not None:
            self.home.visit(line.ref)


def _groups(world: World, duty: DutyList, at: datetime, columns: int) -> Iterator[list[Line]]:
    """The lines of each team, schedule or policy."""
    zone = world.catalog.defaults.timezone
    named = [*map(_of, duty.watches), *duty.unknown, *duty.unsaid]
    name = NAME
    if columns < NARROW:
        longest = max((width(world.title(ref)) for ref in named if ref is not None), default=0)
        name = min(NAME, longest, columns * 2 // 5)
    for number, watch in enumerate(duty.watches):
        yield list(_over_lines(_watch(world, watch, number, at, zone, name), name + 2, columns))
    for ref in duty.unknown:
        yield [_unknown(world, ref, "unknown: nobody declared it", name)]
    for ref in duty.unsaid:
        yield [_unknown(world, ref, "unknown: no file says who", name)]
    if not named:
        yield [Line((("No file says who is on call.", "unknown"),))]


def _of(watch: Watch) -> Ref | None:
    return watch.team or watch.schedule or watch.policy


def _unknown(world: World, ref: Ref, why: str, cells: int) -> Line:
    role: Role = "ghost" if world.catalog.entities[ref].ghost else "quiet"
    return Line(((f"{pad(world.title(ref), cells)}  ", role), (why, "unknown")), (), f"unknown {ref}", ref)


def _over_lines(line: Line, indent: int, columns: int) -> Iterator[Line]:
    """The line, over as many as its people and what stands at its end take; each is reached on its own."""
    end = width(line.end[0][0]) + 2
    rows: list[list[Span]] = [[line.spans[0]]]
    parts: list[list[Part]] = [list(line.parts[:1])]
    known = {part.start: part for part in line.parts}
    at, used = indent, indent
    for text_, role in line.spans[1:]:
        cells = width(text_)
        if role != "plain" and text_ != AWAY and used + cells > columns and used > indent:
            rows.append([(" " * indent, "plain")])
            parts.append([])
            used = indent
        rows[-1].append((text_, role))
        if at in known:
            parts[-1].append(structs.replace(known[at], start=used))
        at, used = at + cells, used + cells
    if used + end > columns:
        rows.append([(" " * indent, "plain")])
        parts.append([])
    for number, spans in enumerate(rows):
        last = number == len(rows) - 1
        yield structs.replace(
            line,
            spans=tuple(spans),
            end=line.end if last else (),
            key=f"{line.key} {number}" if number and parts[number] else line.key if not number else "",
            parts=tuple(parts[number]),
        )


def _watch(world: World, watch: Watch, number: int, at: datetime, zone: str, cells: int) -> Line:
    """A team or schedule, the people, each to be followed, and when the first of them is relieved."""
    ref = _of(watch)
    name = pad(world.title(ref), cells) if ref is not None else " " * cells
    spans: list[Span] = [(f"{name}  ", "strong" if watch.team else "quiet")]
    parts = [Part(0, cells, ref)]
    roll, until = watch.roll, ""
    if watch.held:
        spans.append(("nobody: outside support hours", "warn"))
        until = "for ever" if watch.held_until is None else f"until {short(watch.held_until, zone, at)}"
        held = Gloss(("held", "support hours"))
        return Line(tuple(spans), ((until, "quiet"),), f"{number} {ref}", ref, gloss=held)
    column = cells + 2
    for position, duty in enumerate(roll.duties):
        person = world.title(duty.person)
        if position:
            spans.append((", ", "plain"))
            column += 2
        spans.append((person, "warn" if duty.away else "ok"))
        parts.append(Part(column, width(person), duty.person))
        column += width(person)
        if duty.away:
            spans.append((AWAY, "warn"))
            column += width(AWAY)
    away = any(duty.away for duty in roll.duties)
    ends = [end for duty in roll.duties if (end := duty.end) is not None]
    if ends:
        until = f"until {short(min(ends), zone, at)}"
    if not roll.duties:
        spans.append(("unknown", "unknown") if roll.unknown else ("nobody", "down"))
        until = roll.empty[0].text if roll.empty else ""
    word = "gap" if not roll.duties and not roll.unknown else "away" if away else ""
    gloss = Gloss((word,)) if word else None
    right: tuple[Span, ...] = ((until, "quiet"),)
    return Line(tuple(spans), right, f"{number} {ref}", ref, parts=tuple(parts), gloss=gloss)

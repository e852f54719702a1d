"""A cell of the matrix, opened: its dependencies, who leads when each fails, what was agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from topology.graph.order import natural
from topology.graph.topology import Crossing, Edge
from topology.insight.answers import Answer, agreed
from topology.insight.matrix import Cell, Entry, counted
from topology.model.entity import Interaction
from topology.model.reference import Ref
from topology.present.cells import cut, width
from topology.present.instants import span
from topology.present.words import VERDICT_STYLES
from topology.tui.boundaries.words import agreement, role, told
from topology.tui.cards.sheet import Sheet
from topology.tui.line import Gloss, Line, Listed, Role, Span
from topology.tui.signs import arrow, arrow_word
from topology.tui.world import World

PAIR = "pair "
"""How the keys of pairs begin."""

STYLES: dict[str, Role] = {"fine": "ok", "warn": "warn", "worst": "down"}
HEARS = {"leads": "", "paged": "; its user is paged too", "informed": "; its user is told", "nothing": ""}


Known = Mapping[Edge, Answer] | None
"""The answers to the failures of what is needed; ``None``: they are being worked out."""


def cell_lines(
    world: World,
    one: Ref,
    other: Ref,
    crossings: Sequence[Crossing],
    known: Known,
    at: datetime,
    columns: int,
) -> list[Line]:
    """What one team needs of another, what they have agreed, and the answer to each failure."""
    sheet = Sheet(columns)
    needs(sheet, world, one, other, crossings, known, at)
    return sheet.lines


def needs(
    sheet: Sheet,
    world: World,
    one: Ref,
    other: Ref,
    crossings: Sequence[Crossing],
    known: Known,
    at: datetime,
) -> None:
    """The same on a sheet."""
    sheet.title(f"{world.title(one)} needs {world.title(other)}")
    counts = counted(crossings)
    sheet.text(told(counts), role(counts))
    interaction(sheet, crossings[0].interaction, at)
    if known is None:
        sheet.text("Who leads is being worked out …", "quiet")
    sheet.blank()
    for crossing in crossings:
        edge(sheet, world, crossing, known.get(crossing.edge) if known is not None else None)


def interaction(sheet: Sheet, declared: Interaction | None, at: datetime) -> None:
    """What was agreed, and what for."""
    found = agreed(declared, at) if declared is not None else None
    words, look = agreement(found)
    if found is None:
        sheet.text(words.capitalize(), look)
        return
    place = found.interaction.place
    gloss = Gloss(("interaction",))
    sheet.lines.append(Line(((words, look),), (), f"agreed {place}", place=place, gloss=gloss))
    if found.interaction.purpose:
        sheet.text(found.interaction.purpose, "quiet")


def edge(sheet: Sheet, world: World, crossing: Crossing, answer: Answer | None) -> None:
    """One dependency and the verdict on its failure; under it who leads then, and what its user hears."""
    need = crossing.edge
    drawn = arrow(need.strength, need.group >= 0, crossing.grey)
    source, target = world.title(need.source), world.title(need.target)
    led = answer.led if answer is not None else None
    word = led.verdict if led is not None else ""
    room = sheet.columns - width(drawn) - 3 - width(target) - width(word)
    spans: tuple[Span, ...] = (
        (cut(source, max(8, room)), "plain"),
        (f" {drawn} ", "warn" if crossing.grey else "hot"),
        (target, "strong"),
    )
    end: tuple[Span, ...] = ((word, STYLES[VERDICT_STYLES[led.verdict]]),) if led is not None else ()
    key = f"edge {need.source} {need.target} {need.group}"
    words = (arrow_word(need.strength, need.group >= 0, crossing.grey), *([word] if word else []))
    sheet.lines.append(Line(spans, end, key, need.target, place=need.place, gloss=Gloss(words)))
    if answer is not None:
        sheet.row(None, _led(world, answer), "quiet", lines=2, indent=3)


def _led(world: World, answer: Answer) -> str:
    led = answer.led
    if led is None:
        return "which part of it fails decides"
    if led.lead is None:
        return "nobody leads"
    after = f", after {span(led.minute)}" if led.minute is not None else ""
    words = f"{world.title(led.lead)} leads{after}"
    if led.hand_over_to is not None:
        words += f", hands over to {world.title(led.hand_over_to)}"
    return words + HEARS[answer.hears]


Pair = tuple[Ref, Ref, tuple[Crossing, ...]]


def pairs(row: Entry, column: Entry, cell: Cell) -> list[Pair]:
    """The pairs of teams in a cell of groups and what crosses between them, most first."""
    found: dict[tuple[Ref, Ref], list[Crossing]] = {}
    rows, columns = frozenset(row.teams), frozenset(column.teams)
    for crossing in cell.crossings:
        for one in crossing.from_teams:
            for other in crossing.to_teams:
                if one in rows and other in columns:
                    found.setdefault((one, other), []).append(crossing)
    place = {team: natural(team) for team in rows | columns}
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), [place[team] for team in pair[0]]))
    return [(one, other, tuple(crossings)) for (one, other), crossings in ordered]


def group_lines(world: World, found: list[Pair], columns: int) -> Listed:
    """What is in a cell of groups, a line for each pair of teams; their keys are the numbers of the pairs."""

    def made(number: int) -> Line:
        one, other, crossings = found[number]
        counts = counted(crossings)
        words = told(counts)
        room = max(8, columns - width(words) - 8 - width(world.title(other)))
        spans: tuple[Span, ...] = (
            (cut(world.title(one), room), "plain"),
            (" needs ", "quiet"),
            (world.title(other), "plain"),
        )
        return Line(spans, ((words, role(counts)),), f"{PAIR}{number}")

    return Listed([f"{PAIR}{number}" for number in range(len(found))], made)

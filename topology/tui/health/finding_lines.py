"""Findings by rule or by team, and one of them explained."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

from msgspec import Struct

from topology.graph.order import natural
from topology.insight.explain import Explanation, explain
from topology.insight.rule import LISTED
from topology.insight.whose import whose
from topology.model.place import Place
from topology.model.problem import SEVERITIES, Problem, Severity
from topology.model.reference import Ref, key
from topology.present.cells import cut_left, width
from topology.present.problem_text import hint_text
from topology.present.words import count
from topology.tui.cards.sheet import Sheet
from topology.tui.line import BLANK, Line, Role, Span
from topology.tui.world import World

By = Literal["rule", "team"]

ROLES: dict[Severity, Role] = {"error": "down", "warning": "warn", "info": "quiet"}
SIGNS: dict[Severity, str] = {"error": "✖", "warning": "!", "info": "·"}
NO_TEAM = "Of no team"
PLACES = 28
"""Cells of a place beside a message at most."""


class Item(Struct, frozen=True):
    """One finding, or one of many that are told as one: what it is about there."""

    problem: Problem
    number: int
    text: str
    ref: Ref | None
    place: Place


class Group(Struct, frozen=True):
    """Findings of one rule or one team."""

    title: str
    items: tuple[Item, ...]

    @property
    def worst(self) -> int:
        """The worst severity in it; 0 is an error."""
        return min(SEVERITIES.index(each.problem.severity) for each in self.items)


def groups(world: World, found: Iterable[Problem], by: By, query: str = "") -> list[Group]:
    """The findings, the worst groups first, then the largest; those that hold the words of a query."""
    items: dict[str, list[Item]] = {}
    for number, problem in enumerate(found):
        if by == "rule":
            items.setdefault(f"{problem.rule} {problem.code}", []).append(_whole(world, number, problem))
            continue
        for item in _each(world, number, problem):
            for title in _teams(world, item.ref):
                items.setdefault(title, []).append(item)
    made = [Group(title, tuple(_fitting(world, title, each, query))) for title, each in items.items()]
    shown = [group for group in made if group.items]
    return sorted(
        shown, key=lambda each: (each.title == NO_TEAM, each.worst, -len(each.items), natural(each.title))
    )


def _whole(world: World, number: int, problem: Problem) -> Item:
    return Item(problem, number, problem.message, _entity(world, problem.entity), problem.place)


def _each(world: World, number: int, problem: Problem) -> list[Item]:
    """A finding; where many are told as one, each of them."""
    if not problem.many or len(problem.references) <= LISTED:
        return [_whole(world, number, problem)]
    return [
        Item(problem, number, f"{problem.rule}: {each.entity}", _entity(world, each.entity), each.place)
        for each in problem.references
    ]


def _entity(world: World, ref: str | None) -> Ref | None:
    return world.catalog.by_key.get(key(ref)) if ref is not None else None


def _teams(world: World, ref: Ref | None) -> list[str]:
    teams = whose(world.topology, ref) if ref is not None else ()
    return [world.title(team) for team in teams] or [NO_TEAM]


def _fitting(world: World, title: str, items: list[Item], query: str) -> list[Item]:
    words = query.casefold().split()
    if all(word in title.casefold() for word in words):
        return items

    def fits(item: Item) -> bool:
        text = (
            f"{title} {item.text} {world.names.said(item.text)} {item.problem.rule} {item.place}".casefold()
        )
        return all(word in text for word in words)

    return list(filter(fits, items))


def finding_lines(world: World, found: list[Group], columns: int) -> list[Line]:
    """A heading for each group, and a line for each finding that leads to its entity."""
    lines: list[Line] = []
    for group in found:
        lines += [BLANK] if lines else []
        lines.append(Line(((group.title, "head"),), ((counted(group.items), "quiet"),)))
        for item in group.items:
            lines.append(_line(world, group, item, columns))
    return lines


def counted(items: Collection[Item]) -> str:
    """How many findings, and how many notes: what is for information is no finding to mend.

    Of one that is of many, each place is an item; there are so many findings, in so many places.
    """
    severities = {item.number: item.problem.severity for item in items}
    notes = list(severities.values()).count("info")
    findings = len(severities) - notes
    words = [count(findings, "finding")] if findings or not notes else []
    words += [count(notes, "note")] if notes else []
    return " · ".join([*words, f"{len(items)} places"] if len(items) > len(severities) else words)


def _line(world: World, group: Group, item: Item, columns: int) -> Line:
    severity = item.problem.severity
    spans: tuple[Span, ...] = (
        (f"{SIGNS[severity]} ", ROLES[severity]),
        (world.names.said(item.text), "plain"),
    )
    where = cut_left(str(item.place), min(PLACES, columns // 3)) if item.place.file else ""
    end: tuple[Span, ...] = ((where, "quiet"),) if where else ()
    return Line(spans, end, f"{item.number} {group.title} {item.place}", item.ref, place=item.place)


def number_of(line: Line | None) -> int:
    """The finding that a line is of; -1: none."""
    word = line.key.partition(" ")[0] if line is not None else ""
    return int(word) if word.isdecimal() else -1


def explained(world: World, problem: Problem, columns: int) -> list[Line]:
    """A finding in full, where it stands, and what its rule is for."""
    sheet = Sheet(columns)
    sheet.title(f"{problem.rule} {problem.code}", problem.severity, ROLES[problem.severity])
    sheet.text(world.names.said(problem.message), lines=8)
    hint = hint_text(problem)
    if hint:
        sheet.text(hint, "quiet")
    sheet.lines.append(
        Line(((cut_left(str(problem.place), columns), "hot"),), (), "place", place=problem.place)
    )
    for number, reason in enumerate(problem.because, 1):
        before = len(sheet.lines)
        sheet.text(f"{number}. {world.names.said(reason.text)}", lines=6)
        first = sheet.lines[before]
        sheet.lines[before] = Line(first.spans, (), f"because {number}", place=reason.place)
    _others(sheet, world, problem)
    rule = explain(problem.code)
    if rule is not None:
        _rule(sheet, rule)
    return sheet.lines


def _others(sheet: Sheet, world: World, problem: Problem) -> None:
    others = problem.references if problem.many else problem.references[1:]
    if not others:
        return
    sheet.head("Also" if not problem.many else "All of them", str(len(others)))
    for number, each in enumerate(others):
        ref = _entity(world, each.entity)
        name = world.title(ref) if ref is not None else str(each.entity or "")
        where = cut_left(str(each.place), max(8, sheet.columns - width(name) - 2))
        sheet.lines.append(
            Line(((name, "plain"),), ((where, "quiet"),), f"also {number}", ref, place=each.place)
        )


def _rule(sheet: Sheet, rule: Explanation) -> None:
    sheet.head("The rule")
    for word, role in ((rule.about, "plain"), (rule.why, "plain")):
        if word:
            sheet.text(word, "plain" if role == "plain" else "quiet", lines=8)
    for label, word in (("Source", rule.source), ("Threshold", rule.threshold), ("Fix", rule.fix)):
        if word:
            sheet.blank()
            sheet.text(f"{label}: {word}", "strong" if label == "Fix" else "quiet", lines=12)

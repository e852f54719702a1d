"""The list of changes: all of it first, then group by group, each on one line."""

from __future__ import annotations

from collections.abc import Iterator

from topology.insight.diff.values import Change, ChangeKind, Grade
from topology.present.diff_groups import Group, groups
from topology.present.diff_sides import brief, called
from topology.present.diff_text import told
from topology.present.diff_words import sign
from topology.tui import signs
from topology.tui.diff.comparison import Comparison
from topology.tui.line import Gloss, Line, Role, Span

ALL = "all of it"
"""The key of the line that stands for all changes together; no change has it."""

ROLES: dict[Grade, Role] = {"worse": "degraded", "other": "plain", "better": "ok"}

WORDS: dict[ChangeKind, tuple[str, ...]] = {
    "behaviour": ("lead", "first contact"),
    "moved": ("owner", "boundary"),
    "grey-gained": ("grey edge",),
    "grey-lost": ("grey edge",),
    "load": ("first contact", "lead"),
    "rule-broken": ("finding",),
    "rule-kept": ("finding",),
}
"""What else changes of a kind are about, in words of the glossary."""


def narrowed(comparison: Comparison, query: str) -> tuple[Group, ...]:
    """The groups with the changes that hold every word of a query."""
    words = query.casefold().split()
    found = []
    for group in groups(comparison.difference):
        kept = tuple(
            change for change in group.changes if _holds(f"{group.title} {_text(comparison, change)}", words)
        )
        if kept:
            found.append(Group(group.title, kept))
    return tuple(found)


def _holds(text: str, words: list[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


def _text(comparison: Comparison, change: Change) -> str:
    compared, problem = comparison.words, change.problem
    place = change.after or change.before
    more = f"{problem.code} {problem.severity} {problem.message}" if problem is not None else ""
    parts = (
        called(compared, change), compared.name(change) if change.about is not None else "",
        change.about or "", sign(change), brief(compared, change),
        told(compared, change) if problem is None else "", more, str(place or ""),
    )  # fmt: skip
    return " ".join(parts)


def list_lines(comparison: Comparison, query: str) -> list[Line]:
    """Everything that is found, with the line that stands for all of it."""
    found = narrowed(comparison, query)
    count = len(comparison.changes)
    shown = sum(len(group.changes) for group in found)
    number = f"{shown} of {count}" if shown != count else str(count)
    lines = [Line((("All changes", "strong"),), ((number, "quiet"),), ALL)]
    for group in found:
        lines += _group(comparison, group)
    if count and not found:
        lines.append(Line((("nothing matches", "quiet"),)))
    return lines


def _group(comparison: Comparison, group: Group) -> Iterator[Line]:
    yield Line(((group.title, "head"),), ((str(len(group.changes)), "quiet"),))
    for change in group.changes:
        yield _line(comparison, change)


def _line(comparison: Comparison, change: Change) -> Line:
    compared = comparison.words
    mark: Span = (f" {signs.FOUND} ", "down") if change.fails else ("   ", "plain")
    role: Role = "down" if change.fails else ROLES[change.grade]
    end = brief(compared, change)
    if change.problem is not None and change.about is not None:
        end = compared.name(change)
    return Line(
        (mark, (called(compared, change), "plain")),
        ((end, role),),
        change.key,
        change.ref,
        place=change.after,
        gloss=gloss(change),
    )


def gloss(change: Change) -> Gloss:
    """The words that a change is told with: the verdicts of now and then, else what its kind is about."""
    verdicts = [shift for shift in change.shifts if shift.name == "verdict"]
    said = [value for shift in verdicts for value in (shift.now, shift.then) if isinstance(value, str)]
    return Gloss((*said, *WORDS.get(change.kind, ())))

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
from topology.tui.line import Gloss, Line, Listed, Role, Span

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


class Listing:
    """The changes of a comparison as they are listed, narrowed to what holds every word of a query.

    Made where the comparison is made: what a query looks at is written at once, for all changes.
    """

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.changes = {change.key: change for change in comparison.changes}
        self._groups = groups(comparison.difference)
        self._texts = {
            change.key: f"{group.title} {_text(comparison, change)}".casefold()
            for group in self._groups
            for change in group.changes
        }
        self._query = ""
        self._show(self._groups)

    def narrow(self, query: str) -> None:
        """List only what holds every word of this."""
        if query == self._query:
            return
        self._query, words = query, query.casefold().split()
        kept = (Group(each.title, tuple(self._holding(each, words))) for each in self._groups)
        self._show(tuple(group for group in kept if group.changes))

    def _holding(self, group: Group, words: list[str]) -> Iterator[Change]:
        for change in group.changes:
            if all(word in self._texts[change.key] for word in words):
                yield change

    def _show(self, shown: tuple[Group, ...]) -> None:
        self.order = [change.key for group in shown for change in group.changes]
        self.place = {key: number for number, key in enumerate(self.order)}
        count, found = len(self.changes), len(self.order)
        number = f"{found} of {count}" if found != count else str(count)
        rows: list[Line | Change] = [Line((("All changes", "strong"),), ((number, "quiet"),), ALL)]
        for group in shown:
            rows.append(Line(((group.title, "head"),), ((str(len(group.changes)), "quiet"),)))
            rows += group.changes
        if count and not found:
            rows.append(Line((("nothing matches", "quiet"),)))

        def made(row: int) -> Line:
            each = rows[row]
            return each if isinstance(each, Line) else _line(self.comparison, each)

        self.lines = Listed([row.key for row in rows], made)


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

"""One change in full, then and now side by side where there is room for both; or all changes, counted."""

from __future__ import annotations

from collections.abc import Iterator

from topology.insight.diff.values import Change
from topology.insight.explain import explain
from topology.present.cells import pad, wrap
from topology.present.diff_groups import groups
from topology.present.diff_sides import ABOUT, Pair, called, pairs
from topology.present.diff_words import judged, outcome, stopping, unchanged
from topology.present.instants import spelled
from topology.present.words import count
from topology.tui import signs
from topology.tui.cards.sheet import Sheet
from topology.tui.diff.comparison import Comparison
from topology.tui.diff.list_lines import ROLES
from topology.tui.line import Gloss, Line, Role, Span

LABEL = 12
GAP = 2
SIDE_BY_SIDE = 52
"""Cells from which on then and now stand side by side."""

NOTHING = "–"
"""Stands where one version says nothing."""

GRADES = {"worse": "worse", "other": "", "better": "better"}


def all_lines(comparison: Comparison, columns: int) -> list[Line]:
    """What came out, in sentences, and how much of which sort."""
    found = comparison.difference
    sheet = Sheet(columns)
    sheet.title(f"{comparison.words.base} → {comparison.words.head}")
    if found.changes:
        sheet.text(outcome(found) + ".", lines=6)
    else:
        sheet.text(f"{count(found.compared, 'component')} compared.")
        sheet.blank()
        sheet.text(unchanged(found), "ok", lines=6)
    if stopping(found):
        sheet.text(stopping(found), "down")
    for note in filter(None, (judged(found), comparison.note)):
        sheet.text(note, "warn", lines=6)
    sheet.blank()
    for at in found.instants:
        sheet.row("Fails at" if at is found.instants[0] else "", spelled(at, comparison.zone))
    if found.changes:
        sheet.head("Changes", str(len(found.changes)))
        for group in groups(found):
            fails = sum(change.fails for change in group.changes)
            stops: tuple[Span, ...] = ((f"{signs.FOUND} {fails} ", "down"),) if fails else ()
            sheet.row(None, group.title, end=(*stops, (f"{len(group.changes):>3}", "quiet")), lines=1)
    return sheet.lines


def change_lines(comparison: Comparison, change: Change, columns: int) -> list[Line]:
    """The change: what it is about, how bad it is, both sides, where it stands in the files."""
    compared = comparison.words
    sheet = Sheet(columns)
    word, role = _grade(change)
    sheet.title(called(compared, change), word, role)
    kind = compared.kind(change) if change.problem is None and change.about is not None else ""
    about = ABOUT[change.kind]
    sheet.text(f"{kind.capitalize()}. {about}" if kind and change.kind != "load" else about, "quiet")
    if change.at is not None:
        sheet.text(spelled(change.at, comparison.zone), "quiet")
    sheet.blank()
    if change.problem is not None:
        _rule(sheet, comparison, change)
    else:
        sheet.lines += _sides(comparison, change, columns)
    _places(sheet, comparison, change)
    return sheet.lines


def _grade(change: Change) -> tuple[str, Role]:
    if change.fails:
        return "stops a merge", "down"
    return GRADES[change.grade], ROLES[change.grade]


def _sides(comparison: Comparison, change: Change, columns: int) -> Iterator[Line]:
    compared = comparison.words
    found = pairs(compared, change)
    beside = columns >= SIDE_BY_SIDE
    if beside:
        room = (columns - LABEL - GAP) // 2
        head: tuple[Span, ...] = (
            (" " * LABEL, "quiet"),
            (pad(f"Then: {compared.base}", room), "head"),
            (" " * GAP, "plain"),
            (pad(f"Now: {compared.head}", room), "head"),
        )
        yield Line(head)
    for number, pair in enumerate(found):
        key = f"pair {number}" if pair.ref is not None or pair.words else ""
        said = Gloss(pair.words) if pair.words else None
        lines = _beside(pair, columns) if beside else _above(pair, columns)
        for row, spans in enumerate(lines):
            first = row == 0
            yield Line(spans, (), key if first else "", pair.ref if first else None, gloss=said)


def _beside(pair: Pair, columns: int) -> Iterator[tuple[Span, ...]]:
    """Label, then, now: each in its column, over as many lines as the longer one takes."""
    room = (columns - LABEL - GAP) // 2
    nothing = NOTHING if pair.label else ""
    then, now = _wrapped(pair.then, nothing, room), _wrapped(pair.now, nothing, room)
    role: Role = "strong" if pair.differs else "plain"
    quiet: Role = "quiet" if pair.differs or not pair.label else "plain"
    for row in range(max(len(then), len(now))):
        left = then[row] if row < len(then) else ""
        right = now[row] if row < len(now) else ""
        label = pair.label if row == 0 else ""
        shown: Role = role if pair.label else "quiet"
        yield (pad(label, LABEL), "quiet"), (pad(left, room), quiet), (" " * GAP, "plain"), (right, shown)


def _above(pair: Pair, columns: int) -> Iterator[tuple[Span, ...]]:
    """Then, and below it now; once, where both say the same."""
    room = columns - LABEL - 2
    if not pair.label:
        return
    said: list[tuple[str, str | None, Role]] = [("  ", pair.then, "quiet"), ("→ ", pair.now, "strong")]
    if None in (pair.then, pair.now) or not pair.differs:
        said = [("  ", pair.then if pair.now is None else pair.now, "plain")]
    label = pair.label
    for sign, value, role in said:
        for row, text in enumerate(_wrapped(value, NOTHING, room)):
            yield (pad(label, LABEL), "quiet"), (sign if row == 0 else "  ", "hot"), (text, role)
            label = ""


def _wrapped(value: str | None, nothing: str, room: int) -> list[str]:
    return wrap(value if value is not None else nothing, room)[:4]


def _rule(sheet: Sheet, comparison: Comparison, change: Change) -> None:
    problem = change.problem
    assert problem is not None
    sheet.text(problem.message, "strong", lines=6)
    if problem.suggestion is not None:
        sheet.text(problem.suggestion.text, lines=4)
    sheet.blank()
    sheet.row("Rule", f"{problem.code} {problem.rule} ({problem.severity})")
    if change.about is not None:
        sheet.row("About", comparison.words.name(change), ref=change.ref)
    rule = explain(problem.code)
    if rule is not None:
        sheet.blank()
        for text in filter(None, (rule.about, rule.why, rule.fix and f"Fix: {rule.fix}")):
            sheet.text(text, "quiet", lines=5)


def _places(sheet: Sheet, comparison: Comparison, change: Change) -> None:
    """Where it stands in both versions; only the files that are open can be edited."""
    sheet.blank()
    if change.before is not None and change.before.file:
        sheet.row("Then at", f"{change.before}", "quiet")
    if change.after is not None and change.after.file:
        place = change.after if comparison.is_open else None
        sheet.row("Now at", f"{change.after}", "link" if place is not None else "quiet", place=place)

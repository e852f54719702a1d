"""What differs between two versions, as text."""

from __future__ import annotations

from topology.insight.diff.values import KINDS, Change, Difference
from topology.model.place import Place
from topology.present.cells import width
from topology.present.diff_words import (
    STYLES,
    TITLES,
    Compared,
    asides,
    judged,
    outcome,
    sign,
    stopping,
    unchanged,
    when,
)
from topology.present.ink import PLAIN, Ink
from topology.present.instants import spelled
from topology.present.sheet import Sheet

_GRADE = 8
"""Cells of the column that says how bad it is."""


def diff_text(difference: Difference, compared: Compared, timezone: str, ink: Ink = PLAIN) -> str:
    """The outcome in a sentence, then every change under its kind, what may hurt first."""
    sheet = Sheet(ink)
    at = spelled(difference.instants[0], timezone)
    more = len(difference.instants) - 1
    title, right = f"{compared.base} → {compared.head}", at + (f" and {more} more" if more else "")
    if width(title) + width(right) + 2 <= sheet.columns:
        sheet.ends(title, right, "quiet", "strong")
    else:
        sheet.paragraph(title, style="strong")
        sheet.ends("", right, "quiet")
    sheet.paragraph(outcome(difference))
    if stopping(difference):
        sheet.paragraph(stopping(difference), style="bad")
    if judged(difference):
        sheet.paragraph(judged(difference))
    for kind in KINDS:
        changes = difference.of(kind)
        if not changes:
            continue
        sheet.section(f"{TITLES[kind]} ({len(changes)})")
        for change in changes:
            _change(sheet, difference, compared, change, timezone)
    if not difference.changes:
        sheet.line()
        sheet.paragraph(unchanged(difference))
    return sheet.text()


def change_text(difference: Difference, compared: Compared, change: Change, timezone: str) -> str:
    """One change by itself, below what it is one of."""
    sheet = Sheet()
    sheet.paragraph(f"{compared.base} → {compared.head}: {TITLES[change.kind]}")
    _change(sheet, difference, compared, change, timezone)
    return sheet.text()


def _change(sheet: Sheet, difference: Difference, compared: Compared, change: Change, timezone: str) -> None:
    where = _where(change)
    if change.problem is not None:
        problem = change.problem
        sheet.marked(f"{problem.severity:<{_GRADE}}", f"{problem.code} {problem.rule}", where)
        sheet.paragraph(problem.message, indent=_GRADE)
        return
    kind = compared.kind(change)
    name = compared.name(change) + (f"  ({kind})" if kind and change.kind != "load" else "")
    if len(difference.instants) > 1 and change.at is not None:
        name = f"{name}, {spelled(change.at, timezone)}"
    told_grade = change.grade != "other" or change.kind == "behaviour"
    style = "bad" if change.fails else STYLES[change.grade]
    sheet.marked(f"{sign(change) if told_grade else '':<{_GRADE}}", name, where, style, lines=2)
    said = told(compared, change)
    if said:
        sheet.paragraph(said, indent=_GRADE)


def told(compared: Compared, change: Change) -> str:
    """Then and now of a change on one line."""
    shifts = {shift.name: shift for shift in change.shifts}
    if change.kind == "behaviour":
        verdict, lead, first = (compared.shift(shifts[name]) for name in ("verdict", "lead", "first"))
        then, now = when(shifts["minute"].then), when(shifts["minute"].now)
        if then != now or " → " in first:
            old = compared.said(shifts["first"].then, compared.then)
            new = compared.said(shifts["first"].now, compared.now)
            first = f"first {old}{then} → {new}{now}"
        slow = shifts["slow"]
        late = "" if slow.then == slow.now else " · too late now" if slow.now else " · in time now"
        more = "".join(f" · {each.label} {each.then} → {each.now}" for each in asides(compared, shifts))
        return f"{verdict} · {lead} · {first}{more}{late}"
    if change.kind == "load":
        parts = [
            compared.shift(each, f"{_LOADS[each.name]} ") for each in change.shifts if each.then != each.now
        ]
        return " · ".join(parts)
    return " · ".join(
        compared.shift(each) for each in change.shifts if each.name != "decision" or each.now is not None
    )


_LOADS = {"first": "paged first", "paged": "paged", "leads": "leads", "owns": "owns"}


def _where(change: Change) -> str:
    place: Place | None = change.after if change.after is not None else change.before
    return str(place) if place is not None and place.file else ""

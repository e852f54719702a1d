"""What differs between two versions, as a comment under a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from topology.insight.diff.values import KINDS, Change, ChangeKind, Difference, Shift
from topology.present.diff_text import told
from topology.present.diff_words import (
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
from topology.present.instants import spelled
from topology.present.markdown import heading, inline, table

ROWS = 50
"""Changes of one kind that are listed: hosts refuse comments of more than 65,536 characters."""


def diff_markdown(difference: Difference, compared: Compared, timezone: str) -> str:
    """The outcome in a sentence, then a table for each kind of change, what may hurt first."""
    at = inline(", ".join(spelled(at, timezone) for at in difference.instants))
    parts = [
        heading(2, f"Who is paged: {compared.base} → {compared.head}"),
        f"{inline(outcome(difference))}, at {at}.\n\n",
    ]
    if stopping(difference):
        parts.append(f"**{inline(stopping(difference))}**\n\n")
    if judged(difference):
        parts.append(f"{inline(judged(difference))}\n\n")
    for kind in KINDS:
        changes = difference.of(kind)
        if changes:
            parts.append(heading(3, f"{TITLES[kind]} ({len(changes)})"))
            parts.append(_table(kind, changes[:ROWS], difference, compared, timezone))
            if len(changes) > ROWS:
                parts.append(f"… and {len(changes) - ROWS} more.\n\n")
    if not difference.changes:
        parts.append(f"{inline(unchanged(difference))}\n")
    return "".join(parts).rstrip("\n") + "\n"


def _table(
    kind: ChangeKind, changes: Sequence[Change], difference: Difference, compared: Compared, timezone: str
) -> str:
    if kind == "behaviour":
        rows = [_behaviour(change, difference, compared, timezone) for change in changes]
        return table(("", "Component", "Verdict", "Lead", "First person", "Besides"), rows)
    if kind in ("rule-broken", "rule-kept"):
        return table(("", "Rule", "Finding", "At"), [_rule(change) for change in changes])
    rows = [
        (
            f"**{sign(change)}**" if change.fails else "",
            inline(compared.name(change)),
            inline(compared.kind(change) or "component"),
            inline(told(compared, change)),
        )
        for change in changes
    ]
    return table(("", "Name", "Kind", "Then and now"), rows)


def _behaviour(change: Change, difference: Difference, compared: Compared, timezone: str) -> tuple[str, ...]:
    shifts = {shift.name: shift for shift in change.shifts}
    grade = f"**{sign(change)}**" if change.fails else sign(change)
    several = len(difference.instants) > 1 and change.at is not None
    at = f", {spelled(change.at, timezone)}" if several and change.at is not None else ""
    return (
        grade,
        inline(f"{compared.name(change)}{at}"),
        inline(compared.shift(shifts["verdict"], "")),
        inline(compared.shift(shifts["lead"], "")),
        inline(_first(compared, shifts["first"], shifts["minute"])),
        inline(" · ".join(f"{each.label} {each.then} → {each.now}" for each in asides(compared, shifts))),
    )


def _first(compared: Compared, person: Shift, minute: Shift) -> str:
    then = compared.said(person.then, compared.then) + when(minute.then)
    now = compared.said(person.now, compared.now) + when(minute.now)
    return now if then == now else f"{then} → {now}"


def _rule(change: Change) -> tuple[str, ...]:
    problem = change.problem
    assert problem is not None
    severity = f"**{problem.severity}**" if change.fails else problem.severity
    place = inline(str(problem.place)) if problem.place.file else ""
    return severity, inline(f"{problem.code} {problem.rule}"), inline(problem.message), place

"""First-contact policies side by side, as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from topology.incident.compare import Outcome
from topology.present.cells import pad, width, wrap
from topology.present.compare import HEAD, WAITS, Cells, cells, row_start, waits
from topology.present.names import Names
from topology.tui.line import BLANK, Line, Role

NARROW = 76
"""Columns below which each policy stands on lines of its own."""

MEANING = {
    "declared": "as the files say",
    "cause": "the owner of what broke, alone",
    "symptom": "the owners of user-facing components that alert, alone",
    "both": "the owner of what broke, and those whose users feel it",
    "switchboard": "one policy first, the owner 10 minutes after it answers",
    "office hours": "as cause, but held outside Mon-Fri 09:00-17:00 of the owner",
}


def compared(names: Names, outcomes: Sequence[Outcome], columns: int) -> list[Line]:
    """A line for each policy, then what each of them is."""
    return list(_compared(names, outcomes, columns))


def _compared(names: Names, outcomes: Sequence[Outcome], columns: int) -> Iterator[Line]:
    if columns >= NARROW:
        yield Line(((row_start(HEAD) + HEAD[-1], "quiet"),))
    for outcome in outcomes:
        if outcome.unknown:
            yield Line(((pad(outcome.policy, 14), "strong"), (outcome.unknown, "quiet")), (), outcome.policy)
        else:
            yield from _row(outcome, cells(names, outcome), columns)
    if waits(outcomes):
        yield Line(((WAITS, "quiet"),))
    yield BLANK
    for policy, meaning in MEANING.items():
        for number, text in enumerate(wrap(meaning, columns - 14)):
            yield Line(((pad("" if number else policy, 14), "strong"), (text, "quiet")))


def _row(outcome: Outcome, shown: Cells, columns: int) -> Iterator[Line]:
    role: Role = "down" if outcome.unheard or outcome.first is None else "plain"
    ref = outcome.first.person if outcome.first is not None else None
    if columns >= NARROW:
        start = row_start(shown)
        for number, text in enumerate(wrap(shown[-1], columns - width(start))):
            head = start if number == 0 else " " * width(start)
            yield Line(((head, role), (text, role)), (), "" if number else outcome.policy, ref)
        return
    name, woken, human, after, right, unheard = shown
    yield Line(((pad(name, 14), "strong"), (human, role)), ((after, role),), outcome.policy, ref)
    more = f"{woken} woken, right team {right}" + ("" if unheard == "-" else f", unheard: {unheard}")
    yield from (Line(((" " * 14 + text, "quiet"),)) for text in wrap(more, columns - 14))

"""First-contact policies side by side: a small table, and data for JSON."""

from collections.abc import Iterable
from typing import Any

from topology.incident.compare import Outcome
from topology.incident.result import Contact
from topology.present.cells import pad, width, wrap
from topology.present.instants import span
from topology.present.names import Names
from topology.present.sheet import Sheet
from topology.present.words import listed

_NAME, _WOKEN, _HUMAN, _MINUTES, _RIGHT = 13, 6, 25, 9, 11
"""Cells of the columns; the last one takes what is left."""


def compare_rows(sheet: Sheet, names: Names, outcomes: Iterable[Outcome]) -> None:
    """One line a policy: people woken, first human, minutes to the right team, causes unheard.

    Minutes with ``*`` come from a page that waits until hours begin.
    """
    sheet.section(TITLE)
    _line(sheet, HEAD, "quiet")
    known = tuple(outcomes)
    for outcome in known:
        if outcome.unknown:
            sheet.line(f"{pad(outcome.policy, _NAME)} {outcome.unknown}", indent=2)
        else:
            _line(sheet, cells(names, outcome))
    if waits(known):
        sheet.line(WAITS, "quiet", indent=2)


Cells = tuple[str, str, str, str, str, str]
"""Policy, people woken, first human, after how long, minutes to the right team, causes unheard."""

TITLE = "Compared: who would be first under other rules of first contact"
HEAD: Cells = ("", "woken", "first human", "after", "right team", "unheard")
WAITS = "* waits until hours begin, and wakes nobody"


def cells(names: Names, outcome: Outcome) -> Cells:
    """What one policy makes of the failure, in words."""
    first, right = outcome.first, outcome.minutes_to_right_team
    return (
        outcome.policy,
        str(len(outcome.woken)),
        _human(names, first) if first is not None else "nobody",
        _after(first.minute, held=outcome.first_held) if first is not None else "-",
        _after(right, held=outcome.right_held) if right is not None else "never",
        listed(names.all(outcome.unheard)) if outcome.unheard else "-",
    )


def waits(outcomes: Iterable[Outcome]) -> bool:
    """Whether any of the minutes is one that waits until hours begin."""
    return any(outcome.first_held or outcome.right_held for outcome in outcomes)


def compare_json(outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    """References are canonical, minutes from the fault."""
    return [
        {
            "rule": outcome.policy,
            "woken": list(outcome.woken),
            "firstContact": None
            if outcome.first is None
            else {
                "person": outcome.first.person,
                "team": outcome.first.team,
                "minute": outcome.first.minute,
            },
            "minutesToRightTeam": outcome.minutes_to_right_team,
            "held": {"firstContact": outcome.first_held, "rightTeam": outcome.right_held},
            "unheard": list(outcome.unheard),
            "unknown": outcome.unknown or None,
        }
        for outcome in outcomes
    ]


def _human(names: Names, first: Contact) -> str:
    return names(first.person) + (f" ({names(first.team)})" if first.team is not None else "")


def _after(minutes: int, *, held: bool) -> str:
    return span(minutes) + ("*" if held else "")


def _line(sheet: Sheet, shown: Cells, style: str = "") -> None:
    start = row_start(shown)
    for number, text in enumerate(wrap(shown[-1], sheet.columns - width(start) - 2)[:3]):
        sheet.line((start if number == 0 else " " * width(start)) + text, style, indent=2)


def row_start(shown: Cells) -> str:
    """All cells of a row but the last, side by side."""
    name, woken, human, after, right, _ = shown
    return f"{pad(name, _NAME)}{woken:>{_WOKEN}}  {pad(human, _HUMAN)}{after:>{_MINUTES}}{right:>{_RIGHT}}  "

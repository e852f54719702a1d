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
    sheet.section("Compared: who would be first under other rules of first contact")
    _line(sheet, ("", "woken", "first human", "after", "right team", "unheard"), "quiet")
    waits = False
    for outcome in outcomes:
        if outcome.unknown:
            sheet.line(f"{pad(outcome.policy, _NAME)} {outcome.unknown}", indent=2)
            continue
        waits = waits or outcome.first_held or outcome.right_held
        first, right = outcome.first, outcome.minutes_to_right_team
        _line(
            sheet,
            (
                outcome.policy,
                str(len(outcome.woken)),
                _human(names, first) if first is not None else "nobody",
                _after(first.minute, held=outcome.first_held) if first is not None else "-",
                _after(right, held=outcome.right_held) if right is not None else "never",
                listed(names.all(outcome.unheard)) if outcome.unheard else "-",
            ),
        )
    if waits:
        sheet.line("* waits until hours begin, and wakes nobody", "quiet", indent=2)


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


def _line(sheet: Sheet, cells: tuple[str, str, str, str, str, str], style: str = "") -> None:
    name, woken, human, after, right, unheard = cells
    start = f"{pad(name, _NAME)}{woken:>{_WOKEN}}  {pad(human, _HUMAN)}{after:>{_MINUTES}}{right:>{_RIGHT}}  "
    room = sheet.columns - width(start) - 2
    for number, text in enumerate(wrap(unheard, room)[:3]):
        sheet.line((start if number == 0 else " " * width(start)) + text, style, indent=2)

"""A failure over a week of hours: a strip in which the bad hours stand out, and data for JSON."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from topology.incident.hour import Hour
from topology.incident.result import BAD_VERDICTS, Verdict
from topology.incident.week import Stretch, Week
from topology.oncall.instants import DAYS, local
from topology.present.cells import pad
from topology.present.instants import clock, iso, place_of, span
from topology.present.names import Names
from topology.present.sheet import Sheet
from topology.present.words import VERDICT_STYLES

SIGNS: dict[Verdict, str] = {
    "NOBODY": "X",
    "UNKNOWN": "?",
    "UNOWNED": "u",
    "AMBIGUOUS": "a",
    "MISROUTED": "!",
    "DEFERRED": "z",
    "MULTI": "&",
    "JOINT": "+",
    "CLEAR": "·",
}
"""One character an hour. Letters and signs, so that no colour is needed."""

EMPTY = "o"
"""Stands for an hour that is answered well, but only after a step in which nobody is on call."""

_DAY = 24
_STRETCHES = 40
"""Stretches of hours that are listed; what is left is counted."""


def sign(hour: Hour) -> str:
    """The character of an hour: its verdict; where that is good, whether a step finds nobody."""
    return EMPTY if hour.empty and VERDICT_STYLES[hour.verdict] == "fine" else SIGNS[hour.verdict]


def legend(hours: Iterable[Hour]) -> str:
    """What each of the signs of these hours means, the worst first."""
    found = {sign(hour) for hour in hours}
    words = {**{SIGNS[verdict]: verdict.lower() for verdict in SIGNS}, EMPTY: "a step is empty"}
    return "  ".join(f"{each} {word}" for each, word in words.items() if each in found)


def week_rows(sheet: Sheet, names: Names, week: Week, timezone: str) -> None:
    """A row for each day of 24 hours, then the stretches of the same answer, worst signs explained."""
    sheet.section(f"The week: how each hour would answer it ({place_of(timezone)} time)")
    for first in range(0, len(week.hours), _DAY):
        hours = week.hours[first : first + _DAY]
        cells = [sheet.ink(_style(hour), sign(hour)) for hour in hours]
        groups = ["".join(cells[at : at + 6]) for at in range(0, len(cells), 6)]
        sheet.painted(f"  {pad(_stamp(week.instant(first), timezone), 12)}  {' '.join(groups)}")
    sheet.line(legend(week.hours), "quiet", indent=2)
    sheet.line()
    stretches = list(week.stretches())
    for stretch in stretches[:_STRETCHES]:
        _stretch(sheet, names, week, stretch, timezone)
    if len(stretches) > _STRETCHES:
        sheet.line(f"and {len(stretches) - _STRETCHES} more", "quiet", indent=2)


def week_json(week: Week) -> list[dict[str, Any]]:
    """One entry for each hour in order; minutes count from the fault, which is at that hour."""
    return [
        {
            "at": iso(week.instant(number)),
            "verdict": hour.verdict,
            "firstContact": None
            if hour.first_contact is None
            else {
                "person": hour.first_contact.person,
                "team": hour.first_contact.team,
                "minute": hour.first_contact.minute,
            },
            "timeToEngageMinutes": {"earliest": hour.engage.earliest, "latest": hour.engage.latest},
            "minutesToRightTeam": hour.minutes_to_right_team,
            "held": hour.held,
            "empty": hour.empty,
        }
        for number, hour in enumerate(week.hours)
    ]


def unreached(hour: Hour) -> str:
    """Why an hour has nobody who is first."""
    return "no file says who is paged" if hour.verdict == "UNKNOWN" else "nobody is reached"


def hour_words(names: Names, hour: Hour, *, steady: bool = True) -> str:
    """Who is first, when, and what is odd about this hour, or about a stretch of hours like it."""
    first = hour.first_contact
    words: list[str] = []
    if first is None:
        words.append(unreached(hour))
    else:
        team = f" ({names(first.team)})" if first.team is not None else ""
        when = f"after {span(first.minute)}" if steady else "when hours begin"
        words.append(f"{names(first.person)}{team} {when}")
    if hour.held and steady:
        words.append("a page is held")
    if hour.empty:
        words.append("a step finds nobody on call")
    return ", ".join(words)


def _stretch(sheet: Sheet, names: Names, week: Week, stretch: Stretch, timezone: str) -> None:
    begins, ends = week.instant(stretch.first), week.instant(stretch.end)
    until = _stamp(ends, timezone) if stretch.end < len(week.hours) else "the end"
    when = f"{_stamp(begins, timezone)} to {until}"
    start = f"  {pad(when, 28)} {pad(stretch.hour.verdict, 10)} "
    sheet.marked(start, hour_words(names, stretch.hour, steady=stretch.steady), "", _style(stretch.hour))


def _style(hour: Hour) -> str:
    return VERDICT_STYLES[hour.verdict] if hour.verdict in BAD_VERDICTS else ""


def _stamp(instant: datetime, timezone: str) -> str:
    shown = local(instant, timezone)
    return f"{DAYS[shown.weekday()]} {shown.day:>2} {clock(shown.replace(second=0))}"

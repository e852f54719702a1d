"""Which failures to rehearse, and why, as text and as data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from topology.gameday.suggest import Point, Suggestion
from topology.graph.topology import Topology
from topology.model.reference import name_of
from topology.present.ink import PLAIN, Ink
from topology.present.instants import iso, spelled
from topology.present.names import Names
from topology.present.sheet import Sheet
from topology.present.words import REASON_WORDS, VERDICT_STYLES, VERDICT_WORDS, count, lasting, listed


def suggest_text(
    topology: Topology, found: Sequence[Suggestion], at: datetime, most: int, ink: Ink = PLAIN
) -> str:
    """The ``most`` most instructive failures at an instant: what can be learned from each."""
    names = Names(topology.catalog)
    sheet = Sheet(ink)
    sheet.ends(
        "What to rehearse, the most instructive first",
        spelled(at, topology.catalog.defaults.timezone),
        "quiet",
        "strong",
    )
    for number, each in enumerate(found[:most], 1):
        sheet.line()
        tier = topology.tier(each.ref)
        sheet.head(
            f"{number:>2}  {names(each.ref)}",
            f"tier {tier} · {_who(names, each)}",
            each.verdict,
            VERDICT_STYLES[each.verdict],
        )
        reasons = [words(point) for point in each.why]
        sheet.paragraph(f"{each.points} points: {'; '.join(reasons)}", indent=4)
        if each.alike:
            alike = names.all(each.alike)
            more = f" and {len(alike) - 3} more" if len(alike) > 3 else ""
            sheet.paragraph(f"The same story: {', '.join(alike[:3])}{more}", indent=4, style="quiet")
    if not found:
        sheet.line("No component here can fail.", "quiet")
    else:
        sheet.line()
        left = len(found) - most
        if left > 0:
            sheet.line(f"and {count(left, 'other story', 'other stories')}: --limit {len(found)}", "quiet")
        sheet.line(f"A first script: topology game new {name_of(found[0].ref)}", "quiet")
    return sheet.text()


def suggest_json(found: Sequence[Suggestion], at: datetime) -> dict[str, Any]:
    """The same as data, all of it."""
    return {
        "at": iso(at),
        "suggestions": [
            {
                "component": each.ref,
                "points": each.points,
                "verdict": each.verdict,
                "lead": each.lead,
                "owners": list(each.owners),
                "timeToEngageMinutes": each.engaged,
                "why": [
                    {"reason": point.kind, "points": point.points, "text": words(point)} for point in each.why
                ],
                "alike": list(each.alike),
            }
            for each in found
        ],
    }


_VERDICTS: dict[str, str] = {str(verdict): words for verdict, words in VERDICT_WORDS.items()}


def words(point: Point) -> str:
    """Why a failure is worth rehearsing, in a few words."""
    number, word = point.number, point.word
    if point.kind == "tier":
        return f"tier {number}"
    if point.kind == "verdict":
        return _VERDICTS[word]
    if point.kind == "reason":
        return REASON_WORDS[word]
    if point.kind == "slow":
        return (
            f"the lead team is reached only after {lasting(number)}" if number else "the lead team comes late"
        )
    if point.kind == "blind":
        return f"{word} goes down with it"
    if point.kind == "crowd":
        return f"{number} teams are woken at once"
    return "never exercised" if point.kind == "never" else "has happened or been rehearsed before"


def _who(names: Names, each: Suggestion) -> str:
    lead = f"{names(each.lead)} leads" if each.lead is not None else "nobody leads"
    others = [owner for owner in each.owners if owner != each.lead]
    return f"{lead}, {listed(names.all(others))} owns it" if len(others) == 1 else lead

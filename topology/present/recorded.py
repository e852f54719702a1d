"""Recorded times in words and as data: a list where there are few, quantiles with intervals else."""

from collections.abc import Iterable, Iterator
from typing import Any

from topology.incident.recorded import Recorded, Times
from topology.incident.sample import Quantile, Share
from topology.present.instants import iso, span
from topology.present.names import Names
from topology.present.sheet import Sheet
from topology.present.words import count, listed

_PARTS = {0.5: "half within", 0.8: "8 in 10 within", 0.95: "19 in 20 within"}
_LONG = 180
"""From here on minutes are hard to read as a number."""


def recorded_rows(sheet: Sheet, names: Names, found: Iterable[Recorded]) -> None:
    """A row for each team that leads and has answered before."""
    for number, said_ in enumerate(recorded_said(names, found)):
        sheet.row("" if number else "Recorded", said_, lines=5)


def recorded_said(names: Names, found: Iterable[Recorded]) -> Iterator[str]:
    """A sentence for each team that leads and has answered before, and one for how often nobody had."""
    for each in found:
        many = count(len(each.times.took), "incident")
        yield f"{names(each.team)}: {said(each.times)} from alert to answer, {many}"
        if each.nobody is not None and each.within is not None:
            yield f"nobody within the {span(each.within)} of its policy: {share_said(each.nobody)}"


def recorded_json(found: Iterable[Recorded]) -> list[dict[str, Any]]:
    """Minutes from alert to acknowledgement, by team; intervals hold nine times of ten."""
    return [
        {
            "team": each.team,
            "acknowledgedMinutes": times_json(each.times),
            "nobodyAnswers": None
            if each.nobody is None
            else {
                "withinMinutes": each.within,
                "count": each.nobody.count,
                "of": each.nobody.of,
                "low": round(each.nobody.low, 4),
                "high": round(each.nobody.high, 4),
            },
        }
        for each in found
    ]


def said(times: Times) -> str:
    """``2, 4 and 7 min``, or the quantiles, each with its interval."""
    if times.quantiles:
        return ", ".join(_quantile(each) for each in times.quantiles)
    return minutes_said(times.minutes)


def minutes_said(minutes: Iterable[int]) -> str:
    """Recorded minutes from shortest to longest."""
    ordered = sorted(minutes)
    if ordered and ordered[-1] >= _LONG:
        return listed([span(each) for each in ordered])
    return f"{listed([str(each) for each in ordered])} min" if ordered else "no recorded time"


def share_said(share: Share) -> str:
    """``1 of 25, nine times of ten between 1% and 17%``."""
    low, high = round(share.low * 100), round(share.high * 100)
    between = f"at most {high}%" if share.count == 0 else f"between {low}% and {high}%"
    return f"{share.count} of {share.of}; of all, {between} (90% interval)"


def times_json(times: Times) -> dict[str, Any]:
    """The records themselves below twenty, else quantiles; never a mean."""
    return {
        "count": len(times.took),
        "values": []
        if times.quantiles
        else [
            {"component": took.component, "started": iso(took.started), "minutes": took.minutes}
            for took in times.took
        ],
        "quantiles": [
            {"part": each.part, "minutes": each.minutes, "low": each.low, "high": each.high}
            for each in times.quantiles
        ],
    }


def _quantile(each: Quantile) -> str:
    return f"{_PARTS[each.part]} {_said(each.minutes)} ({_said(each.low)} to {_said(each.high)})"


def _said(minutes: int) -> str:
    return span(minutes) if minutes >= _LONG else f"{minutes}m"

"""What records of incidents say, as text and as data. Never a mean, never a ranking of people."""

from typing import Any

from topology.incident.history import Boundary, History, Past
from topology.present.cells import pad
from topology.present.ink import PLAIN, Ink
from topology.present.names import Names
from topology.present.recorded import said, times_json
from topology.present.sheet import WIDTH, Sheet
from topology.present.words import count

_NAME = 26


def history_text(
    names: Names, history: History, title: str = "", ink: Ink = PLAIN, columns: int = WIDTH
) -> str:
    """All incidents, then by team and product, then what boundaries cost."""
    sheet = Sheet(ink, columns)
    head = f"Recorded incidents of {title}" if title else "Recorded incidents"
    sheet.ends(head, _span(history.all), "quiet", "strong")
    sheet.line()
    if not history.all.incidents and not history.backwards:
        sheet.row("Incidents", "none is recorded: a file lists them under `incidents:`", lines=2)
        return sheet.text()
    sheet.row("Incidents", str(history.all.incidents))
    sheet.row("Answered", f"{said(history.all.answered)} from the alert on", lines=8)
    sheet.row("Lasted", said(history.all.lasted), lines=8)
    if history.all.lasted.quantiles or history.all.answered.quantiles:
        sheet.row("", "in brackets: what nine of ten resamples of the records say", style="quiet")
    if history.backwards:
        many = count(len(history.backwards), "record")
        sheet.row("Left out", f"{many} whose instants contradict each other", str(history.backwards[0].place))
    for heading, groups in (("By team", history.teams), ("By product", history.products)):
        if len(groups) > 1:
            sheet.section(f"{heading}: how long they lasted")
            for past in groups:
                start = f"  {pad(names(past.of), _NAME)}{past.incidents:>3}  "
                sheet.marked(start, said(past.lasted), "", lines=6)
    if history.all.lasted.took:
        sheet.section("Across a boundary: somebody responded who is not of the owner")
        _boundary(sheet, history.boundary)
    return sheet.text()


def history_json(history: History) -> dict[str, Any]:
    """References are canonical; all times in minutes; intervals hold nine times of ten."""
    boundary = history.boundary
    longer = boundary.longer
    return {
        **_past_json(history.all),
        "leftOut": [
            {"component": each.component.target, "file": each.place.file, "line": each.place.line}
            for each in history.backwards
        ],
        "teams": [{"team": past.of, **_past_json(past)} for past in history.teams],
        "products": [{"product": past.of, **_past_json(past)} for past in history.products],
        "boundary": {
            "withinMinutes": times_json(boundary.within),
            "acrossMinutes": times_json(boundary.across),
            "untold": boundary.untold,
            "mediansMinutes": None
            if boundary.medians is None
            else {"within": boundary.medians[0], "across": boundary.medians[1]},
            "longerMinutes": None
            if longer is None
            else {"minutes": longer.minutes, "low": longer.low, "high": longer.high, "clear": longer.clear},
        },
    }


def boundary_words(boundary: Boundary) -> str:
    """Whether incidents that crossed a boundary took longer, as sure as the records make it."""
    longer, medians = boundary.longer, boundary.medians
    if longer is None or medians is None:
        return "Too few to say whether a boundary makes an incident longer"
    between = f"between {longer.low} and {longer.high} min, nine times of ten"
    halves = (
        f"half of those that crossed one ended within {medians[1]} min, of the others within {medians[0]}"
    )
    if not longer.clear:
        return f"Not settled: {halves}; the difference is {between}, so it may be none"
    more = "Longer" if longer.minutes > 0 else "Shorter"
    return f"{more}: {halves}; the difference is {between}"


def _boundary(sheet: Sheet, boundary: Boundary) -> None:
    for label, times in (("Crossed", boundary.across), ("Did not", boundary.within)):
        start = f"  {pad(label, _NAME)}{len(times.took):>3}  "
        sheet.marked(start, said(times), "", lines=6)
    if boundary.untold:
        sheet.marked(
            f"  {pad('Not told', _NAME)}{boundary.untold:>3}  ", "nobody wrote down who responded", ""
        )
    sheet.marked("  ", boundary_words(boundary), "", lines=5)


def _past_json(past: Past) -> dict[str, Any]:
    return {
        "incidents": past.incidents,
        "acknowledgedMinutes": times_json(past.answered),
        "durationMinutes": times_json(past.lasted),
    }


def _span(past: Past) -> str:
    took = past.lasted.took or past.answered.took
    if not took:
        return ""
    return f"{took[0].started:%Y-%m-%d} to {took[-1].started:%Y-%m-%d}"

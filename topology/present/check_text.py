"""Findings as text with carets, and as annotations for GitHub."""

from collections.abc import Sequence

from topology.insight.check import Report
from topology.model.problem import Problem
from topology.present.ink import PLAIN, Ink
from topology.present.problem_text import hint_text, problem_text, reasons_text, tally
from topology.present.words import count

_GONE = 20
"""Findings that are gone from a baseline and named; the rest is counted."""


def check_text(report: Report, ink: Ink = PLAIN) -> str:
    """Every finding with its source line, what does not count, then the summary in one line."""
    parts = [problem_text(problem, ink) for problem in report.findings]
    more = uncounted(report)
    lines = "".join(f"{line}\n" for line in (*more, summary_line(report)))
    return "".join(parts) + ("\n" if parts else "") + lines


def summary_line(report: Report) -> str:
    """``71 entities in 12 files: 2 errors, 5 warnings; 7 of 7 tests hold``."""
    found = tally(report.findings)
    if found and report.ratchet:
        found = f"{found} not in the baseline"
    read = f"{count(report.summary.entities, 'entity', 'entities')} in {count(report.summary.files, 'file')}"
    if not report.tests:
        return f"{read}: {found or 'no findings'}"
    held = sum(each.problem is None for each in report.tests)
    tests = count(len(report.tests), "test")
    return f"{read}: {found or 'no findings'}; {held} of {tests} {'holds' if held == 1 else 'hold'}"


def uncounted(report: Report) -> tuple[str, ...]:
    """What is ignored, known, or gone from the baseline, a line each."""
    lines = []
    if report.ignored:
        first = min(each.ignore.until for each in report.ignored)
        lines.append(f"{count(len(report.ignored), 'finding')} ignored, the first until {first}")
    if report.known:
        lines.append(f"{count(len(report.known), 'finding')} known from the baseline")
    if report.gone:
        names = [f"  {each.code} {each.rule} {each.entity or each.file}".rstrip() for each in report.gone]
        rest = [f"  and {len(names) - _GONE} more"] if len(names) > _GONE else []
        there = "finding of the baseline is" if len(names) == 1 else "findings of the baseline are"
        lines += [f"{len(names)} {there} gone:", *names[:_GONE], *rest]
    return tuple(lines)


def check_github(findings: Sequence[Problem], folder: str = ".") -> str:
    """Workflow commands that GitHub turns into annotations of a pull request.

    ``folder`` leads to the one that the files' names are relative to.
    """
    kinds = {"error": "error", "warning": "warning", "info": "notice"}
    lines = []
    for problem in findings:
        hint = hint_text(problem)
        message = "\n".join((problem.message + (f"; {hint}" if hint else ""), *reasons_text(problem)))
        properties = {"title": f"{problem.code} {problem.rule}"}
        if problem.place.file:
            end = problem.place.column + problem.width
            properties = {
                "file": problem.place.file if folder == "." else f"{folder}/{problem.place.file}",
                "line": str(problem.place.line),
                "col": str(problem.place.column),
                "endColumn": str(end),
                **properties,
            }
        stated = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        lines.append(f"::{kinds[problem.severity]} {stated}::{_data(message)}")
    return "".join(f"{line}\n" for line in lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

"""Findings as text with carets, and as annotations for GitHub."""

from collections.abc import Sequence

from topology.insight.check import Report
from topology.model.problem import Problem
from topology.present.ink import PLAIN, Ink
from topology.present.problem_text import hint_text, problem_text, tally
from topology.present.words import count


def check_text(report: Report, ink: Ink = PLAIN) -> str:
    """Every finding with its source line, then the summary in one line."""
    parts = [problem_text(problem, ink) for problem in report.findings]
    return "".join(parts) + ("\n" if parts else "") + summary_line(report) + "\n"


def summary_line(report: Report) -> str:
    """``71 entities in 12 files: 2 errors, 5 warnings``."""
    found = tally(report.findings)
    read = f"{count(report.summary.entities, 'entity', 'entities')} in {count(report.summary.files, 'file')}"
    return f"{read}: {found or 'no findings'}"


def check_github(findings: Sequence[Problem], folder: str = ".") -> str:
    """Workflow commands that GitHub turns into annotations of a pull request.

    ``folder`` leads to the one that the files' names are relative to.
    """
    kinds = {"error": "error", "warning": "warning", "info": "notice"}
    lines = []
    for problem in findings:
        hint = hint_text(problem)
        message = problem.message + (f"; {hint}" if hint else "")
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

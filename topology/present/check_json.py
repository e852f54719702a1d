"""Findings and the summary of a catalog as data for JSON."""

from typing import Any

from topology.insight.check import Report, Summary
from topology.insight.ignores import Ignored
from topology.load.baseline_file import Known
from topology.model.problem import Problem
from topology.present.parts_json import because_json, place_json


def check_json(report: Report) -> dict[str, Any]:
    """``summary``, ``findings`` and what does not count; keys change only with the version.

    ``baseline`` is ``null`` where there is none.
    """
    return {
        "summary": summary_json(report.summary),
        "failed": report.failed,
        "findings": [problem_json(problem) for problem in report.findings],
        "tests": [
            {"name": each.name, "passed": each.problem is None, **place_json(each.place)}
            for each in report.tests
        ],
        "ignored": [_ignored(each) for each in report.ignored],
        "baseline": {
            "known": [problem_json(problem) for problem in report.known],
            "gone": [_gone(each) for each in report.gone],
        }
        if report.ratchet
        else None,
    }


def _ignored(ignored: Ignored) -> dict[str, Any]:
    ignore = ignored.ignore
    return {
        **problem_json(ignored.problem),
        "reason": ignore.reason,
        "until": ignore.until.isoformat(),
        "ignoredAt": place_json(ignore.place),
    }


def _gone(known: Known) -> dict[str, Any]:
    return {
        "code": known.code,
        "rule": known.rule,
        "entity": known.entity or None,
        "target": known.target or None,
        "file": known.file or None,
        "times": known.times,
    }


def summary_json(summary: Summary) -> dict[str, Any]:
    """What was read, counted."""
    return {
        "files": summary.files,
        "documents": summary.documents,
        "entities": summary.entities,
        "byKind": dict(summary.by_kind),
        "references": summary.references,
        "brokenReferences": summary.broken_references,
        "ghosts": summary.ghosts,
        "dependencies": summary.dependencies,
        "crossTeam": summary.cross_team,
        "cycles": summary.cycles,
    }


def problem_json(problem: Problem) -> dict[str, Any]:
    """One finding with its place, what was probably meant, and every further place."""
    suggestion = problem.suggestion
    place = problem.place
    return {
        "code": problem.code,
        "rule": problem.rule,
        "severity": problem.severity,
        "file": place.file or None,
        "line": place.line or None,
        "column": place.column or None,
        "entity": problem.entity,
        "target": problem.target,
        "message": problem.message,
        "suggestion": None
        if suggestion is None
        else {"text": suggestion.text, **place_json(suggestion.place)},
        "references": [
            {
                "file": each.place.file,
                "line": each.place.line,
                "column": each.place.column,
                "entity": each.entity,
                "target": each.target or problem.target,
            }
            for each in problem.references
        ],
        "because": because_json(problem.because),
    }

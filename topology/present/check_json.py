"""Findings and the summary of a catalog as data for JSON."""

from typing import Any

from topology.insight.check import Report, Summary
from topology.model.problem import Problem
from topology.present.parts_json import place_json


def check_json(report: Report) -> dict[str, Any]:
    """``summary`` and ``findings``; keys change only with the version."""
    return {
        "summary": summary_json(report.summary),
        "findings": [problem_json(problem) for problem in report.findings],
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
            }
            for each in problem.references
        ],
    }

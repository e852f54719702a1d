"""Findings as SARIF 2.1.0, the format of code scanning services (OASIS, 2020).

Texts are plain: braces are doubled and brackets escaped, so that nothing in them is
a placeholder or a link (sections 3.11.5 and 3.11.6 of the standard).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from topology import __version__
from topology.insight.baseline import fingerprint
from topology.insight.check import Report
from topology.insight.explain import Explanation, explanations
from topology.model.place import Place
from topology.model.problem import Problem, Severity
from topology.present.problem_text import hint_text, reasons_text

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_ESCAPES = str.maketrans({"{": "{{", "}": "}}", "[": "\\[", "]": "\\]", "\\": "\\\\"})


def check_sarif(report: Report, folder: str = ".") -> dict[str, Any]:
    """One log with one run. ``folder`` leads to the one that the files' names are relative to."""
    used = {problem.code for problem in report.findings}
    rules = [each for each in explanations() if each.code in used]
    positions = {each.code: number for number, each in enumerate(rules)}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "topology",
                        "version": __version__,
                        "rules": [_rule(each) for each in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(problem, positions[problem.code], folder) for problem in report.findings],
            }
        ],
    }


def _rule(rule: Explanation) -> dict[str, Any]:
    help_ = [rule.why, *([f"Source: {rule.source}"] if rule.source else [])]
    help_ += [f"Fix: {rule.fix}"] if rule.fix else []
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.rule.split("-")),
        "shortDescription": _text(rule.rule.replace("-", " ")),
        "fullDescription": _text(rule.about),
        "help": _text(" ".join(text for text in help_ if text) or rule.about),
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.rule]},
    }


def _result(problem: Problem, rule: int, folder: str) -> dict[str, Any]:
    hint = hint_text(problem)
    told = [problem.message + (f"; {hint}" if hint else ""), *reasons_text(problem)]
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _LEVELS[problem.severity],
        "message": _text("\n".join(told)),
        "partialFingerprints": {"topology/v1": fingerprint(problem)},
    }
    if problem.place.file:
        location = {"physicalLocation": _physical(problem.place, folder, problem.width)}
        result["locations"] = [{**location, **_logical([problem.entity])}]
    others = [each for each in problem.references[1:] if each.place.file]
    if others:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _physical(each.place, folder),
                **_logical([each.entity]),
            }
            for number, each in enumerate(others, 1)
        ]
    return result


def _physical(place: Place, folder: str, width: int = 1) -> dict[str, Any]:
    name = place.file if folder == "." else f"{folder}/{place.file}"
    return {
        "artifactLocation": {"uri": quote(name.replace("\\", "/")), "uriBaseId": "%SRCROOT%"},
        "region": {
            "startLine": max(1, place.line),
            "startColumn": max(1, place.column),
            "endColumn": max(1, place.column) + max(1, width),
        },
    }


def _logical(names: Iterable[str | None]) -> dict[str, Any]:
    found = [{"fullyQualifiedName": name} for name in names if name]
    return {"logicalLocations": found} if found else {}


def _text(text: str) -> dict[str, str]:
    return {"text": text.translate(_ESCAPES)}

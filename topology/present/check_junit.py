"""Findings as JUnit XML, which every CI system can show: one test case a rule."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from topology.insight.check import Report
from topology.model.problem import Problem
from topology.present.problem_text import problem_text, tally

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write."""


def check_junit(report: Report) -> str:
    """A suite with a case for each kind of finding, which fails where one of its findings does, and one
    with the tests of behaviour."""
    kinds: dict[str, list[Problem]] = {}
    told = {(problem.subject, problem.place): problem for problem in report.findings if problem.subject}
    for problem in report.findings:
        if problem.subject:
            continue
        kinds.setdefault(f"{problem.code} {problem.rule}", []).append(problem)
    cases = [_case("rules", name, found, report) for name, found in sorted(kinds.items())]
    if not cases:
        cases = [_case("rules", "no findings", [], report)]
    tests: list[_Case] = []
    for test in report.tests:
        # An ignored or known failure does not count here either.
        failed = test.problem and told.get((test.problem.subject, test.problem.place))
        tests.append(_case("tests", test.name, [failed] if failed else [], report))
    return _suites([("topology check", cases), *([("topology tests", tests)] if tests else [])])


class _Case:
    """One test case as XML."""

    def __init__(self, xml: str, failed: bool) -> None:
        self.xml = xml
        self.failed = failed


def _case(group: str, name: str, found: list[Problem], report: Report) -> _Case:
    failing = [problem for problem in found if report.fails(problem)]
    opening = f"    <testcase classname={_attribute(group)} name={_attribute(name)}"
    if not found:
        return _Case(f"{opening}/>\n", False)
    inside = ""
    if failing:
        message = failing[0].message if len(failing) == 1 else tally(failing)
        inside += f"      <failure message={_attribute(message)}>{_body(failing)}</failure>\n"
    others = [problem for problem in found if not report.fails(problem)]
    if others:
        inside += f"      <system-out>{_body(others)}</system-out>\n"
    return _Case(f"{opening}>\n{inside}    </testcase>\n", bool(failing))


def _suites(suites: Iterable[tuple[str, list[_Case]]]) -> str:
    body, tests, failures = "", 0, 0
    for name, cases in suites:
        failed = sum(case.failed for case in cases)
        counts = f'tests="{len(cases)}" failures="{failed}" errors="0" skipped="0"'
        body += f"  <testsuite name={_attribute(name)} {counts}>\n"
        body += "".join(case.xml for case in cases) + "  </testsuite>\n"
        tests, failures = tests + len(cases), failures + failed
    counts = f'tests="{tests}" failures="{failures}" errors="0"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites {counts}>\n{body}</testsuites>\n'


def _body(problems: list[Problem]) -> str:
    return escape(_sound("\n" + "".join(problem_text(problem) for problem in problems)))


def _attribute(text: str) -> str:
    return quoteattr(_sound(text))


def _sound(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)

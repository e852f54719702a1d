"""Makes the adapter's modules importable and prints the conformance table after the run."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

OUTCOMES = ("passed", "failed", "unsupported")
TALLY: dict[str, Counter[str]] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report = yield
    case_file = getattr(item, "callspec", None) and item.callspec.params.get("case_file")  # type: ignore[attr-defined]
    if case_file and report.when == "call":
        outcome = "unsupported" if report.skipped else report.outcome
        TALLY.setdefault(case_file, Counter())[outcome] += 1
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not TALLY:
        return
    terminalreporter.section("conformance")
    width = max(map(len, TALLY))
    for name, tally in [*sorted(TALLY.items()), ("total", sum(TALLY.values(), Counter()))]:
        figures = "  ".join(f"{tally[outcome]:4} {outcome}" for outcome in OUTCOMES)
        terminalreporter.write_line(f"{name:{width}}  {figures}")

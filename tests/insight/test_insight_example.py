"""The example plants flaws on purpose: `check` reports these, each once, and nothing else."""

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.insight.conftest import NOW
from topology.incident.engine import Engine
from topology.insight.check import Report, report
from topology.insight.coverage import empty_spans, policy_hours
from topology.insight.rules import RULES
from topology.insight.view import View
from topology.load.loader import load
from topology.model.duty import Schedule
from topology.oncall.clock import instant, seconds

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "data" / "example"
NOT_PLANTED = {"no-on-call", "not-judged", "unusable-calendar"}
"""The example has a default policy, says something of everything, and needs no extra to be read."""
ONE_OF = {
    "unowned",
    "several-owners",
    "vendor-without-liaison",
    "owner-not-on-call",
    "nobody-reached",
    "ambiguous-lead",
    "undetected-root",
    "platform-leads",
    "slow-to-engage",
}
"""Rules about who answers when one component fails: at most one of them speaks of it."""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load([str(EXAMPLE)]).catalog)


@pytest.fixture(scope="module")
def found(engine: Engine) -> Report:
    return report(engine.topology, engine.rota, (), NOW)


def planted() -> list[tuple[str, set[str]]]:
    """Rule and files of each row of the table of flaws."""
    rows = re.findall(r"^\| \d+ \|.*$", (EXAMPLE / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return [(row[4].strip("`"), set(re.findall(r"[\w/-]+\.yaml", row[2]))) for row in cells]


def test_every_planted_flaw_is_reported_where_it_stands(found: Report) -> None:
    reported = {(each.rule, each.place.file) for each in found.findings}
    missing = [row for row in planted() if not any((row[0], file) in reported for file in row[1])]
    assert missing == []
    assert len(planted()) == 43


def test_nothing_else_is_reported(found: Report) -> None:
    flaws = planted()
    others = [
        each
        for each in found.findings
        if not any(each.rule == rule and each.place.file in files for rule, files in flaws)
    ]
    assert others == []
    assert len(found.findings) <= len(flaws) + 2, "one flaw is of two files, one of two kinds"
    assert not found.failed


def test_every_rule_has_a_flaw_in_the_example() -> None:
    assert {rule for rule, _ in planted()} == {rule.name for rule in RULES} - NOT_PLANTED


def test_nothing_is_reported_twice(found: Report) -> None:
    assert len({(each.code, each.place, each.entity) for each in found.findings}) == len(found.findings)
    components = [
        entity
        for each in found.findings
        if each.rule in {*ONE_OF, "hidden-ops"}
        for entity in {place.entity for place in (*each.references, each)}
        if str(entity).startswith("component:")
    ]
    assert [name for name, times in Counter(components).items() if times > 1] == []


def test_every_finding_has_its_place_and_its_line(found: Report) -> None:
    for each in found.findings:
        lines = (EXAMPLE / each.place.file).read_text(encoding="utf-8").splitlines()
        assert each.excerpt == lines[each.place.line - 1]
        assert 0 < each.place.column <= len(each.excerpt)
        assert each.entity is not None


def test_the_quick_look_at_coverage_agrees_with_the_rotas(engine: Engine) -> None:
    view = View(topology=engine.topology, rota=engine.rota, at=NOW)
    for policy in view.policies:
        hours = policy_hours(view, policy)
        for step in policy.steps:
            named = [view.catalog.get(each.target, Schedule) for each in step.page]
            if len(named) != 1 or named[0] is None:
                continue
            gaps = engine.rota.gaps(named[0].ref, view.at, view.until)
            inside = [gap for gap in gaps if hours.any_open(seconds(gap[0]), seconds(gap[1]))]
            spans = empty_spans(view, policy, step)
            assert bool(spans) == bool(inside), policy.ref
            for since, _ in spans:
                assert not engine.rota.at(named[0].ref, instant(since)).duties


def test_the_output_does_not_depend_on_the_order_of_sets() -> None:
    command = [sys.executable, "-m", "topology", "check", str(EXAMPLE), "--json"]
    made = {
        subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TOPOLOGY_NOW": NOW.isoformat()},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1


@pytest.mark.parametrize("command", ["who", "page"])
def test_asking_about_one_component_imports_no_rule(command: str) -> None:
    ask = (
        "import sys; from topology.cli.main import run; run(sys.argv[1:]);"
        " sys.exit(any(name.startswith('topology.insight.rule') for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask, command, "payments-db", "-C", str(EXAMPLE)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0

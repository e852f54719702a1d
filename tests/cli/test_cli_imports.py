"""What a command really imports, asked of a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASK = """
import json, sys
from topology.cli.main import run
code = run(sys.argv[1:])
print("MODULES" + json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""
HEAVY = (
    "textual",
    "rich",
    "networkx",
    "asyncio",
    "jsonschema",
    "rapidfuzz",
    "watchfiles",
    "icalendar",
    "hypothesis",
)


def modules(*args: str) -> tuple[int, set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", ASK, *args],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TOPOLOGY_NOW": "2026-11-22T03:12:00Z"},
        cwd=ROOT / "data",
        check=False,
    )
    answer = next(line for line in done.stderr.splitlines() if line.startswith("MODULES"))
    code, names = json.loads(answer.removeprefix("MODULES"))
    return code, set(names)


@pytest.mark.parametrize(
    "args",
    [
        ["who", "payments-db", "-C", "example"],
        ["page", "payments-db", "-C", "example"],
        ["oncall", "-C", "example"],
        ["team", "payments", "-C", "example"],
        ["check", "example"],
        ["diff", "minimal.yaml", "example"],
        ["--help"],
    ],
    ids=lambda args: args[0],
)
def test_commands_import_no_screen_and_no_graph_library(args) -> None:
    code, names = modules(*args)
    assert code in (0, 1)
    assert "topology.cli.commands" in names
    assert {name for name in HEAVY if name in names} == set()
    assert not any(name.startswith("topology.tui") for name in names)


def test_a_command_imports_no_other_command() -> None:
    _, names = modules("who", "payments-db", "-C", "example")
    assert {name for name in names if name.endswith("_command")} == {"topology.cli.who_command"}
    assert "topology.insight.check" not in names

"""The page about JSON has every key that a command prints, and no other."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import click
import pytest

from topology.cli.commands import cli
from topology.present.resources import example_path

PAGE = Path(__file__).parents[2] / "docs" / "json.md"
ROWS = dict(re.findall(r"^\| `([a-z ]+)` \| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
VERSIONS = Path(__file__).parent / "versions"
BECAUSE = {"text", "file", "line"}

ASKED = {
    "check": ("check", "check --baseline known.json"),
    "diff": (f"diff {VERSIONS / 'before'} {VERSIONS / 'after'}",),
    "explain": ("explain joint",),
    "export json": ("export json",),
    "game lint": ("game lint",),
    "game report": ("game rehearse quiet-orders --report report.json",),
    "game suggest": ("game suggest",),
    "history": ("history",),
    "list": ("list",),
    "oncall": ("oncall", "oncall runtime-rota --from 2026-11-22 --to 2026-11-29"),
    "page": ("page payments-db --why-not runtime --week --compare", "page k8s-shop"),
    "team": ("team payments", "team checkout"),
    "who": ("who payments-db", "who payments"),
}


def told(row: str) -> dict[str, set[str]]:
    """The keys that a row names, and those of what is in them."""
    row = re.sub(r"\([^)]*\)|; where it is asked for", ",", row)
    found = re.findall(r"([A-Za-z]+)(?: \[?\{([^}]*)\}\]?)?", row)
    return {name: {word.strip() for word in inner.split(",") if word.strip()} for name, inner in found}


def printed(run: Any, command: str) -> dict[str, Any]:
    words = shlex.split(command)
    catalog = () if words[0] == "diff" else ("-C", example_path())
    ways = () if words[0] == "export" or "--report" in words else ("--json",)
    done = run(*words, *catalog, *ways)
    if "--report" in words:
        return dict(json.loads(Path("report.json").read_text(encoding="utf-8")))
    return dict(json.loads(done.out))


@pytest.mark.parametrize("command", ASKED)
def test_the_page_has_the_keys_of_a_command_and_no_other(run: Any, command: str) -> None:
    run("check", "-C", example_path(), "--baseline", "known.json", "--update-baseline")
    known = told(ROWS[command])
    seen: dict[str, set[str]] = {}
    for asked in ASKED[command]:
        for name, value in printed(run, asked).items():
            inner = value if isinstance(value, list) else [value]
            keys = {key for each in inner if isinstance(each, dict) for key in each}
            seen.setdefault(name, set()).update(keys)
    assert set(seen) == set(known)
    for name, keys in known.items():
        if keys and seen[name]:
            assert seen[name] == keys, name


def test_every_command_with_json_is_on_the_page() -> None:
    found = set()
    for name in cli.list_commands(click.Context(cli)):
        command = cli.get_command(click.Context(cli), name)
        inner = {name: command}
        if isinstance(command, click.Group):
            context = click.Context(command)
            inner = {
                f"{name} {each}": command.get_command(context, each)
                for each in command.list_commands(context)
            }
        for called, each in inner.items():
            if each is not None and any("--json" in param.opts for param in each.params):
                found.add(called)
    assert found | {"export json"} == set(ROWS) == set(ASKED)

"""The examples that the help gives work as they stand."""

import re
import shlex
from pathlib import Path

import pytest

from topology.cli.commands import COMMANDS

EXAMPLE = Path(__file__).parents[2] / "data" / "example"
ON_EXAMPLE = ("who", "page", "oncall", "team", "list", "history", "check", "export", "schema", "completion")


def examples(text: str) -> list[list[str]]:
    """The arguments of each example, without what a shell would do with the output."""
    found = re.findall(r"^ {4}(?:source <\()?topology (.*)$", text.partition("Examples:")[2], re.MULTILINE)
    return [shlex.split(re.split(r" [|>&] ?| {3,}|\)", each)[0], comments=True) for each in found]


@pytest.mark.parametrize("command", ON_EXAMPLE)
def test_the_examples_of_the_help_work(run, command, monkeypatch, tmp_path) -> None:
    given = examples(run(command, "--help").out)
    assert given
    monkeypatch.setenv("TOPOLOGY_CATALOG", str(EXAMPLE))
    (tmp_path / "catalog").symlink_to(EXAMPLE)
    for args in given:
        done = run(*args)
        assert done.code in (0, 1), (args, done.err)
        assert done.out


def test_every_command_is_in_the_help_with_its_line(run) -> None:
    text = " ".join(run("--help").out.split())
    for command, line in COMMANDS.items():
        assert f"{command} {line}" in text
        assert run(command, "--help").code == 0


def test_teams_on_call_stand_in_the_order_of_what_they_are_called(run, tmp_path) -> None:
    (tmp_path / "c.yaml").write_text(
        "people: {p: {}}\nteams: {z: {title: Able, onCall: x}, a: {title: Zebra, onCall: x}}\n"
        "components: {c: {owner: z}}\nescalationPolicies: {x: {steps: [{page: p, wait: 5m}]}}\n"
    )
    out = run("oncall", "-C", tmp_path).out
    assert out.index("Able") < out.index("Zebra")


def test_a_group_of_commands_alone_shows_what_there_is(run) -> None:
    done = run("game")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Usage: topology game")

"""Every command that a document names is run, in a folder like the one that the document speaks of."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest

from tests.cli.test_cli_game_play import play
from tests.test_documents import DOCUMENTS, ROOT, commands
from topology.cli.commands import cli

EXAMPLE = ROOT / "data" / "example"
SCREENS = ("tour", "game run", "game join", "game project", "game resume")
"""Commands that need a terminal, or others to play with, and say so."""


def named(document: Path) -> list[str]:
    """Every command of ours that can be given as it stands: in blocks, in CI files, in running text."""
    text = document.read_text(encoding="utf-8")
    found = commands(document)
    found += re.findall(r"- run: (topology [^\n>]*?)\s*(?:>|$)", text, re.MULTILINE)
    found += [line for line in re.findall(r"`(topology [a-z][^`\n]*)`", text) if whole(line)]
    return list(dict.fromkeys(found))


def whole(line: str) -> bool:
    """Whether a command in running text is one to be given, and neither only its name nor a pattern."""
    words = line.split()
    bare = len(words) < 3 and words[-1] not in ("check", "tour", "init", "schema")
    return not bare and not re.search(r"…|\[|\b[A-Z]{3,}\b|\$", line)


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a catalog in it, a branch, a compose file, a game that was played; nobody waits."""
    shutil.copytree(EXAMPLE, tmp_path / "catalog")
    (tmp_path / "data").mkdir()
    shutil.copytree(EXAMPLE, tmp_path / "data" / "example")
    shutil.copy(ROOT / "data" / "minimal.yaml", tmp_path / "data")
    commit = "-c user.name=x -c user.email=x@y.example commit -qm x"
    for words in ("init -q -b main", "add -A", commit, "branch my-reorg"):
        subprocess.run(["git", *words.split()], cwd=tmp_path, check=True)
    monkeypatch.setenv("TOPOLOGY_GAMES", str(tmp_path / "games"))
    monkeypatch.setenv("BASE", "main")
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    play(tmp_path / "games", "night-1")
    return tmp_path


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_that_is_named_can_be_given(run: Any, there: Path, name: str) -> None:
    if name == "data/example/README.md":
        os.chdir(there / "catalog")
    names = cli.list_commands(click.Context(cli))
    for line in named(ROOT / name):
        words = shlex.split(line.replace("origin/$BASE", "main"), comments=True)[1:]
        if not words or not (words[0] in names or words[0].startswith("-")):
            continue  # the app
        done = run(*words)
        if " ".join(words[:2]).startswith(SCREENS) and "--export" not in words:
            assert done.code == 2, line
            assert re.search("terminal|room|is over", done.err), (line, done.err)
        else:
            assert done.code in (0, 1), (line, done.err)


def test_there_are_as_many_as_there_seem_to_be() -> None:
    assert len({line for name in DOCUMENTS for line in named(ROOT / name)}) > 60

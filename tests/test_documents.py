"""The documents show the program as it is: outputs, keys, pictures, links."""

from __future__ import annotations

import asyncio
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any
from unittest import mock

import click
import pytest

from tests.length import WHOLE
from topology.cli.commands import cli
from topology.gameday.lint import lint
from topology.incident.engine import Engine
from topology.insight.check import report
from topology.load.loader import load
from topology.load.schema.scenario import INJECT, ROUND
from topology.load.schema.sections import SECTIONS
from topology.model.scenario import QUESTIONS, Scenario
from topology.oncall.instants import parse_instant
from topology.present.resources import example_path
from topology.tui.commands import COMMANDS, named, shown

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "docs").glob("*.md"))
NOW = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)


def checked(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts" / script), "--check"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_what_is_shown_is_fresh() -> None:
    done = checked("readme.py")
    assert done.returncode == 0, done.stderr


PICTURES = {picture.stem: picture for picture in (ROOT / "screenshots").glob("*.svg")}


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The program that makes the pictures, and while the test runs the environment that it wants."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    spec = spec_from_file_location("screenshots", ROOT / "scripts" / "screenshots.py")
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    with mock.patch.dict(os.environ):
        spec.loader.exec_module(made)
        with made._own:
            yield made


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_a_picture_is_fresh(script: Any, name: str) -> None:
    made = asyncio.run(script.picture(*script.VIEWS[name]))
    assert made == PICTURES[name].read_text(encoding="utf-8"), "run python scripts/screenshots.py and look"


def test_every_picture_is_made(script: Any) -> None:
    assert set(PICTURES) == set(script.VIEWS)


def test_what_is_not_fresh_is_named_and_left_as_it_is(
    script: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    async def picture(*view: object) -> str:
        return "now"

    files = {"page.svg": "now", "health.svg": "then", "gone.svg": "then"}
    for name, text in files.items():
        tmp_path.joinpath(name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(script, "FOLDER", tmp_path)
    monkeypatch.setattr(script, "picture", picture)
    monkeypatch.setattr(script, "VIEWS", dict.fromkeys(("page", "health", "tour"), ((80, 24), "", ())))
    monkeypatch.setattr(sys, "argv", ["screenshots.py", "--check"])
    assert script.main() == 1
    told = re.findall(r"not fresh: screenshots/(\S+):", capsys.readouterr().err)
    assert told == ["health.svg", "tour.svg", "gone.svg"]
    assert {file.name: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()} == files


@pytest.mark.skipif(not WHOLE, reason="each picture has a test: only .ci/run starts the program for all")
def test_the_program_finds_all_pictures_fresh() -> None:
    done = checked("screenshots.py")
    assert done.returncode == 0, done.stderr


DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    "data/example/README.md",
    *(f"docs/{page.name}" for page in PAGES),
]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_files_that_are_linked_exist(name: str) -> None:
    document = ROOT / name
    for target in re.findall(r"\]\(([^)#]+)", document.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (document.parent / target).exists(), target


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_that_are_named_exist_with_their_options(name: str) -> None:
    context = click.Context(cli)
    for line in commands(ROOT / name):
        words = shlex.split(line, comments=True)[1:]
        while words and words[0] in ("-C", "--catalog"):
            words = words[2:]
        found = cli.get_command(context, words[0]) if words else None
        command: click.Command = found or cli
        while isinstance(command, click.Group) and command is not cli and len(words) > 1:
            inner = command.get_command(context, words[1])
            if inner is None:
                break
            command, words = inner, words[1:]
        known = {option for each in (command, cli) for param in each.params for option in param.opts}
        for word in words:
            if word.startswith("-") and word not in ("-", "--help", "-h") and not word[1:].isdigit():
                assert word.partition("=")[0] in known | {"--no-color", "--version"}, line


def commands(document: Path) -> list[str]:
    """Every command line of ours in a fenced block, up to the first pipe."""
    found = []
    for block in re.findall(
        r"^```[a-z]*\n(.*?)^```", document.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    ):
        for line in block.splitlines():
            line = line.removeprefix("$ ").partition(" | ")[0].partition(" > ")[0].strip()
            for part in line.split(" && "):
                if part.startswith("topology ") and not re.search(r"[…\[\]<>]", part):
                    found.append(part)
    return found


def test_the_page_about_yaml_is_a_catalog_without_errors(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "yaml.md").read_text(encoding="utf-8")
    (tmp_path / "all.yaml").write_text(page.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    loaded = load([str(tmp_path)])
    assert [problem for problem in loaded.problems if problem.severity != "info"] == []
    engine = Engine(loaded.catalog)
    found = report(engine.topology, engine.rota, loaded.problems, NOW, loaded.settings)
    assert not found.failed
    assert loaded.catalog.tests


def test_the_page_about_yaml_has_every_section() -> None:
    page = (ROOT / "docs" / "yaml.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^([A-Za-z]+):", page.partition("```yaml\n")[2], re.MULTILINE)) == set(SECTIONS)


def test_the_script_on_the_page_about_game_days_can_be_played(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "game-day.md").read_text(encoding="utf-8")
    (tmp_path / "script.yaml").write_text(
        page.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8"
    )
    loaded = load([example_path(), str(tmp_path / "script.yaml")])
    engine = Engine(loaded.catalog)
    (script,) = (each for each in loaded.catalog.of(Scenario) if each.name == "quiet-morning")
    assert [problem for problem in loaded.problems if problem.entity == script.ref] == []
    assert lint(engine, script, parse_instant(str(script.start), NOW, "Europe/Lisbon")) == ()


def test_the_page_about_game_days_names_everything_that_a_script_can_say() -> None:
    words = set(re.findall(r"[A-Za-z]+", (ROOT / "docs" / "game-day.md").read_text(encoding="utf-8")))
    assert {"objectives", "audience", "start", "rounds", *ROUND.fields, *INJECT.fields, *QUESTIONS} <= words


def test_every_picture_is_shown_somewhere() -> None:
    told = "".join((ROOT / name).read_text(encoding="utf-8") for name in DOCUMENTS)
    for picture in (ROOT / "screenshots").glob("*.svg"):
        assert f"screenshots/{picture.name}" in told, picture.name


KEYS = {
    "README.md": (
        "w why, / filter, : palette, ? help, 1 mode_explore, v form, w ways, z zoom, 3 mode_page, p page,"
        " w why, y why_not, x compare, c copy, 2 mode_boundaries, 4 mode_health, 5 mode_game, T tour,"
        " D versions, F2 settings"
    ),
    "docs/game-day.md": (
        "p game.seat, n game.next, L game.lock, P game.pause, > game.faster, < game.slower, i game.inject,"
        " z game.undo, ! game.blank, f game.finding, a game.todo, m game.note, y game.agree, r game.rerun"
    ),
    "docs/five-minutes.md": (
        "p page, / filter, + deeper, - shallower, a whole, u users, U needs, o owner, v form, w ways, p page,"
        " T tour, 2 mode_boundaries, 4 mode_health"
    ),
}
"""Which command is meant by each key that running text names, in the order of the text."""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_keys_that_running_text_names_do_what_it_says(name: str) -> None:
    known = {shown(key): key for command in COMMANDS for key in command.keys}
    text = re.sub(
        r"```.*?```|<!-- keys -->.*?<!-- /keys -->", "", (ROOT / name).read_text("utf-8"), flags=re.DOTALL
    )
    found = [word for word in re.findall(r"`([^`\n]+)`", text) if word in known or len(word) == 1]
    told = [pair.split() for pair in KEYS[name].split(", ")] if name in KEYS else []
    assert found == [key for key, _ in told]
    for key, id_ in told:
        assert known[key] in named(id_).keys, f"{key} is not the key of {id_}"


def test_the_readme_says_which_python_it_takes() -> None:
    wanted = re.search(
        r'requires-python = ">=([\d.]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    )
    assert wanted is not None
    assert f"Python {wanted[1]} or newer" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_begins_with_the_smallest_catalog_which_has_twenty_lines() -> None:
    smallest = (ROOT / "data" / "minimal.yaml").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.partition("```yaml\n")[2].partition("```")[0] == smallest
    assert len(smallest.splitlines()) == 20
    assert max(map(len, smallest.splitlines())) <= 110


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nobody_is_told_to_install_what_only_has_the_same_name(name: str) -> None:
    """PyPI has another program that is called topology."""
    told = re.findall(r"pip install ([^&\n]*)", (ROOT / name).read_text(encoding="utf-8"))
    for words in told:
        assert not re.search(r"(^|\s)[\"']?topology\b", words), words

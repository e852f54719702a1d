"""Settings of the program: topology.toml, or [tool.topology] in a pyproject.toml."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from topology.load.limits import Limits
from topology.load.loader import load
from topology.load.settings import Settings, read_settings
from topology.model.place import Place

FULL = """\
me = "ada"
ignore = [{rule = "cycle", entity = "component:a"}]

[limits]
depth = 20
fileBytes = 1000

[rules]
unowned = "error"
"""
SAID = Settings(
    limits=Limits(depth=20, file_bytes=1000),
    me="ada",
    ignore=({"rule": "cycle", "entity": "component:a"},),
    rules={"unowned": "error"},
)


def written(folder: Path, name: str, text: str | bytes) -> str:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(folder)


def test_topology_toml(tmp_path: Path) -> None:
    assert read_settings([written(tmp_path, "topology.toml", FULL)]) == (SAID, [])


def test_the_table_of_a_pyproject(tmp_path: Path) -> None:
    text = FULL.replace("[limits]", "[tool.topology.limits]").replace("[rules]", "[tool.topology.rules]")
    text = f'[project]\nname = "x"\n\n[tool.topology]\n{text}'
    assert read_settings([written(tmp_path, "pyproject.toml", text)]) == (SAID, [])
    written(tmp_path, "topology.toml", "me = 'lin'")
    assert read_settings([str(tmp_path)]) == (Settings(me="lin"), [])


def test_beside_a_file_and_in_the_first_folder_that_has_any(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    written(tmp_path / "b", "topology.toml", "me = 'b'")
    written(tmp_path / "c", "topology.toml", "me = 'c'")
    assert read_settings([str(tmp_path / name) for name in "abc"])[0].me == "b"
    assert read_settings([str(tmp_path / "c" / "x.yaml")])[0].me == "c"
    assert read_settings([str(tmp_path / "a")]) == (Settings(), [])
    assert read_settings([]) == (Settings(), [])


def test_limits_reach_the_reading(tmp_path: Path) -> None:
    written(tmp_path, "topology.toml", "[limits]\nfileBytes = 10\n")
    written(tmp_path, "a.yaml", "components: {a: {}}\n")
    result = load([str(tmp_path)])
    assert result.settings.limits.file_bytes == 10
    assert [problem.code for problem in result.problems] == ["T292", "T004"]


WRONG: list[tuple[str, str, int, str, str | None]] = [
    # (text, code, line, words, suggestion)
    ("me = ", "T217", 1, "cannot be read", None),
    ("\n\nme = 'ada\n", "T217", 3, "cannot be read", None),
    ("n = " + "1" * 5000, "T217", 1, "cannot be read", None),
    ("x = " + "[" * 3000, "T217", 1, "cannot be read", None),
    ("me = 1", "T217", 1, "me must be a reference", None),
    ("\nignore = 'all'", "T217", 2, "ignore must be a list of tables", None),
    ("ignore = ['all']", "T217", 1, "ignore must be a list of tables", None),
    ("rules = []", "T217", 1, "rules must be a table", None),
    ("limits = 3", "T217", 1, "limits must be a table", None),
    ("[limits]\nfiles = 3\ndepth = 0", "T217", 3, "depth under limits", None),
    ("[limits]\ndepth = 1000000", "T217", 2, "depth under limits", None),
    ("[limits]\ndepth = 'deep'", "T217", 2, "depth under limits", None),
    ("[limits]\ndepht = 3", "T218", 2, 'unknown setting "depht"', "depth"),
    ("\n[limit]\ndepth = 3", "T218", 2, 'unknown setting "limit"', "limits"),
    ('"\\u001b[2J" = 1', "T218", 1, "unknown setting", None),
]


@pytest.mark.parametrize(
    ("text", "code", "line", "words", "meant"), WRONG, ids=[row[0][:30] for row in WRONG]
)
def test_what_is_wrong_is_said_where_it_stands(
    tmp_path: Path, text: str, code: str, line: int, words: str, meant: str | None
) -> None:
    _, (problem,) = read_settings([written(tmp_path, "topology.toml", text)])
    assert (problem.code, problem.place) == (code, Place("topology.toml", line))
    assert words in problem.message
    assert "\x1b" not in problem.message
    assert (problem.suggestion.text if problem.suggestion else None) == meant


def test_a_wrong_setting_leaves_the_others(tmp_path: Path) -> None:
    text = "me = 1\n[limits]\ndepth = 0\nfiles = 7\n[rules]\na = 1\n"
    settings, problems = read_settings([written(tmp_path, "topology.toml", text)])
    assert settings == Settings(limits=Limits(files=7), rules={"a": 1})
    assert [problem.place.line for problem in problems] == [1, 3]


OTHERS = [
    "[project]\n",
    "[tool]\nother = 'topology'\n",
    "tool = 'topology'\n",
    "not toml at all: topology\n",
    "\xff",
]


@pytest.mark.parametrize("text", OTHERS)
def test_a_pyproject_of_others_is_left_alone(tmp_path: Path, text: str) -> None:
    assert read_settings([written(tmp_path, "pyproject.toml", text.encode("latin-1"))]) == (Settings(), [])


@pytest.mark.parametrize("text", ["[tool.topology\n", "[tool]\ntopology = 3  # tool.topology\n"])
def test_a_pyproject_that_is_meant_for_us_and_wrong(tmp_path: Path, text: str) -> None:
    settings, (problem,) = read_settings([written(tmp_path, "pyproject.toml", text)])
    assert (settings, problem.code) == (Settings(), "T217")


def test_settings_that_are_no_plain_file_inside_the_folder(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside.toml", tmp_path / "catalog"
    outside.write_text("me = 'spy'")
    inside.mkdir()
    file = inside / "topology.toml"
    found = []
    for make in (
        lambda: os.mkfifo(file),
        lambda: file.mkdir(),
        lambda: file.symlink_to(outside),
        lambda: file.symlink_to("nowhere"),
    ):
        make()
        settings, (problem,) = read_settings([str(inside)])
        assert settings == Settings()
        found.append(problem.code)
        file.rmdir() if file.is_dir() and not file.is_symlink() else file.unlink()
    assert found == ["T002", "T002", "T003", "T001"]
    written(tmp_path / "catalog", "topology.toml", b"me = '\xff'")
    assert read_settings([str(inside)])[1][0].code == "T217"

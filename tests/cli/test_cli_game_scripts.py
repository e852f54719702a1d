"""``topology game suggest``, ``new`` and ``lint``."""

import json
from pathlib import Path

from topology.load.loader import load
from topology.present.cells import width

EXAMPLE = Path(__file__).parents[2] / "data" / "example"


def test_suggest_says_what_and_why(run) -> None:
    done = run("game", "suggest", "-C", EXAMPLE, "--limit", "3")
    assert done.code == 0
    assert "never exercised" in done.out
    assert "other stories: --limit" in done.out
    assert max(map(width, done.out.splitlines())) <= 80
    data = json.loads(run("game", "suggest", "-C", EXAMPLE, "--json").out)
    assert len(data["suggestions"]) > 20
    first = data["suggestions"][0]
    assert sum(each["points"] for each in first["why"]) == first["points"]


def test_a_new_script_has_nothing_wrong_and_overwrites_nothing(run, tmp_path) -> None:
    done = run(
        "game", "new", "pg-cluster", "psp-south", "--name", "Two things", "-o", "two.yaml", "-C", EXAMPLE
    )
    assert (done.code, done.out) == (0, "two.yaml\n")
    linted = run("game", "lint", "two.yaml", "-C", EXAMPLE)
    assert (linted.code, linted.out) == (0, "")
    assert "two-things: nothing wrong" in linted.err
    again = run("game", "new", "psp-south", "-o", "two.yaml", "-C", EXAMPLE)
    assert again.code == 2
    assert "there already: nothing was written" in again.err
    assert "pg-cluster" in (tmp_path / "two.yaml").read_text()


def test_a_new_script_says_nothing_of_what_it_asks_for(run, tmp_path) -> None:
    (tmp_path / "new.yaml").write_text(run("game", "new", "-C", EXAMPLE).out)
    found = load([str(EXAMPLE), str(tmp_path / "new.yaml")])
    script = found.catalog.find("scenario:k8s-shop-fails")
    assert script is not None
    assert "T605" not in run("game", "lint", "new.yaml", "-C", EXAMPLE).out


def test_a_new_script_asks_nothing_that_no_file_answers(run, tmp_path) -> None:
    (tmp_path / "bare.yaml").write_text(
        "teams:\n  web: {title: Web}\ncomponents:\n  shop: {owner: web, userFacing: true}\n"
    )
    assert run("game", "new", "-C", "bare.yaml", "-o", "new.yaml").code == 0
    linted = run("game", "lint", "new.yaml", "-C", "bare.yaml")
    assert (linted.code, linted.out) == (0, "")
    assert run("game", "rehearse", "new.yaml", "-C", "bare.yaml").code == 0


def test_lint_shows_what_is_wrong_where_it_stands(run, tmp_path) -> None:
    script = "scenarios:\n  s:\n    rounds:\n    - {title: One, fault: order-bd, away: '@oncall(paymets)'}\n"
    (tmp_path / "mine.yaml").write_text(script)
    done = run("game", "lint", "mine.yaml", "-C", EXAMPLE)
    assert done.code == 1
    assert "did you mean order-db" in done.out
    assert "did you mean payments" in done.out
    data = json.loads(run("game", "lint", "mine.yaml", "-C", EXAMPLE, "--json").out)
    assert {each["code"] for each in data["findings"]} == {"T204", "T604"}
    assert all(each["line"] == 4 for each in data["findings"])


def test_an_unknown_script_is_told_with_the_one_that_was_meant(run) -> None:
    done = run("game", "lint", "quiet-order", "-C", EXAMPLE)
    assert done.code == 2
    assert "did you mean quiet-orders?" in done.err


def test_help_lists_the_commands(run) -> None:
    from topology.cli.game_command import COMMANDS

    text = " ".join(run("game", "--help").out.split())
    for name, line in COMMANDS.items():
        assert f"{name} {line}" in text
        assert run("game", name, "--help").code == 0


def test_the_folder_of_a_first_script_is_made(run, tmp_path) -> None:
    done = run("game", "new", "order-db", "-o", "mine/scripts/one.yaml", "-C", EXAMPLE)
    assert (done.code, done.out) == (0, "mine/scripts/one.yaml\n")
    assert (tmp_path / "mine" / "scripts" / "one.yaml").is_file()
    (tmp_path / "file").write_text("")
    assert run("game", "new", "order-db", "-o", "file/one.yaml", "-C", EXAMPLE).code == 2

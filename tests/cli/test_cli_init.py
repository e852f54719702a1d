"""The first catalog: complete, clean, never at the cost of a file."""

import json
from pathlib import Path

from topology.cli.first_catalog import Answers, first_catalog, identifier


def test_the_first_catalog_has_no_findings_and_answers(run, tmp_path: Path) -> None:
    done = run("init", "catalog", "--yes")
    assert done.code == 0
    assert done.out.split() == ["catalog/teams.yaml", "catalog/components.yaml", "catalog/oncall.yaml"]
    report = json.loads(run("check", "catalog", "--json").out)
    assert report["findings"] == []
    page = json.loads(run("page", "web-shop", "-C", "catalog", "--json").out)
    assert page["verdict"] == "CLEAR"
    assert page["firstContact"]["team"] == "team:web"


def test_it_asks_nothing_without_a_terminal_and_takes_this_folder(run, tmp_path: Path) -> None:
    assert run("init").code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"teams.yaml", "components.yaml", "oncall.yaml"}
    assert run("who", "web-shop").code == 0


def test_it_never_overwrites(run, tmp_path: Path) -> None:
    (tmp_path / "oncall.yaml").write_text("mine")
    done = run("init", "--yes")
    assert done.code == 2
    assert "oncall.yaml is there already" in done.err
    assert (tmp_path / "oncall.yaml").read_text() == "mine"
    assert not (tmp_path / "teams.yaml").exists()


def test_a_folder_that_cannot_be_made_is_bad_input(run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("init", "file/below", "--yes")
    assert done.code == 2
    assert "Traceback" not in done.err


def test_names_become_ids_and_stay_as_titles(run, catalog, tmp_path: Path) -> None:
    answers = Answers(
        title='Zahlung "Süd" \\ #1',
        people=("Ædrick: O'Neil", "李雷"),
        component="no",
        needs="no",
        timezone="Europe/Berlin",
    )
    for name, text in first_catalog(answers).items():
        folder = catalog(text, name)
    report = json.loads(run("check", folder, "--json").out)
    assert [each for each in report["findings"] if each["severity"] == "error"] == []
    teams = json.loads(run("list", "teams", "-C", folder, "--json").out)["entities"]
    assert [each["title"] for each in teams] == ['Zahlung "Süd" \\ #1']
    people = json.loads(run("list", "people", "-C", folder, "--json").out)["entities"]
    assert {each["title"] for each in people} == {"Ædrick: O'Neil", "李雷"}


def test_identifiers() -> None:
    assert identifier("Data Platform") == "data-platform"
    assert identifier("  Süd/Ost 2 ") == "sud-ost-2"
    assert identifier("李雷") == ""

"""Thresholds come from the settings beside a catalog, and wrong ones are pointed at."""

import json
from pathlib import Path

import pytest

from tests.insight.conftest import NOW
from tests.insight.rule_cases import CASES
from topology.cli import main
from topology.insight.thresholds import Thresholds, thresholds_from
from topology.load.toml_places import TomlPlaces
from topology.model.problem import Problem


def read(text: str) -> tuple[Thresholds, list[Problem]]:
    import tomllib

    return thresholds_from(
        tomllib.loads(text).get("rules", {}), TomlPlaces("topology.toml", text), ("unowned",)
    )


def test_without_settings_the_defaults_count() -> None:
    assert read("") == (Thresholds(), [])


def test_stated_thresholds_count() -> None:
    assert read("[rules]\nreview-days = 30") == (Thresholds(review_days=30), [])


@pytest.mark.parametrize(
    ("line", "code", "says", "meant"),
    [
        ("review-day = 30", "T218", 'unknown setting "review-day" under rules', "review-days"),
        ("unonwed = 3", "T218", 'unknown setting "unonwed" under rules', "unowned"),
        ('review-days = "long"', "T217", "review-days under rules", None),
        ("review-days = 0", "T217", "review-days under rules", None),
        ("platform-share = 3", "T217", "platform-share under rules", None),
    ],
)
def test_wrong_thresholds_are_pointed_at_and_left_out(line: str, code: str, says: str, meant: str) -> None:
    found, problems = read(f"[rules]\nstorm-teams = 7\n{line}\n")
    assert found == Thresholds(storm_teams=7)
    assert [(each.code, each.place.line) for each in problems] == [(code, 3)]
    assert says in problems[0].message
    assert (problems[0].suggestion.text if problems[0].suggestion else None) == meant


@pytest.mark.parametrize(
    ("rule", "threshold", "value"),
    [
        ("stale-collaboration", "collaboration_days", 1000),
        ("away-on-call", "coverage_days", 5),
        ("stale-review", "review_days", 1000),
        ("small-rota", "rota_people", 1),
        ("on-call-share", "on_call_share", 0.9),
        ("hidden-ops", "hidden_ops_share", 0.8),
        ("hidden-ops", "hidden_ops_components", 4),
        ("platform-share", "platform_share", 0.4),
        ("platform-share", "platform_contacts", 20),
        ("page-storm", "storm_teams", 4),
        ("weaker-need", "tier_gap", 3),
        ("single-point", "single_point_tier", 0),
        ("no-runbook", "runbook_tier", 0),
        ("one-person-knowledge", "knowledge_tier", 0),
        ("one-person-knowledge", "knowledge_people", 1),
    ],
)
def test_every_threshold_decides(check, rule: str, threshold: str, value: float) -> None:
    assert len(check(CASES[rule].bad, rule)) == 1
    assert check(CASES[rule].bad, rule, thresholds=Thresholds(**{threshold: value})) == []


def test_check_reads_them_from_the_file_beside_the_catalog(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "catalog.yaml").write_text(CASES["slow-to-engage"].good + "\n")
    (tmp_path / "topology.toml").write_text("[rules]\nrota-people = 3\nrota-peple = 4\n")
    monkeypatch.setenv("TOPOLOGY_NOW", NOW.isoformat())
    main.run(["check", str(tmp_path), "--json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [each["entity"] for each in found if each["rule"] == "small-rota"] == [
        "schedule:ra",
        "schedule:rb",
    ]
    (wrong,) = [each for each in found if each["code"] == "T218"]
    assert (wrong["file"], wrong["line"], wrong["suggestion"]["text"]) == ("topology.toml", 3, "rota-people")

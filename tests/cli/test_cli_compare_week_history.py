"""``page --compare``, ``page --week``, recorded answers, and ``history``."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = str(ROOT / "data" / "example")
NIGHT = ("--at", "2026-11-22T03:12Z")
RULES = ["declared", "cause", "symptom", "both", "switchboard", "office hours"]
SHOP = """
people: {ada: {}, ben: {}}
teams:
  app: {members: [ada], onCall: app}
  web: {members: [ben], onCall: web}
escalationPolicies:
  app: {team: app, hours: "Mon-Fri 09:00-17:00", timezone: UTC, steps: [{page: ada, wait: 5m}]}
  web: {team: web, steps: [{page: ben, wait: 5m}]}
components:
  api: {owner: app, tier: 1}
  ui: {owner: web, tier: 1, userFacing: true, dependsOn: [{ref: api, strength: soft}]}
"""
LOG = """component,started,detected,acknowledged,resolved,responders
api,2026-01-14T10:00Z,2026-01-14T10:02Z,2026-01-14T10:07Z,2026-01-14T11:00Z,ada
api,2026-02-14T10:00Z,2026-02-14T10:02Z,2026-02-14T10:04Z,2026-02-14T10:30Z,ada;ben
"""


def test_compare_in_json_is_the_table(run, catalog) -> None:
    where = catalog(SHOP)
    data = json.loads(run("page", "api", *NIGHT, "-C", where, "--compare", "--json").out)
    assert [each["rule"] for each in data["compare"]] == RULES
    cause = data["compare"][1]
    assert cause == {
        "rule": "cause",
        "woken": [],
        "firstContact": {"person": "person:ada", "team": "team:app", "minute": 1788},
        "minutesToRightTeam": 1788,
        "held": {"firstContact": True, "rightTeam": True},
        "unheard": [],
        "unknown": None,
    }
    text = run("page", "api", *NIGHT, "-C", where, "--compare").out
    lines = [line for line in text.splitlines() if line.startswith("  cause ")]
    assert lines == ["  cause             0  ada (app)                 1d5h48m*   1d5h48m*  -"]
    assert "no policy is named for it" in text


def test_a_switchboard_can_be_named(run, catalog) -> None:
    where = catalog(SHOP)
    data = json.loads(run("page", "api", *NIGHT, "-C", where, "--switchboard", "web", "--json").out)
    assert data["compare"][4]["firstContact"]["person"] == "person:ben"
    wrong = run("page", "api", "-C", where, "--switchboard", "nobody")
    assert (wrong.code, wrong.out) == (2, "")
    assert "nobody" in wrong.err


def test_a_week_in_json_has_each_hour(run, catalog) -> None:
    where = catalog(SHOP)
    data = json.loads(run("page", "api", *NIGHT, "-C", where, "--week", "--json").out)
    week = data["week"]
    assert len(week) == 168
    assert (week[0]["at"], week[-1]["at"]) == ("2026-11-22T03:12:00Z", "2026-11-29T02:12:00Z")
    assert week[0]["verdict"] == data["verdict"] == "DEFERRED"
    assert week[30]["firstContact"] == {"person": "person:ada", "team": "team:app", "minute": 1}
    assert {hour["held"] for hour in week} == {True, False}
    single = json.loads(run("page", "api", "--at", week[100]["at"], "-C", where, "--json").out)
    assert week[100]["verdict"] == single["verdict"]
    assert week[100]["timeToEngageMinutes"] == single["timeToEngageMinutes"]


def test_the_strip_shows_the_hours_of_each_day(run, catalog) -> None:
    text = run("page", "api", *NIGHT, "-C", catalog(SHOP), "--week").out
    assert "  Sun 22 03:12  zzzzzz zzzzzz zzzzzz zzzzzz" in text
    assert "  Mon 23 03:12  zzzzzz ······ ··zzzz zzzzzz" in text
    assert "  Sun 22 03:12 to Mon 23 09:12 DEFERRED   ada (app) when hours begin" in text


def test_records_are_said_only_where_there_are_any(run, catalog) -> None:
    where = catalog(SHOP)
    assert "Recorded" not in run("page", "api", "-C", where).out
    plain = json.loads(run("page", "api", "-C", where, "--json").out)
    assert {"recorded", "compare", "week"}.isdisjoint(plain)
    where = catalog(
        SHOP + "incidents: [{component: api, started: 2026-01-14T10:00Z, detected: 2026-01-14T10:02Z, "
        "acknowledged: 2026-01-14T10:07Z}]\n"
    )
    assert "Recorded   app: 5 min from alert to answer, 1 incident" in run("page", "api", "-C", where).out
    data = json.loads(run("page", "api", "-C", where, "--json").out)
    assert data["recorded"] == [
        {
            "team": "team:app",
            "acknowledgedMinutes": {
                "count": 1,
                "values": [{"component": "component:api", "started": "2026-01-14T10:00:00Z", "minutes": 5}],
                "quantiles": [],
            },
            "nobodyAnswers": None,
        }
    ]
    assert "Recorded" not in run("page", "ui", "-C", where).out


def test_enough_records_make_quantiles_and_a_chance(run, catalog) -> None:
    rows = "".join(
        f"  - {{component: ui, started: 2026-01-{day:02}T10:00Z, detected: 2026-01-{day:02}T10:00Z, "
        f"acknowledged: 2026-01-{day:02}T10:{day:02}Z}}\n"
        for day in range(1, 25)
    )
    where = catalog(f"{SHOP}incidents:\n{rows}")
    text = " ".join(run("page", "ui", "-C", where).out.split())
    assert "Recorded web: half within 12m (" in text
    assert "nobody within the 5m of its policy: 19 of 24" in text
    assert run("page", "ui", "-C", where).out == run("page", "ui", "-C", where).out
    (found,) = json.loads(run("page", "ui", "-C", where, "--json").out)["recorded"]
    assert [each["minutes"] for each in found["acknowledgedMinutes"]["quantiles"]] == [12, 20, 23]
    assert found["nobodyAnswers"]["withinMinutes"] == 5


def test_history_of_a_csv_file(run, catalog, tmp_path) -> None:
    (tmp_path / "log.csv").write_text(LOG + "ghost,2026-03-01T10:00Z,,,,\n", encoding="utf-8")
    done = run("history", "-C", catalog(SHOP), "--csv", "log.csv")
    assert done.code == 0
    assert "Answered   2 and 5 min from the alert on" in done.out
    assert 'log.csv:4:1: warning T204 unknown component "ghost"' in done.err
    data = json.loads(run("history", "app", "-C", catalog(SHOP), "--csv", "log.csv", "--json").out)
    assert data["incidents"] == 2
    assert [each["minutes"] for each in data["boundary"]["acrossMinutes"]["values"]] == [30]


@pytest.mark.parametrize(
    "content", [None, "", "component\napi\n", "component,started\nghost,2026-03-01T10:00Z\n"]
)
def test_a_file_without_records_is_bad_input(run, catalog, tmp_path, content) -> None:
    if content is not None:
        (tmp_path / "log.csv").write_text(content, encoding="utf-8")
    done = run("history", "-C", catalog(SHOP), "--csv", "log.csv")
    assert (done.code, done.out) == (2, "")
    assert "log.csv" in done.err


def test_a_catalog_without_records_says_so(run, catalog) -> None:
    done = run("history", "-C", catalog(SHOP))
    assert done.code == 0
    assert "none is recorded" in done.out
    assert json.loads(run("history", "-C", catalog(SHOP), "--json").out)["incidents"] == 0


def test_history_of_the_example_names_its_uncertainty(run) -> None:
    text = " ".join(run("history", "-C", EXAMPLE).out.split())
    assert "Incidents 25" in text
    assert "Longer: half of those that crossed one ended within" in text
    assert "nine times of ten" in text
    assert "mean" not in text
    assert "average" not in text


ASK = """
import json, sys
from topology.cli.main import run
run(sys.argv[1:])
print("MODULES" + json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def test_what_was_not_asked_for_is_not_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK, "page", "payments-db", "-C", EXAMPLE],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TOPOLOGY_NOW": "2026-11-22T03:12:00Z"},
        check=False,
    )
    names = json.loads(done.stderr.rpartition("MODULES")[2])
    unasked = {f"topology.{name}" for name in ("incident.compare", "incident.week", "incident.history")}
    assert unasked.isdisjoint(names)
    assert {"random", "csv", "topology.present.compare", "topology.present.week"}.isdisjoint(names)

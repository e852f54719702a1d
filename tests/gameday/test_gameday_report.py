"""The report of a game, from its log alone: three formats, tests and a patch; and rehearsals."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from tests.gameday.conftest import EXAMPLE, SHOP
from tests.gameday.playing import engine_at, new_game
from topology.gameday import harvest
from topology.gameday.events import Rerun, decode, encode
from topology.gameday.fold import fold
from topology.gameday.prediction import Prediction
from topology.gameday.rehearse import rehearse
from topology.insight.expectations import run_tests
from topology.load.loader import load
from topology.model.scenario import Scenario
from topology.oncall.instants import parse_instant
from topology.present.blocks import html, markdown
from topology.present.game_report import report
from topology.present.game_report_json import report_json

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
HOSTILE = '<script>alert(1)</script> [x](javascript:y) @all ``` | "quoted"'


def rehearsed(example: Any, name: str) -> Any:
    script = example.catalog.find(f"scenario:{name}")
    start = parse_instant(script.start, NOW, "Europe/Lisbon")
    return rehearse(example, script, start, NOW, program="test")


@pytest.fixture(scope="module")
def done(example: Any) -> Any:
    return rehearsed(example, "quiet-orders")


@pytest.mark.parametrize("name", ["quiet-orders", "change-of-shift", "nobody-rings", "two-of-three"])
def test_a_rehearsal_agrees_with_the_engine_at_every_beat(example: Any, name: str) -> None:
    found = rehearsed(example, name)
    assert found.wrong == ()
    assert found.state.phase == "over"
    assert found.beats > 30
    assert found.seconds > 3000
    assert all(played.done for played in found.state.rounds)


def test_replaying_a_log_gives_the_same_report_byte_for_byte(done: Any) -> None:
    again = fold(decode(encode(entry)) for entry in done.log.entries)
    for made in (done.state, again):
        assert made == done.state
    assert markdown(report(again)) == markdown(report(done.state))
    assert html("x", report(again, ranked=True)) == html("x", report(done.state, ranked=True))
    assert json.dumps(report_json(again)) == json.dumps(report_json(done.state))


def test_the_report_holds_what_a_reader_looks_for(done: Any) -> None:
    text = markdown(report(done.state))
    headings = ("Objectives", "How well we knew it", "Predictions against the engine", "Actions", "Timeline")
    for heading in (*headings, "Fixes that a machine can make"):
        assert f"# {heading}" in text
    assert "Lisbon" in text
    data = report_json(done.state)
    assert [each["engine"]["verdict"] for each in data["rounds"]] == ["MISROUTED", "MISROUTED", "NOBODY"]
    assert len(data["timeline"]) > 50
    assert data["catalog"]["digest"]


def test_nobody_is_named_or_ranked_unless_asked_for(done: Any) -> None:
    assert "Player 3" not in markdown(report(done.state))
    assert "Player 3" not in json.dumps(report_json(done.state))
    assert "Player 3" in markdown(report(done.state, named=True))
    assert "Leaderboard" in markdown(report(done.state, ranked=True))
    assert len(report_json(done.state, ranked=True)["leaderboard"]) == 7


def test_the_patch_applies_and_mends_what_was_found(done: Any, tmp_path: Path) -> None:
    copy = tmp_path / "catalog"
    shutil.copytree(EXAMPLE, copy)
    (tmp_path / "fix.patch").write_text(harvest.patch(done.state))
    subprocess.run(["git", "apply", "--verbose", "../fix.patch"], cwd=copy, check=True, capture_output=True)
    before, after = load([str(EXAMPLE)]), load([str(copy)])
    assert len(after.problems) == len(before.problems)
    changed = [
        ref for ref, entity in after.catalog.entities.items() if entity != before.catalog.entities[ref]
    ]
    assert changed == ["component:object-store", "component:order-db", "component:payout-job"]


def test_what_was_mended_meanwhile_is_not_in_the_patch(done: Any) -> None:
    first, *others = done.state.rounds
    for reason, there in (("CAUSE_SILENT", True), ("CAUSE_ALERTS", False)):
        truth = replace(first.truth, reasons=(reason,))
        again = Rerun(ask=first.ask, truth=truth, beats=(), names={}, version=done.state.version)
        state = replace(done.state, rounds=(replace(first, reruns=(again,)), *others))
        assert (first.fixes[0].file in harvest.patch(state)) is there
        assert others[0].fixes[0].file in harvest.patch(state)


def test_what_was_agreed_is_a_test_that_the_catalog_passes(tmp_path: Path) -> None:
    game = new_game(engine_at(tmp_path, SHOP))
    while game.state.phase != "over":
        if game.state.phase == "discuss":
            game.agree()
        game.next()
    entries = harvest.tests(game.state)
    assert [each["name"] for each in entries] == ["Game day: One", "Game day: Two"]
    assert entries[0]["expect"]["lead"] == "pay"
    text = re.search(r"```yaml\n(.*?)```", markdown(report(game.state)), re.DOTALL)
    assert text is not None
    assert yaml.safe_load(text[1])["tests"] == entries
    (tmp_path / "tests.yaml").write_text(text[1])
    engine = engine_at(tmp_path, SHOP)
    tested = run_tests(engine.topology, engine.rota, NOW)
    assert [each.problem for each in tested] == [None, None]


def test_a_rerun_is_told_beside_the_first_result(tmp_path: Path) -> None:
    game = new_game(engine_at(tmp_path, SHOP))
    while len(game.state.rounds) < 2 or game.state.phase != "discuss":
        game.next()
    game.engine = engine_at(
        tmp_path, SHOP.replace("alerts: none}\n  orders", "alerts: {on: down}}\n  orders")
    )
    game.rerun()
    game.agree()
    text = markdown(report(game.state))
    assert "What if we fix it now" in text
    assert harvest.tests(game.state)[0]["expect"]["lead"] == "data"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.found.append((tag, dict(attrs)))


def test_whatever_people_write_stays_text(tmp_path: Path) -> None:
    game = new_game(engine_at(tmp_path, SHOP))
    game.join("p1", HOSTILE)
    game.next()
    game.next()
    game.predict("p1", Prediction(lead=("team:pay",), first=HOSTILE))
    game.note(HOSTILE)
    game.finding(HOSTILE)
    game.action(HOSTILE, HOSTILE, "2026-12-24", HOSTILE)
    blocks = report(game.state, named=True, ranked=True)
    page = html(HOSTILE, blocks)
    tags = Tags()
    tags.feed(page)
    assert not {tag for tag, _ in tags.found} & {"script", "a", "img", "link", "iframe", "form", "object"}
    assert not any(name.startswith("on") for _, attributes in tags.found for name in attributes)
    (policy,) = [
        each["content"] for _, each in tags.found if each.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "src=" not in page.replace("src 'none'", "").replace("style-src", "")
    text = markdown(blocks)
    assert not re.search(r"(?<!\\)<script", text)
    assert "@all" not in text
    assert not re.search(r"(?<!\\)\]\(javascript", text)


def test_every_scenario_of_the_example_is_rehearsed_above(example: Any) -> None:
    assert {script.name for script in example.catalog.of(Scenario)} == {
        "quiet-orders", "change-of-shift", "nobody-rings", "two-of-three",
    }  # fmt: skip

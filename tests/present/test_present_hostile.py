"""Hostile files through every renderer: nothing steers a terminal, nothing is wider than the screen."""

import json
import re
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from topology.incident.engine import Engine
from topology.incident.situation import Fault, Situation, SituationError
from topology.insight.check import report
from topology.load.loader import load
from topology.model.entity import Component, Person, Team
from topology.present.catalog_json import catalog_json
from topology.present.catalog_markdown import catalog_markdown, entity_markdown
from topology.present.cells import width
from topology.present.check_json import check_json
from topology.present.check_text import check_github, check_text
from topology.present.dot import dot
from topology.present.drawing import draw
from topology.present.duty import duty_json, duty_of, everybody
from topology.present.duty_text import duty_text
from topology.present.ics import ics
from topology.present.json_text import json_text
from topology.present.listing import Filter, listing_json, listing_text, select
from topology.present.mermaid import mermaid
from topology.present.names import Names
from topology.present.page_command import page_command
from topology.present.page_json import page_json
from topology.present.page_markdown import page_markdown
from topology.present.page_test import page_test
from topology.present.page_text import page_text
from topology.present.page_words import PageWords
from topology.present.team import team_card, team_json
from topology.present.team_text import team_text
from topology.present.who import who, who_json
from topology.present.who_text import who_text

SHARED = Path(__file__).parents[3] / "shared" / "hostile"
NOW = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
STEERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]"
)
LONG = "x" * 200
NASTY = [
    '"a\\e[2J\\e]0;x\\a\\x9b2J\\u202e\\u2066\\u200b z"',
    '"漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字"',
    f'"{LONG}"',
    f'"{" ".join(["word"] * 60)}"',
    '"[b]bold[/b] :skull: <script> **md** `code` @org/everyone #1 | pipe"',
    '"a\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301 combining"',
    '"line\\nbreak\\ttab\\r"',
    '"👍🏽 emoji ﷽"',
]


def organisation(text: str) -> str:
    """A catalog in which every text that a file can give is ``text``, which is quoted YAML."""
    return f"""
teams:
  t: {{title: {text}, focus: {text}, description: {text}, type: platform, members: [p], onCall: e,
      aliases: [{text}],
      channels: [{{type: slack, name: {text}}}], links: [{{type: {text}, title: {text}, url: {text}}}],
      interactions: [{{team: u, mode: collaboration, purpose: {text}}}]}}
  u: {{title: {text}, onCall: f}}
people:
  p: {{title: {text}, role: {text}}}
  {LONG}: {{title: {text}}}
products: {{r: {{title: {text}, owner: t}}}}
components:
  c: {{title: {text}, description: {text}, type: {text}, owner: t, partOf: r, tier: 1, userFacing: true,
      tags: [{text}],
      dependsOn: [d, {{ref: {LONG}, strength: soft}}, {{anyOf: [d, {LONG}]}}, gone],
      links: [{{type: runbook, title: {text}, url: "https://h/"}}, {{type: dashboard, url: {text}}}],
      failureModes: {{outage: {{impact: down, description: {text}}}}}}}
  d: {{title: {text}, type: {text}, owner: u}}
  {LONG}: {{title: {text}, owner: [t, u], alerts: none, dependsOn: [c]}}
  v: {{type: vendor, vendor: {text}, liaison: u, lifecycle: {text}}}
  w: {{title: {text}}}
schedules:
  s: {{title: {text}, layers: [{{every: 1 day, handoff: "09:00", hours: Mon-Fri 09:00-17:00,
      roster: [{{since: 2026-01-05, people: [p, {LONG}]}}]}}]}}
escalationPolicies:
  e: {{title: {text}, team: t, steps: [{{page: s, wait: 5m}}, {{page: [p, {LONG}], wait: 5m}}],
      repeat: 2, fallback: f}}
  f: {{title: {text}, steps: [{{page: {LONG}, wait: 5m}}]}}
decisions: [{{id: one, title: {text}, about: [c]}}]
"""


def renderings(folder: Path) -> Iterator[tuple[str, str]]:
    """Everything that can be printed about a folder: what it is, and the text."""
    loaded = load([str(folder)])
    engine = Engine(loaded.catalog)
    topology, catalog = engine.topology, engine.catalog
    found = report(topology, engine.rota, loaded.problems, NOW)
    yield "check text", check_text(found)
    yield "check github", check_github(found.findings)
    yield "check json", json_text(check_json(found))
    entities = select(topology, Filter())
    yield "list", listing_text(topology, entities)
    yield "list json", json_text(listing_json(topology, entities))
    yield "export json", json_text(catalog_json(topology))
    yield "markdown", catalog_markdown(engine)
    drawing = draw(topology)
    yield "mermaid", mermaid(drawing)
    yield "dot", dot(drawing)
    duty = everybody(topology, engine.rota, NOW)
    yield "oncall", duty_text(catalog, duty)
    yield "oncall json", json_text(duty_json(duty))
    for component in list(catalog.of(Component))[:6]:
        card = who(engine, component, NOW)
        yield "who", who_text(catalog, card, echo_at=True)
        yield "who json", json_text(who_json(card))
        yield "markdown", entity_markdown(engine, component.ref, NOW)
        try:
            incident = engine.simulate(Situation(faults=(Fault(component.ref),), at=NOW))
        except SituationError:
            continue
        yield "page", page_text(topology, incident)
        yield "page json", json_text(page_json(incident))
        words = PageWords(topology, incident)
        command = page_command(catalog, incident.situation, [str(folder)])
        yield "command", command
        yield "chat", page_markdown(words, command)
        yield "kept test", page_test(words)
    for entity in [each for each in catalog.entities.values() if isinstance(each, Team | Person)][:4]:
        team = team_card(engine, entity, NOW)
        yield "team", team_text(catalog, team)
        yield "team json", json_text(team_json(team))
        yield "markdown", entity_markdown(engine, entity.ref, NOW)
        over = duty_of(topology, engine.rota, entity, NOW, (NOW, NOW + timedelta(days=4)))
        yield "oncall", duty_text(catalog, over)
        yield "calendar", ics(Names(catalog), over.shifts, NOW).replace("\r\n", "\n")


def fenced_blocks(text: str) -> int:
    """How many blocks of code a text is made of, with nothing beside them; none of them is left open."""
    blocks, fence = 0, ""
    for line in text.splitlines():
        if fence:
            fence = "" if line == fence else fence
        elif line:
            assert set(line) == {"`"}, line
            fence = line
            blocks += 1
    assert not fence
    return blocks


def check(folder: Path) -> set[str]:
    """Look at everything that is printed; gives the kinds of things seen."""
    seen = set()
    for what, text in renderings(folder):
        seen.add(what)
        steering = STEERS.search(text)
        assert steering is None, (what, text[max(0, steering.start() - 40) : steering.end() + 40])
        if what in ("who", "page", "team", "oncall", "list"):
            for line in text.splitlines():
                assert width(line) <= 80, (what, line)
        if what.endswith("json"):
            json.loads(text)
            assert "</" not in text
        if what == "markdown":
            assert "](javascript:" not in text
            assert not re.search(r"(?<!<)@\w", text)
        if what == "command":
            assert shlex.split(text)[:2] == ["topology", "page"]
            assert "\n" not in text
        if what == "chat":
            head, _, rest = text.partition("\n\n")
            assert "\n" not in head
            assert fenced_blocks(rest) == 2
        if what == "kept test":
            assert list(yaml.safe_load(text)) == ["tests"]
        if what == "calendar":
            assert all(len(line.encode()) <= 75 for line in text.splitlines())
    return seen


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_nasty_text_in_every_field(tmp_path: Path, text: str) -> None:
    (tmp_path / "catalog.yaml").write_text(organisation(text), encoding="utf-8")
    assert {"who", "page", "team", "calendar"} <= check(tmp_path)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the hostile files are not here")
@pytest.mark.parametrize(
    "file", sorted(path.name for path in SHARED.glob("*.yaml") if path.name != "_base.yaml") or [""]
)
def test_hostile_files_beside_good_ones(tmp_path: Path, file: str) -> None:
    for name in ("_base.yaml", file):
        (tmp_path / name).write_bytes((SHARED / name).read_bytes())
    assert "who" in check(tmp_path)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the hostile files are not here")
@pytest.mark.parametrize(
    "case",
    [each for each in json.loads((SHARED / "index.json").read_text()) if each["category"] == "export"]
    if SHARED.is_dir()
    else [],
    ids=lambda case: case["case"],
)
def test_export_cases_are_shown_as_written_and_mean_nothing(tmp_path: Path, case) -> None:
    for name in ("_base.yaml", case["file"]):
        (tmp_path / name).write_bytes((SHARED / name).read_bytes())
    texts = dict(renderings(tmp_path))
    for wanted in case.get("must_show", ()):
        shown = json.loads(texts["export json"])
        assert any(wanted in str(value) for entity in shown["entities"] for value in entity.values())
    for kind in ("markdown", "mermaid", "dot", "export json"):
        for forbidden in case.get("must_not_emit", ()):
            if kind == "export json" and forbidden == "](javascript:":
                continue  # means something in Markdown only
            assert forbidden not in texts[kind], (kind, forbidden)

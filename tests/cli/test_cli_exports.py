"""Exports of whole catalogs: complete, and readable by what they are made for."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

CATALOG = """
    teams: {a: {title: A Team}, b: {onCall: b}}
    components:
      front: {owner: a, tier: 1, dependsOn: [back, {ref: mail, strength: soft}, {anyOf: [one, two]}, lost]}
      back: {owner: b, dependsOn: [front]}
      mail: {owner: b}
      one: {owner: b}
      two: {owner: b}
      alone: {}
"""


@pytest.fixture
def folder(catalog: Callable[[str], str]) -> str:
    return catalog(CATALOG)


def test_mermaid_draws_every_component_and_dependency(run, folder) -> None:
    out = run("export", "mermaid", "-C", folder).out
    for name in ("front", "back", "mail", "one", "two", "alone", "lost"):
        assert f'["{name}"]' in out
    assert len(re.findall(r"^  n\d+ -", out, re.MULTILINE)) == 6
    assert "|soft|" in out
    assert "|1 of 2|" in out or "|1 of 2 grey|" in out


def test_dot_draws_the_same(run, folder) -> None:
    out = run("export", "dot", folder).out
    assert out.count(" -> ") == 6
    assert out.count("subgraph cluster_") == 3


def test_around_a_reference_the_rest_is_counted(run, folder) -> None:
    out = run("export", "mermaid", "mail", "--depth", "1", "-C", folder).out
    assert '["front"]' in out
    assert '["back"]' not in out
    assert "%% 1 more beyond this depth" in out


def test_json_holds_entities_dependencies_and_interactions(run, folder) -> None:
    data = json.loads(run("export", "json", "-C", folder).out)
    assert {each["entity"] for each in data["entities"]} >= {"team:a", "component:front", "component:lost"}
    edges = {(each["source"], each["target"]): each for each in data["dependencies"]}
    assert edges["component:front", "component:mail"]["strength"] == "soft"
    assert edges["component:front", "component:one"]["redundancy"] == {
        "members": ["component:one", "component:two"],
        "atLeast": 1,
    }
    part = json.loads(run("export", "json", "alone", "-C", folder).out)
    assert [each["entity"] for each in part["entities"]] == ["component:alone"]


def test_markdown_has_a_page_for_the_catalog_and_one_for_each_entity(run, folder) -> None:
    whole = run("export", "markdown", "-C", folder).out
    assert "# Catalog" in whole
    assert "| front |" in whole
    assert "# A Team" in run("export", "markdown", "team:a", "-C", folder).out
    teams = run("export", "markdown", "teams", "-C", folder).out
    listed = json.loads(run("list", "teams", "--json", "-C", folder).out)["entities"]
    assert [f"# {each['title']}" for each in listed if not each["ghost"]] == [
        line for line in teams.splitlines() if line.startswith("# ")
    ]
    assert "## Needs" in run("export", "markdown", "front", "-C", folder).out


def test_backstage_loads_again(run, folder, tmp_path) -> None:
    out = run("export", "backstage", "-C", folder).out
    again = tmp_path / "again"
    again.mkdir()
    (again / "catalog-info.yaml").write_text(out)
    one = json.loads(run("export", "json", "-C", folder).out)
    other = json.loads(run("export", "json", "-C", again).out)
    assert [each["entity"] for each in one["entities"]] == [each["entity"] for each in other["entities"]]
    for edge in one["dependencies"] + other["dependencies"]:
        edge.pop("file"), edge.pop("line")
    assert one["dependencies"] == other["dependencies"]


def test_a_calendar_holds_every_shift(run, catalog) -> None:
    folder = catalog("""
        components: {c: {}}
        people: {p: {title: "Paul, the; one"}, q: {}}
        schedules:
          rota: {layers: [{every: 1 day, handoff: "09:00", roster: [{since: 2026-01-05, people: [p, q]}]}]}
    """)
    asked = ("oncall", "rota", "--from", "2026-11-23T09:00", "--to", "+3d", "-C", folder)
    calendar = run(*asked, "--format", "ics").out
    assert calendar.count("BEGIN:VEVENT") == 3 == len(json.loads(run(*asked, "--json").out)["shifts"])
    assert "DTSTART:20261123T090000Z" in calendar
    assert "Paul\\, the\\; one" in calendar
    icalendar = pytest.importorskip("icalendar")
    events = icalendar.Calendar.from_ical(calendar).walk("VEVENT")
    assert {str(event["SUMMARY"]) for event in events} == {"Paul, the; one on call, rota", "q on call, rota"}


def test_pages_of_teams_stand_in_the_order_of_their_titles_and_say_roles(run) -> None:
    example = ROOT / "data" / "example"
    page = run("export", "markdown", "teams", "-C", example).out
    titles = re.findall("^# (.*)$", page, re.MULTILINE)
    assert titles == sorted(titles, key=str.casefold)
    assert titles.index("Catalogue") < titles.index("Customer Care Tools")
    assert "- João Almeida (lead)" in page
    whole = run("export", "markdown", "-C", example).out
    table = whole.partition("## Teams")[2].partition("## ")[0]
    assert re.findall(r"^\| ([A-Z][^|]*) \|", table, re.MULTILINE)[1:] == titles

"""Files of other tools that know something about an organisation."""

from __future__ import annotations

from pathlib import Path

import pytest

from topology.load.origins.codeowners import is_person, rule_for, rules, team_name
from topology.load.origins.compose import services
from topology.load.origins.origin import found_in, origin
from topology.load.parse import parse

COMPOSE = """
x-common: &common {restart: always}
services:
  web:
    <<: *common
    build: {context: ./web}
    depends_on: {api: {condition: service_healthy}}
    links: ["cache:redis"]
  api: {build: services/api, depends_on: [db, gone]}
  db: {image: "registry:5000/library/postgres:16-alpine@sha256:abc"}
  cache: {image: redis/redis-stack}
  bus: {image: "confluentinc/cp-kafka"}
  note: just a text
"""


def test_services_of_a_compose_file() -> None:
    found = {each.name: each for each in services(parse(COMPOSE.encode(), "c.yaml").documents, "c.yaml")}
    assert sorted(found) == ["api", "bus", "cache", "db", "web"]
    assert found["web"].needs == ("api", "cache")
    assert found["api"].needs == ("db", "gone")
    assert {name: each.type for name, each in found.items()} == {
        "web": "service", "api": "service", "db": "database", "cache": "cache", "bus": "queue",
    }  # fmt: skip
    assert (found["web"].folder, found["api"].folder, found["db"].folder) == ("./web", "services/api", "")
    assert str(found["api"].place) == "c.yaml:9"


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("*", "a/b.py", True),
        ("*.js", "web/deep/app.js", True),
        ("*.js", "web/app.ts", False),
        ("/docs/", "docs/a/b.md", True),
        ("/docs/", "web/docs/b.md", False),
        ("docs/", "web/docs/b.md", True),
        ("docs/*", "docs/a.md", True),
        ("docs/*", "docs/a/b.md", False),
        ("/apps/**/api", "apps/x/y/api/main.py", True),
        ("**/logs", "build/logs/x", True),
        ("/a?c", "abc", True),
        ("/services/pay", "services/payments", False),
        ("src/a+b", "src/a+b/x", True),
    ],
)
def test_patterns_match_as_gitignore_s_do(pattern: str, path: str, matches: bool) -> None:
    assert rules(f"{pattern} @o/t", "CODEOWNERS")[0].matches(path) is matches


def test_the_last_rule_counts_and_one_without_owners_takes_them_away() -> None:
    listed = rules("* @o/all # everybody\n\n# a comment\n/web/ @o/web @lin\n/web/open\n", "CODEOWNERS")
    assert [str(each.place) for each in listed] == ["CODEOWNERS:1", "CODEOWNERS:4", "CODEOWNERS:5"]
    found = rule_for("web/x", listed)
    assert found is not None
    assert found.owners == ("@o/web", "@lin")
    none = rule_for("web/open/x", listed)
    assert none is not None
    assert none.owners == ()
    assert rule_for("x", rules("/y @o/t", "CODEOWNERS")) is None


def test_sections_give_their_owners_to_rules_without() -> None:
    listed = rules("[Web][2] @o/web\n/web/\n^[Docs]\n/docs/ @ada\nwith\\ space @o/t\n", "CODEOWNERS")
    assert [(each.pattern, each.owners) for each in listed] == [
        ("/web/", ("@o/web",)),
        ("/docs/", ("@ada",)),
        ("with space", ("@o/t",)),
    ]


def test_names_of_owners() -> None:
    assert [team_name(each) for each in ("@o/pay", "@ada", "ada@example.org")] == ["pay", "ada", "ada"]
    assert [is_person(each) for each in ("@o/pay", "@ada", "ada@example.org")] == [False, True, True]


def test_each_path_is_told_by_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "docker-compose.yml").write_text(COMPOSE)
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github" / "CODEOWNERS").write_text("* @o/t\n")
    (tmp_path / "native.yaml").write_text("teams: {a: {}}\n")
    compose, owners = found_in(str(tmp_path))
    assert len(origin(compose).services) == 5
    read = origin(owners)
    assert (len(read.rules), read.folder) == (1, str(tmp_path))
    native = origin(str(tmp_path / "native.yaml")).catalog
    assert native is not None
    assert native.find("team:a") is not None


def test_what_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services: {a: {image: [}}\n")
    assert [each.severity for each in origin(str(tmp_path / "compose.yaml")).problems][:1] == ["error"]
    (tmp_path / "CODEOWNERS").write_bytes(b"\xff\xfe* @o/t\x00")
    assert origin(str(tmp_path / "CODEOWNERS")).problems == ()

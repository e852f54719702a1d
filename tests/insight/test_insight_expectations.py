"""Tests of behaviour: each key decides, a failure shows its trace and both places, a bad one is told."""

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.insight.conftest import NOW
from topology.incident.engine import Engine
from topology.insight.check import Report, report
from topology.load.loader import load
from topology.model.problem import Problem

CATALOG = """
teams:
  web: {type: stream-aligned, members: [ana, ben], onCall: web}
  data: {type: platform, members: [cyd], onCall: data}
  idle: {type: platform, members: [dan]}
people: {ana: {}, ben: {}, cyd: {}, dan: {}}
components:
  site: {owner: web, tier: 1, userFacing: true, dependsOn: [db]}
  blog: {owner: web, tier: 3, dependsOn: [{ref: db, strength: soft}]}
  db:
    owner: data
    failureModes: {quota: {scope: consumer, responder: consumer}, slow: {impact: degraded}}
  quiet: {owner: data, alerts: none}
escalationPolicies:
  web: {team: web, steps: [{page: ana, wait: 5m}, {page: ben, wait: 5m}]}
  data: {team: data, steps: [{page: cyd, wait: 5m}]}
"""
Judge = Callable[[str], list[Problem]]


@pytest.fixture
def checked(tmp_path: Path) -> Callable[[str], Report]:
    (tmp_path / "catalog.yaml").write_text(CATALOG, encoding="utf-8")

    def go(tests: str) -> Report:
        (tmp_path / "tests.yaml").write_text("tests:\n" + textwrap.dedent(tests), encoding="utf-8")
        loaded = load([str(tmp_path)])
        engine = Engine(loaded.catalog)
        return report(engine.topology, engine.rota, loaded.problems, NOW, loaded.settings)

    return go


@pytest.fixture
def judge(checked) -> Judge:
    def go(tests: str) -> list[Problem]:
        return [each for each in checked(tests).findings if each.place.file == "tests.yaml"]

    return go


@pytest.mark.parametrize(
    ("situation", "holds", "fails", "says"),
    [
        ("fail: db", "verdict: JOINT", "verdict: CLEAR", "the verdict is JOINT, not CLEAR"),
        ("fail: blog", "verdict: DEFERRED", "verdict: NOBODY", "the verdict is DEFERRED, not NOBODY"),
        ("fail: quiet", "verdict: NOBODY", "verdict: CLEAR", "the verdict is NOBODY, not CLEAR"),
        ("fail: db", "lead: data", "lead: web", "team:data leads, not team:web"),
        ("fail: [db, site]", "verdict: MULTI", "lead: data", "team:data and team:web leads, not team:data"),
        ("fail: db", "firstContact: cyd", "firstContact: ana", "person:cyd of team:data is paged first"),
        ("fail: db", "firstContact: data", "firstContact: web", "not team:web"),
        ("fail: quiet", "verdict: NOBODY", "firstContact: data", "nobody is paged first, not team:data"),
        ("fail: blog", "verdict: DEFERRED", "firstContact: web", "nobody is paged first, not team:web"),
        ("fail: db", "within: 1m", "within: 0m", "it takes 1 min to engage, not at most 0 min"),
        ("fail: quiet", "verdict: NOBODY", "within: 1h", "nobody of the lead team answers"),
        ("fail: db", "paged: [web, data, ben]", "paged: [idle]", "team:idle is not paged"),
        ("fail: db", "paged: cyd", "paged: person:dan", "person:dan is not paged"),
        ("fail: db", "notPaged: [idle, dan]", "notPaged: web", "team:web is paged after 1 min"),
        ("fail: site", "notPaged: data", "notPaged: ben", "person:ben is paged after 6 min"),
        ("{fail: db, away: cyd}", "verdict: MISROUTED", "firstContact: cyd", "person:ana of team:web"),
        ("{fail: db, silent: site}", "notPaged: web", "paged: web", "team:web is not paged"),
        ("{fail: site, at: 'Mon 03:00'}", "lead: web", "lead: data", "team:web leads, not team:data"),
        ("{fail: db@quota, consumer: site}", "lead: web", "lead: data", "team:web leads, not team:data"),
        ("{fail: db, mode: quota, consumer: site}", "notPaged: data", "paged: data", "is not paged"),
        ("{fail: db@slow}", "notPaged: web", "paged: web", "team:web is not paged"),
    ],
)
def test_every_key_decides(judge: Judge, situation: str, holds: str, fails: str, says: str) -> None:
    fields = situation.strip("{}")
    assert judge(f"  - {{name: t, {fields}, expect: {{{holds}}}}}") == []
    (found,) = judge(f"  - {{name: t, {fields}, expect: {{{fails}}}}}")
    assert (found.code, found.rule, found.severity) == ("T580", "failed-test", "error")
    assert says in found.message


def test_a_failure_shows_both_places_and_its_trace(judge: Judge, checked) -> None:
    text = """
      - name: The database is for data
        fail: db
        expect:
          verdict: CLEAR
          paged: [data]
          lead: web
    """
    (found,) = judge(text)
    assert found.message == (
        'test "The database is for data" fails: the verdict is JOINT, not CLEAR;'
        " team:data leads, not team:web"
    )
    assert (found.place.line, found.excerpt.strip(), found.entity) == (6, "verdict: CLEAR", "component:db")
    assert [str(each.place) for each in found.references[:2]] == ["tests.yaml:6", "tests.yaml:8"]
    assert found.references[-1].place.file == "catalog.yaml"
    steps = [(each.text, each.place.line if each.place else 0) for each in found.because]
    assert any(
        text.endswith("owns db") and CATALOG.splitlines()[line - 1] == "    owner: data"
        for text, line in steps
    )
    assert all(place is None or place.file for place in (each.place for each in found.because))
    assert len(set(found.because)) == len(found.because)
    assert checked(text).failed


def test_several_tests_are_told_apart(checked) -> None:
    found = checked("""
      - {name: one, fail: db, expect: {lead: data}}
      - {name: two, fail: db, expect: {lead: web}}
      - {name: three, fail: db, expect: {lead: idle}}
    """)
    assert [(each.name, each.problem is None) for each in found.tests] == [
        ("one", True),
        ("two", False),
        ("three", False),
    ]
    assert [each.subject for each in found.findings if each.code == "T580"] == ["two", "three"]


@pytest.mark.parametrize(
    ("fields", "at", "says", "meant"),
    [
        ("fail: db, mode: qouta", "qouta", "has no failure mode 'qouta'", "quota"),
        ("fail: db@qouta", "db@qouta", "has no failure mode 'qouta'", "quota"),
        ("fail: [{component: db, mode: qouta}]", "db", "has no failure mode 'qouta'", "quota"),
        ("fail: db@quota", "db@quota", "name it, one of component:blog, component:site", None),
        ("fail: db@quota, consumer: quiet", "quiet", "does not use component:db", None),
        ("fail: []", "[]", "name at least one component that fails", None),
    ],
)
def test_a_question_without_an_answer_is_pointed_at(
    judge: Judge, fields: str, at: str, says: str, meant: str | None
) -> None:
    (found,) = judge(f"  - {{name: t, {fields}, expect: {{lead: data}}}}")
    assert (found.code, found.severity) == ("T581", "error")
    assert says in found.message
    assert found.excerpt[found.place.column - 1 :].startswith(at)
    assert (found.suggestion.text if found.suggestion else None) == meant


def test_a_test_that_expects_nothing_is_told(judge: Judge) -> None:
    for fields in ("", ", expect: {}"):
        (found,) = judge(f"  - {{name: t, fail: db{fields}}}")
        assert (found.code, found.severity) == ("T582", "warning")


@pytest.mark.parametrize(
    ("fields", "code", "meant"),
    [
        ("fail: db, expect: {notPagd: [web]}", "T202", "notPaged"),
        ("fail: db, expect: {lead: data}, sillent: [db]", "T202", "silent"),
        ("fail: [{component: db, moode: slow}], expect: {lead: data}", "T202", "mode"),
        ("fail: db, expect: {verdict: CLAER}", "T207", "CLEAR"),
        ("fail: db, expect: {lead: dta}", "T204", "data"),
        ("fail: bd, expect: {lead: data}", "T204", "db"),
    ],
)
def test_what_is_misspelt_is_an_error_and_said_once(checked, fields: str, code: str, meant: str) -> None:
    found = checked(f"  - {{name: t, {fields}}}")
    errors = [each for each in found.findings if each.place.file == "tests.yaml" and each.code != "T580"]
    assert [(each.code, each.severity) for each in errors][:1] == [(code, "error")]
    assert errors[0].suggestion is not None
    assert errors[0].suggestion.text == meant
    assert len(errors) == 1


def test_the_tests_of_the_example_hold() -> None:
    loaded = load([str(Path(__file__).parents[2] / "data" / "example")])
    engine = Engine(loaded.catalog)
    found = report(engine.topology, engine.rota, loaded.problems, NOW, loaded.settings)
    assert len(found.tests) >= 12
    assert [each.name for each in found.tests if each.problem is not None] == []
    used = {key for test in loaded.catalog.tests for key in test.expect}
    assert used == {"verdict", "lead", "firstContact", "within", "paged", "notPaged"}

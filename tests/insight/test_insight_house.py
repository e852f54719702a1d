"""A catalog's own settings: presets, levels of rules, and ignores with a reason and an end."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.insight.conftest import NOW
from topology.incident.engine import Engine
from topology.insight.check import Report, report
from topology.insight.explain import explanations
from topology.insight.levels import FIXED, PRESET_WORDS, STARTER
from topology.insight.rules import RULES
from topology.load.loader import load
from topology.load.settings import PRESETS
from topology.load.sources import Sources

CATALOG = """
teams:
  web: {type: stream-aligned, focus: sell, members: [ana, ben], onCall: web}
  data: {type: platform, onCall: data}
people: {ana: {}, ben: {}, cyd: {}}
components:
  site: {owner: web, dependsOn: [db], colour: red}
  stray: {tier: 3}
  lost: {tier: 3}
  db: {owner: data}
escalationPolicies:
  web: {team: web, steps: [{page: ana, wait: 5m}, {page: ben, wait: 5m}], repeat: 1}
  data: {team: data, steps: [{page: cyd, wait: 5m}]}
interactions: [{between: [web, web2], mode: facilitating}]
"""
Made = Callable[..., Report]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    (tmp_path / "catalog.yaml").write_text(CATALOG.replace(", web2]", ", ops]") + "", encoding="utf-8")
    (tmp_path / "ops.yaml").write_text("teams: {ops: {}}\n")

    def go(settings: str = "", at: datetime = NOW, preset: str = "") -> Report:
        (tmp_path / "topology.toml").write_text(settings)
        loaded = load([str(tmp_path)])
        engine = Engine(loaded.catalog, Sources(loaded.catalog).read)
        return report(engine.topology, engine.rota, loaded.problems, at, loaded.settings, preset=preset)

    return go


def said(found: Report, rule: str) -> list[tuple[str, str | None]]:
    return [(each.severity, each.entity) for each in found.findings if each.rule == rule]


def test_a_preset_is_stated_or_given_and_the_given_one_wins(made: Made) -> None:
    assert {each.code[:2] for each in made().findings} >= {"T2", "T5"}
    starter = made('preset = "starter"')
    assert starter.findings == made("", preset="starter").findings
    assert {each.rule for each in starter.findings} == {"unknown-field", "unowned", "dead-end"}
    assert made('preset = "starter"', preset="standard").findings == made().findings


def test_strict_makes_errors_of_what_decides_who_answers(made: Made) -> None:
    usual, strict = made().findings, made("", preset="strict").findings
    assert len(usual) == len(strict)
    for before, after in zip(usual, strict, strict=True):
        severe = "T50" <= before.code < "T55" and before.severity == "warning"
        assert after.severity == ("error" if severe else before.severity)
    assert any(each.severity == "error" for each in strict)


def test_strict_reaches_the_references_of_backstage_files(tmp_path: Path) -> None:
    (tmp_path / "catalog-info.yaml").write_text(
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a}\n"
        "spec: {type: service, lifecycle: production, owner: nobody-here}\n"
    )

    def severity(strict: bool | None = None) -> str:
        (found,) = [each for each in load([str(tmp_path)], strict=strict).problems if each.code == "T204"]
        return found.severity

    assert severity() == "warning"
    (tmp_path / "topology.toml").write_text('preset = "strict"')
    assert (severity(), severity(strict=False)) == ("error", "warning")


def test_names_in_presets_are_rules() -> None:
    assert {rule.name for rule in RULES} >= STARTER
    assert tuple(PRESET_WORDS) == PRESETS
    assert {each.code for each in explanations()} >= FIXED


def test_a_rule_is_as_bad_as_the_house_says(made: Made) -> None:
    assert said(made(), "unowned") == [("warning", "component:stray"), ("warning", "component:lost")]
    for stated in ('unowned = "error"', 'T501 = "error"', 't501 = "error"'):
        assert {severity for severity, _ in said(made(f"[rules]\n{stated}"), "unowned")} == {"error"}
    assert said(made('[rules]\nunowned = "off"'), "unowned") == []
    assert said(made('preset = "starter"\n[rules]\nindividual-on-call = "info"'), "individual-on-call")
    assert said(made('[rules]\nunknown-field = "error"'), "unknown-field") == [("error", "component:site")]


def test_a_note_that_a_rule_cannot_judge_is_never_made_worse(made: Made, tmp_path: Path) -> None:
    (tmp_path / "ops.yaml").unlink()
    text = CATALOG.replace("interactions: [{between: [web, web2], mode: facilitating}]", "")
    (tmp_path / "catalog.yaml").write_text(text, encoding="utf-8")
    for settings in ("", '[rules]\ngrey-edge = "error"'):
        (each,) = [each for each in made(settings, preset="strict").findings if each.rule == "grey-edge"]
        assert each.severity == "info"
    assert said(made('[rules]\ngrey-edge = "off"'), "grey-edge") == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('unowned = "bad"', "unowned under rules must be one of error, warning, info, off"),
        ("unowned = {severity = 'error'}", "unowned under rules must be one of"),
        ('no-components = "off"', "cannot be changed"),
        ('program-settings = "info"', "cannot be changed"),
        ('yaml-syntax = "off"', "cannot be off"),
    ],
)
def test_a_wrong_level_is_pointed_at_and_changes_nothing(made: Made, line: str, says: str) -> None:
    found = made(f"[rules]\n{line}")
    (wrong,) = [each for each in found.findings if each.code == "T217"]
    assert says in wrong.message
    assert (wrong.place.line, wrong.excerpt) == (2, line)
    assert [each for each in found.findings if each != wrong] == list(made().findings)


def ignore(until: str = "2026-12-31", **more: str) -> str:
    fields = {"rule": '"unowned"', "reason": '"it goes in spring"', "until": until, **more}
    return "[[ignore]]\n" + "".join(f"{name} = {value}\n" for name, value in fields.items() if value)


def test_what_is_ignored_does_not_count_and_says_why(made: Made) -> None:
    found = made(ignore(entity='"component:stray"'))
    assert said(found, "unowned") == [("warning", "component:lost")]
    (each,) = found.ignored
    assert (each.problem.entity, each.ignore.reason) == ("component:stray", "it goes in spring")
    assert each.ignore.until.isoformat() == "2026-12-31"
    assert said(found, "unused-ignore") == []


@pytest.mark.parametrize(
    ("more", "left"),
    [
        ({}, []),
        ({"entity": '"COMPONENT:*"'}, []),
        ({"entity": '"*stray"'}, ["component:lost"]),
        ({"file": '"cat*.yaml"'}, []),
        ({"file": '"ops.yaml"'}, ["component:stray", "component:lost"]),
        ({"rule": '"t501"', "entity": '"component:lost"'}, ["component:stray"]),
    ],
)
def test_an_ignore_covers_by_rule_entity_and_file(made: Made, more: dict[str, str], left: list[str]) -> None:
    found = made(ignore(**more))
    assert [entity for _, entity in said(found, "unowned")] == left
    assert len(found.ignored) == 2 - len(left)


def test_a_finding_is_ignored_by_its_target_too(made: Made) -> None:
    found = made(ignore(rule='"individual-on-call"', entity='"person:cyd"'))
    assert [each.problem.target for each in found.ignored] == ["person:cyd"]


def test_an_ignore_ends_with_its_last_day_where_the_catalog_is_at_home(made: Made, tmp_path: Path) -> None:
    last = datetime.fromisoformat("2026-12-31T23:30:00+00:00")
    assert len(made(ignore(), at=last).ignored) == 2
    (tmp_path / "zone.yaml").write_text("defaults: {timezone: Asia/Tokyo}\n")
    found = made(ignore(), at=last)
    assert found.ignored == ()
    assert len(said(found, "unowned")) == 2
    (over,) = [each for each in found.findings if each.rule == "expired-ignore"]
    assert (over.severity, over.place.file, over.place.line) == ("error", "topology.toml", 1)
    assert "ended on 2026-12-31" in over.message
    assert found.failed


def test_an_ignore_that_nothing_needs_is_told(made: Made) -> None:
    for until in ("2026-12-31", "2020-12-31"):
        found = made("\n" + ignore(until, entity='"component:gone"'))
        (unused,) = [each for each in found.findings if each.code == "T571"]
        assert (unused.severity, unused.place.line) == ("info", 2)
        assert "T501 component:gone" in unused.message
        assert not said(found, "expired-ignore")


def test_one_ignore_may_be_over_while_another_lasts(made: Made) -> None:
    found = made(ignore("2020-01-01") + ignore())
    assert len(found.ignored) == 2
    assert len(said(found, "expired-ignore")) == 1


def test_an_ignored_finding_leaves_the_crowd(made: Made, tmp_path: Path) -> None:
    many = "".join(f"  more-{number}: {{tier: 3}}\n" for number in range(20))
    (tmp_path / "more.yaml").write_text(f"components:\n{many}")
    assert "22 of 24 components have no owner" in next(
        each.message for each in made().findings if each.rule == "unowned"
    )
    found = made(ignore(entity='"component:lost"') + ignore(entity='"component:stray"'))
    assert len(said(found, "unowned")) == 20


@pytest.mark.parametrize(
    ("text", "line", "code", "says", "meant"),
    [
        (ignore(reason=""), 1, "T217", "an ignore needs `reason`: say why it can wait", None),
        (ignore(until=""), 1, "T217", "an ignore needs `until`: the day it ends", None),
        (ignore(rule=""), 1, "T217", "an ignore needs `rule`", None),
        (ignore(reason='""'), 3, "T217", "reason of an ignore must be a text", None),
        (ignore(reason="3"), 3, "T217", "reason of an ignore must be a text", None),
        (ignore("true"), 4, "T217", "until of an ignore must be a date", None),
        (ignore('"next spring"'), 4, "T217", "until of an ignore must be a date", None),
        (ignore(rule='"unowed"'), 2, "T217", 'there is no rule "unowed"', "unowned"),
        (ignore(rule='"no-components"'), 2, "T217", "T293 cannot be ignored", None),
        (ignore(rule='"expired-ignore"'), 2, "T217", "T570 cannot be ignored", None),
        (ignore(entity="3"), 5, "T217", "entity of an ignore must be a text", None),
        (ignore(entiti='"x"'), 5, "T218", 'unknown setting "entiti" in an ignore', "entity"),
    ],
)
def test_a_malformed_ignore_is_pointed_at_and_ignores_nothing(
    made: Made, text: str, line: int, code: str, says: str, meant: str | None
) -> None:
    found = made(ignore("2020-01-01", entity='"nothing"') + text)
    (wrong,) = [each for each in found.findings if each.code in ("T217", "T218")]
    assert says in wrong.message
    assert (wrong.code, wrong.place.file, wrong.place.line) == (code, "topology.toml", line + 5)
    assert (wrong.suggestion.text if wrong.suggestion else None) == meant
    assert found.ignored == ()


def test_a_date_may_be_quoted(made: Made) -> None:
    assert len(made(ignore('"2026-12-31"')).ignored) == 2
    assert len(made(ignore("2026-12-31T00:00:00")).ignored) == 2

"""A baseline only ratchets: what is known stays known wherever its line is, and nothing new slips in."""

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.insight.conftest import NOW
from topology.incident.engine import Engine
from topology.insight.baseline import against, baseline_of
from topology.insight.check import Report, report
from topology.load.baseline_file import BaselineError, Known, read_baseline, write_baseline
from topology.load.loader import load

FIRST = """
    teams: {web: {focus: sell}, data: {focus: keep}, ops: {focus: run}}
    interactions: [{between: [ops, web], mode: facilitating}]
    components:
      site: {owner: web, dependsOn: [db, tool, ghost], colour: red}
      tool: {owner: ops}
      shop: {owner: web, dependsOn: [ghost]}
      db: {owner: data}
      stray: {}
"""
Judge = Callable[..., Report]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    def go(text: str, baseline: tuple[Known, ...] | None = None, name: str = "catalog.yaml") -> Report:
        for old in tmp_path.glob("*.yaml"):
            old.unlink()
        (tmp_path / name).write_text(textwrap.dedent(text), encoding="utf-8")
        loaded = load([str(tmp_path)])
        engine = Engine(loaded.catalog)
        return report(engine.topology, engine.rota, loaded.problems, NOW, loaded.settings, baseline=baseline)

    return go


@pytest.fixture
def first(judge: Judge) -> tuple[Known, ...]:
    return baseline_of(judge(FIRST).findings)


def worth(found: Report) -> list[str]:
    return [f"{each.rule} {each.entity}" for each in found.findings if each.severity != "info"]


def test_what_is_known_does_not_count(judge: Judge, first: tuple[Known, ...]) -> None:
    assert judge(FIRST).failed
    again = judge(FIRST, first)
    assert not again.failed
    assert worth(again) == []
    assert {each.rule for each in again.known} == {
        "unknown-reference",
        "unknown-field",
        "grey-edge",
        "unowned",
    }
    assert (again.gone, again.kept) == ((), first)


def test_lines_files_and_order_do_not_matter(judge: Judge, first: tuple[Known, ...]) -> None:
    moved = """
        # a word before
        components:
          stray: {}

          db: {owner: data}
          shop: {dependsOn: [ghost], owner: web}
          site:
            colour: red
            owner: web
            dependsOn:
              - ghost
              - tool
              - db
          tool: {owner: ops}
        interactions: [{between: [web, ops], mode: facilitating}]
        teams: {ops: {focus: run}, data: {focus: keep}, web: {focus: sell}}
    """
    found = judge(moved, first, name="other.yaml")
    assert (worth(found), found.gone) == ([], ())


def test_what_is_new_fails_even_as_a_warning(judge: Judge, first: tuple[Known, ...]) -> None:
    found = judge(FIRST + "      lost: {}\n", first)
    assert worth(found) == ["unowned component:lost"]
    assert found.findings[-1].severity == "warning" or found.failed
    assert found.failed


def test_another_word_of_the_same_kind_is_new(judge: Judge, first: tuple[Known, ...]) -> None:
    found = judge(FIRST.replace("colour: red", "color: red"), first)
    assert worth(found) == ["unknown-field component:site"]
    assert [each.word for each in found.gone] == ["colour"]


def test_one_more_place_of_a_known_finding_is_new_and_named(judge: Judge, first: tuple[Known, ...]) -> None:
    found = judge(FIRST.replace("db: {owner: data}", "db: {owner: data, dependsOn: [ghost]}"), first)
    (each,) = [each for each in found.findings if each.severity != "info"]
    assert each.rule == "unknown-reference"
    assert each.message.endswith("; new: component:db")
    grey = judge(FIRST.replace("dependsOn: [ghost]", "dependsOn: [ghost, db]"), first)
    assert any(each.message.endswith("; new: component:shop") for each in grey.findings)
    assert worth(grey) == ["grey-edge component:site"]


def test_what_is_gone_is_said_and_no_longer_kept(judge: Judge, first: tuple[Known, ...]) -> None:
    better = FIRST.replace("stray: {}", "stray: {owner: web}").replace(", colour: red", "")
    found = judge(better, first)
    assert worth(found) == []
    assert [(each.rule, each.entity) for each in found.gone] == [
        ("unknown-field", "component:site"),
        ("unowned", "component:stray"),
    ]
    assert set(found.kept) == set(first) - set(found.gone)
    worse = judge(FIRST, found.kept)
    assert sorted(worth(worse)) == ["unknown-field component:site", "unowned component:stray"]


def test_a_crowd_and_its_members_are_the_same(judge: Judge) -> None:
    many = "".join(f"      stray-{number}: {{}}\n" for number in range(24))
    crowd = judge(FIRST + many)
    known = baseline_of(crowd.findings)
    assert len([each for each in crowd.findings if each.rule == "unowned"]) == 1
    fewer = judge(FIRST, known)
    assert worth(fewer) == []
    assert len(fewer.gone) == 24
    more = judge(FIRST + many + "      lost: {}\n", known)
    assert worth(more) == ["unowned component:lost"]


def test_equal_findings_are_counted() -> None:
    from topology.insight.notices import UNUSED_IGNORE
    from topology.model.place import Place

    two = [UNUSED_IGNORE.problem(Place("f", line), "x", severity="warning") for line in (1, 2)]
    known = baseline_of(two)
    assert [each.times for each in known] == [2]
    assert against(two[:1], known).gone[0].times == 1
    assert len(against([*two, two[0]], known).new) == 1


def test_what_must_be_mended_is_never_known(judge: Judge, tmp_path: Path) -> None:
    (tmp_path / "topology.toml").write_text(
        '[[ignore]]\nrule = "unowned"\nreason = "x"\nuntil = 2020-01-01\n'
    )
    known = baseline_of(judge(FIRST).findings)
    assert not {"T217", "T570"} & {each.code for each in known}
    found = judge(FIRST, (*known, Known(code="T570", rule="expired-ignore", file="topology.toml")))
    assert [each.rule for each in found.findings if each.severity != "info"] == ["expired-ignore"]


def test_a_file_keeps_what_is_written(tmp_path: Path, first: tuple[Known, ...]) -> None:
    path = tmp_path / "known.json"
    assert read_baseline(str(path)) is None
    odd = (*first, Known(code="T202", rule="unknown-field", file='a "b"\\ü', word="\x00", times=3))
    write_baseline(str(path), odd)
    assert set(read_baseline(str(path)) or ()) == set(odd)
    before = path.read_bytes()
    write_baseline(str(path), tuple(reversed(odd)))
    assert path.read_bytes() == before
    assert len(before.splitlines()) == len(odd) + 5
    write_baseline(str(path), ())
    assert read_baseline(str(path)) == ()
    assert [each.name for each in tmp_path.glob(".topology-*")] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"version": 2, "findings": []}',
        '{"version": 1}',
        '{"version": 1, "findings": [1]}',
        "[" * 9999,
    ],
)
def test_a_file_that_is_no_baseline_says_so(tmp_path: Path, text: str) -> None:
    (tmp_path / "known.json").write_text(text)
    with pytest.raises(BaselineError):
        read_baseline(str(tmp_path / "known.json"))


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BaselineError):
        read_baseline(str(tmp_path))

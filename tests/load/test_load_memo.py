"""What files held is kept as long as they do not change, and makes no difference to what is read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from topology.load import gather
from topology.load.cached import load_cached
from topology.load.files import discover
from topology.load.limits import Limits
from topology.load.loader import load
from topology.load.memo import RACY, Memo

ROOT = Path(__file__).parents[2]
OFF = {"TOPOLOGY_CACHE": "off"}
LATER = 4e9
"""An instant at which every file is old."""

CATALOGS = sorted(
    [ROOT / "data" / "example", ROOT / "data" / "minimal.yaml", ROOT / "tests" / "tui" / "shop"]
)
TEXTS = {
    "anchors": "x-a: &a {owner: x}\ncomponents:\n  a: {<<: *a, tier: 1}\n  b: {<<: *a}\nteams: {x: {}}\n",
    "several documents": "components: {a: {owner: x}}\n---\n---\nteams: {x: {}}\n...\n---\n",
    "quotes and blocks": "teams:\n  x: {title: 'no', description: |\n    two\n    lines\n  }\n",
    "broken": "components: {a: {owner: x}}\n---\nteams: [\n",
    "tabs": "components:\n\ta: {}\n",
    "surrogates": 'teams: {x: {title: "\\ud800"}}\n',
    "nothing": "",
    "foreign": "apiVersion: v1\nkind: Service\n",
    "backstage": "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a}\n",
    "deep": "teams: {x: {x-deep: " + "[" * 30 + "]" * 30 + "}}\n",
    "duplicate": "teams: {x: {}, x: {}}\n",
}


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were parsed."""
    names: list[str] = []
    parse = gather.parse

    def counting(data: bytes, file: str, limits: Limits) -> Any:
        names.append(file)
        return parse(data, file, limits)

    monkeypatch.setattr(gather, "parse", counting)
    return names


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.name)
def test_what_is_kept_makes_no_difference(path: Path) -> None:
    memo = Memo(lambda: LATER)
    wanted = load([str(path)])
    for _ in range(3):
        assert load_cached([str(path)], OFF, memo=memo) == wanted
    assert len(memo)


@pytest.mark.parametrize("name", list(TEXTS))
def test_whatever_a_file_holds(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.yaml").write_text(TEXTS[name], encoding="utf-8")
    (tmp_path / "b.yaml").write_text("components: {z: {owner: x, dependsOn: [a]}}\n", encoding="utf-8")
    memo = Memo(lambda: LATER)
    wanted = load([str(tmp_path)])
    for _ in range(2):
        assert load_cached([str(tmp_path)], OFF, memo=memo) == wanted


def test_only_files_that_changed_are_parsed_again(tmp_path: Path, parsed: list[str]) -> None:
    for name in "abc":
        (tmp_path / f"{name}.yaml").write_text(f"teams: {{{name}: {{}}}}\n")
    memo = Memo(lambda: LATER)
    load_cached([str(tmp_path)], OFF, memo=memo)
    assert parsed == ["a.yaml", "b.yaml", "c.yaml"]
    (tmp_path / "b.yaml").write_text("teams: {longer: {}}\n")
    (tmp_path / "c.yaml").unlink()
    (tmp_path / "d.yaml").write_text("teams: {d: {}}\n")
    del parsed[:]
    found = load_cached([str(tmp_path)], OFF, memo=memo)
    assert parsed == ["b.yaml", "d.yaml"]
    assert set(found.catalog.entities) == {"team:a", "team:longer", "team:d"}


def test_the_same_size_at_the_same_time_is_told_by_the_rest_of_the_stamp(
    tmp_path: Path, parsed: list[str]
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("teams: {a: {}}\n")
    memo = Memo(lambda: LATER)
    load_cached([str(tmp_path)], OFF, memo=memo)
    before = file.stat()
    file.write_text("teams: {b: {}}\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "team:b" in load_cached([str(tmp_path)], OFF, memo=memo).catalog.entities


def test_a_file_that_has_just_changed_is_not_relied_on(tmp_path: Path, parsed: list[str]) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("teams: {a: {}}\n")
    (found,) = discover([str(tmp_path)]).files
    assert found.stamp is not None
    now = found.stamp.latest
    memo = Memo(lambda: now + RACY / 2)
    load_cached([str(tmp_path)], OFF, memo=memo)
    load_cached([str(tmp_path)], OFF, memo=memo)
    assert parsed == ["a.yaml"] * 2
    assert len(memo) == 0
    memo = Memo(lambda: now + RACY)
    load_cached([str(tmp_path)], OFF, memo=memo)
    load_cached([str(tmp_path)], OFF, memo=memo)
    assert parsed == ["a.yaml"] * 3


def test_other_limits_and_another_name_count_as_a_change(tmp_path: Path, parsed: list[str]) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.yaml").write_text("teams: {a: {x-list: [[[]]]}}\n")
    memo = Memo(lambda: LATER)
    load_cached([str(tmp_path)], OFF, memo=memo)
    deep = load_cached([str(tmp_path)], OFF, memo=memo, limits=Limits(depth=2))
    assert any(problem.code == "T103" for problem in deep.problems)
    load_cached([str(tmp_path / "sub")], OFF, memo=memo)
    assert parsed == ["sub/a.yaml", "sub/a.yaml", "a.yaml"]

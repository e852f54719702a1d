"""Differences between versions as text, JSON and Markdown: hostile names in both, and never too wide."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.present.test_present_hostile import LONG, NASTY, STEERS, organisation
from topology.incident.engine import Engine
from topology.insight.diff.compare import compare, side
from topology.insight.diff.values import Difference
from topology.insight.house import house_rules
from topology.load.loader import load
from topology.load.result import LoadResult
from topology.load.sources import Sources
from topology.present.cells import width
from topology.present.diff_json import diff_json
from topology.present.diff_markdown import ROWS, diff_markdown
from topology.present.diff_text import diff_text
from topology.present.diff_words import Compared
from topology.present.json_text import json_text

NOW = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)


def loaded(folder: Path, text: str) -> LoadResult:
    folder.mkdir()
    (folder / "c.yaml").write_text(text, encoding="utf-8")
    return load([str(folder)])


def differing(old: LoadResult, new: LoadResult) -> Difference:
    house, _ = house_rules(new.settings, Sources(new.catalog))
    sides = []
    for each in (old, new):
        engine = Engine(each.catalog)
        sides.append(side(engine.topology, engine.rota, each.problems, NOW, house, each.settings))
    return compare(sides[0], sides[1], house)


@pytest.mark.parametrize("text", NASTY)
def test_hostile_text_stays_text(tmp_path: Path, text: str) -> None:
    before = organisation(text)
    after = (
        before.replace("owner: t, partOf: r", "owner: u, partOf: r")
        .replace("owner: u}}", "owner: t}}")
        .replace("  w: {title", "  w2: {title")
    )
    old, new = loaded(tmp_path / "old", before), loaded(tmp_path / "new", after)
    found = differing(old, new)
    assert {"moved", "behaviour"} <= {each.kind for each in found.changes}
    words = Compared.of(f"a{LONG}", "<b>|`x`@all", old.catalog, new.catalog)
    shown = diff_text(found, words, "UTC")
    assert max(map(width, shown.splitlines())) <= 80
    page = diff_markdown(found, words, "UTC")
    data = json_text(diff_json(found, {"name": "a"}, {"name": "b"}))
    for made in (shown, page, data):
        assert not STEERS.search(made)
    assert json.loads(data)["summary"]["moved"] == found.counts["moved"]
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", page)
    assert not re.search(r"[<>`@\[\]]", bare.replace("<!-- -->", ""))
    tables = [block.splitlines()[2:] for block in bare.split("### ")[1:]]
    assert tables
    for rows in tables:
        assert len({row.count("|") for row in rows if row}) == 1


def test_a_long_list_is_cut_in_a_comment_and_not_in_text(tmp_path: Path) -> None:
    names = [f"c{number}" for number in range(ROWS + 7)]
    old = loaded(tmp_path / "old", "teams: {t: {}}\ncomponents:\n  k: {owner: t}\n")
    rows = "".join(f"  {name}: {{owner: t, description: this is {name}}}\n" for name in names)
    new = loaded(tmp_path / "new", f"teams: {{t: {{}}}}\ncomponents:\n  k: {{owner: t}}\n{rows}")
    found = differing(old, new)
    words = Compared.of("a", "b", old.catalog, new.catalog)
    page = diff_markdown(found, words, "UTC")
    assert "… and 7 more" in page
    assert len(page) < 65_536
    assert all(f" {name} " in diff_text(found, words, "UTC") for name in names)


def test_the_keys_of_a_change_are_stable(tmp_path: Path) -> None:
    old = loaded(tmp_path / "old", "teams: {t: {}, u: {}}\ncomponents: {c: {owner: t}}\n")
    new = loaded(tmp_path / "new", "teams: {t: {}, u: {}}\ncomponents: {c: {owner: u}}\n")
    data = diff_json(differing(old, new), {"name": "a", "commit": None}, {"name": "b", "commit": None})
    assert list(data) == [
        "base", "head", "at", "failed", "compared", "unknown", "settingsChanged", "summary", "changes",
        "load",
    ]  # fmt: skip
    for change in data["changes"]:
        assert list(change) == [
            "key", "kind", "ref", "was", "grade", "fails", "at", "shifts", "before", "after", "finding",
        ]  # fmt: skip
    assert data["load"][0] == {
        "team": "team:t",
        "then": {"first": 0, "paged": 0, "leads": 1, "owns": 1},
        "now": {"first": 0, "paged": 0, "leads": 0, "owns": 0},
    }

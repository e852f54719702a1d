"""Files that try to break a reader, each beside a good one: never a crash, nothing good lost.

The collection stands beside the checkout (``../shared/hostile``); without it only the
cases of the other tests run.
"""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from topology.load.loader import load
from topology.model.problem import Problem

HOSTILE = Path(__file__).resolve().parents[3] / "shared" / "hostile"
INDEX: list[dict[str, Any]] = (
    json.loads((HOSTILE / "index.json").read_text(encoding="utf-8"))
    if (HOSTILE / "index.json").exists()
    else []
)


@pytest.mark.parametrize("case", INDEX, ids=[case["file"] for case in INDEX])
def test_each_file_has_the_outcome_its_index_names(case: dict[str, Any], tmp_path: Path) -> None:
    for name in ("_base.yaml", case["file"]):
        shutil.copyfile(HOSTILE / name, tmp_path / name)
    started = time.perf_counter()
    result = load([str(tmp_path)])
    seconds = time.perf_counter() - started

    mine = [problem for problem in result.problems if problem.place.file == case["file"]]
    outcome = "error" if any(problem.severity == "error" for problem in mine) else "loads"
    assert outcome in {case["expected"], *case.get("accept", ())}, [_shown(problem) for problem in mine]
    if outcome == "error":
        said = " ".join(_shown(problem) for problem in mine).casefold()
        for words in case["must_mention"]:
            assert words.casefold() in said, (words, said)
    for problem in result.problems:
        assert "\x1b" not in problem.message + problem.excerpt
    for ref in ("team:team-base", "component:base-1", "component:base-2"):
        entity = result.catalog.find(ref)
        assert entity is not None
        assert not entity.ghost
    if outcome == "loads" and "must_equal" in case:
        field, value = case["must_equal"]["field"], case["must_equal"]["value"]
        read = {"id": lambda entity: entity.name}.get(field, lambda entity: getattr(entity, field))
        assert value in {read(entity) for entity in result.catalog.entities.values()}
    assert seconds < case.get("max_seconds", 10)


def _shown(problem: Problem) -> str:
    place = problem.place
    return f"{place.file} L{place.line} {problem.code} {problem.rule} {problem.message} {problem.severity}"

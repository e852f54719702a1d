"""Every case of the folder TOPOLOGY_CONFORMANCE, else those committed beside this file.

A case of a kind or with a detail that the program has no notion of is skipped with the
reason and counted as unsupported; a wrong answer is a failure.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import conformance_oncall
import conformance_paging
import pytest
from conformance_values import Unsupported, when

FOLDER = Path(os.environ.get("TOPOLOGY_CONFORMANCE") or Path(__file__).parent / "cases")
ASKERS = {**conformance_oncall.ASKERS, **conformance_paging.ASKERS}
SETS = ("on_call", "users", "member", "pages_sent", "notified", "paged_by", "suppressed_by")


def cases() -> Iterator[Any]:
    for path in sorted(FOLDER.rglob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        for case in content["cases"]:
            yield pytest.param(path.name, case, id=case["id"])


def plain(value: Any) -> Any:
    """Instants instead of strings, however they are written and wherever they stand."""
    if isinstance(value, str):
        try:
            return when(value) if len(value) > 10 and value[4] == value[7] == "-" else value
        except ValueError:
            return value
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def comparable(ask: str, value: Any, expected: Any) -> Any:
    """What can be compared of an answer: sets without order, records by the keys that are expected."""
    if ask.startswith(SETS):
        return sorted(set(value))
    if ask in ("shifts", "gaps", "timeline") and expected and all(isinstance(each, dict) for each in value):
        known = set(expected[0])
        return [{key: part for key, part in each.items() if key in known} for each in value]
    if ask == "result":
        return [{**part, "shifts": sorted(part["shifts"], key=repr)} for part in value]
    return value


@pytest.mark.parametrize(("case_file", "case"), cases())
def test_case(case_file: str, case: dict[str, Any]) -> None:
    kind = case["config"]["kind"]
    try:
        if kind not in ASKERS:
            raise Unsupported(f"kind {kind}")
        ask = ASKERS[kind](case["config"])
        answers = [(query, plain(ask(query))) for query in case["queries"]]
    except Unsupported as reason:
        pytest.skip(str(reason))
    for query, answer in answers:
        expected = plain(query["expected"])
        asked = query["ask"]
        assert comparable(asked, answer, expected) == comparable(asked, expected, expected), query


def test_there_are_cases() -> None:
    assert FOLDER.is_dir(), f"{FOLDER} is no folder"
    assert any(True for _ in cases()), f"no cases in {FOLDER}"


def test_instants_compare_whatever_their_offset() -> None:
    assert plain(["2026-01-01T00:00:00+01:00"]) == plain(["2025-12-31T23:00:00Z"])
    assert isinstance(plain("2026-01-01T00:00:00Z"), datetime)

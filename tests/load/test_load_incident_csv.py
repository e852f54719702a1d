"""Records of incidents from CSV files."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from topology.load.incident_csv import read_incidents
from topology.load.loader import load

CATALOG = {
    "people": {"ada": {}},
    "teams": {"app": {"members": ["ada"]}},
    "components": {"api": {"owner": "app"}},
}


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """``read(text or bytes)``: what a file with this in it holds."""
    (tmp_path / "org.yaml").write_text(json.dumps(CATALOG), encoding="utf-8")
    catalog = load([str(tmp_path / "org.yaml")]).catalog

    def go(content: str | bytes) -> Any:
        file = tmp_path / "incidents.csv"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_incidents(str(file), catalog)

    return go


def test_columns_in_any_order_and_case(read: Any) -> None:
    records, problems = read(
        "\ufeffStarted,COMPONENT,acknowledged,ticket,detected,resolved,responders\r\n"
        "2026-01-14T19:42Z,api,2026-01-14T19:49Z,INC-1,2026-01-14 19:45Z,2026-01-14T21:30+01:00,"
        "ada; app bob\r\n"
    )
    assert [problem.severity for problem in problems if problem.severity == "error"] == []
    (record,) = records
    assert record.component.target == "component:api"
    assert record.started == datetime(2026, 1, 14, 19, 42, tzinfo=UTC)
    assert record.resolved == datetime(2026, 1, 14, 20, 30, tzinfo=UTC)
    assert [each.target for each in record.responders] == ["person:ada", "team:app", "person:bob"]
    assert record.place.line == 2


def test_empty_cells_are_not_known(read: Any) -> None:
    records, problems = read("component,started,resolved\napi,2026-01-14T19:42,\n\n,,\n")
    assert problems == ()
    assert [(each.resolved, each.started.tzinfo) for each in records] == [(None, None)]


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        ("component,detected\napi,2026-01-14T19:42Z\n", "T208", 1, "no column started"),
        ("", "T208", 1, "no column component and started"),
        ("component,started\n,2026-01-14T19:42Z\n", "T208", 2, "no component"),
        ("component,started\napi,soon\n", "T207", 2, "started 'soon' is no date and time"),
        ("component,started\nghost,2026-01-14T19:42Z\n", "T204", 2, 'unknown component "ghost"'),
        ('component,started\n"api,2026-01-14T19:42Z\n', "T207", 2, "no CSV"),
        ("component,started\n\x1b[31mred,2026-01-14T19:42Z\n", "T204", 2, "unknown component"),
    ],
)
def test_what_cannot_be_read_is_said_where_it_stands(
    read: Any, text: str, code: str, line: int, words: str
) -> None:
    records, problems = read(text)
    assert records == ()
    found = [problem for problem in problems if problem.code == code]
    assert [problem.place.line for problem in found] == [line]
    assert words in found[0].message
    assert found[0].message.isprintable()


def test_good_rows_count_beside_bad_ones(read: Any) -> None:
    records, problems = read(
        "component,started\napi,2026-01-14T19:42Z\nghost,2026-01-14T19:42Z\napi,2026-02-14T19:42Z\n"
    )
    assert len(records) == 2
    assert len(problems) == 1


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"\xff\xfe\x00\x00", b"a" * 200_000, b'"' * 3000])
def test_no_bytes_make_it_raise(read: Any, content: bytes) -> None:
    records, problems = read(content)
    assert records == ()
    assert problems


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    catalog = load([str(tmp_path)]).catalog
    assert read_incidents(str(tmp_path), catalog)[1]

"""Widths, cuts and wraps by terminal cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topology.model.text import clean_line
from topology.present.cells import cut, cut_left, flow, pad, width, wrap

SAFE = st.text(max_size=60).map(clean_line)


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("漢字", 4), ("e\u0301", 1), ("é", 1), ("", 0), ("ﾊﾛｰ", 3), ("👍", 2)]
)
def test_width_counts_cells(text: str, cells: int) -> None:
    assert width(text) == cells


def test_cut_marks_what_is_missing() -> None:
    assert cut("payments-api", 12) == "payments-api"
    assert cut("payments-api", 8) == "payment…"
    assert cut("漢字漢字", 5) == "漢字…"
    assert cut("漢字漢字", 4) == "漢…"
    assert cut_left("teams/payments.yaml:14", 10) == "…s.yaml:14"


@given(SAFE, st.integers(1, 40))
def test_nothing_is_ever_wider_than_asked(text: str, cells: int) -> None:
    assert width(cut(text, cells)) <= cells
    assert width(cut_left(text, cells)) <= cells
    assert width(pad(text, cells)) == cells
    for line in wrap(text, max(cells, 2)):
        assert width(line) <= max(cells, 2)


@given(SAFE, st.integers(2, 40))
def test_wrap_loses_no_words(text: str, cells: int) -> None:
    assert "".join("".join(wrap(text, cells)).split()) == "".join(text.split())


@given(st.lists(SAFE.filter(str.strip), max_size=12), st.integers(12, 60), st.integers(0, 3))
def test_flow_fits_and_counts_what_it_leaves_out(items: list[str], cells: int, lines: int) -> None:
    rows = flow(items, cells, ", ", lines)
    assert all(width(row) <= cells for row in rows)
    assert not lines or len(rows) <= lines
    if not lines:
        assert len(rows) <= len(items)


def test_flow_says_how_many_more() -> None:
    assert flow(["one", "two", "three", "four"], 12, ", ", 1) == ["one +3 more"]
    assert flow(["one", "two"], 40) == ["one, two"]

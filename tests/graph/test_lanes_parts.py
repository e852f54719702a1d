"""The steps of a layout, each by itself: columns, shared lines, cutting text; and that it never differs."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topology.graph.lanes.columns import columns, spread
from topology.graph.lanes.measure import cells, fitted
from topology.graph.lanes.wires import wires

NODE = st.integers(0, 9)
PAIRS = st.lists(st.tuples(NODE, NODE).filter(lambda pair: pair[0] != pair[1]), unique=True)


@given(PAIRS)
def test_without_circles_every_line_leads_to_the_right(pairs: list[tuple[int, int]]) -> None:
    forward = [(min(pair), max(pair)) for pair in pairs]
    column = columns(10, sorted(set(forward)))
    assert all(column[source] < column[target] for source, target in forward)
    assert min(column) == 0


@given(PAIRS)
def test_only_lines_in_circles_lead_back(pairs: list[tuple[int, int]]) -> None:
    column = columns(10, sorted(pairs))
    reach = {node: {node} for node in range(10)}
    for _ in range(10):
        for source, target in pairs:
            reach[source] |= reach[target]
    for source, target in pairs:
        assert column[source] < column[target] or source in reach[target]


def test_a_circle_has_one_line_back() -> None:
    column = columns(5, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)])
    assert sorted(column) == [0, 1, 2, 3, 4]
    around = columns(5, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)], [1, 2, -2, -1, 0], focus=4)
    assert around == [3, 4, 0, 1, 2]


def test_what_has_one_user_stands_next_to_it() -> None:
    # A chain of four, and something that only the third needs, or that needs only the third.
    assert columns(6, [(0, 1), (1, 2), (2, 3), (2, 4), (5, 2)]) == [0, 1, 2, 3, 3, 1]


def test_what_has_no_lines_fills_its_lane() -> None:
    column = [0, 1, 2, 0, 0, 0]
    spread(column, [0, 0, 0, 0, 0, 1], [(0, 1), (1, 2)])
    assert column == [0, 1, 2, 0, 1, 0]


def test_few_lines_pass_a_column() -> None:
    # Five that need one thing far away share its line; one that needs five far things shares its own.
    column = [0, 0, 0, 0, 0, 2]
    arriving = wires(column, [(n, 5) for n in range(5)], [False] * 6)
    assert len(arriving.column) == 7
    leaving = wires([0, 2, 2, 2, 2, 2], [(0, n) for n in range(1, 6)], [False] * 6)
    assert len(leaving.column) == 7


@given(st.integers(0, 10_000))
def test_every_link_has_a_way_from_end_to_end(seed: int) -> None:
    chance = random.Random(seed)
    column = [chance.randrange(6) for _ in range(8)]
    links = sorted({(chance.randrange(8), chance.randrange(8)) for _ in range(14)})
    links = [(source, target) for source, target in links if source != target]
    made = wires(column, links, [chance.random() < 0.5 for _ in range(8)])
    for (source, target), way in zip(links, made.ways, strict=True):
        assert (way[0].source, way[-1].sink) == (source, target)
        assert all(one.sink == other.source for one, other in pairwise(way))
        assert sum(flow.entry for flow in way) == 1


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("payments", 8, "payments"),
        ("payments-api", 8, "payment…"),
        ("支付服务", 8, "支付服务"),
        ("支付服务", 7, "支付服…"),
        ("支付服务", 6, "支付…"),
        ("支付", 1, "…"),
        ("e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301"),
        ("", 3, ""),
    ],
)
def test_text_is_cut_by_cells(text: str, room: int, shown: str) -> None:
    assert fitted(text, room) == shown


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))), st.integers(1, 30))
def test_text_never_takes_more_than_its_room(text: str, room: int) -> None:
    shown = fitted(text, room)
    assert cells(shown) <= room
    assert shown == text or shown.endswith("…")


CODE = """
import sys
sys.path.insert(0, {here!r})
import importlib.util
spec = importlib.util.spec_from_file_location("builder", {here!r} + "/conftest.py")
builder = importlib.util.module_from_spec(spec)
spec.loader.exec_module(builder)
from topology.graph.lanes.layout import draw
from topology.graph.lanes.view import everything
written = builder.Org()
for n in range(40):
    needs = [f"n{{(n * 7 + k * 3) % 40}}" for k in range(1, n % 4 + 1)]
    written.component(f"n{{n}}", *needs, owner=f"t{{n % 6}}")
topology = written.topology()
sys.stdout.reconfigure(encoding="utf-8")
print(draw(topology, everything(topology)).text())
"""


def test_the_same_bytes_whatever_the_seed_of_hashes() -> None:
    here = os.path.dirname(os.path.abspath(__file__))
    root = os.path.dirname(os.path.dirname(here))
    outputs = {
        subprocess.run(
            [sys.executable, "-c", CODE.format(here=here)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": root},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1

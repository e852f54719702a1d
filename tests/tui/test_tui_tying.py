"""What a table or a drawing takes long for is worked out beside the keys, and only for what is looked at."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from topology.model.reference import Ref
from topology.tui import entries
from topology.tui.widgets import drafting

Run = Callable[..., Any]


class Gate:
    """Holds back whoever works out ties, and keeps what they work for."""

    def __init__(self) -> None:
        self.event = threading.Event()
        self.of: list[Any] = []


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Ties of any table are worked out in a thread, once this is open."""
    gate = Gate()
    tie = entries.Entries.tie

    def held(found: Any) -> None:
        assert threading.current_thread() is not threading.main_thread()
        gate.of.append(found)
        assert gate.event.wait(30)
        tie(found)

    monkeypatch.setattr(entries, "SMALL", 0)
    monkeypatch.setattr(entries.Entries, "tie", held)
    yield gate
    gate.event.set()


def rows(listing: Any) -> list[str]:
    return [line.text for line in listing.lines]


async def open_(pilot: Any, gate: Gate, settled: Any) -> None:
    gate.event.set()
    await settled(pilot)


async def test_a_table_is_there_before_it_is_known_how_things_are_tied(
    run: Run, press: Any, gate: Gate, settled: Any
) -> None:
    async with run() as pilot:
        await press(pilot, "v", "v")
        listing = pilot.app.screen.around.listing
        around = [line.text for line in listing.lines if not line.key.startswith("inside")]
        assert len(around) > 2
        assert all(row.count("…") >= 2 for row in around)
        before = [line.key for line in listing.lines]
        await press(pilot, "j", "j")
        stood = listing.here.key
        await open_(pilot, gate, settled)
        assert [line.key for line in listing.lines] == before
        assert listing.here.key == stood
        assert any("hard" in row or "→" in row for row in rows(listing))
        for spot in pilot.app.screen.found.spots:
            entry = pilot.app.screen.found.entry(spot)
            assert (entry.tie is None) == (spot.way == "inside")


async def test_a_table_sorted_by_what_is_not_known_yet_is_sorted_once_it_is(
    run: Run, press: Any, gate: Gate, settled: Any
) -> None:
    async with run() as pilot:
        await press(pilot, "plus", "plus", "v", "v", *["S"] * entries.COLUMNS.index("ways"))
        found, listing = pilot.app.screen.found, pilot.app.screen.around.listing
        await open_(pilot, gate, settled)
        known = [found.entry(spot).ways for spot in found.ordered("ways")]
        ways = [each.ways for each in known if each is not None]
        assert len(set(ways)) > 1
        assert ways == sorted(ways, reverse=True)
        assert [line.ref for line in listing.lines] == [spot.ref for spot in found.ordered("ways")]


async def test_ties_of_what_nobody_looks_at_any_more_are_not_shown(
    run: Run, press: Any, gate: Gate, settled: Any
) -> None:
    async with run() as pilot:
        await press(pilot, "v", "v")
        first = pilot.app.screen.found
        for ref in ("component:cdn", "component:order-queue", "component:pg-cluster"):
            pilot.app.visit(Ref(ref))
            await pilot.pause()
        last = pilot.app.screen.found
        assert gate.of == [first]  # one at a time
        await open_(pilot, gate, settled)
        assert gate.of == [first, last]  # and nobody asks about what was passed
        assert last.tied
        assert pilot.app.screen.found is last
        listing = pilot.app.screen.around.listing
        assert "component:payments-db" in {line.ref for line in listing.lines}
        assert not any("…" in row for row in rows(listing))


async def test_ties_that_come_when_the_graph_is_back_change_nothing(
    run: Run, press: Any, gate: Gate, settled: Any
) -> None:
    async with run() as pilot:
        await press(pilot, "v", "v", "v")
        shown = pilot.app.screen.middle.drawing
        await open_(pilot, gate, settled)
        assert pilot.app.screen.found is None
        assert pilot.app.screen.middle.drawing is shown
        assert pilot.app.screen.around.front is pilot.app.screen.middle


async def test_a_drawing_that_takes_longer_than_its_size_says_is_left_to_a_thread(
    run: Run, press: Any, settled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run() as pilot:
        graph = pilot.app.screen.middle
        await press(pilot, "plus")
        drawn = graph.drawing.chips, graph.drawing.edges
        await press(pilot, "minus")
        monkeypatch.setattr(drafting, "PATIENCE", -1.0)
        await press(pilot, "plus")
        await settled(pilot)
        assert not graph._draft.subject.heavy
        assert (graph.drawing.chips, graph.drawing.edges) == drawn
        await press(pilot, "minus", "plus", "minus", "plus")  # the last one counts
        await settled(pilot)
        assert (graph.drawing.chips, graph.drawing.edges) == drawn

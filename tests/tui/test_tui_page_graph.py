"""The states of an incident over the graph: what is hit in which minute, and who is paged for it by then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from topology.model.reference import Ref
from topology.tui.page.spread import FEW, MARKS, Spread, marks_at, states_at
from topology.tui.screens import page
from topology.tui.screens.page import PageScreen
from topology.tui.what_if import WhatIf

Run = Callable[..., Any]
DB, SHOP, QUEUE, CHECKOUT = (
    Ref(f"component:{name}") for name in ("payments-db", "storefront", "order-queue", "checkout-api")
)
PG = Ref("component:pg-cluster")


@pytest.fixture
def incident(world: Any, now: datetime) -> Any:
    return world.engine.simulate(WhatIf.of([QUEUE]).situation(now))


def test_what_waits_in_a_buffer_is_hit_later_in_the_same_incident(incident: Any) -> None:
    assert states_at(incident, 0) == {QUEUE: "down"}
    assert states_at(incident, 239) == {QUEUE: "down"}
    assert states_at(incident, 240) == {QUEUE: "down", CHECKOUT: "degraded", SHOP: "degraded"}
    assert states_at(incident, None) == states_at(incident, 240)


def test_a_state_never_gets_better(world: Any, now: datetime) -> None:
    for ref in (PG, DB, QUEUE):
        found = world.engine.simulate(WhatIf.of([ref]).situation(now))
        assert states_at(found, 0) == found.states
        for minute in (0, 60, 600):
            later = states_at(found, minute)
            assert all(later[ref] == state or later[ref] == "down" for ref, state in found.states.items())


def test_marks_come_with_their_minute(world: Any, now: datetime) -> None:
    found = world.engine.simulate(WhatIf.of([DB]).situation(now))
    assert marks_at(found, 0, found.states) == {}
    assert marks_at(found, 2, found.states)[DB] == "P"
    assert set(marks_at(found, None, found.states).values()) <= set(MARKS)
    for muted in found.suppressed:
        assert marks_at(found, None, found.states)[muted.component] == "s"
    silent = world.engine.simulate(WhatIf.of([DB]).toggle_silent(DB).situation(now))
    assert marks_at(silent, None, silent.states)[DB] == "-"


def test_what_is_drawn_is_what_is_hit_and_the_layout_stays_over_the_minutes(
    world: Any, incident: Any
) -> None:
    drawn = Spread(world, incident, FEW)
    before, after = drawn.at(1), drawn.at(None)
    assert {node.ref for node in before.scene.nodes} == {QUEUE, CHECKOUT, SHOP}
    assert before.scene == after.scene
    assert before.distance == after.distance
    assert before.signs[CHECKOUT] == ("● ", "ok")
    assert after.signs[CHECKOUT][0].startswith("▲")
    assert "1 component hit at +1m" in before.title[-1]
    assert "3 components hit in the end" in after.title[-1]


def test_a_large_incident_is_folded_but_for_what_is_broken(world: Any, now: datetime) -> None:
    found = world.engine.simulate(WhatIf.of([PG]).situation(now))
    drawn = Spread(world, found, 4).at(None)
    assert len(drawn.scene.nodes) < len(found.states)
    assert PG in {node.ref for node in drawn.scene.nodes}
    folded = [node.ref for node in drawn.scene.nodes if len(node.members) > 1]
    assert folded
    assert all(drawn.signs[ref][1] == "down" for ref in folded)


async def test_the_minute_that_is_stood_on_is_the_minute_that_is_drawn(
    run: Run, press: Any, screen: Any
) -> None:
    async with run(size=(120, 40)) as pilot:
        await press(pilot, "slash", *"order-queue", "enter", "p")
        assert isinstance(pilot.app.screen, PageScreen)
        assert "3 components hit in the end" in "\n".join(screen(pilot.app))
        await press(pilot, "n")
        assert "1 component hit at +1m" in "\n".join(screen(pilot.app))
        pilot.app.screen.told.stand_on(next(k for k in pilot.app.screen.written().minutes if "after 4h" in k))
        await pilot.pause()
        assert "3 components hit at +4h" in "\n".join(screen(pilot.app))


async def test_space_in_the_graph_makes_it_fail_too_and_enter_goes_there(run: Run, press: Any) -> None:
    async with run(size=(120, 40)) as pilot:
        await press(pilot, "slash", *"order-queue", "enter", "p", "shift+tab")
        assert pilot.app.focused.id == "graph"
        await press(pilot, "h", "space")
        assert pilot.app.session.faults == (QUEUE, CHECKOUT)
        await press(pilot, "enter")
        assert pilot.app.session.focus == CHECKOUT


@pytest.mark.usefixtures("painted")
async def test_a_drawing_that_is_wider_than_its_pane_leaves_no_room_empty(run: Run, press: Any) -> None:
    async with run(size=(102, 40)) as pilot:
        await press(pilot, "slash", *"pg-cluster", "enter", "p")
        graph = pilot.app.screen.graph
        assert graph.breadth > graph.room
        assert graph.left <= graph.breadth - graph.room


@pytest.mark.parametrize("size", [(60, 16), (60, 20), (80, 24), (100, 30), (120, 40), (200, 60)])
async def test_every_pane_can_be_seen_at_every_size(
    run: Run, press: Any, screen: Any, size: tuple[int, int]
) -> None:
    signs = {"situation": "Answers", "week": "18", "graph": "hit in the end", "answer": "Timeline"}
    async with run(size=size) as pilot:
        await press(pilot, "slash", *"order-queue", "enter", "p")
        for _ in range(4):
            await press(pilot, "tab")
            await pilot.pause()
            pane = pilot.app.focused.id
            assert pilot.app.focused.display
            if pane == "answer":
                pilot.app.screen.told.action_first()
                await press(pilot, "n")
            assert signs[pane] in "\n".join(screen(pilot.app)), (pane, size)


async def test_the_graph_of_a_large_answer_is_drawn_after_it_for_what_is_asked_by_then(
    run: Run, press: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "LARGE", 0)
    async with run() as pilot:
        await press(pilot, "slash", *"order-queue", "enter", "p")
        screen = pilot.app.screen
        assert QUEUE in {chip.ref for chip in screen.graph.drawing.chips}
        drawn: list[Any] = []
        show = screen.graph.show
        monkeypatch.setattr(screen.graph, "show", lambda subject: (drawn.append(subject), show(subject)))
        screen.ask(WhatIf.of([DB]))
        assert not drawn
        assert screen.told.here.key == "verdict"
        screen.ask(WhatIf.of([PG]))
        await pilot.pause()
        asked = {PG, *screen.incident.states}
        assert all({node.ref for node in each.scene.nodes} <= asked for each in drawn)
        assert PG in {chip.ref for chip in screen.graph.drawing.chips}
        assert QUEUE in asked

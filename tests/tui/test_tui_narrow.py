"""Where not all panes fit: what is hidden answers as if it stood there."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_used_by_stands_on_the_first_user_at_any_size(
    run: Any, press: Any, settled: Any, size: Any
) -> None:
    async with run(size=size) as pilot:
        await press(pilot, "slash", *"checkout-db", "enter", "escape", "u")
        await settled(pilot)
        here = pilot.app.screen.middle.here
        assert here is not None
        assert here.column == 0


@pytest.mark.parametrize(
    ("size", "seen"),
    [
        ((80, 40), {"left", "card"}),
        ((100, 24), {"left", "card"}),
        ((90, 28), {"left", "middle", "card"}),
        ((100, 30), {"left", "middle", "card"}),
        ((112, 24), {"left", "middle", "card"}),
        ((120, 40), {"left", "middle", "card"}),
        ((132, 40), {"left", "middle", "card"}),
    ],
)
async def test_every_pane_that_is_seen_has_the_columns_it_needs(
    run: Any, press: Any, settled: Any, size: Any, seen: set[str]
) -> None:
    """Whatever the size, from the start as after a resize."""
    for first in (size, (60, 20), (200, 60)):
        async with run(size=first) as pilot:
            await settled(pilot)
            if first != size:
                await pilot.resize_terminal(*size)
                await pilot.pause()
            panes = {name: pilot.app.screen.query_one(f"#{name}") for name in ("left", "middle", "card")}
            assert {name for name, pane in panes.items() if pane.display and pane.region} == seen
            assert "middle" not in seen or panes["middle"].region.width >= 49
            assert panes["card"].region.width >= 36
            stacked = "middle" in seen and 90 <= size[0] < 132 and size[1] >= 28
            assert not stacked or panes["middle"].region.width >= 62
            assert (panes["middle"].region.bottom == panes["card"].region.y) is stacked
            await press(pilot, "tab", "z")
            assert pilot.app.screen.middle.region.width >= size[0] - 2
            await press(pilot, "tab")
            assert panes["card"].region.width == size[0]
            assert panes["card"].region.height == size[1] - 2
            assert not panes["middle"].display


async def test_a_graph_that_does_not_fit_is_seen_from_its_middle(
    run: Any, settled: Any, screen: Any, tmp_path: Any
) -> None:
    users = "".join(f"  u{n}: {{owner: t{n % 9}, dependsOn: [a]}}\n" for n in range(38))
    teams = ", ".join(f"t{n}: {{}}" for n in range(9))
    (tmp_path / "c.yaml").write_text(f"teams: {{{teams}}}\ncomponents:\n  a: {{owner: t4}}\n{users}")
    async with run(str(tmp_path), size=(120, 24)) as pilot:
        await settled(pilot)
        graph = pilot.app.screen.middle
        for size in ((120, 24), (120, 30)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            screen(pilot.app)
            assert graph.length > graph.content_size.height
            assert abs(graph.here.row - graph.top - graph.content_size.height / 2) <= 1

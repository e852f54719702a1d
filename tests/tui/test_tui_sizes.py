"""Every screen at every size: nothing wider than the screen, and nobody loses their place by a resize."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len

from tests.length import WHOLE
from topology.present.resources import example_path
from topology.tui.modes import MODES
from topology.tui.screens.small import HEIGHT, WIDTH, TooSmallScreen
from topology.tui.widgets.keybar import KeyBar
from topology.tui.widgets.topline import TopLine

SIZES = ((60, 16), (60, 20), (120, 40), (200, 60))
SMALL = ((80, 15),)
OTHERS = ((99, 30), (100, 30), (150, 50), (300, 90), (59, 24), (3, 2))
"""Sizes between the ones that everything is designed for; a view each is enough to try them."""

VIEWS: dict[str, tuple[str, tuple[str, ...]]] = {
    "tree": ("checkout-api", ()),
    "graph": ("used by 1", ("tab",)),
    "card": ("Owner", ("tab", "tab")),
    "whole card": ("Owner", ("tab", "tab", "z")),
    "filter": ("payments-db", ("slash", *"pay")),
    "team": ("Checkout", ("o",)),
    "boundaries": ("rows need columns", ("2",)),
    "page of nothing": ("Nothing fails yet", ("3",)),
    "page": ("CLEAR", ("p",)),
    "reasons": ("CLEAR", ("p", "w")),
    "health": ("Findings", ("4",)),
    "figures": ("Health", ("4", "v")),
    "on call": ("Checkout", ("O",)),
    "palette": ("payments-db", ("colon", *"pay")),
    "help": ("Move", ("question_mark",)),
    "instant": ("which instant", ("t", *"mon")),
    "copy": ("Reference", ("c",)),
}
"""A text that can be seen at every size, and the keys that lead there."""


def problems_of(app: Any, shown: list[str]) -> list[str]:
    """What does not fit."""
    width, height = app.size
    found = [
        f"line {row} has {cell_len(line)} cells" for row, line in enumerate(shown) if cell_len(line) != width
    ]
    if len(shown) != height:
        found.append(f"{len(shown)} lines")
    for node in app.screen.walk_children():
        region = node.region
        if node.display and region and not app.screen.region.contains_region(region):
            found.append(f"{node} at {region}")
    for bar in app.page_in_front.query(KeyBar):
        if app.page_in_front is app.screen and not bar.said and not shown[-1].rstrip().endswith("help"):
            found.append(f"the last line: {shown[-1]}")
    for line in app.page_in_front.query(TopLine):
        if app.screen is app.page_in_front and ("Nov 03:12" not in shown[0] or not line.size.width):
            found.append(f"the first line: {shown[0]}")
    return found


def state(app: Any) -> tuple[Any, ...]:
    """What nobody wants to lose: screen, focus, place, filter."""
    session = app.session
    focused = app.focused
    return (
        app.current_mode,
        type(app.screen).__name__,
        focused.id if focused is not None else None,
        getattr(focused, "value", None),
        session.focus,
        session.cursor,
        session.filter,
        session.marks,
        session.faults,
    )


ASCII_VIEWS = ("graph", "boundaries", "reasons", "help")


@pytest.mark.parametrize(
    ("view", "ascii_encoding"),
    [*((view, None) for view in VIEWS), *((view, "ascii") for view in ASCII_VIEWS)],
)
async def test_every_view_fits_every_size_and_a_resize_costs_nothing(
    run: Any, press: Any, settled: Any, screen: Any, view: str, ascii_encoding: str | None
) -> None:
    async with run(size=(80, 24), ascii_encoding=ascii_encoding) as pilot:
        app = pilot.app
        wanted, keys = VIEWS[view]
        await press(pilot, *keys)
        await settled(pilot)
        for bar in app.page_in_front.query(KeyBar):
            bar.hush()
        before = state(app)
        wrong: dict[Any, list[str]] = {}
        others = OTHERS if view in ("graph", "page") and not ascii_encoding and WHOLE else ()
        for size in (*(SIZES if WHOLE else SIZES[1:3]), *others, *SMALL, (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            small = size[0] < WIDTH or size[1] < HEIGHT
            assert isinstance(app.screen, TooSmallScreen) is small
            shown = screen(app)
            assert not ascii_encoding or "".join(shown).isascii()
            if small:
                assert max(map(cell_len, shown)) <= size[0]
                continue
            assert state(app) == before, size
            found = problems_of(app, shown)
            if wanted not in "\n".join(shown):
                found.append(f"{wanted} is not to be seen")
            if found:
                wrong[size] = found
        assert not wrong


def test_every_mode_is_tried() -> None:
    keys = {"explore": "", "boundaries": "2", "page": "3", "health": "4", "oncall": "O"}
    tried = {key for _, pressed in VIEWS.values() for key in pressed}
    assert {mode for mode in MODES if mode in keys} <= set(keys)
    assert {keys[mode] for mode in MODES if keys.get(mode)} <= tried


async def test_what_was_begun_while_it_was_large_goes_on_when_it_is_large_again(
    run: Any, press: Any, screen: Any
) -> None:
    async with run(size=(120, 40)) as pilot:
        await press(pilot, "slash", *"pa")
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        await press(pilot, *"x", "q", "p", "escape", "enter")  # nobody sees what these would do
        assert isinstance(pilot.app.screen, TooSmallScreen)
        assert "40×10, needed 60×16" in "\n".join(screen(pilot.app))
        await pilot.resize_terminal(60, 16)
        await pilot.pause()
        await press(pilot, "y")
        assert pilot.app.session.filter == "pay"
        assert pilot.app.is_running


async def test_too_small_in_one_mode_is_too_small_in_none_when_there_is_room(run: Any, press: Any) -> None:
    async with run(size=(120, 40)) as pilot:
        for key in ("2", "3", "4", "1"):
            await press(pilot, key)
            for size in ((20, 5), (21, 5), (120, 40)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
        for key in ("2", "3", "4", "1"):
            await press(pilot, key)
            assert not isinstance(pilot.app.screen, TooSmallScreen)
        assert not any(
            isinstance(each, TooSmallScreen) for stack in pilot.app._screen_stacks.values() for each in stack
        )


async def test_it_can_be_quit_where_there_is_no_room(run: Any, press: Any) -> None:
    async with run(size=(20, 5)) as pilot:
        await press(pilot, "ctrl+c")
        assert pilot.app._exit


async def test_what_fits_on_the_first_line_is_on_it(run: Any, screen: Any) -> None:
    """Of a line of 80 cells: the name and crumbs take 32, a cell stays free at the end."""
    async with run(size=(80, 24)) as pilot:
        line = pilot.app.screen.query_one(TopLine)
        for cells, fits in ((45, True), (46, False)):
            facts = [("Sun 22 Nov 03:12 Lisbon", "chip"), ("example", "quiet"), ("40 findings", "warn")]
            facts[-1] = (facts[-1][0] + "!" * (cells - 45), "warn")
            line.show(["Storefront", "auth-api"], facts)
            await pilot.pause()
            first = screen(pilot.app)[0]
            assert cell_len(first) == 80
            assert ("example" in first) is fits, first
            assert first.rstrip().endswith(facts[-1][0])


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_first_screen_says_that_it_is_the_example(
    run: Any, screen: Any, size: tuple[int, int]
) -> None:
    async with run(example_path(), size=size, example=True) as pilot:
        first = screen(pilot.app)[0]
        assert first.rstrip().endswith("example"), first

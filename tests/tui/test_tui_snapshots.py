"""What the app looks like. After a change that is meant: pytest tests/tui --snapshot-update, and look."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

VIEWS = {
    "explore-80x24": ((80, 24), ()),
    "explore-120x40": ((120, 40), ("tab", "l")),
    "explore-60x20-light": ((60, 20), ("ctrl+t", "tab")),
    "filter-80x24": ((80, 24), ("slash", *"pay")),
    "page-80x24": ((80, 24), ("p",)),
    "page-120x40-why": ((120, 40), ("p", "w")),
}


@pytest.mark.parametrize("view", list(VIEWS))
def test_view(view: str, snap_compare: Any, app_of: Any, settled: Any, press: Any) -> None:
    size, keys = VIEWS[view]

    def run_before() -> Callable[[Any], Awaitable[None]]:
        async def run(pilot: Any) -> None:
            await settled(pilot)
            await press(pilot, *keys)

        return run

    assert snap_compare(app_of(), terminal_size=size, run_before=run_before())

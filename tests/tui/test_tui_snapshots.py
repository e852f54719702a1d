"""What the app looks like. After a change that is meant: pytest tests/tui --snapshot-update, and look."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

VIEWS: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "explore-60x20": ((60, 20), ()),
    "explore-80x24": ((80, 24), ()),
    "explore-120x40": ((120, 40), ("tab", "l")),
    "explore-200x60": ((200, 60), ("tab", "plus")),
    "explore-light": ((120, 40), ("ctrl+t", "tab")),
    "explore-contrast": ((120, 40), ("ctrl+t", "ctrl+t", "tab")),
    "graph-80x24": ((80, 24), ("tab", "z")),
    "tree-100x30": ((100, 30), ("v", "tab")),
    "table-100x30": ((100, 30), ("v", "v", "tab")),
    "filter-80x24": ((80, 24), ("slash", *"pay")),
    "team-80x24": ((80, 24), ("o", "z")),
    "page-80x24": ((80, 24), ("p",)),
    "page-120x40": ((120, 40), ("p",)),
    "page-120x40-why": ((120, 40), ("p", "w")),
    "boundaries-80x24": ((80, 24), ("2",)),
    "team-map-100x30": ((100, 30), ("2", "v")),
    "health-80x24": ((80, 24), ("4",)),
    "figures-120x40": ((120, 40), ("4", "v")),
    "on-call-80x24": ((80, 24), ("O",)),
    "help-120x40": ((120, 40), ("question_mark",)),
}
NO_COLOUR = "no-colour-80x24"
WITHOUT: dict[str, dict[str, Any]] = {
    NO_COLOUR: {"environ": {"NO_COLOR": "1"}},
    "ascii-80x24": {"ascii_encoding": "ascii"},
}
"""What some terminals lack."""


@pytest.mark.parametrize("view", [*VIEWS, *WITHOUT])
def test_view(
    view: str, snap_compare: Any, app_of: Any, settled: Any, press: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    size, keys = VIEWS.get(view, ((80, 24), ("tab",)))

    def run_before() -> Callable[[Any], Awaitable[None]]:
        async def run(pilot: Any) -> None:
            await settled(pilot)
            await press(pilot, *keys)
            await settled(pilot)

        return run

    if view == NO_COLOUR:
        monkeypatch.setenv("NO_COLOR", "1")  # Textual reads it from there
    app = app_of(**WITHOUT.get(view, {}))
    assert snap_compare(app, terminal_size=size, run_before=run_before())

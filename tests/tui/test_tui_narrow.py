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

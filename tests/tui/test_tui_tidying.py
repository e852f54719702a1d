"""When the app looks for garbage."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from topology.tui import tidying


class Knot:
    """Garbage that only a look at everything finds."""

    def __init__(self) -> None:
        self.self = self


def _knot() -> weakref.ref[Knot]:
    """One that has outlived a look at what is young."""
    knot = Knot()
    gc.collect(1)
    return weakref.ref(knot)


@pytest.fixture(autouse=True)
def thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


async def test_a_look_at_everything_waits_until_nobody_types(
    run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run() as pilot:
        assert gc.get_threshold()[2] == tidying.SELDOM
        knot = _knot()
        for _ in range(tidying.WORTH + 1):
            gc.collect(1)
        await pilot.press("j")
        pilot.app.tidy()
        assert knot() is not None
        now = tidying.monotonic() + tidying.PAUSE + 0.1
        monkeypatch.setattr(tidying, "monotonic", lambda: now)
        pilot.app.tidy()
        assert knot() is None

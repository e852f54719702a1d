"""Looking for garbage while nobody types: a look at everything takes longer than a key may wait."""

from __future__ import annotations

import gc
from time import monotonic

from textual import events
from textual.app import App

PAUSE = 2.0
"""Seconds without a key or the mouse after which nobody waits."""

WORTH = 10
"""Looks at what is younger after which a look at everything is worth it, as Python has it."""

SELDOM = 200
"""After so many there is one even if somebody types: a key held down for minutes."""


class Tidying(App[None]):
    """Python's own looks at everything come in the middle of whatever allocates, which is a key."""

    _used_at = 0.0

    def on_mount(self) -> None:
        """Leave looks at everything to pauses."""
        young, older, _ = gc.get_threshold()
        gc.set_threshold(young, older, SELDOM)

    async def on_event(self, event: events.Event) -> None:
        """Remember when somebody did something."""
        if isinstance(event, events.Key | events.MouseEvent):
            self._used_at = monotonic()
        await super().on_event(event)

    def tidy(self) -> None:
        """Let go of what nothing leads to any more, if there may be much and nobody waits."""
        if gc.isenabled() and monotonic() - self._used_at > PAUSE and gc.get_count()[2] > WORTH:
            gc.collect()

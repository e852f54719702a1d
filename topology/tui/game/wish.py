"""Which game somebody wants to play."""

from __future__ import annotations

from msgspec import Struct


class Wish(Struct, frozen=True, kw_only=True):
    """A scenario by reference, or the file of a game that was left; ``room`` is a folder others may join."""

    scenario: str = ""
    path: str = ""
    room: str | None = None

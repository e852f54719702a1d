"""Which versions somebody wants to compare."""

from __future__ import annotations

from msgspec import Struct


class Wanted(Struct, frozen=True, kw_only=True):
    """``base`` is a path or a revision; so is ``head``, ``None``: the catalog that is open.

    ``at`` are instants as they were typed; none: the one that answers are for.
    """

    base: str
    head: str | None = None
    at: tuple[str, ...] = ()

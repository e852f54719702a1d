"""How many terminal cells a text takes, and cutting it to fit. The screen may count in its own way."""

from __future__ import annotations

from collections.abc import Callable
from unicodedata import category, east_asian_width

Measure = Callable[[str], int]
"""Cells that a text takes on one line."""

ELLIPSIS = "…"

SHORT = 8
"""Below this many cells a name keeps its beginning only."""


def cells(text: str) -> int:
    """Cells of ``text``: wide characters take two, marks that stand on others none."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(char: str) -> int:
    if char < "\u0300":
        return 1
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def fitted(text: str, room: int, measure: Measure = cells) -> str:
    """``text`` in at most ``room`` cells (at least one), its end replaced by ``…`` if need be."""
    if len(text) <= room and text.isascii():
        return text
    # No character that is kept takes less than nothing: what is far beyond the room is never measured.
    if len(text) <= 8 * room and measure(text) <= room:
        return text
    kept = text[: 8 * room]
    low, high = 0, len(kept)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(kept[:middle]) < room:
            low = middle
        else:
            high = middle - 1
    return kept[:low] + ELLIPSIS


def shortened(text: str, room: int, measure: Measure = cells) -> str:
    """``text`` in at most ``room`` cells, its middle replaced by ``…``: what begins alike ends otherwise."""
    if len(text) <= room and text.isascii():
        return text
    if len(text) <= 8 * room and measure(text) <= room:
        return text
    if room < SHORT:
        return fitted(text, room, measure)
    tail = text[-8 * room :]
    while measure(tail) > (room - 1) // 3:
        tail = tail[1:]
    return fitted(text[: 8 * room], room - measure(tail), measure) + tail

"""A neighbourhood as a table: one line for each entry, wide in words, narrow in signs."""

from __future__ import annotations

from collections.abc import Sequence

from topology.present.cells import ELLIPSIS, pad, width
from topology.present.words import STATE_SIGNS
from topology.tui import signs
from topology.tui.entries import COLUMNS, Entries, Entry, Spot, Way
from topology.tui.line import Gloss, Line, Listed, Role, Span

WORDS = 86
"""Cells from which on there is room for words."""

MANY = 9_999
"""More ways than this are not told apart: nobody follows them."""

_SIGNS: dict[Way, str] = {"users": "←", "inside": "·", "needs": "→"}
_WORDS: dict[Way, str] = {"users": "used by", "inside": "inside", "needs": "uses"}

_NARROW = {"direction": (" ", 1), "distance": ("far", 4), "strength": ("tie", 3), "ways": ("ways", 5),
           "tier": ("tier", 5), "state": ("is", 3)}  # fmt: skip
_WIDE = {"direction": ("direction", 9), "distance": ("distance", 8), "strength": ("strength", 9),
         "ways": ("ways", 5), "tier": ("tier", 4), "state": ("state", 10)}  # fmt: skip

SORTED = signs.OPENED


def head(room: int, sort: str) -> Line:
    """What the columns are, with a mark at the one that the table is sorted by."""
    columns, shares = _columns(room)
    spans: list[Span] = []
    for column in ("name", "owner", *columns):
        title = columns[column][0] if column in columns else column
        cells = columns[column][1] if column in columns else shares[column]
        chosen = column == sort
        shown = f"{title}{SORTED}" if chosen and width(title) < cells else SORTED if chosen else title
        spans.append((pad(shown, cells) + " ", "head" if chosen else "quiet"))
    return Line(tuple(spans))


def lines(found: Entries, rows: Sequence[Spot], room: int) -> Listed:
    """One line for each row, so many cells wide."""
    columns, shares = _columns(room)
    wide = room >= WORDS
    keys = [f"{spot.way} {spot.ref}" for spot in rows]
    return Listed(keys, lambda row: _line(keys[row], found.entry(rows[row]), columns, shares, wide))


def _columns(room: int) -> tuple[dict[str, tuple[str, int]], dict[str, int]]:
    columns = _WIDE if room >= WORDS else _NARROW
    left = max(16, room - sum(cells + 1 for _, cells in columns.values()) - 2)
    name = left * 4 // 7
    return columns, {"name": name, "owner": left - name}


def _line(
    key: str, entry: Entry, columns: dict[str, tuple[str, int]], shares: dict[str, int], wide: bool
) -> Line:
    name: Role = "ghost" if entry.ghost else "plain"
    tie: Role = "warn" if entry.grey else "quiet" if entry.tie != "hard" else "plain"
    state, role = _state(entry, wide)
    cells: dict[str, tuple[str, Role]] = {
        "direction": ((_WORDS if wide else _SIGNS)[entry.way], "quiet"),
        "distance": (str(entry.steps) if entry.steps else "-", "plain"),
        "strength": (_tie(entry, wide), tie),
        "ways": (_ways(entry), "plain"),
        "tier": (f"T{entry.tier}", "plain" if entry.tier == 1 else "quiet"),
        "state": (state, role),
    }
    spans: list[Span] = [
        (pad(entry.name, shares["name"]) + " ", name),
        (pad(entry.owner or "no owner", shares["owner"]) + " ", "quiet" if entry.owner else "warn"),
    ]
    spans += [(pad(cells[column][0], room) + " ", cells[column][1]) for column, (_, room) in columns.items()]
    worth = (entry.state if entry.state != "ok" else None, "grey edge" if entry.grey else None, entry.tie)
    words = tuple(word for word in worth if word)
    gloss = Gloss(words) if words else None
    return Line(tuple(spans), (), key, entry.ref, gloss=gloss)


def _tie(entry: Entry, wide: bool) -> str:
    if entry.tie is None:
        return _none(entry)
    if wide:
        return f"{entry.tie} grey" if entry.grey and entry.tie == "hard" else entry.tie
    if entry.grey and entry.tie == "hard":
        return signs.GREY
    return signs.REDUNDANT if entry.tie == "redundant" else signs.ARROWS[entry.tie]


def _none(entry: Entry) -> str:
    """What is inside is not tied; of all else it is not known yet."""
    return "-" if entry.way == "inside" else ELLIPSIS


def _ways(entry: Entry) -> str:
    count = entry.ways
    if count is None:
        return _none(entry)
    shown = min(count.ways, MANY)
    return f"{shown}{'+' if count.more or count.ways > MANY else ''}"


def _state(entry: Entry, wide: bool) -> tuple[str, Role]:
    if entry.marked:
        return f"{signs.MARK} marked" if wide else signs.MARK, "down"
    if entry.state is not None:
        sign = STATE_SIGNS[entry.state]
        return f"{sign} {entry.state}" if wide else sign, entry.state
    if entry.ghost:
        return f"{signs.GHOST} ghost" if wide else signs.GHOST, "ghost"
    if entry.found:
        return f"{signs.FOUND}{entry.found}", "warn"
    return "", "quiet"


__all__ = ["COLUMNS", "head", "lines"]

"""The one door from text to the screen.

Whatever a widget shows passes here: :func:`content` for what takes Content,
:func:`drawn` for what draws its own lines. Neither can be parsed as markup, and
both clean what was not cleaned at load.
"""

from collections.abc import Callable, Iterable, Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from topology.model.text import clean, clean_line
from topology.tui.line import Role, Span

LONGEST = 500
"""Characters of one span that are looked at: more never fit on a line."""

LEAST = 12
"""Cells of a name by which one knows what a title is of."""

ELLIPSIS = "…"


def safe(text: str) -> str:
    """``text`` on one line, short enough to measure, and harmless to a terminal."""
    return clean_line(text[:LONGEST])


def content(text: str, style: str = "") -> Content:
    """``text`` for a widget that takes Content. ``style`` comes from code, never from data."""
    return Content.styled(safe(text), style) if style else Content(safe(text))


def titled(parts: Sequence[str], room: int) -> str:
    """The parts of a title in so many cells: its name is cut; where little is left of it, other parts go.

    The last one never does.
    """
    name, *more = parts or ("",)
    name, left = safe(name), room - sum(cell_len(f" · {part}") for part in more)
    while len(more) > 1 and left < min(cell_len(name), LEAST):
        left += cell_len(f" · {more.pop(0)}")
    if cell_len(name) > left:
        name = set_cell_size(name, max(0, left - 1)).rstrip() + ELLIPSIS
    return " · ".join((name, *more))


def clipboard(text: str) -> str:
    """``text`` for the clipboard: several lines, and nothing that a paste could run."""
    return clean(text)


def drawn(
    spans: Sequence[Span],
    end: Sequence[Span],
    width: int,
    style: Callable[[Role], Style],
    under: Style,
) -> list[Segment]:
    """One line of exactly ``width`` cells; ``end`` stands at the right, and half the line is its own."""
    left = [(safe(text), role) for text, role in spans]
    room = width
    right: list[Segment] = []
    if end:
        wanted = sum(cell_len(text) for text, _ in left)
        right, left_over = _cut_to(
            [(safe(text), role) for text, role in end], max(width // 2, width - wanted - 1), style, under
        )
        taken = max(width // 2, width - wanted - 1) - left_over
        room = max(0, width - taken - (1 if taken and left else 0))
        gap = width - taken - room
    else:
        gap = 0
    made, left_over = _cut_to(left, room, style, under)
    if left_over + gap:
        made.append(Segment(" " * (left_over + gap), under))
    made += right
    return made


def lit(segments: Sequence[Segment], start: int, end: int, style: Style) -> list[Segment]:
    """The line with the ground of ``style`` under the cells from ``start`` to ``end``."""
    width = sum(cell_len(segment.text) for segment in segments)
    ground = Style(bgcolor=style.bgcolor, reverse=style.reverse or None, underline=style.underline or None)
    before, within, after = Strip(segments, width).divide((max(0, start), min(end, width), width))
    return [*before, *(Segment(text, (looks or style) + ground) for text, looks, _ in within), *after]


def _cut_to(
    spans: Iterable[Span], room: int, style: Callable[[Role], Style], under: Style
) -> tuple[list[Segment], int]:
    """As much of clean spans as fits into ``room`` cells, and how many cells are left."""
    made: list[Segment] = []
    for text, role in spans:
        if not text:
            continue
        cells = cell_len(text)
        if cells <= room:
            made.append(Segment(text, under + style(role)))
            room -= cells
            continue
        if room > 0:
            made.append(Segment(set_cell_size(text, room - 1) + ELLIPSIS, under + style(role)))
        elif made:
            last = made[-1]
            made[-1] = Segment(set_cell_size(last.text, cell_len(last.text) - 1) + ELLIPSIS, last.style)
        return made, 0
    return made, room

"""The last line of defence between text and the terminal."""

from collections.abc import Sequence
from functools import lru_cache, partial

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from topology.model.address import is_web
from topology.model.text import clean_line


@lru_cache(4096)
def _visible(text: str) -> str:
    """``text`` without anything that steers a terminal, in as many cells as before."""
    shown = clean_line(text)
    missing = cell_len(text) - cell_len(shown)
    return shown + " " * missing if missing > 0 else shown


@lru_cache(1024)
def _without_link(style: Style) -> Style:
    return style if style.link is None or is_web(style.link) else style.update_link(None)


class Harmless(LineFilter):
    """Replaces control characters in every segment, and drops links that are not http(s)."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line, harmless."""
        return [
            segment
            if (text := segment.text).isascii()
            and text.isprintable()
            and not (segment.style and segment.style.link)
            else _harmless(segment)
            for segment in segments
        ]


def _harmless(segment: Segment) -> Segment:
    if segment.control:
        return segment
    return Segment(_visible(segment.text), _without_link(segment.style) if segment.style else None)


class Ascii(LineFilter):
    """Shows our signs as letters, and what the terminal's encoding cannot say as ``?``, cell for cell."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._shown = lru_cache(4096)(partial(sayable, encoding=encoding))

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line in what the terminal can show."""
        return [
            segment
            if segment.text.isascii()
            else Segment(self._shown(segment.text), segment.style, segment.control)
            for segment in segments
        ]


class InTurn(LineFilter):
    """Several as one: what a line becomes between them is nowhere kept."""

    def __init__(self, filters: Sequence[LineFilter]) -> None:
        super().__init__()
        self._filters = filters

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The line as the last of them leaves it."""
        for each in self._filters:
            segments = each.apply(segments, background)
        return segments


@lru_cache(8)
def in_turn(*filters: LineFilter) -> LineFilter:
    """All of these, the same one for the same: lines remember by it what has become of them."""
    return InTurn(filters)


def sayable(text: str, encoding: str) -> str:
    from topology.tui.letters import ASCII

    shown = text.translate(ASCII)
    try:
        shown.encode(encoding)
    except UnicodeEncodeError:
        return "".join(char if char.isascii() else "?" * cell_len(char) for char in shown)
    return shown

"""The screen that an overlay lies over."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen


@lru_cache(1024)
def _tinted(style: Style | None, color: Color) -> Style | None:
    (made,) = BackgroundScreen.process_segments([Segment(" ", style)], color)
    return made.style


class Behind(BackgroundScreen):
    """Textual's, but for one thing: a style is tinted once, not once for each piece of text that has it.

    A screen has hundreds of pieces and a dozen styles, and is drawn several times until an overlay is there.
    """

    @classmethod
    def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
        """The same pieces of text, tinted and without links."""
        for segment in segments:
            if segment.control:
                yield segment
            else:
                yield Segment(segment.text, _tinted(segment.style, color))

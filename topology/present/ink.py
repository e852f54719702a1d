"""The one place that writes colour to a terminal. Colour is never the only sign of anything."""

from msgspec import Struct

_STYLES = {
    "strong": "1",
    "quiet": "2",
    "fine": "94",  # blue and orange can be told apart by nearly everybody
    "warn": "33",
    "bad": "1;33",
    "worst": "1;7;33",
}


class Ink(Struct, frozen=True, gc=False):
    """Paints text with ANSI colours, or leaves it alone where ``on`` is false."""

    on: bool = False

    def __call__(self, style: str, text: str) -> str:
        """``text`` in a style: strong, quiet, fine, warn, bad or worst."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.on and text and style else text


PLAIN = Ink()

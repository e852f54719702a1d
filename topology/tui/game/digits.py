"""A clock that can be read from the last row: digits of five lines."""

from __future__ import annotations

_DIGITS = {
    "0": ("███", "█ █", "█ █", "█ █", "███"),
    "1": (" █ ", "██ ", " █ ", " █ ", "███"),
    "2": ("███", "  █", "███", "█  ", "███"),
    "3": ("███", "  █", " ██", "  █", "███"),
    "4": ("█ █", "█ █", "███", "  █", "  █"),
    "5": ("███", "█  ", "███", "  █", "███"),
    "6": ("███", "█  ", "███", "█ █", "███"),
    "7": ("███", "  █", "  █", "  █", "  █"),
    "8": ("███", "█ █", "███", "█ █", "███"),
    "9": ("███", "█ █", "███", "  █", "███"),
    ":": (" ", "█", " ", "█", " "),
}

HEIGHT = 5


def large(text: str) -> tuple[str, ...]:
    """A time such as ``03:14`` in five lines; other characters are left out."""
    drawn = [_DIGITS[char] for char in text if char in _DIGITS]
    return tuple("  ".join(_wide(digit[row]) for digit in drawn) for row in range(HEIGHT))


def _wide(cells: str) -> str:
    return "".join(cell * 2 for cell in cells)

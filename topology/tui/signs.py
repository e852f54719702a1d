"""The signs that stand beside colour, one cell each, and what they are where only ASCII can be shown."""

from topology.model.entity import Strength
from topology.present.words import STATE_SIGNS

OK, AT_RISK, DEGRADED, DOWN = (
    STATE_SIGNS["ok"],
    STATE_SIGNS["at-risk"],
    STATE_SIGNS["degraded"],
    STATE_SIGNS["down"],
)
UNKNOWN = "◌"
GHOST = "?"
MARK = "✚"
FOUND = "!"
OPENED, CLOSED = "▾", "▸"
LINK = "↗"
CHIP_LEFT, CHIP_RIGHT = "▐", "▌"
WHOLE, WITHIN, OVERRIDDEN = "█", "▪", "▓"
"""A part of a day on call: all of it, some in the middle of it, by an override."""
GAP, HOLE = "×", "·"
"""A part of a day with nobody on call, and one in some of which nobody is."""
CLOCKS = "↕"
"""The clocks change here."""
AGAIN = "↺"

ARROWS: dict[Strength, str] = {"hard": "──▶", "soft": "──▷", "async": "╌╌▶"}
REDUNDANT = "══▶"
GREY = "─?▶"

ARROW_WORDS = {
    ARROWS["hard"]: "hard",
    ARROWS["soft"]: "soft",
    ARROWS["async"]: "async",
    REDUNDANT: "redundant",
    GREY: "grey",
}


def arrow(strength: Strength, redundant: bool, grey: bool) -> str:
    """How a dependency is drawn, three cells; grey: it crosses a boundary and nobody declared how."""
    if redundant:
        return REDUNDANT
    return GREY if grey else ARROWS[strength]


def arrow_word(strength: Strength, redundant: bool, grey: bool) -> str:
    """The word of the glossary for it."""
    return "redundant" if redundant else "grey edge" if grey else strength

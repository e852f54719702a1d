"""Words and signs for what crosses a boundary."""

from topology.insight.answers import Agreed
from topology.insight.matrix import Counts
from topology.model.reference import Ref
from topology.present.words import count, listed
from topology.tui.line import Role

TYPE_WORDS = {
    "stream-aligned": "Stream-aligned",
    "platform": "Platform",
    "enabling": "Enabling",
    "complicated-subsystem": "Complicated subsystem",
    "": "No type stated",
}

SOFT, ASYNC, GREY = "s", "a", "?"
"""What follows the number of a cell: only soft ones, only async ones, grey ones among them."""

LEGEND = "2 hard  2? some grey  2s soft  2a async"


def sign(counts: Counts) -> str:
    """The letter of a cell, a blank where there is something hard and nothing grey."""
    if counts.grey:
        return GREY
    return " " if counts.hard else SOFT if counts.soft else ASYNC


def role(counts: Counts) -> Role:
    """How a cell looks."""
    return "warn" if counts.grey else "strong" if counts.hard else "quiet"


def told(counts: Counts) -> str:
    """All of a cell, in words."""
    parts = [(counts.hard, "hard"), (counts.soft, "soft"), (counts.asynchronous, "async")]
    grey = f", {counts.grey} of them grey" if counts.grey else ""
    if counts.grey == counts.total:
        grey = ", grey"
    return listed([f"{number} {word}" for number, word in parts if number]) + grey


def age(days: int | None) -> str:
    """How long something has been so."""
    if days is None:
        return "no date"
    if days < 0:
        return f"from {count(-days, 'day')} on"
    return count(days, "day") if days < 730 else f"{days // 365} years"


def agreement(agreed: Agreed | None) -> tuple[str, Role]:
    """An interaction in a few words."""
    if agreed is None:
        return "no interaction declared", "warn"
    words = f"{agreed.interaction.mode}, {age(agreed.age_days)}"
    return (f"{words}, review overdue", "warn") if agreed.overdue else (words, "ok")


def key(*refs: Ref | str | None) -> str:
    """A key for lines and spots that are about several things."""
    return " ".join(str(each or "-") for each in refs)

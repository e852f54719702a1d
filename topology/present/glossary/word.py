"""What an explained word is."""

from typing import Literal

from msgspec import Struct

Group = Literal[
    "Organisation", "Dependencies", "Failure", "On call", "Verdicts", "Reasons", "Measures", "Rehearsal"
]

GROUPS: tuple[Group, ...] = (
    "Organisation", "Dependencies", "Failure", "On call", "Verdicts", "Reasons", "Measures", "Rehearsal",
)  # fmt: skip
"""In the order in which somebody new needs them."""


class Word(Struct, frozen=True, gc=False):
    """One word. ``meaning`` is one sentence; ``more`` says what follows from it, or what to do about it.

    ``also`` are other ways to write it, ``see`` other words that help.
    """

    term: str
    group: Group
    meaning: str
    more: str = ""
    also: tuple[str, ...] = ()
    see: tuple[str, ...] = ()

"""What stands under the first line until it is mended."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from topology.model.problem import Problem
from topology.tui.line import Span

LONGEST = 32
"""Characters of a file's name that are shown; of a longer one its end."""


PLACELESS = ("missing-path", "nothing-to-read", "no-components", "nothing-readable")
"""Rules of problems that are of the whole catalog: there is no place to open."""


class Banner(Struct, frozen=True):
    """``said`` from the left, and ``key`` at the right; between them, where there is room, ``note``."""

    said: tuple[Span, ...]
    note: tuple[Span, ...] = ()
    key: tuple[Span, ...] = ()


def banner(problems: Sequence[Problem], key: str, lists: str, note: str = "") -> Banner | None:
    """The first of the problems with its place, and which key opens it; ``None``: there is none.

    Where there are more, ``lists`` is the key that tells all of them.

    ``note`` says what that means for what is on the screen. A problem of the whole catalog has
    no place to open.
    """
    if not problems:
        return None
    first, place = problems[0], problems[0].place
    located = first.rule not in PLACELESS
    more: tuple[Span, ...] = (
        ((f"  +{len(problems) - 1} ", "warn"), (lists, "key")) if len(problems) > 1 else ()
    )
    name = place.file if len(place.file) <= LONGEST else f"…{place.file[1 - LONGEST :]}"
    return Banner(
        (
            ("✖ ", "down"),
            (f"{name}:{place.line}: " if located else f"{name}: ", "strong"),
            (first.message, "warn"),
        ),
        ((f"  {note}", "quiet"),) if note else (),
        (*more, *(((f"  {key}", "key"), (" mends", "quiet")) if located else ())),
    )

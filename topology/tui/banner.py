"""What stands under the first line until it is mended."""

from __future__ import annotations

from collections.abc import Sequence

from topology.model.problem import Problem
from topology.tui.line import Span

Banner = tuple[tuple[Span, ...], tuple[Span, ...]]
"""What is said from the left, and what is kept whole at the right."""


def banner(problems: Sequence[Problem], key: str, what: str = "") -> Banner | None:
    """The first of the problems with its place, and which key opens it; ``None``: there is none.

    ``what`` says what that means for what is on the screen, where it means anything.
    """
    if not problems:
        return None
    first = problems[0]
    more = f" +{len(problems) - 1}" if len(problems) > 1 else ""
    left: tuple[Span, ...] = (("✖ ", "down"), (f"{first.place.file}:{first.place.line}: ", "strong"),
                              (first.message, "warn"))  # fmt: skip
    said: tuple[Span, ...] = ((f" {what} ", "quiet"),) if what else ()
    return left, ((more, "warn"), *said, (f" {key}", "key"), (" mends ", "quiet"))

"""What a handful of recorded minutes allows to be said: the minutes themselves, or quantiles with intervals.

A quantile is the smallest recorded value that this part of the records does not exceed: a
time that did happen. Its interval is what nine of ten resamples of the records say
(bootstrap, percentiles). Resamples are drawn by the rank of the quantile: of n values drawn
with replacement the k-th smallest is the one at floor(n·B), B from the beta distribution
(k, n - k + 1); so the work does not grow with the records. Never a mean: a few very long
incidents make it say nothing about any of them.
"""

from __future__ import annotations

from math import ceil, sqrt
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

ENOUGH = 20
"""Records from which on quantiles are said; below, the records themselves are listed."""
PARTS = (0.5, 0.8, 0.95)
"""The quantiles that are said."""
RESAMPLES = 2000
SEED = 1
"""What every face starts its chance from, so that the same records say the same everywhere."""
_TAIL = 0.05
"""Left out at either end: intervals hold nine resamples of ten."""
_DEVIATION = 1.6448536269514722
"""Of the standard normal distribution, for the same nine of ten."""


class Quantile(Struct, frozen=True, gc=False):
    """``part`` of the records took at most ``minutes``; nine resamples of ten say ``low`` to ``high``."""

    part: float
    minutes: int
    low: int
    high: int


class Share(Struct, frozen=True, gc=False):
    """``count`` of ``of``, and between which shares of all to come that puts it, nine times of ten."""

    count: int
    of: int
    low: float
    high: float


class Difference(Struct, frozen=True, gc=False):
    """By how many minutes the median of some records exceeds that of others, with its interval."""

    minutes: int
    low: int
    high: int

    @property
    def clear(self) -> bool:
        """Whether the records settle which of the two is longer."""
        return self.low > 0 or self.high < 0


def quantiles(values: Sequence[int], chance: Random) -> tuple[Quantile, ...]:
    """The quantiles of recorded minutes. Raises ValueError below :data:`ENOUGH` of them."""
    if len(values) < ENOUGH:
        raise ValueError(f"{len(values)} records are too few for quantiles: list them")
    ordered = sorted(values)
    return tuple(_quantile(ordered, part, chance) for part in PARTS)


def median(values: Sequence[int]) -> int:
    """The lower median: a value that did happen. Raises ValueError for none."""
    if not values:
        raise ValueError("no values have no median")
    return sorted(values)[_rank(len(values), 0.5) - 1]


def difference(values: Sequence[int], others: Sequence[int], chance: Random) -> Difference:
    """How much longer the median of ``values`` is than that of ``others``. Neither may be empty."""
    mine, theirs = sorted(values), sorted(others)
    drawn = sorted(
        _draw(mine, _rank(len(mine), 0.5), chance) - _draw(theirs, _rank(len(theirs), 0.5), chance)
        for _ in range(RESAMPLES)
    )
    return Difference(median(mine) - median(theirs), *_middle(drawn))


def share(count: int, of: int) -> Share:
    """A share and its interval (Wilson's, which stays honest when none or all of few are counted).

    Raises ValueError where there is nothing to count in.
    """
    if of < 1:
        raise ValueError("a share of nothing")
    square = _DEVIATION * _DEVIATION
    middle = (count + square / 2) / (of + square)
    spread = _DEVIATION / (of + square) * sqrt(count * (of - count) / of + square / 4)
    return Share(count, of, max(0.0, middle - spread), min(1.0, middle + spread))


def _quantile(ordered: list[int], part: float, chance: Random) -> Quantile:
    rank = _rank(len(ordered), part)
    drawn = sorted(_draw(ordered, rank, chance) for _ in range(RESAMPLES))
    return Quantile(part, ordered[rank - 1], *_middle(drawn))


def _rank(number: int, part: float) -> int:
    return max(1, ceil(number * part))


def _draw(ordered: list[int], rank: int, chance: Random) -> int:
    number = len(ordered)
    return ordered[min(number - 1, int(number * chance.betavariate(rank, number - rank + 1)))]


def _middle(drawn: list[int]) -> tuple[int, int]:
    tail = int(len(drawn) * _TAIL)
    return drawn[tail], drawn[-1 - tail]

"""The canonical order of references, in which every answer of the graph comes out, and that for reading."""

import re
from collections.abc import Iterable

from topology.model.reference import Ref, key

_NUMBERS = re.compile("[0-9]+")
_DIGITS = 12


def natural(text: str) -> str:
    """Sort key of names where people read them: case does not count, and 2 comes before 10."""
    folded = text.casefold()
    number = _NUMBERS.search(folded)
    if number is None:
        return folded
    start, end = number.span()
    filled = folded[:start] + folded[start:end].zfill(_DIGITS)  # mostly that is all
    return filled if end == len(folded) else filled + _NUMBERS.sub(_filled, folded[end:])


def _filled(found: re.Match[str]) -> str:
    return found[0].zfill(_DIGITS)


def place_in_order(ref: str) -> tuple[str, str]:
    """Sort key: case does not count, except between names that differ in nothing else."""
    return key(ref), ref


def in_order(refs: Iterable[Ref]) -> tuple[Ref, ...]:
    """The distinct references in canonical order."""
    distinct = set(refs)
    return tuple(distinct) if len(distinct) < 2 else tuple(sorted(distinct, key=place_in_order))

"""The canonical order of references, in which every answer of the graph comes out."""

from collections.abc import Iterable

from topology.model.reference import Ref, key


def place_in_order(ref: str) -> tuple[str, str]:
    """Sort key: case does not count, except between names that differ in nothing else."""
    return key(ref), ref


def in_order(refs: Iterable[Ref]) -> tuple[Ref, ...]:
    """The distinct references in canonical order."""
    distinct = set(refs)
    return tuple(distinct) if len(distinct) < 2 else tuple(sorted(distinct, key=place_in_order))

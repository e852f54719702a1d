"""The changes of a difference in groups, in the order in which somebody goes through them."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from topology.insight.diff.values import Change, Difference


class Group(Struct, frozen=True):
    """Changes of one sort; there is at least one."""

    title: str
    changes: tuple[Change, ...]


def _answers(grade: str) -> Callable[[Change], bool]:
    return lambda change: change.kind == "behaviour" and change.grade == grade


def _of(*kinds: str) -> Callable[[Change], bool]:
    return lambda change: change.kind in kinds


GROUPS: tuple[tuple[str, Callable[[Change], bool]], ...] = (
    ("Who answers: worse", _answers("worse")),
    ("Who answers: others", _answers("other")),
    ("Who answers: better", _answers("better")),
    ("Owners", _of("moved")),
    ("Added, removed, renamed", _of("added", "removed", "renamed")),
    ("Grey edges", _of("grey-gained", "grey-lost")),
    ("Load by team", _of("load")),
    ("Rules", _of("rule-broken", "rule-kept")),
)
"""Every change is in exactly one of them."""


def groups(difference: Difference) -> tuple[Group, ...]:
    """The groups in which there is anything; within one what may hurt first stands first."""
    found = ((title, tuple(filter(fits, difference.changes))) for title, fits in GROUPS)
    return tuple(Group(title, changes) for title, changes in found if changes)

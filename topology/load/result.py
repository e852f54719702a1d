"""What a load gives."""

from __future__ import annotations

import os

from msgspec import Struct

from topology.load.settings import Settings
from topology.load.stamp import Stamp, stamp_at
from topology.model.catalog import Catalog
from topology.model.problem import Problem


class Target(Struct, frozen=True, gc=False):
    """A path that a file of the catalog names: where it led, and what was there (``None``: nothing)."""

    path: str
    led_to: str
    stamp: Stamp | None


def look(path: str) -> Target:
    """Where a path leads now."""
    led_to = os.path.realpath(path)
    return Target(path, led_to, stamp_at(led_to))


class LoadResult(Struct, frozen=True):
    """A catalog of what is good, the problems in order of their places, and the catalog's own settings.

    ``targets`` are the paths outside the walk that it depends on.
    """

    catalog: Catalog
    problems: tuple[Problem, ...]
    settings: Settings = Settings()
    targets: tuple[Target, ...] = ()


class Content(Struct, frozen=True):
    """What the files say, without the program's settings, and what else it depends on: ``targets``."""

    catalog: Catalog
    problems: tuple[Problem, ...]
    targets: tuple[Target, ...] = ()


def result(content: Content, settings: Settings, told: list[Problem]) -> LoadResult:
    """Content and settings, of which ``told`` are the problems."""
    problems = sorted((*content.problems, *told), key=lambda one: one.order)
    return LoadResult(content.catalog, tuple(problems), settings, content.targets)

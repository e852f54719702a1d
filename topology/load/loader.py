"""The door of this package: paths in, a catalog and everything that is wrong with it out."""

from __future__ import annotations

import gc
from collections.abc import Sequence

from msgspec import Struct

from topology.load.assemble import assemble
from topology.load.codes import problem
from topology.load.events import missing_libyaml
from topology.load.gather import Gathered, gather
from topology.load.limits import Limits
from topology.load.settings import Settings, read_settings
from topology.load.walk import shown
from topology.model.catalog import Catalog
from topology.model.entity import Component
from topology.model.place import Place
from topology.model.problem import Problem


class LoadResult(Struct, frozen=True):
    """A catalog of what is good, the problems in order of their places, and the catalog's own settings."""

    catalog: Catalog
    problems: tuple[Problem, ...]
    settings: Settings = Settings()


def load(paths: Sequence[str], *, limits: Limits | None = None, strict: bool | None = None) -> LoadResult:
    """Read everything below ``paths``: native YAML and Backstage files, mixed.

    Never raises for bad input. The result does not depend on the order of paths,
    files or keys. ``limits`` win over those of topology.toml. With ``strict``
    references that nobody declared are errors in Backstage files too; ``None``: as the preset
    of topology.toml says.
    """
    collecting = gc.isenabled()
    # A load makes many values and no garbage in cycles: looking for it would cost half as much again.
    gc.disable()
    try:
        return _load(sorted(paths), limits, strict)
    finally:
        if collecting:
            gc.enable()


def _load(paths: Sequence[str], limits: Limits | None, strict: bool | None) -> LoadResult:
    settings, problems = read_settings(paths)
    gathered = gather(paths, limits or settings.limits)
    catalog, found = assemble(gathered, settings.preset == "strict" if strict is None else strict)
    slow = missing_libyaml()
    problems = [*problems, *([slow] if slow is not None else []), *found, *_nothing(gathered, catalog, paths)]
    return LoadResult(catalog, tuple(sorted(problems, key=lambda one: one.order)), settings)


def _nothing(gathered: Gathered, catalog: Catalog, paths: Sequence[str]) -> list[Problem]:
    """Why there is nothing to work with, if there is nothing."""
    where = Place(shown(", ".join(paths)) or ".", 1)
    if any(one.rule == "missing-path" for one in gathered.intake.problems) and not gathered.discovery.files:
        return []
    if not gathered.discovery.files:
        return [
            problem(
                "T291", where, "no YAML file (*.yaml, *.yml) here: `topology init` writes a first catalog"
            )
        ]
    if not gathered.readable:
        return [problem("T292", where, "none of the files here can be read: mend the errors above first")]
    if not any(not component.ghost for component in catalog.of(Component)):
        text = "no component in these files: declare some under `components:`, or give another path"
        return [problem("T293", where, text)]
    return []

"""The door of this package: paths in, a catalog and everything that is wrong with it out."""

from __future__ import annotations

from collections.abc import Sequence

from topology.load.assemble import assemble
from topology.load.at_rest import at_rest
from topology.load.codes import problem
from topology.load.events import missing_libyaml
from topology.load.files import Discovery, discover
from topology.load.gather import Gathered, gather
from topology.load.limits import Limits
from topology.load.memo import Memo
from topology.load.result import Content, LoadResult, result
from topology.load.settings import read_settings
from topology.load.walk import shown
from topology.model.catalog import Catalog
from topology.model.entity import Component
from topology.model.place import Place
from topology.model.problem import Problem


def load(paths: Sequence[str], *, limits: Limits | None = None, strict: bool | None = None) -> LoadResult:
    """Read everything below ``paths``: native YAML and Backstage files, mixed.

    Never raises for bad input. The result does not depend on the order of paths,
    files or keys. ``limits`` win over those of topology.toml. With ``strict``
    references that nobody declared are errors in Backstage files too; ``None``: as the preset
    of topology.toml says.
    """
    with at_rest():
        settings, told = read_settings(sorted(paths))
        limits, strict = limits or settings.limits, settings.is_strict(strict)
        return result(read_content(discover(paths, limits), paths, limits, strict), settings, told)


def read_content(
    discovery: Discovery, paths: Sequence[str], limits: Limits, strict: bool, memo: Memo | None = None
) -> Content:
    """What the files say that were found below ``paths``. Never raises for bad input.

    ``memo`` spares the reading of files that have not changed since it last saw them.
    """
    gathered = gather(discovery, limits, memo)
    catalog, found = assemble(gathered, strict)
    slow = missing_libyaml()
    problems = [*([slow] if slow is not None else []), *found, *_nothing(gathered, catalog, sorted(paths))]
    return Content(catalog, tuple(problems), tuple(gathered.targets))


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
        return [problem("T292", where, "none of the files here can be read: mend their errors first")]
    if not any(not component.ghost for component in catalog.of(Component)):
        text = "no component in these files: declare some under `components:`, or give another path"
        return [problem("T293", where, text)]
    return []

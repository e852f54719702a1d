"""Telling what a path is that somebody wants to begin from, and reading it."""

from __future__ import annotations

import os

from msgspec import Struct

from topology.load.files import FoundFile, read
from topology.load.limits import Limits
from topology.load.loader import load
from topology.load.origins.codeowners import OwnerRule, rules
from topology.load.origins.compose import Service, is_compose, others, services
from topology.load.parse import parse
from topology.load.walk import shown
from topology.model.catalog import Catalog
from topology.model.problem import Problem

COMPOSE_NAMES = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")
OWNERS_NAMES = ("CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
_ABOVE = (".github", "docs", ".gitlab")


class Origin(Struct, frozen=True, kw_only=True):
    """What was read. ``folder`` is where paths in it begin: the repository's, or the compose file's.

    A folder of Backstage or native files is a ``catalog``. ``others`` are files that a compose file names.
    """

    name: str
    folder: str
    services: tuple[Service, ...] = ()
    others: tuple[str, ...] = ()
    rules: tuple[OwnerRule, ...] = ()
    catalog: Catalog | None = None
    problems: tuple[Problem, ...] = ()


def found_in(folder: str) -> tuple[str, ...]:
    """What lies in a folder that one could begin from."""
    owners = next((name for name in OWNERS_NAMES if os.path.isfile(os.path.join(folder, name))), None)
    compose = next((name for name in COMPOSE_NAMES if os.path.isfile(os.path.join(folder, name))), None)
    return tuple(os.path.join(folder, name) for name in (compose, owners) if name is not None)


def origin(path: str) -> Origin:
    """Read a compose file, a CODEOWNERS file, or a folder of entities. Never raises for bad input."""
    if os.path.isdir(path):
        loaded = load([path])
        return Origin(name=shown(path), folder=path, catalog=loaded.catalog, problems=loaded.problems)
    name, folder = shown(path), os.path.dirname(os.path.abspath(path))
    data = read(FoundFile(os.path.realpath(path), name), Limits())
    if isinstance(data, Problem):
        return Origin(name=name, folder=folder, problems=(data,))
    if os.path.basename(path) == "CODEOWNERS":
        top = os.path.dirname(folder) if os.path.basename(folder) in _ABOVE else folder
        return Origin(name=name, folder=top, rules=rules(data.decode("utf-8", "replace"), name))
    parsed = parse(data, name)
    if is_compose(parsed.documents):
        return Origin(
            name=name,
            folder=folder,
            services=services(parsed.documents, name),
            others=others(parsed.documents),
            problems=parsed.problems,
        )
    loaded = load([path])
    return Origin(name=name, folder=folder, catalog=loaded.catalog, problems=loaded.problems)

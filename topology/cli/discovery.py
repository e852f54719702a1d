"""Finding the catalog that somebody stands in: here, or in a parent up to the git root."""

import os
import re
import stat
from collections.abc import Iterator

_SECTIONS = (
    "teams|people|products|platforms|components|schedules|escalationPolicies|domains|scenarios|interactions"
)
_OURS = re.compile(rf"^(?:{_SECTIONS})[ \t]*:".encode(), re.MULTILINE)
_NOT_OURS = re.compile(rb"^(?:openapi|swagger|asyncapi|apiVersion)[ \t]*:", re.MULTILINE)
_MARKS = ("topology.toml", "catalog-info.yaml", "catalog-info.yml")
_HABITS = ("teams", "products", "platforms", "components", "oncall", "catalog", ".backstage")
"""Folders in which the files of a catalog commonly stand."""
_HEAD = 65_536
"""Bytes of a file that are looked at."""


def find_catalog(start: str) -> str | None:
    """The folder that holds a catalog: ``start`` or, inside a git repository, a parent of it.

    A folder holds one if it has a ``topology.toml``, a ``catalog-info.yaml``, or a YAML
    file with one of our sections, here or in a folder with a usual name.
    """
    for folder in _upward(start):
        if _is_catalog(folder):
            return folder
    return None


def _upward(start: str) -> Iterator[str]:
    folders = [os.path.abspath(start)]
    while (parent := os.path.dirname(folders[-1])) != folders[-1]:
        folders.append(parent)
    top = next((n for n, folder in enumerate(folders) if os.path.exists(os.path.join(folder, ".git"))), 0)
    yield from folders[: top + 1]


def _is_catalog(folder: str) -> bool:
    if any(os.path.isfile(os.path.join(folder, mark)) for mark in _MARKS):
        return True
    if any(_has_section(path) for path in _yaml_files(folder)):
        return True
    for habit in _HABITS:
        inside = os.path.join(folder, habit)
        if any(os.path.basename(path) in _MARKS or _has_section(path) for path in _yaml_files(inside)):
            return True
    return False


def _yaml_files(folder: str) -> Iterator[str]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    yield from (os.path.join(folder, name) for name in names if name.endswith((".yaml", ".yml")))


def _has_section(path: str) -> bool:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return False
    try:
        head = os.read(handle, _HEAD) if stat.S_ISREG(os.fstat(handle).st_mode) else b""
    except OSError:
        return False
    finally:
        os.close(handle)
    return _OURS.search(head) is not None and _NOT_OURS.search(head) is None

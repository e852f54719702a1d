"""Where games are kept: the user's own folder, one file each."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping

from msgspec import Struct

from topology.gameday.store import SUFFIX
from topology.gameday.trouble import StoreError

SWITCH = "TOPOLOGY_GAMES"
"""The environment variable that names another folder."""


class Kept(Struct, frozen=True):
    """One game on the shelf. ``changed`` is when something was last written, in seconds since 1970."""

    session: str
    path: str
    changed: float


def games_folder(environ: Mapping[str, str]) -> str:
    """Where this user's games are, or would be."""
    stated = environ.get(SWITCH)
    if stated:
        return os.path.abspath(stated)
    from platformdirs import user_data_path

    return os.path.join(user_data_path("topology", appauthor=False), "games")


def shelf(folder: str) -> str:
    """The folder, made where it is not there yet. Raises StoreError where it is not the user's own."""
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        status = os.lstat(folder)
    except OSError as error:
        raise StoreError(f"{folder} cannot be made: {error.strerror}") from None
    if not stat.S_ISDIR(status.st_mode):
        raise StoreError(f"{folder} is no folder")
    if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
        raise StoreError(f"{folder} belongs to somebody else: TOPOLOGY_GAMES names another one")
    return folder


def path_of(folder: str, session: str) -> str:
    """The file of a game."""
    return os.path.join(folder, session + SUFFIX)


def kept(folder: str) -> tuple[Kept, ...]:
    """The games of a shelf, the one last played first."""
    found: list[Kept] = []
    try:
        names = os.listdir(folder)
    except OSError:
        return ()
    for name in names:
        if not name.endswith(SUFFIX):
            continue
        path = os.path.join(folder, name)
        try:
            status = os.lstat(path)
        except OSError:
            continue
        if stat.S_ISREG(status.st_mode):
            latest = max(status.st_mtime, _changed(f"{path}-wal"))
            found.append(Kept(name.removesuffix(SUFFIX), path, latest))
    return tuple(sorted(found, key=lambda each: (-each.changed, each.session)))


def _changed(path: str) -> float:
    try:
        return os.lstat(path).st_mtime
    except OSError:
        return 0.0


def new_session(folder: str, name: str, day: str) -> str:
    """A name for a game that no other one on the shelf has: ``quiet-orders-2026-11-24``."""
    wanted = f"{name}-{day}"
    number = 1
    while os.path.lexists(path_of(folder, wanted if number == 1 else f"{wanted}-{number}")):
        number += 1
    return wanted if number == 1 else f"{wanted}-{number}"

"""The folder of the cache: the user's own, private, small, and swept."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

SWITCH = "TOPOLOGY_CACHE"
"""The environment variable: ``off``, or a folder to use instead of the user's own."""

ENTRY_BYTES = 64 * 1024 * 1024
"""An entry that is larger is neither written nor read."""

TOTAL_BYTES = 256 * 1024 * 1024
"""What all entries may take; those used longest ago go first."""

UNUSED_DAYS = 30
"""Entries that nobody has used for so long are swept."""

_DAY = 86_400.0
_SUFFIX, _UNFINISHED = ".kept", ".part"
_READ = (
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


def cache_folder(environ: Mapping[str, str]) -> str | None:
    """Where this user's cache lies; ``None`` where it is switched off."""
    stated = environ.get(SWITCH, "")
    if stated.casefold() in ("off", "0", "no", "none"):
        return None
    if stated:
        return os.path.abspath(stated)
    from platformdirs import user_cache_path

    return os.path.join(user_cache_path("topology", appauthor=False), "catalogs")


def fetch(folder: str, name: str, now: float) -> bytes | None:
    """The bytes of an entry; ``None`` for one that is not there, or not this user's alone."""
    try:
        if not _private(os.lstat(folder), stat.S_ISDIR):
            return None
        handle = os.open(os.path.join(folder, name + _SUFFIX), _READ)
    except OSError:
        return None
    try:
        status = os.fstat(handle)
        if not _private(status, stat.S_ISREG) or status.st_nlink != 1 or status.st_size > ENTRY_BYTES:
            return None
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(status.st_size + 1)
        if now - status.st_mtime > _DAY:
            os.utime(handle)  # it was used: the sweep looks at this time
        return data if len(data) == status.st_size else None
    except OSError:
        return None
    finally:
        os.close(handle)


def store(folder: str, name: str, pieces: Iterable[bytes], now: float) -> None:
    """Write an entry, whole or not at all, and sweep. Where that cannot be done, nothing is kept."""
    part = os.path.join(folder, f".{name}.{os.getpid()}{_UNFINISHED}")
    with suppress(OSError):
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        with suppress(FileExistsError):
            os.mkdir(folder, 0o700)
        if not _private(os.lstat(folder), stat.S_ISDIR):
            return
        try:
            with os.fdopen(os.open(part, _WRITE, 0o600), "wb") as file:
                for piece in pieces:
                    file.write(piece)
            os.replace(part, os.path.join(folder, name + _SUFFIX))
        except BaseException:
            with suppress(OSError):
                os.unlink(part)
            raise
        _sweep(folder, now)


def _sweep(folder: str, now: float) -> None:
    """Take away what is old, what is too much, and what was never finished."""
    entries: list[tuple[float, int, str]] = []
    with os.scandir(folder) as listing:
        for each in listing:
            if each.name.endswith((_SUFFIX, _UNFINISHED)):
                status = each.stat(follow_symlinks=False)
                entries.append((status.st_mtime, status.st_size, each.path))
    total = 0
    for used, size, path in sorted(entries, reverse=True):
        total += size
        unfinished = path.endswith(_UNFINISHED)
        if total > TOTAL_BYTES or now - used > (_DAY if unfinished else UNUSED_DAYS * _DAY):
            with suppress(OSError):
                os.unlink(path)


def _private(status: os.stat_result, fits: Callable[[int], bool]) -> bool:
    """Whether its kind fits, it is this user's, and nobody else may read or write it."""
    return fits(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o077

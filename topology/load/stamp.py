"""By what a file is known to be the same as before, without reading it."""

from __future__ import annotations

import os

from msgspec import Struct


class Stamp(Struct, frozen=True, gc=False):
    """What every change of a file changes. Times in nanoseconds, ``size`` in bytes.

    ``changed`` is when its bytes were written, ``touched`` when anything about it was changed:
    its name, its rights, or its bytes by a program that sets the other time back.
    """

    changed: int
    touched: int
    size: int
    inode: int

    @property
    def latest(self) -> float:
        """The later of the two times, in seconds."""
        return max(self.changed, self.touched) / 1e9


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp in what the system says of a file."""
    return Stamp(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


def stamp_at(path: str) -> Stamp | None:
    """The stamp of the file at ``path``; ``None`` where there is none that can be looked at."""
    try:
        return stamp_of(os.stat(path))
    except (OSError, ValueError):
        return None

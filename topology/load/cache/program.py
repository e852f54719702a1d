"""Which program read: another one, or another parser below it, may read the same files differently."""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Iterator
from hashlib import blake2b
from importlib.util import find_spec

from topology import __version__
from topology.load.cache.columns import WORD

_READERS = ("model", "load")
"""The packages whose code decides what is read."""

_BELOW = ("yaml", "msgspec", "tzdata", "rapidfuzz")
"""Packages of others whose version may decide it."""

_ZONES = "/usr/share/zoneinfo"


def program() -> bytes:
    """A digest of this program, which another version of it, or of what it stands on, does not have."""
    digest = blake2b(digest_size=16)
    for each in _facts():
        digest.update(repr(each).encode("utf-8", "surrogateescape"))
    return digest.digest()


def _facts() -> Iterator[object]:
    yield __version__, sys.version, sys.byteorder, array(WORD).itemsize
    above = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    for name in _READERS:
        for folder, folders, files in os.walk(os.path.join(above, name)):
            folders.sort()
            for file in sorted(files):
                if file.endswith(".py"):
                    yield _stamp(os.path.join(folder, file))
    for name in _BELOW:
        spec = find_spec(name)
        yield _stamp(os.path.dirname(spec.origin)) if spec is not None and spec.origin else name
    yield _stamp(_ZONES)


def _stamp(path: str) -> tuple[str, int, int]:
    try:
        status = os.stat(path)
    except OSError:
        return path, 0, 0
    return path, status.st_size, status.st_mtime_ns

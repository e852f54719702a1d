"""A catalog as it was: the files of one commit, laid out in a private folder for as long as they are read.

Nothing is checked out: no working tree, index or branch is touched, and no filter is run.
"""

from __future__ import annotations

import os
import posixpath
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO

from msgspec import Struct

from topology.load.git import GitError, ask, ask_long, commit_of, prefix_of
from topology.load.limits import Limits
from topology.model.text import clean_line

_SUFFIXES = (".yaml", ".yml", ".ics", ".ical")
_NAMES = frozenset({"topology.toml", "pyproject.toml"})
_LINK, _FILES = b"120000", (b"100644", b"100755")
_LINK_BYTES = 4096


class Revision(Struct, frozen=True, kw_only=True):
    """One commit of a catalog. ``path`` is to be loaded; ``empty``: the commit has no such folder."""

    name: str
    commit: str
    path: str
    empty: bool


class _Blob(Struct, frozen=True):
    name: str
    mode: bytes
    id: bytes
    size: int


@contextmanager
def revision(catalog: str, ref: str, limits: Limits | None = None) -> Iterator[Revision]:
    """The catalog at ``catalog``, a folder or file in a git repository, as it was at ``ref``.

    Its files stand in a folder that only this user can read, and are gone afterwards. Raises
    :class:`GitError`. What is too large is left for the loader to report.
    """
    real = os.path.realpath(catalog)
    folder, single = (real, "") if os.path.isdir(real) else os.path.split(real)
    prefix = prefix_of(folder)
    commit = commit_of(folder, ref)
    blobs = _blobs(folder, commit, prefix)
    with tempfile.TemporaryDirectory(prefix="topology-") as private:
        root = os.path.join(os.path.realpath(private), os.path.basename(folder) or "catalog")
        os.mkdir(root, 0o700)
        wanted = _wanted(blobs, single)
        _Layout(folder, root, limits or Limits()).write(wanted, blobs)
        path = os.path.join(root, single) if single and single in wanted else root
        yield Revision(name=clean_line(ref), commit=commit, path=path, empty=not wanted)


def _blobs(folder: str, commit: str, prefix: str) -> dict[str, _Blob]:
    """All files below the catalog's folder, by name; none where the commit does not have it."""
    # A name is never given as a pattern: it is part of the tree's own name.
    tree = f"{commit}:{prefix.rstrip('/')}"
    try:
        if ask(folder, "cat-file", "-t", tree).strip() != b"tree":
            return {}
    except GitError:
        return {}
    found: dict[str, _Blob] = {}
    for line in ask(folder, "ls-tree", "-r", "-l", "-z", "--full-tree", tree).split(b"\0"):
        head, tab, name = line.partition(b"\t")
        words = head.split()
        if not tab or len(words) != 4 or words[1] != b"blob":
            continue  # a submodule, or nothing
        if not words[3].isdigit():
            raise GitError(f"{clean_line(os.fsdecode(name))} is missing: is the clone a partial one?")
        blob = _Blob(os.fsdecode(name), words[0], words[2], int(words[3]))
        if _sound(blob.name):
            found.setdefault(blob.name, blob)
    return found


def _sound(name: str) -> bool:
    """Whether a name stays in its folder: a tree that nobody checked may hold any."""
    parts = name.split("/")
    return "\\" not in name and all(part not in ("", ".", "..") and part.lower() != ".git" for part in parts)


def _wanted(blobs: Mapping[str, _Blob], single: str) -> dict[str, _Blob]:
    """What a load would read: YAML, calendars, settings, links, and whatever is linked to."""
    if single:
        return {name: blob for name, blob in blobs.items() if name == single or name in _NAMES}
    return {name: blob for name, blob in blobs.items() if _read_by_us(name) or blob.mode == _LINK}


def _read_by_us(name: str) -> bool:
    return name.lower().endswith(_SUFFIXES) or name in _NAMES


class _Layout:
    """Files first, then links: nothing is ever written through one."""

    def __init__(self, folder: str, root: str, limits: Limits) -> None:
        self._folder = folder
        self._root = root
        self._limits = limits
        self._outside = os.path.join(os.path.dirname(root), "outside.yaml")
        """What links out of the catalog lead to: it exists, and the loader refuses it like the real one."""

    def write(self, wanted: Mapping[str, _Blob], everything: Mapping[str, _Blob]) -> None:
        """Lay out what is wanted, and what links among it lead to."""
        links = [blob for blob in wanted.values() if blob.mode == _LINK and blob.size <= _LINK_BYTES]
        targets = {blob.name: os.fsdecode(data) for blob, data in _contents(self._folder, links)}
        files = {name: blob for name, blob in wanted.items() if blob.mode in _FILES}
        for name, target in targets.items():
            meant = everything.get(_meant(name, target))
            if meant is not None and meant.mode in _FILES:
                files[meant.name] = meant
        self._write_files(list(files.values()))
        with open(self._outside, "xb"):
            pass
        for name, target in targets.items():
            self._link(name, target)

    def _write_files(self, files: list[_Blob]) -> None:
        limits = self._limits
        small = [blob for blob in files if blob.size <= limits.file_bytes]
        if len(files) > limits.files or sum(blob.size for blob in small) > limits.total_bytes:
            raise GitError("more files than the limits `files` and `totalBytes` allow in one catalog")
        for blob in files:
            if blob.size > limits.file_bytes:
                with self._created(blob.name) as file:
                    file.truncate(blob.size)  # a hole of this size: the loader refuses it by its size
        for blob, data in _contents(self._folder, small):
            with self._created(blob.name) as file:
                file.write(data)

    def _created(self, name: str) -> IO[bytes]:
        path = self._path(name)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
        try:
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            return open(os.open(path, flags, 0o600), "wb")
        except OSError as error:
            raise GitError(f"{clean_line(name)}: {error.strerror}") from None

    def _link(self, name: str, target: str) -> None:
        path = self._path(name)
        inside = _meant(name, target) != "" and "\0" not in target
        try:
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            os.symlink(target if inside else self._outside, path)
        except OSError as error:
            raise GitError(f"{clean_line(name)}: {error.strerror}") from None

    def _path(self, name: str) -> str:
        return os.path.join(self._root, *name.split("/"))


def _meant(name: str, target: str) -> str:
    """The name that a link leads to, empty where that is outside of the catalog."""
    where = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
    return "" if target.startswith("/") or where.split("/")[0] == ".." else where


def _contents(folder: str, blobs: list[_Blob]) -> Iterator[tuple[_Blob, bytes]]:
    """The bytes of each file, by one process that reads them as they are stored."""
    if not blobs:
        return
    with tempfile.TemporaryFile() as lines:
        lines.write(b"".join(blob.id + b"\n" for blob in blobs))
        lines.seek(0)
        process = ask_long(folder, ("cat-file", "--batch"), lines)
        try:
            assert process.stdout is not None
            for blob in blobs:
                head = process.stdout.readline().split()
                if len(head) != 3 or head[1] != b"blob" or int(head[2]) != blob.size:
                    raise GitError(f"{clean_line(blob.name)} cannot be read: is the clone a partial one?")
                data = process.stdout.read(blob.size)
                if len(data) != blob.size or process.stdout.read(1) != b"\n":
                    raise GitError(f"{clean_line(blob.name)} cannot be read")
                yield blob, data
        finally:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()

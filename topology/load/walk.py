"""Which files lie below the given folders: no link out, no folder twice, nothing left out in silence."""

from __future__ import annotations

import errno
import os
import stat

from msgspec import Struct

from topology.load.codes_read import file_problem
from topology.load.stamp import Stamp, stamp_of
from topology.model.problem import Problem, Severity
from topology.model.text import clean_line

SKIPPED_FOLDERS = frozenset(
    {
        ".git",
        ".hg",
        ".svn",
        ".bzr",
        ".jj",
        "node_modules",
        "bower_components",
        ".yarn",
        ".npm",
        ".pnpm-store",
        ".venv",
        ".tox",
        ".nox",
        "__pycache__",
        "site-packages",
        ".eggs",
        ".mypy_cache",
        ".pytest_cache",
        ".ruff_cache",
        ".hypothesis",
        ".pixi",
        ".direnv",
        ".gradle",
        ".terraform",
        ".idea",
    }
)
"""Folders that tools fill. Not read, and counted by name; a Python environment of any name as well."""

READ_ANYWAY = "links to folders that are read anyway"
"""The key under which such links are counted among the skipped."""

_SUFFIXES = (".yaml", ".yml")


class Candidate(Struct, frozen=True, gc=False):
    """A regular file: how to open it, its name as shown, and who it is."""

    path: str
    name: str
    device: int
    stamp: Stamp
    linked: bool


class _Folder(Struct, frozen=True, gc=False):
    path: str
    prefix: str


class Walk:
    """One walk over all roots. Folders are met once each; links to folders wait until all else is read."""

    def __init__(self, roots: list[str]) -> None:
        """``roots`` are resolved, absolute folders (or files, for a file that is a root of its own)."""
        self.candidates: list[Candidate] = []
        self.problems: list[Problem] = []
        self.skipped: dict[str, int] = {}
        self.folders: list[tuple[str, int]] = []
        self._roots = roots
        self._seen: set[tuple[int, int]] = set()
        self._links: list[_Folder] = []

    def folder(self, path: str, prefix: str) -> None:
        """Gather what lies below the resolved folder ``path``; names shown begin with ``prefix``."""
        todo = [_Folder(path, prefix)]
        while todo:
            folder = todo.pop()
            try:
                status = os.stat(folder.path)
                if (status.st_dev, status.st_ino) in self._seen:
                    continue
                self._seen.add((status.st_dev, status.st_ino))
                self.folders.append((folder.path, status.st_ino))
                with os.scandir(folder.path) as listing:
                    entries = sorted(listing, key=lambda entry: entry.name)
            except OSError as error:
                self._add(
                    "T009", folder.prefix.rstrip("/") or ".", f"this folder cannot be listed: {reason(error)}"
                )
                continue
            if folder.path != path and any(entry.name == "pyvenv.cfg" for entry in entries):
                self._skip(os.path.basename(folder.path))
                continue
            for entry in entries:
                inner = self._entry(entry, folder.prefix + entry.name)
                if inner:
                    todo.append(_Folder(entry.path, folder.prefix + entry.name + "/"))

    def linked_folders(self) -> None:
        """Follow the links to folders inside the roots that no walk has reached."""
        while self._links:
            links, self._links = sorted(self._links, key=lambda link: link.prefix), []
            for link in links:
                target = os.path.realpath(link.path)
                try:
                    status = os.stat(target)
                except OSError as error:
                    self._add("T007", link.prefix, f"this link leads nowhere: {reason(error)}")
                    continue
                if (status.st_dev, status.st_ino) not in self._seen:
                    self.folder(target, link.prefix + "/")
                elif within(link.path, [target]):
                    self._add(
                        "T007",
                        link.prefix,
                        "this link leads back to a folder above it; it is not followed",
                        "warning",
                    )
                else:
                    self._skip(READ_ANYWAY)

    def file(self, path: str, name: str) -> None:
        """The single file ``path``, already resolved."""
        try:
            folder = os.path.dirname(path)
            self.folders.append((folder, os.stat(folder).st_ino))
            self._regular(path, name, os.stat(path), False)
        except OSError as error:
            self._add("T001", name, f"this file cannot be read: {reason(error)}")

    def _entry(self, entry: os.DirEntry[str], name: str) -> bool:
        """Judge one entry of a folder; whether it is a folder to go into."""
        is_yaml = entry.name.lower().endswith(_SUFFIXES)
        try:
            if is_yaml and entry.name.startswith(".#"):
                self._add(
                    "T008",
                    name,
                    f"{clean_line(entry.name[2:])} is open in an editor with unsaved changes;"
                    " this lock file is not read",
                )
            elif entry.is_symlink():
                self._link(entry, name, is_yaml)
            elif entry.is_dir(follow_symlinks=False):
                if entry.name in SKIPPED_FOLDERS:
                    self._skip(entry.name)
                    return False
                if is_yaml:
                    self._add(
                        "T013", name, "this is a folder with the name of a YAML file; files in it are read"
                    )
                return True
            elif is_yaml:
                self._regular(entry.path, name, entry.stat(follow_symlinks=False), False)
        except OSError as error:
            self._add("T001", name, f"this cannot be read: {reason(error)}")
        return False

    def _link(self, entry: os.DirEntry[str], name: str, is_yaml: bool) -> None:
        try:
            status = entry.stat()
        except OSError as error:
            why = "leads back to itself" if error.errno == errno.ELOOP else f"leads nowhere: {reason(error)}"
            self._add("T007", name, f"this link {why}", None if is_yaml else "info")
            return
        target = os.path.realpath(entry.path)
        is_folder = stat.S_ISDIR(status.st_mode)
        if is_folder and entry.name in SKIPPED_FOLDERS:
            self._skip(entry.name)
        elif not is_folder and not is_yaml:
            return  # no more ours than a plain file of that name
        elif not within(target, self._roots):
            self._add(
                "T003",
                name,
                "this link leaves the folder that was given; it is not followed",
                "warning" if is_folder else None,
            )
        elif is_folder:
            self._links.append(_Folder(entry.path, name))
        else:
            self._regular(target, name, status, True)

    def _regular(self, path: str, name: str, status: os.stat_result, linked: bool) -> None:
        if not stat.S_ISREG(status.st_mode):
            self._add("T002", name, f"this is {what(status.st_mode)}, not a regular file; it is not opened")
            return
        if shown(name) != name.replace(os.sep, "/"):  # surrogates stand for bytes that are not UTF-8
            self._add(
                "T010",
                name,
                "the name of this file is not UTF-8, or holds control characters; it is read, and"
                " its name shown with substitutes",
            )
        self.candidates.append(Candidate(path, name, status.st_dev, stamp_of(status), linked))

    def _skip(self, name: str) -> None:
        name = shown(name)
        self.skipped[name] = self.skipped.get(name, 0) + 1

    def _add(self, code: str, name: str, message: str, severity: Severity | None = None) -> None:
        self.problems.append(file_problem(code, shown(name), message, severity))


def within(path: str, roots: list[str] | tuple[str, ...]) -> bool:
    """Whether the resolved ``path`` is one of ``roots`` or lies below one."""
    return any(path == root or path.startswith(root.rstrip(os.sep) + os.sep) for root in roots)


def shown(name: str) -> str:
    """A path as it may be shown: forward slashes, cleaned, one line."""
    return str(clean_line(name.replace(os.sep, "/")))


def reason(error: OSError) -> str:
    """The system's words for what went wrong, without the path."""
    return (error.strerror or type(error).__name__).lower()


def what(mode: int) -> str:
    """The kind of a thing that is no regular file, in words."""
    for test, words in (
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    ):
        if test(mode):
            return words
    return "something special"

"""Finding and reading files: inside the given roots, regular ones only, bounded, each once."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence

from msgspec import Struct

from topology.load.codes_read import file_problem
from topology.load.limits import Limits, how_to_raise
from topology.load.stamp import Stamp
from topology.load.walk import Candidate, Walk, reason, shown, what, within
from topology.model.problem import Problem

_DEFAULTS = Limits()
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_BINARY", 0)
)
_TRIES = 3


class FoundFile(Struct, frozen=True, gc=False):
    """A file to read. ``path`` is absolute, with links resolved, and for opening only; ``shown`` is
    relative to the root, with forward slashes, and clean. ``stamp`` is what it was like when it was found."""

    path: str
    shown: str
    stamp: Stamp | None = None


class Discovery(Struct, frozen=True):
    """What lies below the given paths.

    ``files`` are sorted by ``shown``, the same for any order of the arguments.
    ``root`` is the folder that names are relative to; ``roots`` the folders that
    nothing may leave, resolved. ``skipped`` counts the folders not gone into, by name;
    ``folders`` are those that were, or that hold a file which was given, each with its inode.
    """

    root: str
    files: tuple[FoundFile, ...]
    problems: tuple[Problem, ...]
    skipped: dict[str, int]
    roots: tuple[str, ...] = ()
    folders: tuple[tuple[str, int], ...] = ()


def discover(paths: Sequence[str | os.PathLike[str]], limits: Limits = _DEFAULTS) -> Discovery:
    """All ``*.yaml`` and ``*.yml`` files below ``paths``, hidden folders too; a file among them by itself.

    A path that does not exist is a problem of rule ``missing-path``. Never raises.
    """
    problems: list[Problem] = []
    folders: list[str] = []
    single: list[str] = []
    for path in sorted({os.fsdecode(path) for path in paths}):
        try:
            is_folder = stat.S_ISDIR(os.stat(path).st_mode)
            real = os.path.realpath(path)
        except (OSError, ValueError) as error:  # ValueError: a NUL in the path
            gone = not isinstance(error, PermissionError)
            why = reason(error) if isinstance(error, OSError) else "not a path"
            problems.append(
                file_problem(
                    "T006" if gone else "T001",
                    shown(path),
                    "there is no such file or folder"
                    if isinstance(error, FileNotFoundError)
                    else f"this path cannot be read: {why}",
                )
            )
            continue
        (folders if is_folder else single).append(real)
    roots = sorted({*folders, *(os.path.dirname(path) for path in single)})
    root = _common(roots)
    walk = Walk([*folders, *single])
    for path in sorted(set(folders)):
        prefix = _name(path, root)
        walk.folder(path, "" if prefix == os.curdir else prefix + "/")
    walk.linked_folders()
    for path in sorted(set(single)):
        walk.file(path, _name(path, root))
    files = _within_limits(_each_once(walk.candidates), limits, problems)
    problems.extend(walk.problems)
    return Discovery(
        root,
        tuple(FoundFile(one.path, shown(one.name), one.stamp) for one in files),
        tuple(sorted(problems, key=lambda problem: problem.order)),
        dict(sorted(walk.skipped.items())),
        tuple(roots),
        tuple(sorted(set(walk.folders))),
    )


def locate(discovery: Discovery, beside: FoundFile, target: str) -> FoundFile | Problem:
    """The file that ``target``, a path written in the file ``beside``, names.

    A problem unless it is a relative path that stays, links resolved, inside the
    roots; that it exists and is a regular file is for :func:`read` to say.
    """
    if "://" in target or "\0" in target or target.startswith(("/", "\\", "~")) or os.path.isabs(target):
        return file_problem(
            "T003",
            beside.shown,
            f"{_quoted(target)} is no relative path: only files inside the catalog are read",
        )
    path = os.path.realpath(os.path.join(os.path.dirname(beside.path), target))
    if not within(path, discovery.roots):
        return file_problem(
            "T003", beside.shown, f"{_quoted(target)} lies outside the catalog: it is not read"
        )
    return FoundFile(path, shown(_name(path, discovery.root)))


def read(found: FoundFile, limits: Limits = _DEFAULTS) -> bytes | Problem:
    """The bytes of a file, or why not. Never blocks, never reads more than the limit.

    A file that changes under the reading is read again, and given up after three tries.
    """
    for _ in range(_TRIES):
        try:
            handle = os.open(found.path, _FLAGS)
        except (OSError, ValueError) as error:
            return _unreadable(found, error)
        try:
            before = os.fstat(handle)
            if not stat.S_ISREG(before.st_mode):
                return file_problem(
                    "T002", found.shown, f"this is {what(before.st_mode)}, not a regular file; it is not read"
                )
            if before.st_size > limits.file_bytes:
                return file_too_large(found.shown, before.st_size, limits)
            data = _bounded(handle, before.st_size)
            after = os.fstat(handle)
        except OSError as error:
            return _unreadable(found, error)
        finally:
            os.close(handle)
        if len(data) == after.st_size == before.st_size and after.st_mtime_ns == before.st_mtime_ns:
            return data
    return file_problem("T012", found.shown, "this file changed each time while it was read; it is not used")


def file_too_large(file: str, size: int, limits: Limits) -> Problem:
    """The finding for a file above the limit, whose ``size`` in bytes is the least it has."""
    return file_problem(
        "T004",
        file,
        f"a file of {size:,} bytes, the limit is {limits.file_bytes:,}; it is not read:"
        f" {how_to_raise('fileBytes')}",
    )


def _common(roots: list[str]) -> str:
    try:
        return os.path.commonpath(roots) if roots else os.getcwd()
    except (OSError, ValueError):  # different drives, or no working folder any more
        return roots[0] if roots else os.curdir


def _name(path: str, root: str) -> str:
    """What a file is called: its way from the root; from that of the whole disk, as one writes it."""
    whole = root == os.path.dirname(root) != path
    return path if whole else os.path.relpath(path, root)


def _each_once(candidates: list[Candidate]) -> list[Candidate]:
    """One candidate for each file: under its own name rather than a link's, then the first by name."""
    chosen: dict[tuple[int, int], Candidate] = {}
    for one in sorted(candidates, key=lambda one: (one.linked, one.name)):
        chosen.setdefault((one.device, one.stamp.inode), one)
    return sorted(chosen.values(), key=lambda one: one.name)


def _within_limits(files: list[Candidate], limits: Limits, problems: list[Problem]) -> list[Candidate]:
    """The files up to a limit of the whole load, which is a problem of the first file after it."""
    total = 0
    for index, one in enumerate(files):
        total += (
            one.stamp.size if one.stamp.size <= limits.file_bytes else 0
        )  # a larger one is refused by itself
        if index >= limits.files or total > limits.total_bytes:
            name, amount = (
                ("files", f"{limits.files:,} files")
                if index >= limits.files
                else ("totalBytes", f"{limits.total_bytes:,} bytes")
            )
            problems.append(
                file_problem(
                    "T011",
                    shown(one.name),
                    f"more than {amount}: from here on {len(files) - index:,}"
                    f" files are not read; {how_to_raise(name)}",
                )
            )
            return files[:index]
    return files


def _bounded(handle: int, size: int) -> bytes:
    """All bytes of a file of ``size``, and one more if it has grown."""
    pieces: list[bytes] = []
    left = size + 1
    while left > 0:
        piece = os.read(handle, left)
        if not piece:
            break
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _unreadable(found: FoundFile, error: OSError | ValueError) -> Problem:
    why = reason(error) if isinstance(error, OSError) else "not a path"
    return file_problem("T001", found.shown, f"this file cannot be read: {why}")


def _quoted(target: str) -> str:
    return f'"{shown(target if len(target) <= 80 else target[:79] + "…")}"'

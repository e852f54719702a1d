"""One version of a catalog: its files as they stand, or as they were at a revision of git."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from msgspec import Struct

from topology.load.codes import EMPTY
from topology.load.git import GitError, commit_of, names_of, prefix_of
from topology.load.loader import load
from topology.load.result import LoadResult
from topology.load.revision import revision
from topology.model.text import clean_line

NOTHING = EMPTY | {"T006"}
"""Codes of problems that leave nothing to compare: a path that is not there, files with nothing in them."""


class VersionError(Exception):
    """There is nothing to compare; the message says why, on one line that is safe to show."""


class Version(Struct, frozen=True, kw_only=True):
    """What a version is called, and what was read of it. ``commit`` is there for a revision;
    ``empty``: it has no catalog at this path."""

    name: str
    loaded: LoadResult
    commit: str | None = None
    empty: bool = False


@contextmanager
def version(word: str, catalog: Sequence[str]) -> Iterator[Version]:
    """The version that a word names: an existing path, else a revision of the git repository that
    holds ``catalog``.

    Calendars of a revision can be read for as long as the context lasts. Raises :class:`VersionError`.
    """
    if os.path.exists(word):
        yield Version(name=clean_line(word), loaded=sound(word, load([word])))
        return
    with ExitStack() as stack:
        try:
            found = stack.enter_context(revision(_one(catalog), word))
        except GitError as error:
            raise VersionError(str(error)) from None
        loaded = load([found.path])
        yield Version(
            name=found.name,
            loaded=loaded if found.empty else sound(found.name, loaded),
            commit=found.commit,
            empty=found.empty,
        )


def check(word: str, catalog: Sequence[str]) -> None:
    """Raises :class:`VersionError` for a word that names no version. Nothing is loaded."""
    if os.path.exists(word):
        return
    try:
        folder = _folder(_one(catalog))
        prefix_of(folder)
        commit_of(folder, word)
    except GitError as error:
        raise VersionError(str(error)) from None


def known(catalog: Sequence[str]) -> tuple[str, ...] | None:
    """Names of revisions, the newest first, for whoever asks for one; ``None``: there is no repository
    with a commit that could be compared."""
    try:
        check("HEAD", catalog)
        return names_of(_folder(_one(catalog)))
    except (GitError, VersionError):
        return None


def sound(name: str, loaded: LoadResult) -> LoadResult:
    """What was read. Raises :class:`VersionError` where there is nothing in it to compare."""
    reasons = [problem.message for problem in loaded.problems if problem.code in NOTHING]
    if reasons:
        raise VersionError(f"{clean_line(name)}: {'; '.join(dict.fromkeys(reasons))}")
    return loaded


def _one(catalog: Sequence[str]) -> str:
    if len(catalog) > 1:
        raise VersionError("one catalog at most where a revision is compared")
    return catalog[0]


def _folder(path: str) -> str:
    real = os.path.realpath(path)
    return real if os.path.isdir(real) else os.path.dirname(real)

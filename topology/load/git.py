"""Asking git, and nothing but asking: no hook, filter, pager or transport of a repository is ever run.

A repository may be hostile: its configuration can name programs for many occasions. Only plumbing
that reads objects is used, transports are forbidden (a partial clone fetches what it misses), and
what the environment says about other repositories is left out.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from typing import IO

from topology.model.text import clean_line

SECONDS = 60
"""How long one question to git may take."""

_SAFE = (
    "--no-pager",
    "--no-replace-objects",
    "--no-optional-locks",
    "-c", "core.fsmonitor=false",
    "-c", "core.hooksPath=/dev/null",
    "-c", "protocol.allow=never",
)  # fmt: skip
_KEPT = frozenset(
    {"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES"}
)
"""What the user may say to git through the environment; all else there is about another occasion."""
_STATED = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
}
_BAD_REF = re.compile(r"^-|[\x00-\x1f\x7f]")


NO_REPOSITORY = "not a git repository"
"""What git says of a folder outside of any; its words are English by the environment it is given."""


class GitError(Exception):
    """Git cannot answer; the message says why, on one line that is safe to show."""


def ask(folder: str, *words: str) -> bytes:
    """What git prints, run in a folder. Raises :class:`GitError` where it fails."""
    try:
        done = subprocess.run(
            _command(words),
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise GitError("git is not installed") from None
    except (OSError, ValueError) as error:
        raise GitError(f"git cannot be run: {clean_line(str(error))}") from None
    except subprocess.TimeoutExpired:
        raise GitError(f"git did not answer within {SECONDS} seconds") from None
    if done.returncode:
        raise GitError(_first_line(done.stderr) or "git does not say why")
    return done.stdout


def ask_long(folder: str, words: Sequence[str], lines: IO[bytes]) -> subprocess.Popen[bytes]:
    """A process that answers one after the other the questions in a file; to be read and waited for."""
    return subprocess.Popen(
        _command(words),
        cwd=folder,
        env=_environment(),
        stdin=lines,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def commit_of(folder: str, ref: str) -> str:
    """The full id of the commit that a branch, tag or other name of a revision means.

    Raises :class:`GitError` for what names none, and for what git could take for an option.
    """
    if not ref or _BAD_REF.search(ref):
        raise GitError(f'"{clean_line(ref)}" is no name of a revision')
    try:
        found = ask(folder, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}").strip().decode("ascii")
    except GitError as error:
        known = str(error) != "git does not say why"
        why = f": {error}" if known else ": no folder and no commit is called so; is the clone a shallow one?"
        raise GitError(f'"{clean_line(ref)}"{why}') from None
    if not re.fullmatch(r"[0-9a-f]{40,64}", found):
        raise GitError(f'"{clean_line(ref)}" is no name of a revision')
    return found


def names_of(folder: str, most: int = 200) -> tuple[str, ...]:
    """Branches and tags, the newest first, as they can be typed; those that cannot be shown as they are
    are left out. Raises :class:`GitError`."""
    found = ask(
        folder, "for-each-ref", f"--count={most}", "--sort=-creatordate", "--format=%(refname:short)",
        "refs/heads", "refs/tags", "refs/remotes",
    )  # fmt: skip
    names = found.decode("utf-8", "replace").splitlines()
    return tuple(name for name in names if name and name.isprintable() and clean_line(name) == name)


def prefix_of(folder: str) -> str:
    """Where a folder lies in its repository, with a slash at its end; empty at the top."""
    try:
        found = ask(folder, "rev-parse", "--show-prefix")
    except GitError as error:
        why = (
            "no git repository holds it: only a folder or file can be compared"
            if NO_REPOSITORY in str(error)
            else str(error)
        )
        raise GitError(f"{clean_line(folder)}: {why}") from None
    return os.fsdecode(found.removesuffix(b"\n"))


def _command(words: Sequence[str]) -> list[str]:
    return ["git", *_SAFE, *words]


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}
    return kept | _STATED


def _first_line(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return clean_line(lines[0].removeprefix("fatal: ")[:200]) if lines else ""

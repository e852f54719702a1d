"""Opening the user's editor at a line of a file."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress

from topology.model.place import Place
from topology.model.text import raw

_GOTO = {"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"}
_COLON = {"hx", "helix", "zed", "zeditor", "subl", "sublime_text"}
_NUMBERED = {
    "idea",
    "pycharm",
    "webstorm",
    "goland",
    "clion",
    "rider",
    "phpstorm",
    "rubymine",
    "kate",
    "mate",
}
_WAITING: dict[str, tuple[tuple[str, ...], str]] = {
    **dict.fromkeys((*_GOTO, "zed", "zeditor", "subl", "sublime_text"), (("--wait", "-w"), "--wait")),
    **dict.fromkeys(
        ("idea", "pycharm", "webstorm", "goland", "clion", "rider", "phpstorm", "rubymine"),
        (("--wait",), "--wait"),
    ),
    **dict.fromkeys(("gvim", "mvim"), (("-f", "--nofork"), "-f")),
    "kate": (("-b", "--block"), "-b"),
    "mate": (("-w", "--wait"), "-w"),
    "gedit": (("-w", "--wait"), "--wait"),
}
"""Editors that would come back at once: the words that make them stay, and the one to add else."""

_FALLBACKS = ("nvim", "vim", "vi", "nano", "micro", "emacs")


def path_of(roots: Sequence[str], place: Place) -> str | None:
    """The file that a place is in, as a path that can be opened; ``None``: it is not there any more."""
    if not place.file or not place.line:
        return None
    bases = list(roots)
    with suppress(ValueError):  # no roots, or on different drives
        bases.insert(0, os.path.commonpath(roots))
    for base in bases:
        path = os.path.join(base, *raw(place.file).split("/"))
        if os.path.isfile(path):
            return path
    return None


def command(environ: Mapping[str, str], path: str, line: int) -> list[str] | None:
    """The command that edits ``path`` at ``line`` and ends when that is done; ``None``: no editor is known.

    What ``VISUAL``, else ``EDITOR``, says, with its arguments; where neither names a program that
    is there, one of the usual ones. Most editors take ``+LINE``; those that do not are known here.
    """
    words = stated(environ)
    if not words or shutil.which(words[0], path=environ.get("PATH")) is None:
        found = next((name for name in _FALLBACKS if shutil.which(name, path=environ.get("PATH"))), None)
        if found is None:
            return None
        words = [found]
    name = os.path.basename(words[0]).removesuffix(".exe").removesuffix(".cmd").removesuffix(".sh").casefold()
    known, wait = _WAITING.get(name, ((), ""))
    if wait and not set(known) & set(words):
        words = [*words, wait]
    if name in _GOTO:
        return [*words, "--goto", f"{path}:{line}"]
    if name in _COLON:
        return [*words, f"{path}:{line}"]
    if name in _NUMBERED:
        return [*words, "-l" if name in ("kate", "mate") else "--line", str(line), path]
    if name == "ed":
        return [*words, path]
    return [*words, f"+{line}", path]


def stated(environ: Mapping[str, str]) -> list[str]:
    """The words of the editor that somebody named, whether it is there or not."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environ.get(name, ""))
        except ValueError:
            continue
        if words:
            return words
    return []

"""Opening the user's editor at a line of a file."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress

from topology.model.place import Place
from topology.model.text import raw

_GOTO = {"code", "codium", "code-insiders", "cursor", "windsurf", "zed", "subl"}
_COLON = {"hx", "helix", "kak", "micro", "zed", "subl"}
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
    """The command that edits ``path`` at ``line``; ``None``: no editor is known."""
    stated = environ.get("VISUAL") or environ.get("EDITOR") or ""
    try:
        words = shlex.split(stated)
    except ValueError:
        words = []
    if not words or shutil.which(words[0], path=environ.get("PATH")) is None:
        found = next((name for name in _FALLBACKS if shutil.which(name, path=environ.get("PATH"))), None)
        if found is None:
            return None
        words = [found]
    name = os.path.basename(words[0]).removesuffix(".exe")
    if name in _GOTO:
        flag = ["--goto"] if name not in ("zed", "subl") else []
        wait = ["--wait"] if not {"--wait", "-w"} & set(words) else []
        return [*words, *wait, *flag, f"{path}:{line}"]
    if name in _COLON:
        return [*words, f"{path}:{line}"]
    return [*words, f"+{line}", path]

"""The clipboard of the machine that somebody sits at, where this is that machine.

A terminal is always asked as well (OSC 52): over ssh it is the only way, and whether it has
done it cannot be known. No shell is involved, and text is never a part of a command.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping

TIMEOUT = 2.0
"""Seconds for which a program is waited for: those that keep running in the background let go at once."""

PROGRAMS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("wl-copy", (), "WAYLAND_DISPLAY"),
    ("xclip", ("-selection", "clipboard"), "DISPLAY"),
    ("xsel", ("--clipboard", "--input"), "DISPLAY"),
    ("pbcopy", (), ""),
    ("clip.exe", (), ""),
)
"""Name, arguments, and what must be set in the environment for it to have a clipboard to write to."""

REMOTE = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")
"""Set where the machine is another one than that with the screen: its clipboard is nobody's."""


def program(environ: Mapping[str, str]) -> list[str] | None:
    """The command that reads the clipboard's new text from its input; ``None``: there is none here."""
    if any(environ.get(name) for name in REMOTE):
        return None
    for name, arguments, needed in PROGRAMS:
        if needed and not environ.get(needed):
            continue
        found = shutil.which(name, path=environ.get("PATH", ""))
        if found is not None:
            return [found, *arguments]
    return None


def copy(command: list[str], text: str, environ: Mapping[str, str]) -> str:
    """Hand a text to a program; says what went wrong, and nothing where it went well."""
    encoding = "utf-16-le" if command[0].endswith("clip.exe") else "utf-8"
    try:
        done = subprocess.run(
            command,
            input=text.encode(encoding, "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT,
            env=dict(environ),
            start_new_session=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "took too long"
    except OSError as error:
        return error.strerror or "could not be started"
    return "" if done.returncode == 0 else f"ended with {done.returncode}"

"""What happens when the app itself is wrong: a short message, and a report without anybody's data."""

from __future__ import annotations

import os
import platform
import re
import sys
import tempfile
import traceback
from collections.abc import Iterator

_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`")
_PATH = re.compile(r"(?:[A-Za-z]:)?[\\/][^\s:]+")
_NAME = re.compile(r"\b(?:component|resource|api|team|person|product|platform|policy|schedule|domain):\S+")

INTERNAL = 3


def report(error: BaseException) -> str:
    """Write what a developer needs to a private file and say where it is; empty where nothing can be written.

    No locals, no source lines outside the program, no names, paths or texts from the catalog.
    """
    try:
        handle, path = tempfile.mkstemp(prefix="topology-crash-", suffix=".txt", text=True)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in _lines(error))
    except OSError:
        return ""
    return path


def message(error: BaseException, path: str) -> str:
    """What the user is told, after the terminal has been given back."""
    where = f"\nA report without your data is in {path}" if path else ""
    return f"topology: internal error: {type(error).__name__}. This is a mistake in the program.{where}"


def redacted(text: str) -> str:
    """A message of an exception without what may come from files: quoted text, paths, references."""
    for pattern in (_QUOTED, _NAME, _PATH):
        text = pattern.sub("…", text)
    return text[:200]


def _lines(error: BaseException) -> Iterator[str]:
    from textual import __version__ as textual_version

    from topology import __version__

    yield f"topology {__version__}, textual {textual_version}, python {platform.python_version()}"
    yield f"{platform.system()} {platform.release()}, TERM={os.environ.get('TERM', '')}"
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield ""
        yield f"{type(current).__module__}.{type(current).__qualname__}: {redacted(str(current))}"
        for frame in traceback.extract_tb(current.__traceback__):
            yield f"  {_module(frame.filename)}:{frame.lineno} in {frame.name}"
        current = current.__cause__ or current.__context__


def _module(filename: str) -> str:
    """A source file as the import path sees it: nothing about whose machine this is."""
    roots = sorted((os.path.abspath(root) for root in sys.path if root), key=len, reverse=True)
    for root in roots:
        if filename.startswith(root + os.sep):
            return os.path.relpath(filename, root).replace(os.sep, "/")
    return os.path.basename(filename)

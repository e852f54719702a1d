"""How far somebody has come in a tour: one small JSON file in their own state folder."""

from __future__ import annotations

import os
from collections.abc import Mapping

import msgspec
from msgspec import Struct

NAME = "tours.json"


class Progress(Struct, frozen=True, kw_only=True):
    """``step`` is the id of the step somebody stood at; ``right`` and ``wrong`` are steps they predicted."""

    step: str = ""
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


def progress_path() -> str:
    """Where the file is, or would be."""
    from platformdirs import user_state_path

    return str(user_state_path("topology", appauthor=False) / NAME)


def read_progress(path: str) -> dict[str, Progress]:
    """How far each tour has got, by its name. A file that cannot be read is none: there is little to lose."""
    from topology.load.files import FoundFile, read

    if not os.path.lexists(path):
        return {}
    data = read(FoundFile(os.path.realpath(path), NAME))
    try:
        return msgspec.json.decode(data, type=dict[str, Progress]) if isinstance(data, bytes) else {}
    except (msgspec.DecodeError, RecursionError):
        return {}


def keep_progress(path: str, name: str, progress: Progress) -> bool:
    """Write down how far one tour has got; says whether that could be done."""
    from topology.load.replacing import replace_text

    found: Mapping[str, Progress] = read_progress(path) | {name: progress}
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        replace_text(path, msgspec.json.encode(dict(sorted(found.items()))).decode() + "\n")
    except OSError:
        return False
    return True

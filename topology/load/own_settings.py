"""The settings of whoever sits at the terminal: one TOML file in their own folder, read and written here.

What the settings mean is for the app to say. Reading costs nothing where there is no file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from topology.model.problem import Problem

NAME = "settings.toml"


class OwnSettings(Struct, frozen=True):
    """What the file at ``path`` says.

    ``problem`` is why it cannot be used; the table is empty then, and nothing may be written into it.
    """

    path: str
    text: str = ""
    table: Mapping[str, Any] = {}
    problem: Problem | None = None


class Unwritable(Exception):
    """A setting that cannot be kept, and why."""


def own_path() -> str:
    """Where the file is, or would be: ``topology/settings.toml`` in the user's configuration folder."""
    from platformdirs import user_config_path

    return str(user_config_path("topology", appauthor=False) / NAME)


def read_own(path: str) -> OwnSettings:
    """Read the file. Never raises; no file is no settings."""
    real = os.path.realpath(path)
    if not os.path.lexists(real):
        return OwnSettings(path)
    from topology.load.files import FoundFile, read
    from topology.load.toml_file import read_table

    data = read(FoundFile(real, NAME))
    if isinstance(data, Problem):
        return OwnSettings(path, problem=data)
    table = read_table(data, NAME)
    if isinstance(table, Problem):
        return OwnSettings(path, problem=table)
    return OwnSettings(path, data.decode("utf-8"), table)


def keep(path: str, name: str, value: str, template: str = "") -> None:
    """Set one top-level text in the file, and leave everything else as somebody wrote it.

    Without a file one is made of the ``template``. Raises :class:`Unwritable` for a file
    that cannot be read, and for what the system does not allow.
    """
    own = read_own(path)
    if own.problem is not None:
        raise Unwritable(f"{own.problem.place}: {own.problem.message}")
    text = with_value(own.text or template, name, value)
    if text is None:
        raise Unwritable(f"{NAME} is written in a way that only you can change")
    if text != own.text:
        _write(path, text)


def make(path: str, template: str) -> None:
    """Make the file if there is none. Raises :class:`Unwritable`."""
    if not os.path.lexists(os.path.realpath(path)):
        _write(path, template)


def with_value(text: str, name: str, value: str) -> str | None:
    """``text`` with a top-level setting changed; ``None`` where that cannot be done by changing one line.

    A line that sets it is changed, else one that shows it in a comment, else one is put before all others.
    """
    import tomllib

    head = re.search(r"^\s*\[", text, re.MULTILINE)
    end = head.start() if head is not None else len(text)
    made = None
    for comment in ("", r"#[ \t]*"):
        line = re.compile(
            rf"^{comment}{re.escape(name)}([ \t]*=[ \t]*)(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s#]+)", re.MULTILINE
        )
        if (found := line.search(text, 0, end)) is not None:
            made = f'{text[: found.start()]}{name}{found[1]}"{value}"{text[found.end() :]}'
            break
    if made is None:
        made = f'{name} = "{value}"\n{text}'
    try:
        wanted = {**tomllib.loads(text), name: value}
        return made if tomllib.loads(made) == wanted else None
    except ValueError:
        return None


def _write(path: str, text: str) -> None:
    from topology.load.replacing import replace_text

    try:
        os.makedirs(os.path.dirname(os.path.realpath(path)), exist_ok=True)
        replace_text(path, text)
    except OSError as error:
        raise Unwritable((error.strerror or type(error).__name__).lower()) from None

"""Settings of the program beside a catalog: ``topology.toml``, or ``[tool.topology]`` of a pyproject.toml."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct, ValidationError

from topology.load.codes import clip, problem
from topology.load.codes_read import file_problem
from topology.load.files import FoundFile, read
from topology.load.limits import Limits, limits_from
from topology.load.suggest import near_word
from topology.load.toml_file import read_table
from topology.load.toml_places import TomlPlaces
from topology.load.walk import within
from topology.model.place import Place
from topology.model.problem import Problem, Suggestion

KNOWN = ("limits", "me", "preset", "ignore", "rules")
PRESETS = ("starter", "standard", "strict")
"""How much `topology check` asks for, from least to most."""


class Settings(Struct, frozen=True, kw_only=True):
    """What the file says. ``me`` refers to whoever is looking; ``preset``, ``rules`` and ``ignore`` are
    for checks."""

    limits: Limits = Limits()
    me: str = ""
    preset: str = ""
    ignore: tuple[Mapping[str, Any], ...] = ()
    rules: Mapping[str, Any] = {}

    def is_strict(self, asked: bool | None) -> bool:
        """Whether references that nobody declared are errors everywhere: as was asked, else by the preset."""
        return self.preset == "strict" if asked is None else asked


def read_settings(paths: Sequence[str]) -> tuple[Settings, list[Problem]]:
    """The settings that stand in the first of these folders that has any. Never raises."""
    for path in paths:
        folder = path if os.path.isdir(path) else os.path.dirname(path) or os.curdir
        own = os.path.join(folder, "topology.toml")
        if os.path.lexists(own):
            return _read(own, folder)
        shared = os.path.join(folder, "pyproject.toml")
        if os.path.isfile(shared):
            found = _read_shared(shared, folder)
            if found is not None:
                return found
    return Settings(), []


def _read(file: str, folder: str) -> tuple[Settings, list[Problem]]:
    name = os.path.basename(file)
    data = _bytes(file, folder)
    if isinstance(data, Problem):
        return Settings(), [data]
    table = read_table(data, name)
    return (Settings(), [table]) if isinstance(table, Problem) else _settings(table, name, data.decode())


def _read_shared(file: str, folder: str) -> tuple[Settings, list[Problem]] | None:
    """The settings of a pyproject.toml; ``None`` if it has none. What else is in it is not ours to judge."""
    name = os.path.basename(file)
    data = _bytes(file, folder)
    if isinstance(data, Problem) or b"topology" not in data:
        return None
    table = read_table(data, name)
    if isinstance(table, Problem):
        return (Settings(), [table]) if b"tool.topology" in data else None
    tools = table.get("tool")
    if not isinstance(tools, dict) or "topology" not in tools:
        return None
    own = tools["topology"]
    if not isinstance(own, dict):
        return Settings(), [problem("T217", Place(name, 1), "tool.topology must be a table")]
    return _settings(own, name, data.decode())


def _bytes(file: str, folder: str) -> bytes | Problem:
    """The bytes of a settings file that lies in its folder, links resolved."""
    path = os.path.realpath(file)
    if not within(path, [os.path.realpath(folder)]):
        return file_problem("T003", os.path.basename(file), "this link leaves the folder; it is not followed")
    return read(FoundFile(path, os.path.basename(file)))


def places_of(name: str, text: str) -> TomlPlaces:
    """Where our settings stand in a file of this name."""
    return TomlPlaces(name, text, () if name == "topology.toml" else ("tool", "topology"))


def _settings(table: Mapping[str, Any], name: str, text: str) -> tuple[Settings, list[Problem]]:
    problems: list[Problem] = []
    places = places_of(name, text)

    def unknown(path: tuple[str, ...], words: Sequence[str]) -> None:
        meant = near_word(path[-1], words)
        suggestion = Suggestion(meant) if meant else None
        said = f'unknown setting "{clip(path[-1])}"'
        problems.append(problem("T218", places.of(*path), said, suggestion=suggestion))

    for key in table:
        if key not in KNOWN:
            unknown((key,), KNOWN)
    values: dict[str, Any] = {}
    for key, fits, words in _SHAPES:
        value = table.get(key)
        if value is None:
            continue
        if fits(value):
            values[key] = tuple(value) if isinstance(value, list) else value
        else:
            problems.append(problem("T217", places.of(key), f"{key} {words}"))
    limits: dict[str, Any] = {}
    for key, value in values.pop("limits", {}).items():
        if key not in Limits.__struct_encode_fields__:
            unknown(("limits", key), Limits.__struct_encode_fields__)
            continue
        try:
            limits_from({key: value})
            limits[key] = value
        except ValidationError as error:
            words = clip(str(error).partition(" - at ")[0].replace("`", ""))
            problems.append(problem("T217", places.of("limits", key), f"{key} under limits: {words}"))
    return Settings(limits=limits_from(limits), **values), problems


_SHAPES: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
    ("me", lambda value: isinstance(value, str), "must be a reference"),
    ("preset", PRESETS.__contains__, f"must be one of {', '.join(PRESETS)}"),
    ("limits", lambda value: isinstance(value, dict), "must be a table"),
    ("rules", lambda value: isinstance(value, dict), "must be a table"),
    (
        "ignore",
        lambda value: isinstance(value, list) and all(isinstance(each, dict) for each in value),
        "must be a list of tables",
    ),
)
"""Each setting, what its value has to be, and that in words."""

"""From the file's table to settings: everything that cannot be done is told, with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from topology.load.own_settings import NAME, OwnSettings, read_own
from topology.tui.settings.choices import LOOKS, Choices

if TYPE_CHECKING:
    from topology.model.problem import Problem

_WORDS: Mapping[str, tuple[tuple[Any, ...], str]] = {
    "theme": (LOOKS, f"must be one of {', '.join(LOOKS)}"),
    "ascii": ((True, False, "auto"), 'must be true, false or "auto"'),
    "mouse": ((True, False), "must be true or false"),
    "reload": ((True, False), "must be true or false"),
}
"""What a setting may be, and that in words."""

KNOWN = (*_WORDS, "me", "keys")


def read_choices(path: str) -> Choices:
    """The settings in the file at ``path``. Never raises; costs next to nothing where there is none."""
    own = read_own(path)
    if own.problem is not None:
        return Choices(file=path, wrong=(own.problem,))
    return choices_of(own) if own.table else Choices(file=path)


def choices_of(own: OwnSettings) -> Choices:
    """What a table means."""
    from topology.tui.settings.keys import keymap_of

    found = Found(own.text)
    values: dict[str, Any] = {}
    for name, value in own.table.items():
        if name in _WORDS:
            allowed, words = _WORDS[name]
            if any(type(value) is type(each) and value == each for each in allowed):
                values[name] = None if value == "auto" and name == "ascii" else value
            else:
                found.wrong((name,), f"{name} {words}")
        elif name == "me":
            if isinstance(value, str):
                values[name] = value
            else:
                found.wrong((name,), 'me must be a reference in quotes: "person:ada", "team:payments"')
        elif name != "keys":
            found.unknown((name,), KNOWN, "setting")
    keys = own.table.get("keys", {})
    if isinstance(keys, dict):
        values["keymap"] = keymap_of(keys, found)
    else:
        found.wrong(("keys",), "keys must be a table: [keys], then one line a command")
    return Choices(file=own.path, wrong=found.in_order(), **values)


class Found:
    """Gathers what is wrong."""

    def __init__(self, text: str) -> None:
        from topology.load.toml_places import TomlPlaces

        self._places = TomlPlaces(NAME, text)
        self._problems: list[Problem] = []

    def wrong(self, path: tuple[str, ...], message: str) -> None:
        """Something is known and cannot be done."""
        self._add("T217", path, message)

    def unknown(self, path: tuple[str, ...], words: Iterable[str], what: str) -> None:
        """A name means nothing; say which one was probably meant. ``path`` leads to it."""
        from topology.load.codes import clip
        from topology.load.suggest import near_word

        name = ".".join(path[1:] or path)
        meant = near_word(name, words)
        hint = f": did you mean {meant}?" if meant else ""
        self._add("T218", path, f'no {what} is called "{clip(name)}"{hint}')

    def _add(self, code: str, path: tuple[str, ...], message: str) -> None:
        from topology.load.codes import problem

        self._problems.append(problem(code, self._places.of(*path), message))

    def in_order(self) -> tuple[Problem, ...]:
        """All of it, by line."""
        return tuple(sorted(self._problems, key=lambda each: each.order))

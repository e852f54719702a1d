"""Keys that somebody wants for commands: read as people write keys, and never two commands on one key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from textual.binding import Binding, InvalidBinding
from textual.keys import Keys, key_to_character

from topology.tui.commands import COMMANDS, NAMES, named, shown
from topology.tui.keymap import Keymap

if TYPE_CHECKING:
    from topology.tui.settings.reading import Found

_WRITTEN = {text: key for key, text in NAMES.items()} | {
    " ": "space", "esc": "escape", "return": "enter", "del": "delete", "ins": "insert",
}  # fmt: skip
_NAMED = {key.value for key in Keys if "+" not in key.value and "<" not in key.value}
_WITH = {"ctrl", "alt", "shift", "super", "meta", "hyper"}
_TAKEN = {
    "ctrl+m": "enter", "ctrl+j": "enter", "ctrl+i": "tab", "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
}  # fmt: skip
"""Keys that a terminal sends for others."""


class WrongKey(ValueError):
    """A text that is no key, or one that cannot be had; says why."""


def read_key(text: str) -> str:
    """A key in Textual's words from what somebody wrote: ``?``, ``esc``, ``ctrl+k``. Raises WrongKey."""
    *modifiers, last = text.rsplit("+", 1) if len(text) > 1 and not text.endswith("+") else (text,)
    held = [each for each in "+".join(modifiers).casefold().split("+") if each]
    if not set(held) <= _WITH:
        raise WrongKey(f"{text!r} is no key")
    key = _WRITTEN.get(last) or _WRITTEN.get(last.casefold()) or last
    if len(key) == 1 and key.isprintable():
        try:
            (binding,) = Binding.make_bindings([Binding(key, "", "")])
        except (InvalidBinding, ValueError):
            raise WrongKey(f"{text!r} is no key") from None
        key = binding.key
    elif key.casefold() in _NAMED:
        key = key.casefold()
    elif key not in NAMES and (len(key) == 1 or key_to_character(key) is None):
        raise WrongKey(f"{text!r} is no key")
    if held == ["shift"] and len(key) == 1:
        return key.upper()  # what terminals send
    name = "+".join([*sorted(held), key.casefold() if held and len(key) == 1 else key])
    if name in _TAKEN:
        raise WrongKey(f"terminals send {name} as {_TAKEN[name]}")
    return name


def keymap_of(table: Mapping[str, Any], found: Found) -> Keymap:
    """The keymap of a ``[keys]`` table; what cannot be had is told, and keeps the keys that it has."""
    ids = {command.id for command in COMMANDS}
    changed: dict[str, tuple[str, ...]] = {}
    paths: dict[str, tuple[str, ...]] = {}
    for path, wanted in _flat(table, ("keys",)):
        id_ = ".".join(path[1:])
        paths[id_] = path
        if id_ not in ids:
            found.unknown(path, sorted(ids), "command")
            continue
        try:
            keys = _keys(wanted)
            if id_ == "quit" and any(map(_typed, keys)):
                raise WrongKey("it works while one types, so its key must not be a character")
        except WrongKey as error:
            found.wrong(path, f"{id_}: {error}")
            continue
        if keys != named(id_).keys:
            changed[id_] = keys
    keymap = Keymap(changed)
    while (clash := keymap.clash()) is not None:
        loser, other = clash
        key = next(key for key in loser.keys if key in other.keys)
        own = " ".join(map(shown, named(loser.id).keys))
        found.wrong(paths[loser.id], f"{loser.id}: {shown(key)} is {other.id}, so {loser.id} keeps {own}")
        keymap = Keymap({id_: keys for id_, keys in keymap.changed.items() if id_ != loser.id})
    return keymap


def _keys(wanted: Any) -> tuple[str, ...]:
    texts = [wanted] if isinstance(wanted, str) else wanted
    if not (isinstance(texts, list) and texts and all(isinstance(each, str) and each for each in texts)):
        raise WrongKey('must be a key in quotes, or a list of them: "x", ["x", "ctrl+k"]')
    return tuple(dict.fromkeys(map(read_key, texts)))


def _typed(key: str) -> bool:
    return key_to_character(key) is not None or key == "backspace"


def _flat(table: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Ids with a dot in them are tables to TOML, unless they are quoted."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, (*above, key))
        else:
            yield (*above, key), value

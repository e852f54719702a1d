"""Every command of the app, once: bindings, footer, palette, help and the key table are made from it."""

from collections.abc import Iterable

from textual.binding import Binding, BindingType
from textual.keys import key_to_character

from topology.tui.keys import (
    boundaries,
    diff,
    everywhere,
    explore,
    game,
    graph,
    health,
    overlay,
    page,
    read,
    room,
    roster,
    view,
)
from topology.tui.keys.command import GROUPS, Command, Group, Where

__all__ = [
    "COMMANDS",
    "GROUPS",
    "NAMES",
    "PLACES",
    "Command",
    "Group",
    "Where",
    "bindings",
    "footer",
    "markdown",
    "named",
    "of",
    "shown",
]

COMMANDS: tuple[Command, ...] = (
    *view.COMMANDS,
    *explore.COMMANDS,
    *graph.COMMANDS,
    *boundaries.COMMANDS,
    *page.COMMANDS,
    *read.COMMANDS,
    *health.COMMANDS,
    *game.COMMANDS,
    *diff.COMMANDS,
    *everywhere.COMMANDS,
    *overlay.COMMANDS,
    *room.COMMANDS,
    *roster.COMMANDS,
)

NAMES = {
    "left_square_bracket": "[", "right_square_bracket": "]", "slash": "/", "colon": ":", "question_mark": "?",
    "comma": ",", "full_stop": ".", "less_than_sign": "<", "greater_than_sign": ">",
    "exclamation_mark": "!",
    "left_curly_bracket": "{", "right_curly_bracket": "}", "plus": "+", "minus": "-", "equals_sign": "=",
    "escape": "esc", "pageup": "pgup", "pagedown": "pgdn",
    "f2": "F2",
}  # fmt: skip

_MODES: tuple[Where, ...] = ("explore", "boundaries", "page", "health", "game", "diff")

PLACES: tuple[tuple[Where, ...], ...] = (
    *((mode, "view", "app") for mode in _MODES),
    ("overlay", "read", "view"),
    ("room", "view"),
    ("roster", "view", "app"),
)
"""Whose keys hold together, in one place: a key means one thing there."""


def shown(key: str) -> str:
    """A key as people write it."""
    character = key_to_character(key) or ""
    return NAMES.get(key) or (character if character.strip() and character.isprintable() else key)


def of(*where: Where) -> tuple[Command, ...]:
    """The commands of these places, in the registry's order."""
    return tuple(command for command in COMMANDS if command.where in where)


def named(id_: str) -> Command:
    """The command of this id. Raises StopIteration for an id that does not exist."""
    return next(command for command in COMMANDS if command.id == id_)


def bindings(*where: Where) -> list[BindingType]:
    """The bindings of these places, for a ``BINDINGS``."""
    return [
        Binding(
            ",".join(command.keys),
            command.action,
            command.title,
            show=False,
            id=command.id,
            priority=command.id == "quit",
            tooltip=command.help,
        )
        for command in of(*where)
    ]


def footer(where: Iterable[Where], root: bool) -> list[Command]:
    """What the footer offers in these places, the most wanted first; ``q`` quits only at the root."""
    other = "escape" if root else "leave"
    offered = (command for command in of(*where) if command.footer and command.id != other)
    return sorted(offered, key=lambda each: each.footer)


def markdown() -> str:
    """The table of keys, for the README."""
    rows = ["| key | does |", "|---|---|"]
    for group in GROUPS:
        for command in COMMANDS:
            if command.group == group:
                keys = " ".join(f"`{shown(key)}`" for key in command.keys)
                where = "" if command.where in ("app", "view", "explore") else f" ({command.where})"
                rows.append(f"| {keys} | {command.help}{where} |")
    return "\n".join(rows) + "\n"

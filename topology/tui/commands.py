"""Every command of the app, once: bindings, footer, palette, help and the key table are made from it."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct
from textual.binding import Binding, BindingType

Where = Literal["app", "view", "explore", "page", "overlay"]
"""Whose keys they are: everywhere; any view of lines; one screen; whatever lies over another screen."""

Group = Literal["Move", "Find", "Ask", "Do", "Leave"]

GROUPS: tuple[Group, ...] = ("Move", "Find", "Ask", "Do", "Leave")


class Command(Struct, frozen=True, gc=False):
    """One thing that can be done. ``id`` names the action, ``footer`` its rank there (0: not shown)."""

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    where: Where
    group: Group
    footer: int = 0


COMMANDS: tuple[Command, ...] = (
    Command("down", ("j", "down"), "down", "To the next line", "view", "Move"),
    Command("up", ("k", "up"), "up", "To the line before", "view", "Move"),
    Command("left", ("h", "left"), "left", "Fold; in the graph to the left", "view", "Move"),
    Command("right", ("l", "right"), "right", "Unfold; in the graph to the right", "view", "Move"),
    Command("first", ("g", "home"), "first", "To the first line", "view", "Move"),
    Command("last", ("G", "end"), "last", "To the last line", "view", "Move"),
    Command("page_up", ("pageup", "ctrl+b"), "page up", "One page up", "view", "Move"),
    Command("page_down", ("pagedown", "ctrl+f"), "page down", "One page down", "view", "Move"),
    Command("choose", ("enter",), "open", "Open or follow what you stand on", "view", "Move", 6),
    Command("next_pane", ("tab",), "pane", "To the next pane", "explore", "Move", 9),
    Command("previous_pane", ("shift+tab",), "pane back", "To the pane before", "explore", "Move"),
    Command("next_half", ("tab",), "half", "To the other half, where there are two", "page", "Move"),
    Command("back", ("left_square_bracket",), "back", "Back to what you saw before", "explore", "Move", 10),
    Command("forward", ("right_square_bracket",), "forward", "Forward again", "explore", "Move"),
    Command("filter", ("slash",), "filter",
            "Find as you type; owner: tier: type: tag: kind: narrow", "explore", "Find", 5),
    Command("next_match", ("n",), "next match", "To the next match of the filter", "explore", "Find"),
    Command("previous_match", ("N",), "match before", "To the match before", "explore", "Find"),
    Command("palette", ("colon", "ctrl+p"), "command", "Go to any entity, run any command", "app", "Find", 8),
    Command("page", ("p",), "page", "What if this fails? Who is paged, when, and why", "explore", "Ask", 1),
    Command("mark", ("space",), "mark", "Mark a component; p asks what if all marked fail",
            "explore", "Ask"),
    Command("owner", ("o",), "owner", "To the team that owns it", "explore", "Ask", 2),
    Command("users", ("u",), "used by", "To what uses it", "explore", "Ask", 3),
    Command("needs", ("U",), "uses", "To what it uses", "explore", "Ask", 4),
    Command("on_call", ("O",), "on call", "Who is on call, all teams", "explore", "Ask"),
    Command("instant", ("t",), "instant", "The instant of answers: now, +2h, Mon 03:00 …",
            "app", "Ask"),
    Command("why", ("w",), "why", "Show or hide the reasons, each with its file and line", "page", "Ask", 1),
    Command("earlier", ("comma",), "hour", "The same an hour earlier", "page", "Ask", 2),
    Command("later", ("full_stop",), "hour later", "The same an hour later", "page", "Ask"),
    Command("copy", ("c",), "copy", "Copy the reference, or the card as text", "app", "Do", 7),
    Command("edit", ("e",), "edit", "Open $EDITOR at the line in the file, then read again", "app", "Do", 7),
    Command("reload", ("ctrl+r",), "read again", "Read the files again", "app", "Do"),
    Command("theme", ("ctrl+t",), "theme", "Between dark and light", "app", "Do"),
    Command("help", ("question_mark",), "help", "The keys, for where you stand", "app", "Do", 12),
    Command("escape", ("escape",), "back", "Clear the filter, close, go back", "app", "Leave", 11),
    Command("leave", ("q",), "quit", "Up; at the root, quit", "app", "Leave", 11),
    Command("close", ("escape", "q"), "close", "Close what lies on top", "overlay", "Leave", 1),
    Command("quit", ("ctrl+c", "ctrl+q"), "quit now", "Quit from anywhere", "app", "Leave"),
)  # fmt: skip

NAMES = {
    "left_square_bracket": "[", "right_square_bracket": "]", "slash": "/", "colon": ":", "question_mark": "?",
    "comma": ",", "full_stop": ".", "escape": "esc", "pageup": "pgup", "pagedown": "pgdn",
    "up": "↑", "down": "↓", "left": "←", "right": "→",
}  # fmt: skip


def shown(key: str) -> str:
    """A key as people write it."""
    return NAMES.get(key, key)


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
            command.id,
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

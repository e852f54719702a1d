"""Keys of the mode that asks what if."""

from topology.tui.keys.command import Command

COMMANDS = (
    Command("next_half", ("tab",), "half", "To the other half, where there are two", "page", "Move"),
    Command("why", ("w",), "why", "Show or hide the reasons, each with its file and line", "page", "Ask", 1),
    Command("earlier", ("comma",), "hour", "The same an hour earlier", "page", "Ask", 2),
    Command("later", ("full_stop",), "hour later", "The same an hour later", "page", "Ask"),
)  # fmt: skip

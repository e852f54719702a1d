"""Keys of what is read over another screen."""

from topology.tui.keys.command import Command

COMMANDS = (
    Command("read.go", ("e",), "edit", "Open $EDITOR at the line that the reason rests on", "read", "Do", 2),
)  # fmt: skip

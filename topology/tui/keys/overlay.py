"""Keys of whatever lies over another screen."""

from topology.tui.keys.command import Command

COMMANDS = (
    Command("close", ("escape", "q"), "close", "Close what lies on top", "overlay", "Leave", 1),
)  # fmt: skip

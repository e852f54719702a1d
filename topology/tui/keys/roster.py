"""Keys of the list of everybody who is on call."""

from topology.tui.keys.command import Command

COMMANDS = (
    Command("roster.filter", ("slash",), "filter", "Only who holds the words you type", "roster", "Find", 5),
)

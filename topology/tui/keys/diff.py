"""Keys of the view that compares two versions."""

from topology.tui.keys.command import Command

COMMANDS = (
    Command("diff.next_change", ("n",), "next", "To the next change", "diff", "Move", 1),
    Command("diff.previous_change", ("N",), "one before", "To the change before", "diff", "Move", 2),
    Command("diff.other_pane", ("tab",), "pane", "To the change in full, and back", "diff", "Move", 9),
    Command("diff.filter", ("slash",), "filter", "Only changes that hold the words you type",
            "diff", "Find", 5),
    Command("diff.page", ("p",), "page", "What if this fails, as it is now", "diff", "Ask", 4),
)  # fmt: skip

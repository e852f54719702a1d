"""Keys of every view of lines."""

from topology.tui.keys.command import Command

COMMANDS = (
    Command("down", ("j", "down"), "down", "To the next line", "view", "Move"),
    Command("up", ("k", "up"), "up", "To the line before", "view", "Move"),
    Command("left", ("h", "left"), "left", "Fold; in the graph to the left", "view", "Move"),
    Command("right", ("l", "right"), "right", "Unfold; in the graph to the right", "view", "Move"),
    Command("first", ("g", "home"), "first", "To the first line", "view", "Move"),
    Command("last", ("G", "end"), "last", "To the last line", "view", "Move"),
    Command("page_up", ("pageup", "ctrl+b"), "page up", "One page up", "view", "Move"),
    Command("page_down", ("pagedown", "ctrl+f"), "page down", "One page down", "view", "Move"),
    Command("choose", ("enter",), "open", "Open or follow what you stand on", "view", "Move", 6),
)  # fmt: skip

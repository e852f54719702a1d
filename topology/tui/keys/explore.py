"""Keys of the first mode."""

from topology.tui.keys.command import Command

COMMANDS = (
    Command("next_pane", ("tab",), "pane", "To the next pane", "explore", "Move", 9),
    Command("previous_pane", ("shift+tab",), "pane back", "To the pane before", "explore", "Move"),
    Command("zoom", ("z",), "whole screen", "The card, or the graph, on the whole screen, and back",
            "explore", "Move"),
    Command("filter", ("slash",), "filter",
            "Find as you type; owner: tier: type: tag: kind: file:", "explore", "Find", 5),
    Command("next_match", ("n",), "next", "To the next match of the filter, else the next finding",
            "explore", "Find"),
    Command("previous_match", ("N",), "one before", "To the match, or the finding, before",
            "explore", "Find"),
    Command("page", ("p",), "page", "What if this fails? Who is paged, when, and why", "explore", "Ask", 1),
    Command("mark", ("space",), "mark", "Mark a component: all that are marked can fail together",
            "explore", "Ask"),
    Command("users", ("u",), "used by", "To what uses it", "explore", "Ask", 3),
    Command("needs", ("U",), "uses", "To what it uses", "explore", "Ask", 4),
)  # fmt: skip

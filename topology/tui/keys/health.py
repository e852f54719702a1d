"""Keys of the mode that shows findings and figures."""

from topology.tui.keys.command import Command

COMMANDS = (
    Command("health.next_view", ("v",), "view", "Findings, figures, the week by hour: to the next of them",
            "health", "Move", 1),
    Command("health.other_pane", ("tab",), "pane", "To what the line holds, and back", "health", "Move", 9),
    Command("health.filter", ("slash",), "filter", "Only what holds the words you type", "health", "Find", 5),
    Command("health.next_group", ("n",), "next group", "To the next rule or team; in the week to the next !",
            "health", "Find"),
    Command("health.previous_group", ("N",), "group before", "To the one before", "health", "Find"),
    Command("health.why", ("w",), "why", "The finding in full, its rule, and what to do", "health", "Ask", 2),
    Command("health.page", ("p",), "page", "What if this fails; in the week at its hour", "health", "Ask", 4),
    Command("health.sort", ("S",), "by team", "By rule, or by team", "health", "Ask", 3),
)  # fmt: skip

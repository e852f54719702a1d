"""Keys of the middle pane of the first mode; they work from all of its panes."""

from topology.tui.keys.command import Command

COMMANDS = (
    Command("deeper", ("plus", "equals_sign"), "deeper", "In the graph one step more", "explore", "Find"),
    Command("shallower", ("minus",), "less deep", "In the graph one step less", "explore", "Find"),
    Command("whole", ("a",), "all of it", "All of its product, of its team, everything; then back",
            "explore", "Find"),
    Command("hidden", ("H",), "hidden", "List what the graph does not show, and go there", "explore", "Find"),
    Command("fold", ("f",), "fold", "Fold a team's lane to one chip, or unfold it", "explore", "Do"),
    Command("cross", ("x",), "cross-lines", "Lines among the neighbours too, or not",
            "explore", "Do"),
)  # fmt: skip

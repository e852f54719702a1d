"""Keys of the middle pane of the first mode; they work from all of its panes."""

from topology.tui.keys.command import Command

COMMANDS = (
    Command("deeper", ("plus", "equals_sign"), "deeper", "In the graph one step more", "explore", "Find"),
    Command("shallower", ("minus",), "less deep", "In the graph one step less", "explore", "Find"),
    Command("whole", ("a",), "all of it", "All of its product, of its team, everything; then back",
            "explore", "Find"),
    Command("hidden", ("H",), "hidden", "List what the graph does not show, and go there", "explore", "Find"),
    Command("form", ("v",), "tree/table", "The neighbourhood as graph, as tree, as table",
            "explore", "Find", 5),
    Command("sort", ("S",), "sort", "Sort the table by its next column", "explore", "Find"),
    Command("ways", ("w",), "why", "All ways from what is marked, or the middle, to this",
            "explore", "Ask", 4),
    Command("fold", ("f",), "fold", "Fold a team's lane to one chip, or unfold it", "explore", "Do"),
    Command("cross", ("x",), "cross-lines", "Lines among the neighbours too, or not",
            "explore", "Do"),
)  # fmt: skip

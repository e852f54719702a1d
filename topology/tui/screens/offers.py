"""What the last line offers to somebody who is in one of the panes, the most wanted first."""

IN_PANE = {
    1: (
        "page", "ways", "deeper", "hidden", "form", "whole", "fold", "choose", "owner", "next_pane", "leave",
        "help",
    ),
    2: ("choose", "copy", "edit", "page", "owner", "users", "needs", "back", "next_pane", "leave", "help"),
}  # fmt: skip
"""By the number of the pane: the graph and the card."""

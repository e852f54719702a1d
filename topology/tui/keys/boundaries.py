"""Keys of the mode that shows boundaries."""

from topology.tui.keys.command import Command

COMMANDS = (
    Command("boundaries.next_view", ("v",), "view", "Matrix, team map, one boundary: to the next of them",
            "boundaries", "Move", 1),
    Command("boundaries.other_pane", ("tab",), "pane", "To what the cell holds, and back",
            "boundaries", "Move", 9),
    Command("boundaries.filter", ("slash",), "filter", "Only what you type, and what has to do with it",
            "boundaries", "Find", 5),
    Command("boundaries.next_grey", ("n",), "next grey", "To the next cell with something grey",
            "boundaries", "Find"),
    Command("boundaries.previous_grey", ("N",), "grey before", "To the grey cell before",
            "boundaries", "Find"),
    Command("boundaries.boundary", ("b",), "boundary", "The boundary, and the contract, of what you stand on",
            "boundaries", "Ask", 3),
    Command("boundaries.page", ("p",), "page", "What if what is needed here fails", "boundaries", "Ask", 4),
    Command("boundaries.fold", ("f",), "fold", "The matrix by team, by type of team, by product",
            "boundaries", "Ask", 2),
    Command("boundaries.unfold", ("space",), "open group", "Open or close the group of this line",
            "boundaries", "Ask"),
)  # fmt: skip

"""Keys of a player's terminal, and of the projector's."""

from topology.tui.keys.command import Command

COMMANDS = (
    Command("room.answer", ("p", "space"), "predict", "Answer the questions of the round, or answer again",
            "room", "Do", 1),
    Command("room.leave", ("q", "ctrl+c"), "leave", "Leave the room; what you said is kept",
            "room", "Leave", 2),
)  # fmt: skip

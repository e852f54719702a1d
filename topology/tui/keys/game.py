"""Keys of the mode of game days."""

from topology.tui.keys.command import Command

COMMANDS = (
    Command("game.next", ("n",), "next", "The next step: round, predictions, lock, each beat, talk, end",
            "game", "Do", 1),
    Command("game.lock", ("L",), "lock", "Close the predictions now", "game", "Do", 2),
    Command("game.pause", ("P",), "clock", "Start or stop the clock", "game", "Do", 3),
    Command("game.faster", ("greater_than_sign",), "faster", "The simulated clock twice as fast",
            "game", "Do"),
    Command("game.slower", ("less_than_sign",), "slower", "The simulated clock half as fast", "game", "Do"),
    Command("game.inject", ("i",), "inject", "Let something happen now, or leave an inject out",
            "game", "Do", 4),
    Command("game.undo", ("z",), "undo", "Take the last step back: beat, inject, note", "game", "Do", 5),
    Command("game.finding", ("f",), "finding", "Write a finding; with + before it, what went well",
            "game", "Do", 5),
    Command("game.seat", ("p",), "hot seat", "Somebody predicts at this terminal", "game", "Do", 6),
    Command("game.blank", ("exclamation_mark",), "blank", "Blank the projector, or show it again",
            "game", "Do", 7),
    Command("game.todo", ("a",), "action", "Write an action: owner, date, date to try again",
            "game", "Do", 8),
    Command("game.note", ("m",), "note", "Write a note", "game", "Do"),
    Command("game.agree", ("y",), "agree", "Agree: this is how it has to be; it becomes a test",
            "game", "Do", 8),
    Command("game.rerun", ("r",), "run again", "The round again, on the catalog as it is now",
            "game", "Ask", 8),
    Command("game.other_pane", ("tab",), "pane", "To the other pane", "game", "Move", 9),
    Command("game.end", ("E",), "end", "End the game", "game", "Leave"),
)  # fmt: skip

"""Keys that work everywhere."""

from topology.tui.keys.command import Command

COMMANDS = (
    Command("mode_explore", ("1",), "explore", "Explore: all there is, and what is around it", "app", "Find"),
    Command("mode_boundaries", ("2",), "boundaries", "Boundaries: who needs whom; team map", "app", "Find"),
    Command("mode_page", ("3",), "page", "Page: what if something fails, who is paged", "app", "Find"),
    Command("mode_health", ("4",), "health", "Health: what is wrong, by rule; figures", "app", "Find"),
    Command("mode_game", ("5",), "game day", "Game day: predict who is paged, then reveal", "app", "Find"),
    Command("back", ("left_square_bracket",), "before", "Back to what you saw before", "app", "Move", 10),
    Command("forward", ("right_square_bracket",), "forward", "Forward again", "app", "Move"),
    Command("owner", ("o",), "owner", "To the team that owns it, or answers for it", "app", "Ask", 2),
    Command("on_call", ("O",), "on call", "Who is on call, all teams", "app", "Ask"),
    Command("palette", ("colon", "ctrl+p"), "command", "Go to any entity, run any command", "app", "Find", 8),
    Command("instant", ("t",), "instant", "The instant of answers: now, +2h, Mon 03:00 …",
            "app", "Ask"),
    Command("versions", ("D",), "compare with", "What changes in who is paged, from a revision or folder",
            "app", "Ask"),
    Command("copy", ("c",), "copy", "Copy a name, the card; keep an answer as text or test", "app", "Do", 7),
    Command("edit", ("e",), "edit", "Open $EDITOR at the line in the file, then read again", "app", "Do", 7),
    Command("reload", ("ctrl+r",), "read again", "Read the files again", "app", "Do"),
    Command("theme", ("ctrl+t",), "theme", "Next theme: dark, light, high contrast, terminal", "app", "Do"),
    Command("settings", ("f2",), "settings", "Open your settings: theme, keys, and more", "app", "Do"),
    Command("tour", ("T",), "tour", "Be shown around: your team, its boundary, its pages", "app", "Do"),
    Command("help", ("question_mark",), "help", "What the words on this line mean, and the keys",
            "app", "Do", 12),
    Command("escape", ("escape",), "back", "Clear the filter, close, go back", "app", "Leave", 11),
    Command("leave", ("q",), "quit", "Up; at the root, quit", "app", "Leave", 11),
    Command("suspend", ("ctrl+z",), "stop", "To the shell; fg comes back", "app", "Leave"),
    Command("quit", ("ctrl+c", "ctrl+q"), "quit now", "Quit from anywhere", "app", "Leave"),
)  # fmt: skip

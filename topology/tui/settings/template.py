"""The file of settings before anybody writes into it: every setting and every key, each as a comment."""

from topology.tui.commands import COMMANDS, GROUPS, shown

HEAD = """\
# Settings of topology: yours, on this machine. A line that begins with # says what holds without it.

# theme = "auto"    # auto (as the terminal is), dark, light, contrast, terminal (its own sixteen colours)
# ascii = "auto"    # auto, true (letters instead of signs), false; from the next start on
# mouse = true      # false leaves the mouse to the terminal; from the next start on
# reload = true     # whether changes of the catalog's files show by themselves
# me = ""           # you or your team, "person:ada" or "team:payments": where the app opens

[keys]
# A command, and the key or the keys that you want for it: one line each, "x" or ["x", "ctrl+k"].
"""


def template() -> str:
    """The whole file."""
    width = max(len(command.id) for command in COMMANDS)
    lines = [
        f"# {_bare(command.id):<{width}} = {_written(command.keys)}    # {command.help}"
        for group in GROUPS
        for command in COMMANDS
        if command.group == group
    ]
    return HEAD + "\n".join(lines) + "\n"


def _bare(id_: str) -> str:
    return f'"{id_}"' if "." in id_ else id_


def _written(keys: tuple[str, ...]) -> str:
    names = [f'"{shown(key) if len(shown(key)) > 1 or shown(key).isascii() else key}"' for key in keys]
    return names[0] if len(names) == 1 else f"[{', '.join(names)}]"

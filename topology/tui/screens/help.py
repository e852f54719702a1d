"""The keys for where somebody stands, from the registry."""

from __future__ import annotations

from collections.abc import Sequence

from topology.tui import signs
from topology.tui.commands import GROUPS, Where, shown
from topology.tui.keymap import AS_REGISTERED, Keymap
from topology.tui.line import BLANK, Line, Role, plain
from topology.tui.screens.overlay import Overlay

SIGNS: tuple[tuple[str, Role, str], ...] = (
    (f"{signs.OK} {signs.AT_RISK} {signs.DEGRADED} {signs.DOWN}", "ok", "ok, at risk, degraded, down"),
    (f"{signs.GHOST}", "ghost", "a ghost: referred to, and nobody declared it"),
    (f"{signs.FOUND}", "warn", "findings: the card lists them"),
    (f"{signs.MARK}", "down", "marked: p asks what if all the marked ones fail"),
    (signs.ARROWS["hard"], "hot", "hard: it fails with what it needs"),
    (signs.ARROWS["soft"], "hot", "soft: it is degraded without"),
    (signs.ARROWS["async"], "hot", "async: it notices after a while"),
    (f"{signs.REDUNDANT} 1/2", "hot", "redundant: so many of so many must work"),
    (signs.GREY, "warn", "grey: hard, across a boundary, nobody declared how"),
)


class HelpScreen(Overlay[None]):
    """Lists the commands of a screen, and what the signs mean."""

    TITLE_TEXT = "Help"

    def __init__(self, where: Sequence[Where], keymap: Keymap = AS_REGISTERED, settings: str = "") -> None:
        super().__init__()
        self._where = tuple(where)
        self._keymap = keymap
        self._settings = settings

    def on_mount(self) -> None:
        """Show the list."""
        self.choices.show(lambda _: self.lines())

    def lines(self) -> list[Line]:
        """Commands by group, then the signs."""
        lines: list[Line] = []
        for group in GROUPS:
            commands = [command for command in self._keymap.of(*self._where) if command.group == group]
            if commands:
                lines += [BLANK] if lines else []
                lines.append(Line(((group, "head"),)))
                for command in commands:
                    keys = " ".join(map(shown, command.keys))
                    lines.append(Line(((f"  {keys:<14}", "hot"), (command.help, "plain"))))
        lines += [BLANK, Line((("Signs", "head"),))]
        lines += [Line(((f"  {sign:<14}", role), (meaning, "plain"))) for sign, role, meaning in SIGNS]
        if self._settings:
            lines += [BLANK, Line((("Settings, keys too", "head"),)), plain(f"  {self._settings}")]
        return lines

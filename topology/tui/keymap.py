"""The registry of commands as somebody has it: with the keys that they chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from topology.tui import commands
from topology.tui.commands import Command, Where


class Keymap(Struct, frozen=True):
    """``changed``: the keys of each command that has others than the registry says, by its id."""

    changed: Mapping[str, tuple[str, ...]] = {}

    def mine(self, command: Command) -> Command:
        """The command with its keys as they are here."""
        keys = self.changed.get(command.id)
        return command if keys is None else replace(command, keys=keys)

    def of(self, *where: Where) -> tuple[Command, ...]:
        """The commands of these places, in the registry's order."""
        return tuple(map(self.mine, commands.of(*where)))

    def footer(self, where: Iterable[Where], root: bool) -> list[Command]:
        """What the footer offers in these places, the most wanted first."""
        return [self.mine(command) for command in commands.footer(where, root)]

    def shown(self, id_: str) -> str:
        """The first key of a command, as people write it."""
        return commands.shown(self.mine(commands.named(id_)).keys[0])

    def clash(self) -> tuple[Command, Command] | None:
        """Two commands that would have the same key in one place: the first of them has other keys here.

        What lies over another screen hides that screen's keys: there, only its own count.
        """
        for place in commands.PLACES:
            taken: dict[str, Command] = {}
            for command in self.of(*place):
                for key in command.keys:
                    other = taken.setdefault(key, command)
                    if other is not command:
                        return (command, other) if command.id in self.changed else (other, command)
        return None

    def bound(self) -> dict[str, str]:
        """What changes, as Textual takes it."""
        return {id_: ",".join(keys) for id_, keys in self.changed.items()}


AS_REGISTERED = Keymap()
"""Every command with its own keys."""

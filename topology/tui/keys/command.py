"""What a command of the app is."""

from typing import Literal

from msgspec import Struct

Where = Literal[
    "app",
    "view",
    "explore",
    "boundaries",
    "page",
    "health",
    "game",
    "diff",
    "overlay",
    "read",
    "room",
    "roster",
]
"""Whose keys they are: everywhere; any view of lines; one mode; whatever lies over another screen."""

Group = Literal["Move", "Find", "Ask", "Do", "Leave"]

GROUPS: tuple[Group, ...] = ("Move", "Find", "Ask", "Do", "Leave")


class Command(Struct, frozen=True, gc=False):
    """One thing that can be done. ``footer`` is its rank there (0: not shown).

    ``id`` is unique, also for whoever gives it other keys; where several places have an
    action of the same name, the place stands before it: ``health.filter``.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    where: Where
    group: Group
    footer: int = 0

    @property
    def action(self) -> str:
        """The name of the action that runs it."""
        return self.id.rpartition(".")[2]

"""What can go wrong with a game's files and commands, in words for whoever runs it."""

from __future__ import annotations


class GameError(Exception):
    """Something that cannot be done, and why; nothing has changed."""


class NotNow(GameError):
    """A command that does not fit what the game is at."""


class StoreError(GameError):
    """A log that cannot be read or written. What was acknowledged before is on disk."""


class Busy(StoreError):
    """Somebody else has this game open."""


class Newer(StoreError):
    """A log of a later version of the program."""


class Damaged(StoreError):
    """A log in which something is wrong; the file is left as it is."""


class Unwritten(StoreError):
    """What was to be written is not: a full disk, a file that has gone. It can be tried again."""

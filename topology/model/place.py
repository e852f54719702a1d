"""Where in the files a fact stands."""

from msgspec import Struct


class Place(Struct, frozen=True, gc=False, order=True):
    """One position in one file.

    ``file`` is the path as shown to the user: relative to the catalog's root,
    with forward slashes, already cleaned for the screen. ``line`` and
    ``column`` count from 1; a column counts characters, not bytes.
    """

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


NOWHERE = Place("", 0, 0)
"""The place of things that no file states: defaults and ghosts of arguments."""


class Because(Struct, frozen=True, gc=False):
    """One step of a reason: a sentence, and where the fact it rests on stands."""

    text: str
    place: Place | None = None

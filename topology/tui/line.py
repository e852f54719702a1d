"""What every view is made of: lines of spans with a meaning, and where each leads. Knows no widget."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, overload

from msgspec import Struct

from topology.model.place import Because, Place
from topology.model.reference import Ref

Role = Literal[
    "plain", "strong", "quiet", "head", "key", "hot", "link", "match", "frame", "chip", "edge", "lit",
    "ok", "at-risk", "degraded", "down", "unknown", "ghost", "warn",
]  # fmt: skip
"""What a piece of text means; the theme says how it looks."""

Span = tuple[str, Role]


class Part(Struct, frozen=True, gc=False):
    """One of several things on a line that lead somewhere: its first cell, how many, and where to."""

    start: int
    cells: int
    ref: Ref | None = None
    url: str = ""
    place: Place | None = None


class Gloss(Struct, frozen=True, gc=False):
    """Words of the glossary that a line holds, and the reasons that hold in its case; ``whole``: every one
    of them is told where the words are explained, not only the first few.

    Whoever writes the line says so: what stands in files never explains anything.
    """

    words: tuple[str, ...]
    why: Callable[[], tuple[Because, ...]] | None = None
    whole: bool = False


class Line(Struct, frozen=True, gc=False):
    """One line of a view: ``spans`` from the left, ``end`` kept whole at the right edge.

    A line with a ``key`` can be stood on; the key is unique in its view, so that a
    place survives a change of the lines around it. ``ref`` is the entity it leads
    to, ``url`` a page, ``place`` the fact's place in the files. Where several things on
    it lead somewhere, these are its ``parts``, from the left. ``gloss`` are words on it
    that can be explained.
    """

    spans: tuple[Span, ...] = ()
    end: tuple[Span, ...] = ()
    key: str = ""
    ref: Ref | None = None
    url: str = ""
    place: Place | None = None
    parts: tuple[Part, ...] = ()
    gloss: Gloss | None = None

    @property
    def text(self) -> str:
        """What the line says, without its looks."""
        left = "".join(text for text, _ in self.spans)
        right = "".join(text for text, _ in self.end)
        return f"{left}  {right}" if right else left


class Listed(Sequence[Line]):
    """Lines of which the keys are known, and that are made when they are looked at.

    Of ten thousand lines a screen shows forty.
    """

    def __init__(self, keys: Sequence[str], make: Callable[[int], Line]) -> None:
        self.keys = keys
        self._make = make
        self._made: dict[int, Line] = {}

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, row: int) -> Line: ...
    @overload
    def __getitem__(self, row: slice) -> list[Line]: ...
    def __getitem__(self, row: int | slice) -> Line | list[Line]:
        if isinstance(row, slice):
            return [self[each] for each in range(*row.indices(len(self)))]
        at = range(len(self))[row]
        line = self._made.get(at)
        if line is None:
            line = self._made[at] = self._make(at)
        return line


def keys_of(lines: Sequence[Line]) -> Sequence[str]:
    """The keys of lines, without making any."""
    return lines.keys if isinstance(lines, Listed) else [line.key for line in lines]


BLANK = Line()


def plain(text: str, role: Role = "plain") -> Line:
    """A line of one span that leads nowhere."""
    return Line(((text, role),))


def marked(text: str, marks: tuple[int, ...], role: Role) -> Iterator[Span]:
    """``text`` in runs of characters that were looked for and that were not."""
    wanted = frozenset(marks)
    for found, run in groupby(enumerate(text), key=lambda each: each[0] in wanted):
        yield "".join(char for _, char in run), "match" if found else role


def text_of(lines: Iterable[Line]) -> str:
    """All lines as plain text, for the clipboard."""
    return "\n".join(line.text.rstrip() for line in lines).strip("\n") + "\n"

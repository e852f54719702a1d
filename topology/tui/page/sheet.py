"""Lines of an answer being written, each with the reasons behind it and the minute that it tells of."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from topology.model.place import Because
from topology.model.reference import Ref
from topology.present.cells import cut, pad, width, wrap
from topology.tui.cards.sheet import NARROWEST
from topology.tui.line import BLANK, Gloss, Line, Role, Span

LABEL = 9

LINES, CELLS = 3, 64
"""A row has so many lines, or as many as it takes for so many cells: what is longer was written to fill
the screen, or is told in full elsewhere."""

Reasons = Callable[[], tuple[Because, ...]]
"""Makes the reasons of a line: most are never read."""


class Written(Struct, frozen=True):
    """An answer as lines. ``why`` gives the reasons of a line by its key, ``said`` what it says with them,
    ``minutes`` the minute of the incident that it tells of."""

    lines: list[Line]
    why: dict[str, Reasons]
    said: dict[str, str]
    minutes: dict[str, int]


class Sheet:
    """Writes an answer for so many columns."""

    def __init__(self, columns: int) -> None:
        self.columns = max(columns, 24)
        self.written = Written([], {}, {}, {})
        self._taken: dict[str, int] = {}

    def row(
        self,
        label: str,
        text: str,
        why: Reasons | None = None,
        role: Role = "plain",
        ref: Ref | None = None,
        label_role: Role = "quiet",
        indent: int = LABEL,
        before: tuple[Span, ...] | None = None,
        key: str = "",
        minute: int | None = None,
        words: tuple[str, ...] = (),
        case: Reasons | None = None,
        whole: bool = False,
    ) -> None:
        """A label (or ``before``) and running text beside it. It can be stood on, if it leads anywhere.

        ``words`` are those of the glossary that it says, ``case`` what makes them true here where
        that is not ``why``; ``whole``: all of it is told there.
        """
        lines = self.written.lines
        room = max(NARROWEST, self.columns - indent)
        shown = wrap(text, room) or [""]
        most = max(LINES, -(-CELLS // room))
        if len(shown) > most:
            shown = [*shown[: most - 1], cut(" ".join(shown[most - 1 :]), room)]
        stands = ref is not None or why is not None or bool(words)
        name = self._key(key or f"{label.strip()} {ref or ''}") if stands else ""
        gloss = Gloss(words, case or why, whole) if words else None
        if name and why is not None:
            self.written.why[name] = why
            self.written.said[name] = f"{label.strip()} {text}".strip()
        if name and minute is not None:
            self.written.minutes[name] = minute
        for position, line in enumerate(shown):
            first = position == 0
            head: tuple[Span, ...] = ((pad(label if first else "", indent), label_role),)
            if first and before is not None:
                head = before
            lines.append(Line((*head, (line, role)), (), name if first else "", ref, gloss=gloss))

    def _key(self, wanted: str) -> str:
        """A key that no other line has: what it is about, so that a place survives a new answer."""
        number = self._taken.get(wanted, 0) + 1
        self._taken[wanted] = number
        return wanted if number == 1 else f"{wanted} ({number})"

    def head(self, text: str) -> None:
        """A heading, with an empty line above it."""
        if self.written.lines:
            self.written.lines.append(BLANK)
        self.written.lines.append(Line(((text, "head"),)))

    def plain(self, text: str, role: Role = "plain", most: int = 9) -> None:
        """Running text that leads nowhere."""
        self.written.lines.extend(Line(((line, role),)) for line in wrap(text, self.columns)[:most])

    def gap(self) -> None:
        """An empty line."""
        self.written.lines.append(BLANK)

    def add(self, line: Line) -> None:
        """A line as it is."""
        self.written.lines.append(line)


def label_of(word: str) -> tuple[str, int]:
    """A word that stands as a label, and the cells that it takes."""
    return f"{word}  ", max(LABEL, width(word) + 2)

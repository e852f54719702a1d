"""Characters with a meaning each, row by row; lines that meet become the character for it."""

from __future__ import annotations

import re

from topology.graph.lanes.measure import Measure

Span = tuple[str, str]
"""A stretch of one row, and the role that it has."""

ROLES = (
    "", "border", "title", "unowned", "chip", "focus", "rim", "ghost", "team", "more",
    "edge", "hard", "soft", "async", "redundant", "grey", "back", "crossing",
    "ok", "at-risk", "degraded", "down", "unknown",
)  # fmt: skip
"""What a cell can mean; the first: nothing.

``edge`` is a line of several kinds, ``crossing`` where one passes an ownership boundary,
``rim`` the ends of the focus, ``unowned`` the frame of what nobody owns, ``more`` a count of
what is hidden; the last five are those of signs.
"""

UP, DOWN, BEFORE, AFTER = 1, 2, 4, 8
"""The sides of a cell that a line leaves it by."""

JOINTS = {
    UP | DOWN: "│", BEFORE | AFTER: "─",
    DOWN | AFTER: "╭", DOWN | BEFORE: "╮", UP | AFTER: "╰", UP | BEFORE: "╯",
    UP | DOWN | AFTER: "├", UP | DOWN | BEFORE: "┤", DOWN | BEFORE | AFTER: "┬", UP | BEFORE | AFTER: "┴",
}  # fmt: skip
"""A line by the sides it leaves a cell by. Never four at once: ``┼`` is a line through the side of a lane."""

THROUGH = "┼"
THROUGH_DOUBLE = "╪"

ASCII_LINES = {
    "│": "|", "─": "-", "═": "=", "╌": "~", "╭": ".", "╮": ".", "╰": "'", "╯": "'",
    "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "#", "╪": "#", "▶": ">", "▷": ")", "◀": "<", "◁": "(",
    "↺": "@", "▐": "[", "▌": "]", "▸": "*", "…": ".", "·": "-",
}  # fmt: skip

ASCII = str.maketrans(ASCII_LINES)
"""Every character of a drawing as one ASCII character.

What a corner or a tee connects is seen from the cells beside it: a line ends nowhere
beside another one that it does not meet.
"""


class Canvas:
    """Strokes on rows, later ones over earlier ones. A row is put together when it is asked for."""

    __slots__ = ("_measure", "_strokes", "height", "width")

    def __init__(self, width: int, height: int, measure: Measure) -> None:
        self.width = width
        self.height = height
        self._measure = measure
        self._strokes: list[list[tuple[int, str, str, bool]]] = [[] for _ in range(height)]

    def put(self, x: int, y: int, drawn: str, role: str) -> None:
        """Draw characters of ours, one cell each, from a cell to the right."""
        self._strokes[y].append((x, drawn, role, True))

    def write(self, x: int, y: int, text: str, role: str) -> None:
        """Write any text from a cell to the right."""
        self._strokes[y].append((x, text, role, text.isascii()))

    def spans(self, y: int, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
        """A row, or the cells of it from ``start`` to ``end``, as stretches of one role each.

        Of a character that is only half in sight there is a blank.
        """
        first, last = start, self.width if end is None else end
        chars = [" "] * self.width
        codes = bytearray(self.width)
        narrow = True
        for x, text, role, even in self._strokes[y]:
            if x >= last or x + 2 * len(text) < first:
                continue
            code = _CODES[role]
            if even:
                chars[x : x + len(text)] = text
                codes[x : x + len(text)] = bytes((code,)) * len(text)
                continue
            narrow = False
            before = 0
            for place, char in enumerate(text, 1):
                # Some characters change the width of the one before: only the whole tells.
                cells = self._measure(text[:place])
                wide = cells - before
                before = cells
                if wide > 0:
                    chars[x : x + wide] = [char, *[""] * (wide - 1)]
                    codes[x : x + wide] = bytes((code,)) * wide
                    x += wide
                else:
                    chars[x - 1] += char
        chars, codes = chars[first:last], codes[first:last]
        if not narrow and chars:
            chars[0] = chars[0] or " "
            chars[-1] = chars[-1] if self._measure(chars[-1]) < 2 else " "
        runs = [(run.start(), run.end(), ROLES[run[0][0]]) for run in _RUN.finditer(codes)]
        if narrow:
            line = "".join(chars)
            return tuple([(line[start:end], role) for start, end, role in runs])
        return tuple([("".join(chars[start:end]), role) for start, end, role in runs])


_RUN = re.compile(rb"(.)\1*", re.DOTALL)
_CODES = {role: code for code, role in enumerate(ROLES)}

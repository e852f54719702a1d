"""Lines of a fixed width that text answers are made of: heads, labelled rows, sections."""

from collections.abc import Sequence

from topology.present.cells import cut, cut_left, flow, pad, width, wrap
from topology.present.ink import PLAIN, Ink

WIDTH = 80
LABEL = 11
"""Cells of the column of labels."""


class Sheet:
    """Collects lines, none of them wider than ``columns`` cells."""

    def __init__(self, ink: Ink = PLAIN, columns: int = WIDTH) -> None:
        self.ink = ink
        self.columns = columns
        self._lines: list[str] = []

    def text(self) -> str:
        """Everything so far, ending in one newline."""
        return "\n".join(self._lines) + "\n" if self._lines else ""

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        """One line as it is, cut at the right edge."""
        shown = cut(text, self.columns - indent)
        self._lines.append(" " * indent + self.ink(style, shown) if shown else "")

    def painted(self, text: str) -> None:
        """One line that fits, painted already."""
        self._lines.append(text)

    def paragraph(self, text: str, indent: int = 0, style: str = "") -> None:
        """Running text over as many lines as it takes."""
        for line in wrap(text, self.columns - indent):
            self.line(line, style, indent)

    def section(self, title: str) -> None:
        """An empty line and a heading."""
        if self._lines:
            self.line()
        self.line(title, "strong")

    def ends(self, left: str, right: str, right_style: str = "", left_style: str = "") -> None:
        """One line with something at either end; the left gives way."""
        right = cut_left(right, self.columns // 2)
        shown = cut(left, self.columns - width(right) - 2)
        gap = " " * (self.columns - width(shown) - width(right))
        self._lines.append((self.ink(left_style, shown) + gap + self.ink(right_style, right)).rstrip())

    def head(self, name: str, rest: str, right: str = "", right_style: str = "") -> None:
        """The head of a card: a name, what it is, and a word at the right edge."""
        right = cut(right, self.columns // 3)
        room = self.columns - width(right) - 2
        gap = "   " if rest else ""
        name = cut(name, room - (min(width(rest), 24) + len(gap)))
        rest = cut(rest, room - width(name) - len(gap))
        fill = " " * (self.columns - width(name) - len(gap) - width(rest) - width(right))
        line = self.ink("strong", name) + gap + rest + fill + self.ink(right_style, right)
        self._lines.append(line.rstrip())

    def row(self, label: str, value: str, right: str = "", lines: int = 2, style: str = "") -> None:
        """A label, running text beside it and something at the right edge of the first line."""
        self._hung(label, LABEL, value, right, lines, style)

    def items(
        self, label: str, values: Sequence[str], separator: str = ", ", lines: int = 2, style: str = ""
    ) -> None:
        """A label and several things beside it, broken only between them."""
        shown = flow(values, self.columns - LABEL, separator, lines)
        for position, line in enumerate(shown):
            name = self.ink(style or "quiet", pad("" if position else label, LABEL))
            self._lines.append((name + line).rstrip())

    def marked(self, start: str, text: str, right: str, style: str = "", lines: int = 3) -> None:
        """Text behind a start of any width, wrapped beside it, with something at the right edge."""
        self._hung(start, width(start), text, right, lines, text_style=style)

    def _hung(
        self, start: str, left: int, value: str, right: str, lines: int, style: str = "", text_style: str = ""
    ) -> None:
        room = self.columns - left
        right = cut_left(right, room // 2)
        first = room - (width(right) + 2 if right else 0)
        for position, line in enumerate(cut(each, first) for each in wrap(value, first, lines)):
            head = self.ink(style or "quiet", pad(start, left)) if position == 0 else " " * left
            gap = " " * (room - width(line) - width(right)) if position == 0 and right else ""
            end = self.ink("quiet", right) if gap else ""
            self._lines.append((head + self.ink(text_style, line) + gap + end).rstrip())

"""The keys for where somebody stands, from the registry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import events

from topology.model.place import Place
from topology.model.problem import Problem
from topology.present.cells import width, wrap
from topology.tui import signs, text
from topology.tui.banner import PLACELESS
from topology.tui.commands import GROUPS, Where, shown
from topology.tui.glossing import gloss_lines
from topology.tui.keymap import AS_REGISTERED, Keymap
from topology.tui.line import BLANK, Gloss, Line, Role, plain
from topology.tui.screens.overlay import Overlay

SIGNS: tuple[tuple[str, Role, str], ...] = (
    (f"{signs.OK} {signs.AT_RISK} {signs.DEGRADED} {signs.DOWN}", "ok", "ok, at risk, degraded, down"),
    (f"{signs.GHOST}", "ghost", "a ghost: referred to, and nobody declared it"),
    (f"{signs.FOUND}", "warn", "findings: the card lists them"),
    (f"{signs.MARK}", "down", "marked: one can ask what if all the marked ones fail"),
    ("▸ Team · 5", "head", "a lane folded to one chip, with so many in it"),
    ("+3", "quiet", "so many of its lines lead to what is not drawn"),
    ("↺", "at-risk", "a circle: the line, or the way, leads back"),
    (signs.ARROWS["hard"], "hot", "hard: it fails with what it needs"),
    (signs.ARROWS["soft"], "hot", "soft: it is degraded without"),
    (signs.ARROWS["async"], "hot", "async: it notices after a while"),
    (f"{signs.REDUNDANT} 1/2", "hot", "redundant: so many of so many must work"),
    (signs.GREY, "warn", "grey: hard, across a boundary, nobody declared how"),
)


WIDTH = 72
"""Cells of a column of help."""

KEY = 16
"""Cells before what a key does."""

FIND, AROUND = "finds a command", "shows you around"


class HelpScreen(Overlay[Place]):
    """Says what is wrong with the files, explains the words on the line that somebody stood on, then lists
    the commands of a screen and what the signs mean. Gives the place that somebody wants to see."""

    TITLE_TEXT = "Help"

    def __init__(
        self,
        where: Sequence[Where],
        keymap: Keymap = AS_REGISTERED,
        settings: str = "",
        gloss: Gloss | None = None,
        name: str = "",
        wrong: Sequence[Problem] = (),
        refused: Sequence[Problem] = (),
    ) -> None:
        super().__init__()
        self._refused = refused
        self._wrong = wrong
        self._gloss = gloss
        self._where = tuple(where)
        self._called = name or self._where[0].capitalize()
        self._keymap = keymap
        self._settings = settings

    def on_mount(self) -> None:
        """Show the list, in two columns where there is room for them."""
        self.query_one("#frame").border_title = text.content(f"Help · {self._called}")
        around = f"   {self._keymap.shown('tour')} {AROUND}" if self._tour else ""
        self.query_one("#frame").border_subtitle = text.content(
            f"{self._keymap.shown('palette')} {FIND}{around}"
        )
        self.choices.show(self._fitting)

    def _fitting(self, columns: int) -> list[Line]:
        column = columns // 2 if columns >= 2 * WIDTH else columns
        lines = self.lines(column)
        words = gloss_lines(self._gloss, min(columns, WIDTH)) if self._gloss is not None else []
        words = [*self._not_read(columns), *words]
        return words + (lines if column == columns else _side_by_side(lines, column))

    def _not_read(self, columns: int) -> Iterator[Line]:
        """What is wrong with the files, while the last good catalog is shown; each leads to its place."""
        if self._refused:
            yield Line((("Not read: the last good catalog is shown", "head"),))
        for number, each in enumerate(self._refused):
            located = each.rule not in PLACELESS
            at = str(each.place) if located else each.place.file
            first, *rest = wrap(f"{at}: {each.message}", columns - 3)
            key, place = (f"refused {number}", each.place) if located else ("", None)
            yield Line(((f"  {first}", "warn"),), (), key, place=place)
            yield from (plain(f"  {line}", "warn") for line in rest)
        if self._refused:
            yield BLANK

    def choose(self, line: Line) -> None:
        """Go to the place behind a reason."""
        if line.place is not None:
            self.dismiss(line.place)

    @property
    def _tour(self) -> tuple[str, ...]:
        """The keys that begin a tour, where there can be one."""
        return next((each.keys for each in self._keymap.of(*self._where) if each.id == "tour"), ())

    async def on_key(self, event: events.Key) -> None:
        """What begins a tour does so from here too."""
        if event.key in self._tour:
            event.stop()
            self.dismiss(None)
            self.app.call_later(self.home.action_tour)

    def lines(self, columns: int = 2 * WIDTH) -> list[Line]:
        """Commands by group, then the signs; what does not fit beside its key goes on below."""
        lines: list[Line] = []
        for group in GROUPS:
            commands = [command for command in self._keymap.of(*self._where) if command.group == group]
            if commands:
                lines += [BLANK] if lines else []
                lines.append(Line(((group, "head"),)))
                for command in commands:
                    keys = " ".join(map(shown, command.keys))
                    lines += _beside(keys, "hot", command.help, columns)
        lines += [BLANK, Line((("Signs", "head"),))]
        for sign, role, meaning in SIGNS:
            lines += _beside(sign, role, meaning, columns)
        if self._settings:
            lines += [BLANK, Line((("Settings, keys too", "head"),))]
            lines += [plain(f"  {line}") for line in wrap(self._settings, columns - 3)]
            for each in self._wrong:
                said = f"line {each.place.line}: {each.message}"
                lines += [plain(f"  {line}", "warn") for line in wrap(said, columns - 3)]
        return lines


def _beside(key: str, role: Role, meaning: str, columns: int) -> list[Line]:
    first, *rest = wrap(meaning, columns - KEY - 1)
    return [
        Line(((f"  {key:<{KEY - 2}}", role), (first, "plain"))),
        *(plain(" " * KEY + line) for line in rest),
    ]


def _side_by_side(lines: list[Line], room: int) -> list[Line]:
    """The list in two columns, broken between two groups as near to the middle as can be."""
    breaks = [number for number, line in enumerate(lines) if line is BLANK]
    middle = min(breaks, key=lambda number: abs(2 * number - len(lines)), default=len(lines))
    left, right = lines[:middle], lines[middle + 1 :]
    made = []
    for number in range(max(len(left), len(right))):
        one = left[number] if number < len(left) else BLANK
        other = right[number] if number < len(right) else BLANK
        gap = " " * max(1, room - sum(width(text) for text, _ in one.spans))
        made.append(Line((*one.spans, (gap, "plain"), *other.spans)))
    return made

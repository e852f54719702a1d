"""What is said where there is nothing to show: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from topology.load.codes import EMPTY
from topology.model.place import Place
from topology.model.problem import Problem
from topology.present.cells import wrap
from topology.present.words import count
from topology.tui import text
from topology.tui.cards.sheet import NARROWEST
from topology.tui.commands import Command, named
from topology.tui.line import BLANK, Line, plain, text_of
from topology.tui.screens.base import BaseScreen
from topology.tui.widgets.lines import Lines
from topology.tui.world import MISSING, NOTHING, World

MOST = 12
"""Problems that are listed."""

OFFERED = ("reload", "copy", "settings", "leave", "help")
"""What the last line offers in any case, the most wanted first."""

ADVICE = {
    MISSING: ("Check the path.",
              "topology PATH opens another one; without a PATH the one found here, or an example."),
    "T291": ("A catalog is a folder of .yaml files, native or Backstage's.",
             "topology init writes a first one; topology PATH opens another."),
    "T292": ("Mend the files: {edit} opens the editor at the line you stand on.",
             "They are read again as they change, or by {reload}."),
    "T293": ("Three fields are enough to start: a component's id, its owner, what it dependsOn.",
             "topology init writes a first catalog to copy from."),
}  # fmt: skip


class NoticeScreen(BaseScreen):
    """Lists what is wrong; a line of it can be edited."""

    BINDINGS: ClassVar[list[BindingType]] = []
    WHERE = ("view", "app")
    ROOT = True
    CALLED = "Nothing to show"
    CSS = "NoticeScreen #notice { height: 1fr; padding: 1 2; }"

    def __init__(self, world: World, paths: Sequence[str]) -> None:
        super().__init__()
        self._world = world
        self._paths = paths

    def body(self) -> Iterable[Widget]:
        """The explanation."""
        notice = Lines(chosen=self._follow, id="notice", classes="pane")
        notice.border_title = text.content("Nothing to show")
        yield notice

    def on_mount(self) -> None:
        """Explain."""
        self.show_top()
        self.notice.show(self.lines)

    @property
    def notice(self) -> Lines:
        """The list."""
        return self.query_one("#notice", Lines)

    def lines(self, columns: int) -> list[Line]:
        """What was read, what is wrong with it, what to do."""
        problems = self._world.result.problems
        codes = [problem.code for problem in problems]
        reason = next((code for code in (MISSING, *sorted(EMPTY)) if code in codes), "T293")
        lines = [plain("Read", "quiet"), *(plain(f"  {path}", "strong") for path in self._paths), BLANK]
        told = self._told
        lines.append(plain(count(len(told), "problem") if told else "What is wrong", "quiet"))
        for number, problem in enumerate(told[:MOST]):
            place = "" if problem.code in NOTHING else str(problem.place)
            head, *rest = wrap(
                f"{place}: {problem.message}" if place else problem.message, max(NARROWEST, columns - 2)
            )
            lines.append(Line(((f"  {head}", "warn"),), (), f"problem {number}", place=problem.place))
            lines += [plain(f"  {line}", "warn") for line in rest]
        if len(told) > MOST:
            lines.append(plain(f"  and {len(told) - MOST} more: topology check", "quiet"))
        lines += [BLANK, plain("What to do", "quiet")]
        shown = self.home.keymap.shown
        for advice in ADVICE[reason]:
            said = advice.format(edit=shown("edit"), reload=shown("reload"))
            lines += [plain(f"  {line}") for line in wrap(said, columns - 2)]
        if self._world.catalog.entities:
            lines += [BLANK, Line((("  Look at what is there all the same", "hot"),), (), "go on")]
        return lines

    def offered(self) -> list[Command]:
        """What does something here: there is no entity to ask about."""
        more = ["choose"] if self._world.catalog.entities else []
        more += ["edit"] if any(problem.code not in NOTHING for problem in self._told) else []
        mine = self.home.keymap.mine
        return [mine(named(id_)) for id_ in (*more, *OFFERED)]

    @property
    def _told(self) -> list[Problem]:
        problems = self._world.result.problems
        return [problem for problem in problems if problem.severity != "info"] or list(problems)

    def crumbs(self) -> Sequence[str]:
        """Where we are."""
        return ("nothing to show",)

    def _follow(self, line: Line) -> None:
        if line.key == "go on":
            self.home.enter(self._world)
        elif line.place is not None:
            self.home.edit(line.place)

    def place(self) -> Place | None:
        """The place of the problem that is stood on."""
        return self.notice.here.place if self.notice.here is not None else None

    def copies(self) -> list[tuple[str, str]]:
        """The explanation."""
        return [("Problems", text_of(self.lines(78)))]

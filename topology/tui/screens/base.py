"""What all full screens share: the first and the last line, and what the app may ask of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from topology.model.place import Place
from topology.model.reference import Ref
from topology.tui.commands import Command, Where
from topology.tui.line import Gloss, Role
from topology.tui.screens.turns import Turns
from topology.tui.widgets.keybar import KeyBar
from topology.tui.widgets.topline import TopLine

if TYPE_CHECKING:
    from topology.tui.application import TopologyApp
    from topology.tui.world import World

WIDE = 100
"""Columns from which on everything stands side by side."""

BREAKPOINTS = [(0, "-narrow"), (80, "-half"), (WIDE, "-wide"), (150, "-huge")]
HEIGHTS = [(0, "-low"), (20, "-tall")]


class BaseScreen(Turns, Screen[None]):
    """A screen with crumbs and facts above and keys below. ``WHERE``: whose commands it has.

    ``ROOT``: there is nothing behind it to go back to. ``CALLED``: what its first line calls it, where
    that is not the word of its commands.
    """

    WHERE: ClassVar[tuple[Where, ...]] = ("app",)
    ROOT: ClassVar[bool] = False
    CALLED: ClassVar[str] = ""

    def __init__(self, size: Size | None = None, classes: str = "") -> None:
        # With the classes of its size from the start, the first paint needs no second look at styles.
        widths = self.HORIZONTAL_BREAKPOINTS or BREAKPOINTS
        fits = () if size is None else (_fit(size.width, widths), _fit(size.height, HEIGHTS))
        super().__init__(classes=" ".join((*fits, classes)))
        self._shown: tuple[World, datetime] | None = None

    def compose(self) -> ComposeResult:
        """The first line, the body, the last line."""
        yield TopLine()
        yield from self.body()
        yield KeyBar(self.offered())

    def body(self) -> Iterable[Widget]:
        """What stands between the lines."""
        raise NotImplementedError

    @property
    def home(self) -> TopologyApp:
        """The app, as what it is."""
        return cast("TopologyApp", self.app)

    def on_mount(self) -> None:
        """Say where and when we are, from the first paint on."""
        self.show_top()

    def on_resize(self, event: events.Resize) -> None:
        """Tell the app: it may have become too small."""
        self.home.check_size(event.size)

    def show_top(self) -> None:
        """Bring the first line up to date."""
        for line in self.query(TopLine):  # none yet, on a screen that is only just coming
            line.show(self.crumbs(), self.home.facts(), self.home.banner())

    def rekeyed(self) -> None:
        """The keys that are offered are others now."""
        for bar in self.query(KeyBar):
            bar.offer(self.offered())

    def offered(self) -> list[Command]:
        """What the last line offers now, the most wanted first."""
        return self.home.keymap.footer(self.offers(), self.ROOT)

    def offers(self) -> tuple[Where, ...]:
        """Whose commands the last line offers now."""
        return self.WHERE

    def arrive_at(self, ref: Ref) -> None:
        """Show an entity, in passing."""

    # What holds now

    def on_screen_resume(self) -> None:
        """In front again: show what has changed in the meantime."""
        self.catch_up()
        self.home.remind()

    def catch_up(self) -> None:
        """Show the newest reading and the instant, unless that is what is shown."""
        world, instant = self.home.world, self.home.session.instant
        if world is None:
            return
        before, self._shown = self._shown, (world, instant)
        if before is None or before[0] is not world:
            self.show_world(world)
        elif before[1] != instant:
            self.renew()

    def show_world(self, world: World) -> None:
        """There is another reading of the catalog: show it, and keep the place."""
        self.renew()

    def judged(self) -> None:
        """The findings of this reading are there: show them where they belong."""
        if self.home.world is not None:
            self._shown = self.home.world, self.home.session.instant

    def crumbs(self) -> Sequence[str]:
        """Where somebody stands, from the widest to the nearest."""
        return ()

    def say(self, text: str, role: Role = "strong") -> None:
        """A message in the last line, for a while."""
        for bar in self.query(KeyBar):
            bar.say(text, role)

    def pass_by(self) -> None:
        """Somebody has gone on to something else."""
        for bar in self.query(KeyBar):
            bar.pass_by()

    # What the app's commands ask

    def subject(self) -> Ref | None:
        """The entity that questions are about now."""
        return None

    def gloss(self) -> Gloss | None:
        """The words of the glossary that the line which is stood on holds."""
        from topology.tui.glossing import gloss_of
        from topology.tui.widgets.lines import Lines

        here = self.focused.here if isinstance(self.focused, Lines) else None
        return gloss_of(here) if here is not None else None

    def place(self) -> Place | None:
        """The place in the files that ``edit`` opens."""
        return None

    def copies(self) -> list[tuple[str, str]]:
        """What can be copied here: a word for it, and the text."""
        return []

    async def copied(self) -> list[tuple[str, str]]:
        """The same, for a screen on which it takes long: other things go on, the next key waits."""
        return self.copies()

    def renew(self) -> None:
        """The instant or the catalog has changed: show what holds now."""
        self.show_top()

    def unzoom(self) -> bool:
        """Show everything again where one part had the whole screen; says whether one had."""
        return False

    def escape(self) -> bool:
        """Clear or close one thing; says whether there was any."""
        return False


def _fit(cells: int, breakpoints: Sequence[tuple[int, str]]) -> str:
    return next(name for least, name in reversed(breakpoints) if cells >= least)

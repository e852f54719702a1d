"""The app itself: what it holds, and what any screen may ask of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import PurePath
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.binding import BindingType
from textual.driver import Driver
from textual.filter import LineFilter
from textual.geometry import Size

from topology.model.place import Place
from topology.tui.actions import Actions
from topology.tui.banner import Banner, banner
from topology.tui.commands import bindings
from topology.tui.diff.asking import Comparing
from topology.tui.diff.wanted import Wanted
from topology.tui.dressing import Dressing
from topology.tui.filters import Ascii, Harmless, in_turn
from topology.tui.game.gaming import Gaming
from topology.tui.game.wish import Wish
from topology.tui.keyboard import Keyboard
from topology.tui.line import Role, Span
from topology.tui.modes import Modes
from topology.tui.screens.base import BREAKPOINTS, HEIGHTS, BaseScreen
from topology.tui.session import FIRST, Session
from topology.tui.settings.choices import UNCHOSEN, Choices
from topology.tui.settings.kept import Kept
from topology.tui.terminal import sane
from topology.tui.tidying import Tidying
from topology.tui.tour.touring import Touring
from topology.tui.travel import Travel
from topology.tui.widgets.keybar import SAID_FOR
from topology.tui.workers import Workers

if TYPE_CHECKING:
    from topology.tui.reading import Reader
    from topology.tui.screens.explore import ExploreScreen
    from topology.tui.world import World

CLOCK = 5.0  # seconds between looks at the clock, of which the first line shows minutes, and for garbage


class TopologyApp(Gaming, Actions, Comparing, Touring, Travel, Modes, Tidying, Keyboard, Kept, Dressing):
    """Holds the session and the newest reading of the catalog."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/explore.tcss"]
    TITLE = "topology"
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    VERTICAL_BREAKPOINTS = HEIGHTS
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        paths: Sequence[str],
        *,
        now: Callable[[], datetime],
        example: bool = False,
        ascii_encoding: str | None = None,
        driver_class: type[Driver] | None = None,
        environ: Mapping[str, str] = os.environ,
        choices: Choices = UNCHOSEN,
        tour: str | None = None,
        compare: Wanted | None = None,
        game: Wish | None = None,
    ) -> None:
        self._defences: list[LineFilter] = [Harmless()]
        self._work = Workers(self)
        super().__init__(driver_class=driver_class, ansi_color=True if environ.get("NO_COLOR") else None)
        if ascii_encoding is not None:
            self._defences.append(Ascii(ascii_encoding))
        self.session = Session(now)
        self.world: World | None = None
        self.crashed: BaseException | None = None
        self._said: tuple[str, Role, float] = "", "quiet", 0.0
        self.environ = environ
        self.paths = tuple(paths)
        self.example = example
        self.tour_wanted = tour
        self.compare_wanted = compare
        self.game_wanted = game
        self.reader: Reader | None = None
        self.begin_with(choices)
        self.add_modes()

    @property
    def size(self) -> Size:
        """The size of the screen, kept sane: Textual asks the terminal, and believes it."""
        return Size(*sane(*super().size))

    @property
    def workers(self) -> Workers:
        """The work that is under way."""
        return self._work

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and ours as the last."""
        return [in_turn(*super().get_line_filters(), *self._defences)]

    def on_mount(self) -> None:
        """Paint first, read afterwards."""
        self.call_after_refresh(self.read)
        # The shell has had the terminal: Textual takes it again, and draws only what changes later.
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        self.set_interval(CLOCK, self._tick)

    @property
    def explore(self) -> ExploreScreen:
        """The first mode."""
        return cast("ExploreScreen", self.root(FIRST))

    @property
    def page_in_front(self) -> BaseScreen:
        """The full screen that is in front; overlays lie over it."""
        return next(screen for screen in reversed(self.screen_stack) if isinstance(screen, BaseScreen))

    def _tick(self) -> None:
        self.tidy()
        if self.session.at is None and self.screen_stack:  # none: the app is about to end
            self.page_in_front.show_top()

    # What screens ask

    def facts(self) -> list[Span]:
        """What the first line says at the right: the instant always, the rest as it fits."""
        from topology.tui.facts import facts

        return facts(self.session, self.world, self.example, self.reader is not None and self.reader.reading)

    def banner(self) -> Banner | None:
        """What stands under the first line until it is mended."""
        lists = self.keymap.shown("help")
        if self.refused:
            return banner(self.refused, self.keymap.shown("edit"), lists, "last good shown")
        return banner(self.choices.wrong, self.keymap.shown("settings"), lists)

    def rekeyed(self) -> None:
        """Keys are others now: show them wherever keys are shown."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, BaseScreen):
                    screen.rekeyed()
        self.page_in_front.renew()

    def say(self, message: str, role: Role = "strong") -> None:
        """A message in the last line of the screen in front."""
        self._said = message, role, monotonic()
        self.page_in_front.say(message, role)

    def remind(self) -> None:
        """Another screen is in front: what went wrong just now stands on it, too."""
        message, role, at = self._said
        if role == "warn" and monotonic() - at < SAID_FOR:
            self.page_in_front.say(message, role)

    def set_instant(self, at: datetime | None) -> None:
        """Answer for another instant from here on; ``None``: for now."""
        self.session.move(at)
        self.page_in_front.renew()

    def edit(self, place: Place) -> None:
        """Open the editor at a place, then read again."""
        from topology.tui.editing import edit

        edit(self, place)

    def on_resize(self, event: events.Resize) -> None:
        """See at once whether it has become too small, whatever lies on top."""
        self.check_size(event.size)

    def check_size(self, size: Size) -> None:
        """Show nothing but a hint where there is no room."""
        from topology.tui.screens.small import HEIGHT, WIDTH, TooSmallScreen

        small = size.width < WIDTH or size.height < HEIGHT
        if small and not isinstance(self.screen, TooSmallScreen):
            self.push_screen(TooSmallScreen())

    # Mistakes

    def _handle_exception(self, error: Exception) -> None:
        self.crashed = self.crashed or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would print a traceback with the values of local variables: texts of the catalog.
        self._close_messages_no_wait()

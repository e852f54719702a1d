"""An app that follows a room: terminal, themes, the newest view. What it shows, its screens say."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import ClassVar

from textual.app import App
from textual.driver import Driver
from textual.filter import LineFilter
from textual.geometry import Size
from textual.screen import Screen

from topology.gameday.public import View
from topology.gameday.seat import Watching
from topology.tui.filters import Ascii, Harmless, in_turn
from topology.tui.keyboard import Keyboard
from topology.tui.keymap import AS_REGISTERED, Keymap
from topology.tui.terminal import BAD_INPUT, needs_ascii, sane, signals, unfit
from topology.tui.themes import THEMES, named

OFTEN = 0.25
"""Seconds between looks at the stream."""


def wall() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class RoomApp(Keyboard, App[None]):
    """Follows a room. ``now`` gives real time in milliseconds since 1970."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [Path(__file__).parent.parent / "app.tcss"]
    TITLE = "topology"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        watching: Watching,
        first: Callable[[], Screen[None]],
        *,
        now: Callable[[], int] = wall,
        theme: str = "",
        ascii_encoding: str | None = None,
        driver_class: type[Driver] | None = None,
        environ: Mapping[str, str] = os.environ,
        keymap: Keymap = AS_REGISTERED,
    ) -> None:
        self._defences: list[LineFilter] = [Harmless()]
        super().__init__(driver_class=driver_class, ansi_color=True if environ.get("NO_COLOR") else None)
        if ascii_encoding is not None:
            self._defences.append(Ascii(ascii_encoding))
        self.watching = watching
        self.now = now
        self._first = first
        self.keymap = keymap
        self.crashed: BaseException | None = None
        for each in THEMES:
            self.register_theme(each)
        self.theme = named(theme, environ).name

    @property
    def size(self) -> Size:
        """The size of the screen, kept sane."""
        return Size(*sane(*super().size))

    @property
    def view(self) -> View | None:
        """What everybody may see now."""
        return self.watching.view

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and ours as the last."""
        return [in_turn(*super().get_line_filters(), *self._defences)]

    def get_default_screen(self) -> Screen[None]:
        """The one screen."""
        return self._first()

    def on_mount(self) -> None:
        """Follow from now on."""
        self.set_keymap(self.keymap.bound())
        self.watching.snapshot()
        self.set_interval(OFTEN, self.look)

    def look(self) -> None:
        """See what is new, and show it."""
        self.watching.look()
        for screen in self.screen_stack:
            show = getattr(screen, "show", None)
            if show is not None:
                show()

    def _handle_exception(self, error: Exception) -> None:
        self.crashed = self.crashed or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would print a traceback with the values of local variables.
        self._close_messages_no_wait()


def run_room(watching: Watching, first: Callable[[], Screen[None]], *, color: bool = True) -> int:
    """Run a program of a room and give its exit code, as :func:`topology.tui.app.run` does."""
    from topology.load.own_settings import own_path
    from topology.tui import crash
    from topology.tui.living import driver_class
    from topology.tui.settings.reading import read_choices

    problem = unfit(sys.__stdin__, sys.__stdout__, os.environ)
    if problem is not None:
        print(f"topology: {problem}", file=sys.stderr)
        return BAD_INPUT
    if not color:
        os.environ["NO_COLOR"] = "1"
    choices = read_choices(own_path())
    encoding = sys.__stdout__.encoding if sys.__stdout__ is not None else "ascii"
    ascii_ = needs_ascii(sys.__stdout__, os.environ, choices.ascii)
    app = RoomApp(
        watching,
        first,
        theme=choices.theme,
        ascii_encoding=encoding if ascii_ else None,
        driver_class=driver_class(),
        keymap=choices.keymap,
    )
    ended = 0

    def leave(code: int) -> None:
        nonlocal ended
        ended = code
        app.call_later(app.exit, return_code=code)

    with signals(leave):
        app.run(mouse=choices.mouse)
    if app.crashed is not None:
        print(crash.message(app.crashed, crash.report(app.crashed)), file=sys.stderr)
        return crash.INTERNAL
    return ended or app.return_code or 0

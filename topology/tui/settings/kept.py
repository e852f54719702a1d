"""Choices in the app: applied at once, and kept in the file without holding up the screen."""

from __future__ import annotations

import os
from asyncio import to_thread
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, cast

from textual.app import App

from topology.tui.keymap import Keymap
from topology.tui.settings.choices import Choices
from topology.tui.themes import THEMES, named

if TYPE_CHECKING:
    from topology.tui.application import TopologyApp

PATIENCE = 2.0
"""Seconds that an end waits for what is being written."""


class Kept(App[None]):
    """What the app does with settings. ``choices`` are those that hold."""

    choices: Choices
    _writing: Lock

    def begin_with(self, choices: Choices) -> None:
        """Hold these from the start."""
        self.choices = choices
        self._writing = Lock()
        for theme in THEMES:
            self.register_theme(theme)
        self.choose(choices)

    @property
    def keymap(self) -> Keymap:
        """The keys of commands."""
        return self.choices.keymap

    @property
    def _app(self) -> TopologyApp:
        return cast("TopologyApp", self)

    def choose(self, choices: Choices) -> None:
        """Let these settings hold from now on."""
        self.choices = choices
        self.theme = named(choices.theme, self._app.environ).name
        self.set_keymap(choices.keymap.bound())
        self._app.follow_files()

    def action_theme(self) -> None:
        """The next theme, kept for the next time."""
        app = self._app
        if self.no_color:
            app.say("NO_COLOR is set: all themes look alike", "quiet")
            return
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        look = self.theme.removeprefix("topology-")
        app.say(f"Theme: {look}", "quiet")
        self.keep_own("theme", lambda: self.theme.removeprefix("topology-"))

    def keep_own(self, name: str, value: Callable[[], str]) -> None:
        """Keep a setting for the next time, where settings are kept at all."""
        if self.choices.file:
            self.run_worker(self._keep(name, value), group="keep")

    async def _keep(self, name: str, value: Callable[[], str]) -> None:
        """Write a setting, as it is when its turn comes; say why where that cannot be."""
        complaint = await to_thread(self._write, name, value)
        if complaint:
            self._app.say(f"Holds until you quit, and is not kept: {complaint}", "warn")

    def _write(self, name: str, value: Callable[[], str]) -> str:
        from topology.load.own_settings import Unwritable, keep
        from topology.tui.settings.template import template

        with self._writing:
            try:
                keep(self.choices.file, name, value(), template())
            except Unwritable as error:
                return str(error)
        return ""

    def written(self) -> None:
        """Wait, for a while, until nothing is being written any more."""
        if self._writing.acquire(timeout=PATIENCE):
            self._writing.release()

    def action_settings(self) -> None:
        """Open the file of settings in the editor, then let what it says hold."""
        from topology.load.own_settings import Unwritable, make
        from topology.tui.editing import open_editor
        from topology.tui.settings.reading import read_choices
        from topology.tui.settings.template import template

        app, path = self._app, self.choices.file
        if not path:
            app.say("Settings are not kept here", "warn")
            return
        line = self.choices.wrong[0].place.line if self.choices.wrong else 1
        try:
            make(path, template())
        except Unwritable as error:
            app.say(f"{shortened(path)}: {error}", "warn")
            return
        if open_editor(app, path, line):
            self.choose(read_choices(path))
            app.rekeyed()
            if not self.choices.wrong:
                app.say(f"These settings hold now: {shortened(path)}", "quiet")


def shortened(path: str) -> str:
    """A path with the user's own folder as ``~``."""
    home = os.path.expanduser("~")
    return f"~{path[len(home) :]}" if home != "/" and path.startswith(home + os.sep) else path

"""The commands that every screen has."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual.app import App

from topology.model.address import is_web
from topology.model.place import Place
from topology.model.reference import COMPONENT_KINDS, Ref, kind_of
from topology.tui import text
from topology.tui.commands import Command
from topology.tui.modes import MODES
from topology.tui.session import PAGE

if TYPE_CHECKING:
    from topology.tui.application import TopologyApp


class Actions(App[None]):
    """What the app-wide keys do, and the question that screens ask. Holds no state: the app does."""

    @property
    def _self(self) -> TopologyApp:
        return cast("TopologyApp", self)

    async def ask(self, faults: Sequence[Ref]) -> None:
        """Open the answer for these faults."""
        from topology.tui.what_if import WhatIf

        app = self._self
        if app.world is None or not faults:
            return
        if any(kind_of(ref) not in COMPONENT_KINDS for ref in faults):
            app.say("Ask it of something that can fail: a component", "quiet")
            return
        asked = WhatIf.of(faults)
        if app.session.mode == PAGE:
            app.session.ask(asked)
        else:
            app.session.enter(PAGE, followed=True)
            app.session.asked = asked
        await app.enter_mode(PAGE)
        app.page_in_front.renew()

    async def action_palette(self) -> None:
        """Choose any entity or command."""
        from topology.present.glossary import Word
        from topology.tui.screens.palette import PaletteScreen
        from topology.tui.screens.word import WordScreen

        app = self._self
        where, about = app.page_in_front.WHERE, app.page_in_front.subject()

        async def chosen(choice: object) -> None:
            if isinstance(choice, Command):
                if choice.where in MODES and choice.where not in where:
                    await app.enter_mode(choice.where)
                    if choice.id == "boundaries.boundary" and about is not None:
                        app.page_in_front.arrive_at(about)
                        return
                target = app if choice.where == "app" else app.page_in_front
                await app.run_action(choice.action, target)
            elif isinstance(choice, Word):
                await app.push_screen(WordScreen(choice))
            elif isinstance(choice, str):
                app.visit(Ref(choice))

        await app.push_screen(PaletteScreen(app.world, where, app.keymap, app.session.recent), chosen)

    async def action_help(self) -> None:
        """The words on the line that somebody stands on, and the keys for where that is."""
        from topology.tui.screens.help import HelpScreen
        from topology.tui.settings.kept import shortened

        app, front = self._self, self._self.page_in_front
        settings, wrong = shortened(app.choices.file), app.choices.wrong
        help_ = HelpScreen(front.WHERE, app.keymap, settings, front.gloss(), front.CALLED, wrong, app.refused)
        await self.push_screen(help_, self._edit_reason)

    def _edit_reason(self, place: Place | None) -> None:
        if place is not None:
            self._self.edit(place)

    async def action_instant(self) -> None:
        """Ask for an instant."""
        from topology.oncall.instants import InstantError, parse_instant
        from topology.tui.screens.ask import AskScreen

        app = self._self
        zone = app.world.catalog.defaults.timezone if app.world is not None else "UTC"
        now = app.session.instant

        def complaint(value: str) -> str:
            try:
                parse_instant(value, now, zone)
            except InstantError as error:
                return str(error)
            return ""

        def answered(value: str | None) -> None:
            if value is not None:
                is_now = value.strip().casefold() == "now"
                app.set_instant(None if is_now else parse_instant(value, now, zone))

        hint = "now, +2h, 03:00, Mon 03:00, 2026-11-22T03:00"
        await self.push_screen(AskScreen(f"Answer for which instant? ({zone})", hint, complaint), answered)

    async def action_copy(self) -> None:
        """Choose what to copy."""
        from topology.tui.screens.copy import CopyScreen

        front = self._self.page_in_front
        copies = await front.copied()
        if front not in self.screen_stack:
            return  # somebody has gone elsewhere, or is about to leave
        if not copies:
            self._self.say("Nothing to copy here", "quiet")
            return

        async def chosen(content: str | None) -> None:
            if content is not None:
                await self.copy(content)

        await self.push_screen(CopyScreen(copies), chosen)

    async def copy(self, content: str, why: str = "") -> None:
        """Copy text by the terminal and, where there is one, by a program of this machine; say by which."""
        from topology.tui import clipboard

        app = self._self
        self.copy_to_clipboard(content)
        first = content.strip().partition("\n")[0]
        command = clipboard.program(app.environ)
        if command is None:
            app.say(f"{why}Copied by the terminal (OSC 52): {first}")
            return
        name = os.path.basename(command[0])
        wrong = await asyncio.to_thread(clipboard.copy, command, text.clipboard(content), app.environ)
        if wrong:
            app.say(f"{why}{name} {wrong}: copied by the terminal (OSC 52) alone: {first}", "warn")
        else:
            app.say(f"{why}Copied by {name}: {first}")

    def copy_to_clipboard(self, content: str) -> None:
        """Copy text, cleaned, by the terminal."""
        super().copy_to_clipboard(text.clipboard(content))

    def open_page(self, url: str) -> None:
        """Open a page of the web; where no browser has a screen, and of all else, copy the address."""
        self.run_worker(self._open(url), exit_on_error=False)

    async def _open(self, url: str) -> None:
        from topology.tui.browser import has_browser, opened

        app = self._self
        if ":" not in url:
            await self.copy(url)  # no address at all: a channel
        elif not is_web(url):
            await self.copy(url, "Not opened: no plain http or https address. ")
        elif not has_browser(app.environ):
            await self.copy(url, "No browser here. ")
        else:
            app.say(f"Opening {url}")
            if not await opened(url, app.environ):
                await self.copy(url, "No browser could open it. ")

    def action_edit(self) -> None:
        """Edit what the banner says is wrong, else the file behind what somebody stands on."""
        app = self._self
        place = app.refused[0].place if app.refused else app.page_in_front.place()
        if place is None:
            self._self.say("Nothing to edit here", "quiet")
        else:
            app.edit(place)

    def action_suspend(self) -> None:
        """Give the terminal back until somebody comes back from the shell."""
        if self._driver is not None and self._driver.can_suspend:
            self.action_suspend_process()
        else:
            self._self.say("It cannot be stopped here", "quiet")

    def action_reload(self) -> None:
        """Read the files again."""
        self._self.read()

    async def action_escape(self) -> None:
        """Cancel work, else clear the filter, else close what lies on top, else go back."""
        app = self._self
        if app.reader is not None and app.reader.cancel():
            app.page_in_front.show_top()
            app.say(f"Reading was cancelled: {app.keymap.shown('reload')} reads again", "warn")
        elif not app.page_in_front.escape():
            await app.leave(False)

    async def action_leave(self) -> None:
        """Up; at the root, quit."""
        if not self._self.page_in_front.unzoom():
            await self._self.leave(True)

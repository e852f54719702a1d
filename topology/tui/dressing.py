"""Styles of a screen: there before the screen is."""

from __future__ import annotations

import inspect
from typing import Any

from textual.app import App
from textual.screen import Screen


class Dressing(App[None]):
    """Gives a new screen its styles before it is made known, and leaves those of others alone.

    Textual reads them later, parses all the others again, and applies them to whatever there is: two
    thirds of the time of going somewhere first. Here the rules of each style sheet begin with the screen
    that they are for.
    """

    def get_screen(self, screen: Any, screen_class: Any = None) -> Any:
        """The screen, with its styles read."""
        found = super().get_screen(screen, screen_class)
        if not found.is_running:
            self._dress(found)
        return found

    def _dress(self, screen: Screen[Any]) -> None:
        sheet = self.stylesheet
        new = [path for path in screen.css_path if not sheet.has_source(str(path))]
        if new:
            sheet.read_all(new)
            sheet.parse()
        if screen.CSS:
            read_from = inspect.getfile(type(screen)), f"{type(screen).__name__}.CSS"
            if not sheet.has_source(*read_from):
                scope = screen._css_type_name if screen.SCOPED_CSS else ""
                sheet.add_source(screen.CSS, read_from=read_from, scope=scope)
        screen._css_update_count = self._css_update_count

"""Keys take effect in the order in which they were pressed."""

from __future__ import annotations

from textual import events
from textual.app import App


class Keyboard(App[None]):
    """Handles each key with all that it does before the next one.

    Textual hands a key to the widget that has the focus and takes the next one at
    once. Of keys that arrive together (a slow line, a quick hand) the later ones would
    go where the focus was before the earlier ones have moved it.
    """

    async def on_event(self, event: events.Event) -> None:
        """Run the key's binding here and now; on a line to type on, letters are text."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        letter = event.character if event.is_printable else None
        if letter is None:
            self._end_word()
        if not await self._check_bindings(event.key, priority=True):
            if letter is not None and self._type(letter):
                return
            if not await self._check_bindings(event.key):
                (self.focused or self.screen).post_message(event)

    def _end_word(self) -> None:
        """Let what has been typed take effect."""
        from topology.tui.widgets.prompt import Prompt

        if isinstance(self.focused, Prompt):
            self.focused.tell()

    def _type(self, character: str) -> bool:
        """Put a character on the line that is being typed on; says whether there is one."""
        from textual.widgets import Input

        if not isinstance(self.focused, Input):
            return False
        self.focused.insert_text_at_cursor(character)
        return True

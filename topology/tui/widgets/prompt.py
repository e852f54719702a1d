"""One line to type on, above a list that answers as soon as nobody types."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from topology.tui.widgets.lines import Lines


class Prompt(Input):
    """An input that calls back, and whose up and down keys move through a list.

    Callbacks rather than messages: what is typed in one go (``/pay⏎p``, on a slow line)
    must take effect in the order in which it was typed. Letters that come together are told
    together, by :meth:`tell`: before the key after them, or as soon as there is none.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "beside('down')", show=False),
        Binding("up", "beside('up')", show=False),
        Binding("pagedown", "beside('page_down')", show=False),
        Binding("pageup", "beside('page_up')", show=False),
    ]

    def __init__(
        self,
        *,
        hint: str,
        submitted: Callable[[str], None],
        changed: Callable[[str], None] | None = None,
        beside: Lines | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(placeholder=hint, compact=True, select_on_focus=False, id=id)
        self.cursor_blink = False
        self._submitted = submitted
        self._changed = changed
        self._beside = beside
        self._told = ""

    def watch_value(self, before: str, after: str) -> None:
        """Something is to be told once nothing more is typed."""
        if before != after:
            self.call_later(self.tell)

    def tell(self) -> None:
        """Tell what is typed now, if that has not been told."""
        if self._told != self.value:
            self._told = self.value
            if self._changed is not None:
                self._changed(self.value)

    def clear(self) -> None:
        """Begin with an empty line, and tell so."""
        super().clear()
        self.tell()

    async def action_submit(self) -> None:
        """Tell that this is it."""
        self.tell()
        self._submitted(self.value)

    def action_beside(self, step: str) -> None:
        """Move through the list."""
        self.tell()
        if self._beside is not None:
            getattr(self._beside, f"action_{step}")()

"""Textual's driver for POSIX terminals, drawing on standard output and with sizes kept sane."""

from __future__ import annotations

import os
import sys
import threading
from typing import Any

from textual import events
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from topology.tui.terminal import HANGUP, sane

LOOK = 1.0
"""Seconds between looks whether the terminal is there."""


class TerminalDriver(LinuxDriver):
    """Draws on stdout: stderr may go to a file while somebody looks at the app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sys.__stdout__ is not None:
            self._file = sys.__stdout__

    def _run_input_thread(self) -> None:
        threading.Thread(target=self._watch, daemon=True).start()
        super()._run_input_thread()

    def _watch(self) -> None:
        """End with the terminal: one that is not the session's own goes away without a signal."""
        while not self.exit_event.wait(LOOK):
            if not os.isatty(self.fileno):
                os._exit(HANGUP)  # there is nobody left to tell

    def _get_terminal_size(self) -> tuple[int, int]:
        return sane(*super()._get_terminal_size())

    def process_message(self, message: Message) -> None:
        """Pass a message on; a size that the terminal itself reports is kept sane too."""
        if isinstance(message, events.Resize):
            size = Size(*sane(*message.size))
            if size != message.size:
                message = events.Resize(size, size)
        super().process_message(message)

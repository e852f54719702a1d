"""The terminal around the app: whether there is one, what it can show, and how it is left behind.

An app that draws on a terminal must give it back, whatever ends it. Exit codes:
128 + the signal for SIGTERM, SIGHUP, SIGQUIT and SIGINT.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import IO, Any

BAD_INPUT = 2
HANGUP = 129
"""The exit code of what a hang-up ends."""

SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT") if hasattr(signal, name)
)

PATIENCE = 2.0
"""Seconds that an orderly end may take before the process is ended all the same."""

LEAVE = (
    "\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l"
    "\x1b[?1004l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[0m"
)
"""Undoes everything that the app ever switches on: paste, mouse, focus, keyboard, screen, cursor."""


WIDEST, HIGHEST = 600, 250
"""Cells of a screen that are drawn at most; a terminal that claims more is wrong, or means harm."""


def sane(width: int, height: int) -> tuple[int, int]:
    """A size that can be drawn: what is nothing becomes the usual, what is absurd becomes the most."""
    return min(width, WIDEST) if width > 0 else 80, min(height, HIGHEST) if height > 0 else 24


def unfit(stdin: IO[str] | None, stdout: IO[str] | None, environ: Mapping[str, str]) -> str | None:
    """Why the app cannot run here, in words for the user; ``None``: it can."""
    if not (_is_tty(stdin) and _is_tty(stdout)):
        what = "input" if not _is_tty(stdin) else "output"
        return (
            f"the app needs a terminal, and its {what} is none. "
            "For scripts and pipes: topology who, page, oncall, team, list, check."
        )
    if environ.get("TERM") in ("", "dumb", "unknown", None) and os.name == "posix":
        return (
            f'the app cannot draw on a terminal of type "{environ.get("TERM", "")}". '
            "Set TERM to what it is (xterm-256color, say), or use topology who, page, oncall, team, list."
        )
    return None


def needs_ascii(stdout: IO[str] | None, environ: Mapping[str, str], choice: bool | None = None) -> bool:
    """Whether only ASCII can be counted on: by wish, by choice, else by encoding and kind of terminal.

    The wish is ``TOPOLOGY_ASCII``, for this once; the choice is kept in the settings.
    """
    wish = environ.get("TOPOLOGY_ASCII", "")
    if wish:
        return wish not in ("0", "no", "false")
    if choice is not None:
        return choice
    encoding = (getattr(stdout, "encoding", None) or "ascii").casefold().replace("_", "-")
    return encoding not in ("utf-8", "utf8", "cp65001") or environ.get("TERM", "").startswith(("linux", "vt"))


def _is_tty(stream: IO[str] | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def restore(stream: IO[str] | None, attributes: list[Any] | None) -> None:
    """Give the terminal back as it was, whatever state it is in. Never raises."""
    try:
        if stream is not None:
            os.write(stream.fileno(), LEAVE.encode())
        if attributes is not None:
            import termios

            termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, attributes)  # type: ignore[union-attr]
    except (OSError, ValueError, ImportError):
        return


def attributes() -> list[Any] | None:
    """The settings of the terminal as they are now; ``None`` where there are none."""
    try:
        import termios

        return termios.tcgetattr(sys.__stdin__.fileno())  # type: ignore[union-attr]
    except Exception:  # termios.error is no OSError
        return None


@contextmanager
def signals(leave: Callable[[int], None]) -> Iterator[None]:
    """While this lasts, a signal that ends a program ends the app in good order.

    ``leave`` is called with the exit code, once, from the main thread. A second signal,
    or an app that does not end, restores the terminal and ends the process at once.
    """
    before = attributes()
    asked = threading.Event()

    def end_now(code: int) -> None:
        restore(sys.__stdout__, before)
        os._exit(code)

    def handle(number: int, frame: FrameType | None) -> None:
        code = 128 + number
        if asked.is_set():
            end_now(code)
        asked.set()
        timer = threading.Timer(PATIENCE, end_now, (code,))
        timer.daemon = True
        timer.start()
        leave(code)

    kept = {number: signal.signal(number, handle) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
        if asked.is_set():
            restore(sys.__stdout__, before)


TYPED = tuple(getattr(signal, name) for name in ("SIGINT", "SIGQUIT") if hasattr(signal, name))
"""The signals of keys, which come to every program of a terminal."""


@contextmanager
def deaf() -> Iterator[None]:
    """While this lasts, another program has the terminal, and the keys typed there are its own."""
    kept = {number: signal.signal(number, _nothing) for number in TYPED}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def _nothing(number: int, frame: FrameType | None) -> None:
    """A handler, where ignoring would be handed on to the other program."""

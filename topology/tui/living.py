"""The life of the app in its process: its event loop, what nobody caught, and a clean end."""

from __future__ import annotations

import asyncio
import errno
import os
import sys
import threading
from typing import TYPE_CHECKING, Any

from topology.tui import crash
from topology.tui.terminal import HANGUP

if TYPE_CHECKING:
    from textual.driver import Driver

    from topology.tui.application import TopologyApp


GONE = (errno.EIO, errno.EBADF, errno.EPIPE)
"""What a terminal says that has gone."""


def driver_class() -> type[Driver] | None:
    """The driver to draw with; ``None``: the one that Textual takes by itself."""
    if os.name != "posix" or os.environ.get("TEXTUAL_DRIVER"):
        return None
    from topology.tui.driver import TerminalDriver

    return TerminalDriver


def live(app: TopologyApp) -> int:
    """Run the app until it ends and give its exit code; the terminal is as it was before.

    What tasks and threads raise without anybody to catch it ends the app like any
    other mistake. A reading that still runs does not hold up the end.
    """
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    kept = threading.excepthook

    def from_task(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception) and app.crashed is None:
            app._handle_exception(error)

    def from_thread(args: threading.ExceptHookArgs) -> None:
        if isinstance(args.exc_value, OSError) and args.exc_value.errno in GONE:
            os._exit(HANGUP)  # the terminal itself is gone: there is nobody left to tell
        if isinstance(args.exc_value, Exception):
            loop.call_soon_threadsafe(app._handle_exception, args.exc_value)

    loop.set_exception_handler(from_task)
    threading.excepthook = from_thread
    try:
        app.run(loop=loop, mouse=app.choices.mouse)
    except Exception as error:  # nothing may leave a traceback with somebody's data on a screen
        app.crashed = app.crashed or error
    finally:
        threading.excepthook = kept
    code = app.return_code or 0
    if app.crashed is not None:
        print(crash.message(app.crashed, crash.report(app.crashed)), file=sys.stderr)
        code = crash.INTERNAL
    watched = app.follower is not None and not app.follower.ended()
    if watched or (app.reader is not None and app.reader.threads):
        app.written()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # the interpreter would wait for the thread
    loop.close()
    return code

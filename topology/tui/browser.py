"""The browser of the machine that somebody sits at, where this is that machine.

It is started beside the app, by a Python of its own that knows the browsers of every system: whatever a
browser prints, and however long it stays, the screen is not its. No shell is involved.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Mapping

from topology.model.address import handed_on
from topology.tui.clipboard import REMOTE

PATIENCE = 3.0
"""Seconds within which a browser that cannot be started is heard of; one that stays has opened the page."""

LOOK = 0.05

OPENS = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"


def has_browser(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a page that is opened is seen: a browser in the terminal itself would draw over the app."""
    if any(environ.get(name) for name in REMOTE):
        return False
    if platform in ("darwin", "win32") or environ.get("WSL_DISTRO_NAME"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


async def opened(url: str, environ: Mapping[str, str]) -> bool:
    """Hand an address that may be opened to the browser; says whether that went well."""
    try:
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", OPENS, handed_on(url)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={name: value for name, value in environ.items() if name != "TERM"},  # no browser of terminals
            start_new_session=True,
        )
    except OSError:
        return False
    for _ in range(round(PATIENCE / LOOK)):
        if (ended := process.poll()) is not None:
            return ended == 0
        await asyncio.sleep(LOOK)
    return True

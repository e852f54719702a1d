"""When to look whether files have changed: at once where the file system tells, and now and then anyway.

Network and shared file systems tell nothing, or not everything; nor does any once its room
for watches is used up. So an event is a hint to look, never the news itself, and no look
waits for one for ever.
"""

from __future__ import annotations

import re
import time
from threading import Event
from typing import TYPE_CHECKING

from topology.load.watching import REST, Watch

if TYPE_CHECKING:
    from watchfiles._rust_notify import RustNotify

OFTEN, SELDOM = 2.0, 10.0
"""Seconds between looks where nothing tells of changes, and where something does."""

BUSY, IDLE = 10, 50
"""How many times the duration of a look lies between two of them at least: with and without a hint."""

GROUPED, STEP = 100, 100
"""Milliseconds in which events become one hint, and after which it is seen that there is to be no more."""

_ESCAPED = re.compile(r"\\(\d{3})")

Folders = tuple[tuple[str, int], ...]

_SILENT = ("nfs", "cifs", "smb", "9p", "fuse", "vboxsf", "vmhgfs", "virtiofs", "drvfs", "afs", "prl")
"""How kinds of file systems begin on which others change files without the kernel noticing."""


def keep_watch(watch: Watch, stop: Event, events: bool = True) -> None:
    """Take turns until it is stopped, in a thread of its own. ``events``: listen to the file system too."""
    ears = Ears(stop) if events else None
    try:
        while not stop.is_set():
            begun = time.monotonic()
            watch.turn()
            cost = time.monotonic() - begun
            if watch.resting:
                stop.wait(REST)
            elif ears is None or watch.seen is None:
                stop.wait(max(OFTEN, IDLE * cost))
            elif not ears.over(
                watch.seen.folders
            ):  # else something may have changed before it could be heard
                ears.wait(max(SELDOM if ears.hear else OFTEN, IDLE * cost))
                stop.wait(begun + BUSY * cost - time.monotonic())
    finally:
        if ears is not None:
            ears.close()


class Ears:
    """Listens to the file system's events in some folders, as far as it has any to hear."""

    def __init__(self, stop: Event) -> None:
        self._stop = stop
        self._folders: Folders = ()
        self._notify: RustNotify | None = None

    @property
    def hear(self) -> bool:
        """Whether there is anything to hear."""
        return self._notify is not None

    def over(self, folders: Folders) -> bool:
        """Listen in these folders from now on; whether that has just begun."""
        if folders == self._folders:
            return False
        self.close()
        self._folders = folders
        if not folders or is_silent(kind_at(folders[0][0])):
            return False
        from watchfiles._rust_notify import RustNotify

        try:
            self._notify = RustNotify([path for path, _ in folders], False, False, 0, False, True)
        except Exception:  # no room for more watches, gone already: whatever the system says, time tells too
            return False
        return True

    def wait(self, seconds: float) -> None:
        """Until there was something to hear, at most so long, not at all once it is stopped."""
        if self._notify is None:
            self._stop.wait(seconds)
            return
        try:
            self._notify.watch(GROUPED, STEP, int(seconds * 1000), self._stop)
        except Exception:
            self.close()

    def close(self) -> None:
        """Listen no more."""
        notify, self._notify, self._folders = self._notify, None, ()
        if notify is not None:
            notify.close()


def is_silent(kind: str) -> bool:
    """Whether a file system of this kind may change without telling."""
    return kind.startswith(_SILENT)


def kind_at(path: str, mounts: str = "/proc/self/mountinfo") -> str:
    """The kind of the file system that holds a resolved path; empty where the system does not say."""
    best, kind = "", ""
    try:
        with open(mounts, encoding="utf-8", errors="surrogateescape") as file:
            for line in file:
                words, _, rest = line.partition(" - ")
                point = _ESCAPED.sub(lambda code: chr(int(code[1], 8)), words.split(" ")[4])
                inside = path == point or path.startswith(point.rstrip("/") + "/")
                if inside and len(point) >= len(best):
                    best, kind = point, rest.split(" ")[0]
    except (OSError, IndexError, ValueError):
        return ""
    return kind

"""Long work on a large catalog in a process of its own: threads take turns, and keys must not wait for one.

The other process reads what the cache keeps, or else the files, says how far it is and then what it
found. It ends with whoever started it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib import import_module
from typing import IO, Literal

from topology.insight.progress import Told
from topology.tui.progress import Stopped

Work = Literal["judge", "week"]

WORKS: Mapping[str, str] = {"judge": "topology.tui.health.judged", "week": "topology.tui.health.weeks"}
"""The module of each kind of work: its ``encoded`` does it."""

PROGRAM = "from topology.tui.apart import main; main()"

LESS_URGENT = 10
"""How much the other process yields to this one where they share a processor."""

OFTEN = 0.1
"""Seconds between two words about how far it is."""

FOUND = -1
"""Said in place of how much is done before what was found."""


class Apart:
    """One piece of work at a time. :meth:`run` is called in a thread, :meth:`stop` in any."""

    def __init__(self, paths: Sequence[str], environ: Mapping[str, str]) -> None:
        self._paths = tuple(paths)
        self._environ = environ
        self._process: subprocess.Popen[bytes] | None = None

    def stop(self) -> None:
        """End the other process, if there is one: nobody wants to know any more."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()

    def run(self, work: Work, at: datetime, told: Told) -> bytes | None:
        """What the other process found at an instant; ``None`` where it cannot be started, or has failed.

        Raises Stopped where it was ended, and what ``told`` raises: then it is ended as well.
        """
        if not sys.executable:
            return None
        try:
            process = self._process = subprocess.Popen(
                # Nothing may be imported from the folder that the program was started in.
                [sys.executable, "-P", "-c", PROGRAM, work, at.isoformat(), *self._paths],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=dict(self._environ),
                process_group=0,
            )
        except (OSError, ValueError):
            return None
        assert process.stdout is not None
        with process:
            try:
                said = _heard(process.stdout, told)
            except BaseException:
                process.kill()
                raise
        if self._process is not process:
            raise Stopped
        self._process = None
        return said if process.returncode == 0 else None


def _heard(stream: IO[bytes], told: Told) -> bytes | None:
    """Lines of two numbers, how much is done of how much; the last one says how long what follows is."""
    for line in stream:
        try:
            done, of = map(int, line.split())
        except ValueError:
            return None
        if done == FOUND:
            # To its end: whoever closed the other end before would take the process's own end away.
            said = stream.read()
            return said if len(said) == of else None
        told(done, of)
    return None


def main() -> None:
    """The other process: the work, an instant and paths as arguments."""
    import gc

    threading.Thread(target=_wait_for_the_end, daemon=True).start()
    os.nice(LESS_URGENT)
    gc.disable()  # a catalog is a great many small values that stay: nothing to collect
    work, at, *paths = sys.argv[1:]
    said = _done(work, paths, datetime.fromisoformat(at))
    sys.stdout.buffer.write(b"%d %d\n%b" % (FOUND, len(said), said))
    sys.stdout.buffer.flush()
    os._exit(0)


def _done(work: str, paths: Sequence[str], at: datetime) -> bytes:
    from topology.incident.engine import Engine
    from topology.load.cached import load_cached
    from topology.load.sources import Sources

    result = load_cached(paths, os.environ)
    engine = Engine(result.catalog, Sources(result.catalog).read)
    encoded: bytes = import_module(WORKS[work]).encoded(engine, result, at, _Teller().told)
    return encoded


class _Teller:
    """Says how far the work is, from time to time."""

    def __init__(self) -> None:
        self._next = 0.0

    def told(self, done: int, of: int) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + OFTEN
            sys.stdout.buffer.write(b"%d %d\n" % (done, of))
            sys.stdout.buffer.flush()


def _wait_for_the_end() -> None:
    """Whoever started this process holds the other end of its standard input: when they go, so does it."""
    sys.stdin.buffer.read()
    os._exit(1)

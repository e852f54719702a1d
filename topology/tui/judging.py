"""Judging a large catalog in a process of its own: the rules take seconds, and keys must not wait for them.

Threads of one process take turns, and a key would wait for a rule's turn to end. The other
process reads what the cache keeps, or else the files, and says what it found; where it cannot
run, the rules are applied here. It ends with whoever started it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import DecodeError, msgpack

from topology.model.problem import Problem

if TYPE_CHECKING:
    from topology.tui.world import World

LARGE = 1_000
"""Entities from which on judging takes longer than starting a process."""

PROGRAM = "from topology.tui.judging import main; main()"

LESS_URGENT = 10
"""How much the other process yields to this one where they share a processor."""


class Unwanted(Exception):
    """Nobody wants to know any more."""


class Judging:
    """Applies the rules to one world at a time. :meth:`judge` runs in a thread, :meth:`stop` in any."""

    def __init__(self, paths: Sequence[str], environ: Mapping[str, str]) -> None:
        self._paths = tuple(paths)
        self._environ = environ
        self._process: subprocess.Popen[bytes] | None = None

    def judge(self, world: World, at: datetime, later: list[Callable[[], None]]) -> World:
        """The world with what the rules find in it at an instant.

        ``later`` is what else was left to be done; the other process has done it.
        """
        from topology.tui.world import judge, judged

        if len(world.catalog.entities) >= LARGE:
            try:
                findings = self._apart(at)
            except Unwanted:
                return world
            if findings is not None:
                later.clear()
                return judged(world, findings)
        found = judge(world, at)
        while later:
            later.pop()()
        return found

    def stop(self) -> None:
        """End the other process, if there is one: nobody wants to know any more."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()

    def _apart(self, at: datetime) -> tuple[Problem, ...] | None:
        """What the other process found; ``None`` where it cannot be started, or has failed.

        Raises Unwanted where it was ended.
        """
        if not sys.executable:
            return None
        try:
            process = self._process = subprocess.Popen(
                # Nothing may be imported from the folder that the program was started in.
                [sys.executable, "-P", "-c", PROGRAM, at.isoformat(), *self._paths],
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
            said = process.stdout.read()
        if self._process is not process:
            raise Unwanted
        self._process = None
        if process.returncode:
            return None
        try:
            return msgpack.decode(said, type=tuple[Problem, ...])
        except DecodeError:
            return None


def main() -> None:
    """The other process: instant and paths as arguments, findings to standard output."""
    import gc

    threading.Thread(target=_wait_for_the_end, daemon=True).start()
    os.nice(LESS_URGENT)
    gc.disable()  # a catalog is a great many small values that stay: nothing to collect
    at, *paths = sys.argv[1:]
    sys.stdout.buffer.write(msgpack.encode(_findings(paths, datetime.fromisoformat(at)), enc_hook=str))
    sys.stdout.buffer.flush()
    os._exit(0)


def _findings(paths: Sequence[str], at: datetime) -> tuple[Problem, ...]:
    from topology.incident.engine import Engine
    from topology.insight.check import report
    from topology.load.cached import load_cached
    from topology.load.sources import Sources

    result = load_cached(paths, os.environ)
    engine = Engine(result.catalog, Sources(result.catalog).read)
    return report(engine.topology, engine.rota, result.problems, at, result.settings).findings


def _wait_for_the_end() -> None:
    """Whoever started this process holds the other end of its standard input: when they go, so does it."""
    sys.stdin.buffer.read()
    os._exit(1)

"""How long the event loop is held at once by each key: nothing on the screen moves meanwhile.

    python benchmarks/loop.py [--components 10000] [--size 120x40] [KEY …]

The app runs without a terminal, on a catalog that has been judged. A row for each key: the longest
callbacks of the loop in milliseconds of the processor, each taken to the speed at which a fixed piece of
work takes ``WORK`` ms, so that a busy machine is told from a slow key. The budget is 50 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import tempfile
import time
from asyncio import events
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from catalogs import native

from topology.model.reference import Ref
from topology.tui.application import TopologyApp

WORK = 3.4
"""Milliseconds of the fixed piece of work on an idle machine of 2024."""

PRESSED = """
    j G g l h pagedown slash a escape v v v a a v v S v escape u U H escape plus x f c escape t escape O
    escape colon c escape question_mark escape 2 v v f f f 4 v v v 3 1 p w escape 5 1 tab
    @component-4 space u j c escape p j G n W escape w j G escape f c o escape a escape m escape y escape
    x escape c escape 1 @component-9000 space w escape p escape 1 escape @component-0 p w escape 1
    @team-5 v v S S S S S v a plus v v v a plus plus H escape minus @component-7 slash c o m p escape
    colon c o m p escape ctrl+r
"""
"""With an ``@`` before its name, one goes to what is called so: 0 is what nearly all lean on, 4 hits most."""

KEYS = PRESSED.split()

SHOWN = 4


def work() -> float:
    """How many milliseconds the fixed piece of work takes now."""
    best = float("inf")
    for _ in range(5):
        start = time.thread_time()
        {number: str(number) for number in range(20_000)}
        best = min(best, time.thread_time() - start)
    return best * 1000


class Spans:
    """The time that each callback of the loop takes, by the processor."""

    def __init__(self) -> None:
        self.found: list[float] = []
        run = events.Handle._run

        def timed(handle: events.Handle) -> Any:
            start = time.thread_time()
            try:
                return run(handle)
            finally:
                self.found.append((time.thread_time() - start) * 1000)

        events.Handle._run = timed  # type: ignore[method-assign]

    def told(self, what: str) -> None:
        """Print the longest, and begin anew."""
        speed = WORK / work()
        longest = sorted((span * speed for span in self.found), reverse=True)[:SHOWN]
        print(f"{what:16}", *(f"{span:5.0f}" for span in longest), flush=True)


async def measured(path: str, size: tuple[int, int], keys: Sequence[str]) -> None:
    """Open the app, wait until nothing is left to do, press one key after the other."""
    spans = Spans()
    app = TopologyApp(
        [path], now=lambda: datetime(2026, 3, 4, 12, tzinfo=UTC), environ={"TOPOLOGY_CACHE": "off"}
    )
    async with app.run_test(size=size) as pilot:
        while app.world is None or app.world.judged is None:
            await asyncio.sleep(0.1)
        await asyncio.sleep(1)
        spans.told("start")
        for key in keys:
            spans.found.clear()
            if key.startswith("@"):
                kind = "team" if key.startswith("@team") else "component"
                app.visit(Ref(f"{kind}:{key[1:]}"))
            else:
                await pilot.press(key)
            await asyncio.sleep(1)
            spans.told(key)


def main() -> None:
    """Make a catalog and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--components", type=int, default=10_000)
    parser.add_argument("--size", default="120x40")
    parser.add_argument("keys", nargs="*", default=KEYS, metavar="KEY")
    given = parser.parse_args()
    width, _, height = given.size.partition("x")
    gc.disable()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "catalog.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(native(given.components))
        asyncio.run(measured(path, (int(width), int(height)), given.keys))


if __name__ == "__main__":
    main()

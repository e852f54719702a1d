"""Make the README's pictures: ``python scripts/screenshots.py``; ``--check``: are they fresh?

The same picture every time: a fixed size, clock and environment, the example catalog, and
names of our own for what Textual numbers anew in every run. ``--png`` also writes PNG files
to look at, into the folder that is named.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "screenshots"
NOW = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)

for _name in [name for name in os.environ if name.startswith("TEXTUAL")]:
    del os.environ[_name]
for _name in ("NO_COLOR", "COLORFGBG", "COLORTERM", "TOPOLOGY_ASCII"):
    os.environ.pop(_name, None)
os.environ["TERM"] = "xterm-256color"
_own = tempfile.TemporaryDirectory()
for _name in ("DATA", "STATE", "CONFIG", "CACHE"):
    os.environ[f"XDG_{_name}_HOME"] = _own.name  # settings, tours and games of whoever runs this stay out
sys.path.insert(0, str(ROOT))

LIGHT = "0;15"
MONO = "DejaVu Sans Mono"
"""The font of PNG files, which are only to be looked at: one that most machines have."""
FIND = ("slash", *"payments-api", "enter", "escape")
BESIDE = (*FIND, "tab", "l", "k", "k", "k")
"""In the graph, on what stands to the right of it."""
NIGHT = ("slash", *"payments-db", "enter", "escape", "p")
HELD = ("slash", *"pricing-api", "enter", "escape", "p")
"""Whose page is held at night: other hours of the week are answered otherwise."""
PREDICT = ("T", *"payments", "enter", *["right"] * 16, "enter", "enter")
"""A tour up to a failure that is not led by whom one predicts."""

VIEWS: dict[str, tuple[tuple[int, int], str, Sequence[str]]] = {
    "explore": ((140, 34), "", BESIDE),
    "explore-light": ((140, 34), LIGHT, BESIDE),
    "graph-80x24": ((80, 24), "", (*FIND, "tab")),
    "filter": ((80, 24), "", ("slash", *"pay")),
    "page": ((140, 44), "", NIGHT),
    "page-light": ((140, 40), LIGHT, HELD),
    "page-80x24": ((80, 24), "", NIGHT),
    "boundaries": ((120, 27), "", ("2", "n")),
    "team-map": ((120, 31), LIGHT, ("2", "v", *"jjjjj")),
    "health": ((120, 36), "", ("4",)),
    "figures": ((126, 36), LIGHT, ("4", "v")),
    "on-call": ((100, 36), "", ("O",)),
    "game": ((120, 36), "", ("5", "j", "j", "enter", "n", "n", "L", "n", "n", "n", "n")),
    "tour": ((120, 32), "", PREDICT),
}
"""Name, size, what the terminal says of its background, and the keys that lead there."""


async def picture(size: tuple[int, int], background: str, keys: Sequence[str]) -> str:
    """One view as SVG."""
    from topology.present.resources import example_path
    from topology.tui.application import TopologyApp

    environ = {"COLORFGBG": background} if background else {}
    app = TopologyApp([example_path()], now=lambda: NOW, environ=environ)
    async with app.run_test(size=size) as pilot:
        for _ in range(3):
            await app.workers.wait_for_complete()
            await pilot.pause()
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
        return plain(app.export_screenshot(title="topology", simplify=True))


def plain(svg: str) -> str:
    """The picture without what differs from run to run."""
    return re.sub(r"terminal-\d+", "terminal", svg).rstrip() + "\n"


def main() -> int:
    """Write the pictures, or compare them. 1: some are not fresh."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; name the pictures that are not fresh"
    )
    parser.add_argument(
        "--png", metavar="FOLDER", help="also write PNG files into this folder (needs resvg-py)"
    )
    options = parser.parse_args()
    stale = []
    FOLDER.mkdir(exist_ok=True)
    for name, (size, background, keys) in VIEWS.items():
        svg = asyncio.run(picture(size, background, keys))
        file = FOLDER / f"{name}.svg"
        fresh = file.exists() and file.read_text(encoding="utf-8") == svg
        if options.check:
            stale += [] if fresh else [file.name]
        elif not fresh:
            file.write_text(svg, encoding="utf-8")
            print(f"wrote {file.relative_to(ROOT)}")
        if options.png:
            import resvg_py

            Path(options.png).mkdir(parents=True, exist_ok=True)
            (Path(options.png) / f"{name}.png").write_bytes(
                bytes(resvg_py.svg_to_bytes(svg_string=svg.replace("Fira Code", MONO), monospace_family=MONO))
            )
    extra = sorted({file.name for file in FOLDER.glob("*.svg")} - {f"{name}.svg" for name in VIEWS})
    for name in [*stale, *extra]:
        print(
            f"not fresh: screenshots/{name}: run python scripts/screenshots.py and look at it",
            file=sys.stderr,
        )
    return 1 if stale or extra else 0


if __name__ == "__main__":
    sys.exit(main())

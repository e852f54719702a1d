"""Modules that keys will want: imported when nobody waits for them."""

from functools import cache
from importlib import import_module

from topology.tui.modes import MODES

AHEAD = (
    *(where.partition(":")[0] for where in MODES.values()),
    "topology.tui.screens.help",
    "topology.tui.screens.palette",
    "topology.tui.screens.copy",
    "topology.tui.screens.hidden",
    "topology.tui.screens.ways",
    "topology.tui.screens.ask",
    "topology.tui.chip_words",
    "topology.tui.copies",
    "topology.tui.listings",
    "topology.tui.game.desk",
)
"""The screens of all modes and what lies over them; each brings what it stands on."""


@cache
def fetch() -> None:
    """Import all of them, once. For a thread: it takes a tenth of a second."""
    for module in AHEAD:
        import_module(module)

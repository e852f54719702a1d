"""Modules that keys will want: imported when nobody waits for them."""

import gc
from functools import cache
from importlib import import_module

from topology.tui.modes import MODES

OFTEN = frozenset(("boundaries", "page", "health", "oncall"))
"""Modes that are gone to in most sittings."""

AHEAD = (
    *(where.partition(":")[0] for mode, where in MODES.items() if mode in OFTEN),
    "topology.tui.screens.help",
    "topology.tui.screens.palette",
    "topology.tui.screens.copy",
    "topology.tui.screens.hidden",
    "topology.tui.screens.ways",
    "topology.tui.screens.ask",
    "topology.tui.chip_words",
    "topology.tui.copies",
    "topology.tui.listings",
)
"""Their screens and what lies over them; each brings what it stands on."""


@cache
def fetch() -> None:
    """Import all of them, once. For a thread: it takes a tenth of a second."""
    for module in AHEAD:
        import_module(module)
    gc.freeze()  # modules stay: the collector, which looks now and then at a key, need not look at them

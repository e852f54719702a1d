"""Dark and light themes, and how a role looks in them.

Blue is calm and orange is alarm: nearly everybody can tell them apart.
"""

from collections.abc import Mapping

from rich.style import Style
from textual.theme import Theme

from topology.tui.line import Role

DARK = Theme(
    name="topology-dark",
    dark=True,
    primary="#5cb3ff",
    secondary="#8fa3b8",
    accent="#ffb454",
    warning="#ffa235",
    error="#ff7a4d",
    success="#5cb3ff",
    foreground="#d8dee6",
    background="#0e131a",
    surface="#0e131a",
    panel="#18202b",
    variables={
        "quiet": "#8593a3",
        "edge": "#2c3846",
        "frame": "#52657a",
        "calm": "#5cb3ff",
        "risk": "#e8d27a",
        "alarm": "#ffa235",
        "worst": "#ff7a4d",
        "here": "#1d3a57",
        "was-here": "#1a232e",
        "found": "#ffd479",
        "border": "#5cb3ff",
        "border-blurred": "#2c3846",
        "input-cursor-background": "#d8dee6",
        "input-cursor-foreground": "#0e131a",
        "input-selection-background": "#1d3a57",
    },
)

LIGHT = Theme(
    name="topology-light",
    dark=False,
    primary="#0b5cad",
    secondary="#51606f",
    accent="#8a4b00",
    warning="#a84e00",
    error="#a32c00",
    success="#0b5cad",
    foreground="#1f2730",
    background="#fbfaf6",
    surface="#fbfaf6",
    panel="#efece3",
    variables={
        "quiet": "#606c78",
        "edge": "#c9c4b6",
        "frame": "#8e8a7c",
        "calm": "#0b5cad",
        "risk": "#7a6400",
        "alarm": "#a84e00",
        "worst": "#a32c00",
        "here": "#cfe3f8",
        "was-here": "#ece8dc",
        "found": "#8a4b00",
        "border": "#0b5cad",
        "border-blurred": "#c9c4b6",
        "input-cursor-background": "#1f2730",
        "input-cursor-foreground": "#fbfaf6",
        "input-selection-background": "#cfe3f8",
    },
)

THEMES = (DARK, LIGHT)


def for_terminal(environ: Mapping[str, str]) -> Theme:
    """Light where the terminal says that its background is (``COLORFGBG``), else dark."""
    background = environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if background in {"7", "15"} else DARK


LOOKS: dict[Role, tuple[str, str]] = {
    "plain": ("foreground", ""),
    "strong": ("foreground", "bold"),
    "quiet": ("quiet", ""),
    "head": ("calm", "bold"),
    "key": ("calm", "bold"),
    "hot": ("calm", ""),
    "link": ("calm", "underline"),
    "match": ("found", "bold underline"),
    "frame": ("frame", ""),
    "chip": ("background", "bold"),
    "ok": ("calm", ""),
    "at-risk": ("risk", ""),
    "degraded": ("alarm", ""),
    "down": ("worst", "bold"),
    "unknown": ("quiet", "italic"),
    "ghost": ("quiet", "italic"),
    "warn": ("alarm", ""),
}
"""The colour of a role, by its name in a theme, and its weight."""

WITHOUT_COLOUR: dict[Role, str] = {
    "quiet": "dim",
    "frame": "dim",
    "chip": "reverse bold",
    "degraded": "bold",
    "down": "bold reverse",
    "warn": "bold",
}
"""Where there are no colours, weight and reversal carry the difference; others are as in :data:`LOOKS`."""


def looks(theme: Theme, role: Role, colours: bool) -> Style:
    """The style of a role, to be laid over the line that it is in."""
    name, weight = LOOKS[role]
    if not colours:
        return Style.parse(WITHOUT_COLOUR.get(role, weight) or "none")
    ground = f" on {colour(theme, 'calm')}" if role == "chip" else ""
    return Style.parse(f"{weight} {colour(theme, name)}{ground}")


def cursor(theme: Theme, colours: bool, focused: bool) -> Style:
    """What lies under the line that is stood on."""
    if not colours:
        return Style.parse("reverse" if focused else "underline")
    return Style.parse(f"{colour(theme, 'foreground')} on {colour(theme, 'here' if focused else 'was-here')}")


def colour(theme: Theme, name: str) -> str:
    """A colour of ours by its name; in a theme of somebody else's the dark one."""
    found = theme.variables.get(name) or getattr(theme, name, None)
    return str(found or DARK.variables.get(name) or getattr(DARK, name))

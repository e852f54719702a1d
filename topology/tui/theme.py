"""How a role looks in a theme."""

from rich.style import Style
from textual.theme import Theme

from topology.tui.line import Role
from topology.tui.themes import CONTRAST, DARK

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
    "edge": ("quiet", ""),
    "lit": ("calm", "bold"),
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
    "lit": "bold",
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
    if theme.ansi and role == "chip":
        return Style.parse(WITHOUT_COLOUR["chip"])
    ground = f" on {colour(theme, 'calm')}" if role == "chip" else ""
    return Style.parse(f"{weight} {colour(theme, name)}{ground}")


def cursor(theme: Theme, colours: bool, focused: bool) -> Style:
    """What lies under the line that is stood on."""
    if not colours or theme.ansi:
        return Style.parse("reverse" if focused else "underline")
    line = (
        "underline " if focused and theme.name == CONTRAST.name else ""
    )  # its ground alone has too little contrast
    return Style.parse(
        f"{line}{colour(theme, 'foreground')} on {colour(theme, 'here' if focused else 'was-here')}"
    )


def colour(theme: Theme, name: str) -> str:
    """A colour of ours by its name; in a theme of somebody else's the dark one."""
    found = theme.variables.get(name) or getattr(theme, name, None)
    return str(found or DARK.variables.get(name) or getattr(DARK, name)).removeprefix("ansi_")

"""The themes. Blue is calm and orange is alarm: nearly everybody can tell them apart.

Each is held to measures by a test: contrast as WCAG 2.2 has it (4.5 for text on every
ground that it stands on, 7 in the theme of high contrast), and states that stay apart for
people who lack one kind of cone.
"""

from collections.abc import Mapping

from msgspec import Struct
from textual.theme import Theme


class Palette(Struct, frozen=True, kw_only=True):
    """Colours by what they mean.

    Grounds: ``background``, ``panel`` (first and last line), ``here`` and ``was_here`` (where
    somebody stands, with and without the focus). ``edge`` frames panes and ``frame`` draws
    lines: both say nothing that words do not. ``calm``, ``risk``, ``alarm`` and ``worst`` are
    states from good to bad; ``found`` is what was looked for.
    """

    background: str
    panel: str
    here: str
    was_here: str
    foreground: str
    quiet: str
    frame: str
    edge: str
    calm: str
    risk: str
    alarm: str
    worst: str
    found: str


def _theme(name: str, dark: bool, palette: Palette, ansi: bool = False) -> Theme:
    return Theme(
        name=f"topology-{name}",
        dark=dark,
        primary=palette.calm,
        secondary=palette.quiet,
        accent=palette.found,
        warning=palette.alarm,
        error=palette.worst,
        success=palette.calm,
        foreground=palette.foreground,
        background=palette.background,
        surface=palette.background,
        panel=palette.panel,
        ansi=ansi,
        variables={
            "quiet": palette.quiet,
            "edge": palette.edge,
            "frame": palette.frame,
            "calm": palette.calm,
            "risk": palette.risk,
            "alarm": palette.alarm,
            "worst": palette.worst,
            "here": palette.here,
            "was-here": palette.was_here,
            "found": palette.found,
            "border": palette.calm,
            "border-blurred": palette.edge,
            "input-cursor-background": palette.foreground,
            "input-cursor-foreground": palette.background,
            "input-selection-background": palette.here,
            "ansi-background": palette.background,
            "ansi-foreground": palette.foreground,
        },
    )


DARK = _theme(
    "dark",
    True,
    Palette(
        background="#0e131a", panel="#18202b", here="#1b3652", was_here="#1a232e",
        foreground="#d8dee6", quiet="#93a1b0", frame="#66798e", edge="#2c3846",
        calm="#5cb3ff", risk="#f5eba3", alarm="#ffb64a", worst="#f57a5e", found="#ffd479",
    ),
)  # fmt: skip

LIGHT = _theme(
    "light",
    False,
    Palette(
        background="#fbfaf6", panel="#efece3", here="#d0e3f6", was_here="#ece8dc",
        foreground="#1f2730", quiet="#56626e", frame="#817d70", edge="#c9c4b6",
        calm="#0b5cad", risk="#6a5f36", alarm="#8f3d00", worst="#570a00", found="#8a4b00",
    ),
)  # fmt: skip

CONTRAST = _theme(
    "contrast",
    True,
    Palette(
        background="#000000", panel="#12181f", here="#00284d", was_here="#22282e",
        foreground="#ffffff", quiet="#c3ccd6", frame="#8fa0b0", edge="#8fa0b0",
        calm="#7cc7ff", risk="#fff7a8", alarm="#ffc642", worst="#ff9c84", found="#ffd84d",
    ),
)  # fmt: skip

TERMINAL = _theme(
    "terminal",
    True,
    Palette(
        background="ansi_default", panel="ansi_default", here="ansi_default", was_here="ansi_default",
        foreground="ansi_default", quiet="ansi_default", frame="ansi_bright_black", edge="ansi_bright_black",
        calm="ansi_bright_blue", risk="ansi_default", alarm="ansi_yellow", worst="ansi_bright_red",
        found="ansi_yellow",
    ),
    ansi=True,
)  # fmt: skip
"""The terminal's own sixteen colours on its own ground: weight and reversal do the rest."""

THEMES = (DARK, LIGHT, CONTRAST, TERMINAL)
"""In the order in which they take turns."""


def follow(environ: Mapping[str, str]) -> Theme:
    """The theme for a terminal by what it says of itself.

    Light where its background is (``COLORFGBG``); else its own colours where it has no
    more than sixteen; else dark.
    """
    light = environ.get("COLORFGBG", "").rpartition(";")[2] in {"7", "15"}
    term = environ.get("TERM", "")
    many = environ.get("COLORTERM", "").casefold() in {"truecolor", "24bit"}
    if term and not many and term.rpartition("-")[2] not in {"kitty", "256color"} and not light:
        return TERMINAL
    return LIGHT if light else DARK


def named(look: str, environ: Mapping[str, str]) -> Theme:
    """The theme of this name; ``auto`` follows the terminal."""
    return next((theme for theme in THEMES if theme.name == f"topology-{look}"), follow(environ))

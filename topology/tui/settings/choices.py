"""The settings as values, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from topology.tui.keymap import AS_REGISTERED, Keymap

if TYPE_CHECKING:
    from topology.model.problem import Problem

Look = Literal["auto", "dark", "light", "contrast", "terminal"]

LOOKS: tuple[Look, ...] = ("auto", "dark", "light", "contrast", "terminal")


class Choices(Struct, frozen=True, kw_only=True):
    """What holds where the file says nothing, and what it says.

    ``ascii``: ``None`` leaves it to the terminal. ``me`` is who sits here, as a reference: a
    person or a team. ``file`` is where choices are kept; empty: nowhere. ``wrong`` is what
    the file says and cannot be done.
    """

    theme: Look = "auto"
    ascii: bool | None = None
    mouse: bool = True
    reload: bool = True
    me: str = ""
    keymap: Keymap = AS_REGISTERED
    file: str = ""
    wrong: tuple[Problem, ...] = ()


UNCHOSEN = Choices()
"""Nobody has chosen anything, and nothing is kept."""

"""Themes that everybody can read: contrast, colours that stay apart, terminals with few colours or none."""

from __future__ import annotations

import ast
import unicodedata
from itertools import combinations
from pathlib import Path
from typing import Any, get_args

import pytest
from rich.cells import cell_len

import topology
from tests.tui.sight import KINDS, apart, contrast
from topology.tui import signs
from topology.tui.filters import sayable
from topology.tui.line import Role
from topology.tui.settings.choices import LOOKS as CHOICES
from topology.tui.theme import LOOKS, WITHOUT_COLOUR, colour, cursor, looks
from topology.tui.themes import CONTRAST, DARK, LIGHT, TERMINAL, THEMES, follow, named

ROLES: tuple[Role, ...] = get_args(Role)
OURS = (DARK, LIGHT, CONTRAST)
GROUNDS = ("background", "panel", "here", "was-here")
STATES = ("calm", "risk", "alarm", "worst", "quiet", "foreground")


def by_name(theme: Any) -> str:
    return str(theme.name)


@pytest.mark.parametrize("theme", OURS, ids=by_name)
@pytest.mark.parametrize("role", ROLES)
def test_every_role_can_be_read_on_every_ground_that_it_stands_on(theme: Any, role: Role) -> None:
    ink = colour(theme, LOOKS[role][0])
    if role == "frame":  # lines, not words: WCAG 1.4.11
        assert all(contrast(ink, colour(theme, ground)) >= 2.7 for ground in GROUNDS)
        assert contrast(ink, colour(theme, "background")) >= 3
    elif role == "chip":
        assert contrast(ink, colour(theme, "calm")) >= (7 if theme is CONTRAST else 4.5)
    else:
        least = 7 if theme is CONTRAST else 4.5
        assert min(contrast(ink, colour(theme, ground)) for ground in GROUNDS) >= least


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("theme", OURS, ids=by_name)
def test_states_stay_apart_for_everybody(theme: Any, kind: str) -> None:
    """Beside their signs: eight steps of CIEDE2000, where one can just be seen side by side."""
    near = {
        (one, other): round(apart(colour(theme, one), colour(theme, other), kind), 1)
        for one, other in combinations(STATES, 2)
        if apart(colour(theme, one), colour(theme, other), kind) < 8
    }
    assert not near


@pytest.mark.parametrize("theme", OURS, ids=by_name)
@pytest.mark.parametrize("kind", list(KINDS))
def test_blue_and_orange_are_far_apart_for_everybody(theme: Any, kind: str) -> None:
    assert min(apart(colour(theme, "calm"), colour(theme, other), kind) for other in ("alarm", "worst")) > 35


@pytest.mark.parametrize("theme", OURS, ids=by_name)
def test_where_one_stands_is_seen(theme: Any) -> None:
    assert contrast(colour(theme, "here"), colour(theme, "background")) > 1.2
    assert apart(colour(theme, "here"), colour(theme, "was-here"), "everybody") > 4
    assert bool(cursor(theme, True, True).underline) is (theme is CONTRAST)
    if theme is CONTRAST:
        assert contrast(colour(theme, "edge"), colour(theme, "background")) >= 3


def test_measures_are_the_published_ones() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert apart("#ff0000", "#00ff00", "everybody") == pytest.approx(86.6, abs=0.1)
    assert apart("#ff0000", "#00ff00", "deuteranopia") < 45  # what people confuse
    assert apart("#0000ff", "#ffa500", "deuteranopia") > 70


# Few colours, and none


def test_the_terminal_s_own_colours_are_sixteen_on_its_own_ground() -> None:
    for role in ROLES:
        style = looks(TERMINAL, role, True)
        assert style.color is None or style.color.is_default or style.color.number in range(16)
        assert style.bgcolor is None or style.bgcolor.is_default
    assert looks(TERMINAL, "ok", True).color != looks(TERMINAL, "down", True).color
    assert cursor(TERMINAL, True, True).reverse


@pytest.mark.parametrize("theme", THEMES, ids=by_name)
def test_without_colours_weight_tells_states_apart(theme: Any) -> None:
    assert all(looks(theme, role, False).color is None for role in ROLES)
    plain = {str(looks(theme, role, False)) for role in ("ok", "degraded", "down", "unknown")}
    assert len(plain) == 4
    assert cursor(theme, False, True).reverse
    assert set(WITHOUT_COLOUR) <= set(ROLES)


@pytest.mark.parametrize(
    ("environ", "theme"),
    [
        ({}, DARK),
        ({"TERM": "xterm-256color"}, DARK),
        ({"TERM": "xterm-kitty"}, DARK),
        ({"TERM": "xterm"}, TERMINAL),
        ({"TERM": "linux"}, TERMINAL),
        ({"TERM": "screen"}, TERMINAL),
        ({"TERM": "alacritty", "COLORTERM": "truecolor"}, DARK),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;15"}, LIGHT),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;default;7"}, LIGHT),
        ({"TERM": "xterm-256color", "COLORFGBG": "15;0"}, DARK),
        ({"TERM": "rxvt", "COLORFGBG": "0;15"}, LIGHT),
    ],
)
def test_the_terminal_is_followed(environ: dict[str, str], theme: Any) -> None:
    assert follow(environ) is named("auto", environ) is theme


def test_a_choice_wins_over_the_terminal() -> None:
    for look in CHOICES[1:]:
        assert named(look, {"TERM": "linux"}).name == f"topology-{look}"
    assert {f"topology-{look}" for look in CHOICES[1:]} == {theme.name for theme in THEMES}


async def test_every_theme_shows_every_screen(run: Any, press: Any, screen: Any) -> None:
    async with run() as pilot:
        for _ in THEMES:
            for keys in (("p", "w"), ("escape", "escape", "question_mark"), ("escape", "colon"), ("escape",)):
                await press(pilot, *keys)
                assert "".join(screen(pilot.app)).strip()
            await press(pilot, "ctrl+t")


# ASCII


def written() -> set[str]:
    """Every character that stands in a text of ours that can come to a screen."""
    root = Path(topology.__file__).parent
    found: set[str] = set()
    for package in ("tui", "present", "graph/lanes", "insight"):
        for file in (root / package).rglob("*.py"):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            said = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, DOCUMENTED) and (
                node.body and isinstance(node.body[0], ast.Expr))}  # fmt: skip
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                    found.update(node.value)
    return {char for char in found if not char.isascii() and unicodedata.category(char)[0] in "SP"}


DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def test_every_sign_of_ours_has_a_letter() -> None:
    ours = written()
    assert len(ours) > 40
    assert not {char for char in ours if not sayable(char, "utf-8").isascii()}
    assert {char for char in ours if sayable(char, "utf-8") == "?"} <= {"\ufffd"}
    assert all(cell_len(char) == 1 for char in ours)


def test_ascii_keeps_every_cell_and_every_name() -> None:
    for text in ("João", "支付", "▶●◇▲✖", "╭─┼╮", "a…"):
        assert cell_len(sayable(text, "utf-8")) == cell_len(sayable(text, "ascii")) == cell_len(text)
    assert sayable("João 支付", "utf-8") == "João 支付"
    assert sayable("João 支付", "ascii") == "Jo?o ????"
    assert sayable("João", "iso-8859-1") == "João"
    assert sayable("●◇▲✖", "utf-8") == "".join(
        sayable(sign, "ascii") for sign in (signs.OK, signs.AT_RISK, signs.DEGRADED, signs.DOWN)
    )
    assert len({*sayable("●◇▲✖◌?", "ascii")}) == 6

"""One registry: bindings, footer, palette, help and the key table cannot disagree with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding

from topology.tui.application import TopologyApp
from topology.tui.commands import COMMANDS, GROUPS, NAMES, bindings, footer, markdown, named, of, shown
from topology.tui.screens.boundaries import BoundariesScreen
from topology.tui.screens.diff import DiffScreen
from topology.tui.screens.explore import ExploreScreen
from topology.tui.screens.game import GameScreen
from topology.tui.screens.game_join import JoinScreen
from topology.tui.screens.health import HealthScreen
from topology.tui.screens.help import HelpScreen
from topology.tui.screens.notice import NoticeScreen
from topology.tui.screens.overlay import Overlay
from topology.tui.screens.page import PageScreen
from topology.tui.screens.page_read import ReadScreen
from topology.tui.screens.palette import PaletteScreen
from topology.tui.screens.roster import RosterScreen
from topology.tui.widgets.board import Body
from topology.tui.widgets.catalog import Catalog
from topology.tui.widgets.graph import Graph
from topology.tui.widgets.lines import Lines

EXAMPLE = Path(__file__).parents[2] / "data" / "example"
OWNERS: dict[str, tuple[type[Any], ...]] = {
    "app": (TopologyApp,),
    "view": (Catalog, Graph, Body),
    "explore": (ExploreScreen,),
    "boundaries": (BoundariesScreen,),
    "page": (PageScreen,),
    "health": (HealthScreen,),
    "diff": (DiffScreen,),
    "game": (GameScreen,),
    "overlay": (Overlay,),
    "room": (JoinScreen,),
    "read": (ReadScreen,),
    "roster": (RosterScreen,),
}
SCREENS = (
    ExploreScreen,
    BoundariesScreen,
    PageScreen,
    HealthScreen,
    GameScreen,
    DiffScreen,
    RosterScreen,
    NoticeScreen,
)


def test_ids_are_unique() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)


def test_no_key_means_two_things_in_one_place() -> None:
    for screen in SCREENS:
        keys = [key for command in of(*screen.WHERE) for key in command.keys]
        assert sorted(keys) == sorted(set(keys)), screen


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_can_be_run_where_it_is_offered(command: Any) -> None:
    for owner in OWNERS[command.where]:
        assert callable(getattr(owner, f"action_{command.action}", None)), (command.id, owner)


@pytest.mark.parametrize("where", list(OWNERS))
def test_bindings_are_the_registry_s(where: Any) -> None:
    wanted = {(command.action, ",".join(command.keys)) for command in of(where)}
    for owner in (*OWNERS[where], *((Lines,) if where == "view" else ())):
        made = {(each.action, each.key) for each in owner.BINDINGS if isinstance(each, Binding)}
        assert made == wanted


def test_every_binding_carries_its_help_and_its_id_for_keymaps() -> None:
    for binding in bindings(*OWNERS):
        assert isinstance(binding, Binding)
        command = named(binding.id or "")
        assert (binding.action, binding.tooltip) == (command.action, command.help)


def test_help_lists_every_command_of_a_screen_and_says_what_signs_mean() -> None:
    for screen in SCREENS:
        text = "\n".join(line.text for line in HelpScreen(screen.WHERE).lines())
        for command in of(*screen.WHERE):
            assert command.help in text
            assert all(shown(key) in text for key in command.keys)
        assert "grey" in text


async def test_help_is_called_what_the_first_line_calls_the_screen(run: Any, press: Any, screen: Any) -> None:
    async with run(size=(80, 24)) as pilot:
        for key, name in (("O", "On call"), ("5", "Game day")):
            await press(pilot, key, "question_mark")
            assert f"Help · {name}" in "\n".join(screen(pilot.app))
            await press(pilot, "escape")


def test_help_fits_into_eighty_columns() -> None:
    for line in HelpScreen(ExploreScreen.WHERE).lines():
        assert len(line.text) <= 72, line.text


def test_the_footer_offers_what_is_bound_and_help_last() -> None:
    for screen in SCREENS:
        offered = footer(screen.WHERE, screen.ROOT)
        assert {command.id for command in offered} <= {command.id for command in of(*screen.WHERE)}
        assert offered[-1].id == "help"
    assert "leave" in {command.id for command in footer(ExploreScreen.WHERE, True)}
    assert "escape" in {command.id for command in footer(PageScreen.WHERE, False)}


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("keep", ["command copy"]),
        ("contract", ["command boundaries.boundary", "word Failure contract"]),
        ("policy", ["word On call escalation policy", "entity policy:payments"]),
        ("policies", ["entity policy:payments"]),
        ("sched", ["word On call schedule", "entity schedule:payments-rota"]),
    ],
)
def test_the_palette_finds_what_somebody_calls_it(query: str, keys: list[str]) -> None:
    from topology.tui.world import read

    world = read((str(EXAMPLE),))
    found = [line.key for line in PaletteScreen(world, ExploreScreen.WHERE)._lines(query)]
    assert [key for key in keys if key not in found] == []
    assert len(found) == len({*found})


def test_in_the_palette_a_command_stands_apart_from_what_it_does(world: Any) -> None:
    palette = PaletteScreen(world, PageScreen.WHERE)
    for line in palette._lines("hand-off"):
        title = line.spans[0][0]
        assert not line.key.startswith("command ") or title.endswith("  ")
    assert len({len(line.spans[0][0]) for line in palette._lines("") if line.key.startswith("command ")}) == 1


def test_the_palette_knows_a_kind_before_a_name_and_says_when_nothing_fits(world: Any) -> None:
    palette = PaletteScreen(world, ExploreScreen.WHERE)
    for query in ("team payments", "teams pay", "Team Payments"):
        assert next(palette._lines(query)).key == "entity team:payments"
    keys = [line.key for line in palette._lines("policies payments")]
    assert keys[0].startswith("entity policy:")
    assert len(keys) == len(set(keys))


@pytest.mark.usefixtures("painted")
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (150, 40)])
async def test_help_is_read_to_the_end_at_every_size(run: Any, press: Any, size: tuple[int, int]) -> None:
    async with run(size=size) as pilot:
        await press(pilot, "question_mark")
        choices = pilot.app.screen.choices
        wide = [line.text for line in choices.lines if len(line.text.rstrip()) > choices.room]
        assert wide == []
        told = " ".join(" ".join(line.text for line in choices.lines).split())
        for command in of(*ExploreScreen.WHERE) if size[0] < 144 else ():
            assert command.help in told


async def test_a_palette_that_finds_more_than_it_shows_says_so(run: Any, press: Any, tmp_path: Path) -> None:
    names = ", ".join(f"svc-{number}: {{}}" for number in range(60))
    (tmp_path / "a.yaml").write_text(f"components: {{{names}}}\n")
    async with run(str(tmp_path)) as pilot:
        await press(pilot, "colon", "s", "v", "c")
        frame = pilot.app.screen.query_one("#frame")
        assert str(frame.border_subtitle) == "the best 50 of 60: type on"
        assert pilot.app.screen.choices.length == 50
        await press(pilot, *["backspace"] * 3, "g", "r", "e", "y")
        assert not frame.border_subtitle


async def test_a_palette_that_finds_nothing_says_so(run: Any, press: Any) -> None:
    async with run() as pilot:
        await press(pilot, "colon", "z", "q", "z", "q", "z")
        assert [line.text for line in pilot.app.screen.choices.lines] == ["Nothing is called so"]
        await press(pilot, "enter", "escape")


def test_the_palette_offers_every_command_but_moves_and_itself(world: Any) -> None:
    palette = PaletteScreen(world, ExploreScreen.WHERE)
    offered = {line.key.removeprefix("command ") for line in palette._lines("")}
    wanted = {c.id for c in of(*ExploreScreen.WHERE) if c.group != "Move" and c.id != "palette"}
    assert offered == wanted


def test_the_key_table_has_every_command_and_is_a_table() -> None:
    lines = markdown().splitlines()
    assert len(lines) == 2 + len(COMMANDS)
    assert all(line.startswith("| ") or line == "|---|---|" for line in lines)
    for command in COMMANDS:
        row = next(line for line in lines if command.help in line)
        assert all(f"`{shown(key)}`" in row for key in command.keys)


def test_groups_and_names_are_complete() -> None:
    assert {command.group for command in COMMANDS} == set(GROUPS)
    for command in COMMANDS:
        for key in command.keys:
            assert (
                key in NAMES
                or len(key) == 1
                or "+" in key
                or key in {"enter", "tab", "space", "home", "end", "up", "down", "left", "right"}
            )

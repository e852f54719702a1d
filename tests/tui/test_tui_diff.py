"""Two versions compared in the app: each of its keys, what it says where there is nothing, hostile text."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.tui.test_tui_hostile import LITERAL, NAMES, hostile_world, unsafe
from topology.insight.diff.versions import difference
from topology.present.diff_groups import GROUPS, groups
from topology.present.diff_words import Compared
from topology.tui.commands import of
from topology.tui.diff.change_lines import all_lines, change_lines
from topology.tui.diff.comparison import Comparison
from topology.tui.diff.list_lines import Listing
from topology.tui.diff.wanted import Wanted
from topology.tui.line import text_of
from topology.tui.screens.ask import AskScreen
from topology.tui.screens.diff import DiffScreen
from topology.tui.screens.explore import ExploreScreen
from topology.tui.screens.page import PageScreen
from topology.tui.screens.palette import PaletteScreen

Run = Callable[..., Any]
VERSIONS = Path(__file__).parents[1] / "cli" / "versions"
BEFORE, AFTER = str(VERSIONS / "before"), str(VERSIONS / "after")
TESTED: set[str] = set()


def keys(*ids: str) -> Any:
    """Marks a test as the one of these commands; gives every key of the first to the test."""
    TESTED.update(f"diff.{each}" for each in ids)
    command = next(each for each in of("diff") if each.action == ids[0])
    return pytest.mark.parametrize("key", command.keys)


def text(screen: Any, app: Any) -> str:
    return "\n".join(screen(app))


def opened(run: Run, **more: Any) -> Any:
    return run(AFTER, compare=Wanted(base=BEFORE), **more)


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the old version at HEAD and the new one in its files, the catalog in a folder."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    (tmp_path / "gitconfig").write_text("[user]\nname = n\nemail = e\n[init]\ndefaultBranch = main\n")
    folder = tmp_path / "repo"
    shutil.copytree(BEFORE, folder / "catalog")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "before"), ("tag", "v1.2")):
        subprocess.run(["git", *words], cwd=folder, capture_output=True, check=True, timeout=30)
    shutil.copy(VERSIONS / "after" / "shop.yaml", folder / "catalog" / "shop.yaml")
    return folder / "catalog"


# Where it is asked for


async def test_enter_compares_with_what_was_committed_last(
    run: Run, press: Any, screen: Any, settled: Any, repo: Path
) -> None:
    async with run(str(repo)) as pilot:
        await press(pilot, "D")
        await settled(pilot)
        assert isinstance(pilot.app.screen, AskScreen)
        assert "main · v1.2" in text(screen, pilot.app)
        await press(pilot, "enter")
        await settled(pilot)
        assert "Diff › HEAD → as it stands" in text(screen, pilot.app)
        assert len(pilot.app.screen.state.found.changes) > 10
        assert "JOINT → MISROUTED" in text(screen, pilot.app)
        await press(pilot, "D")
        await settled(pilot)
        await press(pilot, "v")
        await settled(pilot)
        await press(pilot, "right", "enter")
        await settled(pilot)
        assert "Diff › v1.2 → as it stands" in text(screen, pilot.app)
        await press(pilot, "escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ExploreScreen)


async def test_what_names_no_version_is_said_while_it_can_be_mended(
    run: Run, press: Any, screen: Any, settled: Any, repo: Path
) -> None:
    async with run(str(repo)) as pilot:
        await press(pilot, "D")
        await settled(pilot)
        await press(pilot, *"nope", "enter")
        assert "no folder and no commit is called so" in text(screen, pilot.app)
        await press(pilot, *["backspace"] * 4, *"main", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, DiffScreen)


async def test_without_a_repository_a_folder_is_asked_for(
    run: Run, press: Any, screen: Any, settled: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    there = shutil.copytree(AFTER, tmp_path / "after")
    async with run(str(there)) as pilot:
        await press(pilot, "D")
        await settled(pilot)
        assert "there is no git repository to ask" in text(screen, pilot.app)
        await press(pilot, "enter")
        assert "no git repository holds it" in text(screen, pilot.app)
        pilot.app.screen.dismiss(BEFORE)
        await pilot.pause()
        await settled(pilot)
        assert "JOINT → MISROUTED" in text(screen, pilot.app)


async def test_two_revisions_beside_the_catalog_that_is_open(
    run: Run, press: Any, screen: Any, settled: Any, repo: Path
) -> None:
    async with run(str(repo), compare=Wanted(base="v1.2", head="main")) as pilot:
        await settled(pilot)
        assert "Diff › v1.2 → main" in text(screen, pilot.app)
        assert "every failure pages the same people" in text(screen, pilot.app)
        await press(pilot, "n")
        assert "There is no change here" in text(screen, pilot.app)
        assert pilot.app.screen.place() is None


async def test_nothing_to_compare_is_said(
    run: Run, press: Any, screen: Any, settled: Any, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    async with run(AFTER, compare=Wanted(base=str(tmp_path / "empty"))) as pilot:
        await settled(pilot)
        assert "Not compared" in text(screen, pilot.app)
        assert "no YAML file" in text(screen, pilot.app)
        for key in ("n", "p", "e", "enter", "c", "tab", "escape"):
            await press(pilot, key)
        await pilot.app.enter_mode("diff")
        assert "no YAML file" in text(screen, pilot.app)


async def test_the_palette_goes_there_and_says_what_it_is_for(
    run: Run, press: Any, screen: Any, settled: Any
) -> None:
    async with run(AFTER) as pilot:
        await pilot.app.enter_mode("diff")
        await pilot.pause()
        assert "Nothing is compared yet." in text(screen, pilot.app)
        await press(pilot, "colon", *"compare with")
        assert isinstance(pilot.app.screen, PaletteScreen)
        await press(pilot, "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, AskScreen)


async def test_instants_that_were_typed_hold(run: Run, press: Any, screen: Any, settled: Any) -> None:
    wanted = Wanted(base=BEFORE, at=("Wed 11:00", "Mon 03:00"))
    async with run(AFTER, compare=wanted) as pilot:
        await settled(pilot)
        instants = pilot.app.screen.state.found.difference.instants
        assert [at.day for at in instants] == [25, 23]
        assert "Wed 25 Nov 2026 11:00" in text(screen, pilot.app)
        await press(pilot, "n")
        assert "Mon 23 Nov" in text(screen, pilot.app) or "Wed 25 Nov" in text(screen, pilot.app)


async def test_a_longer_wait_is_a_change_with_both_times(
    run: Run, press: Any, screen: Any, settled: Any, tmp_path: Path
) -> None:
    there = shutil.copytree(BEFORE, tmp_path / "longer")
    shop = there / "shop.yaml"
    shop.write_text(shop.read_text().replace("{page: cyd, wait: 5m}", "{page: cyd, wait: 25m}"))
    async with run(str(there), compare=Wanted(base=BEFORE), size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "n")
        shown = text(screen, pilot.app)
        assert "Change 1 of 3" in shown
        assert "engage by +6m → +26m" in shown
        assert re.search(r"Engage +\+1m to \+6m +\+1m to \+26m", shown)


# Keys


@keys("next_change", "previous_change")
async def test_one_change_at_a_time(run: Run, press: Any, screen: Any, settled: Any, key: str) -> None:
    async with opened(run) as pilot:
        await settled(pilot)
        mode = pilot.app.screen
        order = [change.key for group in groups(mode.state.found.difference) for change in group.changes]
        assert "All changes" in text(screen, pilot.app)
        seen = []
        for number in range(len(order)):
            await press(pilot, key)
            seen.append(mode.key)
            assert f"Change {number + 1} of {len(order)}" in text(screen, pilot.app)
        assert seen == order
        await press(pilot, key)
        assert mode.key == order[0]
        assert "From the first one again" in text(screen, pilot.app)
        await press(pilot, key.upper())
        assert mode.key == order[-1]
        await press(pilot, key.upper())
        assert mode.key == order[-2]


@keys("other_pane")
async def test_to_the_change_and_back_and_steps_from_there(
    run: Run, press: Any, settled: Any, key: str
) -> None:
    async with opened(run) as pilot:
        await settled(pilot)
        mode = pilot.app.screen
        await press(pilot, "n", key)
        assert mode.focused is mode.held
        await press(pilot, "n")
        assert mode.change.key == mode.state.order[1]
        await press(pilot, key)
        assert mode.focused is mode.rows


@keys("filter")
async def test_a_filter_keeps_changes_that_hold_all_words(
    run: Run, press: Any, screen: Any, settled: Any, key: str
) -> None:
    async with opened(run) as pilot:
        await settled(pilot)
        mode = pilot.app.screen
        every = len(mode.state.order)
        await press(pilot, key, *"misrouted worse")
        assert [change.split()[1] for change in mode.state.order] == ["component:disks"]
        assert f"1 of {every}" in text(screen, pilot.app)
        await press(pilot, "enter", "n")
        assert "Change 1 of 1" in text(screen, pilot.app)
        await press(pilot, "escape")
        assert len(mode.state.order) == every
        await press(pilot, key, *"zzz", "enter", "n")
        assert "nothing matches" in text(screen, pilot.app)
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, ExploreScreen)


@keys("page")
async def test_what_if_it_fails_as_it_is_now(
    run: Run, press: Any, screen: Any, settled: Any, key: str
) -> None:
    async with opened(run) as pilot:
        await settled(pilot)
        await press(pilot, key)
        assert "Stand on a component" in text(screen, pilot.app)
        await press(pilot, "n", key)
        assert isinstance(pilot.app.screen, PageScreen)
        assert pilot.app.session.faults == ("component:disks",)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, DiffScreen)


async def test_enter_goes_to_the_entity_and_back_leads_here(
    run: Run, press: Any, screen: Any, settled: Any
) -> None:
    async with opened(run) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        assert pilot.app.screen.change.ref == "component:disks"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ExploreScreen)
        assert pilot.app.session.focus == "component:disks"
        await press(pilot, "left_square_bracket")
        mode = pilot.app.screen
        assert isinstance(mode, DiffScreen)
        assert mode.change.ref == "component:disks"
        mode.rows.stand_on("removed component:mails")
        await press(pilot, "enter")
        assert "not in the catalog that is open" in text(screen, pilot.app)
        await press(pilot, "o")
        assert isinstance(pilot.app.screen, DiffScreen)


async def test_edit_opens_the_place_after_and_files_that_change_are_compared_again(
    run: Run, press: Any, screen: Any, settled: Any, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    async with run(str(repo), compare=Wanted(base="HEAD")) as pilot:
        await settled(pilot)
        mode = pilot.app.screen
        monkeypatch.setattr(pilot.app, "edit", asked.append)
        await press(pilot, "n", "e")
        assert str(asked[0]) == str(mode.change.after) == "shop.yaml:23"
        await press(pilot, "tab", "G", "e", "enter")
        assert [str(place) for place in asked] == ["shop.yaml:23"] * 3
        shutil.copy(VERSIONS / "before" / "shop.yaml", repo / "shop.yaml")
        await press(pilot, "ctrl+r")
        await settled(pilot)
        assert "every failure pages the same people" in text(screen, pilot.app)


async def test_copies_are_the_change_and_the_whole_as_markdown(run: Run, settled: Any, press: Any) -> None:
    async with opened(run) as pilot:
        await settled(pilot)
        assert "Change" not in dict(pilot.app.screen.copies())
        await press(pilot, "n")
        copies = dict(pilot.app.screen.copies())
        assert list(copies) == ["Change", "Reference", "Markdown"]
        assert "JOINT → MISROUTED · lead Data → Pay" in copies["Change"]
        assert copies["Markdown"].startswith("## Who is paged")
        await press(pilot, "c", "enter")
        assert "JOINT → MISROUTED" in pilot.app.clipboard


async def test_another_instant_is_compared_at_that(run: Run, press: Any, screen: Any, settled: Any) -> None:
    async with opened(run) as pilot:
        await settled(pilot)
        await press(pilot, "t", *"Wed 11:00", "enter")
        await settled(pilot)
        found = pilot.app.screen.state.found
        assert found.at == pilot.app.session.at
        assert "Wed 25 Nov 2026 11:00" in text(screen, pilot.app)


async def test_escape_stops_the_work_and_it_can_be_asked_again(
    run: Run, press: Any, screen: Any, settled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import topology.tui.screens.diff_work as work

    there, go = threading.Event(), threading.Event()
    real = work.compare

    def slow(*args: Any) -> Any:
        args[-1].stage = "Comparing"
        args[-1].told(3, 10)
        there.set()
        assert go.wait(20)
        args[-1].told(4, 10)
        return real(*args)

    monkeypatch.setattr(work, "compare", slow)
    async with run(AFTER) as pilot:
        await pilot.app.enter_mode("diff")
        pilot.app.screen.compare(Wanted(base=BEFORE))
        while not there.wait(0.01):
            await pilot.pause()
        pilot.app.screen._look()
        await pilot.pause()
        assert "Comparing: 3 of 10" in text(screen, pilot.app)
        await press(pilot, "escape")
        assert "It was stopped." in text(screen, pilot.app)
        go.set()
        await settled(pilot)
        assert pilot.app.screen.state.found is None
        pilot.app.screen.compare(Wanted(base=BEFORE))
        await settled(pilot)
        assert "JOINT → MISROUTED" in text(screen, pilot.app)


# How it looks


@pytest.mark.parametrize(
    ("size", "more"),
    [((60, 20), {}), ((60, 16), {}), ((80, 24), {"ascii_encoding": "ascii"}), ((200, 60), {}),
     ((99, 30), {"environ": {"NO_COLOR": "1"}})],
)  # fmt: skip
@pytest.mark.usefixtures("painted")
async def test_one_change_is_read_in_every_size(
    run: Run, press: Any, screen: Any, settled: Any, size: tuple[int, int], more: dict[str, Any]
) -> None:
    async with opened(run, size=size, **more) as pilot:
        await settled(pilot)
        await press(pilot, "n")
        shown = text(screen, pilot.app)
        for word in ("Change 1 of", "disks", "stops a merge", "JOINT", "MISROUTED"):
            assert word in shown
        if "ascii_encoding" in more:
            assert shown.isascii()
        side_by_side = "Now: as it stands" in shown
        assert side_by_side == (size[0] != 80)


def comparison(base: Any, head: Any, at: Any) -> Comparison:
    return Comparison(
        wanted=Wanted(base="then"),
        opened=head.result,
        is_open=True,
        at=at,
        difference=difference(base.result, head.result, at),
        words=Compared.of("then", "now", base.catalog, head.catalog),
        zone="UTC",
    )


@pytest.mark.parametrize("width", [20, 43, 57, 120])
@pytest.mark.parametrize("name", ["markup", "wide"])
def test_every_change_of_a_hostile_catalog_fits(world: Any, now: Any, name: str, width: int) -> None:
    from topology.present.cells import width as cells

    found = comparison(world, hostile_world(NAMES[name]), now)
    assert len(found.changes) > 20
    assert all_lines(found, width)
    for line in (line for each in found.changes for line in change_lines(found, each, width)):
        if len(line.spans) == 4 or (len(line.spans) == 3 and line.spans[1][1] == "hot"):  # then and now
            assert sum(cells(part) for part, _ in line.spans) <= width, line.text
    assert text_of(Listing(found).lines)


@pytest.mark.parametrize("name", list(NAMES))
async def test_hostile_text_stays_text(
    run: Run, press: Any, screen: Any, settled: Any, world: Any, now: Any, name: str
) -> None:
    async with opened(run, size=(100, 30)) as pilot:
        await settled(pilot)
        pilot.app._defences.clear()
        mode = pilot.app.screen
        mode.state.listing = Listing(comparison(world, hostile_world(NAMES[name]), now))
        mode.show()
        seen = []
        for key in {change.kind: change.key for change in mode.state.found.changes}.values():
            mode.stand_on(key)
            await pilot.pause()
            seen += screen(pilot.app)
        assert list(unsafe(seen)) == []
        assert name != "markup" or any(LITERAL in line for line in seen)


def test_every_change_is_in_one_group(world: Any, now: Any) -> None:
    found = comparison(world, hostile_world("x"), now).difference
    for change in found.changes:
        assert sum(fits(change) for _, fits in GROUPS) == 1
    assert sum(len(group.changes) for group in groups(found)) == len(found.changes)


def test_every_key_of_the_view_has_its_test() -> None:
    assert {command.id for command in of("diff")} == TESTED

"""Files change while somebody looks: the newest that was whole is shown, and nobody loses their place."""

from __future__ import annotations

import gc
import os
import shutil
import threading
import weakref
from pathlib import Path
from typing import Any

import pytest

from topology.load.hints import keep_watch
from topology.tui.screens.explore import ExploreScreen
from topology.tui.screens.notice import NoticeScreen
from topology.tui.settings.choices import Choices
from topology.tui.world import read

SHOP = Path(__file__).parent / "shop"
BROKEN = "components:\n  a: [unclosed\n"


class Following:
    """The app on a copy of the shop; what the thread would do is done by hand, without any time."""

    def __init__(self, pilot: Any, folder: Path, settled: Any) -> None:
        self.pilot = pilot
        self.app = pilot.app
        self.folder = folder
        self._settled = settled

    @property
    def said(self) -> str:
        return str(self.app.screen.query_one("KeyBar").said)

    async def turns(self, number: int = 2) -> None:
        """So many looks, and all that follows from them."""
        for _ in range(number):
            self.app.follower.watch.turn()
        await self._settled(self.pilot)

    async def write(self, text: str, name: str = "more.yaml") -> None:
        """A file that is written, and comes to rest."""
        (self.folder / name).write_text(text)
        await self.turns()


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    folder = tmp_path / "catalog"
    shutil.copytree(SHOP, folder)
    (folder / "more.yaml").write_text(
        "components:\n  more-a: {owner: checkout}\n  more-b: {owner: checkout}\n"
    )
    return folder


@pytest.fixture
def follow(run: Any, catalog: Path, settled: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The app that follows its files, without a thread."""
    from contextlib import asynccontextmanager

    import topology.tui.following as following

    monkeypatch.setattr(following, "keep_watch", lambda watch, stop: None)

    @asynccontextmanager
    async def start(**more: Any) -> Any:
        async with run(str(catalog), choices=Choices(reload=True), **more) as pilot:
            yield Following(pilot, catalog, settled)

    return start


def entities(app: Any) -> set[str]:
    return {ref for ref, entity in app.world.catalog.entities.items() if not entity.ghost}


# What is read


async def test_a_change_is_read_once_it_has_come_to_rest(follow: Any) -> None:
    async with follow() as it:
        (it.folder / "more.yaml").write_text(
            "components: {more-a: {owner: checkout}, new: {owner: checkout}}\n"
        )
        await it.turns(1)
        assert "component:new" not in it.app.world.catalog.entities
        await it.turns(1)
        assert "component:new" in entities(it.app)
        before = it.app.world
        await it.turns(5)
        assert it.app.world is before


async def test_only_what_changed_is_parsed_again(follow: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import topology.load.gather as gather

    parsed: list[str] = []
    parse = gather.parse
    monkeypatch.setattr(
        gather, "parse", lambda data, file, limits: (parsed.append(file), parse(data, file, limits))[1]
    )
    async with follow() as it:
        first = len(parsed)
        it.app.reader.files._memo._clock = lambda: 4e9  # files are as old as one likes
        await it.write("components: {new: {owner: checkout}}\n")
        assert len(parsed) == 2 * first  # they had only just been written when they were first read
        del parsed[:]
        await it.write("components: {newer: {owner: checkout}}\n")
        assert parsed == ["more.yaml"]


async def test_what_changes_while_it_is_read_is_not_shown(
    follow: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import topology.tui.world as world

    async with follow() as it:
        file = it.folder / "more.yaml"

        def writing(*args: Any) -> Any:
            monkeypatch.setattr(world, "read", read)
            file.write_text("components: {half: {owner: checkout}}\n")
            found = read(*args)
            file.write_text("components: {half: {owner: checkout}, whole: {owner: checkout}}\n")
            return found

        monkeypatch.setattr(world, "read", writing)
        before = it.app.world
        await it.write("components: {}\n")
        assert it.app.world is before
        await it.turns()
        assert {"component:half", "component:whole"} <= entities(it.app)


async def test_by_hand_it_is_read_at_once_and_not_again(follow: Any, press: Any, settled: Any) -> None:
    async with follow() as it:
        (it.folder / "more.yaml").write_text("components: {new: {owner: checkout}}\n")
        await press(it.pilot, "ctrl+r")
        await settled(it.pilot)
        assert "component:new" in entities(it.app)
        before = it.app.world
        await it.turns(3)
        assert it.app.world is before


async def test_files_that_are_read_again_are_named(follow: Any) -> None:
    async with follow() as it:
        await it.write("components: {more-a: {owner: checkout, tier: 2}, more-b: {owner: checkout}}\n")
        assert it.said == "Read again: more.yaml"
        for number in range(5):
            (it.folder / f"n{number}.yaml").write_text("components: {}\n")
        await it.turns()
        assert it.said == "Read again: n0.yaml, n1.yaml, n2.yaml and 2 more"


# What cannot be read


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_what_cannot_be_read_stands_in_a_banner_until_it_is_mended(
    follow: Any, press: Any, screen: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: Any
) -> None:
    from contextlib import nullcontext

    script = tmp_path / "edit"
    script.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/seen\n')
    script.chmod(0o755)
    async with follow(size=size, environ={"EDITOR": str(script), "PATH": "/usr/bin:/bin"}) as it:
        monkeypatch.setattr(it.app, "suspend", nullcontext)
        before = it.app.world
        await it.write("components:\n  more-a: {owner: checkout}\n  more-b: [unclosed\n")
        assert it.app.world is before
        lines = screen(it.app)
        assert "more.yaml:" in lines[1]
        assert lines[1].rstrip().endswith("e mends")
        assert len(lines) == size[1]
        await press(it.pilot, "e")
        assert (tmp_path / "seen").read_text().endswith("/more.yaml\n")
        await press(it.pilot, "p")
        assert "more.yaml:" in screen(it.app)[1]
        await press(it.pilot, "escape")
        await it.write("components: {more-a: {owner: checkout}, more-b: {owner: checkout}}\n")
        assert it.app.world is not before
        assert "more.yaml" not in screen(it.app)[1]


async def test_what_was_broken_from_the_start_does_not_stand_in_the_way(follow: Any, catalog: Path) -> None:
    (catalog / "broken.yaml").write_text(BROKEN)
    async with follow() as it:
        await it.write("components: {new: {owner: checkout}}\n")
        assert "component:new" in entities(it.app)
        assert it.app.banner() is None
        await it.write(BROKEN)
        assert it.app.refused
        await it.write("components: {new: {owner: checkout}}\n")
        assert not it.app.refused


async def test_help_tells_whole_what_is_wrong_with_the_files_and_leads_there(
    follow: Any, press: Any, screen: Any
) -> None:
    async with follow() as it:
        edited: list[Any] = []
        it.app.edit = edited.append
        (it.folder / "other.yaml").write_text(BROKEN)
        await it.write(BROKEN)
        assert len(it.app.refused) == 2
        assert "+1 ?" in screen(it.app)[1]
        await press(it.pilot, "question_mark")
        lines = it.app.screen.choices.lines
        assert lines[0].text == "Not read: the last good catalog is shown"
        told = " ".join(" ".join(line.text for line in lines).split())
        for each in it.app.refused:
            assert f"{each.place}: {each.message}" in told
        await press(it.pilot, "j", "enter")
        assert edited == [it.app.refused[1].place]


async def test_a_catalog_that_goes_is_kept_and_one_that_comes_back_is_read(follow: Any, screen: Any) -> None:
    async with follow() as it:
        before = it.app.world
        away = it.folder.parent / "away"
        os.rename(it.folder, away)
        await it.turns()
        assert it.app.world is before
        assert "there is no such file or folder" in screen(it.app)[1]
        (away / "more.yaml").write_text("components: {new: {owner: checkout}}\n")
        os.rename(away, it.folder)
        await it.turns()
        assert "component:new" in entities(it.app)
        assert it.app.banner() is None


async def test_where_there_was_nothing_something_appears_by_itself(follow: Any, catalog: Path) -> None:
    for file in catalog.iterdir():
        file.unlink()
    async with follow() as it:
        assert isinstance(it.app.screen, NoticeScreen)
        await it.write(BROKEN)
        assert isinstance(it.app.screen, NoticeScreen)
        await it.write("components: {new: {owner: x}}\nteams: {x: {}}\n")
        assert isinstance(it.app.screen, ExploreScreen)
        assert "component:new" in entities(it.app)


# What is gone


async def test_what_is_gone_is_a_ghost_for_a_while(follow: Any, press: Any, screen: Any) -> None:
    async with follow() as it:
        await press(it.pilot, "slash", *"more-b", "enter", "space", "escape")
        assert it.app.session.focus == "component:more-b"
        await it.write("components: {more-a: {owner: checkout}}\n")
        assert it.said == "Gone from the files: more-b"
        assert it.app.world.catalog.entities["component:more-b"].ghost
        assert it.app.session.focus == "component:more-b"
        assert it.app.session.marks == ("component:more-b",)
        assert "more-b" in "\n".join(screen(it.app))
        assert "Gone from the files: nobody declares" in " ".join(
            line.text for line in it.app.explore.card.lines
        )
        it.app.lay_ghosts()
        await it.turns(1)
        assert "component:more-b" not in it.app.world.catalog.entities
        assert it.app.session.focus != "component:more-b"
        assert it.said == "Not there any more: component:more-b"


async def test_what_comes_back_was_never_away(follow: Any, press: Any) -> None:
    """A program that writes a file anew, in two steps."""
    async with follow() as it:
        text = (it.folder / "more.yaml").read_text()
        await press(it.pilot, "slash", *"more-b", "enter", "space", "escape")
        await it.write("")
        assert it.said == "Gone from the files: more-a, more-b"
        await it.write("components: {more-a: {owner: checkout}}\n")
        assert it.said == "Gone from the files: more-b"
        await it.write(text)
        assert it.app.world.gone == ()
        it.app.lay_ghosts()
        await it.turns(1)
        assert "component:more-b" in entities(it.app)
        assert it.app.session.focus == "component:more-b"
        assert it.app.session.marks == ("component:more-b",)


async def test_what_others_still_need_stays_the_ghost_that_it_is(follow: Any) -> None:
    async with follow() as it:
        await it.write(
            "components: {more-a: {owner: checkout, dependsOn: [more-c]}, more-c: {owner: checkout}}\n"
        )
        it.app.lay_ghosts()
        await it.turns(1)
        await it.write("components: {more-a: {owner: checkout, dependsOn: [more-c]}}\n")
        assert it.said == "Gone from the files: more-c"
        it.app.lay_ghosts()
        await it.turns(1)
        assert it.app.world.catalog.entities["component:more-c"].ghost
        assert it.app.world.gone == ()


# Where somebody stands


async def test_place_filter_marks_folds_and_focus_stay(follow: Any, press: Any) -> None:
    async with follow() as it:
        await press(it.pilot, "space", "o", "tab", "l")
        session = it.app.session

        def where() -> tuple[Any, ...]:
            return session.focus, session.cursor, session.marks, set(session.opened), it.app.focused.id

        before = where()
        for tier in (1, 2, 3):
            await it.write(f"components: {{more-a: {{tier: {tier}}}, more-b: {{owner: checkout}}}}\n")
            assert where() == before
        await press(it.pilot, "escape", "tab", "j", "j")
        line = it.app.screen.card.here.key
        await it.write("components: {more-a: {}, more-b: {owner: checkout}}\n")
        assert it.app.screen.card.has_focus
        assert it.app.screen.card.here.key == line
        await press(it.pilot, "escape", "slash", *"pay")
        here = it.app.screen.catalog.here.key
        await it.write("components: {more-a: {owner: checkout}, more-b: {owner: checkout, tier: 4}}\n")
        assert session.filter == "pay"
        assert it.app.screen.catalog.here.key == here
        await press(it.pilot, *"ments-d")
        assert it.app.screen.catalog.here.ref == "component:payments-db"


@pytest.mark.parametrize(
    "keys", [("colon",), ("question_mark",), ("t", "m"), ("c",), ("p",), ("p", "colon"), ("O",)]
)
async def test_whatever_is_open_stays_open(follow: Any, press: Any, keys: tuple[str, ...]) -> None:
    async with follow() as it:
        await press(it.pilot, *keys)
        before = it.app.screen
        await it.write("components: {new: {owner: checkout}}\n")
        assert it.app.screen is before
        it.app.lay_ghosts()
        await it.turns(1)
        assert it.app.screen is before
        await press(it.pilot, "escape", "escape")


async def test_the_palette_does_not_lead_to_what_is_gone(follow: Any, press: Any) -> None:
    async with follow() as it:
        await press(it.pilot, "colon", *"more-b")
        await it.write("components: {}\n")
        it.app.lay_ghosts()
        await it.turns(1)
        await press(it.pilot, "enter")
        assert it.app.session.focus == "component:checkout-api"
        assert "more-b" in it.said
        assert isinstance(it.app.screen, ExploreScreen)


async def test_findings_stay_until_there_are_newer_ones(follow: Any, screen: Any) -> None:
    async with follow() as it:
        seen: list[str] = []
        show = it.app.page_in_front.show_top
        it.app.page_in_front.show_top = lambda: (show(), seen.append(str(it.app.facts())))[0]
        await it.write("components: {more-a: {owner: checkout}, more-b: {owner: checkout, tier: 4}}\n")
        assert seen
        assert all("3 findings" in facts and "reading" not in facts for facts in seen)


# The thread


async def test_a_thread_follows_from_the_first_reading_to_the_end(
    run: Any, catalog: Path, settled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from topology.load import hints

    monkeypatch.setattr(hints, "REST", 0.01)
    read_again = threading.Event()
    async with run(str(catalog), choices=Choices(reload=True)) as pilot:
        follower = pilot.app.follower
        monkeypatch.setattr(
            type(pilot.app), "on_current_files_changed", lambda self: read_again.set(), raising=True
        )
        (catalog / "more.yaml").write_text("components: {new: {owner: checkout}}\n")
        for _ in range(400):
            if read_again.is_set():
                break
            await pilot.pause(0.02)
        assert read_again.is_set()
        assert not follower._stop.is_set()
    assert follower.ended()


async def test_following_can_be_switched_off_and_on(run: Any, settled: Any, catalog: Path) -> None:
    async with run(str(catalog), choices=Choices(reload=False)) as pilot:
        assert pilot.app.follower is None
        pilot.app.choose(Choices(reload=True))
        follower = pilot.app.follower
        assert follower is not None
        pilot.app.choose(Choices(reload=False))
        assert pilot.app.follower is None
        assert follower.ended()


def test_nothing_is_followed_before_something_was_read(app_of: Any) -> None:
    app = app_of(choices=Choices(reload=True))
    assert app.follower is None
    app.follow_files()
    assert app.follower is None
    assert keep_watch is not None


# Memory


@pytest.mark.parametrize("key", ["1", "2", "p", "4"])
async def test_a_world_that_is_replaced_goes_away_by_itself(follow: Any, press: Any, key: str) -> None:
    """The collector does not look at what readings made: nothing of it may hang together in a circle."""
    async with follow() as it:
        await press(it.pilot, key)
        shown: list[Any] = []
        for number in range(4):
            await it.write(f"components: {{more-a: {{owner: checkout, tier: {number % 4 + 1}}}}}\n")
            it.app.lay_ghosts()
            await it.turns(1)
            shown.append(weakref.ref(it.app.world.engine))
        gc.disable()
        try:
            for _ in range(200):
                kept = [each for each in shown[:-1] if each() is not None]
                if len(kept) <= 1:  # a thread that was told to stop may not have heard it yet
                    break
                await it.pilot.pause(0.02)
        finally:
            gc.enable()
        assert len(kept) <= 1, "what was shown before the last one stays"

"""Hostile text from a catalog, pushed through every widget and every screen."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.length import WHOLE
from topology.model.catalog import Catalog
from topology.model.duty import Layer, Policy, Roster, Schedule, Step
from topology.model.entity import (
    Alerts,
    Channel,
    Component,
    Dependency,
    Domain,
    FailureMode,
    Foreign,
    Link,
    Membership,
    Person,
    Platform,
    Product,
    Team,
)
from topology.model.place import Place
from topology.model.problem import Problem
from topology.model.record import Decision
from topology.model.reference import Reference, canonical, key
from topology.model.text import clean

NAMES = {
    "markup": "[bold red]x[/] [/] [@click=app.exit]y[/] [$accent] [50%]",
    "controls": "\x1b[2J\x1b]0;pwned\x07\x9b31m\x1b]52;c;cHdu\x07 1\n2\t3\r4\x00\x7f\x0e\U000e0041\ud800",
    "bidi": "a\u202egpj.exe\u2066\u200b\u200f\ufeff",
    "long": "l" * 200,
    "wide": "支付服务" * 30,
    "flood": "x" + "\u0301" * 300,
}
LITERAL = "[bold red]x[/]"


def hostile_world(name: str) -> Any:
    """A world in which every text is ``name``: as if the loader had cleaned nothing."""
    from topology.incident.engine import Engine
    from topology.load.loader import LoadResult
    from topology.present.names import Names
    from topology.tui.search import Finder
    from topology.tui.sections import sections
    from topology.tui.world import World

    place = Place(name, 7)
    link = Link(url=f"https://example.org/{name}", title=name, type=name)
    evil = Link(url="javascript:alert(1)", title=name, type=name)

    def base(kind: str, number: int = 0) -> dict[str, Any]:
        own = f"{name}{number}" if number else name
        return {
            "ref": canonical(kind, own), "kind": kind, "namespace": "default", "name": own, "title": own,
            "place": place, "description": name, "aliases": (name,), "tags": (name,), "links": (link, evil),
        }  # fmt: skip

    def to(kind: str, number: int = 0) -> Reference:
        own = f"{name}{number}" if number else name
        return Reference(canonical(kind, own), own, place)

    roster = Roster(since=datetime(2026, 1, 5), timed=True, people=(to("person"),), place=place)
    mode = FailureMode(name=name, place=place)
    entities = [
        Team(**base("team"), focus=name, members=(Membership(to("person"), name),),
             channels=(Channel("slack", name, "private", "https://x"),), on_call=to("policy")),
        Team(**base("team", 2)),
        Person(**base("person"), role=name),
        Product(**base("product"), owners=(to("team"),), expectations=name),
        Platform(**base("platform"), owners=(to("team", 2),), expectations=name),
        Component(**base("component"), type=name, owners=(to("team"),), part_of=to("product"), tier=1,
                  lifecycle=name, depends_on=(Dependency(to("component", 2)), Dependency(to("component", 3))),
                  alerts=Alerts(), failure_modes=(mode,), known_by=(to("person"),), vendor=name),
        Component(**base("component", 2), owners=(to("team", 2),), part_of=to("platform")),
        Component(**base("component", 3), ghost=True),
        Schedule(**base("schedule"), layers=(Layer(rosters=(roster,), place=place),)),
        Policy(**base("policy"), team=to("team"),
               steps=(Step(page=(to("schedule"),), wait_minutes=5, place=place),)),
        Domain(**base("domain"), owners=(to("team"),)),
        Foreign(**base(f"kind {name}"), owners=(to("team"),)),
    ]  # fmt: skip
    by_ref = {entity.ref: entity for entity in sorted(entities, key=lambda each: each.ref)}
    decision = Decision(id=name, title=name, place=place, url="file:///etc/passwd", about=(to("component"),))
    catalog = Catalog(
        entities=by_ref, by_key={key(ref): ref for ref in by_ref}, decisions=(decision,), roots=(name,)
    )
    problem = Problem(
        code="T204",
        rule=name,
        severity="error",
        place=place,
        message=name,
        entity=canonical("component", name),
    )
    engine = Engine(catalog)
    world = World(
        result=LoadResult(catalog=catalog, problems=(problem,)), engine=engine, names=Names(catalog),
        finder=Finder(engine.topology), findings=(problem,), found={canonical("component", name): 1},
        start=canonical("component", name),
    )  # fmt: skip
    from msgspec import structs

    return structs.replace(world, sections=sections(world))


def unsafe(lines: list[str]) -> Iterator[str]:
    for line in lines:
        for char in line:
            code = ord(char)
            if not char.isprintable() and char != "\u200d":
                yield f"U+{code:04X} in {line!r}"
        if any(line.count(mark) > 40 for mark in ("\u0301",)):
            yield f"a flood in {line!r}"


CASES = [*((name, False) for name in NAMES), ("controls", True)]
EVERYWHERE = frozenset(NAMES) if WHOLE else frozenset({"controls"})
"""The names that are looked at in every view; the others go through the first ones, by the same door."""
GRAPH = (("v",), ("v",), ("v", "H"), ("escape", "a", "a"), ("tab", "l", "w"), ("escape", "shift+tab"))
KEYS = (*GRAPH,
        ("p",), ("question_mark",), ("escape", "w"), ("escape", "n", "n"), ("m",),
        ("escape", "a"), ("escape", "s"), ("escape", "d"),
        ("escape", "y"), ("enter",), ("escape", "x"), ("escape", "f", *"x"), ("escape", "W", "right"),
        ("c",), ("escape", "z"), ("escape", "escape"),
        ("slash", *"x", "enter"), ("escape", "colon", *"x"), ("escape", "c"),
        ("escape", "O"), ("escape", "tab", "tab", "j", "j"), ("2", "enter"), ("escape", "f"),
        ("f", "n", "enter"), ("escape", "v"), ("j", "enter"), ("escape", "v"), ("b", "j"), ("4", "w"),
        ("escape", "S"), ("v", "j", "enter"))  # fmt: skip


@pytest.mark.parametrize(("name", "defended"), CASES, ids=lambda case: str(case))
async def test_every_view_of_every_entity(
    run: Any, screen: Any, press: Any, name: str, defended: bool
) -> None:
    """The door alone must do; the filter behind it must change nothing for the worse."""
    text = NAMES[name]
    async with run(size=(110, 30)) as pilot:
        app = pilot.app
        if not defended:
            app._defences.clear()
        world = hostile_world(text)
        app.session.settle(())
        app.session.opened.clear()
        app.enter(world)
        app.session.opened |= set(world.sections)
        app.explore.catalog.rebuild()
        seen: list[str] = []

        def look() -> None:
            strips = app.screen._compositor.render_strips()
            lines = ["".join(segment.text for segment in strip) for strip in strips]
            assert list(unsafe(lines)) == []
            for strip in strips:
                assert strip.cell_length == app.size.width
                for segment in strip:
                    link = segment.style.link if segment.style else None
                    assert link is None or link.startswith("https://")
            seen.extend(lines)

        for ref in world.catalog.entities:
            app.visit(ref)
            look()
        app.visit(canonical("component", text))
        for keys in KEYS if name in EVERYWHERE else GRAPH:
            await press(pilot, *keys)
            look()
        await pilot.resize_terminal(62, 20)
        await pilot.pause()
        look()
        assert app.is_running
        if name == "markup":
            assert any(LITERAL in line for line in seen)
        if name == "wide":
            assert any("支付服务" in line for line in seen)


async def test_a_notice_with_hostile_problems(run: Any, screen: Any) -> None:
    from topology.tui.screens.notice import NoticeScreen

    async with run() as pilot:
        for text in NAMES.values():
            await pilot.app.push_screen(NoticeScreen(hostile_world(text), (text,)))
            await pilot.pause()
            assert list(unsafe(screen(pilot.app))) == []
            pilot.app.pop_screen()


NEVER = (
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,x",
    "mailto:a@b.c",
    "https://",
    "https:///etc/passwd",
    "https://good.example@evil.example/",
    "https://run.example/a b",
    "https://run.example/a\tb",
    "https://run.example/␛]0;x␇",
    "https://run.example/\u202egpj",
    "https://run.example/\ufffdgpj",
    "-https://x",
)


async def test_links_of_a_card_are_followed_only_to_the_web(run: Any, tmp_path: Path) -> None:
    log, browser = tmp_path / "log", tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$#: $*" >> {log}\n')
    browser.chmod(0o755)
    environ = {"DISPLAY": ":0", "BROWSER": str(browser), "PATH": str(tmp_path)}
    async with run(environ=environ) as pilot:
        for url in NEVER:
            pilot.app.open_page(url)
            await pilot.app.workers.wait_for_complete()
            said = pilot.app.screen.query_one("KeyBar").said
            assert said.startswith("Not opened: no plain http or https address. Copied by")
            assert pilot.app.clipboard == clean(url)
        pilot.app.open_page("https://run.example/`id`?a=$(id)&b='x'")
        await pilot.app.workers.wait_for_complete()
        assert log.read_text() == "1: https://run.example/%60id%60?a=%24(id)&b=%27x%27\n"


async def test_a_browser_that_fails_is_said_and_the_address_copied(run: Any, tmp_path: Path) -> None:
    environ = {"DISPLAY": ":0", "BROWSER": "/bin/false", "PATH": str(tmp_path)}
    async with run(environ=environ) as pilot:
        pilot.app.open_page("https://run.example/x")
        await pilot.app.workers.wait_for_complete()
        assert pilot.app.screen.query_one("KeyBar").said.startswith("No browser could open it. Copied by")
        assert pilot.app.clipboard == "https://run.example/x"


async def test_a_browser_that_stays_holds_nobody_and_writes_nowhere(
    run: Any, tmp_path: Path, monkeypatch: Any, capfd: Any
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\necho loud; echo loud >&2; sleep 1; touch {tmp_path}/stayed\n")
    browser.chmod(0o755)
    monkeypatch.setattr("topology.tui.browser.PATIENCE", 0.3)
    environ = {"DISPLAY": ":0", "BROWSER": str(browser), "PATH": os.environ["PATH"]}
    async with run(environ=environ) as pilot:
        pilot.app.open_page("https://run.example/x")
        await pilot.app.workers.wait_for_complete()
        assert pilot.app.screen.query_one("KeyBar").said == "Opening https://run.example/x"
    assert not (tmp_path / "stayed").exists()
    assert "loud" not in "".join(capfd.readouterr())


async def test_what_is_copied_is_clean(run: Any) -> None:
    async with run() as pilot:
        pilot.app.copy_to_clipboard("\x1b]52;c;x\x07 \u202e")
        assert "\x1b" not in pilot.app.clipboard
        assert "\u202e" not in pilot.app.clipboard

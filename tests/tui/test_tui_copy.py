"""What can be copied, and by which means it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from topology.model.reference import Ref
from topology.tui import browser, clipboard
from topology.tui.copies import copies

Run = Callable[..., Any]
START = "component:checkout-api"


def fake(folder: Path, name: str, script: str) -> None:
    """A program of this name."""
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def keep(folder: Path) -> str:
    return f'echo "$@" > {folder}/arguments; /bin/cat > {folder}/copied'


@pytest.mark.parametrize(
    ("name", "environ", "arguments"),
    [
        ("wl-copy", {"WAYLAND_DISPLAY": "wayland-0"}, ""),
        ("xclip", {"DISPLAY": ":0"}, "-selection clipboard"),
        ("xsel", {"DISPLAY": ":0"}, "--clipboard --input"),
        ("pbcopy", {}, ""),
    ],
)
async def test_a_program_of_the_machine_gets_the_text_and_is_named(
    run: Run, press: Any, tmp_path: Path, name: str, environ: dict[str, str], arguments: str
) -> None:
    fake(tmp_path, name, keep(tmp_path))
    async with run(environ={**environ, "PATH": str(tmp_path)}) as pilot:
        await press(pilot, "c", "enter")
        await pilot.app.workers.wait_for_complete()
        for _ in range(200):
            if "Copied" in pilot.app.screen.query_one("KeyBar").said:
                break
            await pilot.pause(0.01)
        assert pilot.app.screen.query_one("KeyBar").said == f"Copied by {name}: {START}"
        assert (tmp_path / "copied").read_text() == START
        assert (tmp_path / "arguments").read_text().strip() == arguments
        assert pilot.app.clipboard == START  # and the terminal has it as well


async def test_without_a_program_the_terminal_is_asked_alone(run: Run, press: Any, tmp_path: Path) -> None:
    async with run(environ={"PATH": str(tmp_path), "DISPLAY": ":0"}) as pilot:
        await press(pilot, "c", "enter")
        assert pilot.app.screen.query_one("KeyBar").said == f"Copied by the terminal (OSC 52): {START}"


def test_over_ssh_and_without_a_display_no_program_is_used(tmp_path: Path) -> None:
    fake(tmp_path, "xclip", "exit 0")
    fake(tmp_path, "wl-copy", "exit 0")
    here = {"PATH": str(tmp_path), "DISPLAY": ":0"}
    assert clipboard.program(here) == [f"{tmp_path}/xclip", "-selection", "clipboard"]
    assert clipboard.program(here | {"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}) is None
    assert clipboard.program({"PATH": str(tmp_path)}) is None
    assert clipboard.program({}) is None


def test_what_goes_wrong_is_said_and_nothing_waits_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(tmp_path, "bad", "exit 3")
    fake(tmp_path, "slow", "sleep 30")
    fake(tmp_path, "stays", "cat > /dev/null; sleep 30 &")
    environ = {"PATH": "/usr/bin:/bin"}
    assert clipboard.copy([str(tmp_path / "bad")], "x", environ) == "ended with 3"
    assert clipboard.copy([str(tmp_path / "none")], "x", environ) == "No such file or directory"
    monkeypatch.setattr(clipboard, "TIMEOUT", 0.2)
    assert clipboard.copy([str(tmp_path / "slow")], "x", environ) == "took too long"
    monkeypatch.setattr(clipboard, "TIMEOUT", 5.0)
    begun = time.monotonic()
    assert clipboard.copy([str(tmp_path / "stays")], "x", environ) == ""
    assert time.monotonic() - begun < 5


async def test_a_program_that_fails_leaves_the_terminal_and_that_is_said(
    run: Run, press: Any, tmp_path: Path
) -> None:
    fake(tmp_path, "pbcopy", "exit 1")
    async with run(environ={"PATH": str(tmp_path)}) as pilot:
        await press(pilot, "c", "enter")
        for _ in range(200):
            if pilot.app.screen.query_one("KeyBar").said:
                break
            await pilot.pause(0.01)
        assert "pbcopy ended with 1: copied by the terminal (OSC 52) alone" in (
            pilot.app.screen.query_one("KeyBar").said
        )


def test_text_is_never_part_of_a_command(tmp_path: Path) -> None:
    fake(tmp_path, "pbcopy", keep(tmp_path))
    text = "$(touch /tmp/pwned); `id` --help\n-rf"
    command = clipboard.program({"PATH": str(tmp_path)})
    assert command == [f"{tmp_path}/pbcopy"]
    assert clipboard.copy(command, text, {"PATH": "/bin"}) == ""
    assert (tmp_path / "copied").read_text() == text


def test_copies_of_a_component_a_team_and_a_person(world: Any, now: Any) -> None:
    found = dict(copies(world, Ref(START), now))
    assert list(found) == ["Reference", "Name", "Owner", "File", "Card", "Markdown"]
    assert found["Owner"] == "Checkout (#checkout)"
    assert found["File"] == f"shop.yaml:{world.catalog.entities[START].place.line}"
    assert found["Card"].startswith("checkout-api")
    assert found["Markdown"].startswith("# checkout-api (Checkout API)\n")
    for told in ("\n- Owner: Checkout (shop.yaml:", "\n- Then: +", "\n- Ask: #checkout\n"):
        assert told in found["Markdown"]
    assert dict(copies(world, Ref("team:payments"), now))["Owner"] == "Payments (#payments, #payments-pci)"
    assert dict(copies(world, Ref("person:ada"), now))["Owner"].startswith("Payments")
    assert "Owner" not in dict(copies(world, Ref("component:report-job"), now))


async def test_a_channel_is_copied_and_its_place_edited(run: Run, press: Any) -> None:
    async with run() as pilot:
        for ref in (START, "team:payments"):
            pilot.app.visit(Ref(ref))
            await pilot.pause()
            card = pilot.app.screen.card
            pilot.app.screen.use("card")
            await pilot.pause()
            card.stand_on(next(line.key for line in card.lines if line.text.startswith("Ask")))
            assert pilot.app.screen.place() == card.here.place is not None
            await press(pilot, "enter")
            await pilot.app.workers.wait_for_complete()
            assert pilot.app.clipboard == f"#{ref.partition(':')[2].partition('-')[0]}"
            assert pilot.app.screen.query_one("KeyBar").said.startswith("Copied by the terminal")


def test_a_browser_needs_a_screen_on_this_machine() -> None:
    assert browser.has_browser({"DISPLAY": ":0"}, "linux")
    assert browser.has_browser({"WAYLAND_DISPLAY": "w"}, "linux")
    assert browser.has_browser({"WSL_DISTRO_NAME": "Debian"}, "linux")
    assert browser.has_browser({}, "darwin")
    assert not browser.has_browser({}, "linux")
    assert not browser.has_browser({"DISPLAY": ":10", "SSH_CONNECTION": "a b"}, "linux")


async def test_a_link_that_no_browser_can_show_is_copied(run: Run, press: Any) -> None:
    async with run() as pilot:
        card = pilot.app.screen.card
        await press(pilot, "tab", "tab")
        card.stand_on(next(line.key for line in card.lines if line.url.startswith("http")))
        url = card.here.url
        await press(pilot, "c", "enter")
        assert pilot.app.clipboard == url
        pilot.app.copy_to_clipboard("")
        await press(pilot, "enter")
        await pilot.app.workers.wait_for_complete()
        assert pilot.app.clipboard == url
        assert pilot.app.screen.query_one("KeyBar").said.startswith("No browser here. Copied by the terminal")


async def test_an_editor_that_is_missing_is_replaced_and_that_is_said(
    run: Run, press: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import nullcontext

    async with run(environ={"EDITOR": "gone --wait", "PATH": str(tmp_path)}) as pilot:
        monkeypatch.setattr(pilot.app, "suspend", nullcontext)
        await press(pilot, "e")
        assert pilot.app.screen.query_one("KeyBar").said == (
            "gone is not there, and no other editor: set EDITOR"
        )
        fake(tmp_path, "vi", f'echo "$@" > {tmp_path}/arguments')
        await press(pilot, "e")
        assert pilot.app.screen.query_one("KeyBar").said == "gone is not there: vi was opened instead"
        line = pilot.app.world.catalog.entities[START].place.line
        assert (tmp_path / "arguments").read_text().startswith(f"+{line} ")

"""Settings of one's own: read, told where they are wrong, kept without spoiling what somebody wrote."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from topology.load import own_settings
from topology.load.own_settings import Unwritable, keep, own_path, with_value
from topology.model.reference import Ref
from topology.tui import commands
from topology.tui.commands import COMMANDS, PLACES, named, of
from topology.tui.keymap import Keymap
from topology.tui.screens.help import HelpScreen
from topology.tui.screens.palette import PaletteScreen
from topology.tui.settings.choices import UNCHOSEN, Choices
from topology.tui.settings.keys import WrongKey, read_key
from topology.tui.settings.reading import read_choices
from topology.tui.settings.template import template


def chosen(tmp_path: Path, text: str) -> Choices:
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return read_choices(str(file))


def told(choices: Choices) -> list[str]:
    return [f"{each.place.line}: {each.message}" for each in choices.wrong]


# Reading


def test_tests_never_see_the_settings_of_whoever_runs_them() -> None:
    assert not os.path.exists(own_path())
    assert not os.path.exists(os.path.dirname(os.path.dirname(own_path())))


def test_the_file_is_where_the_system_keeps_such_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert own_path() == str(tmp_path / "topology" / "settings.toml")


def test_without_a_file_nothing_is_chosen(tmp_path: Path) -> None:
    choices = read_choices(str(tmp_path / "none" / "settings.toml"))
    assert choices == Choices(file=str(tmp_path / "none" / "settings.toml"))
    assert not (tmp_path / "none").exists()


def test_every_setting(tmp_path: Path) -> None:
    choices = chosen(
        tmp_path,
        'theme = "contrast"\nascii = true\nmouse = false\nreload = false\nme = "person:ada"\n'
        '[keys]\npage = "f5"\npalette = [":", "ctrl+k"]\n',
    )
    assert not choices.wrong
    assert (choices.theme, choices.ascii, choices.mouse, choices.reload) == ("contrast", True, False, False)
    assert choices.me == "person:ada"
    assert choices.keymap.changed == {"page": ("f5",), "palette": ("colon", "ctrl+k")}


def test_the_template_is_what_holds_without_it(tmp_path: Path) -> None:
    assert chosen(tmp_path, template()) == Choices(file=str(tmp_path / "settings.toml"))


def test_every_line_of_the_template_can_be_used_as_it_is(tmp_path: Path) -> None:
    head, _, keys = template().partition("[keys]")
    lines = [line.removeprefix("# ") for line in head.splitlines() if line.startswith("# ") and " = " in line]
    lines.append("[keys]")
    lines += [
        line.removeprefix("# ") for line in keys.splitlines() if line.startswith("# ") and " = " in line
    ]
    assert len(lines) == 5 + 1 + len(COMMANDS)
    choices = chosen(tmp_path, "\n".join(lines))
    assert not choices.wrong
    assert choices == Choices(file=choices.file)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("\ntheme = ", "2: cannot be read"),
        ('theme = "pink"', "1: theme must be one of auto, dark, light, contrast, terminal"),
        ("theme = 1", "1: theme must be one of"),
        ("mouse = 1", "1: mouse must be true or false"),
        ('ascii = "yes"', '1: ascii must be true, false or "auto"'),
        ("me = 3", "1: me must be a reference in quotes"),
        ('\n\nteme = "dark"', '3: no setting is called "teme": did you mean theme?'),
        ('keys = "x"', "1: keys must be a table"),
        ('[keys]\npgae = "x"', '2: no command is called "pgae": did you mean page?'),
        ('[keys]\n\nzzz = "x"', '3: no command is called "zzz"'),
        ("[keys]\npage = 3", "2: page: must be a key in quotes, or a list"),
        ("[keys]\npage = []", "2: page: must be a key in quotes, or a list"),
        ('[keys]\npage = "ctlr+k"', "2: page: 'ctlr+k' is no key"),
        ('[keys]\npage = "f77"', "2: page: 'f77' is no key"),
        ('[keys]\npage = "ctrl+i"', "2: page: terminals send ctrl+i as tab"),
        ('[keys]\nquit = "x"', "2: quit: it works while one types"),
        ('[keys]\npage = "o"', "2: page: o is owner, so page keeps p"),
        ('[keys]\npage = "f7"\nowner = "f7"', "3: owner: f7 is page, so owner keeps o"),
        ('[keys]\nhelp = "j"', "2: help: j is down, so help keeps ?"),
        ('theme = "dark"\n[keys]\ntheme = "j"', "3: theme: j is down, so theme keeps ctrl+t"),
    ],
)
def test_what_cannot_be_done_is_told_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    choices = chosen(tmp_path, text)
    assert len(told(choices)) == 1
    assert told(choices)[0].startswith(says)
    assert choices.keymap.changed == ({"page": ("f7",)} if "owner =" in text else {})
    assert choices.theme == ("dark" if 'theme = "dark"' in text else "auto")


def test_one_wrong_line_takes_nothing_from_the_others(tmp_path: Path) -> None:
    choices = chosen(tmp_path, 'theme = "light"\nzzz = 1\nmouse = false\n[keys]\npage = "o"\nwhy = "f6"\n')
    assert (choices.theme, choices.mouse) == ("light", False)
    assert choices.keymap.changed == {"why": ("f6",)}
    assert [each.place.line for each in choices.wrong] == [2, 5]


def test_bytes_that_are_no_text_and_folders_are_told(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes(b"theme = \xff")
    assert len(read_choices(str(tmp_path / "settings.toml")).wrong) == 1
    (tmp_path / "folder").mkdir()
    assert len(read_choices(str(tmp_path / "folder")).wrong) == 1


# Keys


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("x", "x"), ("X", "X"), ("?", "question_mark"), (":", "colon"), (" ", "space"), ("space", "space"),
        ("[", "left_square_bracket"), ("esc", "escape"), ("Escape", "escape"), ("pgup", "pageup"),
        ("F5", "f5"), ("ctrl+k", "ctrl+k"), ("Ctrl+K", "ctrl+k"), ("ctrl+alt+x", "alt+ctrl+x"),
        ("shift+a", "A"), ("shift+tab", "shift+tab"), ("+", "plus"), (",", "comma"),
        ("ctrl+left", "ctrl+left"), ("Up", "up"), ("exclamation_mark", "exclamation_mark"), ("é", "é"),
    ],
)  # fmt: skip
def test_keys_are_read_as_people_write_them(written: str, key: str) -> None:
    assert read_key(written) == key


@pytest.mark.parametrize("written", ["", "ctrl+", "hyperspace", "ctrl+ctrl", "\x1b", "ab", "x+y", "ctrl+m"])
def test_what_is_no_key(written: str) -> None:
    with pytest.raises(WrongKey):
        read_key(written)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_key_that_is_shown_can_be_written(command: Any) -> None:
    for key in command.keys:
        if key not in ("ctrl+c", "ctrl+q"):
            assert read_key(commands.shown(key)) == read_key(key) == key


def test_two_commands_can_change_places(tmp_path: Path) -> None:
    choices = chosen(tmp_path, '[keys]\nusers = "U"\nneeds = "u"\n')
    assert not choices.wrong
    assert choices.keymap.changed == {"users": ("U",), "needs": ("u",)}


def test_a_key_can_move_on_when_its_command_has_another(tmp_path: Path) -> None:
    assert not chosen(tmp_path, '[keys]\nowner = "f7"\npage = "o"\n').wrong


def test_no_command_has_a_key_of_another_in_the_registry() -> None:
    assert Keymap().clash() is None
    covered = {where for place in PLACES for where in place}
    assert {command.where for command in COMMANDS} <= covered


# Shown


async def test_footer_help_and_palette_show_the_keys_that_hold(
    run: Any, press: Any, screen: Any, tmp_path: Path, world: Any
) -> None:
    choices = chosen(tmp_path, '[keys]\npage = "ctrl+k"\nhelp = "f1"\nsettings = "f9"\n')
    async with run(choices=choices) as pilot:
        assert screen(pilot.app)[-1].startswith(" ctrl+k page")
        assert screen(pilot.app)[-1].rstrip().endswith("f1 help")
        await press(pilot, "question_mark")
        assert not isinstance(pilot.app.screen, HelpScreen)
        await press(pilot, "f1")
        assert isinstance(pilot.app.screen, HelpScreen)
        text = "\n".join(line.text for line in pilot.app.screen.lines())
        assert "ctrl+k" in text
        assert "settings.toml" in text
        await press(pilot, "escape", "colon", *"what if")
        assert isinstance(pilot.app.screen, PaletteScreen)
        assert "ctrl+k" in "\n".join(screen(pilot.app))
        await press(pilot, "enter")
        assert "page" in type(pilot.app.screen).__name__.casefold()


async def test_a_key_that_changes_is_another_one_on_the_card_too(
    run: Any, press: Any, tmp_path: Path
) -> None:
    names = "".join(f"  u{number}: {{dependsOn: [a]}}\n" for number in range(20))
    (tmp_path / "a.yaml").write_text(f"components:\n  a: {{}}\n{names}")
    async with run(str(tmp_path / "a.yaml")) as pilot:
        pilot.app.visit(Ref("component:a"))
        await pilot.pause()
        card = pilot.app.screen.card
        assert any(line.text == " and 8 more: v lists them" for line in card.lines)
        pilot.app.choices = replace(pilot.app.choices, keymap=Keymap({"form": ("f8",)}))
        pilot.app.rekeyed()
        await pilot.pause()
        assert any(line.text == " and 8 more: f8 lists them" for line in card.lines)


async def test_help_tells_everything_that_is_wrong_with_the_settings(
    run: Any, press: Any, tmp_path: Path
) -> None:
    choices = chosen(tmp_path, 'theme = "purple"\n[keys]\nnonsense = "x"\nusers = "j"\n')
    assert len(choices.wrong) == 3
    async with run(choices=choices) as pilot:
        await press(pilot, "question_mark")
        told = " ".join(" ".join(line.text for line in pilot.app.screen.choices.lines).split())
        for each in choices.wrong:
            assert f"line {each.place.line}: {each.message}" in told


async def test_hints_say_the_keys_that_hold(run: Any, press: Any, screen: Any, tmp_path: Path) -> None:
    keys = {
        "quit": "f10",
        "reload": "f5",
        "edit": "f4",
        "fault": "f6",
        "page": "f7",
        "mark": "f8",
        "zoom": "f3",
    }
    choices = chosen(tmp_path, "[keys]\n" + "".join(f'{id_} = "{key}"\n' for id_, key in keys.items()))
    assert not choices.wrong
    async with run(size=(80, 24), choices=choices) as pilot:
        assert "f3: whole screen" in "\n".join(screen(pilot.app))
        await press(pilot, "3")
        told = " ".join("\n".join(screen(pilot.app)).split())
        assert "f6 names what does" in told
        assert "f7 asks it" in told
        assert "f8" in told
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        assert "f10: quit" in "\n".join(screen(pilot.app))
    (tmp_path / "broken.yaml").write_text("components: [\n")
    async with run(str(tmp_path / "broken.yaml"), choices=choices) as pilot:
        told = " ".join("\n".join(screen(pilot.app)).split())
        assert "f4 opens the editor" in told
        assert "by f5" in told


async def test_what_is_wrong_stands_under_the_first_line_until_it_is_mended(
    run: Any, press: Any, screen: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import nullcontext

    choices = chosen(tmp_path, '\n[keys]\npgae = "x"\nzzz = "y"\n')
    script = tmp_path / "edit"
    script.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/seen\necho > {choices.file}\n')
    script.chmod(0o755)
    environ = {"EDITOR": str(script), "PATH": "/usr/bin:/bin"}
    async with run(size=(100, 24), environ=environ, choices=choices) as pilot:
        monkeypatch.setattr(pilot.app, "suspend", nullcontext)
        assert 'settings.toml:3: no command is called "pgae": did' in screen(pilot.app)[1]
        assert "+1" in screen(pilot.app)[1]
        assert "F2 mends" in screen(pilot.app)[1]
        assert len(screen(pilot.app)) == 24
        await press(pilot, "p")
        assert "settings.toml:3" in screen(pilot.app)[1]
        await press(pilot, "escape", "f2")
        assert (tmp_path / "seen").read_text() == f"+3 {choices.file}\n"
        await pilot.pause()
        assert "settings.toml" not in screen(pilot.app)[1]


@pytest.mark.parametrize(("me", "focus"), [
    ("ada", "team:payments"), ("person:ada", "team:payments"), ("team:data", "team:data"),
    ("billing", "team:payments"), ("nobody-here", "component:checkout-api"),
])  # fmt: skip
async def test_the_app_opens_on_one_s_own_team(run: Any, me: str, focus: str) -> None:
    async with run(choices=Choices(me=me)) as pilot:
        assert pilot.app.session.focus == focus
        assert pilot.app.screen.catalog.here.ref == focus
        assert pilot.app.session.back() is None


# Keeping


async def test_the_theme_is_kept_and_what_somebody_wrote_stays(
    run: Any, press: Any, settled: Any, tmp_path: Path
) -> None:
    text = '# mine\nme = "person:ada"   # me\ntheme = \'dark\' # as the room is\n\n[keys]\npage="f5"\n'
    choices = chosen(tmp_path, text)
    async with run(choices=choices) as pilot:
        await press(pilot, "ctrl+t", "ctrl+t")
        await settled(pilot)
        assert Path(choices.file).read_text() == text.replace("'dark'", '"contrast"')
        assert [each.name for each in tmp_path.iterdir()] == ["settings.toml"]
    assert read_choices(choices.file).theme == "contrast"


async def test_the_first_choice_makes_the_file(run: Any, press: Any, settled: Any, tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.toml"
    async with run(choices=Choices(file=str(file))) as pilot:
        await press(pilot, "ctrl+t")
        await settled(pilot)
    assert file.read_text() == template().replace('# theme = "auto"', 'theme = "light"')
    assert read_choices(str(file)) == Choices(file=str(file), theme="light")


async def test_a_broken_file_is_told_and_never_written_over(
    run: Any, press: Any, settled: Any, screen: Any, tmp_path: Path
) -> None:
    choices = chosen(tmp_path, 'theme = "light"\n[keys\n')
    async with run(choices=choices) as pilot:
        assert "settings.toml:2: cannot be read" in screen(pilot.app)[1]
        await press(pilot, "ctrl+t")
        await settled(pilot)
        assert "is not kept: settings.toml:2" in pilot.app.screen.query_one("KeyBar").said
    assert Path(choices.file).read_text() == 'theme = "light"\n[keys\n'


async def test_where_nothing_can_be_written_it_is_said(
    run: Any, press: Any, settled: Any, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    async with run(choices=Choices(file=str(tmp_path / "file" / "settings.toml"))) as pilot:
        await press(pilot, "ctrl+t")
        await settled(pilot)
        assert "is not kept: file exists" in pilot.app.screen.query_one("KeyBar").said
        assert pilot.app.theme == "topology-light"


async def test_nothing_is_kept_where_there_is_no_file_to_keep_it_in(run: Any, press: Any) -> None:
    async with run() as pilot:
        await press(pilot, "f2")
        assert "not kept here" in pilot.app.screen.query_one("KeyBar").said
    assert UNCHOSEN.file == ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", 'theme = "light"\n'),
        ('theme = "dark"\n', 'theme = "light"\n'),
        ("theme='dark'#x\n", 'theme="light"#x\n'),
        ('# theme = "auto"   # hint\n', 'theme = "light"   # hint\n'),
        ("a = 1\n", 'theme = "light"\na = 1\n'),
        ('[keys]\ntheme = "x"\n', 'theme = "light"\n[keys]\ntheme = "x"\n'),
        ('theme = "dark"\r\nmouse = true\r\n', 'theme = "light"\r\nmouse = true\r\n'),
        ('note = """\ntheme = "dark"\n"""\n', None),
        ('"theme" = "dark"\n', None),
        ("theme = \n", None),
    ],
)
def test_one_line_is_changed_or_nothing(text: str, wanted: str | None) -> None:
    assert with_value(text, "theme", "light") == wanted


def test_a_link_stays_a_link_and_the_mode_of_the_file_its_own(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    real = tmp_path / "dotfiles" / "topology.toml"
    real.write_text('theme = "dark"\n')
    real.chmod(0o640)
    link = tmp_path / "settings.toml"
    link.symlink_to(real)
    keep(str(link), "theme", "light")
    assert link.is_symlink()
    assert real.read_text() == 'theme = "light"\n'
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_failed_write_leaves_the_file_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('theme = "dark"\n')

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(own_settings.os, "fsync", full)
    with pytest.raises(Unwritable, match="no space left"):
        keep(str(file), "theme", "light")
    assert file.read_text() == 'theme = "dark"\n'
    assert [each.name for each in tmp_path.iterdir()] == ["settings.toml"]


def test_ids_and_places_of_the_registry() -> None:
    assert named("page").id == "page"
    assert {command.id for command in Keymap({"page": ("x",)}).of("explore")} == {
        command.id for command in of("explore")
    }

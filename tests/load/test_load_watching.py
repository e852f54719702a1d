"""Files are read when they have changed and have come to rest: not sooner, and not for nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from topology.load import hints
from topology.load.files import FoundFile
from topology.load.hints import Ears, is_silent, keep_watch, kind_at
from topology.load.loader import load
from topology.load.watching import Eyes, Sight, Watch

A = "teams: {a: {}}\n"


class Files:
    """A folder that is looked at in turns, without any time going by."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.eyes = Eyes([str(folder)])
        self.told: list[tuple[str, ...]] = []
        self.watch = Watch(self.eyes.look, self._changed)
        self._before = self.eyes.look()
        self.watch.known = self._before

    def _changed(self, seen: Sight) -> None:
        self.told.append(seen.changed_since(self._before))
        self._before = seen

    def turns(self, number: int = 1) -> list[tuple[str, ...]]:
        """What is told in so many turns."""
        before = len(self.told)
        for _ in range(number):
            self.watch.turn()
        return self.told[before:]

    def settled(self) -> bool:
        """Whether two turns are enough to be told something."""
        return not self.turns(1) and len(self.turns(1)) == 1


@pytest.fixture
def files(tmp_path: Path) -> Files:
    (tmp_path / "a.yaml").write_text(A)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.yaml").write_text("teams: {b: {}}\n")
    return Files(tmp_path)


# When


def sight(name: str) -> Sight:
    return Sight((FoundFile(name, name),), (), (), ())


def looks(seen: str) -> tuple[Watch, list[str]]:
    """A watch that sees these, one after the other, and what it tells."""
    told: list[str] = []
    left = map(sight, seen)
    watch = Watch(lambda: next(left), lambda seen: told.append(seen.files[0].shown))
    return watch, told


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        ("AAAA", []),
        ("AB", []),
        ("ABB", ["B"]),
        ("ABBBB", ["B"]),
        ("ABCDEE", ["E"]),
        ("ABABAB", []),
        ("ABCB", []),
        ("ABCBB", ["B"]),
        ("ABBCC", ["B", "C"]),
        ("ABBAA", ["B", "A"]),
        ("ABBABB", ["B"]),
    ],
)
def test_what_is_the_same_twice_has_come_to_rest(seen: str, told: list[str]) -> None:
    watch, found = looks(seen)
    for _ in seen:
        watch.turn()
    assert found == told


def test_while_something_moves_the_next_look_is_after_a_rest() -> None:
    watch, _ = looks("ABCCC")
    resting = []
    for _ in range(5):
        watch.turn()
        resting.append(watch.resting)
    assert resting == [False, True, True, False, False]


def test_what_a_reading_saw_is_known_and_not_told_again() -> None:
    watch, told = looks("ABBB")
    watch.turn()
    watch.turn()
    watch.known = sight("B")  # read at once, by hand
    watch.turn()
    watch.turn()
    assert told == []


def test_a_file_that_grows_is_told_when_it_is_whole(files: Files) -> None:
    text = "teams:\n" + "".join(f"  team-{number}: {{title: T{number}}}\n" for number in range(50))
    for end in range(0, len(text), 97):
        (files.folder / "a.yaml").write_text(text[:end])
        assert files.turns() == []
    (files.folder / "a.yaml").write_text(text)
    assert files.settled()
    assert len(load([str(files.folder)]).catalog.entities) == 51


# What


def rewritten(folder: Path) -> None:
    (folder / "a.yaml").write_text("teams: {other: {}}\n")


def same_size(folder: Path) -> None:
    (folder / "a.yaml").write_text("teams: {z: {}}\n")


def put_in_place(folder: Path) -> None:
    (folder / ".a.yaml.tmp").write_text("teams: {z: {}}\n")
    os.replace(folder / ".a.yaml.tmp", folder / "a.yaml")


def with_a_backup(folder: Path) -> None:
    os.rename(folder / "a.yaml", folder / "a.yaml~")
    (folder / "a.yaml").write_text("teams: {z: {}}\n")
    (folder / "a.yaml~").unlink()


def added(folder: Path) -> None:
    (folder / "new").mkdir()
    (folder / "new" / "c.yml").write_text(A)


def removed(folder: Path) -> None:
    (folder / "sub" / "b.yaml").unlink()


def renamed(folder: Path) -> None:
    os.rename(folder / "a.yaml", folder / "c.yaml")


def folder_renamed(folder: Path) -> None:
    os.rename(folder / "sub", folder / "other")


def folder_made_again(folder: Path) -> None:
    shutil.rmtree(folder / "sub")
    (folder / "sub").mkdir()
    (folder / "sub" / "b.yaml").write_text("teams: {b: {}}\n")


def settings_made(folder: Path) -> None:
    (folder / "topology.toml").write_text('me = "team:a"\n')


def unreadable(folder: Path) -> None:
    (folder / "link.yaml").symlink_to("nowhere.yaml")


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (rewritten, ("a.yaml",)),
        (same_size, ("a.yaml",)),
        (put_in_place, ("a.yaml",)),
        (with_a_backup, ("a.yaml",)),
        (added, ("new/c.yml",)),
        (removed, ("sub/b.yaml",)),
        (renamed, ("a.yaml", "c.yaml")),
        (folder_renamed, ("other/b.yaml", "sub/b.yaml")),
        (folder_made_again, ("sub/b.yaml",)),
        (settings_made, ("topology.toml",)),
        (unreadable, ()),
    ],
)
def test_every_kind_of_change_is_told_once(
    files: Files, change: Callable[[Path], None], names: tuple[str, ...]
) -> None:
    change(files.folder)
    assert files.turns(4) == [names]


@pytest.mark.parametrize(
    "name",
    [
        ".a.yaml.swp",
        ".#a.yaml",
        "4913",
        "a.yaml~",
        "#a.yaml#",
        ".git/index",
        "node_modules/x.yaml",
        "notes.txt",
    ],
)
def test_what_editors_and_tools_leave_about_is_nothing(files: Files, name: str) -> None:
    (files.folder / name).parent.mkdir(exist_ok=True)
    (files.folder / name).write_text("x")
    assert files.turns(3) == []


def test_a_catalog_that_goes_and_comes_back(files: Files) -> None:
    away = files.folder.parent / "away"
    os.rename(files.folder, away)
    assert files.settled()
    assert files.watch.seen is not None
    assert files.watch.seen.folders == ()
    os.rename(away, files.folder)
    assert files.settled()


def test_a_checkout_of_a_big_change_is_one_change(files: Files) -> None:
    def git(*words: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@y", *words],
            cwd=files.folder, check=True, capture_output=True,
        )  # fmt: skip

    git("init", "-q", "-b", "old")
    git("add", ".")
    git("commit", "-qm", "one")
    git("checkout", "-qb", "new")
    for number in range(60):
        (files.folder / f"{number}.yaml").write_text(f"teams: {{t{number}: {{}}}}\n")
    git("rm", "-q", "a.yaml")
    git("add", ".")
    git("commit", "-qm", "two")
    assert files.settled()
    git("checkout", "-q", "old")
    (told,) = files.turns(3)
    assert len(told) == 61
    assert set(load([str(files.folder)]).catalog.entities) == {"team:a", "team:b"}


def test_a_file_that_was_given_by_itself(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(A)
    eyes = Eyes([str(file)])
    before = eyes.look()
    assert before.folders == ((str(tmp_path), tmp_path.stat().st_ino),)
    (tmp_path / "b.yaml").write_text(A)
    assert eyes.look().is_like(before)
    put_in_place(tmp_path)
    assert eyes.look().changed_since(before) == ("a.yaml",)


def test_what_a_reading_depends_on_besides_is_looked_at_too(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("schedules: {s: {ical: on/call.ics}}\ncomponents: {a: {}}\n")
    (tmp_path / "catalog-info.yaml").write_text(
        "apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: l}\nspec: {target: ./more.txt}\n"
    )
    files = Files(tmp_path)
    (tmp_path / "on").mkdir()
    files.eyes.learn(load([str(tmp_path)]))
    files.watch.known = files._before = files.eyes.look()
    (tmp_path / "on" / "call.ics").write_text("BEGIN:VCALENDAR\n")
    assert files.turns(3) == [("call.ics",)]
    (tmp_path / "more.txt").write_text(A)
    assert files.turns(3) == [("more.txt",)]


# Hints


def wait_for(event: threading.Event) -> bool:
    return event.wait(20)


@pytest.fixture
def threads() -> Iterable[Callable[..., tuple[threading.Thread, threading.Event]]]:
    """Starts a watch in a thread, and ends it."""
    started: list[tuple[threading.Thread, threading.Event]] = []

    def start(watch: Watch, events: bool) -> tuple[threading.Thread, threading.Event]:
        stop = threading.Event()
        thread = threading.Thread(target=keep_watch, args=(watch, stop, events), daemon=True)
        thread.start()
        started.append((thread, stop))
        return started[-1]

    yield start
    for thread, stop in started:
        stop.set()
        thread.join(5)
        assert not thread.is_alive()


@pytest.mark.parametrize("events", [True, False])
def test_a_change_is_told_with_events_and_without(
    tmp_path: Path, threads: Any, events: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hints, "OFTEN", 0.02)
    monkeypatch.setattr(hints, "REST", 0.01)
    (tmp_path / "a.yaml").write_text(A)
    told, ready = threading.Event(), threading.Event()
    eyes = Eyes([str(tmp_path)])

    def look() -> Sight:
        seen = eyes.look()
        ready.set()
        return seen

    threads(Watch(look, lambda _: told.set()), events)
    assert wait_for(ready)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "b.yaml").write_text(A)
    assert wait_for(told)


def test_where_no_more_can_be_listened_to_time_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import watchfiles._rust_notify as rust

    def full(*_: Any) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(rust, "RustNotify", full)
    ears = Ears(threading.Event())
    assert not ears.over(((str(tmp_path), 1),))
    assert not ears.hear


def test_ears_open_once_for_the_same_folders(tmp_path: Path) -> None:
    ears = Ears(threading.Event())
    folders = ((str(tmp_path), tmp_path.stat().st_ino),)
    assert ears.over(folders)
    assert not ears.over(folders)
    assert ears.hear
    assert not ears.over(())
    assert not ears.hear


def test_file_systems_of_others_are_looked_at_often(tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "2 1 0:1 / /home rw shared:1 - nfs4 server:/home rw\n"
        "3 1 0:2 / /home/my\\040disk rw - xfs /dev/sdb rw\n"
    )
    for path, kind in (
        ("/srv/x", "ext4"),
        ("/home/a", "nfs4"),
        ("/homely", "ext4"),
        ("/home/my disk/c", "xfs"),
    ):
        assert kind_at(path, str(mounts)) == kind
    assert kind_at("/", str(tmp_path / "none")) == ""
    assert is_silent("nfs4")
    assert is_silent("fuse.sshfs")
    assert not is_silent("ext4")

"""The log on disk: private, whole, and clear about what is wrong."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from topology.gameday.events import Entry, Noted
from topology.gameday.shelf import kept, new_session, path_of, shelf
from topology.gameday.store import Store
from topology.gameday.trouble import Busy, Damaged, Newer, StoreError, Unwritten


def entry(seq: int, text: str = "a note") -> Entry:
    return Entry(seq, 1000 + seq, Noted(text=text))


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "one.game")


def filled(path: str, count: int = 5) -> Store:
    store = Store.create(path)
    for seq in range(1, count + 1):
        store.append(entry(seq))
    return store


def test_what_is_appended_is_there_again_and_private(path: str) -> None:
    store = filled(path)
    store.keep("key", b"secret")
    for name in (path, f"{path}-wal"):
        assert os.stat(name).st_mode & 0o777 == 0o600
    store.close()
    again = Store.open(path)
    assert again.entries == tuple(entry(seq) for seq in range(1, 6))
    assert (again.kept("key"), again.kept("other")) == (b"secret", None)
    again.close()


def test_every_entry_waits_for_the_disk(path: str) -> None:
    store = filled(path)
    asked = store._connection.execute
    assert asked("PRAGMA journal_mode").fetchone() == ("wal",)
    assert asked("PRAGMA synchronous").fetchone() == (2,)  # FULL
    store.close()


def test_a_second_facilitator_is_told(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("topology.gameday.store.PATIENCE", 0.01)
    store = filled(path)
    with pytest.raises(Busy, match="one facilitator at a time"):
        Store.open(path)
    store.append(entry(6))
    store.close()
    assert len(Store.open(path).entries) == 6


def test_a_later_version_is_left_alone(path: str) -> None:
    filled(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    before = Path(path).read_bytes()
    with pytest.raises(Newer, match=r"format 99.*left as it is"):
        Store.open(path)
    assert Path(path).read_bytes() == before


@pytest.mark.parametrize("how", ["nothing", "text", "other", "cut"])
def test_what_is_no_game_is_left_alone(path: str, how: str) -> None:
    if how == "other":
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE t (x)")
        connection.close()
    elif how == "cut":
        filled(path, 200).close()
        data = Path(path).read_bytes()
        Path(path).write_bytes(data[: len(data) // 2])
    else:
        Path(path).write_bytes(b"" if how == "nothing" else b"notes of the night\n" * 20)
    before = Path(path).read_bytes()
    with pytest.raises(StoreError, match=r"left as it is|damaged"):
        Store.open(path)
    assert Path(path).read_bytes() == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE entries SET body = replace(body, 'note', 'lie') WHERE seq = 3", "entry 3 was changed"),
        ("DELETE FROM entries WHERE seq = 2", "entry 2 was changed or is missing; the 1 entries"),
        ("UPDATE entries SET sum = x'00' WHERE seq = 5", "entry 5 was changed"),
    ],
)
def test_a_log_that_was_changed_is_refused_at_the_entry(path: str, change: str, words: str) -> None:
    filled(path).close()
    connection = sqlite3.connect(path)
    connection.execute(change)
    connection.commit()
    connection.close()
    with pytest.raises(Damaged, match=words):
        Store.open(path)


def test_a_file_that_was_deleted_takes_nothing_and_is_written_again(path: str) -> None:
    store = filled(path)
    os.unlink(path)
    with pytest.raises(Unwritten, match="deleted or replaced"):
        store.append(entry(6))
    assert len(store.entries) == 5
    saved = store.rescue(f"{path}2.game")
    saved.append(entry(6))
    saved.close()
    assert len(Store.open(f"{path}2.game").entries) == 6


def test_a_file_that_was_replaced_takes_nothing(path: str, tmp_path: Path) -> None:
    store = filled(path)
    shutil.copy(path, tmp_path / "copy")
    os.replace(tmp_path / "copy", path)
    with pytest.raises(Unwritten):
        store.append(entry(6))


@pytest.mark.parametrize("kind", ["symlink", "hard link", "fifo", "folder"])
def test_only_a_plain_file_of_ones_own_is_opened(path: str, tmp_path: Path, kind: str) -> None:
    real = str(tmp_path / "real.game")
    filled(real).close()
    if kind == "symlink":
        os.symlink(real, path)
    elif kind == "hard link":
        os.link(real, path)
    elif kind == "fifo":
        os.mkfifo(path)
    else:
        os.mkdir(path)
    with pytest.raises(StoreError):
        Store.open(path)


def test_others_cannot_read_a_game_even_if_they_could_before(path: str) -> None:
    filled(path).close()
    os.chmod(path, 0o644)
    Store.open(path).close()
    assert os.stat(path).st_mode & 0o777 == 0o600


FULL_DISK = """
import resource, signal, sys
from topology.gameday.store import Store
from topology.gameday.trouble import Unwritten
from tests.gameday.test_gameday_store import entry
store = Store.create(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (120_000, resource.RLIM_INFINITY))
done = 0
try:
    while True:
        store.append(entry(done + 1, "x" * 3000))
        done += 1
except Unwritten as error:
    print(done, error)
assert len(store.entries) == done
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.append(entry(done + 1))
store.close()
"""


def test_a_full_disk_is_told_and_what_was_acknowledged_stays(path: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, path],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    count, words = done.stdout.split(" ", 1)
    assert int(count) > 5
    assert "What was shown is on disk" in words
    assert len(Store.open(path).entries) == int(count) + 1
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


def test_no_game_is_begun_over_another(path: str) -> None:
    filled(path).close()
    with pytest.raises(StoreError, match="there already"):
        Store.create(path)
    with pytest.raises(StoreError, match="there is no game"):
        Store.open(f"{path}x")


def test_the_shelf_is_private_and_lists_the_last_game_first(tmp_path: Path) -> None:
    folder = shelf(str(tmp_path / "data" / "games"))
    assert os.stat(folder).st_mode & 0o777 == 0o700
    for name in ("a", "b", "c"):
        filled(path_of(folder, name)).close()
    os.utime(path_of(folder, "b"), (2e9, 2e9))
    os.symlink("/etc/passwd", path_of(folder, "d"))
    assert next(each.session for each in kept(folder)) == "b"
    assert {each.session for each in kept(folder)} == {"a", "b", "c"}
    assert new_session(folder, "a", "2026") == "a-2026"
    filled(path_of(folder, "a-2026")).close()
    assert new_session(folder, "a", "2026") == "a-2026-2"

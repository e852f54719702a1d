"""What a long reading gave is used again: the very same, only while it is true, and whatever lies there."""

from __future__ import annotations

import os
import shutil
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.present.made_up import BACKSTAGE_DOCUMENTS, NATIVE_CATALOGS, Data
from topology.load import cached, loader
from topology.load.cache import entry, folder
from topology.load.cached import load_cached
from topology.load.files import discover
from topology.load.limits import Limits
from topology.load.loader import load
from topology.load.result import LoadResult
from topology.model.text import raw
from topology.present.resources import example_path
from topology.present.yamltext import document

CATALOGS = Path(__file__).resolve().parents[2].parent / "shared" / "catalogs"
YAML = """
teams: {pay: {members: [ada], channels: [{type: slack, name: "#pay"}]}}
components:
  api: {owner: pay, dependsOn: [db, {ref: gone, strength: soft}], description: "a\\u202eb"}
  db: {owner: pay, tier: 1, x-kept: {a: [1, 2.5, null, true, "\\u200b"]}}
"""
LOCATION = """
apiVersion: backstage.io/v1alpha1
kind: Location
metadata: {name: all}
spec: {targets: [./more.txt, ./link/deep.txt]}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: web}
spec: {type: service, owner: pay}
"""

LATER = 60.0
"""Seconds after now at which these tests take place: long after their files were written."""


class Place:
    """A catalog and a cache in folders of their own."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.catalog = path / "catalog"
        self.cache = path / "caches" / "mine"
        self.catalog.mkdir()
        self.readings = 0
        self.ahead = LATER
        read = loader.read_content

        def counted(*asked: Any) -> Any:
            self.readings += 1
            return read(*asked)

        monkeypatch.setattr(loader, "read_content", counted)

    def write(self, text: str, name: str = "catalog.yaml") -> Path:
        path = self.catalog / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def load(self, *paths: Path, **options: Any) -> LoadResult:
        asked = [str(path) for path in paths or (self.catalog,)]
        environ = {"TOPOLOGY_CACHE": str(self.cache)}
        return load_cached(asked, environ, clock=lambda: time.time() + self.ahead, **options)

    @property
    def kept(self) -> Path:
        """The one entry."""
        (path,) = self.cache.glob("*.kept")
        return path

    def is_fresh(self, **options: Any) -> bool:
        """Whether a load reads the files; what it gives is what the files say, whichever it does."""
        before = self.readings
        given = self.load(**options)
        fresh = self.readings > before
        assert exact(given) == exact(load([str(self.catalog)], **options))
        return fresh


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr(cached, "LARGE", 1)
    return Place(tmp_path, monkeypatch)


def exact(value: Any) -> Any:
    """A value as plain data, with types, order and original texts."""
    if isinstance(value, str):
        return (type(value).__name__, str(value), raw(value))
    if isinstance(value, msgspec.Struct):
        fields = [(name, exact(getattr(value, name))) for name in value.__struct_fields__]
        return (type(value).__name__, fields)
    if hasattr(value, "items"):
        return [(exact(key), exact(item)) for key, item in value.items()]
    if isinstance(value, list | tuple):
        return (type(value).__name__, [exact(item) for item in value])
    return (type(value).__name__, repr(value))


# The same


def test_the_second_load_reads_no_file_and_gives_the_same(place: Place) -> None:
    place.write(YAML)
    first = place.load()
    second = place.load()
    assert place.readings == 1
    assert first == second
    assert exact(first) == exact(second)
    assert raw(second.catalog.entities["component:api"].description) == "a\u202eb"  # type: ignore[index]


@pytest.mark.parametrize("name", ["backstage-home-ops", "backstage-foreign-kinds", "example"])
def test_catalogs_of_organisations_come_back_as_they_are(place: Place, name: str) -> None:
    source = Path(example_path()) if name == "example" else CATALOGS / name
    if not source.is_dir():
        pytest.skip("the real catalogs are not beside this checkout")
    shutil.copytree(source, place.catalog, dirs_exist_ok=True)
    assert place.is_fresh()
    assert not place.is_fresh()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(NATIVE_CATALOGS, st.lists(BACKSTAGE_DOCUMENTS, max_size=3))
def test_any_catalog_comes_back_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, data: Data, documents: list[Data]
) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(cached, "LARGE", 1)
        place = Place(tmp_path_factory.mktemp("any"), monkeypatch)
        place.write(document(data))
        place.write("---\n".join(document(one) for one in documents), "more.yaml")
        assert place.is_fresh()
        assert not place.is_fresh()


# Only while it is true


def rewrite_in_place(place: Place) -> None:
    """As many bytes, and the time of writing set back: a program that copies times does so."""
    path = place.catalog / "catalog.yaml"
    before = path.stat()
    path.write_text(YAML.replace("tier: 1", "tier: 2"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def replace(place: Place) -> None:
    place.write(YAML.replace("tier: 1", "tier: 2"), "new")
    os.replace(place.catalog / "new", place.catalog / "catalog.yaml")


CHANGES: dict[str, Callable[[Place], Any]] = {
    "rewritten": rewrite_in_place,
    "replaced": replace,
    "another": lambda place: place.write("teams: {new: {}}", "sub/new.yml"),
    "gone": lambda place: os.remove(place.catalog / "other.yaml"),
    "renamed": lambda place: os.rename(place.catalog / "other.yaml", place.catalog / "b.yaml"),
    "a link": lambda place: os.symlink("nowhere", place.catalog / "x.yaml"),
    "a preset": lambda place: place.write('preset = "strict"\n', "topology.toml"),
    "limits": lambda place: place.write("[limits]\ndepth = 2\n", "topology.toml"),
    "a folder that is not read": lambda place: (place.catalog / "node_modules").mkdir(),
    "the target of a location": lambda place: place.write("components: {}", "more.txt"),
    "a target that was not there": lambda place: place.write("components: {a: {}}", "b/deep.txt"),
    "a link on the way to a target": lambda place: (
        os.remove(place.catalog / "link"),
        os.symlink("c", place.catalog / "link"),
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_noticed(place: Place, change: str) -> None:
    place.write(YAML)
    place.write(LOCATION, "location.yaml")
    place.write("teams: {other: {}}", "other.yaml")
    place.write("components: {more: {owner: pay}}", "more.txt")
    place.write("components: {deep: {owner: pay}}", "c/deep.txt")
    (place.catalog / "b").mkdir()
    (place.catalog / "link").symlink_to("b")
    place.load()
    assert not place.is_fresh()
    CHANGES[change](place)
    assert place.is_fresh()
    assert not place.is_fresh()


def test_settings_are_read_each_time(place: Place) -> None:
    place.write(YAML)
    place.load()
    place.write("me = 'ada'\n", "topology.toml")
    assert place.load().settings.me == "ada"
    assert place.readings == 1


def test_other_questions_have_other_answers(place: Place) -> None:
    place.write(LOCATION)
    for options in ({}, {"strict": True}, {"limits": Limits(depth=3)}):
        assert place.is_fresh(**options)
        assert not place.is_fresh(**options)


def test_another_program_reads_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.write(YAML)
    place.load()
    monkeypatch.setattr(entry, "program", lambda: b"another")
    assert place.is_fresh()


@pytest.mark.parametrize("ahead", [0.0, 1.0, -3600.0])
def test_what_has_just_changed_may_change_again_unnoticed_and_is_not_kept(place: Place, ahead: float) -> None:
    place.write(YAML)
    place.ahead = ahead
    assert place.is_fresh()
    assert place.is_fresh()
    assert not place.cache.exists()


# Whatever lies there


def spoil(data: bytes) -> dict[str, bytes]:
    middle = len(data) // 2
    return {
        "empty": b"",
        "short": data[:10],
        "no words": data[: len(entry.MAGIC) + 8],
        "cut": data[:middle],
        "one byte less": data[:-1],
        "one byte more": data + b"\0",
        "a bit": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "the first bit of all": bytes([data[0] ^ 1]) + data[1:],
        "something else": b"\x80\x04\x95" + data,
    }


@pytest.mark.parametrize("how", spoil(bytes(100)))
def test_what_is_damaged_is_read_again(place: Place, how: str) -> None:
    place.write(YAML)
    place.load()
    place.kept.write_bytes(spoil(place.kept.read_bytes())[how])
    assert place.is_fresh()
    assert not place.is_fresh()


def test_what_is_wrong_inside_is_read_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    # As if another program had written it, down to the checksum: nothing it says can do harm.
    place.write(YAML)
    place.load()
    data = place.kept.read_bytes()
    found = discover([str(place.catalog)])
    monkeypatch.setattr(entry, "crc32", lambda data, start=0: 7)
    start = len(entry.MAGIC) + 8
    for position in range(start, len(data), 29):
        for value in (0, data[position] ^ 0x41, 0xFF):
            spoilt = bytearray(data)
            spoilt[position] = value
            spoilt[start - 4 : start] = (7).to_bytes(4, "little")
            entry.unpack(bytes(spoilt), found)


def others_may_read(place: Place) -> None:
    place.kept.chmod(0o644)


def linked(place: Place) -> None:
    os.rename(place.kept, place.catalog / "elsewhere")
    os.symlink(place.catalog / "elsewhere", place.cache / "x.kept")
    os.rename(place.cache / "x.kept", place.cache / place_name(place))


def place_name(place: Place) -> str:
    found = discover([str(place.catalog)])
    return entry.name_of([str(place.catalog)], found, Limits(), False) + ".kept"


def twice(place: Place) -> None:
    os.link(place.kept, place.catalog / "elsewhere")


def a_folder(place: Place) -> None:
    name = place.kept
    os.remove(name)
    name.mkdir()


def a_pipe(place: Place) -> None:
    name = place.kept
    os.remove(name)
    os.mkfifo(name, 0o600)


def open_folder(place: Place) -> None:
    place.cache.chmod(0o755)


def linked_folder(place: Place) -> None:
    os.rename(place.cache, place.cache.parent / "theirs")
    place.cache.symlink_to("theirs")


def a_file(place: Place) -> None:
    shutil.rmtree(place.cache)
    place.cache.write_text("")


@pytest.mark.parametrize(
    "how", [others_may_read, linked, twice, a_folder, a_pipe, open_folder, linked_folder, a_file]
)
def test_what_is_not_ours_alone_is_not_believed(place: Place, how: Callable[[Place], None]) -> None:
    place.write(YAML)
    place.load()
    how(place)
    assert place.is_fresh()


def test_it_is_the_users_alone_and_whole(place: Place) -> None:
    place.write(YAML)
    old = os.umask(0)
    try:
        place.load()
    finally:
        os.umask(old)
    assert stat.S_IMODE(place.cache.stat().st_mode) == 0o700
    assert stat.S_IMODE(place.kept.stat().st_mode) == 0o600
    assert [path.name for path in place.cache.iterdir()] == [place.kept.name]


def test_a_full_disk_leaves_nothing_behind(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    place.write(YAML)
    monkeypatch.setattr(folder.os, "replace", full)
    assert place.is_fresh()
    assert list(place.cache.iterdir()) == []


# Small, and swept


@pytest.mark.parametrize("word", ["off", "OFF", "0", "no"])
def test_it_can_be_switched_off(word: str) -> None:
    assert folder.cache_folder({"TOPOLOGY_CACHE": word}) is None


def test_it_lies_where_the_user_has_such_things(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    found = folder.cache_folder({})
    assert found is not None
    assert "topology" in Path(found).parts
    assert folder.cache_folder({"TOPOLOGY_CACHE": "/var/x"}) == "/var/x"


def test_small_catalogs_are_not_kept(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.write(YAML)
    monkeypatch.setattr(cached, "LARGE", 10_000)
    assert place.is_fresh()
    assert place.is_fresh()
    assert not place.cache.exists()


def test_what_is_old_or_too_much_is_swept(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.write(YAML)
    place.load()
    size = place.kept.stat().st_size
    monkeypatch.setattr(folder, "TOTAL_BYTES", 3 * size)
    now = time.time()
    for days, name in enumerate(["new.kept", "older.kept", "oldest.kept"]):
        path = place.cache / name
        path.write_bytes(bytes(size))
        os.utime(path, (now - days * 86_400 - 60,) * 2)
    for name, days in (("ancient.kept", 31), ("left.part", 2), ("theirs.txt", 400)):
        (place.cache / name).write_bytes(b"")
        os.utime(place.cache / name, (now - days * 86_400,) * 2)
    (place.catalog / "catalog.yaml").write_text(YAML + "\n")
    place.load()
    left = sorted(path.name for path in place.cache.iterdir())
    assert "theirs.txt" in left
    assert {"new.kept", "older.kept"} < set(left)
    assert len(left) == 4


def test_what_is_used_stays(place: Place) -> None:
    place.write(YAML)
    place.load()
    month = time.time() - 29 * 86_400
    os.utime(place.kept, (month, month))
    assert not place.is_fresh()
    assert place.kept.stat().st_mtime > time.time() - 60


def test_it_is_written_when_nobody_waits(place: Place) -> None:
    place.write(YAML)
    work: list[Callable[[], None]] = []
    place.load(later=work.append)
    assert not place.cache.exists()
    work[0]()
    assert not place.is_fresh()

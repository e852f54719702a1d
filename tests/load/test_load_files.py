"""Finding and reading files: what is found, what is refused, and that nothing blocks or goes unsaid."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from topology.load.files import Discovery, FoundFile, discover, locate, read
from topology.load.limits import Limits
from topology.model.problem import Problem
from topology.model.text import clean_line

posix = pytest.mark.skipif(os.name != "posix", reason="links, pipes and odd names as POSIX has them")


def write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\n")


def names(discovery: Discovery) -> list[str]:
    return [found.shown for found in discovery.files]


def rules(discovery: Discovery) -> list[tuple[str, str]]:
    return [(problem.rule, problem.place.file) for problem in discovery.problems]


def rule_of(result: bytes | Problem | FoundFile) -> str:
    assert isinstance(result, Problem), result
    return result.rule


# What is found


def test_yaml_files_below_a_folder_hidden_ones_too(tmp_path: Path) -> None:
    write(tmp_path, "b.yaml", "a.yml", "c.json", "d.yaml.bak", "E.YAML", "mkdocs.yml", ".hidden.yaml",
          ".backstage/catalog-info.yaml", "teams/x/y.yaml")  # fmt: skip
    discovery = discover([tmp_path], Limits())
    assert names(discovery) == sorted(
        [
            "b.yaml",
            "a.yml",
            "E.YAML",
            "mkdocs.yml",
            ".hidden.yaml",
            ".backstage/catalog-info.yaml",
            "teams/x/y.yaml",
        ]
    )
    assert discovery.problems == ()
    assert discovery.skipped == {}
    assert discovery.root == os.path.realpath(tmp_path)
    for found in discovery.files:
        assert os.path.isabs(found.path)
        assert read(found) == f"# {found.shown}\n".encode()


def test_folders_of_tools_are_skipped_and_counted(tmp_path: Path) -> None:
    tools = (".git", "web/node_modules/p", "api/node_modules", ".venv", "__pycache__", ".tox", ".mypy_cache")
    write(tmp_path, "a.yaml", *(f"{tool}/x.yaml" for tool in tools), "env/pyvenv.cfg", "env/lib/x.yaml")
    discovery = discover([tmp_path])
    assert names(discovery) == ["a.yaml"]
    assert discovery.skipped == {
        ".git": 1, ".mypy_cache": 1, ".tox": 1, ".venv": 1, "__pycache__": 1, "env": 1, "node_modules": 2,
    }  # fmt: skip
    assert discovery.problems == ()
    assert names(discover([tmp_path / "web" / "node_modules"])) == ["p/x.yaml"]


def test_a_single_file_is_a_root_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "b.yaml", "c.txt")
    assert names(discover([tmp_path / "a.yaml"])) == ["a.yaml"]
    assert names(discover([tmp_path / "c.txt"])) == ["c.txt"]


def test_overlapping_and_repeated_roots_are_read_once(tmp_path: Path) -> None:
    write(tmp_path, "x/a.yaml", "x/y/b.yaml", "z/c.yaml", "w/d.yaml")
    paths = [
        tmp_path / "x" / "y",
        tmp_path / "x",
        tmp_path / "z" / "c.yaml",
        tmp_path / "x" / "a.yaml",
        tmp_path / "z",
    ]
    discovery = discover(paths)
    assert names(discovery) == ["x/a.yaml", "x/y/b.yaml", "z/c.yaml"]
    assert discover(list(reversed(paths))) == discovery
    assert discovery.root == os.path.realpath(tmp_path)


def test_paths_may_be_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "cat/a.yaml")
    monkeypatch.chdir(tmp_path)
    assert names(discover(["cat"])) == names(discover(["./cat/../cat/"])) == ["a.yaml"]


@pytest.mark.parametrize("missing", ["nowhere", "a.yaml/below", "", "x\0y", "n" * 5000])
def test_a_path_that_is_not_there_is_a_missing_path(
    tmp_path: Path, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.yaml")
    monkeypatch.chdir(tmp_path)
    discovery = discover([missing, "a.yaml"])
    assert names(discovery) == ["a.yaml"]
    assert [problem.rule for problem in discovery.problems] == ["missing-path"]
    problem = discovery.problems[0]
    assert (problem.severity, problem.place.line) == ("error", 1)
    assert problem.place.file == clean_line(problem.place.file)


def test_nothing_asked_nothing_found() -> None:
    assert discover([]).files == ()


# Limits


def test_the_number_of_files_is_limited(tmp_path: Path) -> None:
    write(tmp_path, *(f"{index}.yaml" for index in range(6)))
    discovery = discover([tmp_path], Limits(files=4))
    assert names(discovery) == ["0.yaml", "1.yaml", "2.yaml", "3.yaml"]
    assert rules(discovery) == [("too-many-files", "4.yaml")]
    assert "2 files are not read" in discovery.problems[0].message
    assert "`files`" in discovery.problems[0].message


def test_the_bytes_of_a_load_are_limited(tmp_path: Path) -> None:
    for name, size in (("a.yaml", 40), ("b.yaml", 500), ("c.yaml", 40), ("d.yaml", 40)):
        (tmp_path / name).write_bytes(b"#" * size)
    discovery = discover([tmp_path], Limits(total_bytes=100, file_bytes=100))
    assert names(discovery) == ["a.yaml", "b.yaml", "c.yaml"]
    assert rules(discovery) == [("too-many-files", "d.yaml")]
    assert "`totalBytes`" in discovery.problems[0].message
    assert rule_of(read(discovery.files[1], Limits(file_bytes=100))) == "file-too-large"


def test_a_file_at_the_limit_is_read_and_above_it_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"x" * 100)
    found = FoundFile(str(path), "a.yaml")
    assert read(found, Limits(file_bytes=100)) == b"x" * 100
    problem = read(found, Limits(file_bytes=99))
    assert rule_of(problem) == "file-too-large"
    assert isinstance(problem, Problem)
    assert "`fileBytes`" in problem.message


# Things that are no files


@posix
def test_pipes_sockets_and_folders_are_findings_and_do_not_block(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "folder.yaml/b.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")
    os.mkfifo(tmp_path / "other.pipe")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(os.path.relpath(tmp_path / "socket.yaml"))
        start = time.perf_counter()
        discovery = discover([tmp_path])
        assert time.perf_counter() - start < 2
    assert names(discovery) == ["a.yaml", "folder.yaml/b.yaml"]
    assert rules(discovery) == [
        ("folder-named-like-file", "folder.yaml"),
        ("not-a-regular-file", "pipe.yaml"),
        ("not-a-regular-file", "socket.yaml"),
    ]
    assert "a pipe" in discovery.problems[1].message
    assert "a socket" in discovery.problems[2].message


@posix
def test_a_pipe_or_a_device_given_by_name_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    discovery = discover([tmp_path / "pipe.yaml", "/dev/null"])
    assert discovery.files == ()
    assert [problem.rule for problem in discovery.problems] == ["not-a-regular-file"] * 2


@posix
def test_reading_what_has_become_a_pipe_or_a_folder_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert rule_of(read(FoundFile(str(tmp_path / "pipe.yaml"), "pipe.yaml"))) == "not-a-regular-file"
    assert rule_of(read(FoundFile(str(tmp_path), "folder.yaml"))) == "not-a-regular-file"
    assert rule_of(read(FoundFile("/dev/zero", "zero.yaml"))) == "not-a-regular-file"
    assert rule_of(read(FoundFile(str(tmp_path / "gone.yaml"), "gone.yaml"))) == "unreadable-file"


@posix
def test_reading_does_not_follow_a_link_that_came_later(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    assert rule_of(read(FoundFile(str(tmp_path / "b.yaml"), "b.yaml"))) == "unreadable-file"


def test_an_editors_lock_file_is_a_finding(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml")
    if os.name == "posix":
        (tmp_path / ".#a.yaml").symlink_to("user@host.1234:1700000000")
    else:
        write(tmp_path, ".#a.yaml")
    discovery = discover([tmp_path])
    assert names(discovery) == ["a.yaml"]
    assert rules(discovery) == [("editor-lock-file", ".#a.yaml")]
    assert discovery.problems[0].severity == "warning"


# Links


@posix
def test_links_inside_the_root_are_read_once_under_the_real_name(tmp_path: Path) -> None:
    write(tmp_path, "z/real.yaml", "z/data.txt")
    (tmp_path / "a.yaml").symlink_to("z/real.yaml")
    (tmp_path / "b.yaml").symlink_to("z/data.txt")
    (tmp_path / "y").symlink_to("z")
    os.link(tmp_path / "z" / "real.yaml", tmp_path / "z" / "same.yaml")
    discovery = discover([tmp_path])
    assert names(discovery) == ["b.yaml", "z/real.yaml"]
    assert discovery.problems == ()
    assert discovery.skipped == {"links to folders that are read anyway": 1}
    assert read(discovery.files[0]) == b"# z/data.txt\n"


@posix
def test_links_that_leave_the_root_are_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "root"
    write(tmp_path, "root/a.yaml", "secret.yaml", "other/b.yaml", "root-twin/c.yaml")
    (root / "file.yaml").symlink_to("../secret.yaml")
    (root / "folder").symlink_to("../other")
    (root / "twin").symlink_to(tmp_path / "root-twin")
    (root / "passwd.yaml").symlink_to("/etc/passwd")
    (root / "harmless.txt").symlink_to("/etc/passwd")
    (root / "zero.yaml").symlink_to("/dev/zero")
    discovery = discover([root])
    assert names(discovery) == ["a.yaml"]
    assert rules(discovery) == [
        ("outside-root", name) for name in ("file.yaml", "folder", "passwd.yaml", "twin", "zero.yaml")
    ]
    assert {problem.place.file: problem.severity for problem in discovery.problems}["folder"] == "warning"
    assert names(discover([root, tmp_path / "other"])) == ["other/b.yaml", "root/a.yaml"]


@posix
def test_a_link_to_a_folder_that_no_walk_reaches_is_followed(tmp_path: Path) -> None:
    write(tmp_path, "node_modules/@org/catalog/a.yaml", "node_modules/@org/catalog/deep/b.yaml")
    (tmp_path / "catalog").symlink_to("node_modules/@org/catalog")
    (tmp_path / "again").symlink_to("node_modules/@org/catalog/deep")
    discovery = discover([tmp_path])
    assert names(discovery) == ["again/b.yaml", "catalog/a.yaml"]
    assert discovery.skipped == {"node_modules": 1}
    assert discovery.problems == ()


@posix
def test_dangling_and_looping_links_are_findings(tmp_path: Path) -> None:
    write(tmp_path, "a/b/c.yaml")
    (tmp_path / "dangling.yaml").symlink_to("nowhere.yaml")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "self.yaml").symlink_to("self.yaml")
    (tmp_path / "ping").symlink_to("pong")
    (tmp_path / "pong").symlink_to("ping")
    (tmp_path / "a" / "b" / "up").symlink_to("../..")
    discovery = discover([tmp_path])
    assert names(discovery) == ["a/b/c.yaml"]
    assert rules(discovery) == [
        ("broken-link", name) for name in ("a/b/up", "dangling", "dangling.yaml", "ping", "pong", "self.yaml")
    ]
    severity = {problem.place.file: problem.severity for problem in discovery.problems}
    assert severity["dangling.yaml"] == severity["self.yaml"] == "error"
    assert severity["a/b/up"] == "warning"
    assert severity["dangling"] == severity["ping"] == "info"


@posix
def test_the_given_path_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path, "real/a.yaml")
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "gone").symlink_to("nowhere")
    assert names(discover([tmp_path / "link"])) == ["a.yaml"]
    assert names(discover([tmp_path / "link", tmp_path / "real"])) == ["a.yaml"]
    assert [problem.rule for problem in discover([tmp_path / "gone"]).problems] == ["missing-path"]


# Names, permissions, changes


@posix
def test_odd_names_are_read_and_shown_clean(tmp_path: Path) -> None:
    root = os.fsencode(tmp_path)
    for name in (
        b"caf\xe9.yaml",
        b"a\x1b[2Jb.yaml",
        b"new\nline.yaml",
        "\u202eflip.yaml".encode(),
        "né 日.yaml".encode(),
    ):
        with open(os.path.join(root, name), "wb") as file:
            file.write(b"a: 1\n")
    discovery = discover([tmp_path])
    assert len(discovery.files) == 5
    assert [problem.rule for problem in discovery.problems] == ["odd-file-name"] * 4
    for found in discovery.files:
        assert read(found) == b"a: 1\n"
        assert found.shown == clean_line(found.shown)
        assert type(found.shown) is str
        found.shown.encode()
    assert "né 日.yaml" in names(discovery)
    assert "a␛[2Jb.yaml" in names(discovery)


@posix
def test_odd_names_of_skipped_folders_and_missing_paths_are_clean(tmp_path: Path) -> None:
    write(tmp_path, "e\x1bnv/pyvenv.cfg")
    assert list(discover([tmp_path]).skipped) == ["e␛nv"]
    assert discover([os.fsdecode(b"/nowhere/\xff\x1b")]).problems[0].place.file == "/nowhere/\ufffd␛"


def test_folders_that_cannot_be_listed_are_findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.yaml", "closed/b.yaml")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    discovery = discover([tmp_path])
    assert names(discovery) == ["a.yaml"]
    assert rules(discovery) == [("unreadable-folder", "closed")]
    assert "permission denied" in discovery.problems[0].message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_files_and_folders_without_permission_are_findings(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "closed/b.yaml")
    (tmp_path / "a.yaml").chmod(0)
    (tmp_path / "closed").chmod(0)
    try:
        discovery = discover([tmp_path])
        assert rules(discovery) == [("unreadable-folder", "closed")]
        assert rule_of(read(discovery.files[0])) == "unreadable-file"
    finally:
        (tmp_path / "closed").chmod(0o700)


def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.yaml")
    found = discover([tmp_path]).files[0]

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied", "/secret/place")

    monkeypatch.setattr(os, "open", refuse)
    problem = read(found)
    assert rule_of(problem) == "unreadable-file"
    assert isinstance(problem, Problem)
    assert "permission denied" in problem.message
    assert "secret" not in problem.message


def _writer(path: Path, times: int, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Somebody who appends to ``path`` during the first ``times`` readings."""
    done = 0
    os_read = os.read

    def reading(handle: int, size: int) -> bytes:
        nonlocal done
        data = os_read(handle, size)
        if data and done < times:
            done += 1
            with path.open("a") as file:
                file.write("more\n")
        return data

    monkeypatch.setattr(os, "read", reading)
    return lambda: done


def test_a_file_that_changes_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.yaml")
    found = discover([tmp_path]).files[0]
    _writer(tmp_path / "a.yaml", 1, monkeypatch)
    assert read(found) == b"# a.yaml\nmore\n"


def test_a_file_that_never_rests_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.yaml")
    found = discover([tmp_path]).files[0]
    _writer(tmp_path / "a.yaml", 1000, monkeypatch)
    assert rule_of(read(found)) == "file-changed"


# Paths that a file names


def test_a_path_in_a_file_stays_inside(tmp_path: Path) -> None:
    write(tmp_path, "root/oncall/platform.ics", "root/teams/a.yaml", "outside.ics")
    discovery = discover([tmp_path / "root"])
    beside = discovery.files[0]
    found = locate(discovery, beside, "../oncall/platform.ics")
    assert isinstance(found, FoundFile)
    assert found.shown == "oncall/platform.ics"
    assert read(found) == b"# root/oncall/platform.ics\n"
    for target in ("../../outside.ics", str(tmp_path / "outside.ics"), "https://x.example/a.ics", "file:///etc/passwd",
                   "\\\\host\\share", "~/a.ics", "a\0b", "../../root-twin"):  # fmt: skip
        problem = locate(discovery, beside, target)
        assert rule_of(problem) == "outside-root"
        assert isinstance(problem, Problem)
        assert problem.message == clean_line(problem.message)
        assert problem.place.file == "teams/a.yaml"


@posix
def test_a_link_does_not_lead_a_path_outside(tmp_path: Path) -> None:
    write(tmp_path, "root/a.yaml", "outside.ics")
    (tmp_path / "root" / "feed.ics").symlink_to("../outside.ics")
    discovery = discover([tmp_path / "root"])
    assert rule_of(locate(discovery, discovery.files[0], "feed.ics")) == "outside-root"


@posix
def test_where_roots_have_nothing_but_the_disk_in_common_names_are_whole(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "x/b.yaml")
    elsewhere = next(path for path in map(Path, ("/usr/games", "/usr/src", "/etc/skel")) if path.is_dir())
    found = names(discover([tmp_path / "a.yaml", tmp_path / "x", elsewhere]))
    here = os.path.realpath(tmp_path)
    assert {f"{here}/a.yaml", f"{here}/x/b.yaml"} <= set(found)


def test_two_roots_far_apart_open_nothing_between(tmp_path: Path) -> None:
    write(tmp_path, "x/a.yaml", "y/b.yaml", "z/c.ics")
    discovery = discover([tmp_path / "x", tmp_path / "y"])
    assert names(discovery) == ["x/a.yaml", "y/b.yaml"]
    assert rule_of(locate(discovery, discovery.files[0], "../z/c.ics")) == "outside-root"
    assert isinstance(locate(discovery, discovery.files[0], "../y/b.yaml"), FoundFile)

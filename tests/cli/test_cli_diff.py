"""``topology diff``: folders and revisions, exit codes, what is bad input, and its text in CI."""

import json
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from topology.cli.commands import COMMANDS
from topology.tui.diff.wanted import Wanted

ROOT = Path(__file__).parents[2]
VERSIONS = Path(__file__).parent / "versions"
DOC = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")


def git(folder: Path, *words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=folder, capture_output=True, check=True, timeout=30).stdout


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the old version at ``main`` and the new one at ``work``; one stands in it."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    (tmp_path / "gitconfig").write_text("[user]\nname = n\nemail = e\n[init]\ndefaultBranch = main\n")
    folder = tmp_path / "repo"
    shutil.copytree(VERSIONS / "before", folder / "catalog")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "before")
    git(folder, "checkout", "-qb", "work")
    shutil.copy(VERSIONS / "after" / "shop.yaml", folder / "catalog" / "shop.yaml")
    git(folder, "commit", "-qam", "after")
    monkeypatch.chdir(folder)
    return folder


def keys(done) -> list[str]:
    return [each["key"] for each in json.loads(done.out)["changes"]]


def test_revisions_and_folders_say_the_same(run, repo: Path) -> None:
    folders = run("diff", VERSIONS / "before", VERSIONS / "after", "--json")
    assert folders.code == 1
    assert len(keys(folders)) > 10
    for args in (
        ("main", "work"),
        ("main", "HEAD", "-C", "catalog"),
        ("main",),
        ("main", "catalog"),
        (VERSIONS / "before", "work"),
        (VERSIONS / "before", "catalog"),
    ):
        done = run("diff", *args, "--json")
        assert done.code == 1, done.err
        assert keys(done) == keys(folders), args
        assert done.err == ""
    data = json.loads(run("diff", "main", "HEAD", "--json").out)
    assert (data["base"]["name"], data["head"]["name"]) == ("main", "HEAD")
    assert re.fullmatch("[0-9a-f]{40}", data["base"]["commit"])


def test_places_are_relative_to_the_catalog(run, repo: Path) -> None:
    for args in (("main", "-C", "catalog"), ("main", "catalog"), ("main", "work", "-C", "catalog")):
        data = json.loads(run("diff", *args, "--json").out)
        (moved,) = [each for each in data["changes"] if each["kind"] == "moved"]
        assert (moved["before"]["file"], moved["after"]["file"]) == ("shop.yaml", "shop.yaml")
    assert "topology-" not in run("diff", "main").out


def test_what_is_no_worse_exits_with_0(run, repo: Path) -> None:
    assert run("diff", "main", "main").code == 0
    back = run("diff", "work", "main")
    assert back.code == 0
    assert "better" in back.out
    assert "every failure pages the same people in the same minutes" in run("diff", "work").out


def test_a_policy_that_only_waits_longer_is_told(run, tmp_path: Path) -> None:
    old, new = "{page: cyd, wait: 5m}, {page: dan", "{page: cyd, wait: 25m}, {page: dan"
    text = (VERSIONS / "before" / "shop.yaml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    (tmp_path / "shop.yaml").write_text(text.replace(old, new), encoding="utf-8")
    done = run("diff", VERSIONS / "before", tmp_path)
    assert "3 answered for otherwise, 3 of them worse" in done.out
    assert "JOINT · lead Pay · first cyd · engage +1m to +6m → +1m to +26m" in done.out
    assert (
        "engage +1m to +6m → +1m to +26m"
        in run("diff", VERSIONS / "before", tmp_path, "--format", "markdown").out
    )
    (first, *_) = json.loads(run("diff", VERSIONS / "before", tmp_path, "--json").out)["changes"]
    assert {"name": "latest", "then": 6, "now": 26} in first["shifts"]
    assert done.code == 0


def test_the_working_tree_is_left_alone(run, repo: Path) -> None:
    (repo / "catalog" / "shop.yaml").write_text((VERSIONS / "before" / "shop.yaml").read_text())
    before = subprocess.run(
        ["git", "status", "--porcelain"], cwd=repo, capture_output=True, check=True
    ).stdout
    assert before
    assert run("diff", "main").code == 0
    assert run("diff", "main", "work").code == 1
    assert git(repo, "status", "--porcelain") == before


def test_a_catalog_that_was_not_there_before_is_all_new(run, repo: Path) -> None:
    shutil.copytree(repo / "catalog", repo / "second")
    done = run("diff", "main", "-C", "second")
    assert "main has no catalog at this path: it is compared as an empty one" in done.err
    assert "0 components compared" in done.out
    assert "Added" in done.out


def test_several_instants(run, repo: Path) -> None:
    done = run("diff", "main", "--at", "Sun 03:00", "--at", "Tue 11:00", "--json")
    data = json.loads(done.out)
    assert len(data["at"]) == 2
    stamps = {each["at"] for each in data["changes"] if each["kind"] == "behaviour"}
    assert stamps == set(data["at"])
    assert "and 1 more" in run("diff", "main", "--at", "Sun 03:00", "--at", "Tue 11:00").out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("nowhere",), 'topology: "nowhere": no folder and no commit is called so'),
        (("main", "nowhere"), "no folder and no commit is called so"),
        (("--", "--output=x", "main"), "is no name of a revision"),
        (("main", "--at", "yesterday"), "is no instant"),
        (("main", "-C", "catalog", "-C", "catalog/shop.yaml"), "one catalog at most"),
        (("main", "empty"), "empty: no YAML file"),
        ((), "Missing argument"),
    ],
)
def test_what_cannot_be_compared_is_bad_input(run, repo: Path, args, said: str) -> None:
    (repo / "empty").mkdir()
    done = run("diff", *args)
    assert done.code == 2
    assert said in done.err
    assert not done.out
    assert not (repo / "x").exists()


def test_outside_of_a_repository_it_says_so(run, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    done = run("diff", "main", VERSIONS / "after", "-C", shutil.copytree(VERSIONS / "after", tmp_path / "c"))
    assert done.code == 2
    assert "no git repository holds it" in done.err
    assert "there is no catalog here" in run("diff", "main", "work").err


def test_hostile_names_steer_nothing(run, repo: Path) -> None:
    for ref in ("\x1b[2Jx", "x\u202ey", "`x`"):
        done = run("diff", ref)
        assert done.code == 2
        assert "\x1b" not in done.err
        assert "\u202e" not in done.err


def test_app_opens_it_on_what_is_newer(run, repo: Path, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr("topology.tui.app.run", lambda paths, **more: asked.append((paths, more)) or 0)
    for args, paths, wanted in (
        (("main",), ["."], Wanted(base="main")),
        (("main", "work", "-C", "catalog"), ["catalog"], Wanted(base="main", head="work")),
        (("main", "catalog"), ["catalog"], Wanted(base="main")),
        ((str(VERSIONS / "before"), "catalog", "--at", "Sun 03:00"), ["catalog"],
         Wanted(base=str(VERSIONS / "before"), at=("Sun 03:00",))),
    ):  # fmt: skip
        assert run("diff", *args, "--app").code == 0
        given, more = asked.pop()
        assert [os.path.relpath(path) for path in given] == paths
        assert more["compare"] == wanted
    for args in (("nowhere",), ("main", "nowhere"), ("main", "--at", "yesterday")):
        done = run("diff", *args, "--app")
        assert (done.code, asked, done.out) == (2, [], "")
    assert run("diff", "main", "--app", "--json").code == 2


def test_the_examples_of_the_help_work(run, repo: Path) -> None:
    assert "diff" in COMMANDS
    git(repo, "tag", "v1.2", "main")
    git(repo, "update-ref", "refs/remotes/origin/main", "main")
    shutil.copytree(VERSIONS / "before", repo.parent / "before")
    text = run("diff", "--help").out.partition("Examples:")[2]
    lines = re.findall(r"^ {4}topology (.*)$", text, re.MULTILINE)
    lines.remove("diff main --app")
    assert len(lines) == 4
    for line in lines:
        done = run(*shlex.split(line.partition(" | ")[0]))
        assert done.code == 1, (line, done.err)
        assert done.out


def test_what_the_documentation_tells_to_run_works(run, repo: Path) -> None:
    git(repo, "update-ref", "refs/remotes/origin/main", "main")
    lines = re.findall(r"topology diff [^`\n]*", DOC)
    assert lines
    for line in lines:
        words = shlex.split(re.split(r" >+ ", line)[0].replace("$BASE", "main").strip("`"))
        done = run(*words[1:])
        assert done.code == 1, (line, done.err)


def test_where_nobody_declared_who_is_paged_nothing_is_said_of_pages(run, tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text("teams: {a: {}}\ncomponents: {x: {owner: a}, y: {owner: a}}\n")
    said = " ".join(run("diff", tmp_path, tmp_path).out.split())
    assert said.endswith(
        "Of 2 components no file says who is paged. Owners, load, grey edges and rules are the same."
    )
    assert "pages the same people" not in said
    assert json.loads(run("diff", tmp_path, tmp_path, "--json").out)["unknown"] == 2

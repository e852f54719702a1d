"""A catalog as it was at a revision: read from git, and nothing of the repository is run or touched."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from topology.load.git import GitError
from topology.load.limits import Limits
from topology.load.loader import load
from topology.load.result import LoadResult
from topology.load.revision import revision
from topology.load.version import VersionError, check, known, version

Git = Callable[..., str]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a catalog in a folder, two commits, and a file that is not committed."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (tmp_path / "gitconfig").write_text("[user]\nname = n\nemail = e\n[init]\ndefaultBranch = main\n")
    folder = tmp_path / "repo"
    (folder / "cata log").mkdir(parents=True)
    (folder / "other").mkdir()
    (folder / "other" / "x.yaml").write_text("components: {outside: {}}\n")
    catalog = folder / "cata log"
    (catalog / "a.yaml").write_text("teams: {old: {}}\ncomponents: {a: {owner: old}}\n")
    (catalog / "topology.toml").write_text('preset = "starter"\n')
    (catalog / "notes.txt").write_text("not read\n")
    run(folder, "init", "-q")
    run(folder, "add", "-A")
    run(folder, "commit", "-qm", "one")
    (catalog / "a.yaml").write_text("teams: {new: {}}\ncomponents: {a: {owner: new}}\n")
    run(folder, "commit", "-qam", "two")
    (catalog / "later.yaml").write_text("teams: {later: {}}\n")
    return folder


def run(folder: Path, *words: str, text: str | None = None) -> str:
    done = subprocess.run(
        ["git", *words], cwd=folder, input=text, capture_output=True, text=True, check=True, timeout=30
    )
    return done.stdout.strip()


def loaded(folder: Path, ref: str) -> LoadResult:
    with revision(str(folder), ref) as found:
        return load([found.path])


def teams(result: LoadResult) -> list[str]:
    return [ref for ref in result.catalog.entities if ref.startswith("team:")]


def everything(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of all files, git's own too."""
    return {
        str(path): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("ref", ["HEAD~1", "main~1", "HEAD^", "one"])
def test_a_catalog_as_it_was(repo: Path, ref: str) -> None:
    run(repo, "tag", "one", "HEAD~1")
    result = loaded(repo / "cata log", ref)
    assert teams(result) == ["team:old"]
    assert result.settings.preset == "starter"
    assert [entity.place.file for entity in result.catalog.entities.values()] == ["a.yaml", "a.yaml"]


def test_a_commit_by_its_id_and_what_it_is_called(repo: Path) -> None:
    commit = run(repo, "rev-parse", "HEAD")
    with revision(str(repo / "cata log"), commit[:9]) as found:
        assert (found.name, found.commit, found.empty) == (commit[:9], commit, False)
        assert os.stat(os.path.dirname(found.path)).st_mode & 0o777 == 0o700
        assert os.path.basename(found.path) == "cata log"
    assert not os.path.exists(found.path)


def test_the_top_of_a_repository_and_a_single_file(repo: Path) -> None:
    assert "component:outside" in loaded(repo, "HEAD").catalog.entities
    one = loaded(repo / "cata log" / "a.yaml", "HEAD~1")
    assert (teams(one), one.settings.preset) == (["team:old"], "starter")


def test_nothing_is_touched(repo: Path) -> None:
    (repo / "cata log" / "a.yaml").write_text("teams: {dirty: {}}\n")
    before = everything(repo)
    loaded(repo / "cata log", "HEAD~1")
    assert everything(repo) == before


def test_a_folder_that_the_commit_does_not_have_is_empty(repo: Path) -> None:
    (repo / "fresh").mkdir()
    with revision(str(repo / "fresh"), "HEAD") as found:
        assert found.empty
        assert os.listdir(found.path) == []


@pytest.mark.parametrize(
    "ref",
    ["", "-x", "--output=x", "--upload-pack=touch x", "nope", "^HEAD", "HEAD..HEAD", "HEAD\n", "HEAD:a.yaml"],
)
def test_what_names_no_commit_is_refused(repo: Path, ref: str) -> None:
    before = everything(repo)
    with pytest.raises(GitError) as error, revision(str(repo / "cata log"), ref):
        pass
    assert "\n" not in str(error.value)
    assert everything(repo) == before


def test_without_a_repository_or_git_it_says_so(repo: Path, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "plain").mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with (
        pytest.raises(GitError, match="no git repository holds it"),
        revision(str(tmp_path / "plain"), "HEAD"),
    ):
        pass
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="git is not installed"), revision(str(repo), "HEAD"):
        pass


def test_what_the_environment_says_of_another_repository_is_left_out(
    repo: Path, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    assert teams(loaded(repo / "cata log", "HEAD")) == ["team:new"]


def test_no_program_that_a_repository_names_is_run(repo: Path, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{marker}'\ncat\n")
    program.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for hook in ("post-checkout", "post-index-change", "reference-transaction", "pre-commit"):
        (hooks / hook).symlink_to(program)
        (repo / ".git" / "hooks" / hook).symlink_to(program)
    (repo / ".gitattributes").write_text("*.yaml filter=evil diff=evil\n")
    run(repo, "add", ".gitattributes")
    run(repo, "-c", "core.hooksPath=/dev/null", "commit", "-qm", "attributes")
    for name in (
        "core.fsmonitor",
        "core.hooksPath",
        "core.pager",
        "core.sshCommand",
        "core.editor",
        "core.askPass",
        "filter.evil.smudge",
        "filter.evil.clean",
        "filter.evil.process",
        "diff.evil.textconv",
        "diff.evil.command",
        "diff.external",
        "pager.ls-tree",
        "pager.cat-file",
        "alias.ls-tree",
        "alias.rev-parse",
    ):
        value = (
            str(hooks)
            if name == "core.hooksPath"
            else f"!{program}"
            if name.startswith("alias")
            else str(program)
        )
        run(repo, "config", name, value)
    marker.unlink(missing_ok=True)
    assert teams(loaded(repo / "cata log", "HEAD")) == ["team:new"]
    assert not marker.exists()


def test_a_partial_clone_fetches_nothing(repo: Path, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    blob = run(repo, "rev-parse", "HEAD:cata log/a.yaml")
    (repo / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    run(repo, "config", "core.repositoryFormatVersion", "1")
    run(repo, "config", "extensions.partialClone", "evil")
    run(repo, "config", "remote.evil.url", f"ext::sh -c 'touch {marker}'")
    run(repo, "config", "remote.evil.promisor", "true")
    run(repo, "config", "protocol.ext.allow", "always")
    with pytest.raises(GitError), revision(str(repo / "cata log"), "HEAD"):
        pass
    assert not marker.exists()


def test_links_are_what_they_are_in_a_folder(repo: Path) -> None:
    catalog = repo / "cata log"
    (catalog / "later.yaml").unlink()
    (catalog / "plain.txt").write_text("teams: {linked: {}}\n")
    for name, target in (
        ("inside.yaml", "plain.txt"),
        ("out.yaml", "../other/x.yaml"),
        ("absolute.yaml", "/etc/hostname"),
        ("loop.yaml", "loop.yaml"),
        ("gone.yaml", "nowhere.yaml"),
    ):
        (catalog / name).symlink_to(target)
    run(repo, "add", "-A")
    run(repo, "commit", "-qm", "links")
    then, now = loaded(catalog, "HEAD"), load([str(catalog)])
    assert then.catalog.entities == now.catalog.entities
    assert "team:linked" in then.catalog.entities
    assert "component:outside" not in then.catalog.entities
    assert [(each.code, each.place) for each in then.problems] == [
        (each.code, each.place) for each in now.problems
    ]


def test_a_tree_that_nobody_checked_writes_nothing_outside(repo: Path, tmp_path: Path) -> None:
    blob = run(repo, "hash-object", "-w", "--stdin", text="teams: {evil: {}}\n")
    link = run(repo, "hash-object", "-w", "--stdin", text=str(tmp_path / "target"))
    (tmp_path / "target").mkdir()
    inner = run(repo, "mktree", text=f"100644 blob {blob}\tescaped.yaml\n")
    good = run(repo, "mktree", text=f"100644 blob {blob}\tgood.yaml\n")
    entries = (
        f"040000 tree {inner}\t..\n",
        f"040000 tree {inner}\t.\n",
        f"040000 tree {inner}\t.git\n",
        f"040000 tree {good}\tfine\n",
        f"120000 blob {link}\ta\n040000 tree {inner}\ta\n",
    )
    for entry in entries:
        tree = run(repo, "mktree", text=entry)
        commit = run(repo, "commit-tree", tree, "-m", "x")
        try:
            with revision(str(repo), commit) as found:
                names = sorted(path.name for path in Path(found.path).rglob("*"))
                above = os.listdir(os.path.dirname(found.path))
            assert "escaped.yaml" not in names or "120000" in entry
            assert sorted(above) == ["outside.yaml", "repo"]
        except GitError:
            assert "120000" in entry
        assert list((tmp_path / "target").iterdir()) == []
    assert not list(tmp_path.rglob("escaped.yaml"))


def test_what_is_too_large_is_reported_as_in_a_folder(repo: Path) -> None:
    catalog = repo / "cata log"
    (catalog / "later.yaml").write_text("# " + "x" * 3000 + "\nteams: {big: {}}\n")
    run(repo, "add", "-A")
    run(repo, "commit", "-qm", "big")
    limits = Limits(file_bytes=1000)
    with revision(str(catalog), "HEAD", limits) as found:
        then = load([found.path], limits=limits)
    now = load([str(catalog)], limits=limits)
    assert [each.code for each in then.problems] == [each.code for each in now.problems] == ["T004"]
    assert [each.message for each in then.problems] == [each.message for each in now.problems]
    for few in (Limits(files=2), Limits(total_bytes=100)):
        with pytest.raises(GitError, match="limits"), revision(str(catalog), "HEAD", few):
            pass


def test_a_submodule_is_left_out(repo: Path) -> None:
    commit = run(repo, "rev-parse", "HEAD")
    run(repo, "update-index", "--add", "--cacheinfo", f"160000,{commit},cata log/sub")
    run(repo, "commit", "-qm", "submodule")
    assert teams(loaded(repo / "cata log", "HEAD")) == ["team:new"]


def test_a_word_names_a_path_or_a_revision(repo: Path, tmp_path: Path) -> None:
    catalog = [str(repo / "cata log")]
    with version("HEAD~1", catalog) as old:
        assert (old.name, teams(old.loaded)) == ("HEAD~1", ["team:old"])
        assert old.commit is not None
    with version(catalog[0], ()) as there:
        assert (there.commit, teams(there.loaded)) == (None, ["team:later", "team:new"])
    run(repo, "tag", "v1")
    run(repo, "branch", "a/b")
    assert set(known(catalog) or ()) == {"main", "v1", "a/b"}
    check("v1", catalog)


def test_what_names_no_version_says_why(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    catalog = [str(repo / "cata log")]
    (tmp_path / "empty").mkdir()
    for word, where, why in (
        ("nope", catalog, "no folder and no commit is called so"),
        ("-n", catalog, "is no name of a revision"),
        ("HEAD", [*catalog, *catalog], "one catalog at most"),
        ("HEAD", [str(tmp_path / "empty")], "no git repository holds it"),
    ):
        with pytest.raises(VersionError, match=why):
            check(word, where)
        with pytest.raises(VersionError, match=why), version(word, where):
            pass
    assert known([str(tmp_path / "empty")]) is None
    with pytest.raises(VersionError, match="no YAML file"), version(str(tmp_path / "empty"), ()):
        pass

"""The command line run in this process: exit code, output and complaints."""

import os
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.read_once import read_once as read_once  # applies to every test here
from topology.cli import main

NOW = "2026-11-22T03:12:00+00:00"


class Done(NamedTuple):
    """What one run left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """``run("who", "web")``: in an empty folder of its own, at a fixed instant, without a terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TOPOLOGY_NOW", NOW)
    for name in ("TOPOLOGY_CATALOG", "TOPOLOGY_DEBUG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def go(*args: str | os.PathLike[str]) -> Done:
        capsys.readouterr()
        code = main.run([os.fspath(arg) for arg in args])
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return go


@pytest.fixture
def catalog(tmp_path: Path) -> Callable[[str], str]:
    """``catalog(yaml)``: a folder with one file; its path."""

    def write(text: str, name: str = "catalog.yaml") -> str:
        folder = tmp_path / "catalog"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(textwrap.dedent(text), encoding="utf-8")
        return str(folder)

    return write


def pytest_addoption(parser: pytest.Parser) -> None:
    """``pytest tests/cli --golden`` writes the golden outputs anew, for somebody to look at in the diff."""
    parser.addoption("--golden", action="store_true", help="write the golden outputs instead of comparing")

"""Completion: a script for each shell, and names from the catalog being asked."""

import os
import pty
import re
import select
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from topology.cli.commands import cli

ROOT = Path(__file__).resolve().parents[2]

CATALOG = """
    teams: {web: {}, ops: {}}
    people: {ana: {}, ops: {}}
    components:
      payments-api: {}
      payments-db: {failureModes: {disk-full: {}, deadlock: {responder: consumer}}}
      site: {}
    schedules: {web-rota: {}}
"""
CLASH = """
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: both}
spec: {type: openapi}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: both}
spec: {type: service}
"""


@pytest.fixture
def complete(catalog: Callable[[str], str], run) -> Callable[..., list[str]]:
    folder = catalog(CATALOG)
    catalog(CLASH, "catalog-info.yaml")

    def go(*words: str) -> list[str]:
        *args, last = words
        shell = ShellComplete(cli, {}, "topology", "_TOPOLOGY_COMPLETE")
        where = ["-C", folder]
        return [item.value for item in shell.get_completions([*where, *args], last)]

    return go


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_for_each_shell(run, shell) -> None:
    done = run("completion", shell)
    assert done.code == 0
    assert "_TOPOLOGY_COMPLETE" in done.out
    assert f"{shell}_complete" in done.out


def test_commands_and_options(complete) -> None:
    assert complete("wh") == ["who"]
    assert "--why-not" in complete("page", "--wh")


def test_names_of_entities(complete) -> None:
    assert complete("who", "pay") == ["payments-api", "payments-db"]
    assert complete("page", "s") == ["site"]
    assert complete("page", "site", "--away", "a") == ["ana"]
    assert complete("page", "site", "--why-not", "w") == ["web"]
    assert complete("oncall", "web-") == ["web-rota"]
    assert complete("list", "com") == ["component"]


def test_modes_of_failure_after_what_fails(complete) -> None:
    assert complete("page", "payments-db@d") == ["payments-db@deadlock", "payments-db@disk-full"]
    assert complete("page", "payments-db@di") == ["payments-db@disk-full"]
    assert complete("game", "new", "component:payments-db@di") == ["component:payments-db@disk-full"]
    assert complete("page", "site@") == []
    assert complete("page", "nothing-here@") == []
    assert complete("page", "site", "--ack", "ana@") == []


def test_words_and_rules(complete) -> None:
    assert complete("check", "--explain", "grey") == ["grey-edge"]
    assert complete("check", "--explain", "t204") == ["T204"]
    assert "MISROUTED" in complete("explain", "mis")
    assert "T204" in complete("explain", "t2")
    assert complete("explain", "grey", "e") == ["edge"]


def test_names_that_clash_are_completed_with_their_kind(complete) -> None:
    assert complete("team", "o") == ["ops"]
    assert complete("team", "team:o") == ["team:ops"]
    assert complete("who", "b") == []
    assert complete("who", "api:") == ["api:both"]
    assert complete("who", "component:b") == ["component:both"]


def test_a_catalog_that_cannot_be_read_completes_nothing(run, tmp_path) -> None:
    shell = ShellComplete(cli, {}, "topology", "_TOPOLOGY_COMPLETE")
    assert shell.get_completions(["-C", str(tmp_path / "gone"), "who"], "") == []


@pytest.fixture
def bash(catalog: Callable[[str], str], run, tmp_path: Path) -> Callable[[str], str]:
    """What stands on the line of a real bash after TAB is pressed."""
    program = tmp_path / "bin" / "topology"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m topology "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "script").write_text(run("completion", "bash").out, encoding="utf-8")
    environ = {**os.environ, "TOPOLOGY_CATALOG": catalog(CATALOG), "TERM": "dumb", "PS1": ""}
    environ |= {"PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}

    def go(line: str) -> str:
        pid, terminal = pty.fork()
        if pid == 0:  # pragma: no cover: the other process
            os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"], environ)
        seen = b""
        try:
            os.write(terminal, f"source {tmp_path}/script; PS1=; echo rea''dy\n".encode())
            seen = _until(terminal, b"ready\r\n", seen)
            os.write(terminal, f"{line}\t \x01echo 'is:\x05'\n".encode())
            return re.findall(r"\r\nis:(.*)\r\n", _until(terminal, b"\r\nis:", b"").decode())[0].strip()
        finally:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            os.close(terminal)

    return go


def _until(terminal: int, wanted: bytes, seen: bytes) -> bytes:
    end = time.monotonic() + 30
    while wanted not in seen or not seen.endswith(b"\n"):
        assert time.monotonic() < end, seen
        if select.select([terminal], [], [], 0.1)[0]:
            seen += os.read(terminal, 1 << 16)
    return seen


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("topology page payments-db@di", "topology page payments-db@disk-full"),
        ("topology page component:payments-db@di", "topology page component:payments-db@disk-full"),
        ("topology who component:payments-d", "topology who component:payments-db"),
        ("topology page site payments-a", "topology page site payments-api"),
        ("topology page site --why-not=op", "topology page site --why-not=ops"),
        ("topology hist", "topology history"),
    ],
)
def test_bash_itself_completes_what_it_takes_apart(bash, line: str, whole: str) -> None:
    assert bash(line) == whole

"""The rules on a large catalog: in another process, the same findings, and nothing left of it."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from topology.tui import judging
from topology.tui.judging import Judging
from topology.tui.world import judge

SHOP = str(Path(__file__).parent / "shop")
ENVIRON = {"TOPOLOGY_CACHE": "off"}


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every catalog is a large one, and all rules apply."""
    monkeypatch.undo()
    monkeypatch.setattr(judging, "LARGE", 1)


@pytest.fixture
def nobody_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A world that is judged in this process after all is a mistake."""

    def wrong(*_: Any) -> None:
        raise AssertionError

    monkeypatch.setattr("topology.tui.world.judge", wrong)


def test_the_findings_are_the_same_in_another_process(
    large: None, nobody_here: None, world: Any, now: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "msgspec.py").write_text("raise SystemExit('taken from the folder that one is in')")
    monkeypatch.chdir(tmp_path)
    later: list[Callable[[], None]] = [lambda: None]
    judged = Judging([SHOP], ENVIRON).judge(world, now, later)
    expected = judge(world, now)
    assert expected.findings
    assert judged.findings == expected.findings
    assert (judged.found, judged.counts) == (expected.found, expected.counts)
    assert later == []


@pytest.mark.parametrize("program", ["raise SystemExit(3)", "print('no findings')", "import no_such_module"])
def test_where_the_other_process_fails_the_rules_are_applied_here(
    large: None, world: Any, now: Any, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(judging, "PROGRAM", program)
    done: list[int] = []
    judged = Judging([SHOP], ENVIRON).judge(world, now, [lambda: done.append(1)])
    assert judged.findings == judge(world, now).findings
    assert done == [1]


def test_without_a_python_to_start_they_are_applied_here(
    large: None, world: Any, now: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for executable in ("", "/nowhere/python"):
        monkeypatch.setattr(sys, "executable", executable)
        assert Judging([SHOP], ENVIRON).judge(world, now, []).findings


def test_a_small_catalog_is_judged_here(world: Any, now: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging.subprocess, "Popen", None)
    assert Judging([SHOP], ENVIRON).judge(world, now, []).findings


def test_what_nobody_wants_any_more_is_ended(
    large: None, nobody_here: None, world: Any, now: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "PROGRAM", "import time; time.sleep(60)")
    one = Judging([SHOP], ENVIRON)
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(one.judge(world, now, [])))
    thread.start()
    end = time.monotonic() + 20
    while one._process is None and time.monotonic() < end:
        thread.join(0.01)
    one.stop()
    thread.join(20)
    assert found == [world]


def test_it_ends_with_whoever_started_it() -> None:
    program = "import time, topology.tui.judging as j; j._findings = lambda *_: time.sleep(60); j.main()"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "2026-11-22T03:12:00+00:00", SHOP],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(20) == 1

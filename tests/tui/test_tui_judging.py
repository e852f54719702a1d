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

from topology.tui import apart, judging
from topology.tui.health import judged as here
from topology.tui.health import weeks
from topology.tui.judging import Judging
from topology.tui.progress import Progress, Stopped
from topology.tui.world import with_judged

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

    monkeypatch.setattr("topology.tui.health.judged.judge", wrong)
    monkeypatch.setattr("topology.tui.health.weeks.week", wrong)


def judge(world: Any, at: Any) -> Any:
    """The world as it is judged in this process."""
    return with_judged(world, JUDGE(world.engine, world.result, at))


JUDGE, WEEK = here.judge, weeks.week


def test_findings_and_figures_are_the_same_in_another_process(
    large: None, nobody_here: None, world: Any, now: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "msgspec.py").write_text("raise SystemExit('taken from the folder that one is in')")
    monkeypatch.chdir(tmp_path)
    later: list[Callable[[], None]] = [lambda: None]
    heard: list[tuple[int, int]] = []
    judged = Judging([SHOP], ENVIRON).judge(world, now, later, lambda *said: heard.append(said))
    expected = judge(world, now)
    assert expected.findings
    assert expected.judged.figures
    assert judged.judged == expected.judged
    assert (judged.findings, judged.found, judged.counts) == (
        expected.findings,
        expected.found,
        expected.counts,
    )
    assert later == []
    assert heard[0] == (0, 12)


def test_a_week_is_the_same_in_another_process(large: None, nobody_here: None, world: Any, now: Any) -> None:
    heard: list[tuple[int, int]] = []
    found = Judging([SHOP], ENVIRON).week(world, now, lambda *said: heard.append(said))
    expected = WEEK(world.engine, world.result, now)
    assert expected.uncovered or expected.pages
    assert found == expected
    assert heard[0] == (1, 12)


@pytest.mark.parametrize(
    "program", ["raise SystemExit(3)", "print('no findings')", "import no_such_module", "print('-1 9')"]
)
def test_where_the_other_process_fails_the_rules_are_applied_here(
    large: None, world: Any, now: Any, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(apart, "PROGRAM", program)
    done: list[int] = []
    judged = Judging([SHOP], ENVIRON).judge(world, now, [lambda: done.append(1)])
    assert judged.findings == judge(world, now).findings
    assert done == [1]
    assert Judging([SHOP], ENVIRON).week(world, now) == WEEK(world.engine, world.result, now)


def test_without_a_python_to_start_they_are_applied_here(
    large: None, world: Any, now: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for executable in ("", "/nowhere/python"):
        monkeypatch.setattr(sys, "executable", executable)
        assert Judging([SHOP], ENVIRON).judge(world, now, []).findings


def test_a_small_catalog_is_judged_here(world: Any, now: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart.subprocess, "Popen", None)
    assert Judging([SHOP], ENVIRON).judge(world, now, []).findings


def test_what_nobody_wants_any_more_is_ended(
    large: None, nobody_here: None, world: Any, now: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "PROGRAM", "import time; time.sleep(60)")
    one = Judging([SHOP], ENVIRON)
    ended: list[bool] = []

    def work() -> None:
        with pytest.raises(Stopped):
            one.judge(world, now, [])
        ended.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    end = time.monotonic() + 20
    while one._apart._process is None and time.monotonic() < end:
        thread.join(0.01)
    one.stop()
    thread.join(20)
    assert ended == [True]


def test_whoever_hears_how_far_it_is_can_end_it(
    large: None, nobody_here: None, world: Any, now: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = "import sys, time; print('1 12', flush=True); time.sleep(60)"
    monkeypatch.setattr(apart, "PROGRAM", program)

    def told(done: int, of: int) -> None:
        assert (done, of) == (1, 12)
        raise Stopped

    with pytest.raises(Stopped):
        Judging([SHOP], ENVIRON).week(world, now, told)


def test_it_ends_with_whoever_started_it() -> None:
    program = "import time, topology.tui.apart as a; a._done = lambda *_: time.sleep(60); a.main()"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "judge", "2026-11-22T03:12:00+00:00", SHOP],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(20) == 1


AT_ONCE = """
import sys
from datetime import UTC, datetime
from topology.tui import apart, judging, world

judging.LARGE = 1

def run(self, work, at, told):
    print(*sorted({"topology.insight.check", "topology.insight.figures"} & set(sys.modules)))
    raise SystemExit

apart.Apart.run = run
read = world.read(sys.argv[1:], {"TOPOLOGY_CACHE": "off"})
judging.Judging((), {}).judge(read, datetime(2026, 11, 22, tzinfo=UTC), [])
"""


def test_what_judges_is_not_even_imported_before_the_other_process_is_at_work() -> None:
    done = subprocess.run([sys.executable, "-c", AT_ONCE, SHOP], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


async def test_work_that_is_looked_at_while_the_app_ends_does_no_harm(
    run: Callable[..., Any], press: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run() as pilot:
        await press(pilot, "4")
        health = pilot.app.screen
        monkeypatch.setattr(type(health), "judging", Progress())
        with monkeypatch.context() as ending:
            ending.setattr(type(pilot.app), "screen_stack", [])
            health._look()

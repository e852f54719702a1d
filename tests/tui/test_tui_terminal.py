"""The process around the app, in a real pseudo-terminal: how it starts, and how it leaves."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import select
import shlex
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from topology.tui import crash, editor, terminal
from topology.tui.terminal import HIGHEST, WIDEST, sane

ROOT = Path(__file__).parents[2]
SHOP = Path(__file__).parent / "shop"
RUN = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from topology.tui.app import run
{{before}}
sys.exit(run([{str(SHOP)!r}]))
"""
LEFT = b"\x1b[?1049l"
"""What leaving the other screen looks like."""


class Program:
    """The app in a pseudo-terminal."""

    def __init__(
        self, before: str = "", stderr: str = "", size: tuple[int, int] = (24, 80), **environ: str
    ) -> None:
        self.output = b""
        self.pid, self.handle = pty.fork()
        if self.pid == 0:  # pragma: no cover: the other process
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
            if stderr:
                os.dup2(os.open(stderr, os.O_WRONLY | os.O_CREAT, 0o600), 2)
            inherited = {k: v for k, v in os.environ.items() if not k.startswith(("TEXTUAL", "PYTEST"))}
            os.execvpe(
                sys.executable,
                [sys.executable, "-c", RUN.format(before=before)],
                {**inherited, "TERM": "xterm-256color", "LANG": "C.UTF-8", **environ},
            )
        self.before = termios.tcgetattr(self.handle)

    def read(self, timeout: float) -> bool:
        if not select.select([self.handle], [], [], timeout)[0]:
            return False
        try:
            piece = os.read(self.handle, 1 << 16)
        except OSError:
            return False
        self.output += piece
        return bool(piece)

    def wait(self, text: str, seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while text.encode() not in self.output:
            assert time.monotonic() < end, self.output[-2000:]
            self.read(0.1)

    def rest(self, text: str) -> None:
        """Wait for this text, and for nothing more to come: the whole is drawn."""
        self.wait(text)
        while self.read(1):
            pass

    def send(self, keys: str) -> None:
        os.write(self.handle, keys.encode())

    def end(self, seconds: float = 10) -> int:
        """The exit code, once it has ended; the terminal must be as it was before."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                while self.read(0.05):
                    pass
                return os.waitstatus_to_exitcode(status)
        raise AssertionError("it does not end")

    def restored(self) -> bool:
        return LEFT in self.output and termios.tcgetattr(self.handle)[3] == self.before[3]

    def close(self) -> None:
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.handle)


@pytest.fixture
def program() -> Iterator[Callable[..., Program]]:
    started: list[Program] = []

    def start(**options: Any) -> Program:
        started.append(Program(**options))
        return started[-1]

    yield start
    for each in started:
        each.close()


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGQUIT, 131), (signal.SIGINT, 130)],
)
def test_signals_end_it_in_good_order(program: Any, number: int, code: int) -> None:
    app = program()
    app.wait("help")
    os.kill(app.pid, number)
    assert app.end() == code
    assert app.restored()
    assert b"Traceback" not in app.output


def test_a_terminal_that_goes_away_ends_it(program: Any) -> None:
    app = program()
    app.wait("help")
    os.close(app.handle)
    app.handle = os.open(os.devnull, os.O_RDWR)
    end = time.monotonic() + 10
    while time.monotonic() < end:
        pid, status = os.waitpid(app.pid, os.WNOHANG)
        if pid:
            app.pid = 0
            assert os.waitstatus_to_exitcode(status) == 129
            return
        time.sleep(0.02)
    raise AssertionError("it goes on without a terminal")


def test_a_terminal_of_another_session_that_goes_away_ends_it() -> None:
    """As under su: no signal says that it has gone."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-c", RUN.format(before="")],
        stdin=follower, stdout=follower, stderr=follower, start_new_session=True,
        env={**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"},
    )  # fmt: skip
    os.close(follower)
    shown = b""
    while b"help" not in shown or select.select([leader], [], [], 1)[0]:  # until it draws no more
        shown += os.read(leader, 1 << 16)
    os.close(leader)
    try:
        assert process.wait(timeout=10) == 129
    finally:
        process.kill()


def test_it_can_be_stopped_and_goes_on(program: Any, tmp_path: Path) -> None:
    """ctrl+z gives the terminal back, fg takes it again; ctrl+c in an editor is the editor's."""
    script = tmp_path / "edit"
    script.write_text("#!/bin/sh\nkill -INT $PPID\necho edited\n")
    script.chmod(0o755)
    app = program(EDITOR=str(script))
    app.rest("findings")
    app.send("\x1a")
    app.wait(LEFT.decode())
    pid, status = os.waitpid(app.pid, os.WUNTRACED)
    assert pid
    assert os.WIFSTOPPED(status)
    assert termios.tcgetattr(app.handle)[3] == app.before[3]
    app.output = b""
    os.kill(app.pid, signal.SIGCONT)
    for everything in ("findings", "Escalation polic", "Owner", "help"):
        app.wait(everything)
    app.output = b""
    app.send("e")
    app.wait("edited")
    app.wait("help")
    app.send("q")
    assert app.end() == 0
    assert app.restored()


def test_it_draws_on_stdout_alone_and_quits_with_zero(program: Any, tmp_path: Path) -> None:
    app = program(stderr=str(tmp_path / "stderr"))
    app.wait("checkout-api")
    app.send("q")
    assert app.end() == 0
    assert app.restored()
    assert (tmp_path / "stderr").read_bytes() == b""


WRONG = """
def wrong(*_):
    raise RuntimeError("a 'secret'")
def when_mounted(do):
    from topology.tui.application import TopologyApp
    mount = TopologyApp.on_mount
    def on_mount(self):
        mount(self)
        do(self)
    TopologyApp.on_mount = on_mount
"""
MISTAKES = {
    "reading": """
import topology.tui.world
topology.tui.world.read = wrong
""",
    "a task": """
import asyncio, gc
async def wrong_task():
    wrong()
def do(app):
    asyncio.ensure_future(wrong_task())
    app.set_timer(0.2, gc.collect)
when_mounted(do)
""",
    "a thread": """
import threading
when_mounted(lambda app: threading.Thread(target=wrong).start())
""",
}


@pytest.mark.parametrize("where", list(MISTAKES))
def test_a_mistake_ends_it_with_a_short_message_and_a_report(
    program: Any, tmp_path: Path, where: str
) -> None:
    app = program(before=WRONG + MISTAKES[where], TMPDIR=str(tmp_path))
    assert app.end(20) == crash.INTERNAL
    assert app.restored()
    after = app.output.rpartition(LEFT)[2].decode("utf-8", "replace")
    assert "internal error: RuntimeError" in after
    assert "Traceback" not in after
    assert "secret" not in after
    (report,) = tmp_path.glob("topology-crash-*.txt")
    assert "RuntimeError" in report.read_text()
    assert "secret" not in report.read_text()
    assert str(ROOT) not in report.read_text()


def test_quitting_does_not_wait_for_a_reading(program: Any) -> None:
    app = program(before="import time, topology.tui.world as w\nw.read = lambda *_: time.sleep(30)")
    app.wait("reading")
    app.send("q")
    begun = time.monotonic()
    assert app.end() == 0
    assert time.monotonic() - begun < 3
    assert app.restored()


def test_a_size_of_nothing_or_of_everything_is_survived(program: Any) -> None:
    app = program(size=(60000, 60000))
    app.wait("help", 30)
    app.send("\x03")
    assert app.end() == 0


@pytest.mark.parametrize(
    ("size", "shown"),
    [((0, 0), (80, 24)), ((80, 24), (80, 24)), ((65535, 3), (WIDEST, 3)), ((10, 65535), (10, HIGHEST))],
)
def test_sizes_are_kept_sane(size: tuple[int, int], shown: tuple[int, int]) -> None:
    assert sane(*size) == shown


def test_without_a_terminal_it_says_so() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", RUN.format(before="")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TERM": "xterm"},
    )
    assert ended.returncode == terminal.BAD_INPUT
    assert ended.stdout == ""
    assert "needs a terminal" in ended.stderr
    assert "topology who" in ended.stderr


def test_a_terminal_that_cannot_be_drawn_on_is_told(program: Any) -> None:
    app = program(TERM="dumb")
    assert app.end() == terminal.BAD_INPUT
    assert b"cannot draw" in app.output
    assert b"\x1b" not in app.output


async def test_an_editor_that_cannot_be_started_leaves_the_screen_as_it_was(
    run: Any, press: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import contextmanager

    script = tmp_path / "edit"
    script.write_bytes(b"\x7fno program")
    script.chmod(0o755)
    done: list[str] = []

    @contextmanager
    def suspend() -> Iterator[None]:
        """As Textual's: without anything that makes sure of the way back."""
        done.append("away")
        yield
        done.append("back")

    async with run(environ={"EDITOR": str(script), "PATH": "/usr/bin:/bin"}) as pilot:
        monkeypatch.setattr(pilot.app, "suspend", suspend)
        await press(pilot, "e")
        assert done == ["away", "back"]
        assert "could not be started" in pilot.app.screen.query_one("KeyBar").said


class Tty(io.StringIO):
    """A stream that says that it is a terminal, with an encoding."""

    def __init__(self, tty: bool = True, encoding: str = "utf-8") -> None:
        super().__init__()
        self._tty = tty
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding

    def isatty(self) -> bool:
        return self._tty


def test_what_it_needs_of_a_terminal() -> None:
    good = {"TERM": "xterm"}
    assert terminal.unfit(Tty(), Tty(), good) is None
    assert "input" in str(terminal.unfit(Tty(False), Tty(), good))
    assert "output" in str(terminal.unfit(Tty(), Tty(False), good))
    assert "output" in str(terminal.unfit(Tty(), None, good))
    for term in ("dumb", "", "unknown"):
        assert "TERM" in str(terminal.unfit(Tty(), Tty(), {"TERM": term}))


@pytest.mark.parametrize(
    ("encoding", "environ", "ascii_only"),
    [
        ("utf-8", {"TERM": "xterm"}, False),
        ("UTF8", {"TERM": "xterm"}, False),
        ("iso-8859-1", {"TERM": "xterm"}, True),
        ("ascii", {"TERM": "xterm"}, True),
        ("utf-8", {"TERM": "linux"}, True),
        ("utf-8", {"TERM": "vt100"}, True),
        ("utf-8", {"TERM": "xterm", "TOPOLOGY_ASCII": "1"}, True),
        ("ascii", {"TERM": "xterm", "TOPOLOGY_ASCII": "0"}, False),
    ],
)
def test_when_only_ascii_is_shown(encoding: str, environ: dict[str, str], ascii_only: bool) -> None:
    assert terminal.needs_ascii(Tty(encoding=encoding), environ) is ascii_only


def test_reports_hold_nobody_s_data() -> None:
    text = crash.redacted("no 'Ada Obi' in /srv/files/x.yaml: component:payments-api \"x\" `y`")
    for secret in ("Ada", "/srv", "payments", "x.yaml"):
        assert secret not in text


@pytest.mark.parametrize(
    ("editors", "wanted"),
    [
        ("vim", ["vim", "+7", "f.yaml"]),
        ("emacs -nw", ["emacs", "-nw", "+7", "f.yaml"]),
        ("code", ["code", "--wait", "--goto", "f.yaml:7"]),
        ("code --wait", ["code", "--wait", "--goto", "f.yaml:7"]),
        ("hx", ["hx", "f.yaml:7"]),
        ("kak", ["kak", "+7", "f.yaml"]),
        ("nano -l", ["nano", "-l", "+7", "f.yaml"]),
        ("emacsclient -t", ["emacsclient", "-t", "+7", "f.yaml"]),
        ("gvim", ["gvim", "-f", "+7", "f.yaml"]),
        ("subl -w", ["subl", "-w", "f.yaml:7"]),
        ("zed", ["zed", "--wait", "f.yaml:7"]),
        ("idea", ["idea", "--wait", "--line", "7", "f.yaml"]),
        ("kate", ["kate", "-b", "-l", "7", "f.yaml"]),
        ("'my editor' --tabs", ["my editor", "--tabs", "+7", "f.yaml"]),
    ],
)
def test_editors_are_told_the_line(tmp_path: Path, editors: str, wanted: list[str]) -> None:
    program = tmp_path / shlex.split(editors)[0]
    program.write_text("")
    program.chmod(0o755)
    environ = {"EDITOR": editors, "PATH": str(tmp_path)}
    assert editor.command(environ, "f.yaml", 7) == wanted


def test_visual_comes_before_editor_and_one_that_is_missing_is_replaced(tmp_path: Path) -> None:
    for name in ("nano", "vim"):
        (tmp_path / name).write_text("")
        (tmp_path / name).chmod(0o755)
    environ = {"VISUAL": "nano -w", "EDITOR": "vim", "PATH": str(tmp_path)}
    assert editor.command(environ, "f.yaml", 7) == ["nano", "-w", "+7", "f.yaml"]
    assert editor.command(environ | {"VISUAL": "gone"}, "f.yaml", 7) == ["vim", "+7", "f.yaml"]
    assert editor.stated(environ | {"VISUAL": "gone"}) == ["gone"]


def test_without_an_editor_there_is_none(tmp_path: Path) -> None:
    assert editor.command({"PATH": str(tmp_path)}, "f.yaml", 7) is None
    assert editor.command({"PATH": str(tmp_path), "EDITOR": "'"}, "f.yaml", 7) is None


IMPORTS = """
import asyncio, sys
sys.path.insert(0, {root!r})
import topology.tui.app
early = set(sys.modules)
from datetime import UTC, datetime
from topology.load.own_settings import own_path
from topology.tui.application import TopologyApp
from topology.tui.settings.reading import read_choices

def read(self):
    print(*sorted(sys.modules))
    self.exit()

TopologyApp.read = read

async def main():
    choices = read_choices(own_path())
    app = TopologyApp([{shop!r}], now=lambda: datetime.now(UTC), environ={{}}, choices=choices)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()

print(*sorted(early))
asyncio.run(main())
"""


def test_the_first_paint_imports_nothing_that_it_does_not_need() -> None:
    """Neither YAML nor graphs nor the engine; and before the terminal was looked at, not even Textual."""
    ended = subprocess.run(
        [sys.executable, "-c", IMPORTS.format(root=str(ROOT), shop=str(SHOP))],
        capture_output=True,
        text=True,
        check=True,
    )
    early, painted = (set(line.split()) for line in ended.stdout.splitlines()[:2])
    assert not {"textual", "rich"} & early
    heavy = {"yaml", "networkx", "rapidfuzz", "click", "markdown_it", "pygments"}
    assert not heavy & painted
    painted.discard("topology.load.own_settings")  # what somebody has chosen holds from the first paint on
    for package in ("load", "graph", "oncall", "incident", "insight"):
        assert not [name for name in painted if name.startswith(f"topology.{package}.")], package


def test_a_tour_is_of_the_instant_that_was_asked_for(tmp_path: Path) -> None:
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "topology", "tour", "payments", "--at", "2027-02-03T04:05Z", "-C", str(SHOP)],
        stdin=follower, stdout=follower, stderr=subprocess.DEVNULL, start_new_session=True, cwd=tmp_path,
        env={**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    os.close(follower)
    try:
        shown = b""
        while b"three numbers" not in shown or b"04:05" not in shown:
            assert select.select([leader], [], [], 20)[0], shown[-2000:]
            shown += os.read(leader, 1 << 16)
    finally:
        process.kill()
        process.wait()
        os.close(leader)

"""How soon the app can be seen and used, next to the smallest Textual app worth the name.

Each program runs in a pseudo-terminal of its own, in turns, so that a busy machine is busy for all
of them. Times are from the start of the process to the moment a text has been painted.

    python benchmarks/first_paint.py [--runs 9] [--components 10000]

Rows: first paint of the minimal app (Header, Tree, Footer); first paint of ours on the example; the
example's tree there; a large catalog's tree there when it is read for the first time, and when it was
read before (from a cache of this benchmark's own), with the answer of a filter typed at once; then
the time from a key to the first frame that it changes (where somebody stands in the tree) and to the last
one (the panes that follow), on both catalogs, while the large one is judged. Ratios are to the
minimal app's first paint. Memory is that of the app itself: as soon as the filter has answered, and
after all those keys, once the process that judges a large catalog has ended.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time

from catalogs import native

from topology.load.cache.entry import RACY
from topology.load.cached import load_cached

COLUMNS, ROWS = 120, 40
TIMEOUT = 60.0
ALONE = 2.0
"""Seconds without a process of its own after which an app has none at work, nor is about to start one."""
QUIET = 0.1
"""Seconds without output after which a repaint counts as whole: all panes have followed."""
PAINTED = b"\x1b[?2026l"
"""The end of one frame."""
DOWN, UP, PAGE_DOWN, PAGE_UP = "j", "k", "\x1b[6~", "\x1b[5~"

MINIMAL = """
from textual.app import App
from textual.widgets import Footer, Header, Tree

class Minimal(App):
    BINDINGS = [("q", "quit", "Quit")]
    def compose(self):
        yield Header()
        tree = Tree("root")
        tree.root.expand()
        for number in range(20):
            tree.root.add_leaf(f"leaf {number}")
        yield tree
        yield Footer()

Minimal().run()
"""

OURS = "import sys; from topology.tui.app import run; sys.exit(run(sys.argv[1:] or None))"

ESCAPES = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[P_^][^\x1b]*\x1b\\|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~]"
)
ANSWERS = (
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),
    (b"\x1b[c", b"\x1b[?62;22c"),
)
"""What a terminal is asked, and what an ordinary one says."""


class Terminal:
    """A program in a pseudo-terminal, and what it has painted so far."""

    def __init__(self, command: list[str], cache: str = "off") -> None:
        environ = {
            **os.environ,
            "TOPOLOGY_CACHE": cache,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
        }
        for name in [name for name in environ if name.startswith("TEXTUAL") or name == "NO_COLOR"]:
            del environ[name]
        self.started = time.perf_counter()
        self._pid, self._handle = pty.fork()
        if self._pid == 0:
            os.execvpe(command[0], command, environ)
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.output = b""
        self.last = self.started

    def read(self, timeout: float) -> bool:
        """Take what is there within so many seconds; says whether there was anything."""
        if not select.select([self._handle], [], [], max(0.0, timeout))[0]:
            return False
        try:
            piece = os.read(self._handle, 1 << 16)
        except OSError:
            return False
        self.last = time.perf_counter()
        for question, answer in ANSWERS:
            if question in piece:
                os.write(self._handle, answer)
        self.output += piece
        return bool(piece)

    def wait(self, text: str, start: int = 0) -> float:
        """Milliseconds from the start until ``text`` has been painted after byte ``start`` of the output."""
        end = time.perf_counter() + TIMEOUT
        while text not in ESCAPES.sub(b"", self.output[start:]).decode("utf-8", "replace"):
            if not self.read(end - time.perf_counter()):
                sys.exit(f"{text!r} was not painted; at the end: {self.output[-300:]!r}")
        return (self.last - self.started) * 1000

    def settle(self) -> None:
        """Wait until nothing more is painted."""
        while self.read(0.25):
            pass

    def type(self, keys: str) -> None:
        """Press keys, whatever comes of it."""
        os.write(self._handle, keys.encode())

    def press(self, keys: str) -> tuple[float, float] | None:
        """Milliseconds from pressing keys to the end of the first and the last frame, if any is painted."""
        start, begun = len(self.output), time.perf_counter()
        self.type(keys)
        first = None
        while self.read(QUIET if first else 1.0):
            if first is None and PAINTED in self.output[start:]:
                first = (self.last - begun) * 1000
        return (first, (self.last - begun) * 1000) if first is not None else None

    def memory(self) -> float:
        """Resident megabytes."""
        with open(f"/proc/{self._pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def alone(self) -> None:
        """Wait until no process that the program started is at work."""
        since = begun = time.perf_counter()
        while (now := time.perf_counter()) - since < ALONE:
            if now - begun > TIMEOUT:
                sys.exit("a process of the program is still at work")
            self.read(QUIET)
            if self._children():
                since = time.perf_counter()

    def _children(self) -> bool:
        for thread in os.listdir(f"/proc/{self._pid}/task"):
            try:
                with open(f"/proc/{self._pid}/task/{thread}/children", encoding="ascii") as file:
                    if file.read().strip():
                        return True
            except FileNotFoundError:  # the thread has ended meanwhile
                continue
        return False

    def end(self) -> None:
        """End the program."""
        os.kill(self._pid, signal.SIGTERM)
        while self.read(0.5):
            pass
        os.close(self._handle)
        os.waitpid(self._pid, 0)


def keys(terminal: Terminal, down: str, up: str, count: int, turn: int) -> list[tuple[float, float]]:
    """Key to first and to whole repaint, so many times down and up again."""
    terminal.settle()
    found = [terminal.press(down if n // turn % 2 == 0 else up) for n in range(count)]
    return [each for each in found if each]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--components", type=int, default=10_000)
    options = parser.parse_args()
    rows: dict[str, list[float]] = {}
    pressed: dict[str, list[tuple[float, float]]] = {}

    def note(name: str, value: float) -> None:
        rows.setdefault(name, []).append(value)

    def press(terminal: Terminal, name: str) -> None:
        pages = (
            PAGE_DOWN,
            PAGE_UP,
            "page-down",
            20,
            2,
        )  # the example has no more: beyond, nothing is painted
        for down, up, word, count, turn in ((DOWN, UP, "key", 60, 10), pages):
            pressed.setdefault(f"{word}, {name}", []).extend(keys(terminal, down, up, count, turn))

    with tempfile.TemporaryDirectory() as folder:
        catalog, cache = os.path.join(folder, "catalog"), os.path.join(folder, "cache")
        os.mkdir(catalog)
        with open(os.path.join(catalog, "catalog.yaml"), "w", encoding="utf-8") as file:
            file.write(native(options.components))
        time.sleep(RACY + 0.1)  # what has only just changed is not kept
        entities = len(load_cached([catalog], {"TOPOLOGY_CACHE": cache}).catalog.entities)
        ours = [sys.executable, "-c", OURS]
        for run in range(options.runs + 1):
            terminal = Terminal([sys.executable, "-c", MINIMAL])
            minimal = terminal.wait("Quit")
            terminal.settle()
            memory = terminal.memory()
            terminal.end()
            terminal = Terminal(ours)
            first = terminal.wait("? help")
            ready = terminal.wait("components")
            if run:
                press(terminal, "example")
            terminal.end()
            terminal = Terminal([*ours, catalog])
            unread = terminal.wait("components")
            terminal.end()
            terminal = Terminal([*ours, catalog], cache)
            large = terminal.wait("components")
            before = len(terminal.output)
            last = options.components - 1
            terminal.type(f"/component-{last}")
            answered = terminal.wait(f" of {entities}", before)  # what the tree's frame says was found
            terminal.settle()
            weight = terminal.memory()
            if run:
                terminal.press("\x1b")
                press(terminal, "large")
                terminal.alone()
                terminal.settle()
                judged = terminal.memory()
            terminal.end()
            if run:  # the first round warms the files
                note("minimal app, first paint", minimal)
                note("example, first paint", first)
                note("example, tree there", ready)
                note(f"{options.components} components, never read, tree there", unread)
                note(f"{options.components} components, tree there", large)
                note(f"{options.components} components, filter answered", answered)
                note("memory of the minimal app, MB", memory)
                note(f"memory on {options.components} components, MB", weight)
                note(f"memory on {options.components}, judged, MB", judged)
    base = statistics.median(rows["minimal app, first paint"])
    for name, values in rows.items():
        middle = statistics.median(values)
        unit = rows["memory of the minimal app, MB"] if name.startswith("memory") else None
        ratio = middle / (statistics.median(unit) if unit else base)
        print(f"{name:42} {middle:8.0f}   {ratio:5.2f}×   {min(values):.0f} to {max(values):.0f}")
    for name, pairs in pressed.items():
        for what, values in zip(("first frame", "last frame"), zip(*pairs, strict=True), strict=True):
            ordered = sorted(values)
            p99 = ordered[int(len(ordered) * 0.99)]
            middle = statistics.median(ordered)
            print(f"{name} to {what}".ljust(42), f"{middle:8.1f} ms median, {p99:.1f} ms p99")


if __name__ == "__main__":
    main()

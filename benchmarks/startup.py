"""Start-up: whole processes as multiples of a bare ``python -c pass``. Run by hand, reported, never a test.

    python benchmarks/startup.py [runs]

The budget for ``who`` and ``page`` on the example is 14 times, 8 is the stretch.
"""

import os
import subprocess
import sys
import time
from statistics import median

_COMMANDS = {
    "who payments-db": ["-m", "topology", "who", "payments-db", "-C", "EXAMPLE"],
    "page payments-db": ["-m", "topology", "page", "payments-db", "-C", "EXAMPLE"],
    "oncall": ["-m", "topology", "oncall", "-C", "EXAMPLE"],
    "team payments": ["-m", "topology", "team", "payments", "-C", "EXAMPLE"],
    "check": ["-m", "topology", "check", "-C", "EXAMPLE"],
    "--help": ["-m", "topology", "--help"],
    "import click, yaml": ["-c", "import click, yaml"],
    "import click, yaml, msgspec": ["-c", "import click, yaml, msgspec"],
}


def main() -> None:
    """Measure all commands in turns, so that a busy moment hits all of them alike."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    from topology.present.resources import example_path

    example = example_path()
    commands = {"bare python": ["-c", "pass"]}
    commands |= {
        name: [example if word == "EXAMPLE" else word for word in words] for name, words in _COMMANDS.items()
    }
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for words in commands.values():
        _once(words)  # compiles what is not, warms the disk
    for _ in range(runs):
        for name, words in commands.items():
            seconds[name].append(_once(words))
    bare = median(seconds["bare python"])
    for name, measured in seconds.items():
        middle = median(measured)
        print(f"{name:<28} {middle * 1000:7.1f} ms {middle / bare:6.1f}x")


def _once(words: list[str]) -> float:
    environment = {**os.environ, "TOPOLOGY_NOW": "2026-11-22T03:12:00+00:00"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
        check=False,
    )
    took = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(words)}: {done.stderr.decode()}")
    return took


if __name__ == "__main__":
    main()

"""Keep what the documentation shows as the program says it.

Every fenced ``console`` block whose first line is ``$ topology …`` holds that
command's real output; the table between ``<!-- keys -->`` marks is the app's, the list between
``<!-- words -->`` marks that of ``topology explain``.

    python scripts/readme.py            writes README.md and docs/*.md again
    python scripts/readme.py --check    exits 1 if it is not fresh
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOW = "2026-11-22T03:12:00Z"
BLOCK = re.compile(r"```console\n\$ (topology [^\n]*)\n(.*?)```", re.DOTALL)
WORDS = re.compile(r"<!-- words -->\n.*?<!-- /words -->", re.DOTALL)
KEYS = re.compile(r"<!-- keys -->\n.*?<!-- /keys -->", re.DOTALL)


def output(command: str) -> str:
    """What a command prints, on the example, at a fixed instant, without colour."""
    environment = {**os.environ, "TOPOLOGY_NOW": NOW, "NO_COLOR": "1", "COLUMNS": "80", "PYTHONUTF8": "1"}
    environment.pop("TOPOLOGY_CATALOG", None)
    words, _, rest = command.partition(" | ")
    limit = re.fullmatch(r"(head|tail) -n (\d+)", rest) if rest else None
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(words)],
        cwd=ROOT,
        env=environment,
        text=True,
        capture_output=True,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command}: exit {done.returncode}\n{done.stderr}")
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    if limit is not None:
        lines = lines[: int(limit[2])] if limit[1] == "head" else lines[-int(limit[2]) :]
    return "".join(f"{line}\n" for line in lines)


def fresh(text: str) -> str:
    """The document with every block and table as it is now."""
    from topology.present.glossary_text import glossary_markdown
    from topology.tui.commands import markdown

    shown = BLOCK.sub(lambda match: f"```console\n$ {match[1]}\n{output(match[1])}```", text)
    shown = KEYS.sub(lambda _: f"<!-- keys -->\n{markdown().rstrip()}\n<!-- /keys -->", shown)
    return WORDS.sub(lambda _: f"<!-- words -->\n{glossary_markdown().rstrip()}\n<!-- /words -->", shown)


def main() -> int:
    """Write or check the documents; the exit status."""
    sys.path.insert(0, str(ROOT))
    stale = []
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        text = path.read_text(encoding="utf-8")
        made = fresh(text)
        if made == text:
            continue
        stale.append(path.name)
        if "--check" not in sys.argv:
            path.write_text(made, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print(f"not fresh: {', '.join(stale)}; run python scripts/readme.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

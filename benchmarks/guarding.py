"""What CI waits for: check and diff as whole processes on a made-up catalog. Run by hand, never a test.

    python benchmarks/guarding.py [components] [runs]

The budgets for 2,000 components: check under 2 s, diff of two such catalogs under 4 s. As ratios they are
told against reading the same file with PyYAML's fastest loader.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.catalogs import native

READ = "import sys, yaml; yaml.load(open(sys.argv[1]), yaml.CSafeLoader)"


def main() -> None:
    """Measure in turns, so that a busy moment hits all of them alike."""
    components = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder, "old.yaml"), Path(folder, "new.yaml")
        text = native(components)
        old.write_text(text)
        new.write_text(text.replace("owner: team-3\n", "owner: team-4\n"))
        commands = {
            "yaml alone": ["-c", READ, str(old)],
            "check": ["-m", "topology", "check", str(old)],
            "check, sarif": ["-m", "topology", "check", str(old), "--format", "sarif"],
            "diff, nothing changed": ["-m", "topology", "diff", str(old), str(old)],
            "diff, a team's components moved": ["-m", "topology", "diff", str(old), str(new)],
        }
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, words in commands.items():
                start = time.perf_counter()
                subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, check=False)
                seconds[name].append(time.perf_counter() - start)
    base = median(seconds["yaml alone"])
    for name, measured in seconds.items():
        print(f"{name:<34} {median(measured):6.2f} s {median(measured) / base:6.1f}x")


if __name__ == "__main__":
    main()

"""A TOML file of settings as a table, or why it is none."""

from __future__ import annotations

import re
from typing import Any

from topology.load.codes import clip, problem
from topology.model.place import Place
from topology.model.problem import Problem


def read_table(data: bytes, name: str) -> dict[str, Any] | Problem:
    """The table that the bytes hold, else why they cannot be read. ``name`` is the file's, to show."""
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:  # ValueError: bad UTF-8, bad TOML, absurd numbers
        line = re.search(r"line (\d+)", str(error))
        last = max(1, len(data.splitlines())) if "end of document" in str(error) else 1
        return problem(
            "T217", Place(name, int(line[1]) if line else last), f"cannot be read: {clip(str(error))}"
        )
